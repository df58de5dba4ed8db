"""Two thousand random operations, and every cell of what an account tells of itself."""

import datetime

import pytest

import ledger
from ledger import Moment, Use
from reports import report
from server import Server
from workload import Workload

SEED = 7
OPERATIONS = 2000
ISO_8601 = "%Y-%m-%dT%H:%M:%SZ"


class Account:
    """The account after all of it, on a server that may be started again."""

    def __init__(self, server):
        self.server = server
        created, server = Moment.of(server.start)
        self.workload = Workload(server, server.root, created, SEED)
        self.workload.run(OPERATIONS)
        self.books = self.workload.books

    @property
    def iam(self):
        return self.server.root.iam


@pytest.fixture(scope="module", params=["at once", "after a restart"])
def account(request, worked):
    if request.param == "after a restart":
        worked.server.stop()
        worked.server.start()
    return worked


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    data = tmp_path_factory.mktemp("ledger") / "data"
    server = Server(data, "--credential-report-keep-seconds", "0")
    try:
        yield Account(server)
    finally:
        server.kill()


def assert_cells(found, expected):
    """Every cell is equal; all that are not are told."""
    assert {
        of: (found.get(of), cell)
        for of, cell in expected.items()
        if not is_equal(found.get(of), cell)
    } == {}
    assert set(found) == set(expected)


def is_equal(found, cell):
    if isinstance(cell, Use) and isinstance(found, dict):
        # The last use of a role.
        return found["Region"] == cell.region and cell.moment.is_told_by(found["LastUsedDate"])
    if isinstance(cell, Moment | datetime.datetime) and isinstance(found, str):
        found = moment(found)
    if isinstance(cell, Moment):
        return isinstance(found, datetime.datetime) and cell.is_told_by(found)
    return found == cell


def moment(text):
    try:
        found = datetime.datetime.strptime(text, ISO_8601)
    except ValueError:
        return None
    return found.replace(tzinfo=datetime.timezone.utc)


def test_the_credential_report(account):
    root = account.server.root
    assert root.iam.generate_credential_report()["State"] == "STARTED"
    asked, rows = Moment.of(lambda: report(root))
    assert list(rows) == [ledger.ROOT, *sorted(account.books.users, key=str.lower)]
    region = root.region
    account.books.root_key.use = Use(asked, "iam", region, "iam:GenerateCredentialReport")
    assert_cells(flat(rows), flat(account.books.report()))


def test_the_summary(account):
    summary = account.iam.get_account_summary()["SummaryMap"]
    counts = account.books.counts()
    assert_cells({name: summary.get(name) for name in counts}, counts)


def test_the_authorization_details(account):
    pages = account.iam.get_paginator("get_account_authorization_details").paginate()
    found = pages.build_full_result()
    expected = account.books.details()
    for kind, plain in DETAILS.items():
        told = {it[kind]: plain(it) for it in found[LISTS[kind]] if not is_of_aws(it)}
        assert_cells(flat(told), flat(expected[LISTS[kind]]))
    of_aws = {it["Arn"] for it in found["Policies"] if is_of_aws(it)}
    assert of_aws == {arn for arn in account.books.used_policies if ":aws:policy/" in arn}


def test_the_access_data(account):
    books = account.books
    for entity in [*books.users.values(), *books.roles.values()]:
        if entity.uses:
            told = access_data(account.iam, entity.told["Arn"])
            assert books.granted(entity) in (None, set(told))
            assert_uses({name: cell_of(it) for name, it in told.items()}, entity.last_uses)
            actions = {
                f"{name}:{it['ActionName']}": cell_of(it, "LastAccessed")
                for name, service in told.items()
                for it in service.get("TrackedActionsLastAccessed", ())
            }
            assert "iam" not in told or "iam:GetUser" in actions
            assert_uses(actions, entity.uses)


def assert_uses(found, uses):
    """Those that were used tell of their last use, and the others of none."""
    known = {name: use for name, use in uses.items() if name in found}
    assert_cells(found, dict.fromkeys(found) | known)


