"""Conditions in policies, as S3 fills them in.

SOURCE: S3 User Guide, "Examples of bucket policies using condition keys"; Service Authorization
Reference, "Actions, resources, and condition keys for Amazon S3".
"""

import pytest

import wire
from buckets import EVERYBODY, SAID, arn, grant, keys, may_read, policy_text, set_policy, user_of
from principals import document, make_user, statement
from refusals import refused


def test_a_prefix(root, filled):
    """SOURCE: "Controlling access to a bucket with user policies": a folder for listing."""
    condition = {"StringLike": {"s3:prefix": ["open/*", "open"]}}
    listing = statement("Allow", "s3:ListBucket", arn(filled)) | {"Condition": condition}
    _, caller = make_user(root, document(listing))
    assert keys(caller, filled, Prefix="open/") == ["open/k"]
    for prefix in ("", "closed/", "op"):
        with refused("AccessDenied", 403):
            caller.s3.list_objects_v2(Bucket=filled, Prefix=prefix)
    with refused("AccessDenied", 403):
        caller.s3.list_objects_v2(Bucket=filled)
    with refused("AccessDenied", 403):
        caller.s3.list_objects(Bucket=filled, Prefix="closed/")


def test_a_delimiter_and_a_page(root, filled):
    """A home: only its top is listed, and only by the ten."""
    condition = {
        "StringEquals": {"s3:prefix": "", "s3:delimiter": "/"},
        "NumericLessThanEquals": {"s3:max-keys": "10"},
    }
    listing = statement("Allow", "s3:ListBucket", arn(filled)) | {"Condition": condition}
    _, caller = make_user(root, document(listing))
    good = {"Bucket": filled, "Prefix": "", "Delimiter": "/", "MaxKeys": 10}
    assert len(caller.s3.list_objects_v2(**good)["CommonPrefixes"]) == 2
    for bad in ({"MaxKeys": 11}, {"Delimiter": ""}, {"Prefix": "open/"}):
        with refused("AccessDenied", 403):
            caller.s3.list_objects_v2(**good | bad)


@pytest.mark.parametrize("denied, may", [("127.0.0.0/8", False), ("192.0.2.0/24", True)])
def test_an_address(root, nobody, filled, denied, may):
    condition = {"IpAddress": {"aws:SourceIp": denied}}
    set_policy(
        root,
        filled,
        grant("Allow", EVERYBODY, "s3:GetObject", arn(filled, "*")),
        grant("Deny", EVERYBODY, "s3:*", [arn(filled), arn(filled, "*")], condition),
    )
    reader = user_of(root, filled, ["s3:GetObject"])
    assert may_read(nobody, filled) is may
    assert may_read(reader, filled) is may
    # A policy that locks everybody out can be taken back by the root user.
    root.s3.delete_bucket_policy(Bucket=filled)


def test_only_over_tls(root, filled):
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    deny = grant("Deny", EVERYBODY, "s3:GetObject", arn(filled, "*"), condition)
    root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(deny))
    assert not may_read(root, filled)


def test_the_tags_of_an_object(root, bucket):
    for key, tags in (("open", "stage=test"), ("closed", "stage=live"), ("bare", "")):
        root.s3.put_object(Bucket=bucket, Key=key, Body=SAID, Tagging=tags)
    condition = {"StringEquals": {"s3:ExistingObjectTag/stage": "test"}}
    policy = statement("Allow", "s3:GetObject", arn(bucket, "*")) | {"Condition": condition}
    _, caller = make_user(root, document(policy))
    assert [may_read(caller, bucket, key) for key in ("open", "closed", "bare")] == [
        True,
        False,
        False,
    ]
    new = {"TagSet": [{"Key": "stage", "Value": "test"}]}
    root.s3.put_object_tagging(Bucket=bucket, Key="closed", Tagging=new)
    root.s3.delete_object_tagging(Bucket=bucket, Key="open")
    assert may_read(caller, bucket, "closed") and not may_read(caller, bucket, "open")


def test_the_tags_of_a_request(root, bucket):
    condition = {
        "StringEquals": {"s3:RequestObjectTag/stage": "test"},
        "ForAllValues:StringEquals": {"s3:RequestObjectTagKeys": ["stage", "team"]},
    }
    actions = ["s3:PutObject", "s3:PutObjectTagging"]
    policy = statement("Allow", actions, arn(bucket, "*")) | {"Condition": condition}
    _, caller = make_user(root, document(policy))
    caller.s3.put_object(Bucket=bucket, Key="k", Body=SAID, Tagging="stage=test&team=a")
    for tags in ("stage=live", "", "stage=test&other=1"):
        with refused("AccessDenied", 403):
            caller.s3.put_object(Bucket=bucket, Key="bad", Body=SAID, Tagging=tags)
    assert keys(root, bucket) == ["k"]


@pytest.mark.parametrize(
    "condition, may",
    [
        ({"StringEquals": {"s3:authType": "REST-HEADER"}}, True),
        ({"StringEquals": {"s3:authType": "REST-QUERY-STRING"}}, False),
        ({"StringEquals": {"s3:signatureversion": "AWS4-HMAC-SHA256"}}, True),
        ({"NumericLessThan": {"s3:signatureAge": "600000"}}, True),
        ({"Null": {"s3:signatureAge": "true"}}, False),
        ({"StringEquals": {"s3:x-amz-storage-class": "STANDARD"}}, True),
        ({"StringEquals": {"s3:x-amz-server-side-encryption": "AES256"}}, True),
        ({"StringEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}, False),
        ({"Null": {"s3:TlsVersion": "true"}}, True),
        ({"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}, True),
        ({"StringEquals": {"s3:ResourceAccount": "000000000001"}}, False),
    ],
)
def test_how_a_request_comes(root, bucket, condition, may):
    policy = statement("Allow", "s3:PutObject", arn(bucket, "*")) | {"Condition": condition}
    _, caller = make_user(root, document(policy))
    told = {"StorageClass": "STANDARD", "ServerSideEncryption": "AES256"}
    put = {"Bucket": bucket, "Key": "k", "Body": SAID} | told
    if may:
        caller.s3.put_object(**put)
    else:
        with refused("AccessDenied", 403):
            caller.s3.put_object(**put)


def test_a_url_is_told_from_a_header(root, filled):
    condition = {"StringEquals": {"s3:authType": "REST-QUERY-STRING"}}
    deny = statement("Deny", "s3:GetObject", "*") | {"Condition": condition}
    allow = statement("Allow", "s3:GetObject", arn(filled, "*"))
    _, caller = make_user(root, document(allow, deny))
    assert may_read(caller, filled)
    of_key = {"Bucket": filled, "Key": "open/k"}
    url = caller.s3.generate_presigned_url("get_object", Params=of_key)
    target = url.removeprefix(caller.endpoint)
    assert wire.send(caller.endpoint, "GET", target).code == "AccessDenied"
