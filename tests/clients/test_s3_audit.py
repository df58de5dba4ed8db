"""What the audit log says of S3, and why a request to it was denied."""

import json

import pytest

import s3_wire
from buckets import arn, grant, make_bucket, policy_text, user_of
from principals import fresh
from refusals import refused
from server import command


@pytest.fixture
def events(server):
    """Returns the events with a request's id, as they stand in the file at that moment."""
    log = server.data_dir / "audit.jsonl"

    def find(request_id):
        return [event for event in map(json.loads, log.open()) if event["requestID"] == request_id]

    return find


def test_every_operation_has_an_event_before_its_answer(root, bucket, events, account_id):
    caller = user_of(root, bucket, ["s3:PutObject", "s3:GetObject"])
    key = fresh("folder") + "/ä b"
    for call, name, read_only in (
        (lambda: caller.s3.put_object(Bucket=bucket, Key=key, Body=b"x"), "PutObject", False),
        (lambda: caller.s3.get_object(Bucket=bucket, Key=key), "GetObject", True),
        (lambda: caller.s3.head_object(Bucket=bucket, Key=key), "HeadObject", True),
    ):
        (event,) = events(call()["ResponseMetadata"]["RequestId"])
        assert (event["eventSource"], event["eventName"]) == ("s3.amazonaws.com", name)
        assert event["readOnly"] is read_only
        assert event["userIdentity"]["accessKeyId"] == caller.key_id
        asked = event["requestParameters"]
        assert (asked["bucketName"], asked["key"]) == (bucket, key)
        assert event["recipientAccountId"] == account_id
        assert "errorCode" not in event


def test_what_was_denied_is_there_too(root, nobody, bucket, events):
    caller = user_of(root, bucket, ["s3:GetObject"])
    for who in (caller, nobody):
        with refused("AccessDenied", 403) as caught:
            who.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
        (event,) = events(caught.value.response["ResponseMetadata"]["RequestId"])
        assert (event["eventName"], event["errorCode"]) == ("PutObject", "AccessDenied")


def test_secrets_of_requests_are_not_there(server, root, bucket):
    url = root.s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "k"})
    target = url.removeprefix(root.endpoint)
    signature = target.rsplit("X-Amz-Signature=", 1)[1]
    answer = s3_wire.send(root.endpoint, s3_wire.Signed("GET", target, {"host": "localhost"}))
    assert answer.status in (403, 404)
    log = (server.data_dir / "audit.jsonl").read_text()
    assert signature not in log


def explained(server, request_id):
    ended = command("explain", request_id, "--data-dir", server.data_dir, "--json")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)["denial"]


def test_a_denial_is_explained(server, root, bucket):
    caller = user_of(root, bucket, ["s3:GetObject"], key="open/*")
    with refused("AccessDenied", 403) as caught:
        caller.s3.get_object(Bucket=bucket, Key="closed/k")
    denial = explained(server, caught.value.response["ResponseMetadata"]["RequestId"])
    assert (denial["decision"], denial["action"]) == ("ImplicitlyDenied", "s3:GetObject")
    assert denial["resource"] == arn(bucket, "closed/k")


def test_the_denial_of_a_buckets_policy_is_explained(server, root):
    bucket = make_bucket(root)
    deny = grant("Deny", "*", "s3:GetObject", arn(bucket, "*")) | {"Sid": "NoReading"}
    root.s3.put_bucket_policy(Bucket=bucket, Policy=policy_text(deny))
    with refused("AccessDenied", 403) as caught:
        root.s3.get_object(Bucket=bucket, Key="k")
    denial = explained(server, caught.value.response["ResponseMetadata"]["RequestId"])
    assert denial["decision"] == "ExplicitlyDenied"
    assert "NoReading" in json.dumps(denial["trace"])
