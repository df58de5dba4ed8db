"""Accounts that leave a server as a document and come into another."""

import json
import random
import signal
import threading
import time

import pytest
from botocore.exceptions import ClientError

import accounts
import fences
from buckets import grant, make_bucket, set_policy
from ledger import Moment
from principals import ADMINISTRATOR, allow, make_user
from roles import trust
from server import Server, command
from workload import Workload

OPERATIONS = 500
READY_MADE = "123456789012"


def export(server, account, *options):
    ended = command("export", account, "--data-dir", server.data_dir, *options)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def imported(server, document, *options):
    ended = imported_or_not(server, document, *options, "--json")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def imported_or_not(server, document, *options):
    return command("import", "-", "--data-dir", server.data_dir, *options, input=document)


def told(document):
    """All of a document but when and by what it was written."""
    members = json.loads(document)
    del members["exported"], members["program"]
    return members


def said(answer, kind):
    return [f"{it['about']}: {it['said']}" for it in answer["remarks"] if it["kind"] == kind]


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A server whose account has some of everything, and the ledger of it."""
    with Server(tmp_path_factory.mktemp("worked") / "data") as server:
        created, _ = Moment.of(lambda: None)
        workload = Workload(server, server.root, created, seed=11)
        workload.run(OPERATIONS)
        yield workload


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A server with an account of its own."""
    with Server(tmp_path_factory.mktemp("other") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def moved(worked, other):
    """The account of the first server, with its secrets, on the other."""
    document = export(worked.server, worked.books.account, "--secrets")
    answer = imported(other, document)
    assert answer["made"] and answer["root_key"] is None
    assert said(answer, "left-out") == []
    return document


def test_an_export_of_an_import_is_what_was_imported(worked, other, moved):
    again = export(other, worked.books.account, "--secrets")
    assert told(again) == told(moved)


def everything(caller):
    """What an account tells of itself to its root user."""
    iam = caller.iam
    details = iam.get_paginator("get_account_authorization_details").paginate()
    lists = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    found = {name: [entry for page in details for entry in page[name]] for name in lists}
    for role in found["RoleDetailList"]:
        # The order in which a role was put into them is nobody's business.
        role["InstanceProfileList"].sort(key=lambda profile: profile["InstanceProfileName"])
    found["Summary"] = iam.get_account_summary()["SummaryMap"]
    found["Devices"] = iam.list_virtual_mfa_devices()["VirtualMFADevices"]
    for name in ("Saml", "OpenIDConnect"):
        method = {"Saml": "list_saml_providers", "OpenIDConnect": "list_open_id_connect_providers"}
        answer = getattr(iam, method[name])()
        found[name] = {key: value for key, value in answer.items() if key != "ResponseMetadata"}
    answer = iam.list_server_certificates()
    found["Certificates"] = answer["ServerCertificateMetadataList"]
    return found


def test_what_was_imported_is_sound(moved, copy, other):
    ended = command("verify", "--data-dir", other.data_dir)
    assert ended.returncode == 0, ended.stdout


def test_it_tells_the_same_of_itself(worked, other, moved):
    root = worked.server.root
    there = root.elsewhere(endpoint=other.endpoint)
    assert everything(there) == everything(root)


QUESTIONS = [
    ("iam", "get_user", {}),
    ("iam", "list_users", {}),
    ("iam", "list_roles", {}),
    ("iam", "get_account_summary", {}),
    ("iam", "list_access_keys", {}),
    ("iam", "get_policy", {"PolicyArn": ADMINISTRATOR}),
    ("sts", "get_caller_identity", {}),
    ("sts", "get_session_token", {}),
    ("s3", "list_buckets", {}),
]


def outcome(caller, service, operation, members):
    """The result of a request, as far as it is a decision: what came of it and why."""
    try:
        getattr(getattr(caller, service), operation)(**members)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    return "allowed"


def test_decisions_are_the_same_for_everybody(worked, other, moved):
    """Each key of each user, each role that somebody may assume, and each question."""
    asked = 0
    for name, user in sorted(worked.books.users.items()):
        keys = [key for key in user.keys if key.status == "Active"]
        for key in keys:
            here = worked.server.root.elsewhere(key_id=key.key_id, secret=key.secret)
            there = here.elsewhere(endpoint=other.endpoint)
            roles = [
                ("sts", "assume_role", {"RoleArn": role.told["Arn"], "RoleSessionName": "s"})
                for role in worked.books.roles.values()
            ]
            for question in QUESTIONS + roles[:5]:
                assert outcome(there, *question) == outcome(here, *question), (name, question)
                asked += 1
    assert asked > 20


# What AWS tells.


class Company:
    """An account as many have it: people in groups, roles for programs and for people."""

    def __init__(self, server):
        self.id, self.root = accounts.create(server)
        iam = self.iam = self.root.iam
        iam.create_group(GroupName="developers")
        iam.create_group(GroupName="Admins", Path="/staff/")
        iam.attach_group_policy(GroupName="Admins", PolicyArn=ADMINISTRATOR)
        self.read = iam.create_policy(
            PolicyName="Read", Path="/team/", PolicyDocument=allow(["s3:Get*", "s3:List*"])
        )["Policy"]["Arn"]
        iam.create_policy_version(
            PolicyArn=self.read,
            PolicyDocument=allow(["s3:Get*", "iam:GetUser"], "*"),
            SetAsDefault=True,
        )
        iam.put_group_policy(
            GroupName="developers", PolicyName="list", PolicyDocument=allow("iam:List*")
        )
        for name, group in (("ann", "developers"), ("bob", "Admins"), ("carl", None)):
            iam.create_user(UserName=name, Path="/people/")
            if group:
                iam.add_user_to_group(UserName=name, GroupName=group)
        iam.attach_user_policy(UserName="carl", PolicyArn=self.read)
        iam.put_user_permissions_boundary(UserName="bob", PermissionsBoundary=self.read)
        iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=allow("sts:AssumeRole"))
        arn = f"arn:aws:iam::{self.id}:user/people/ann"
        iam.create_role(RoleName="deployer", AssumeRolePolicyDocument=trust({"AWS": arn}))
        iam.attach_role_policy(RoleName="deployer", PolicyArn=self.read)
        iam.create_role(
            RoleName="box", Path="/apps/",
            AssumeRolePolicyDocument=trust({"Service": "ec2.amazonaws.com"}),
        )
        iam.create_instance_profile(InstanceProfileName="box")
        iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="box")
        iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")

    def pages(self, **options):
        pages = self.iam.get_paginator("get_account_authorization_details").paginate(**options)
        # As programs write pages of boto3 down.
        return [json.dumps(page, default=str) for page in pages]


