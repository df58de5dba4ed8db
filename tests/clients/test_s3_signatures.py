"""Every way in which a signature can be wrong, in S3's words, which differ from those of IAM.

SOURCE: the page "Error responses" of the S3 API reference.
"""

import hashlib
import re

import pytest

import s3_wire
import wire
from buckets import is_absent, user_of
from refusals import refused
from wire import timestamp

BODY = b"what was signed"


@pytest.fixture
def caller(root, bucket):
    return user_of(root, bucket, ["s3:GetObject", "s3:PutObject"], ["s3:ListBucket"])


def put(caller, bucket, body=BODY, **options):
    return s3_wire.call(caller, "PUT", f"/{bucket}/k", body=body, **options)


def test_a_good_signature_is_good(caller, bucket):
    assert put(caller, bucket).status == 200
    assert put(caller, bucket, payload=s3_wire.UNSIGNED).status == 200


def test_an_unknown_key(caller, bucket):
    said = "The AWS Access Key Id you provided does not exist in our records."
    unknown = caller.elsewhere(key_id="AKIA" + "B" * 16)
    with refused("InvalidAccessKeyId", 403, said) as caught:
        unknown.s3.list_objects_v2(Bucket=bucket)
    assert caught.value.response["Error"]["AWSAccessKeyId"] == unknown.key_id


def test_a_wrong_secret(caller, bucket):
    said = (
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method."
    )
    with refused("SignatureDoesNotMatch", 403, said):
        caller.elsewhere(secret="x" * 40).s3.put_object(Bucket=bucket, Key="k", Body=BODY)
    assert is_absent(caller, bucket, "k")


@pytest.mark.parametrize("minutes", [-16, 16])
def test_a_clock_that_is_wrong(caller, bucket, minutes):
    answer = put(caller, bucket, at=timestamp(minutes * 60))
    assert (answer.status, answer.code) == (403, "RequestTimeTooSkewed")
    said = "The difference between the request time and the current time is too large."
    assert answer.message == said
    assert answer.text("MaxAllowedSkewMilliseconds") == "900000"


@pytest.mark.parametrize("minutes", [-14, 14])
def test_a_clock_that_is_nearly_right(caller, bucket, minutes):
    assert put(caller, bucket, at=timestamp(minutes * 60)).status == 200


def test_a_token_that_nobody_gave(caller, bucket):
    token = {"x-amz-security-token": "this is no token"}
    answer = put(caller, bucket, headers=token)
    assert (answer.status, answer.code) == (400, "InvalidToken")
    assert answer.message == "The provided token is malformed or otherwise invalid."


def test_another_body_than_was_signed(caller, bucket):
    for length in (len(BODY), 100_000):
        other = b"x" * length
        answer = put(caller, bucket, other, payload=hashlib.sha256(b"y" * length).hexdigest())
        assert (answer.status, answer.code) == (400, "XAmzContentSHA256Mismatch")
        said = "The provided 'x-amz-content-sha256' header does not match what was computed."
        assert answer.message == said
        assert answer.text("S3ComputedContentSHA256") == hashlib.sha256(other).hexdigest()
    assert is_absent(caller, bucket, "k")


@pytest.mark.parametrize("payload", ["", "short", "g" * 64, "STREAMING-SOMETHING"])
def test_a_payload_hash_that_is_none(caller, bucket, payload):
    answer = put(caller, bucket, payload=payload)
    assert (answer.status, answer.code) == (400, "InvalidArgument"), answer.body
    assert is_absent(caller, bucket, "k")


def test_the_hash_of_the_payload_is_required(caller, bucket):
    signed = s3_wire.sign(caller, "GET", f"/{bucket}")
    del signed.headers["x-amz-content-sha256"]
    answer = s3_wire.send(caller.endpoint, signed)
    assert (answer.status, answer.code) in ((400, "InvalidRequest"), (403, "SignatureDoesNotMatch"))


@pytest.mark.parametrize("header", ["host", "x-amz-date", "content-type", "x-amz-meta-a"])
def test_a_changed_header(caller, bucket, header):
    told = {"content-type": "text/x", "x-amz-meta-a": "1"}
    signed = s3_wire.sign(
        caller, "PUT", f"/{bucket}/k", headers=told, payload=hashlib.sha256(BODY).hexdigest()
    )
    changed = {"host": "localhost:1", "x-amz-date": timestamp(-1), "content-type": "text/y"}
    signed.headers[header] = changed.get(header, "2")
    answer = s3_wire.send(caller.endpoint, signed, BODY)
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")
    assert is_absent(caller, bucket, "k")


