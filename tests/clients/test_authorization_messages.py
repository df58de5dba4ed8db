"""Why a request was refused, sealed for whoever may open it."""

import json

import pytest
from botocore.exceptions import ClientError

import wire
from accounts import create
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import arn_of, assume, make_role

HEADER = "x-iamd-authorization-message"
DECODE = "sts:DecodeAuthorizationMessage"


def message_of(caller, action="ListUsers", service="iam", **members):
    """The sealed message of a denial."""
    answer = wire.call(caller, wire.form(action, service, **members), service=service)
    assert (answer.status, answer.code) == (403, "AccessDenied")
    return answer.headers[HEADER]


def opened(caller, message):
    answer = caller.sts.decode_authorization_message(EncodedMessage=message)
    return json.loads(answer["DecodedMessage"])


@pytest.fixture(scope="module")
def opener(root):
    """A user who may open messages, and nothing else."""
    return make_user(root, allow(DECODE))[1]


def test_who_may_open_it_reads_what_was_asked(root, opener, user):
    elsewhere = {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    policy = document(statement("Allow", "iam:*") | {"Condition": elsewhere})
    name, caller = make_user(root, policy)
    message = message_of(caller, "GetUser", UserName=user)
    assert len(message) <= 4096
    said = opened(opener, message)
    assert (said["allowed"], said["explicitDeny"]) == (False, False)
    assert said["matchedStatements"] == {"items": []}
    context = said["context"]
    itself = caller.sts.get_caller_identity()
    assert context["principal"]["arn"] == itself["Arn"]
    assert context["principal"]["id"] == itself["UserId"]
    assert context["action"] == "iam:GetUser"
    assert context["resource"] == root.iam.get_user(UserName=user)["User"]["Arn"]
    (key,) = context["conditions"]["items"]
    assert key == {"key": "aws:SourceIp", "values": {"items": [{"value": "127.0.0.1"}]}}


def test_a_key_that_the_request_does_not_have_is_told_without_values(root, opener):
    with_mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    _, caller = make_user(root, document(statement("Allow", "iam:*") | {"Condition": with_mfa}))
    (key,) = opened(opener, message_of(caller))["context"]["conditions"]["items"]
    assert key == {"key": "aws:MultiFactorAuthPresent", "values": {"items": []}}


def test_it_tells_the_deny_that_decided(root, opener):
    _, caller = make_user(
        root, document(statement("Allow", "*"), statement("Deny", "iam:List*"))
    )
    said = opened(opener, message_of(caller))
    assert (said["allowed"], said["explicitDeny"]) == (False, True)
    assert said["matchedStatements"]["items"]


def test_roles_and_storage_have_them_too(root, opener, bucket):
    _, caller = make_user(root)
    _, role = make_role(root, arn_of(caller))
    session = assume(caller, role)
    said = opened(opener, message_of(session))
    assert said["context"]["principal"]["arn"] == arn_of(session)
    with pytest.raises(ClientError) as caught:
        session.s3.list_objects_v2(Bucket=bucket)
    headers = caught.value.response["ResponseMetadata"]["HTTPHeaders"]
    said = opened(opener, headers[HEADER])
    assert said["context"]["action"] == "s3:ListBucket"
    assert said["context"]["resource"] == f"arn:aws:s3:::{bucket}"


def test_who_may_not_open_it_does_not(root):
    _, caller = make_user(root)
    message = message_of(caller)
    with refused("AccessDenied", 403):
        opened(caller, message)


def test_only_the_account_of_the_caller_opens_it(root, server, opener):
    _, its_root = create(server)
    _, caller = make_user(root)
    message = message_of(caller)
    opened(opener, message)
    with refused("InvalidAuthorizationMessageException", 400):
        opened(its_root, message)


def test_what_is_no_message_is_refused(root, opener):
    _, caller = make_user(root)
    message = message_of(caller)
    for wrong in (
        "x",
        message[:-4],
        message + "AAAA",
        ("B" if message[0] != "B" else "C") + message[1:],
        "A" * 10_240,
    ):
        with refused("InvalidAuthorizationMessageException", 400):
            opened(opener, wrong)
    with refused("ValidationError", 400):
        opened(opener, "A" * 10_241)


def test_only_denials_have_one(root, opener):
    answer = wire.call(root, wire.form("ListUsers"))
    assert HEADER not in answer.headers
    wrong = root.elsewhere(secret="wrong")
    assert HEADER not in wire.call(wrong, wire.form("ListUsers")).headers


def test_a_denial_of_another_account_tells_nothing_of_it(root, server):
    its_account, its_root = create(server)
    _, caller = make_user(root, allow(["sts:AssumeRole", DECODE]))
    denied = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    _, role = make_role(its_root, document(denied))
    missing = f"arn:aws:iam::{its_account}:role/{fresh('missing')}"
    said = []
    for arn in (role, missing):
        message = message_of(caller, "AssumeRole", "sts", RoleArn=arn, RoleSessionName="session")
        told = opened(caller, message)
        text = json.dumps({k: v for k, v in told.items() if k != "context"})
        said.append(text.replace(arn, "ROLE"))
    assert said[0] == said[1]
