"""Uploads in parts: the seven operations, and what they refuse."""

import hashlib

import pytest

from buckets import MIB, MULTIPART, content, is_absent, is_recent, keys, make_bucket, read, user_of
from checksums import checksum
from refusals import refused

PART = 5 * MIB
ONE, TWO, LAST = content(PART, "one"), content(PART, "two"), content(77, "last")


@pytest.fixture
def caller(root, bucket):
    on_bucket = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    return user_of(root, bucket, ["s3:GetObject", *MULTIPART], on_bucket)


class Upload:
    """One upload of one key."""

    def __init__(self, caller, bucket, key="k", **options):
        self.s3, self.of_key = caller.s3, {"Bucket": bucket, "Key": key}
        made = self.s3.create_multipart_upload(**self.of_key, **options)
        self.id = made["UploadId"]
        self.of_upload = self.of_key | {"UploadId": self.id}

    def put(self, number, body):
        answer = self.s3.upload_part(**self.of_upload, PartNumber=number, Body=body)
        assert answer["ETag"] == f'"{hashlib.md5(body).hexdigest()}"'
        return {"PartNumber": number, "ETag": answer["ETag"]}

    def complete(self, *parts, **options):
        upload = {"Parts": list(parts)}
        return self.s3.complete_multipart_upload(
            **self.of_upload, MultipartUpload=upload, **options
        )

    def parts(self, **options):
        return self.s3.list_parts(**self.of_upload, **options).get("Parts", [])

    def abort(self):
        self.s3.abort_multipart_upload(**self.of_upload)


def tag_of(*parts):
    """The entity tag of an object made of these parts."""
    digests = b"".join(hashlib.md5(part).digest() for part in parts)
    return f'"{hashlib.md5(digests).hexdigest()}-{len(parts)}"'


def test_parts_come_in_any_order_and_become_one_object(caller, bucket):
    told = {"ContentType": "text/x", "Metadata": {"a": "b"}}
    upload = Upload(caller, bucket, **told)
    third = upload.put(30, LAST)
    first = upload.put(1, TWO)
    second = upload.put(2, TWO)
    # A part that is put again is replaced.
    first = upload.put(1, ONE)
    assert is_absent(caller, bucket, "k")
    done = upload.complete(first, second, third)
    assert done["ETag"] == tag_of(ONE, TWO, LAST)
    assert (done["Bucket"], done["Key"]) == (bucket, "k")
    got = caller.s3.get_object(Bucket=bucket, Key="k")
    assert got["Body"].read() == ONE + TWO + LAST
    assert {name: got[name] for name in told} == told
    assert got["ETag"] == done["ETag"]
    # Over the border of two parts.
    around = f"bytes={PART - 3}-{PART + 2}"
    assert read(caller, bucket, "k", Range=around) == ONE[-3:] + TWO[:3]
    with refused("NoSuchUpload", 404):
        upload.parts()


def test_a_part_of_an_object_can_be_read(caller, bucket):
    upload = Upload(caller, bucket)
    upload.complete(upload.put(1, ONE), upload.put(2, LAST))
    part = caller.s3.get_object(Bucket=bucket, Key="k", PartNumber=2)
    assert part["Body"].read() == LAST
    assert (part["PartsCount"], part["ContentLength"]) == (2, len(LAST))
    assert part["ContentRange"] == f"bytes {PART}-{PART + 76}/{PART + 77}"
    head = caller.s3.head_object(Bucket=bucket, Key="k", PartNumber=1)
    assert (head["PartsCount"], head["ContentLength"]) == (2, PART)
    with refused("InvalidPartNumber", 416):
        caller.s3.get_object(Bucket=bucket, Key="k", PartNumber=3)


def test_attributes_tell_of_parts(root, bucket, caller):
    upload = Upload(caller, bucket, ChecksumAlgorithm="SHA256")
    parts = []
    for number, body in enumerate((ONE, LAST), start=1):
        told = {"ChecksumSHA256": checksum("SHA256", body)}
        put = caller.s3.upload_part(**upload.of_upload, PartNumber=number, Body=body, **told)
        parts.append({"PartNumber": number, "ETag": put["ETag"]} | told)
    upload.complete(*parts)
    asked = ["ObjectParts", "ObjectSize"]
    found = root.s3.get_object_attributes(Bucket=bucket, Key="k", ObjectAttributes=asked)
    assert found["ObjectSize"] == PART + 77
    parts = found["ObjectParts"]
    assert parts["TotalPartsCount"] == 2
    sizes = [(part["PartNumber"], part["Size"]) for part in parts["Parts"]]
    assert sizes == [(1, PART), (2, 77)]


def test_a_part_before_the_last_is_not_too_small(caller, bucket):
    upload = Upload(caller, bucket)
    small, last = upload.put(1, b"x" * (PART - 1)), upload.put(2, LAST)
    said = "Your proposed upload is smaller than the minimum allowed size"
    with refused("EntityTooSmall", 400, said):
        upload.complete(small, last)
    assert is_absent(caller, bucket, "k")
    upload.complete(small)
    assert caller.s3.head_object(Bucket=bucket, Key="k")["ContentLength"] == PART - 1


def test_what_is_no_list_of_parts(caller, bucket):
    upload = Upload(caller, bucket)
    first, second = upload.put(1, ONE), upload.put(2, LAST)
    with refused("InvalidPartOrder", 400):
        upload.complete(second, first)
    with refused("InvalidPart", 400):
        upload.complete(first, {"PartNumber": 3, "ETag": first["ETag"]})
    with refused("InvalidPart", 400):
        upload.complete(first, second | {"ETag": first["ETag"]})
    with refused("InvalidRequest", 400, "You must specify at least one part"):
        upload.complete()
    assert is_absent(caller, bucket, "k")
    upload.complete(first, second)


