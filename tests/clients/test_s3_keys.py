"""Keys of every kind, and their order in listings."""

import urllib.parse

import pytest

import s3_wire
from buckets import make_bucket, user_of
from refusals import refused

# The names of kinds of keys, and keys.
KEYS = {
    "plain": "key",
    "spaces": "  a b ",
    "signs": "!-_.*'()&$@=;:+,?#[]|<>~%^{}`\"\\",
    "percent": "100%/%41/%2F%zz",
    "plus": "a+b c%20d",
    "query": "a?b=c&d#e",
    "letters": "äöü-ß-ñ-Ж-中文-日本語-한국어",
    "beyond the first plane": "😀/🇨🇭",
    "composed": "e\u0301 and \u00e9",
    "slash at the start": "/a",
    "slash at the end": "a/",
    "two slashes": "a//b///c",
    "only slashes": "//",
    "dot": "./a/.",
    "dots": "../../a/../..",
    "one dot": ".",
    "two dots": "..",
    "line feed": "a\nb",
    "line end": "a\r\nb",
    "tab": "a\tb",
    "control": "a\x01\x1f\x7fb",
    "no character": "a\ufffe\uffffb",
    "zero": "a\x00b",
    "right to left": "\u202eabc",
    "markup": "<Key>&amp;]]></Key>",
    "longest": "x" * 1024,
    "longest of two bytes": "ä" * 512,
    "longest of four bytes": "😀" * 256,
    "longest folders": "ab/" * 341 + "c",
}


@pytest.fixture(scope="module")
def shelf(root):
    """A bucket of this module, and somebody who uses it."""
    bucket = make_bucket(root)
    actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    return bucket, user_of(root, bucket, actions, ["s3:ListBucket", "s3:ListBucketVersions"])


def raw(caller, method, bucket, key, **options):
    """By hand: client libraries tidy up paths."""
    return s3_wire.call(caller, method, s3_wire.path_of(bucket, key), **options)


def is_missing(answer):
    # The body names the key, which may have characters that no XML parser takes.
    return answer.status == 404 and b"<Code>NoSuchKey</Code>" in answer.body


def listed(caller, bucket, encoding="url", **query):
    """One page as raw as it comes: keys and common prefixes, decoded."""
    query = {"list-type": "2", "encoding-type": encoding} | query
    answer = s3_wire.call(caller, "GET", f"/{bucket}", {k: v for k, v in query.items() if v})
    assert answer.status == 200, answer.body
    decode = urllib.parse.unquote_plus if encoding else str
    names = [decode(found.text) for found in answer.xml.findall("Contents/Key")]
    prefixes = [decode(found.text) for found in answer.xml.findall("CommonPrefixes/Prefix")]
    return names, prefixes


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_an_object_lives_under_every_key(shelf, key):
    bucket, caller = shelf
    body = key.encode()
    put = raw(caller, "PUT", bucket, key, body=body)
    assert put.status == 200, put.body
    assert raw(caller, "GET", bucket, key).body == body
    assert raw(caller, "HEAD", bucket, key).headers["content-length"] == str(len(body))
    assert listed(caller, bucket, prefix=key)[0] == [key]
    # Its neighbours are others.
    for other in (key[:-1], key + "x", key.replace("/", ":"), key.swapcase()):
        if other and other != key and len(other.encode()) <= 1024:
            assert is_missing(raw(caller, "GET", bucket, other)), other
    gone = raw(caller, "DELETE", bucket, key)
    assert gone.status == 204, gone.body
    assert is_missing(raw(caller, "GET", bucket, key))


# SOURCE: S3 User Guide, "Naming Amazon S3 objects": a relative path must not lead above its start.
BY_BOTO3 = {kind: key for kind, key in KEYS.items() if kind not in ("no character", "zero")}


@pytest.mark.parametrize("key", BY_BOTO3.values(), ids=BY_BOTO3)
def test_boto3_uses_every_key(shelf, key):
    bucket, caller = shelf
    of_key = {"Bucket": bucket, "Key": key}
    caller.s3.put_object(**of_key, Body=b"x")
    assert caller.s3.get_object(**of_key)["Body"].read() == b"x"
    copied = caller.s3.copy_object(Bucket=bucket, Key="copy", CopySource=of_key)
    assert copied["CopyObjectResult"]["ETag"] == caller.s3.head_object(**of_key)["ETag"]
    found = caller.s3.list_objects_v2(Bucket=bucket, Prefix=key)["Contents"]
    assert key in [entry["Key"] for entry in found]
    wanted = {"Objects": [{"Key": key}, {"Key": "copy"}]}
    if not any(ord(character) < 32 and character not in "\t\n" for character in key):
        assert len(caller.s3.delete_objects(Bucket=bucket, Delete=wanted)["Deleted"]) == 2
    else:
        # XML cannot carry such a character.
        for one in wanted["Objects"]:
            caller.s3.delete_object(Bucket=bucket, **one)
    assert "Contents" not in caller.s3.list_objects_v2(Bucket=bucket, Prefix=key)


@pytest.mark.parametrize("key", ["x" * 1025, "ä" * 512 + "x", "😀" * 257])
def test_a_key_that_is_too_long(shelf, key):
    bucket, caller = shelf
    put = raw(caller, "PUT", bucket, key, body=b"x")
    assert (put.status, put.code) == (400, "KeyTooLongError")
    assert put.message == "Your key is too long"


@pytest.mark.parametrize("path", ["%FF", "a%C0%80", "%ED%A0%80", "a%E4"])
def test_a_key_that_is_no_text(shelf, path):
    bucket, caller = shelf
    put = s3_wire.call(caller, "PUT", f"/{bucket}/{path}", body=b"x")
    assert put.status == 400, put.body
    assert listed(caller, bucket)[0] == []


