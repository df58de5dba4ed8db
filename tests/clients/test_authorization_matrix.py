"""Every operation that iamd performs, called by every kind of principal, by signed requests.

The result is the golden file `authorization_matrix.txt`, so a change of the rules is a difference
of ticks. `pytest --write-golden` writes it anew.
"""

from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError

import s3_matrix
import wire
from authenticator import device_of
from forms import post_form
from identity_matrix import BESIDES, PASSWORD, ROWS, Things
from principals import allow, document, make_user, statement
from roles import arn_of, assume, federate, make_role, session_token
from server import Nobody, Server

GOLDEN = Path(__file__).with_name("authorization_matrix.txt")
OPERATIONS = [(service, name) for service, rows in ROWS.items() for name in rows]
# Of these AWS lets an account have only a few.
FEW = ("server-certificates", "saml-providers", "oidc-providers")
OF_S3 = [("s3", name) for name in s3_matrix.ROWS]


def actions_of(service, operation):
    """What an operation asks the policies for."""
    if service == "s3":
        return list(s3_matrix.ROWS[operation].actions)
    return [f"{service}:{operation}", *BESIDES.get(operation, [])]


class Principals:
    """The columns: what kinds of principals call. Their policies change from row to row, and count
    in the very next request."""

    def __init__(self, root):
        self.root = root
        self.fixed = {
            "root": root,
            "administrator": self.user(administrator=True)[1],
            "nobody": self.user()[1],
        }
        self.others = {kind: self.user() for kind in ("just this", "all others", "denied")}
        self.fixed |= self.sessions()

    def user(self, **options):
        """A user with a key and a password, and the key."""
        name, caller = make_user(self.root, **options)
        self.root.iam.create_login_profile(UserName=name, Password=PASSWORD)
        return name, caller

    def sessions(self):
        """Temporary credentials of each kind, whose policies allow everything."""
        name, caller = self.user(administrator=True)
        _, role = make_role(self.root, arn_of(caller), allow("*"))
        device = device_of(self.root, name)
        return {
            "role": assume(caller, role),
            "session": session_token(caller),
            "session, MFA": session_token(caller, **device.proof()),
            "federated": federate(caller, allow("*")),
        }

    def for_actions(self, actions):
        others = {"Effect": "Allow", "NotAction": actions, "Resource": "*"}
        policies = {
            "just this": allow(actions),
            "all others": document(others),
            # To be denied one of them is enough.
            "denied": document(statement("Allow", "*"), statement("Deny", actions[0])),
        }
        for kind, (name, _) in self.others.items():
            self.root.iam.put_user_policy(
                UserName=name, PolicyName="row", PolicyDocument=policies[kind]
            )
        return self.fixed | {kind: caller for kind, (_, caller) in self.others.items()}


def mark(status, code):
    if status < 300 and code is None:
        return "✔"
    # An answer to HEAD has no body, and so no code.
    return "✘" if code in ("AccessDenied", "403") else f"! {code}"


def row(principals, service, operation):
    things = Things(principals.root)
    marks = {}
    for kind, caller in principals.for_actions(actions_of(service, operation)).items():
        members = ROWS[service][operation](things)
        answer = wire.call(caller, wire.form(operation, service, **members), service=service)
        marks[kind] = mark(answer.status, answer.code if answer.status != 200 else None)
    return marks


def row_of_s3(principals, nobody, operation):
    things = s3_matrix.Things(principals.root)
    marks = {}
    callers = principals.for_actions(actions_of("s3", operation)) | {"anonymous": nobody}
    make = s3_matrix.ROWS[operation].make
    # What only reads can be called on the same thing by everybody.
    made = make(things) if operation.startswith(("Get", "Head", "List")) else None
    for kind, caller in callers.items():
        marks[kind] = mark(*ask_s3(caller, operation, made or make(things)))
    return marks


def ask_s3(caller, operation, parameters):
    """The status of the answer and the code of an error in it."""
    if operation == "PostObject":
        return post_object(caller, **parameters)
    try:
        answer = caller.s3._make_api_call(operation, parameters)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return status, error.response["Error"]["Code"]
    # DeleteObjects tells of each key.
    errors = answer.get("Errors", [])
    return answer["ResponseMetadata"]["HTTPStatusCode"], errors[0]["Code"] if errors else None


def post_object(caller, Bucket, Key):
    if isinstance(caller, Nobody):
        form = {"url": f"{caller.endpoint}/{Bucket}", "fields": {"key": Key}}
    else:
        form = caller.s3.generate_presigned_post(Bucket, Key)
    answer = post_form(form, b"x")
    return answer.status, None if answer.status == 204 else answer.code


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One whose account has room for what is made anew for each call."""
    quotas = [f"--quotas-{kind}=1000" for kind in FEW]
    with Server(tmp_path_factory.mktemp("matrix") / "data", *quotas) as server:
        yield server


@pytest.fixture(scope="module")
def root(server):
    return server.root


@pytest.fixture(scope="module")
def matrix(root):
    principals = Principals(root)
    return {of: row(principals, *of) for of in OPERATIONS}


@pytest.fixture(scope="module")
def matrix_of_s3(root, server):
    principals, nobody = Principals(root), Nobody(server.endpoint)
    return {of: row_of_s3(principals, nobody, of[1]) for of in OF_S3}


def rendered(matrix):
    kinds = list(next(iter(matrix.values())))
    first = max(len(f"{service}:{operation}") for service, operation in matrix) + 2
    lines = [" " * first + "".join(f"{kind:<15}" for kind in kinds)]
    for (service, operation), marks in matrix.items():
        name = f"{service}:{operation}"
        line = f"{name:<{first}}" + "".join(f"{marks[kind][:1]:<15}" for kind in kinds)
        # What an exclamation mark stands for.
        lines.append(line + ", ".join(sorted({m[2:] for m in marks.values() if m[0] == "!"})))
    return "".join(line.rstrip() + "\n" for line in lines)


def test_the_matrix_is_as_it_was_reviewed(matrix, matrix_of_s3, request):
    text = rendered(matrix) + "\n" + rendered(matrix_of_s3)
    if request.config.getoption("--write-golden"):
        GOLDEN.write_text(text)
    assert GOLDEN.read_text() == text


def test_whoever_has_no_rights_can_do_nothing(matrix, matrix_of_s3):
    """Whatever the golden file says: only what AWS asks no policy for is open to everybody."""
    open_to_all = set()
    for of, marks in (matrix | matrix_of_s3).items():
        for kind in ("nobody", "all others", "denied", "anonymous"):
            # What is not performed at all is told before anybody is asked who it is.
            if marks.get(kind, "✘") not in ("✘", "! NotImplemented"):
                open_to_all.add(of)
    assert open_to_all == {("sts", "GetCallerIdentity"), ("sts", "GetSessionToken")}


def test_what_is_allowed_is_performed(matrix_of_s3):
    """Whoever may do it, does it; or nobody does, because iamd does not."""
    for of, marks in matrix_of_s3.items():
        able = {marks[kind] for kind in ("root", "administrator", "just this")}
        assert len(able) == 1, (of, marks)
        assert able != {"✘"}, (of, marks)


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
    names = set(session.client("s3", region_name="us-east-1").meta.service_model.operation_names)
    assert names - s3_matrix.TWINS | {"PostObject"} == set(s3_matrix.ROWS)
