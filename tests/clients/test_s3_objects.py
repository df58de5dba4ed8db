"""Objects: put, got, copied and deleted by boto3, as a user with the rights for just that."""

import base64
import datetime
import hashlib

import pytest

import s3_wire
from buckets import MIB, content, is_absent, is_recent, keys, read, user_of
from refusals import refused

BOTH = ("s3:GetObject", "s3:PutObject")
SAID = b"0123456789"


@pytest.fixture
def caller(root, bucket):
    return user_of(root, bucket, BOTH, ["s3:ListBucket"])


@pytest.fixture
def put(caller, bucket):
    """Puts an object and returns its entity tag."""

    def put(key="k", body=SAID, **options):
        return caller.s3.put_object(Bucket=bucket, Key=key, Body=body, **options)["ETag"]

    return put


@pytest.mark.parametrize("length", [0, 1, 16 * 1024, 16 * 1024 + 1, 65_536, 65_537, 3 * MIB])
def test_what_is_put_is_got(caller, bucket, put, length):
    body = content(length)
    tag = put(body=body)
    assert tag == f'"{hashlib.md5(body).hexdigest()}"'
    got = caller.s3.get_object(Bucket=bucket, Key="k")
    assert got["Body"].read() == body
    head = caller.s3.head_object(Bucket=bucket, Key="k")
    for answer in (got, head):
        assert (answer["ContentLength"], answer["ETag"]) == (length, tag)
        assert answer["AcceptRanges"] == "bytes"
        assert is_recent(answer["LastModified"])
    headers = got["ResponseMetadata"]["HTTPHeaders"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-amz-request-id"]


def test_a_later_object_takes_the_place_of_the_earlier(caller, bucket, put):
    for body in (content(100_000), b"short", content(50_000, "other"), b""):
        put(body=body)
        assert read(caller, bucket, "k") == body
    assert keys(caller, bucket) == ["k"]


def test_what_is_told_about_an_object_comes_back(caller, bucket, put):
    told = {
        "ContentType": "text/x-test; charset=utf-8",
        "ContentEncoding": "gzip",
        "ContentLanguage": "eo",
        "ContentDisposition": 'attachment; filename="a b"',
        "CacheControl": "max-age=60",
        "Expires": datetime.datetime(2030, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
        "Metadata": {"colour": "blue", "empty": "", "spaced": "a  b", "sign": "=?%+"},
        "StorageClass": "STANDARD",
    }
    put(**told)
    for answer in (
        caller.s3.get_object(Bucket=bucket, Key="k"),
        caller.s3.head_object(Bucket=bucket, Key="k"),
    ):
        found = {name: answer.get(name) for name in told}
        found["StorageClass"] = "STANDARD"
        assert found == told
        # S3 names every class but the standard one.
        assert "StorageClass" not in answer


def test_without_a_type_an_object_is_bytes(caller, bucket, put):
    answer = s3_wire.call(caller, "PUT", f"/{bucket}/k", body=b"x")
    assert answer.status == 200, answer.body
    assert caller.s3.head_object(Bucket=bucket, Key="k")["ContentType"] == "binary/octet-stream"


def test_metadata_has_a_limit(put):
    put(Metadata={"a": "x" * 2047})
    with refused("MetadataTooLarge", 400):
        put(Metadata={"a": "x" * 2048})


# What is asked for, and what of the ten bytes comes.
RANGES = {
    "bytes=0-0": (b"0", "bytes 0-0/10"),
    "bytes=2-4": (b"234", "bytes 2-4/10"),
    "bytes=7-": (b"789", "bytes 7-9/10"),
    "bytes=-3": (b"789", "bytes 7-9/10"),
    "bytes=-99": (SAID, "bytes 0-9/10"),
    "bytes=5-99": (b"56789", "bytes 5-9/10"),
    # SOURCE: RFC 9110, section 14.2: what cannot be understood is passed over. S3 gives no more
    # than one range.
    "bytes=4-2": (SAID, None),
    "lines=1-2": (SAID, None),
    "bytes=0-1,4-5": (SAID, None),
}


@pytest.mark.parametrize("asked", RANGES)
def test_a_range(caller, bucket, put, asked):
    put()
    expected, told = RANGES[asked]
    answer = s3_wire.call(caller, "GET", f"/{bucket}/k", headers={"range": asked})
    assert answer.body == expected
    assert answer.status == (206 if told else 200)
    assert answer.headers.get("content-range") == told
    assert answer.headers["content-length"] == str(len(expected))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_outside_of_the_object(caller, bucket, put, asked):
    put()
    with refused("InvalidRange", 416, "The requested range is not satisfiable") as caught:
        caller.s3.get_object(Bucket=bucket, Key="k", Range=asked)
    error = caught.value.response["Error"]
    assert (error["ActualObjectSize"], error["RangeRequested"]) == ("10", asked)


def test_ranges_of_a_large_object(caller, bucket, put):
    body = content(3 * MIB + 17)
    put(body=body)
    for start, end in [
        (0, 65_535),
        (65_535, 65_537),
        (1_000_000, 2_500_000),
        (MIB * 3, MIB * 3 + 16),
    ]:
        assert read(caller, bucket, "k", Range=f"bytes={start}-{end}") == body[start : end + 1]


def test_a_condition_on_reading(caller, bucket, put):
    tag = put()
    other = '"00000000000000000000000000000000"'
    now = datetime.datetime.now(datetime.timezone.utc)
    hour = datetime.timedelta(hours=1)
    s3 = caller.s3
    for good in (
        {"IfMatch": tag},
        {"IfMatch": tag.strip('"')},
        {"IfMatch": "*"},
        {"IfNoneMatch": other},
        {"IfModifiedSince": now - hour},
        {"IfUnmodifiedSince": now + hour},
        {"IfMatch": tag, "IfUnmodifiedSince": now - hour},
    ):
        assert read(caller, bucket, "k", **good) == SAID, good
    for bad in ({"IfMatch": other}, {"IfUnmodifiedSince": now - hour}):
        with refused("PreconditionFailed", 412):
            s3.get_object(Bucket=bucket, Key="k", **bad)
        with refused("412", 412):
            s3.head_object(Bucket=bucket, Key="k", **bad)
    # Who names a time that is still to come asks for nothing that can be answered.
    assert read(caller, bucket, "k", IfModifiedSince=now + hour) == SAID
    for unchanged in (
        {"IfNoneMatch": tag},
        {"IfModifiedSince": s3.head_object(Bucket=bucket, Key="k")["LastModified"]},
        {"IfNoneMatch": tag, "IfModifiedSince": now - hour},
    ):
        with refused("304", 304) as caught:
            s3.get_object(Bucket=bucket, Key="k", **unchanged)
        assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["etag"] == tag


def test_a_condition_on_writing(caller, bucket, put):
    tag = put(IfNoneMatch="*")
    with refused("PreconditionFailed", 412) as caught:
        put(body=b"other", IfNoneMatch="*")
    assert caught.value.response["Error"]["Condition"] == "If-None-Match"
    with refused("PreconditionFailed", 412):
        put(body=b"other", IfMatch='"00000000000000000000000000000000"')
    assert read(caller, bucket, "k") == SAID
    put(body=b"next", IfMatch=tag)
    assert read(caller, bucket, "k") == b"next"
    with refused("NoSuchKey", 404):
        put(key="missing", IfMatch=tag)
    with refused("NotImplemented", 501):
        put(IfNoneMatch=tag)


OVERRIDES = {
    "ResponseContentType": ("ContentType", "text/plain"),
    "ResponseContentDisposition": ("ContentDisposition", "inline"),
    "ResponseContentEncoding": ("ContentEncoding", "identity"),
    "ResponseContentLanguage": ("ContentLanguage", "la"),
    "ResponseCacheControl": ("CacheControl", "no-store"),
}


def test_the_reader_may_ask_for_other_headers(caller, bucket, put):
    put(ContentType="image/png")
    asked = {name: value for name, (_, value) in OVERRIDES.items()}
    answer = caller.s3.get_object(Bucket=bucket, Key="k", **asked)
    assert {of: answer[of] for of, _ in OVERRIDES.values()} == dict(OVERRIDES.values())
    assert caller.s3.get_object(Bucket=bucket, Key="k")["ContentType"] == "image/png"


def test_a_body_that_is_not_what_was_said(caller, bucket, put):
    right = base64.b64encode(hashlib.md5(SAID).digest()).decode()
    put(ContentMD5=right)
    with refused("BadDigest", 400):
        put(key="bad", ContentMD5=base64.b64encode(hashlib.md5(b"other").digest()).decode())
    with refused("InvalidDigest", 400):
        put(key="bad", ContentMD5="this is no digest")
    assert is_absent(caller, bucket, "bad")


def test_an_object_that_is_not_there(caller, bucket):
    with refused("NoSuchKey", 404, "The specified key does not exist.") as caught:
        caller.s3.get_object(Bucket=bucket, Key="missing")
    assert caught.value.response["Error"]["Key"] == "missing"
    with refused("404", 404):
        caller.s3.head_object(Bucket=bucket, Key="missing")
    with refused("NoSuchBucket", 404, "The specified bucket does not exist") as caught:
        caller.s3.get_object(Bucket="no-such-bucket-anywhere", Key="k")
    assert caught.value.response["Error"]["BucketName"] == "no-such-bucket-anywhere"


def test_attributes(root, bucket):
    caller = user_of(root, bucket, ["s3:PutObject", "s3:GetObject", "s3:GetObjectAttributes"])
    tag = caller.s3.put_object(Bucket=bucket, Key="k", Body=SAID, ChecksumAlgorithm="SHA256")[
        "ETag"
    ]
    asked = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]
    found = caller.s3.get_object_attributes(Bucket=bucket, Key="k", ObjectAttributes=asked)
    digest = base64.b64encode(hashlib.sha256(SAID).digest()).decode()
    assert found["ETag"] == tag.strip('"')
    assert (found["ObjectSize"], found["StorageClass"]) == (10, "STANDARD")
    assert found["Checksum"] == {"ChecksumSHA256": digest, "ChecksumType": "FULL_OBJECT"}
    assert "ObjectParts" not in found
    few = caller.s3.get_object_attributes(Bucket=bucket, Key="k", ObjectAttributes=["ObjectSize"])
    assert few["ObjectSize"] == 10 and "ETag" not in few and "Checksum" not in few