# In the order of their bytes.
NAMES = sorted(
    [
        *("A", "B/1", "a", "a b", "a!", "a+b", "a-b", "a/", "a/1", "a/1/x", "a/2", "a0", "aa"),
        *("b", "b//1", "z", "~", "ä", "ö/1", "中", "\ue000", "\U00010000", "😀"),
    ],
    key=str.encode,
)


@pytest.fixture(scope="module")
def ordered(root):
    bucket = make_bucket(root)
    for name in NAMES:
        root.s3.put_object(Bucket=bucket, Key=name, Body=b"x")
    return bucket, user_of(root, bucket, on_bucket=["s3:ListBucket"])


class TestOrder:
    """Of listings."""

    def test_it_is_that_of_the_bytes(self, ordered):
        bucket, caller = ordered
        assert listed(caller, bucket) == (NAMES, [])
        assert listed(caller, bucket, encoding=None) == (NAMES, [])

    @pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
    @pytest.mark.parametrize("delimiter", ["", "/", "a", " ", "//"])
    @pytest.mark.parametrize("prefix", ["", "a", "a/", "nothing"])
    @pytest.mark.parametrize("operation", ["list_objects", "list_objects_v2"])
    def test_pages_come_together(self, ordered, operation, prefix, delimiter, size):
        """What all pages give is what one pass over the sorted keys gives."""
        bucket, caller = ordered
        names, prefixes = [], []
        for name in NAMES:
            head, found, _ = name[len(prefix) :].partition(delimiter) if delimiter else ("", "", "")
            if not name.startswith(prefix):
                continue
            if not found:
                names.append(name)
            elif (group := prefix + head + delimiter) not in prefixes:
                prefixes.append(group)
        pages = list(
            caller.s3.get_paginator(operation).paginate(
                Bucket=bucket,
                Prefix=prefix,
                Delimiter=delimiter,
                PaginationConfig={"PageSize": size},
            )
        )
        contents = [[found["Key"] for found in page.get("Contents", [])] for page in pages]
        groups = [[found["Prefix"] for found in page.get("CommonPrefixes", [])] for page in pages]
        assert sum(contents, []) == names
        assert sum(groups, []) == prefixes
        for page, here, grouped in zip(pages, contents, groups, strict=True):
            assert len(here) + len(grouped) <= size
            assert page["IsTruncated"] is (page is not pages[-1])
            if operation == "list_objects_v2":
                assert page["KeyCount"] == len(here) + len(grouped)

    def test_the_start_may_be_named(self, ordered):
        bucket, caller = ordered
        after = [name for name in NAMES if name.encode() > b"a/1"]
        found = caller.s3.list_objects_v2(Bucket=bucket, StartAfter="a/1")
        assert [entry["Key"] for entry in found["Contents"]] == after
        assert found["StartAfter"] == "a/1"
        found = caller.s3.list_objects(Bucket=bucket, Marker="a/1")
        assert [entry["Key"] for entry in found["Contents"]] == after
        assert found["Marker"] == "a/1"
        beyond = caller.s3.list_objects_v2(Bucket=bucket, StartAfter="\U0010ffff")
        assert (beyond["KeyCount"], beyond["IsTruncated"]) == (0, False)

    def test_what_is_told_of_a_key(self, ordered, root):
        bucket, caller = ordered
        (entry,) = caller.s3.list_objects_v2(Bucket=bucket, Prefix="z")["Contents"]
        head = root.s3.head_object(Bucket=bucket, Key="z")
        assert (entry["Size"], entry["StorageClass"]) == (1, "STANDARD")
        assert entry["ETag"] == head["ETag"]
        assert entry["LastModified"].replace(microsecond=0) == head["LastModified"]
        assert "Owner" not in entry
        (entry,) = caller.s3.list_objects_v2(Bucket=bucket, Prefix="z", FetchOwner=True)["Contents"]
        (older,) = caller.s3.list_objects(Bucket=bucket, Prefix="z")["Contents"]
        assert entry["Owner"]["ID"] == older["Owner"]["ID"] != ""

    def test_no_keys_at_all(self, ordered):
        bucket, caller = ordered
        none = caller.s3.list_objects_v2(Bucket=bucket, MaxKeys=0)
        assert (none["KeyCount"], none["IsTruncated"], none["MaxKeys"]) == (0, False, 0)

    @pytest.mark.parametrize(
        "query",
        [{"max-keys": "-1"}, {"max-keys": "x"}, {"max-keys": "9" * 30}, {"encoding-type": "x"},
         {"continuation-token": "no token"}, {"continuation-token": ""}],
    )  # fmt: skip
    def test_what_is_asked_wrongly(self, ordered, query):
        bucket, caller = ordered
        answer = s3_wire.call(caller, "GET", f"/{bucket}", {"list-type": "2"} | query)
        assert (answer.status, answer.code) == (400, "InvalidArgument"), answer.body

    def test_a_token_is_good_for_its_bucket_only(self, ordered, root):
        bucket, caller = ordered
        page = caller.s3.list_objects_v2(Bucket=bucket, MaxKeys=3)
        token = page["NextContinuationToken"]
        again = [
            caller.s3.list_objects_v2(Bucket=bucket, ContinuationToken=token)["Contents"]
            for _ in range(2)
        ]
        assert again[0] == again[1]
        stranger = user_of(root, make_bucket(root), on_bucket=["s3:ListBucket"])
        with refused("AccessDenied", 403):
            stranger.s3.list_objects_v2(Bucket=bucket, ContinuationToken=token)
