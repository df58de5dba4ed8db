"""What the audit log says of S3: what buckets were told to be, and what is an event of data."""

import json

import pytest

from audit_log import AuditLog
from buckets import make_bucket
from refusals import refused


@pytest.fixture
def event_of(server):
    """Returns the event of an answer."""
    log = AuditLog(server)

    def find(answer):
        (event,) = log.of_request(answer["ResponseMetadata"]["RequestId"])
        return event

    return find


def test_events_say_what_a_bucket_was_told_to_be(root, event_of, account_id):
    bucket = make_bucket(root)
    principal = {"AWS": f"arn:aws:iam::{account_id}:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject"}
    statement["Resource"] = f"arn:aws:s3:::{bucket}/*"
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    block = dict.fromkeys(
        ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
    )
    answers = {
        "bucketPolicy": (
            root.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy, indent=4)),
            policy,
        ),
        "VersioningConfiguration": (
            root.s3.put_bucket_versioning(
                Bucket=bucket, VersioningConfiguration={"Status": "Suspended"}
            ),
            {"Status": "Suspended"},
        ),
        "PublicAccessBlockConfiguration": (
            root.s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block),
            dict.fromkeys(block, "true"),
        ),
        "Tagging": (
            root.s3.put_bucket_tagging(
                Bucket=bucket, Tagging={"TagSet": [{"Key": "a", "Value": "a+b = c"}]}
            ),
            {"TagSet": {"Tag": {"Key": "a", "Value": "a+b = c"}}},
        ),
    }
    for name, (answer, told) in answers.items():
        event = event_of(answer)
        assert event["requestParameters"]["bucketName"] == bucket
        assert event["requestParameters"][name] == told
        assert (event["managementEvent"], event["eventCategory"]) == (True, "Management")


def test_a_configuration_that_is_refused_is_told_too(root, server):
    bucket = make_bucket(root)
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Never"}]}
    with refused("MalformedPolicy", 400) as caught:
        root.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    request = caught.value.response["ResponseMetadata"]["RequestId"]
    (event,) = AuditLog(server).of_request(request)
    assert event["requestParameters"]["bucketPolicy"] == policy


def test_operations_on_objects_are_events_of_data(root, event_of):
    bucket = make_bucket(root)
    answers = [
        root.s3.put_object(Bucket=bucket, Key="k", Body=b"the body of an object"),
        root.s3.get_object(Bucket=bucket, Key="k"),
        root.s3.list_objects_v2(Bucket=bucket),
        root.s3.delete_object(Bucket=bucket, Key="k"),
    ]
    for answer in answers:
        event = event_of(answer)
        assert (event["managementEvent"], event["eventCategory"]) == (False, "Data"), event
        assert "the body" not in json.dumps(event)


def test_a_secret_key_in_the_place_of_its_id_is_not_told(root, user, server):
    made = root.iam.create_access_key(UserName=user)["AccessKey"]
    secret = made["SecretAccessKey"]
    for call in (root.iam.update_access_key, root.iam.delete_access_key):
        further = {"Status": "Inactive"} if call == root.iam.update_access_key else {}
        with pytest.raises(root.iam.exceptions.ClientError) as caught:
            call(UserName=user, AccessKeyId=secret, **further)
        request = caught.value.response["ResponseMetadata"]["RequestId"]
        (event,) = AuditLog(server).of_request(request)
        hidden = "HIDDEN_DUE_TO_SECURITY_REASONS"
        assert event["requestParameters"]["accessKeyId"] == hidden
        assert secret not in json.dumps(event).replace("\\/", "/")
