"""The audit log: one event for each operation, in CloudTrail's form, there before the answer."""

import json

import pytest

import wire
from principals import allow, fresh, make_user
from refusals import refused


@pytest.fixture
def events(server):
    """Returns the events with a request's id, as they stand in the file at that moment."""
    log = server.data_dir / "audit.jsonl"

    def find(request_id):
        return [event for event in map(json.loads, log.open()) if event["requestID"] == request_id]

    return find


def test_an_event_is_there_before_the_answer(admin, events):
    for _ in range(20):
        answer = wire.call(admin, wire.form("ListUsers", MaxItems=1))
        (event,) = events(answer.headers["x-amzn-requestid"])
        assert event["eventName"] == "ListUsers"


def test_an_event_has_cloudtrail_s_members(root, events, account_id):
    name, caller = make_user(root, allow("iam:CreateUser"), path="/audited/")
    made = fresh("user")
    answer = wire.call(caller, wire.form("CreateUser", UserName=made))
    (event,) = events(answer.text("RequestId"))
    identity = event["userIdentity"]
    assert identity["type"] == "IAMUser"
    assert identity["arn"] == f"arn:aws:iam::{account_id}:user/audited/{name}"
    assert identity["principalId"] == root.iam.get_user(UserName=name)["User"]["UserId"]
    assert (identity["userName"], identity["accessKeyId"]) == (name, caller.key_id)
    assert (event["eventSource"], event["eventName"]) == ("iam.amazonaws.com", "CreateUser")
    assert (event["awsRegion"], event["sourceIPAddress"]) == (caller.region, "127.0.0.1")
    assert event["requestParameters"] == {"userName": made}
    assert event["recipientAccountId"] == account_id
    assert event["readOnly"] is False
    assert "errorCode" not in event


def test_what_was_denied_or_failed_is_there_too(root, events):
    _, caller = make_user(root, allow("iam:GetUser"))
    for body, code in (
        (wire.form("ListUsers"), "AccessDenied"),
        (wire.form("GetUser", UserName=fresh("nobody")), "NoSuchEntity"),
    ):
        answer = wire.call(caller, body)
        (event,) = events(answer.text("RequestId"))
        assert event["errorCode"] == code
        assert event["errorMessage"] == answer.message


def test_a_new_secret_is_not_there(server, root, user):
    secret = root.iam.create_access_key(UserName=user)["AccessKey"]["SecretAccessKey"]
    assert secret not in (server.data_dir / "audit.jsonl").read_text()


def test_every_line_is_whole_after_a_kill(own_server):
    own_server.start()
    for _ in range(20):
        own_server.root.iam.create_user(UserName=fresh("user"))
    own_server.kill()
    own_server.start()
    with refused("NoSuchEntity"):
        own_server.root.iam.get_user(UserName="nobody")
    lines = (own_server.data_dir / "audit.jsonl").read_text().splitlines()
    names = [json.loads(line)["eventName"] for line in lines]
    assert names.count("CreateUser") == 20
    assert names[-1] == "GetUser"