@pytest.fixture(scope="module")
def company(server):
    return Company(server)


@pytest.fixture(scope="module")
def copy(company, other):
    """The root user of a copy of the company's account, by what AWS would tell."""
    pages = company.pages(PaginationConfig={"PageSize": 3})
    assert len(pages) > 2
    answer = imported(other, "".join(pages))
    assert answer["account_id"] == company.id and answer["made"]
    assert len(said(answer, "left-out")) == 1
    assert said(answer, "changed") == said(answer, "unknown-principal") == []
    key = answer["root_key"]
    return other.root.elsewhere(
        key_id=key["access_key_id"], secret=key["secret_access_key"]
    )


def test_a_copy_tells_the_same_of_its_authorization(company, copy):
    lists = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    there = copy.iam.get_account_authorization_details()
    here = company.iam.get_account_authorization_details()
    assert {name: there[name] for name in lists} == {name: here[name] for name in lists}


def test_a_copy_decides_the_same(company, copy):
    asked = [
        *QUESTIONS,
        ("iam", "get_user", {"UserName": "ann"}),
        ("iam", "get_role", {"RoleName": "deployer"}),
        ("iam", "create_user", {"UserName": "ann"}),
        ("sts", "assume_role", {
            "RoleArn": f"arn:aws:iam::{company.id}:role/deployer", "RoleSessionName": "s",
        }),
    ]
    seen = set()
    for name in ("ann", "bob", "carl"):
        callers = []
        for root in (company.root, copy):
            key = root.iam.create_access_key(UserName=name)["AccessKey"]
            callers.append(
                root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
            )
        here, there = callers
        for question in asked:
            expect = outcome(here, *question)
            assert outcome(there, *question) == expect, (name, question)
            seen.add(expect if expect == "allowed" else expect[0])
    assert {"allowed", "AccessDenied"} <= seen


