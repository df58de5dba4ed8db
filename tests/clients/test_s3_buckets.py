"""Buckets: made, found, named and deleted."""

import socket

import pytest

import s3_wire
from accounts import create
from buckets import arn, is_recent, make_bucket, user_of
from principals import allow, document, fresh, make_user, statement
from refusals import refused


def test_a_bucket_is_made_found_and_deleted(root):
    name = fresh("made")
    _, caller = make_user(root, document(
        statement("Allow", ["s3:CreateBucket", "s3:ListBucket", "s3:DeleteBucket"], arn(name)),
        statement("Allow", "s3:GetBucketLocation", arn(name)),
        statement("Allow", "s3:ListAllMyBuckets"),
    ))  # fmt: skip
    place = {"LocationConstraint": caller.region}
    made = caller.s3.create_bucket(Bucket=name, CreateBucketConfiguration=place)
    assert made["Location"].rstrip("/").endswith(name)
    assert caller.s3.head_bucket(Bucket=name)["BucketRegion"] == caller.region
    assert caller.s3.get_bucket_location(Bucket=name)["LocationConstraint"] == caller.region
    (listed,) = [found for found in caller.s3.list_buckets()["Buckets"] if found["Name"] == name]
    assert is_recent(listed["CreationDate"])
    caller.s3.delete_bucket(Bucket=name)
    with refused("404", 404):
        caller.s3.head_bucket(Bucket=name)
    with refused("NoSuchBucket", 404):
        caller.s3.list_objects_v2(Bucket=name)


def test_buckets_are_listed_page_by_page(root):
    prefix = fresh("paged")
    names = [make_bucket(root, f"{prefix}-{number}") for number in range(5)]
    pages = list(root.s3.get_paginator("list_buckets").paginate(Prefix=prefix, MaxBuckets=2))
    assert [[found["Name"] for found in page["Buckets"]] for page in pages] == [
        names[:2],
        names[2:4],
        names[4:],
    ]
    assert pages[0]["Owner"]["ID"]
    assert {found["BucketRegion"] for page in pages for found in page["Buckets"]} == {root.region}


def test_a_name_is_taken_once_in_all_accounts(root, server, bucket):
    place = {"LocationConstraint": root.region}
    with refused("BucketAlreadyOwnedByYou", 409):
        root.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
    _, other = create(server)
    with refused("BucketAlreadyExists", 409):
        other.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
    with refused("403", 403):
        other.s3.head_bucket(Bucket=bucket)
    assert bucket not in [found["Name"] for found in other.s3.list_buckets()["Buckets"]]
    root.s3.delete_bucket(Bucket=bucket)
    assert make_bucket(other, bucket) == bucket


@pytest.mark.parametrize(
    "name",
    [
        *("ab", "a" * 64, "Upper", "under_score", "-start", "end-", "a..b", ".a-b", "a-b."),
        *("192.168.1.1", "xn--bucket", "sthree-bucket", "bucket-s3alias", "bucket--ol-s3"),
    ],
)
def test_a_name_that_is_none(root, name):
    with refused("InvalidBucketName", 400, "The specified bucket is not valid.") as caught:
        make_bucket(root, name)
    assert caught.value.response["Error"]["BucketName"] == name


@pytest.mark.parametrize("name", ["a1b", "a" * 63, "1.2.3", "a-b.c-d", "0" * 12])
def test_a_name_at_the_border(root, name):
    make_bucket(root, name)
    root.s3.delete_bucket(Bucket=name)


def test_a_bucket_with_something_in_it_stays(root, bucket):
    root.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    with refused("BucketNotEmpty", 409, "The bucket you tried to delete is not empty"):
        root.s3.delete_bucket(Bucket=bucket)
    root.s3.delete_object(Bucket=bucket, Key="k")
    root.s3.delete_bucket(Bucket=bucket)


