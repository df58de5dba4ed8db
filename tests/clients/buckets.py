"""Buckets of the tests, and users with rights in them and no others."""

import contextlib
import datetime
import hashlib
import json

from botocore.exceptions import ClientError

from principals import document, fresh, make_user, statement

READ = ("s3:GetObject",)
WRITE = ("s3:PutObject",)
MULTIPART = ("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")
EVERYBODY = "*"
SAID = b"what a policy is about"
MIB = 1024 * 1024


def arn(bucket, key=None):
    return f"arn:aws:s3:::{bucket}" + ("" if key is None else f"/{key}")


def make_bucket(owner, name=None, **options):
    """Makes a bucket in the caller's region and returns its name."""
    name = name or fresh("bucket")
    place = {"LocationConstraint": owner.region}
    owner.s3.create_bucket(Bucket=name, CreateBucketConfiguration=place, **options)
    return name


def rights(bucket, on_objects=(), on_bucket=(), key="*"):
    """A policy's text: these actions on the bucket's objects, and those on the bucket itself."""
    statements = []
    if on_objects:
        statements.append(statement("Allow", list(on_objects), arn(bucket, key)))
    if on_bucket:
        statements.append(statement("Allow", list(on_bucket), arn(bucket)))
    return document(*statements)


def user_of(root, bucket, on_objects=(), on_bucket=(), key="*"):
    """The key of a new user who may do just this."""
    return make_user(root, rights(bucket, on_objects, on_bucket, key))[1]


def grant(effect, principal, actions, resources, condition=None):
    """A statement of a bucket policy."""
    made = statement(effect, actions, resources) | {"Principal": principal}
    return made | ({"Condition": condition} if condition else {})


def set_policy(owner, bucket, *statements):
    """Puts a bucket policy, one that opens the bucket to everybody included."""
    owner.s3.delete_public_access_block(Bucket=bucket)
    owner.s3.put_bucket_policy(Bucket=bucket, Policy=document(*statements))


def content(length, seed="content"):
    """Bytes that look like chance and are the same each time."""
    return hashlib.shake_128(seed.encode()).digest(length)


def read(caller, bucket, key, **options):
    return caller.s3.get_object(Bucket=bucket, Key=key, **options)["Body"].read()


def keys(caller, bucket, **options):
    """All keys of a bucket, page after page."""
    pages = caller.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, **options)
    return [found["Key"] for page in pages for found in page.get("Contents", [])]


def is_absent(caller, bucket, key):
    """Whether there is no such object; the caller may list the bucket."""
    with contextlib.suppress(caller.s3.exceptions.NoSuchKey):
        caller.s3.get_object(Bucket=bucket, Key=key)
        return False
    return True


def may_read(caller, bucket, key="open/k"):
    """Whether it gets the object; whoever does not is told no more than that."""
    try:
        return read(caller, bucket, key) == SAID
    except ClientError as error:
        assert error.response["Error"]["Code"] == "AccessDenied", error
        return False


def is_recent(moment, seconds=300):
    """Whether a time that the server told is about now."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return abs((now - moment).total_seconds()) < seconds


def tag_set(**values):
    return {"TagSet": [{"Key": key, "Value": value} for key, value in values.items()]}


def policy_text(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