def test_a_cut_output_is_refused(company, own_server):
    with own_server as server:
        first, *_ = company.pages(PaginationConfig={"PageSize": 3})
        ended = imported_or_not(server, first)
        assert ended.returncode == 1
        assert "the account is not whole" in ended.stderr
        assert len(accounts.account("list", server)["accounts"]) == 1


# Errors, secrets, and what the operator sees.


@pytest.mark.parametrize(
    "document, expect",
    [
        ("", "there is nothing in it"),
        ("{", "EOF while parsing"),
        ("{}", "neither an export of iamd nor an output of"),
        ('{"format": "iamd account", "version": 9}', "it has version 9"),
        ('{"UserDetailList": [{"UserName": "a b"}]}', "UserDetailList[0].UserName: "),
    ],
)
def test_a_document_that_is_none_changes_nothing(other, document, expect):
    before = accounts.account("list", other)
    ended = imported_or_not(other, document)
    assert ended.returncode == 1 and ended.stdout == ""
    assert ended.stderr.startswith("iamd: ") and ended.stderr.count("\n") == 1
    assert expect in ended.stderr
    assert accounts.account("list", other) == before


def test_the_file_that_is_no_json_is_named_with_its_own_line(company, other, tmp_path):
    good, broken = tmp_path / "good.json", tmp_path / "broken.json"
    good.write_text("\n".join(company.pages()) + "\n\n\n")
    broken.write_text('{\n "Users": "a\nb"}')
    ended = command("import", good, broken, "--data-dir", other.data_dir)
    assert ended.returncode == 1
    assert f"{broken} is no JSON, which is wanted here: control character" in ended.stderr
    assert ended.stderr.rstrip().endswith("at line 2 column 12")


def test_nobody_of_a_copy_is_one_of_the_account_beside_it(company, server):
    _, zoe = make_user(company.root, name="zoe")
    bucket = make_bucket(company.root)
    company.root.s3.put_object(Bucket=bucket, Key="key", Body=b"theirs")
    arn = f"arn:aws:iam::{company.id}:user/zoe"
    objects = [f"arn:aws:s3:::{bucket}/*"]
    set_policy(company.root, bucket, grant("Allow", {"AWS": arn}, "s3:GetObject", objects))
    company.iam.create_role(RoleName="hers", AssumeRolePolicyDocument=trust({"AWS": arn}))
    document = export(server, company.id)
    answer = imported(server, document, "--account", "222233330000")
    assert any("unique ids are others here" in it for it in said(answer, "changed"))
    root = company.root.elsewhere(
        key_id=answer["root_key"]["access_key_id"], secret=answer["root_key"]["secret_access_key"]
    )
    key = root.iam.create_access_key(UserName="zoe")["AccessKey"]
    root.iam.attach_user_policy(UserName="zoe", PolicyArn=ADMINISTRATOR)
    copied = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    role = f"arn:aws:iam::{company.id}:role/hers"
    for attempt in (
        lambda: copied.s3.get_object(Bucket=bucket, Key="key"),
        lambda: copied.sts.assume_role(RoleArn=role, RoleSessionName="session"),
    ):
        with pytest.raises(ClientError) as refused:
            attempt()
        assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert zoe.s3.get_object(Bucket=bucket, Key="key")["Body"].read() == b"theirs"
    assert zoe.sts.assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]


def test_an_account_that_is_there_stays_as_it_is(worked, moved, other):
    ended = imported_or_not(other, moved)
    assert ended.returncode == 1
    assert worked.books.account in ended.stderr


