"""Every operation that iamd performs, called by every kind of principal, by signed requests.

The result is the golden file `authorization_matrix.txt`, so a change of the rules is a difference
of ticks. `pytest --write-golden` writes it anew.
"""

import itertools
from pathlib import Path

import boto3
import pytest

import wire
from principals import allow, document, fresh, make_user, statement

GOLDEN = Path(__file__).with_name("authorization_matrix.txt")
POLICY = allow("s3:GetObject")
TAG = {"Tags.member.1.Key": "k", "Tags.member.1.Value": "v"}
AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


class Things:
    """Makes what an operation is called on, new for each call."""

    def __init__(self, root):
        self.root, self.iam = root, root.iam

    def user(self):
        name = fresh("matrix")
        self.iam.create_user(UserName=name)
        return {"UserName": name}

    def key(self):
        of_user = self.user()
        key = self.iam.create_access_key(**of_user)["AccessKey"]
        return of_user | {"AccessKeyId": key["AccessKeyId"]}

    def inline(self):
        of_user = self.user() | {"PolicyName": "p"}
        self.iam.put_user_policy(**of_user, PolicyDocument=POLICY)
        return of_user

    def policy(self):
        made = self.iam.create_policy(PolicyName=fresh("matrix"), PolicyDocument=POLICY)
        return {"PolicyArn": made["Policy"]["Arn"]}

    def version(self):
        of_policy = self.policy()
        self.iam.create_policy_version(**of_policy, PolicyDocument=POLICY)
        return of_policy | {"VersionId": "v2"}

    def attached(self):
        both = self.user() | {"PolicyArn": AWS_POLICY}
        self.iam.attach_user_policy(**both)
        return both


ROWS = {
    "iam": {
        "AttachUserPolicy": lambda t: t.user() | {"PolicyArn": AWS_POLICY},
        "CreateAccessKey": lambda t: t.user(),
        "CreatePolicy": lambda t: {"PolicyName": fresh("matrix"), "PolicyDocument": POLICY},
        "CreatePolicyVersion": lambda t: t.policy() | {"PolicyDocument": POLICY},
        "CreateUser": lambda t: {"UserName": fresh("matrix")},
        "DeleteAccessKey": lambda t: t.key(),
        "DeletePolicy": lambda t: t.policy(),
        "DeletePolicyVersion": lambda t: t.version(),
        "DeleteUser": lambda t: t.user(),
        "DeleteUserPolicy": lambda t: t.inline(),
        "DetachUserPolicy": lambda t: t.attached(),
        "GetAccessKeyLastUsed": lambda t: {"AccessKeyId": t.key()["AccessKeyId"]},
        "GetPolicy": lambda t: t.policy(),
        "GetPolicyVersion": lambda t: t.version(),
        "GetUser": lambda t: t.user(),
        "GetUserPolicy": lambda t: t.inline(),
        "ListAccessKeys": lambda t: t.user(),
        "ListAttachedUserPolicies": lambda t: t.user(),
        "ListEntitiesForPolicy": lambda t: t.policy(),
        "ListPolicies": lambda t: {"MaxItems": 1},
        "ListPolicyTags": lambda t: t.policy(),
        "ListPolicyVersions": lambda t: t.policy(),
        "ListUserPolicies": lambda t: t.user(),
        "ListUserTags": lambda t: t.user(),
        "ListUsers": lambda t: {"MaxItems": 1},
        "PutUserPolicy": lambda t: t.user() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "SetDefaultPolicyVersion": lambda t: t.version(),
        "TagPolicy": lambda t: t.policy() | TAG,
        "TagUser": lambda t: t.user() | TAG,
        "UntagPolicy": lambda t: t.policy() | {"TagKeys.member.1": "k"},
        "UntagUser": lambda t: t.user() | {"TagKeys.member.1": "k"},
        "UpdateAccessKey": lambda t: t.key() | {"Status": "Inactive"},
        "UpdateUser": lambda t: t.user() | {"NewPath": "/moved/"},
    },
    "sts": {
        "GetAccessKeyInfo": lambda t: {"AccessKeyId": t.root.key_id},
        "GetCallerIdentity": lambda t: {},
    },
}
OPERATIONS = [(service, name) for service, rows in ROWS.items() for name in rows]


def principals(root, service, operation):
    """The columns: what kind of principal calls."""
    action = f"{service}:{operation}"
    everything_but = document(statement("Allow", "*"), statement("Deny", action))
    others = document({"Effect": "Allow", "NotAction": action, "Resource": "*"})
    return {
        "root": root,
        "administrator": make_user(root, administrator=True)[1],
        "nobody": make_user(root)[1],
        "just this": make_user(root, allow(action))[1],
        "all others": make_user(root, others)[1],
        "denied": make_user(root, everything_but)[1],
    }


def mark(answer):
    if answer.status == 200:
        return "✔"
    return "✘" if answer.code == "AccessDenied" else f"! {answer.code}"


def row(root, service, operation):
    things = Things(root)
    marks = {}
    for kind, caller in principals(root, service, operation).items():
        members = ROWS[service][operation](things)
        answer = wire.call(caller, wire.form(operation, service, **members), service=service)
        marks[kind] = mark(answer)
    return marks


@pytest.fixture(scope="module")
def matrix(root):
    return {of: row(root, *of) for of in OPERATIONS}


def rendered(matrix):
    kinds = list(next(iter(matrix.values())))
    lines = [f"{'':<30}" + "".join(f"{kind:<15}" for kind in kinds)]
    for (service, operation), marks in matrix.items():
        name = f"{service}:{operation}"
        lines.append(f"{name:<30}" + "".join(f"{marks[kind]:<15}" for kind in kinds))
    return "".join(line.rstrip() + "\n" for line in lines)


def test_the_matrix_is_as_it_was_reviewed(matrix, request):
    text = rendered(matrix)
    if request.config.getoption("--write-golden"):
        GOLDEN.write_text(text)
    assert GOLDEN.read_text() == text


def test_whoever_has_no_rights_can_do_nothing(matrix):
    """Whatever the golden file says: only what AWS asks no policy for is open to everybody."""
    kinds = ("nobody", "all others", "denied")
    is_open = {of for of, kind in itertools.product(matrix, kinds) if matrix[of][kind] != "✘"}
    assert is_open == {("sts", "GetCallerIdentity")}


def test_every_operation_stands_in_the_matrix_or_is_not_performed_yet(root):
    session = boto3.session.Session()
    connection = wire.connect(root.endpoint)
    for service in ROWS:
        client = session.client(service, region_name="us-east-1")
        for name in client.meta.service_model.operation_names:
            if name not in ROWS[service]:
                body = wire.form(name, service)
                answer = wire.call(root, body, connection=connection, service=service)
                assert answer.code == "NotImplemented", (name, answer.status, answer.body)
