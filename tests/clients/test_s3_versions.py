"""Buckets that keep what was replaced and deleted."""

import pytest

from buckets import is_absent, keys, read, user_of
from refusals import refused

BOTH = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
OF_VERSIONS = ("s3:GetObjectVersion", "s3:DeleteObjectVersion")


def set_versioning(root, bucket, status):
    root.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})
    assert root.s3.get_bucket_versioning(Bucket=bucket)["Status"] == status


@pytest.fixture
def versioned(root, bucket):
    set_versioning(root, bucket, "Enabled")
    return bucket


@pytest.fixture
def caller(root, versioned):
    return user_of(
        root, versioned, [*BOTH, *OF_VERSIONS], ["s3:ListBucket", "s3:ListBucketVersions"]
    )


def put(caller, bucket, body, key="k"):
    return caller.s3.put_object(Bucket=bucket, Key=key, Body=body)["VersionId"]


def history(caller, bucket, **options):
    """What is listed, versions and markers as (key, id, is the latest), each in its order."""
    answer = caller.s3.list_object_versions(Bucket=bucket, **options)
    entries = {}
    for kind in ("Versions", "DeleteMarkers"):
        entries[kind] = [
            (found["Key"], found["VersionId"], found["IsLatest"]) for found in answer.get(kind, [])
        ]
    return entries["Versions"], entries["DeleteMarkers"]


def test_every_version_is_kept(caller, versioned):
    ids = [put(caller, versioned, body) for body in (b"1", b"2", b"3")]
    assert len(set(ids)) == 3 and "null" not in ids
    assert read(caller, versioned, "k") == b"3"
    for version, body in zip(ids, (b"1", b"2", b"3"), strict=True):
        got = caller.s3.get_object(Bucket=versioned, Key="k", VersionId=version)
        assert (got["Body"].read(), got["VersionId"]) == (body, version)
    newest_first = [("k", version, version == ids[2]) for version in reversed(ids)]
    assert history(caller, versioned) == (newest_first, [])
    assert keys(caller, versioned) == ["k"]


def test_a_deletion_is_a_marker(caller, versioned):
    version = put(caller, versioned, b"kept")
    deleted = caller.s3.delete_object(Bucket=versioned, Key="k")
    marker = deleted["VersionId"]
    assert deleted["DeleteMarker"] is True
    with refused("NoSuchKey", 404) as caught:
        caller.s3.get_object(Bucket=versioned, Key="k")
    headers = caught.value.response["ResponseMetadata"]["HTTPHeaders"]
    assert headers["x-amz-delete-marker"] == "true"
    assert headers["x-amz-version-id"] == marker
    assert keys(caller, versioned) == []
    assert history(caller, versioned) == ([("k", version, False)], [("k", marker, True)])
    with refused("MethodNotAllowed", 405):
        caller.s3.get_object(Bucket=versioned, Key="k", VersionId=marker)
    assert read(caller, versioned, "k", VersionId=version) == b"kept"
    # Without its marker the object is there again.
    gone = caller.s3.delete_object(Bucket=versioned, Key="k", VersionId=marker)
    assert (gone["DeleteMarker"], gone["VersionId"]) == (True, marker)
    assert read(caller, versioned, "k") == b"kept"


def test_a_version_that_is_deleted_is_gone(caller, versioned):
    first, second = put(caller, versioned, b"1"), put(caller, versioned, b"2")
    gone = caller.s3.delete_object(Bucket=versioned, Key="k", VersionId=second)
    assert gone["VersionId"] == second and "DeleteMarker" not in gone
    assert read(caller, versioned, "k") == b"1"
    with refused("NoSuchVersion", 404):
        caller.s3.get_object(Bucket=versioned, Key="k", VersionId=second)
    caller.s3.delete_object(Bucket=versioned, Key="k", VersionId=first)
    assert history(caller, versioned) == ([], [])
    with refused("InvalidArgument", 400):
        caller.s3.get_object(Bucket=versioned, Key="k", VersionId="no version's id")


def test_what_was_there_before_is_the_null_version(root, bucket):
    root.s3.put_object(Bucket=bucket, Key="k", Body=b"old")
    set_versioning(root, bucket, "Enabled")
    new = put(root, bucket, b"new")
    assert read(root, bucket, "k", VersionId="null") == b"old"
    set_versioning(root, bucket, "Suspended")
    # It is told only by buckets that make versions.
    assert "VersionId" not in root.s3.put_object(Bucket=bucket, Key="k", Body=b"newest")
    assert history(root, bucket) == ([("k", "null", True), ("k", new, False)], [])
    assert read(root, bucket, "k", VersionId="null") == b"newest"
    # While it is suspended, a deletion replaces the null version by a marker.
    marker = root.s3.delete_object(Bucket=bucket, Key="k")
    assert (marker["VersionId"], marker["DeleteMarker"]) == ("null", True)
    assert history(root, bucket) == ([("k", new, False)], [("k", "null", True)])
    root.s3.delete_object(Bucket=bucket, Key="k", VersionId="null")
    assert read(root, bucket, "k") == b"new"