def test_a_bucket_made_anew_knows_nothing_of_the_old_one(root, bucket):
    root.s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    root.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    root.s3.delete_bucket(Bucket=bucket)
    make_bucket(root, bucket)
    assert "Status" not in root.s3.get_bucket_versioning(Bucket=bucket)
    with refused("NoSuchTagSet", 404):
        root.s3.get_bucket_tagging(Bucket=bucket)


def test_the_owner_is_who_the_caller_expects(root, bucket, account_id):
    root.s3.put_object(Bucket=bucket, Key="k", Body=b"x", ExpectedBucketOwner=account_id)
    for wrong in (
        lambda: root.s3.get_object(Bucket=bucket, Key="k", ExpectedBucketOwner="999999999999"),
        lambda: root.s3.put_object(Bucket=bucket, Key="n", ExpectedBucketOwner="999999999999"),
        lambda: root.s3.list_objects_v2(Bucket=bucket, ExpectedBucketOwner="999999999999"),
        lambda: root.s3.get_bucket_tagging(Bucket=bucket, ExpectedBucketOwner="999999999999"),
    ):
        with refused("AccessDenied", 403):
            wrong()


def test_who_may_list_buckets_and_nothing_else(root, bucket):
    _, caller = make_user(root, allow("s3:ListAllMyBuckets"))
    assert bucket in [found["Name"] for found in caller.s3.list_buckets()["Buckets"]]
    with refused("AccessDenied", 403):
        caller.s3.list_objects_v2(Bucket=bucket)


def test_a_user_cannot_do_what_only_lies_beside_its_rights(root, bucket):
    caller = user_of(root, bucket, ["s3:GetObject"], ["s3:ListBucket"])
    with refused("AccessDenied", 403):
        caller.s3.delete_bucket(Bucket=bucket)
    with refused("AccessDenied", 403):
        caller.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert caller.s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


class TestHosts:
    """The bucket in the host's name."""

    @pytest.fixture(autouse=True)
    def names_below_localhost(self, monkeypatch):
        # SOURCE: RFC 6761, section 6.3: such names are loopback; not every resolver knows.
        ask = socket.getaddrinfo

        def answer(host, *arguments, **options):
            of_localhost = isinstance(host, str) and host.endswith(".localhost")
            return ask("127.0.0.1" if of_localhost else host, *arguments, **options)

        monkeypatch.setattr(socket, "getaddrinfo", answer)

    def test_boto3_addresses_the_bucket_by_its_host(self, root, bucket):
        caller = user_of(root, bucket, ["s3:PutObject", "s3:GetObject"], ["s3:ListBucket"])
        port = caller.endpoint.rsplit(":", 1)[1]
        virtual = caller.elsewhere(endpoint=f"http://s3.localhost:{port}")
        s3 = virtual.s3_with(s3={"addressing_style": "virtual"})
        asked = []
        s3.meta.events.register("before-send.s3", lambda request, **_: asked.append(request.url))
        s3.put_object(Bucket=bucket, Key="a/b c", Body=b"by host")
        assert s3.get_object(Bucket=bucket, Key="a/b c")["Body"].read() == b"by host"
        assert [found["Key"] for found in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [
            "a/b c"
        ]
        assert all(url.startswith(f"http://{bucket}.s3.localhost:{port}/") for url in asked)
        assert root.s3.head_object(Bucket=bucket, Key="a/b c")["ContentLength"] == 7


@pytest.mark.parametrize("host", ["{}.localhost", "{}.s3.localhost:4566", "{}.s3.amazonaws.com"])
def test_the_host_names_the_bucket(root, bucket, host):
    host = host.format(bucket)
    answer = s3_wire.call(
        root, "PUT", "/key", body=b"x", headers={"host": host, "content-length": "1"}
    )
    assert answer.status == 200, answer.body
    assert root.s3.head_object(Bucket=bucket, Key="key")["ContentLength"] == 1


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "s3.localhost", "s3.amazonaws.com"])
def test_a_bare_host_is_no_bucket(root, bucket, host):
    answer = s3_wire.call(root, "HEAD", f"/{bucket}", headers={"host": host})
    assert answer.status == 200
