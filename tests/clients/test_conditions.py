"""Conditions in policies, enforced on requests as they come over the wire."""

import contextlib
import json
import socket
from urllib.parse import unquote

import pytest

import wire
from certificates import Authority
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from server import Credentials, Server

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def conditional(effect, action, condition, resource="*"):
    return statement(effect, action, resource) | {"Condition": condition}


def allow_if(action, condition, resource="*"):
    return document(conditional("Allow", action, condition, resource))


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]


@contextlib.contextmanager
def permitted(may):
    """Expects that policies allow the call, or that they deny it."""
    if may:
        yield
    else:
        with refused("AccessDenied", 403):
            yield


# A condition on `iam:GetUser`, and whether it lets NAME, a user of ACCOUNT with the tags team=a and
# Cost=1, read a user with the tags team=a and Stage=test.
CONDITIONS = [
    # Where the request comes from.
    ({"IpAddress": {"aws:SourceIp": "127.0.0.1/32"}}, True),
    ({"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "127.0.0.0/8"]}}, True),
    ({"IpAddress": {"aws:SourceIp": "127.0.0.1"}}, True),
    ({"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}, False),
    ({"IpAddress": {"aws:SourceIp": "::1/128"}}, False),
    ({"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}, True),
    ({"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, False),
    # Who asks.
    ({"StringEquals": {"aws:username": "NAME"}}, True),
    ({"StringEquals": {"aws:username": "somebody"}}, False),
    ({"StringEquals": {"AWS:UserName": "NAME"}}, True),
    ({"StringEqualsIgnoreCase": {"aws:username": "nAmE"}}, True),
    ({"StringLike": {"aws:username": "user-?*"}}, True),
    ({"StringEquals": {"aws:username": "user-*"}}, False),
    ({"StringNotEquals": {"aws:username": "NAME"}}, False),
    ({"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::ACCOUNT:user/${aws:username}"}}, True),
    ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::ACCOUNT:user/*"}}, True),
    ({"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::ACCOUNT:role/*"}}, False),
    ({"StringEquals": {"aws:PrincipalType": "User"}}, True),
    ({"StringEquals": {"aws:PrincipalAccount": "ACCOUNT"}}, True),
    ({"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}, True),
    ({"StringLike": {"aws:userid": "AIDA*"}}, True),
    ({"Bool": {"aws:PrincipalIsAWSService": "false"}}, True),
    # When.
    ({"DateLessThan": {"aws:CurrentTime": "2001-01-01T00:00:00Z"}}, False),
    ({"DateGreaterThan": {"aws:CurrentTime": "2001-01-01T00:00:00Z"}}, True),
    ({"DateLessThan": {"aws:CurrentTime": "2199-01-01T00:00:00Z"}}, True),
    ({"NumericGreaterThan": {"aws:EpochTime": 978307200}}, True),
    ({"DateLessThan": {"aws:EpochTime": "978307200"}}, False),
    # How.
    ({"Bool": {"aws:SecureTransport": "false"}}, True),
    ({"Bool": {"aws:SecureTransport": "true"}}, False),
    ({"Bool": {"aws:SecureTransport": False}}, True),
    ({"Bool": {"aws:SecureTransport": True}}, False),
    ({"StringLike": {"aws:UserAgent": "*Boto3*"}}, True),
    ({"StringEquals": {"aws:RequestedRegion": "us-east-1"}}, True),
    # Tags of the caller, with keys of any case, and of the resource.
    ({"StringEquals": {"aws:PrincipalTag/team": "a"}}, True),
    ({"StringEquals": {"aws:PrincipalTag/COST": 1}}, True),
    ({"StringEquals": {"aws:PrincipalTag/team": "b"}}, False),
    ({"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}, True),
    ({"StringEquals": {"iam:ResourceTag/stage": "test"}}, True),
    ({"StringEquals": {"iam:ResourceTag/stage": "live"}}, False),
    ({"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/none, 'a'}"}}, True),
    # Keys that a request with a long-term key does not have.
    ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, False),
    ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, False),
    ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}, True),
    ({"Null": {"aws:MultiFactorAuthPresent": "true"}}, True),
    ({"Null": {"aws:TokenIssueTime": "true"}}, True),
    ({"Null": {"aws:TokenIssueTime": "false"}}, False),
    ({"Null": {"aws:username": False}}, True),
    ({"StringEquals": {"aws:PrincipalTag/none": "a"}}, False),
    ({"StringEqualsIfExists": {"aws:PrincipalTag/none": "a"}}, True),
    ({"StringEqualsIfExists": {"aws:PrincipalTag/team": "b"}}, False),
    ({"StringNotEquals": {"aws:PrincipalTag/none": "a"}}, True),
    # Sets: the request has no tags.
    ({"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}, True),
    ({"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}}, False),
    ({"Null": {"aws:TagKeys": "true"}}, True),
    ({"Null": {"iam:PolicyARN": "true", "iam:PermissionsBoundary": "true"}}, True),
    # All of them count.
    ({"Bool": {"aws:SecureTransport": False}, "StringEquals": {"aws:username": "NAME"}}, True),
    ({"Bool": {"aws:SecureTransport": True}, "StringEquals": {"aws:username": "NAME"}}, False),
    ({"StringEquals": {"aws:username": "NAME", "aws:PrincipalType": "Account"}}, False),
    ({}, True),
]


@pytest.fixture(scope="module")
def reader(root):
    """A user with tags, and a key of it."""
    name, caller = make_user(root)
    root.iam.tag_user(UserName=name, Tags=tags(team="a", Cost="1"))
    return name, caller


@pytest.fixture(scope="module")
def read(root):
    """The name of a user with tags, to be read."""
    name = fresh("read")
    root.iam.create_user(UserName=name, Tags=tags(team="a", Stage="test"))
    return name


@pytest.mark.parametrize(("condition", "may"), CONDITIONS, ids=lambda it: json.dumps(it))
def test_a_condition_decides(root, reader, read, account_id, condition, may):
    name, caller = reader
    policy = allow_if("iam:GetUser", condition)
    policy = policy.replace("NAME", name).replace("nAmE", name.upper())
    policy = policy.replace("ACCOUNT", account_id)
    root.iam.put_user_policy(UserName=name, PolicyName="only", PolicyDocument=policy)
    with permitted(may):
        caller.iam.get_user(UserName=read)


@pytest.mark.parametrize(
    ("condition", "may"),
    [
        ({"NotIpAddress": {"aws:SourceIp": "127.0.0.1/32"}}, True),
        ({"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}, False),
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, True),
        ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, False),
    ],
    ids=lambda it: json.dumps(it),
)
def test_a_condition_decides_whether_a_deny_counts(root, user, condition, may):
    policy = document(statement("Allow", "iam:*"), conditional("Deny", "*", condition))
    _, caller = make_user(root, policy)
    with permitted(may):
        caller.iam.get_user(UserName=user)


def test_an_ipv6_address_is_one_too(tmp_path):
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this machine has no IPv6")
    with Server(tmp_path / "data", listen="[::1]:0") as server:
        name, caller = make_user(server.root)
        for network, may in (("::1/128", True), ("2001:db8::/32", False), ("127.0.0.0/8", False)):
            policy = allow_if("iam:GetUser", {"IpAddress": {"aws:SourceIp": network}})
            server.root.iam.put_user_policy(
                UserName=name, PolicyName="only", PolicyDocument=policy
            )
            with permitted(may):
                caller.iam.get_user()


def test_tls_is_secure_transport(tmp_path):
    authority = Authority(tmp_path)
    authority.issue()
    files = ("--tls-cert", authority.cert_file, "--tls-key", authority.key_file)
    with Server(tmp_path / "data", *files, ca_file=str(authority.ca_file)) as server:
        policy = document(
            statement("Allow", "iam:*"),
            conditional("Deny", "*", {"Bool": {"aws:SecureTransport": "false"}}),
        )
        _, caller = make_user(server.root, policy)
        caller.iam.get_user()


def test_time_passes(tmp_path):
    """The clock of development mode moves from before to within to after."""
    with Server(tmp_path / "data", "--dev") as server:
        root = Credentials("test", "test", server.endpoint)
        window = {
            "DateGreaterThanEquals": {"aws:CurrentTime": "2199-01-01T00:00:00Z"},
            "DateLessThan": {"aws:CurrentTime": "2199-02-01T00:00:00Z"},
        }
        _, caller = make_user(root, allow_if("iam:GetUser", window))
        for now, signed_at, status in (
            ("2198-12-31T23:59:59Z", "21981231T235959Z", 403),
            ("2199-01-01T00:00:00Z", "21990101T000000Z", 200),
            ("2199-01-31T23:59:00Z", "21990131T235900Z", 200),
            ("2199-02-01T00:00:00Z", "21990201T000000Z", 403),
        ):
            body = json.dumps({"now": now}).encode()
            headers = {"x-iamd-dev": "1"}
            moved = wire.send(server.endpoint, target="/_iamd/clock", headers=headers, body=body)
            assert moved.status == 200, moved.body
            answer = wire.call(caller, wire.form("GetUser"), at=signed_at)
            assert answer.status == status, (now, answer.body)


def test_tags_of_the_request_decide(root, user):
    condition = {
        "StringEquals": {"aws:RequestTag/team": ["a", "b"]},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "cost"]},
    }
    _, caller = make_user(root, allow_if("iam:TagUser", condition))
    for given, may in (
        (tags(team="a"), True),
        (tags(team="b", cost="1"), True),
        (tags(team="c"), False),
        (tags(cost="1"), False),
        (tags(team="a", owner="eve"), False),
    ):
        with permitted(may):
            caller.iam.tag_user(UserName=user, Tags=given)


def test_keys_of_tags_decide_what_is_taken_away(root, user):
    condition = {
        "ForAllValues:StringEquals": {"aws:TagKeys": ["cost"]},
        "Null": {"aws:RequestTag/cost": "true"},
    }
    _, caller = make_user(root, allow_if("iam:UntagUser", condition))
    caller.iam.untag_user(UserName=user, TagKeys=["cost"])
    with refused("AccessDenied", 403):
        caller.iam.untag_user(UserName=user, TagKeys=["cost", "team"])


def test_users_must_be_made_with_a_tag(root):
    condition = {
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
        "Null": {"aws:TagKeys": "false"},
    }
    _, caller = make_user(root, allow_if(["iam:CreateUser", "iam:TagUser"], condition))
    caller.iam.create_user(UserName=fresh("made"), Tags=tags(team="a"))
    for given in ([], tags(owner="eve"), tags(team="a", owner="eve")):
        with refused("AccessDenied", 403):
            caller.iam.create_user(UserName=fresh("made"), Tags=given)


def test_teams_manage_their_own_users(root):
    """Attribute-based access: the tag of the caller must be that of the resource."""
    same_team = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    name, caller = make_user(root, allow_if(["iam:GetUser", "iam:DeleteUser"], same_team))
    ours, theirs, untagged = fresh("ours"), fresh("theirs"), fresh("untagged")
    root.iam.create_user(UserName=ours, Tags=tags(team="a"))
    root.iam.create_user(UserName=theirs, Tags=tags(team="b"))
    root.iam.create_user(UserName=untagged)
    for each in (ours, theirs, untagged):
        with refused("AccessDenied", 403):
            caller.iam.get_user(UserName=each)
    root.iam.tag_user(UserName=name, Tags=tags(team="a"))
    for each in (theirs, untagged):
        with refused("AccessDenied", 403):
            caller.iam.get_user(UserName=each)
    caller.iam.get_user(UserName=ours)
    caller.iam.delete_user(UserName=ours)


def test_tags_of_policies_are_keys_of_all_services_but_not_iam_s(root):
    arn = root.iam.create_policy(
        PolicyName=fresh("policy"), PolicyDocument=allow("s3:*"), Tags=tags(team="a")
    )["Policy"]["Arn"]
    for key, may in (("aws:ResourceTag/team", True), ("iam:ResourceTag/team", False)):
        _, caller = make_user(root, allow_if("iam:GetPolicy", {"StringEquals": {key: "a"}}))
        with permitted(may):
            caller.iam.get_policy(PolicyArn=arn)


def test_only_some_policies_may_be_attached(root, user, account_id):
    mine = f"arn:aws:iam::{account_id}:policy/allowed/*"
    condition = {"ArnEquals": {"iam:PolicyARN": [READ_ONLY, mine]}}
    actions = ["iam:AttachUserPolicy", "iam:DetachUserPolicy"]
    _, caller = make_user(root, allow_if(actions, condition))
    own = root.iam.create_policy(
        PolicyName=fresh("policy"), Path="/allowed/", PolicyDocument=allow("s3:*")
    )["Policy"]["Arn"]
    other = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=allow("s3:*"))
    administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
    for arn, may in (
        (READ_ONLY, True),
        (own, True),
        (other["Policy"]["Arn"], False),
        (administrator, False),
    ):
        with permitted(may):
            caller.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    caller.iam.detach_user_policy(UserName=user, PolicyArn=own)
    root.iam.attach_user_policy(UserName=user, PolicyArn=administrator)
    with refused("AccessDenied", 403):
        caller.iam.detach_user_policy(UserName=user, PolicyArn=administrator)


def test_users_without_the_boundary_must_not_be_made(root):
    condition = {"StringEquals": {"iam:PermissionsBoundary": READ_ONLY}}
    _, caller = make_user(root, allow_if("iam:CreateUser", condition))
    with refused("AccessDenied", 403):
        caller.iam.create_user(UserName=fresh("made"))
    with refused("AccessDenied", 403):
        caller.iam.create_user(
            UserName=fresh("made"), PermissionsBoundary="arn:aws:iam::aws:policy/PowerUserAccess"
        )
    caller.iam.create_user(UserName=fresh("made"), PermissionsBoundary=READ_ONLY)


def test_policies_of_aws_decide_with_their_conditions(root, user):
    own = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=allow("s3:*"))
    for name, get_user, get_policy in (
        ("IAMReadOnlyAccess", True, True),
        ("IAMUserChangePassword", False, False),
        # "aws:ResourceAccount" is "${aws:PrincipalAccount}".
        ("DBModVirtualSource", False, True),
        # "aws:CalledVia" and "aws:IsMcpServiceAction" are absent.
        ("AdministratorAccess-Amplify", False, False),
        ("AWSMcpServiceActionsFullAccess", False, False),
    ):
        caller_name, caller = make_user(root)
        root.iam.attach_user_policy(
            UserName=caller_name, PolicyArn=f"arn:aws:iam::aws:policy/{name}"
        )
        with permitted(get_user):
            caller.iam.get_user(UserName=user)
        with permitted(get_policy):
            caller.iam.get_policy(PolicyArn=own["Policy"]["Arn"])


@pytest.mark.parametrize(
    "operator",
    [
        "StringEqualish",
        "stringequals",
        "ForAnyValue::StringLike",
        "ForSomeValues:StringLike",
        "NullIfExists",
        "BinaryNotEquals",
    ],
)
def test_an_unknown_operator_is_refused_when_saved(root, user, operator):
    wrong = allow_if("iam:GetUser", {operator: {"aws:username": "true"}})
    said = "Syntax errors in policy."
    with refused("MalformedPolicyDocument", 400, said):
        root.iam.put_user_policy(UserName=user, PolicyName="wrong", PolicyDocument=wrong)
    with refused("MalformedPolicyDocument", 400, said):
        root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=wrong)


def test_a_date_that_is_none_is_refused_when_saved(root, user):
    wrong = allow_if("iam:GetUser", {"DateLessThan": {"aws:CurrentTime": "tomorrow"}})
    with refused("MalformedPolicyDocument", 400, "The policy failed legacy parsing"):
        root.iam.put_user_policy(UserName=user, PolicyName="wrong", PolicyDocument=wrong)


def test_documents_come_back_byte_for_byte(root, user):
    text = """{ "Version":"2012-10-17",
\t"Statement" : [{"Effect": "Allow", "Action":["iam:GetUser"],"Resource": "*",
    "Condition":{"Bool": {"aws:SecureTransport":  true}, "NumericLessThan" :{"aws:EpochTime":4e9},
      "ForAnyValue:StringLikeIfExists":{"aws:TagKeys":["\\u0061*", false]}, "Nonsense": {}}}] }"""
    root.iam.put_user_policy(UserName=user, PolicyName="odd", PolicyDocument=text)
    arn = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=text)["Policy"]["Arn"]
    inline = wire.form("GetUserPolicy", UserName=user, PolicyName="odd")
    assert unquote(wire.call(root, inline).text("PolicyDocument")) == text
    managed = wire.form("GetPolicyVersion", PolicyArn=arn, VersionId="v1")
    assert unquote(wire.call(root, managed).text("Document")) == text
    read = root.iam.get_user_policy(UserName=user, PolicyName="odd")["PolicyDocument"]
    assert read == json.loads(text)