def test_files_are_for_their_owner_alone_and_not_written_over(company, server, tmp_path):
    path = tmp_path / "account.json"
    assert export(server, company.id, "-o", path) == ""
    assert path.stat().st_mode & 0o777 == 0o600
    written = path.read_text()
    ended = command("export", company.id, "-o", path, "--data-dir", server.data_dir)
    assert ended.returncode == 1 and "is there already" in ended.stderr
    assert path.read_text() == written
    missing = tmp_path / "none.json"
    ended = command("export", "999999999999", "-o", missing, "--data-dir", server.data_dir)
    assert ended.returncode == 1 and "999999999999" in ended.stderr
    assert not missing.exists()
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_file_in_the_making_follows_no_link_and_is_in_nobodys_way(company, server, tmp_path):
    path, part = tmp_path / "account.json", tmp_path / "account.json.part"
    victim = tmp_path / "victim"
    victim.write_text("precious")
    part.symlink_to(victim)
    ended = command("export", company.id, "-o", path, "--data-dir", server.data_dir)
    assert ended.returncode == 1 and f"{part} is there" in ended.stderr
    assert victim.read_text() == "precious" and not path.exists()
    part.unlink()
    part.write_text('{"of a run that was": "broken')
    assert export(server, company.id, "--secrets", "-o", path) == ""
    assert told(path.read_text())["account"]["id"] == company.id
    assert not part.exists()


def test_a_secret_in_the_wrong_place_is_told_nowhere(company, server):
    _, user = make_user(company.root, name="swapped")
    document = json.loads(export(server, company.id, "--secrets"))
    secret = "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY"
    (swapped,) = [one for one in document["users"] if one["name"] == "swapped"]
    for member in ("id", "status", "created"):
        (key,) = swapped["access_keys"]
        right, key[member] = key[member], secret
        ended = imported_or_not(server, json.dumps(document), "--account", "333322221111")
        key[member] = right
        assert ended.returncode == 1 and f"access_keys[0].{member}: " in ended.stderr
        assert "wJalr" not in ended.stderr + ended.stdout
    log = (server.data_dir / "audit.jsonl").read_text()
    assert "wJalr" not in log
    events = [json.loads(line) for line in log.splitlines()]
    (*_, last) = [event for event in events if event["eventName"] == "ImportAccount"]
    assert last["errorCode"] == "Refused" and "errorMessage" not in last


def test_secrets_leave_only_if_they_are_asked_for(company, server):
    _, user = make_user(company.root, name="keeper")
    plain = export(server, company.id)
    assert user.key_id in plain and user.secret not in plain
    assert company.root.secret not in plain
    assert user.secret in export(server, company.id, "--secrets")


def test_what_leaves_and_comes_is_audited(company, server):
    export(server, company.id, "--secrets")
    events = [json.loads(line) for line in (server.data_dir / "audit.jsonl").open()]
    (*_, last) = [event for event in events if event["eventName"] == "ExportAccount"]
    assert last["userIdentity"]["principalId"] == "operator"
    assert last["requestParameters"] == {"accountId": company.id, "secrets": True}
    assert last["recipientAccountId"] == company.id


def test_it_works_with_the_server_stopped(company, server, own_server):
    document = export(server, company.id, "--secrets")
    with own_server:
        pass
    answer = imported(own_server, document, "--account", "222233334444")
    assert answer["account_id"] == "222233334444" and answer["root_key"] is None
    again = export(own_server, "222233334444", "--secrets")
    assert told(again)["users"][0]["id"] == told(document)["users"][0]["id"]
    with own_server as started:
        root = company.root.elsewhere(endpoint=started.endpoint)
        assert root.sts.get_caller_identity()["Account"] == "222233334444"


# Large accounts, and ends in the middle.


