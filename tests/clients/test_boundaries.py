"""Permissions boundaries of users and roles: the most that policies can give."""

import pytest

from buckets import SAID, grant, set_policy
from principals import ADMINISTRATOR, allow, document, fresh, make_user, statement
from refusals import refused
from roles import arn_of, assume, federate, make_role, session_token

S3_ONLY = "arn:aws:iam::aws:policy/AmazonS3FullAccess"


@pytest.fixture
def boundary(root):
    """The ARN of a policy that allows S3's reads."""
    made = root.iam.create_policy(
        PolicyName=fresh("boundary"), PolicyDocument=allow(["s3:Get*", "s3:List*"])
    )
    return made["Policy"]["Arn"]


class Bounded:
    """Somebody who may do everything, and can be given a boundary."""

    def __init__(self, root, kind):
        self.root, self.kind = root, kind
        if kind == "user":
            name, self.caller = make_user(root, allow("*"))
            self.of = {"UserName": name}
        else:
            _, user = make_user(root)
            name, role = make_role(root, arn_of(user), allow("*"))
            self.caller, self.of = assume(user, role), {"RoleName": name}

    def _call(self, verb, **members):
        return getattr(self.root.iam, f"{verb}_{self.kind}{members.pop('what', '')}")(
            **self.of, **members
        )

    def bind(self, arn):
        self._call("put", what="_permissions_boundary", PermissionsBoundary=arn)

    def free(self):
        self._call("delete", what="_permissions_boundary")

    def told(self):
        """What is said of its boundary."""
        return self._call("get")[self.kind.capitalize()].get("PermissionsBoundary")


@pytest.fixture(params=["user", "role"])
def bounded(request, root):
    return Bounded(root, request.param)


def test_a_boundary_is_put_told_enforced_and_taken_away(bounded, boundary, bucket):
    assert bounded.told() is None
    bounded.caller.iam.list_users()
    bounded.bind(boundary)
    assert bounded.told() == {
        "PermissionsBoundaryType": "Policy",
        "PermissionsBoundaryArn": boundary,
    }
    bounded.caller.s3.list_objects_v2(Bucket=bucket)
    for call in (
        bounded.caller.iam.list_users,
        lambda: bounded.caller.s3.put_object(Bucket=bucket, Key="k", Body=SAID),
    ):
        with refused("AccessDenied", 403):
            call()
    bounded.bind(S3_ONLY)
    bounded.caller.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
    bounded.free()
    assert bounded.told() is None
    bounded.caller.iam.list_users()


def test_a_boundary_gives_nothing(root, boundary):
    name, caller = make_user(root)
    root.iam.put_user_permissions_boundary(UserName=name, PermissionsBoundary=boundary)
    with refused("AccessDenied", 403):
        caller.s3.list_buckets()


def test_the_denial_names_the_boundary(root, boundary):
    name, caller = make_user(root, allow("*"))
    root.iam.put_user_permissions_boundary(UserName=name, PermissionsBoundary=boundary)
    with refused("AccessDenied", 403) as caught:
        caller.iam.list_users()
    said = caught.value.response["Error"]["Message"]
    assert said.endswith("because no permissions boundary allows the iam:ListUsers action")


def test_a_boundary_counts_as_it_is_today(root, bounded, boundary):
    bounded.bind(boundary)
    with refused("AccessDenied", 403):
        bounded.caller.iam.list_users()
    root.iam.create_policy_version(
        PolicyArn=boundary, PolicyDocument=allow("iam:List*"), SetAsDefault=True
    )
    bounded.caller.iam.list_users()
    with refused("AccessDenied", 403):
        bounded.caller.s3.list_buckets()


def test_a_policy_that_is_a_boundary_is_not_deleted(root, bounded, boundary):
    bounded.bind(boundary)
    told = root.iam.get_policy(PolicyArn=boundary)["Policy"]
    assert (told["PermissionsBoundaryUsageCount"], told["AttachmentCount"]) == (1, 0)
    used = root.iam.list_policies(Scope="Local", PolicyUsageFilter="PermissionsBoundary")
    assert boundary in {policy["Arn"] for policy in used["Policies"]}
    found = root.iam.list_entities_for_policy(
        PolicyArn=boundary, PolicyUsageFilter="PermissionsBoundary"
    )
    assert len(found["PolicyUsers"]) + len(found["PolicyRoles"]) == 1
    with refused("DeleteConflict", 409):
        root.iam.delete_policy(PolicyArn=boundary)
    bounded.free()
    root.iam.delete_policy(PolicyArn=boundary)


