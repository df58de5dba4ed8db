"""Assuming roles within one account: who may, for how long, with what, and what comes of it."""

import datetime
from email.utils import parsedate_to_datetime

import pytest

from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import arn_of, assume, make_role, trust, user_id_of

ASSUME = "sts:AssumeRole"


def test_a_session_is_somebody_of_its_own(root, trusted, account_id):
    caller, arn = trusted
    name, role = make_role(root, arn, Path="/team/")
    answer = caller.sts.assume_role(RoleArn=role, RoleSessionName="a.session@example")
    role_id = root.iam.get_role(RoleName=name)["Role"]["RoleId"]
    itself = f"arn:aws:sts::{account_id}:assumed-role/{name}/a.session@example"
    said = {"AssumedRoleId": f"{role_id}:a.session@example", "Arn": itself}
    assert answer["AssumedRoleUser"] == said
    assert answer["Credentials"]["AccessKeyId"].startswith("ASIA")
    session = assume(caller, role, "a.session@example")
    found = session.sts.get_caller_identity()
    assert (found["Arn"], found["UserId"]) == (itself, said["AssumedRoleId"])
    assert found["Account"] == account_id
    known = root.sts.get_access_key_info(AccessKeyId=answer["Credentials"]["AccessKeyId"])
    assert known["Account"] == account_id


# Whom the role trusts, what the user's own policies say, and whether the two are enough.
WHO_MAY = {
    "the user is trusted": ("USER", None, True),
    "the user is trusted, and denied by itself": ("USER", ("Deny", ASSUME), False),
    "the account is trusted": ("ACCOUNT", None, False),
    "the account is trusted, and the user allowed": ("ACCOUNT", ("Allow", ASSUME), True),
    "the account's root is trusted, and the user allowed": ("ROOT", ("Allow", ASSUME), True),
    "the account is trusted, and the user allowed for another role": (
        "ACCOUNT",
        ("Allow", ASSUME, "arn:aws:iam::*:role/other"),
        False,
    ),
    "another is trusted, and the user allowed": ("OTHER", ("Allow", "*"), False),
    "a service is trusted, and the user allowed": ("SERVICE", ("Allow", "*"), False),
    "everybody is trusted, and the user allowed": ("*", ("Allow", ASSUME), True),
}


@pytest.mark.parametrize("case", WHO_MAY)
def test_both_sides_count(root, account_id, case):
    principal, own, may = WHO_MAY[case]
    _, caller = make_user(root, document(statement(*own)) if own else None)
    principals = {
        "USER": arn_of(caller),
        "ACCOUNT": account_id,
        "ROOT": f"arn:aws:iam::{account_id}:root",
        "OTHER": arn_of(make_user(root)[1]) if principal == "OTHER" else None,
        "SERVICE": {"Service": "ec2.amazonaws.com"},
        "*": "*",
    }
    _, role = make_role(root, trust(principals[principal]))
    if may:
        assert assume(caller, role).sts.get_caller_identity()["Account"] == account_id
    else:
        with refused("AccessDenied", 403):
            assume(caller, role)


def test_a_deny_in_the_trust_policy_wins(root, trusted):
    caller, arn = trusted
    denied = {"Effect": "Deny", "Principal": {"AWS": arn}, "Action": ASSUME}
    allowed = denied | {"Effect": "Allow"}
    name, role = make_role(root, document(allowed))
    assume(caller, role)
    text = document(allowed, denied)
    root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=text)
    with refused("AccessDenied", 403):
        assume(caller, role)


def test_a_role_that_is_not_there_is_denied_like_one_that_does_not_trust(root, account_id):
    _, caller = make_user(root, allow(ASSUME))
    _, untrusting = make_role(root, trust({"Service": "ec2.amazonaws.com"}))
    for role in (untrusting, f"arn:aws:iam::{account_id}:role/{fresh('missing')}"):
        # SOURCE: what clients report of AWS: no reason is given.
        said = f"User: {arn_of(caller)} is not authorized to perform: {ASSUME} on resource: {role}"
        with refused("AccessDenied", 403, said):
            assume(caller, role)


