"""`aws s3` of both command lines: the commands that people type, and a file of 100 MiB."""

import os

import pytest

import wire
from buckets import MIB, MULTIPART, arn, content, keys, read
from principals import document, fresh, make_user, statement
from tools import Tool, files_of, write_tree

PROGRAMS = {"1": os.environ.get("AWS_CLI_1", "aws"), "2": os.environ.get("AWS_CLI_2", "aws")}


@pytest.fixture(params=PROGRAMS)
def version(request):
    return request.param


@pytest.fixture
def owned():
    """The name of a bucket that is still to be made."""
    return fresh("cli")


@pytest.fixture
def caller(root, owned):
    """May make and delete just this bucket, and use it."""
    on_bucket = ["s3:CreateBucket", "s3:DeleteBucket", "s3:ListBucket"]
    on_objects = ["s3:GetObject", "s3:DeleteObject", *MULTIPART]
    tags = ["s3:GetObjectTagging", "s3:PutObjectTagging"]
    return make_user(root, document(
        statement("Allow", on_bucket, arn(owned)),
        statement("Allow", [*on_objects, *tags], arn(owned, "*")),
        statement("Allow", "s3:ListAllMyBuckets"),
    ))[1]  # fmt: skip


@pytest.fixture
def aws(version, caller, tmp_path):
    # By itself version 1 signs URLs by an older version, which S3 refuses for all newer buckets.
    (tmp_path / "config").write_text("[default]\ns3 =\n    signature_version = s3v4\n")
    options = ("--endpoint-url", caller.endpoint)
    settings = {"AWS_CONFIG_FILE": str(tmp_path / "config")}
    return Tool(caller, tmp_path / "home", PROGRAMS[version], "s3", *options, environment=settings)


@pytest.fixture
def bucket(aws, owned):
    aws("mb", f"s3://{owned}")
    return owned


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def test_a_bucket_is_made_listed_and_removed(aws, caller, owned):
    assert f"make_bucket: {owned}" in aws("mb", f"s3://{owned}")
    assert owned in aws("ls")
    aws("cp", "-", f"s3://{owned}/from standard input", input="typed")
    assert "from standard input" in aws("ls", f"s3://{owned}")
    assert aws("cp", f"s3://{owned}/from standard input", "-") == "typed"
    assert "BucketNotEmpty" in aws.fails("rb", f"s3://{owned}")
    aws("rb", "--force", f"s3://{owned}")
    assert owned not in aws("ls")


def test_a_file_of_100_mib(aws, caller, bucket, folder):
    large = folder / "large"
    large.write_bytes(content(100 * MIB))
    aws("cp", "--no-progress", large, f"s3://{bucket}/large")
    head = caller.s3.head_object(Bucket=bucket, Key="large")
    assert head["ContentLength"] == 100 * MIB
    # It came in parts.
    assert "-" in head["ETag"]
    aws("cp", "--no-progress", f"s3://{bucket}/large", f"s3://{bucket}/copy")
    aws("mv", "--no-progress", f"s3://{bucket}/copy", f"s3://{bucket}/moved")
    aws("cp", "--no-progress", f"s3://{bucket}/moved", folder / "back")
    assert (folder / "back").read_bytes() == large.read_bytes()
    assert keys(caller, bucket) == ["large", "moved"]
    aws("rm", f"s3://{bucket}/large")
    assert keys(caller, bucket) == ["moved"]


def test_a_tree_is_kept_the_same(aws, caller, bucket, folder, tmp_path):
    tree = write_tree(folder, 100)
    aws("sync", folder, f"s3://{bucket}/tree")
    assert set(keys(caller, bucket)) == {f"tree/{name}" for name in tree}
    assert aws("sync", folder, f"s3://{bucket}/tree") == ""
    names = sorted(tree)
    (folder / names[0]).write_bytes(b"another length, another file")
    (folder / names[1]).unlink()
    said = aws("sync", "--delete", folder, f"s3://{bucket}/tree")
    assert said.count("upload:") == said.count("delete:") == 1
    aws("sync", f"s3://{bucket}/tree", tmp_path / "back")
    assert files_of(tmp_path / "back") == files_of(folder)
    listed = aws("ls", "--recursive", "--summarize", f"s3://{bucket}")
    assert "Total Objects: 99" in listed
    assert "PRE 3/" in aws("ls", f"s3://{bucket}/tree/")
    aws("rm", "--recursive", f"s3://{bucket}/tree/3")
    assert not keys(caller, bucket, Prefix="tree/3/")
    aws("mv", "--recursive", f"s3://{bucket}/tree/", f"s3://{bucket}/moved/")
    assert not keys(caller, bucket, Prefix="tree/")


def test_a_url_is_for_everybody_who_has_it(aws, caller, bucket):
    caller.s3.put_object(Bucket=bucket, Key="a b", Body=b"by a URL")
    url = aws("presign", f"s3://{bucket}/a b", "--expires-in", "60").strip()
    target = url.removeprefix(caller.endpoint)
    assert wire.send(caller.endpoint, "GET", target).body == b"by a URL"
    assert wire.send(caller.endpoint, "GET", target[:-1] + "x").code == "SignatureDoesNotMatch"


def test_what_it_may_not_do_it_says(aws, root, bucket, caller):
    aws("cp", "-", f"s3://{bucket}/k", input="x")
    other = fresh("not-mine")
    assert "AccessDenied" in aws.fails("mb", f"s3://{other}")
    assert "NoSuchBucket" in aws.fails("ls", f"s3://{other}")
    assert read(root, bucket, "k") == b"x"
