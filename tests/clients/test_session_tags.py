"""Session tags, source identities, and whatever else a request for a session brings."""

import re

import pytest

from buckets import content
from principals import allow, document, fresh, statement
from refusals import refused
from roles import assume, make_role, tags, trust

ASSUME = "sts:AssumeRole"


def test_tags_make_the_session(root, trusted):
    caller, arn = trusted
    same_team = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    may_read = document(statement("Allow", "iam:GetUser") | {"Condition": same_team})
    name, role = make_role(root, arn, may_read, Tags=tags(team="role"))
    read = {team: fresh(team) for team in ("role", "a")}
    for team, user in read.items():
        root.iam.create_user(UserName=user, Tags=tags(team=team))
    session = assume(caller, role)
    session.iam.get_user(UserName=read["role"])
    with refused("AccessDenied", 403):
        session.iam.get_user(UserName=read["a"])
    # The trust policy has to allow that tags are passed.
    with refused("AccessDenied", 403):
        assume(caller, role, Tags=tags(team="a"))
    text = trust(arn, action=[ASSUME, "sts:TagSession"])
    root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=text)
    tagged = assume(caller, role, Tags=tags(team="a"))
    tagged.iam.get_user(UserName=read["a"])
    with refused("AccessDenied", 403):
        tagged.iam.get_user(UserName=read["role"])


def test_transitive_tags_go_on_and_others_do_not(root, trusted):
    caller, arn = trusted
    both = [ASSUME, "sts:TagSession"]
    _, first = make_role(root, trust(arn, action=both), allow(both))
    asks = {
        "StringEquals": {"aws:PrincipalTag/goes": "on"},
        "Null": {"aws:PrincipalTag/stays": "true"},
    }
    policy = document(statement("Allow", "iam:ListUsers") | {"Condition": asks})
    _, second = make_role(root, trust(first, action=both), policy)
    session = assume(
        caller, first, Tags=tags(goes="on", stays="here"), TransitiveTagKeys=["goes"]
    )
    chained = assume(session, second)
    chained.iam.list_users()
    # What was handed on cannot be passed again.
    with refused("InvalidParameterValue", 400):
        assume(session, second, Tags=tags(goes="elsewhere"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"Tags": tags(a="1") + tags(A="2")}, "InvalidParameterValue"),
        ({"Tags": tags(a="1"), "TransitiveTagKeys": ["b"]}, "InvalidParameterValue"),
        ({"Tags": [{"Key": "k" * 129, "Value": "v"}]}, "ValidationError"),
        ({"Tags": [{"Key": "k", "Value": "v" * 257}]}, "ValidationError"),
        ({"Tags": tags(**{f"k{n}": "v" for n in range(51)})}, "ValidationError"),
    ],
)
def test_tags_have_limits(root, trusted, given, code):
    caller, arn = trusted
    _, role = make_role(root, trust(arn, action=[ASSUME, "sts:TagSession"]))
    with refused(code, 400):
        assume(caller, role, **given)


# Conditions that a request with an external id, tags and a source identity meets or not. It asks
# for three actions, and all that it brings is known to each of them.
OF_THE_REQUEST = [
    ({"StringEquals": {"sts:ExternalId": "word"}}, True),
    ({"StringEquals": {"sts:ExternalId": "other"}}, False),
    ({"StringEquals": {"sts:RoleSessionName": "session"}}, True),
    ({"StringEquals": {"sts:SourceIdentity": "alice"}}, True),
    ({"StringEquals": {"sts:SourceIdentity": "bob"}}, False),
    ({"StringEquals": {"aws:RequestTag/team": "a"}}, True),
    ({"StringEquals": {"aws:RequestTag/team": "b"}}, False),
    ({"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "cost"]}}, True),
    ({"ForAllValues:StringEquals": {"aws:TagKeys": ["cost"]}}, False),
    ({"ForAnyValue:StringEquals": {"sts:TransitiveTagKeys": ["team"]}}, True),
    ({"ForAnyValue:StringEquals": {"sts:TransitiveTagKeys": ["cost"]}}, False),
    ({"StringEquals": {"aws:PrincipalType": "User"}}, True),
    ({"Null": {"aws:MultiFactorAuthPresent": "true"}}, True),
    ({"IpAddress": {"aws:SourceIp": "127.0.0.1"}}, True),
]


@pytest.mark.parametrize(("condition", "may"), OF_THE_REQUEST, ids=str)
def test_one_statement_speaks_of_all_that_a_request_brings(root, trusted, condition, may):
    caller, arn = trusted
    actions = [ASSUME, "sts:TagSession", "sts:SetSourceIdentity"]
    _, role = make_role(root, trust(arn, action=actions, condition=condition))
    members = {
        "ExternalId": "word",
        "SourceIdentity": "alice",
        "Tags": tags(team="a", cost="1"),
        "TransitiveTagKeys": ["team"],
    }
    if may:
        assume(caller, role, **members)
    else:
        with refused("AccessDenied", 403):
            assume(caller, role, **members)


def test_a_source_identity_stays(root, trusted):
    caller, arn = trusted
    both = [ASSUME, "sts:SetSourceIdentity"]
    _, first = make_role(root, trust(arn, action=both), allow(both))
    condition = {"StringEquals": {"aws:SourceIdentity": "alice"}}
    policy = document(statement("Allow", "iam:ListUsers") | {"Condition": condition})
    _, second = make_role(root, trust(first, action=both), policy)
    answer = caller.sts.assume_role(
        RoleArn=first, RoleSessionName="session", SourceIdentity="alice"
    )
    assert answer["SourceIdentity"] == "alice"
    session = assume(caller, first, SourceIdentity="alice")
    assume(session, second).iam.list_users()
    with refused("AccessDenied", 403):
        assume(session, second, SourceIdentity="bob")
    _, plain = make_role(root, arn)
    with refused("AccessDenied", 403):
        assume(caller, plain, SourceIdentity="alice")


def test_too_much_does_not_fit_into_a_session(root, trusted):
    caller, arn = trusted
    _, role = make_role(root, trust(arn, action=[ASSUME, "sts:TagSession"]))
    with refused("ValidationError", 400):
        assume(caller, role, Policy=allow("s3:" + "x" * 2048))
    # What looks like chance cannot be packed.
    noise = content(50 * 96, "tags").hex()
    many = {f"key-{n}": noise[n * 192 : n * 192 + 192] for n in range(50)}
    with refused("PackedPolicyTooLarge", 400, re.compile(r"Packed .* consumes \d+% of .*")):
        assume(caller, role, Tags=tags(**many))
