"""Objects encrypted with a key that the caller keeps (SSE-C), which travels over TLS."""

import base64
import hashlib

import pytest

import s3_wire
from buckets import MIB, MULTIPART, content, keys, make_bucket, user_of
from refusals import refused

RIGHTS = ("s3:GetObject", *MULTIPART)
KEY, OTHER = b"K" * 32, b"O" * 32
TYPED = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": KEY}
WRONG = TYPED | {"SSECustomerKey": OTHER}
SOURCE = {"CopySourceSSECustomerAlgorithm": "AES256", "CopySourceSSECustomerKey": KEY}
MD5 = base64.b64encode(hashlib.md5(KEY).digest()).decode()


@pytest.fixture
def shelf(secure):
    bucket = make_bucket(secure.root)
    return bucket, user_of(secure.root, bucket, RIGHTS, ["s3:ListBucket"])


def test_only_who_has_the_key_reads(shelf):
    bucket, caller = shelf
    of_key, body = {"Bucket": bucket, "Key": "k"}, content(200_000)
    put = caller.s3.put_object(**of_key, Body=body, **TYPED)
    assert (put["SSECustomerAlgorithm"], put["SSECustomerKeyMD5"]) == ("AES256", MD5)
    assert "ServerSideEncryption" not in put
    got = caller.s3.get_object(**of_key, **TYPED)
    assert (got["Body"].read(), got["SSECustomerKeyMD5"]) == (body, MD5)
    assert caller.s3.head_object(**of_key, **TYPED)["ContentLength"] == len(body)
    part = caller.s3.get_object(**of_key, Range="bytes=65530-65545", **TYPED)
    assert part["Body"].read() == body[65530:65546]
    with refused("InvalidRequest", 400):
        caller.s3.get_object(**of_key)
    with refused("400", 400):
        caller.s3.head_object(**of_key)
    with refused("AccessDenied", 403):
        caller.s3.get_object(**of_key, **WRONG)


def test_a_key_for_what_has_none_is_refused(shelf):
    bucket, caller = shelf
    caller.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    with refused("InvalidRequest", 400):
        caller.s3.get_object(Bucket=bucket, Key="k", **TYPED)


def test_a_copy_names_both_keys(shelf):
    bucket, caller = shelf
    body = content(100_000)
    caller.s3.put_object(Bucket=bucket, Key="from", Body=body, **TYPED)
    copy = {"Bucket": bucket, "CopySource": {"Bucket": bucket, "Key": "from"}}
    with refused("InvalidRequest", 400):
        caller.s3.copy_object(**copy, Key="without")
    caller.s3.copy_object(**copy, Key="plain", **SOURCE)
    assert caller.s3.get_object(Bucket=bucket, Key="plain")["Body"].read() == body
    caller.s3.copy_object(**copy, Key="other", **SOURCE, **WRONG)
    got = caller.s3.get_object(Bucket=bucket, Key="other", **WRONG)
    assert got["Body"].read() == body


def test_parts_have_the_key_of_their_upload(shelf):
    bucket, caller = shelf
    of_key, parts = {"Bucket": bucket, "Key": "k"}, []
    upload_id = caller.s3.create_multipart_upload(**of_key, **TYPED)["UploadId"]
    of_upload = of_key | {"UploadId": upload_id}
    bodies = (content(5 * MIB), b"the end")
    with refused("InvalidRequest", 400):
        caller.s3.upload_part(**of_upload, PartNumber=1, Body=bodies[1])
    for number, body in enumerate(bodies, start=1):
        put = caller.s3.upload_part(**of_upload, PartNumber=number, Body=body, **TYPED)
        parts.append({"PartNumber": number, "ETag": put["ETag"]})
    caller.s3.complete_multipart_upload(**of_upload, MultipartUpload={"Parts": parts})
    got = caller.s3.get_object(**of_key, **TYPED)
    assert got["Body"].read() == b"".join(bodies)


def test_within_one_machine_nothing_travels(root, bucket):
    """AWS rejects such requests over HTTP; here a loopback address is as good as TLS."""
    caller = user_of(root, bucket, RIGHTS)
    caller.s3.put_object(Bucket=bucket, Key="k", Body=b"x", **TYPED)
    assert caller.s3.get_object(Bucket=bucket, Key="k", **TYPED)["Body"].read() == b"x"


@pytest.mark.parametrize(
    "changed",
    [
        {"algorithm": "AES128"},
        {"key": base64.b64encode(b"short").decode()},
        {"key": "no Base64!"},
        {"key-md5": base64.b64encode(hashlib.md5(OTHER).digest()).decode()},
        {"key-md5": None},
        {"key": None},
        {"algorithm": None},
    ],
)
def test_a_key_that_is_none(shelf, changed):
    bucket, caller = shelf
    right = {"algorithm": "AES256", "key": base64.b64encode(KEY).decode(), "key-md5": MD5}
    prefix = "x-amz-server-side-encryption-customer-"
    told = {prefix + name: value for name, value in (right | changed).items() if value}
    answer = s3_wire.call(caller, "PUT", f"/{bucket}/k", body=b"x", headers=told)
    assert (answer.status, answer.code) in (
        (400, "InvalidArgument"),
        (400, "InvalidRequest"),
        (400, "InvalidEncryptionAlgorithmError"),
    ), answer.body
    assert keys(caller, bucket) == []


def test_the_key_is_nowhere(secure, shelf):
    bucket, caller = shelf
    secret = hashlib.sha256(b"a key of this test alone").digest()
    body = b"what only the holder of the key may know" * 1000
    told = TYPED | {"SSECustomerKey": secret}
    caller.s3.put_object(Bucket=bucket, Key="small", Body=body[:1000], **told)
    caller.s3.put_object(Bucket=bucket, Key="large", Body=body, **told)
    caller.s3.get_object(Bucket=bucket, Key="large", **told)["Body"].read()
    traces = (secret, base64.b64encode(secret), secret.hex().encode(), body[:40])
    files = [path for path in secure.data_dir.rglob("*") if path.is_file()]
    for path in [*files, secure.log_file]:
        held = path.read_bytes()
        assert not any(trace in held for trace in traces), path