@pytest.mark.parametrize(
    "name, value",
    [
        ("x-amz-meta-b", "1"),
        ("x-amz-tagging", "a=b"),
        ("x-amz-copy-source", "other/key"),
        ("x-amz-server-side-encryption", "AES256"),
    ],
)
def test_a_header_that_nobody_signed(caller, bucket, name, value):
    """SOURCE: every header whose name begins with `x-amz-` is part of the signature."""
    signed = s3_wire.sign(caller, "PUT", f"/{bucket}/k", payload=hashlib.sha256(BODY).hexdigest())
    signed.headers[name] = value
    answer = s3_wire.send(caller.endpoint, signed, BODY)
    assert (answer.status, answer.code) == (403, "AccessDenied"), answer.body
    assert answer.message == "There were headers present in the request which were not signed"
    assert is_absent(caller, bucket, "k")


def test_a_changed_target(caller, root, bucket):
    put(caller, bucket)
    for target in (
        f"/{bucket}/l",
        f"/{bucket}/k?versionId=null",
        f"/{bucket}/k?acl",
        f"/{bucket}//k",
    ):
        signed = s3_wire.sign(caller, "GET", f"/{bucket}/k")
        signed.target = target
        answer = s3_wire.send(caller.endpoint, signed)
        assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch"), target


def test_every_character_of_the_signature_counts(caller, bucket):
    signed = s3_wire.sign(caller, "GET", f"/{bucket}")
    start, signature = signed.headers["authorization"].split("Signature=")
    connection = wire.connect(caller.endpoint)
    for place, character in enumerate(signature):
        other = "0" if character != "0" else "1"
        flipped = signature[:place] + other + signature[place + 1 :]
        headers = signed.headers | {"authorization": f"{start}Signature={flipped}"}
        answer = wire.send(caller.endpoint, "GET", f"/{bucket}", headers, connection=connection)
        assert answer.code == "SignatureDoesNotMatch", place


MALFORMED = {
    "nothing after the algorithm": "AWS4-HMAC-SHA256",
    "no credential": "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00",
    "no signed headers": "AWS4-HMAC-SHA256 Credential=A/20260131/r/s3/aws4_request, Signature=00",
    "no signature": "AWS4-HMAC-SHA256 Credential=A/20260131/r/s3/aws4_request, SignedHeaders=host",
    "short scope": "AWS4-HMAC-SHA256 Credential=A/1, SignedHeaders=host;x-amz-date, Signature=00",
    "another algorithm": "AWS4-HMAC-SHA1 Credential=A/20260131/r/s3/aws4_request, Signature=00",
    "a password": "Basic YTpi",
}


@pytest.mark.parametrize("header", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_header(server, bucket, header):
    told = {"x-amz-date": timestamp(), "authorization": header}
    told["x-amz-content-sha256"] = s3_wire.NOTHING
    answer = s3_wire.anonymous(server.endpoint, "GET", f"/{bucket}", headers=told)
    assert answer.status in (400, 403), answer.body
    assert answer.code in (
        *("AuthorizationHeaderMalformed", "InvalidArgument", "InvalidRequest", "AccessDenied"),
    )


def test_the_older_version_is_refused(caller, bucket):
    """Of which clients still make URLs and headers."""
    header = {"authorization": f"AWS {caller.key_id}:c2lnbmF0dXJl", "date": "now"}
    by_header = s3_wire.anonymous(caller.endpoint, "GET", f"/{bucket}", headers=header)
    query = {"AWSAccessKeyId": caller.key_id, "Expires": "4102444800", "Signature": "c2lnbmF0dXJl"}
    by_query = s3_wire.anonymous(caller.endpoint, "GET", f"/{bucket}/k", query)
    for answer in (by_header, by_query):
        assert (answer.status, answer.code) == (400, "InvalidRequest"), answer.body
        assert answer.message == (
            "The authorization mechanism you have provided is not supported. "
            "Please use AWS4-HMAC-SHA256."
        )


def test_no_signature_is_nobody(server, bucket):
    for method, path in (("GET", "/"), ("GET", f"/{bucket}"), ("PUT", f"/{bucket}/k")):
        answer = s3_wire.anonymous(server.endpoint, method, path)
        assert (answer.status, answer.code) == (403, "AccessDenied"), (method, path)
        assert answer.message == "Access Denied"


def test_a_signature_for_another_service_is_none_for_this(caller, root, bucket):
    signed = s3_wire.sign(caller, "GET", f"/{bucket}")
    wrong = wire.sign(caller, b"", method="GET", path=f"/{bucket}", service="iam")
    answer = wire.send(caller.endpoint, "GET", f"/{bucket}", wrong)
    assert answer.status in (400, 403, 404, 405), answer.body
    assert b"ListBucketResult" not in answer.body
    assert s3_wire.send(caller.endpoint, signed).status == 200


def test_an_answer_has_its_ids(caller, server, bucket):
    for answer in (put(caller, bucket), s3_wire.anonymous(server.endpoint, "GET", f"/{bucket}")):
        assert re.fullmatch(r"[0-9A-Za-z-]+", answer.headers["x-amz-request-id"])
        assert answer.headers["x-amz-id-2"]
    assert answer.text("RequestId") == answer.headers["x-amz-request-id"]
    assert answer.text("HostId") == answer.headers["x-amz-id-2"]
    assert answer.headers["content-type"] == "application/xml"
