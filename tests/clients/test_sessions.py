"""What temporary credentials may call, and for whom they count."""

import re

import pytest

from authenticator import device_of
from buckets import grant, may_read, set_policy
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import MFA, arn_of, assume, deny_unless_mfa, federate, make_role, session_token, tags

DENIED = ("AccessDenied", None)
INVALID = ("InvalidClientTokenId", "The security token included in the request is invalid")
NO_TOKEN = ("AccessDenied", "Cannot call GetSessionToken with session credentials")
NO_FEDERATION = ("AccessDenied", "Cannot call GetFederationToken with session credentials")

# SOURCE: IAM User Guide, "Compare AWS STS credentials": what each kind of temporary credentials
# may call, if the policies allow everything.
CALLS = {
    "iam:ListUsers": lambda it, role: it.iam.list_users(),
    "iam:GetUser": lambda it, role: it.iam.get_user(UserName="nobody-of-this-name"),
    "sts:GetCallerIdentity": lambda it, role: it.sts.get_caller_identity(),
    "sts:AssumeRole": lambda it, role: assume(it, role),
    "sts:GetSessionToken": lambda it, role: it.sts.get_session_token(),
    "sts:GetFederationToken": lambda it, role: it.sts.get_federation_token(Name="federated"),
    "sts:GetAccessKeyInfo": lambda it, role: it.sts.get_access_key_info(AccessKeyId=it.key_id),
    "s3:ListBuckets": lambda it, role: it.s3.list_buckets(),
}
# How each call ends where it does not succeed.
FOUND_NOBODY = ("NoSuchEntity", None)
ENDS = {
    "GetSessionToken": {
        "iam:ListUsers": INVALID,
        "iam:GetUser": INVALID,
        "sts:GetSessionToken": NO_TOKEN,
        "sts:GetFederationToken": NO_FEDERATION,
        "sts:GetAccessKeyInfo": DENIED,
    },
    "GetSessionToken with MFA": {
        "iam:GetUser": FOUND_NOBODY,
        "sts:GetSessionToken": NO_TOKEN,
        "sts:GetFederationToken": NO_FEDERATION,
        "sts:GetAccessKeyInfo": DENIED,
    },
    "GetFederationToken": {
        "iam:ListUsers": INVALID,
        "iam:GetUser": INVALID,
        "sts:AssumeRole": DENIED,
        "sts:GetSessionToken": NO_TOKEN,
        "sts:GetFederationToken": NO_FEDERATION,
        "sts:GetAccessKeyInfo": DENIED,
    },
    "AssumeRole": {
        "iam:GetUser": FOUND_NOBODY,
        "sts:GetSessionToken": NO_TOKEN,
        "sts:GetFederationToken": NO_FEDERATION,
    },
}


@pytest.fixture(scope="module")
def sessions(root):
    """Temporary credentials of each kind, and a role that everybody may assume."""
    name, caller = make_user(root, administrator=True)
    everything = allow("*")
    _, role = make_role(root, "*", everything)
    return {
        "GetSessionToken": session_token(caller),
        "GetSessionToken with MFA": session_token(caller, **device_of(root, name).proof()),
        "GetFederationToken": federate(caller, everything),
        "AssumeRole": assume(caller, role),
    }, role


@pytest.mark.parametrize("kind", ENDS)
@pytest.mark.parametrize("call", CALLS)
def test_the_kind_of_credentials_decides(sessions, kind, call):
    by_kind, role = sessions
    if call not in ENDS[kind]:
        CALLS[call](by_kind[kind], role)
        return
    code, said = ENDS[kind][call]
    pattern = re.compile(re.escape(said) + r"\.?") if said else None
    with refused(code, saying=pattern):
        CALLS[call](by_kind[kind], role)


def test_each_kind_is_told_who_it_is(sessions, root, account_id):
    by_kind, _ = sessions
    user = by_kind["GetSessionToken"].sts.get_caller_identity()
    assert re.fullmatch(rf"arn:aws:iam::{account_id}:user/\S+", user["Arn"])
    assert user["UserId"].startswith("AIDA")
    assert arn_of(by_kind["GetSessionToken with MFA"]) == user["Arn"]
    federated = by_kind["GetFederationToken"].sts.get_caller_identity()
    assert federated["Arn"] == f"arn:aws:sts::{account_id}:federated-user/federated"
    assert federated["UserId"] == f"{account_id}:federated"


def test_only_users_may_leave_out_their_name(sessions):
    by_kind, _ = sessions
    name = by_kind["GetSessionToken with MFA"].iam.get_user()["User"]["UserName"]
    assert arn_of(by_kind["GetSessionToken"]).endswith(f"/{name}")
    role = by_kind["AssumeRole"].iam
    said = "Must specify userName when calling with non-User credentials"
    for call in (role.get_user, role.list_access_keys, role.create_access_key):
        with refused("ValidationError", 400, said):
            call()