def large(users=1000, roles=1000, policies=500):
    """What AWS would tell of a large account."""
    account, date = READY_MADE, "2024-01-01T00:00:00+00:00"
    arn = f"arn:aws:iam::{account}"
    text = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": [f"arn:aws:s3:::b{n}/*"]}
        for n in range(20)
    ]}
    trusted = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": f"{arn}:user/u0"}, "Action": "sts:AssumeRole"}
    ]}

    def named(kind, prefix, number):
        return f"{prefix}{number:0{21 - len(prefix)}}"

    def policy(number):
        return {"PolicyName": f"p{number}", "PolicyArn": f"{arn}:policy/p{number}"}

    return json.dumps({
        "UserDetailList": [
            {
                "Path": "/", "UserName": f"u{n}", "UserId": named("user", "AIDA", n),
                "Arn": f"{arn}:user/u{n}", "CreateDate": date, "GroupList": [f"g{n % 100}"],
                "UserPolicyList": [{"PolicyName": "i", "PolicyDocument": text}],
                "AttachedManagedPolicies": [policy((n + m) % policies) for m in range(8)],
                "Tags": [{"Key": "n", "Value": str(n)}],
            }
            for n in range(users)
        ],
        "GroupDetailList": [
            {
                "Path": "/", "GroupName": f"g{n}", "GroupId": named("group", "AGPA", n),
                "Arn": f"{arn}:group/g{n}", "CreateDate": date,
                "AttachedManagedPolicies": [policy(n % policies)],
            }
            for n in range(100)
        ],
        "RoleDetailList": [
            {
                "Path": "/", "RoleName": f"r{n}", "RoleId": named("role", "AROA", n),
                "Arn": f"{arn}:role/r{n}", "CreateDate": date,
                "AssumeRolePolicyDocument": trusted,
                "RolePolicyList": [{"PolicyName": "i", "PolicyDocument": text}],
                "AttachedManagedPolicies": [policy((n + m) % policies) for m in range(4)],
            }
            for n in range(roles)
        ],
        "Policies": [
            {
                "PolicyName": f"p{n}", "PolicyId": named("policy", "ANPA", n),
                "Arn": f"{arn}:policy/p{n}", "Path": "/", "DefaultVersionId": "v1",
                "CreateDate": date, "UpdateDate": date,
                "PolicyVersionList": [{"Document": text, "VersionId": "v1", "CreateDate": date}],
            }
            for n in range(policies)
        ],
        "IsTruncated": False,
    })


SECONDS_MAX = 60
MEMORY_MAX = 600 << 20


def test_a_large_account_comes_and_goes_in_seconds(own_server):
    document = large()
    with own_server as server:
        begun = time.monotonic()
        answer = imported(server, document)
        assert time.monotonic() - begun < SECONDS_MAX
        assert answer["counts"]["users"] == answer["counts"]["roles"] == 1000
        begun = time.monotonic()
        text = export(server, READY_MADE)
        assert time.monotonic() - begun < SECONDS_MAX
        assert len(json.loads(text)["users"]) == 1000
        assert server.resident_bytes_max < MEMORY_MAX
        shown = accounts.account("show", server, READY_MADE)
        assert (shown["users"], shown["roles"], shown["policies"]) == (1000, 1000, 500)


def test_an_import_that_is_killed_leaves_nothing(own_server):
    """At moments that chance picks; the server that starts again has the account whole or not."""
    document = large(users=200, roles=200, policies=50)
    chance = random.Random(5)
    outcomes = set()
    with own_server as server:
        for number in range(12):
            account = str(300000000000 + number)
            ended = []

            def run(account=account, ended=ended):
                ended.append(imported_or_not(server, document, "--account", account, "--json"))

            thread = threading.Thread(target=run)
            thread.start()
            # The kill comes at a moment of its own, unless the import is through before.
            thread.join(chance.uniform(0.02, 1.2))
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
            thread.join()
            server.process = None
            server.start()
            found = {it["account_id"] for it in accounts.account("list", server)["accounts"]}
            if account in found:
                shown = accounts.account("show", server, account)
                assert (shown["users"], shown["roles"], shown["policies"]) == (200, 200, 50)
            else:
                assert ended[0].returncode == 1
                assert imported(server, document, "--account", account)["made"]
            outcomes.add(account in found)
    assert False in outcomes


def test_what_the_document_says_works(tmp_path):
    with Server(tmp_path / "data", "--account-id", READY_MADE) as server:
        make_user(server.root, allow("iam:*"), name="alice")
        for script in fences.fences("docs/export.md"):
            ended = fences.run(script, tmp_path, server.root.environment)
            assert ended.returncode == 0, (script, ended.stderr)
        found = {it["account_id"] for it in accounts.account("list", server)["accounts"]}
        assert found == {READY_MADE, "210987654321", "333344445555"}