def test_the_root_user_cannot(root, account_id):
    for trusted in (account_id, "*"):
        _, role = make_role(root, trusted)
        said = "Roles may not be assumed by root accounts."
        with refused("AccessDenied", 403, said):
            assume(root, role)


def test_an_external_id_is_asked_for(root, trusted):
    caller, arn = trusted
    condition = {"StringEquals": {"sts:ExternalId": "the-secret-word"}}
    _, role = make_role(root, trust(arn, condition=condition))
    assume(caller, role, ExternalId="the-secret-word")
    for given in ({}, {"ExternalId": "another"}):
        with refused("AccessDenied", 403):
            assume(caller, role, **given)


def test_a_session_name_can_be_asked_for(root):
    name, caller = make_user(root)
    condition = {"StringLike": {"sts:RoleSessionName": "${aws:username}"}}
    _, role = make_role(root, trust(arn_of(caller), condition=condition))
    assume(caller, role, name)
    with refused("AccessDenied", 403):
        assume(caller, role, "somebody-else")


@pytest.mark.parametrize(
    "members",
    [
        {"RoleSessionName": "x"},
        {"RoleSessionName": "a b"},
        {"RoleSessionName": "x" * 65},
        {"DurationSeconds": 899},
        {"DurationSeconds": 43201},
        {"RoleArn": "not-an-arn"},
        {"Policy": "{"},
        {"ExternalId": "x"},
        {"TokenCode": "12345"},
        {"SourceIdentity": "a b"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(root, trusted, members):
    caller, arn = trusted
    _, role = make_role(root, arn)
    with refused("MalformedPolicyDocument" if "Policy" in members else "ValidationError", 400):
        caller.sts.assume_role(**{"RoleArn": role, "RoleSessionName": "session"} | members)


def test_sessions_last_as_long_as_the_role_allows(root, trusted):
    caller, arn = trusted
    _, role = make_role(root, arn, MaxSessionDuration=7200)
    answer = caller.sts.assume_role(RoleArn=role, RoleSessionName="session", DurationSeconds=7200)
    date = answer["ResponseMetadata"]["HTTPHeaders"]["date"]
    lasts = answer["Credentials"]["Expiration"] - parsedate_to_datetime(date)
    assert abs(lasts.total_seconds() - 7200) < 5
    said = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    with refused("ValidationError", 400, said):
        assume(caller, role, DurationSeconds=7201)


def test_chains_are_short(root, trusted):
    caller, arn = trusted
    _, first = make_role(root, arn, allow(ASSUME), MaxSessionDuration=43200)
    _, second = make_role(root, first, MaxSessionDuration=43200)
    session = assume(caller, first, DurationSeconds=43200)
    chained = assume(session, second, "chained", DurationSeconds=3600)
    assert ":assumed-role/" in arn_of(chained)
    with refused("ValidationError", 400):
        assume(session, second, DurationSeconds=3601)


def test_a_role_session_matches_its_role_and_itself_as_principals(root, trusted, account_id):
    caller, arn = trusted
    name, role = make_role(root, arn)
    session = assume(caller, role, "one")
    for principal in (role, f"arn:aws:sts::{account_id}:assumed-role/{name}/one"):
        _, second = make_role(root, principal)
        assume(session, second)
    _, second = make_role(root, f"arn:aws:sts::{account_id}:assumed-role/{name}/two")
    with refused("AccessDenied", 403):
        assume(session, second)


def test_a_session_does_what_the_role_s_policies_say(root, trusted, filled):
    caller, arn = trusted
    name, role = make_role(root, arn)
    session = assume(caller, role)
    with refused("AccessDenied", 403):
        session.s3.list_buckets()
    policy = allow("s3:ListAllMyBuckets")
    root.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy)
    session.s3.list_buckets()
    with refused("AccessDenied", 403):
        session.s3.list_objects_v2(Bucket=filled)
    read_only = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    root.iam.attach_role_policy(RoleName=name, PolicyArn=read_only)
    session.s3.list_objects_v2(Bucket=filled)
    root.iam.detach_role_policy(RoleName=name, PolicyArn=read_only)
    root.iam.delete_role_policy(RoleName=name, PolicyName="p")
    with refused("AccessDenied", 403):
        session.s3.list_buckets()


def test_a_session_policy_narrows(root, trusted, filled):
    caller, arn = trusted
    _, role = make_role(root, arn, allow(["s3:ListAllMyBuckets", "s3:ListBucket"]))
    wanted = allow(["s3:ListBucket", "s3:GetObject"])
    answer = caller.sts.assume_role(RoleArn=role, RoleSessionName="session", Policy=wanted)
    assert 0 < answer["PackedPolicySize"] <= 100
    session = assume(caller, role, Policy=wanted)
    session.s3.list_objects_v2(Bucket=filled)
    for call in (
        session.s3.list_buckets,
        lambda: session.s3.get_object(Bucket=filled, Key="open/k"),
    ):
        with refused("AccessDenied", 403):
            call()


def test_managed_policies_narrow_too(root, trusted, filled):
    caller, arn = trusted
    _, role = make_role(root, arn, allow("s3:*"))
    own = root.iam.create_policy(
        PolicyName=fresh("session"), PolicyDocument=allow("s3:ListAllMyBuckets")
    )["Policy"]["Arn"]
    session = assume(caller, role, PolicyArns=[{"arn": own}])
    session.s3.list_buckets()
    with refused("AccessDenied", 403):
        session.s3.list_objects_v2(Bucket=filled)
    read_only = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    assume(caller, role, PolicyArns=[{"arn": read_only}]).s3.list_objects_v2(Bucket=filled)
    root.iam.delete_policy(PolicyArn=own)
    with refused("AccessDenied", 403):
        session.s3.list_buckets()


def test_older_sessions_are_revoked_by_their_time(timed_root, clock):
    _, caller = make_user(timed_root)
    name, role = make_role(timed_root, arn_of(caller), allow("s3:ListAllMyBuckets"))
    old = assume(caller, role)
    old.s3.list_buckets()
    clock.advance(60)
    moment = datetime.datetime.fromtimestamp(clock.now(), datetime.timezone.utc)
    condition = {"DateLessThan": {"aws:TokenIssueTime": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}}
    revoke = document(statement("Deny", "*") | {"Condition": condition})
    timed_root.iam.put_role_policy(
        RoleName=name, PolicyName="AWSRevokeOlderSessions", PolicyDocument=revoke
    )
    with refused("AccessDenied", 403):
        old.s3.list_buckets()
    clock.advance(1)
    assume(caller, role).s3.list_buckets()


def test_a_deleted_role_ends_its_sessions_and_a_namesake_does_not_revive_them(root, trusted):
    caller, arn = trusted
    name, role = make_role(root, arn)
    root.iam.attach_role_policy(
        RoleName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    session = assume(caller, role)
    session.iam.list_users()
    root.iam.detach_role_policy(
        RoleName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    root.iam.delete_role(RoleName=name)
    _, again = make_role(root, arn, allow("*"), RoleName=name)
    assert again == role
    with refused("InvalidClientTokenId", 403):
        session.iam.list_users()
    with refused("InvalidClientTokenId", 403):
        session.sts.get_caller_identity()
    with refused("InvalidToken", 400):
        session.s3.list_buckets()
    assume(caller, role).iam.list_users()


def test_a_session_outlives_the_user_that_assumed_the_role(root):
    name, caller = make_user(root)
    _, role = make_role(root, arn_of(caller), allow("s3:ListAllMyBuckets"))
    session = assume(caller, role)
    root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    root.iam.delete_user(UserName=name)
    session.s3.list_buckets()
    # A namesake of the user is not trusted.
    _, namesake = make_user(root, allow(ASSUME), name=name)
    with refused("AccessDenied", 403):
        assume(namesake, role)


def test_a_role_id_is_the_user_id_of_its_sessions(root, trusted):
    caller, arn = trusted
    name, role = make_role(root, arn)
    role_id = root.iam.get_role(RoleName=name)["Role"]["RoleId"]
    assert user_id_of(assume(caller, role, "me")) == f"{role_id}:me"