def test_one_is_made_with_a_boundary(root, account_id, boundary):
    name = fresh("bounded")
    root.iam.create_user(UserName=name, PermissionsBoundary=boundary)
    told = root.iam.get_user(UserName=name)["User"]["PermissionsBoundary"]
    assert told["PermissionsBoundaryArn"] == boundary
    role, _ = make_role(root, account_id, PermissionsBoundary=boundary)
    told = root.iam.get_role(RoleName=role)["Role"]["PermissionsBoundary"]
    assert told["PermissionsBoundaryArn"] == boundary
    # Whoever is deleted is bound by nothing.
    root.iam.delete_user(UserName=name)
    root.iam.delete_role(RoleName=role)
    root.iam.delete_policy(PolicyArn=boundary)


def test_what_is_no_policy_is_no_boundary(root, user, account_id):
    missing = f"arn:aws:iam::{account_id}:policy/{fresh('missing')}"
    said = f"Scope ARN: {missing} does not exist or is not attachable."
    with refused("NoSuchEntity", 404, said):
        root.iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=missing)
    with refused("InvalidInput", 400):
        root.iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary="x" * 20)


def test_a_boundary_bounds_the_sessions_of_a_user(root, boundary, bucket):
    name, caller = make_user(root, allow("*"))
    sessions = [session_token(caller), federate(caller, allow("*"))]
    root.iam.put_user_permissions_boundary(UserName=name, PermissionsBoundary=boundary)
    for session in sessions:
        session.s3.list_objects_v2(Bucket=bucket)
        with refused("AccessDenied", 403):
            session.s3.put_object(Bucket=bucket, Key="k", Body=SAID)


def test_a_bucket_that_names_a_user_goes_past_its_boundary(root, boundary, bucket):
    """SOURCE: IAM User Guide, "Permissions boundaries": within an account a resource policy that
    names the user is not limited by what the boundary leaves out; one that names the role is."""
    for kind, may in (("user", True), ("role", False)):
        bounded = Bounded(root, kind)
        bounded.bind(boundary)
        found = bounded._call("get")[kind.capitalize()]["Arn"]
        everything = f"arn:aws:s3:::{bucket}/*"
        set_policy(root, bucket, grant("Allow", {"AWS": found}, "s3:PutObject", everything))
        if may:
            bounded.caller.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
        else:
            with refused("AccessDenied", 403):
                bounded.caller.s3.put_object(Bucket=bucket, Key="k", Body=SAID)


def test_a_deny_in_a_boundary_wins(root, bounded, bucket):
    denied = document(statement("Allow", "*"), statement("Deny", "iam:ListUsers"))
    arn = root.iam.create_policy(PolicyName=fresh("boundary"), PolicyDocument=denied)
    bounded.bind(arn["Policy"]["Arn"])
    bounded.caller.s3.list_objects_v2(Bucket=bucket)
    with refused("AccessDenied", 403):
        bounded.caller.iam.list_users()


def test_delegated_administrators_must_bind_whom_they_make(root, boundary):
    condition = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    actions = [
        *("iam:CreateUser", "iam:AttachUserPolicy"),
        *("iam:PutUserPermissionsBoundary", "iam:DeleteUserPermissionsBoundary"),
    ]
    policy = document(
        statement("Allow", actions) | {"Condition": condition},
        statement("Deny", "iam:DeleteUserPermissionsBoundary"),
    )
    _, caller = make_user(root, policy)
    name = fresh("made")
    for given in ({}, {"PermissionsBoundary": S3_ONLY}):
        with refused("AccessDenied", 403):
            caller.iam.create_user(UserName=name, **given)
    caller.iam.create_user(UserName=name, PermissionsBoundary=boundary)
    # Of what is changed later, the boundary that it has counts.
    caller.iam.attach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR)
    unbound = fresh("unbound")
    root.iam.create_user(UserName=unbound)
    with refused("AccessDenied", 403):
        caller.iam.attach_user_policy(UserName=unbound, PolicyArn=ADMINISTRATOR)
    with refused("AccessDenied", 403):
        caller.iam.delete_user_permissions_boundary(UserName=name)
    with refused("AccessDenied", 403):
        caller.iam.put_user_permissions_boundary(UserName=name, PermissionsBoundary=S3_ONLY)
