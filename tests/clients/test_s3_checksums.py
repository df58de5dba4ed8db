"""Checksums: of what is put whole and in parts, in the head and in the trailer."""

import pytest

import s3_wire
from buckets import MIB, MULTIPART, content, is_absent, make_bucket, read, user_of
from checksums import RAW, checksum, composite
from refusals import refused

RIGHTS = ("s3:GetObject", *MULTIPART)
BODY = content(100_000)
SMALL = b"123456789"
# SOURCE: the check values of the algorithms, of `123456789`.
CHECKS = {"CRC32": "cbf43926", "CRC32C": "e3069283", "CRC64NVME": "ae8b14860a799888"}


@pytest.fixture
def caller(root, bucket):
    return user_of(root, bucket, RIGHTS, ["s3:ListBucket"])


def told(caller, bucket, key="k"):
    """The checksums that a head tells, by algorithm, and their type."""
    head = caller.s3.head_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
    found = {name[8:]: value for name, value in head.items() if name.startswith("Checksum")}
    return found.pop("Type", None), found


@pytest.mark.parametrize("algorithm", CHECKS)
def test_these_tests_know_the_algorithms(algorithm):
    assert RAW[algorithm](SMALL).hex() == CHECKS[algorithm]


@pytest.mark.parametrize("algorithm", RAW)
def test_a_checksum_in_the_head(caller, bucket, algorithm):
    right, name = checksum(algorithm, BODY), f"Checksum{algorithm}"
    put = caller.s3.put_object(Bucket=bucket, Key="k", Body=BODY, **{name: right})
    assert (put[name], put["ChecksumType"]) == (right, "FULL_OBJECT")
    assert told(caller, bucket) == ("FULL_OBJECT", {algorithm: right})
    got = caller.s3.get_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert got[name] == right
    assert got["Body"].read() == BODY
    with refused("BadDigest", 400):
        wrong = {name: checksum(algorithm, b"other")}
        caller.s3.put_object(Bucket=bucket, Key="bad", Body=BODY, **wrong)
    with refused("InvalidRequest", 400):
        caller.s3.put_object(Bucket=bucket, Key="bad", Body=BODY, **{name: "no checksum"})
    assert is_absent(caller, bucket, "bad")


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_boto3_sends_a_trailer_over_tls(secure, algorithm):
    bucket = make_bucket(secure.root)
    caller = user_of(secure.root, bucket, RIGHTS)
    sent = []
    caller.s3.meta.events.register(
        "before-send.s3.PutObject", lambda request, **_: sent.append(dict(request.headers))
    )
    put = caller.s3.put_object(Bucket=bucket, Key="k", Body=BODY, ChecksumAlgorithm=algorithm)
    assert put[f"Checksum{algorithm}"] == checksum(algorithm, BODY)
    (headers,) = sent
    assert headers["X-Amz-Content-SHA256"] == b"STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    got = caller.s3.get_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert got["Body"].read() == BODY
    # What described the way of sending is no part of the object.
    assert "ContentEncoding" not in got


def test_who_sends_none_gets_the_default_one(root, bucket):
    caller = user_of(root, bucket, RIGHTS)
    s3 = caller.s3_with(request_checksum_calculation="when_required")
    s3.put_object(Bucket=bucket, Key="k", Body=BODY)
    right = checksum("CRC64NVME", BODY)
    assert told(caller, bucket) == ("FULL_OBJECT", {"CRC64NVME": right})


def test_nobody_is_told_who_does_not_ask(caller, bucket):
    caller.s3.put_object(Bucket=bucket, Key="k", Body=BODY)
    s3 = caller.s3_with(response_checksum_validation="when_required")
    assert not [name for name in s3.head_object(Bucket=bucket, Key="k") if "Checksum" in name]


def test_two_checksums_are_one_too_many(caller, bucket):
    headers = {
        "x-amz-checksum-crc32": checksum("CRC32", SMALL),
        "x-amz-checksum-sha1": checksum("SHA1", SMALL),
    }
    answer = s3_wire.call(caller, "PUT", f"/{bucket}/k", body=SMALL, headers=headers)
    assert (answer.status, answer.code) == (400, "InvalidRequest")
    assert is_absent(caller, bucket, "k")