# "Deny everything unless MFA" in the user's own policies: whether each caller may then list the
# buckets. Sessions of roles hand no MFA on, whatever AssumeRole was shown.
#
# SOURCE: IAM User Guide, "Secure API access with MFA".
UNLESS_MFA = {
    ("BoolIfExists", "long-term key"): False,
    ("BoolIfExists", "GetSessionToken"): False,
    ("BoolIfExists", "GetSessionToken with MFA"): True,
    ("BoolIfExists", "AssumeRole"): False,
    ("BoolIfExists", "AssumeRole with MFA"): False,
    # Without IfExists long-term keys slip through, for which there is no such key.
    ("Bool", "long-term key"): True,
    ("Bool", "GetSessionToken"): False,
    ("Bool", "GetSessionToken with MFA"): True,
    ("Bool", "AssumeRole"): False,
    ("Bool", "AssumeRole with MFA"): False,
}


def caller_of(root, kind, policy, clock):
    """A caller of this kind whose policies are this one."""
    name, user = make_user(root)
    if kind.startswith("AssumeRole"):
        _, role = make_role(root, arn_of(user), policy)
        proof = device_of(root, name, clock).proof() if kind.endswith("MFA") else {}
        return assume(user, role, **proof)
    proof = device_of(root, name, clock).proof() if kind.endswith("MFA") else {}
    caller = user if kind == "long-term key" else session_token(user, **proof)
    root.iam.put_user_policy(UserName=name, PolicyName="only", PolicyDocument=policy)
    return caller


@pytest.mark.parametrize(("operator", "kind"), UNLESS_MFA)
def test_deny_unless_mfa(timed_root, clock, operator, kind):
    caller = caller_of(timed_root, kind, deny_unless_mfa(operator), clock)
    if UNLESS_MFA[operator, kind]:
        caller.s3.list_buckets()
    else:
        with refused("AccessDenied", 403):
            caller.s3.list_buckets()


def test_mfa_ages(timed_root, clock):
    condition = {"NumericLessThan": {"aws:MultiFactorAuthAge": "60"}}
    policy = document(statement("Allow", "s3:ListAllMyBuckets") | {"Condition": condition})
    caller = caller_of(timed_root, "GetSessionToken with MFA", policy, clock)
    caller.s3.list_buckets()
    clock.advance(61)
    with refused("AccessDenied", 403):
        caller.s3.list_buckets()