@pytest.mark.parametrize("number", [0, 10_001, -1])
def test_the_number_of_a_part_has_borders(caller, bucket, number):
    upload = Upload(caller, bucket)
    with refused("InvalidArgument", 400):
        upload.put(number, b"x")
    upload.put(10_000, b"x")


def test_an_upload_that_is_not_there(caller, bucket):
    upload = Upload(caller, bucket)
    part = upload.put(1, LAST)
    upload.abort()
    for refuse in (
        lambda: upload.put(2, LAST),
        lambda: upload.complete(part),
        upload.parts,
        upload.abort,
    ):
        with refused("NoSuchUpload", 404):
            refuse()
    other = Upload(caller, bucket, "other")
    other.of_upload["Key"] = "another key"
    with refused("NoSuchUpload", 404):
        other.put(1, LAST)


def test_parts_are_listed_page_by_page(caller, bucket):
    upload = Upload(caller, bucket)
    bodies = {number: b"x" * number for number in (1, 2, 5, 7)}
    for number, body in bodies.items():
        upload.put(number, body)
    listed = upload.parts()
    assert {part["PartNumber"]: part["Size"] for part in listed} == {n: n for n in bodies}
    assert all(is_recent(part["LastModified"]) for part in listed)
    pages = caller.s3.get_paginator("list_parts").paginate(
        **upload.of_upload, PaginationConfig={"PageSize": 3}
    )
    assert [[part["PartNumber"] for part in page["Parts"]] for page in pages] == [[1, 2, 5], [7]]


def test_uploads_are_listed_in_order_of_their_keys(caller, bucket):
    uploads = [Upload(caller, bucket, key) for key in ("b", "a/1", "a/2", "a/1", "c")]
    answer = caller.s3.list_multipart_uploads(Bucket=bucket)
    found = [(upload["Key"], upload["UploadId"]) for upload in answer["Uploads"]]
    order = [uploads[1], uploads[3], uploads[2], uploads[0], uploads[4]]
    assert sorted(found) == sorted((upload.of_key["Key"], upload.id) for upload in uploads)
    assert [key for key, _ in found] == [upload.of_key["Key"] for upload in order]
    assert all(is_recent(upload["Initiated"]) for upload in answer["Uploads"])
    grouped = caller.s3.list_multipart_uploads(Bucket=bucket, Delimiter="/")
    assert [upload["Key"] for upload in grouped["Uploads"]] == ["b", "c"]
    assert grouped["CommonPrefixes"] == [{"Prefix": "a/"}]
    pages = caller.s3.get_paginator("list_multipart_uploads").paginate(
        Bucket=bucket, PaginationConfig={"PageSize": 2}
    )
    seen = [(upload["Key"], upload["UploadId"]) for page in pages for upload in page["Uploads"]]
    assert seen == found
    for upload in uploads:
        upload.abort()
    assert "Uploads" not in caller.s3.list_multipart_uploads(Bucket=bucket)


def test_a_bucket_with_an_upload_in_it_stays(root, caller, bucket):
    upload = Upload(caller, bucket)
    with refused("BucketNotEmpty", 409):
        root.s3.delete_bucket(Bucket=bucket)
    upload.abort()
    root.s3.delete_bucket(Bucket=bucket)


def test_a_part_is_copied_from_an_object(root, bucket):
    source = make_bucket(root)
    body = content(PART + 1000)
    root.s3.put_object(Bucket=source, Key="from", Body=body)
    upload = Upload(root, bucket)
    of_source = {"CopySource": {"Bucket": source, "Key": "from"}}
    first = root.s3.upload_part_copy(**upload.of_upload, PartNumber=1, **of_source)
    some = {"CopySourceRange": "bytes=10-19"}
    second = root.s3.upload_part_copy(**upload.of_upload, PartNumber=2, **of_source, **some)
    tags = [answer["CopyPartResult"]["ETag"] for answer in (first, second)]
    done = upload.complete(*({"PartNumber": n, "ETag": tag} for n, tag in enumerate(tags, 1)))
    assert done["ETag"] == tag_of(body, body[10:20])
    assert read(root, bucket, "k") == body + body[10:20]
    writer = user_of(root, bucket, MULTIPART)
    of_writer = Upload(writer, bucket, "by the writer")
    with refused("AccessDenied", 403):
        writer.s3.upload_part_copy(**of_writer.of_upload, PartNumber=1, **of_source)


def test_a_condition_on_completion(caller, bucket):
    upload = Upload(caller, bucket)
    part = upload.put(1, LAST)
    caller.s3.put_object(Bucket=bucket, Key="k", Body=b"first")
    with refused("PreconditionFailed", 412):
        upload.complete(part, IfNoneMatch="*")
    assert read(caller, bucket, "k") == b"first"
    tag = caller.s3.head_object(Bucket=bucket, Key="k")["ETag"]
    upload.complete(part, IfMatch=tag)
    assert read(caller, bucket, "k") == LAST


def test_an_upload_is_not_there_for_others(root, caller, bucket):
    upload = Upload(caller, bucket)
    reader = user_of(root, bucket, ["s3:GetObject"], ["s3:ListBucket"])
    for refuse in (
        lambda: reader.s3.upload_part(**upload.of_upload, PartNumber=1, Body=b"x"),
        lambda: reader.s3.list_parts(**upload.of_upload),
        lambda: reader.s3.abort_multipart_upload(**upload.of_upload),
        lambda: reader.s3.list_multipart_uploads(Bucket=bucket),
    ):
        with refused("AccessDenied", 403):
            refuse()
    upload.put(1, LAST)
    assert keys(caller, bucket) == []