def test_a_copy_may_have_another(caller, bucket):
    caller.s3.put_object(Bucket=bucket, Key="from", Body=BODY, ChecksumAlgorithm="CRC32")
    source = {"Bucket": bucket, "Key": "from"}
    caller.s3.copy_object(Bucket=bucket, Key="same", CopySource=source)
    assert told(caller, bucket, "same")[1] == {"CRC32": checksum("CRC32", BODY)}
    sha256 = {"ChecksumAlgorithm": "SHA256"}
    caller.s3.copy_object(Bucket=bucket, Key="other", CopySource=source, **sha256)
    assert told(caller, bucket, "other")[1] == {"SHA256": checksum("SHA256", BODY)}


class TestParts:
    """Checksums of what is uploaded in parts."""

    PARTS = (content(5 * MIB, "one"), content(1234, "two"))

    def upload(self, caller, bucket, algorithm, kind=None, *, is_sent=True):
        """Uploads the parts and returns what is needed to complete them."""
        name = f"Checksum{algorithm}"
        of_key = {"Bucket": bucket, "Key": "k"}
        options = {"ChecksumType": kind} if kind else {}
        made = caller.s3.create_multipart_upload(**of_key, ChecksumAlgorithm=algorithm, **options)
        of_upload = of_key | {"UploadId": made["UploadId"]}
        parts = []
        for number, body in enumerate(self.PARTS, start=1):
            sent = {name: checksum(algorithm, body)} if is_sent else {}
            put = caller.s3.upload_part(**of_upload, PartNumber=number, Body=body, **sent)
            assert put[name] == checksum(algorithm, body)
            parts.append({"PartNumber": number, "ETag": put["ETag"], name: put[name]})
        return of_upload | {"MultipartUpload": {"Parts": parts}}

    @pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
    def test_a_checksum_of_checksums(self, caller, bucket, algorithm):
        done = caller.s3.complete_multipart_upload(**self.upload(caller, bucket, algorithm))
        expected = composite(algorithm, self.PARTS)
        assert done[f"Checksum{algorithm}"] == expected
        assert told(caller, bucket) == ("COMPOSITE", {algorithm: expected})

    @pytest.mark.parametrize("algorithm", ["CRC32"])
    def test_a_checksum_of_the_whole(self, caller, bucket, algorithm):
        upload = self.upload(caller, bucket, algorithm, "FULL_OBJECT")
        whole = checksum(algorithm, b"".join(self.PARTS))
        with refused("BadDigest", 400):
            wrong = {f"Checksum{algorithm}": checksum(algorithm, b"other")}
            caller.s3.complete_multipart_upload(**upload, **wrong, ChecksumType="FULL_OBJECT")
        assert is_absent(caller, bucket, "k")
        done = caller.s3.complete_multipart_upload(
            **upload, ChecksumType="FULL_OBJECT", **{f"Checksum{algorithm}": whole}
        )
        assert done[f"Checksum{algorithm}"] == whole
        assert told(caller, bucket) == ("FULL_OBJECT", {algorithm: whole})

    def test_a_part_with_a_wrong_checksum_is_no_part(self, caller, bucket):
        upload = self.upload(caller, bucket, "SHA256")
        upload["MultipartUpload"]["Parts"][1]["ChecksumSHA256"] = checksum("SHA256", b"other")
        with refused("InvalidPart", 400):
            caller.s3.complete_multipart_upload(**upload)
        assert is_absent(caller, bucket, "k")
        del upload["MultipartUpload"]
        with refused("BadDigest", 400):
            wrong = {"ChecksumSHA256": checksum("SHA256", b"other")}
            caller.s3.upload_part(**upload, PartNumber=3, Body=b"x", **wrong)

    def test_boto3_uploads_and_downloads_in_parts(self, caller, bucket, tmp_path):
        """With the transfers' own sizes: two parts and a bit."""
        body = content(17 * MIB)
        (tmp_path / "up").write_bytes(body)
        caller.s3.upload_file(str(tmp_path / "up"), bucket, "k")
        kind, found = told(caller, bucket)
        assert (
            kind == "FULL_OBJECT"
            and found == {"CRC32": checksum("CRC32", body)}
            or (kind == "COMPOSITE" and found["CRC32"].endswith("-3"))
        )
        caller.s3.download_file(bucket, "k", str(tmp_path / "down"))
        assert (tmp_path / "down").read_bytes() == body
        assert read(caller, bucket, "k", Range="bytes=8388600-8388620") == body[8388600:8388621]