# Whether a condition holds for each kind of credentials.
KEYS = {
    "MFA is there": ({"Null": {MFA: "false"}}, "token mfa federated role"),
    "MFA is true": ({"Bool": {MFA: "true"}}, "mfa"),
    "MFA is false": ({"Bool": {MFA: "false"}}, "token federated role"),
    "its age is there": ({"Null": {"aws:MultiFactorAuthAge": "false"}}, "mfa"),
    "the token's time is there": (
        {"Null": {"aws:TokenIssueTime": "false"}},
        "token mfa federated role",
    ),
    "a name is there": ({"Null": {"aws:username": "false"}}, "key token mfa"),
    "a user": ({"StringEquals": {"aws:PrincipalType": "User"}}, "key token mfa"),
    "a federated user": ({"StringEquals": {"aws:PrincipalType": "FederatedUser"}}, "federated"),
    "a role": ({"StringEquals": {"aws:PrincipalType": "AssumedRole"}}, "role"),
    "the ARN of a role": ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}, "role"),
    "the ARN of a session": (
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::*:assumed-role/*"}},
        "",
    ),
    "the ARN of a federated user": (
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::*:federated-user/federated"}},
        "federated",
    ),
    "the id of a session": ({"StringLike": {"aws:userid": "AROA*:session"}}, "role"),
    "the id of a federated user": ({"StringLike": {"aws:userid": "*:federated"}}, "federated"),
    "a tag": ({"StringEquals": {"aws:PrincipalTag/team": "a"}}, "key token mfa federated role"),
    "the account": (
        {"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}},
        "key token mfa federated role",
    ),
}


@pytest.fixture(scope="module")
def kinds(root):
    """A user and a role with the same tag, all their kinds of credentials, and a function that
    gives both a policy."""
    name, caller = make_user(root, allow("*"))
    root.iam.tag_user(UserName=name, Tags=tags(team="a"))
    role_name, role = make_role(root, arn_of(caller), Tags=tags(team="a"))
    by_kind = {
        "key": caller,
        "token": session_token(caller),
        "mfa": session_token(caller, **device_of(root, name).proof()),
        "federated": federate(caller, allow("*")),
        "role": assume(caller, role),
    }

    def give(policy):
        only = {"PolicyName": "only", "PolicyDocument": policy}
        root.iam.put_user_policy(UserName=name, **only)
        root.iam.put_role_policy(RoleName=role_name, **only)

    return by_kind, give


@pytest.mark.parametrize("case", KEYS)
def test_what_is_known_of_a_session(kinds, bucket, case):
    by_kind, give = kinds
    condition, expected = KEYS[case]
    give(document(statement("Allow", "s3:ListBucket") | {"Condition": condition}))
    for kind, caller in by_kind.items():
        if kind in expected.split():
            caller.s3.list_objects_v2(Bucket=bucket)
        else:
            with refused("AccessDenied", 403):
                caller.s3.list_objects_v2(Bucket=bucket)


def test_a_session_of_a_user_has_the_rights_that_the_user_has_now(root):
    name, caller = make_user(root)
    session = session_token(caller)
    with refused("AccessDenied", 403):
        session.s3.list_buckets()
    root.iam.put_user_policy(
        UserName=name, PolicyName="p", PolicyDocument=allow("s3:ListAllMyBuckets")
    )
    session.s3.list_buckets()
    root.iam.delete_user_policy(UserName=name, PolicyName="p")
    with refused("AccessDenied", 403):
        session.s3.list_buckets()


def test_sessions_end_with_their_user(root):
    name, caller = make_user(root, allow(["s3:*", "sts:GetFederationToken"]))
    made = [session_token(caller), federate(caller, allow("s3:*"))]
    # The key that made them is not what they hang on.
    root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    for session in made:
        session.s3.list_buckets()
    root.iam.delete_user_policy(UserName=name, PolicyName="only")
    root.iam.delete_user(UserName=name)
    make_user(root, allow("s3:*"), name=name)
    for session in made:
        with refused("InvalidClientTokenId", 403):
            session.sts.get_caller_identity()
        with refused("InvalidToken", 400):
            session.s3.list_buckets()


def test_a_federated_user_has_what_both_policies_allow(root, bucket):
    _, caller = make_user(
        root, allow(["sts:GetFederationToken", "s3:ListAllMyBuckets", "s3:ListBucket"])
    )
    session = federate(caller, allow(["s3:ListBucket", "s3:PutObject"]))
    session.s3.list_objects_v2(Bucket=bucket)
    for call in (
        session.s3.list_buckets,
        lambda: session.s3.put_object(Bucket=bucket, Key="k", Body=b""),
    ):
        with refused("AccessDenied", 403):
            call()
    # Without a policy of the session nothing is allowed.
    with refused("AccessDenied", 403):
        federate(caller).s3.list_objects_v2(Bucket=bucket)


def test_who_may_not_federate_does_not(root, account_id):
    _, caller = make_user(root, allow("s3:*"))
    with refused("AccessDenied", 403):
        federate(caller, allow("s3:*"))
    resource = f"arn:aws:sts::{account_id}:federated-user/bob"
    _, caller = make_user(root, allow("sts:GetFederationToken", resource))
    assert arn_of(federate(caller, allow("s3:*"), "bob")) == resource
    with refused("AccessDenied", 403):
        federate(caller, allow("s3:*"), "eve")


def test_federation_answers_what_it_made(root, account_id):
    _, caller = make_user(root, allow(["sts:GetFederationToken", "sts:TagSession"]))
    answer = caller.sts.get_federation_token(
        Name="carol", Policy=allow("s3:*"), DurationSeconds=900, Tags=tags(team="a")
    )
    assert answer["FederatedUser"] == {
        "FederatedUserId": f"{account_id}:carol",
        "Arn": f"arn:aws:sts::{account_id}:federated-user/carol",
    }
    assert 0 < answer["PackedPolicySize"] <= 100
    for bad in ({"Name": "x"}, {"Name": "a b"}, {"DurationSeconds": 899}, {"Name": "x" * 33}):
        with refused("ValidationError", 400):
            caller.sts.get_federation_token(**{"Name": "carol"} | bad)


def test_sessions_of_the_root_user_are_short(root):
    answer = root.sts.get_session_token(DurationSeconds=129_600)
    other = root.sts.get_session_token(DurationSeconds=900)
    lasts = answer["Credentials"]["Expiration"] - other["Credentials"]["Expiration"]
    assert abs(lasts.total_seconds() - (3600 - 900)) < 60
    session = session_token(root)
    assert arn_of(session).endswith(":root")
    session.s3.list_buckets()
    with refused("InvalidClientTokenId", 403):
        session.iam.list_users()


def test_a_session_needs_no_right_to_ask_for_one_more_key(root):
    """Nobody needs a permission for GetSessionToken, and nobody can be denied it."""
    _, caller = make_user(root, document(statement("Deny", "*")))
    session = session_token(caller, DurationSeconds=900)
    assert arn_of(session) == arn_of(caller)
    for seconds in (899, 129_601):
        with refused("ValidationError", 400):
            session_token(caller, DurationSeconds=seconds)


def test_a_bucket_policy_names_sessions(root, filled, account_id):
    name = fresh("guest")
    _, caller = make_user(root, allow("sts:GetFederationToken"))
    arn = f"arn:aws:sts::{account_id}:federated-user/{name}"
    everything = f"arn:aws:s3:::{filled}/*"
    set_policy(root, filled, grant("Allow", {"AWS": arn}, "s3:GetObject", everything))
    # The session policy says nothing of it, and need not: the bucket names the session itself.
    assert may_read(federate(caller, name=name), filled)
    assert not may_read(federate(caller, name="somebody"), filled)