def access_data(iam, arn):
    """What is told of each service, by its namespace."""
    asked = {"Arn": arn, "Granularity": "ACTION_LEVEL"}
    job = iam.generate_service_last_accessed_details(**asked)["JobId"]
    found, marker = {}, {}
    while True:
        page = iam.get_service_last_accessed_details(JobId=job, **marker)
        assert page["JobStatus"] == "COMPLETED"
        for it in page["ServicesLastAccessed"]:
            if "LastAuthenticated" in it:
                assert (it["LastAuthenticatedEntity"], it["TotalAuthenticatedEntities"]) == (arn, 1)
            found[it["ServiceNamespace"]] = it
        if not page["IsTruncated"]:
            return found
        marker = {"Marker": page["Marker"]}


def cell_of(it, name="LastAuthenticated"):
    """With the members that the last use of a role has."""
    if f"{name}Region" not in it:
        return None
    moment = it[name] if name in it else it[f"{name}Time"]
    return {"LastUsedDate": moment, "Region": it[f"{name}Region"]}


def test_the_last_uses(account):
    """The operations that tell one of them agree with the reports."""
    books, told = account.books, {}
    for key in [key for user in books.users.values() for key in user.keys]:
        use = account.iam.get_access_key_last_used(AccessKeyId=key.key_id)["AccessKeyLastUsed"]
        assert use["ServiceName"] == (key.use.service if key.use else "N/A")
        told[key.key_id] = use if "LastUsedDate" in use else None
    assert_cells(told, {key.key_id: key.use for user in books.users.values() for key in user.keys})
    found = {name: account.iam.get_user(UserName=name)["User"] for name in books.users}
    expected = {name: it.signed_in for name, it in books.users.items()}
    assert_cells({name: it.get("PasswordLastUsed") for name, it in found.items()}, expected)


def is_of_aws(it):
    return it["Arn"].startswith("arn:aws:iam::aws:policy/")


def flat(things):
    return {(name, member): value for name, it in things.items() for member, value in it.items()}


def entity(it, policies):
    names = ("UserName", "UserId", "GroupName", "GroupId", "RoleName", "RoleId")
    told = {name: it[name] for name in names if name in it}
    return told | {
        "Path": it["Path"],
        "Arn": it["Arn"],
        "CreateDate": it["CreateDate"],
        policies: {p["PolicyName"]: p["PolicyDocument"] for p in it.get(policies, [])},
        "AttachedManagedPolicies": sorted(p["PolicyArn"] for p in it["AttachedManagedPolicies"]),
    }


def bounded(it):
    return {
        "Tags": {tag["Key"]: tag["Value"] for tag in it.get("Tags", [])},
        "PermissionsBoundary": it.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
    }


def user(it):
    return entity(it, "UserPolicyList") | bounded(it) | {"GroupList": sorted(it["GroupList"])}


def role(it):
    profiles = sorted(profile["InstanceProfileName"] for profile in it["InstanceProfileList"])
    return (
        entity(it, "RolePolicyList")
        | bounded(it)
        | {
            "AssumeRolePolicyDocument": it["AssumeRolePolicyDocument"],
            "InstanceProfileList": profiles,
            "RoleLastUsed": it.get("RoleLastUsed") or None,
        }
    )


def policy(it):
    versions = {
        version["VersionId"]: {
            name: version[name] for name in ("Document", "CreateDate", "IsDefaultVersion")
        }
        for version in it["PolicyVersionList"]
    }
    names = (
        *("PolicyName", "PolicyId", "Arn", "Path", "CreateDate", "DefaultVersionId"),
        *("AttachmentCount", "PermissionsBoundaryUsageCount", "IsAttachable"),
    )
    return {name: it[name] for name in names} | {"PolicyVersionList": versions}


DETAILS = {
    "UserName": user,
    "GroupName": lambda it: entity(it, "GroupPolicyList"),
    "RoleName": role,
    "PolicyName": policy,
}
LISTS = {
    "UserName": "UserDetailList",
    "GroupName": "GroupDetailList",
    "RoleName": "RoleDetailList",
    "PolicyName": "Policies",
}
