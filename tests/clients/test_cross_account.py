"""Roles of one account, assumed from another."""

import pytest

from accounts import create
from authenticator import device_of
from buckets import SAID, grant, make_bucket, set_policy
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import MFA, arn_of, assume, make_role, trust

ASSUME = "sts:AssumeRole"


@pytest.fixture(scope="module")
def other(server):
    """The root user of the account that the roles belong to, and its id."""
    account_id, its_root = create(server)
    return its_root, account_id


# Whom the role trusts, what the user's own policies say, and whether the two are enough.
WHO_MAY = {
    "both agree": ("USER", "Allow", True),
    "only the role agrees": ("USER", None, False),
    "the user is denied by itself": ("USER", "Deny", False),
    "the account is trusted": ("ACCOUNT", "Allow", True),
    "only the account is trusted": ("ACCOUNT", None, False),
    "only the user's account agrees": ("OTHER", "Allow", False),
    "everybody is trusted": ("*", "Allow", True),
    "everybody is trusted, but the user's account says nothing": ("*", None, False),
}


@pytest.mark.parametrize("case", WHO_MAY)
def test_both_accounts_count(root, other, account_id, case):
    principal, own, may = WHO_MAY[case]
    its_root, its_account = other
    _, caller = make_user(root, document(statement(own, ASSUME)) if own else None)
    trusted = {"USER": arn_of(caller), "ACCOUNT": account_id, "OTHER": its_account, "*": "*"}
    _, role = make_role(its_root, trusted[principal])
    if may:
        assert assume(caller, role).sts.get_caller_identity()["Account"] == its_account
    else:
        with refused("AccessDenied", 403):
            assume(caller, role)


def test_who_is_denied_learns_nothing_of_the_other_account(root, other):
    its_root, its_account = other
    _, caller = make_user(root, allow(ASSUME))
    _, role = make_role(its_root, its_account)
    said = []
    for arn in (role, f"arn:aws:iam::{its_account}:role/{fresh('missing')}"):
        with refused("AccessDenied", 403) as caught:
            assume(caller, arn)
        said.append(caught.value.response["Error"]["Message"].replace(arn, "ROLE"))
    assert said[0] == said[1]


def test_a_third_party_may_do_exactly_the_intersection(root, other, account_id):
    """An external id, a session policy, the role's own policies, and the buckets of its account."""
    its_root, its_account = other
    bucket = make_bucket(its_root)
    its_root.s3.put_object(Bucket=bucket, Key="shared/k", Body=SAID)
    its_root.s3.put_object(Bucket=bucket, Key="private/k", Body=SAID)
    ours = make_bucket(root)
    condition = {"StringEquals": {"sts:ExternalId": "customer-42"}}
    objects = f"arn:aws:s3:::{bucket}"
    of_role = document(
        statement("Allow", ["s3:GetObject", "s3:PutObject"], f"{objects}/shared/*"),
        statement("Allow", "s3:ListBucket", objects),
    )
    _, role = make_role(its_root, trust(account_id, condition=condition), of_role)
    _, caller = make_user(root, allow([ASSUME, "s3:*"]))
    for wrong in ({}, {"ExternalId": "customer-43"}):
        with refused("AccessDenied", 403):
            assume(caller, role, **wrong)
    wanted = document(
        statement("Allow", ["s3:GetObject", "s3:DeleteObject"], f"{objects}/*"),
        statement("Allow", "s3:ListAllMyBuckets"),
    )
    session = assume(caller, role, ExternalId="customer-42", Policy=wanted)
    got = session.s3.get_object(Bucket=bucket, Key="shared/k")
    assert got["Body"].read() == SAID
    of_bucket = {"Bucket": bucket}
    for call in (
        # Only the session policy allows it.
        lambda: session.s3.get_object(Key="private/k", **of_bucket),
        lambda: session.s3.delete_object(Key="shared/k", **of_bucket),
        session.s3.list_buckets,
        # Only the role's policy allows it.
        lambda: session.s3.put_object(Key="shared/l", Body=SAID, **of_bucket),
        lambda: session.s3.list_objects_v2(**of_bucket),
        # Only the user's own policy allows it, which does not count for the session.
        lambda: session.s3.put_object(Bucket=ours, Key="k", Body=SAID),
        # Nothing allows it.
        session.iam.list_users,
    ):
        with refused("AccessDenied", 403):
            call()
    # The same role without a session policy may do what its policies say.
    assume(caller, role, ExternalId="customer-42").s3.list_objects_v2(**of_bucket)


def test_a_device_of_one_account_opens_a_role_of_another(root, other):
    its_root, its_account = other
    name, caller = make_user(root, allow(ASSUME))
    condition = {"Bool": {MFA: "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "300"}}
    _, role = make_role(its_root, trust(arn_of(caller), condition=condition), allow("s3:*"))
    device = device_of(root, name)
    with refused("AccessDenied", 403):
        assume(caller, role)
    session = assume(caller, role, **device.proof())
    assert session.sts.get_caller_identity()["Account"] == its_account
    session.s3.list_buckets()
    with refused("AccessDenied", 403):
        assume(caller, role, **device.last_proof)


def test_a_bucket_policy_names_a_role_of_another_account(root, other, bucket):
    its_root, _ = other
    root.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
    _, user = make_user(its_root)
    name, role = make_role(its_root, arn_of(user))
    objects = f"arn:aws:s3:::{bucket}/*"
    set_policy(root, bucket, grant("Allow", {"AWS": role}, "s3:GetObject", objects))
    session = assume(user, role)
    with refused("AccessDenied", 403):
        session.s3.get_object(Bucket=bucket, Key="k")
    its_root.iam.put_role_policy(
        RoleName=name, PolicyName="p", PolicyDocument=allow("s3:GetObject", objects)
    )
    assert session.s3.get_object(Bucket=bucket, Key="k")["Body"].read() == SAID
    # A namesake of the role is somebody else for the bucket.
    its_root.iam.delete_role_policy(RoleName=name, PolicyName="p")
    its_root.iam.delete_role(RoleName=name)
    make_role(its_root, arn_of(user), allow("s3:*"), RoleName=name)
    with refused("AccessDenied", 403):
        assume(user, role).s3.get_object(Bucket=bucket, Key="k")


def test_a_user_of_another_account_who_is_gone_is_trusted_no_more(root, other):
    its_root, _ = other
    name, caller = make_user(root, allow(ASSUME))
    _, role = make_role(its_root, arn_of(caller))
    assume(caller, role)
    root.iam.delete_user_policy(UserName=name, PolicyName="only")
    root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    root.iam.delete_user(UserName=name)
    _, namesake = make_user(root, allow(ASSUME), name=name)
    with refused("AccessDenied", 403):
        assume(namesake, role)


def test_sessions_of_an_account_see_only_that_account(root, other):
    its_root, its_account = other
    _, caller = make_user(root, allow(ASSUME))
    _, role = make_role(its_root, arn_of(caller), allow("*"))
    session = assume(caller, role)
    name = fresh("of-the-other")
    made = session.iam.create_user(UserName=name)["User"]
    assert made["Arn"] == f"arn:aws:iam::{its_account}:user/{name}"
    with refused("NoSuchEntity", 404):
        root.iam.get_user(UserName=name)