def test_a_bucket_without_versions_tells_of_none(root, bucket):
    assert "VersionId" not in root.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert "VersionId" not in root.s3.get_object(Bucket=bucket, Key="k")
    assert "DeleteMarker" not in root.s3.delete_object(Bucket=bucket, Key="k")
    assert history(root, bucket) == ([], [])


def test_versions_are_listed_page_by_page(caller, versioned):
    made = []
    for key in ("a", "b/1", "b/2", "c"):
        made.append((key, put(caller, versioned, b"1", key)))
        made.append((key, put(caller, versioned, b"2", key)))
    caller.s3.delete_object(Bucket=versioned, Key="c")
    paginator = caller.s3.get_paginator("list_object_versions")
    for size in (1, 2, 3, 100):
        pages = list(paginator.paginate(Bucket=versioned, PaginationConfig={"PageSize": size}))
        seen = [(v["Key"], v["VersionId"]) for page in pages for v in page.get("Versions", [])]
        assert sorted(seen) == sorted(made), size
        assert [key for key, _ in seen] == [key for key, _ in made], size
        markers = [m["Key"] for page in pages for m in page.get("DeleteMarkers", [])]
        assert markers == ["c"], size
    answer = caller.s3.list_object_versions(Bucket=versioned, Delimiter="/")
    assert answer["CommonPrefixes"] == [{"Prefix": "b/"}]
    assert {version["Key"] for version in answer["Versions"]} == {"a", "c"}


def test_a_copy_takes_a_version(caller, versioned):
    first = put(caller, versioned, b"first")
    put(caller, versioned, b"second")
    source = {"Bucket": versioned, "Key": "k", "VersionId": first}
    copied = caller.s3.copy_object(Bucket=versioned, Key="copy", CopySource=source)
    assert copied["CopySourceVersionId"] == first
    assert read(caller, versioned, "copy", VersionId=copied["VersionId"]) == b"first"


def test_many_versions_are_deleted_at_once(caller, versioned):
    ids = [put(caller, versioned, b"x") for _ in range(3)]
    wanted = [{"Key": "k", "VersionId": version} for version in ids[:2]] + [{"Key": "k"}]
    deleted = caller.s3.delete_objects(Bucket=versioned, Delete={"Objects": wanted})["Deleted"]
    assert deleted[:2] == wanted[:2]
    assert deleted[2]["DeleteMarker"] is True
    versions, markers = history(caller, versioned)
    assert versions == [("k", ids[2], False)]
    assert markers == [("k", deleted[2]["DeleteMarkerVersionId"], True)]


def test_a_versions_own_actions(root, versioned):
    """Whoever may get an object may not, for that, get what it once was."""
    version = put(root, versioned, b"x")
    plain = user_of(root, versioned, BOTH, ["s3:ListBucket"])
    assert read(plain, versioned, "k") == b"x"
    with refused("AccessDenied", 403):
        read(plain, versioned, "k", VersionId=version)
    with refused("403", 403):
        plain.s3.head_object(Bucket=versioned, Key="k", VersionId=version)
    with refused("AccessDenied", 403):
        plain.s3.delete_object(Bucket=versioned, Key="k", VersionId=version)
    with refused("AccessDenied", 403):
        plain.s3.list_object_versions(Bucket=versioned)
    with refused("AccessDenied", 403):
        source = {"Bucket": versioned, "Key": "k", "VersionId": version}
        plain.s3.copy_object(Bucket=versioned, Key="copy", CopySource=source)
    only_versions = user_of(root, versioned, OF_VERSIONS)
    assert read(only_versions, versioned, "k", VersionId=version) == b"x"
    with refused("AccessDenied", 403):
        read(only_versions, versioned, "k")
    only_versions.s3.delete_object(Bucket=versioned, Key="k", VersionId=version)
    assert is_absent(root, versioned, "k")


def test_tags_belong_to_a_version(root, versioned):
    first, second = put(root, versioned, b"1"), put(root, versioned, b"2")
    of_first = {"Bucket": versioned, "Key": "k", "VersionId": first}
    tags = [{"Key": "t", "Value": "1"}]
    root.s3.put_object_tagging(**of_first, Tagging={"TagSet": tags})
    assert root.s3.get_object_tagging(**of_first)["TagSet"] == tags
    of_second = of_first | {"VersionId": second}
    assert root.s3.get_object_tagging(**of_second)["TagSet"] == []
    plain = user_of(root, versioned, ["s3:GetObjectTagging"])
    assert plain.s3.get_object_tagging(Bucket=versioned, Key="k")["TagSet"] == []
    with refused("AccessDenied", 403):
        plain.s3.get_object_tagging(**of_first)
