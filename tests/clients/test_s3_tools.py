"""Programs that people use with S3: rclone, s3cmd, restic and the AWS SDK for JavaScript."""

import json
import os
from urllib.parse import urlsplit

import pytest

from buckets import MIB, MULTIPART, arn, content, keys, make_bucket, read, rights
from principals import document, make_user, statement
from server import ROOT
from tools import Tool, files_of, write_tree

OBJECTS = ("s3:GetObject", "s3:DeleteObject", *MULTIPART)
BUCKET = ("s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads")


@pytest.fixture
def caller(root, bucket):
    """May use the bucket's objects and knows where it is; may nothing else."""
    return make_user(root, rights(bucket, OBJECTS, BUCKET))[1]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


class TestRclone:
    """https://rclone.org, as it is set up for any store that speaks S3."""

    @pytest.fixture
    def caller(self, root, bucket):
        # It asks for an access control list with each object.
        return make_user(root, rights(bucket, [*OBJECTS, "s3:PutObjectAcl"], BUCKET))[1]

    @pytest.fixture
    def rclone(self, caller, tmp_path):
        settings = {
            "RCLONE_CONFIG": str(tmp_path / "none.conf"),
            "RCLONE_CONFIG_IT_TYPE": "s3",
            "RCLONE_CONFIG_IT_PROVIDER": "Other",
            "RCLONE_CONFIG_IT_ENV_AUTH": "true",
            "RCLONE_CONFIG_IT_ENDPOINT": caller.endpoint,
            "RCLONE_CONFIG_IT_REGION": caller.region,
            # The only list that a bucket knows whose owner owns all that is in it.
            "RCLONE_CONFIG_IT_ACL": "bucket-owner-full-control",
            # It may not make buckets, and need not try.
            "RCLONE_CONFIG_IT_NO_CHECK_BUCKET": "true",
            "RCLONE_RETRIES": "1",
            "RCLONE_LOW_LEVEL_RETRIES": "1",
        }
        (tmp_path / "none.conf").touch()
        return Tool(caller, tmp_path / "home", "rclone", environment=settings)

    def test_a_tree_of_a_thousand_files(self, rclone, caller, bucket, folder, tmp_path):
        tree = write_tree(folder, 1000)
        rclone("sync", folder, f"it:{bucket}/tree")
        assert set(keys(caller, bucket)) == {f"tree/{name}" for name in tree}
        said = rclone.run("check", folder, f"it:{bucket}/tree")
        assert said.returncode == 0 and "0 differences found" in said.stderr
        rclone("check", "--download", folder / "3", f"it:{bucket}/tree/3")
        # Changed, gone and new ones.
        names = sorted(tree)
        (folder / names[0]).write_bytes(b"changed")
        (folder / names[1]).unlink()
        (folder / "new file").write_bytes(content(9 * MIB))
        assert "2 differences" in rclone.fails("check", "--one-way", folder, f"it:{bucket}/tree")
        rclone(
            "sync", "--s3-upload-cutoff", "6M", "--s3-chunk-size", "5M", folder, f"it:{bucket}/tree"
        )
        rclone("check", folder, f"it:{bucket}/tree")
        rclone("sync", f"it:{bucket}/tree", tmp_path / "back")
        assert files_of(tmp_path / "back") == files_of(folder)

    def test_it_lists_moves_and_deletes(self, rclone, caller, bucket, folder):
        write_tree(folder, 5)
        rclone("copy", folder, f"it:{bucket}")
        assert rclone("lsf", f"it:{bucket}").split() == ["0/", "1/", "2/", "3/", "4/"]
        sizes = json.loads(rclone("size", "--json", f"it:{bucket}"))
        assert sizes["count"] == 5
        rclone("moveto", f"it:{bucket}/2/02 folder/ä+2.txt", f"it:{bucket}/moved")
        assert rclone("cat", f"it:{bucket}/moved") == "file 2 file 2 "
        rclone("delete", f"it:{bucket}")
        assert keys(caller, bucket) == []


class TestS3cmd:
    """https://s3tools.org, which lists and locates by the older operations."""

    @pytest.fixture
    def bucket(self, root):
        # It copies access control lists with objects, so there must be some.
        return make_bucket(root, ObjectOwnership="BucketOwnerPreferred")

    @pytest.fixture
    def caller(self, root, bucket):
        lists = ["s3:GetObjectAcl", "s3:PutObjectAcl"]
        return make_user(root, rights(bucket, [*OBJECTS, *lists], BUCKET))[1]

    @pytest.fixture
    def s3cmd(self, caller, tmp_path):
        host = urlsplit(caller.endpoint).netloc
        (tmp_path / "s3cfg").write_text(
            "[default]\n"
            f"access_key = {caller.key_id}\nsecret_key = {caller.secret}\n"
            f"host_base = {host}\nhost_bucket = {host}\nbucket_location = {caller.region}\n"
            "use_https = False\nsignature_v2 = False\nmax_retries = 1\n"
        )
        options = ("--config", tmp_path / "s3cfg", "--no-progress")
        return Tool(caller, tmp_path / "home", "s3cmd", *map(str, options))

    def test_files_go_there_and_come_back(self, s3cmd, caller, bucket, folder, tmp_path):
        (folder / "a b+ä").write_bytes(content(100_000))
        s3cmd("put", folder / "a b+ä", f"s3://{bucket}/sub/")
        s3cmd("get", f"s3://{bucket}/sub/a b+ä", tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == content(100_000)
        (folder / "large").write_bytes(content(12 * MIB))
        s3cmd("put", "--multipart-chunk-size-mb=5", folder / "large", f"s3://{bucket}/large")
        assert read(caller, bucket, "large") == content(12 * MIB)
        listed = s3cmd("ls", f"s3://{bucket}")
        assert f"DIR  s3://{bucket}/sub/" in listed and f"s3://{bucket}/large" in listed
        assert "100000" in s3cmd("ls", f"s3://{bucket}/sub/")

    def test_a_tree_is_kept_the_same(self, s3cmd, caller, bucket, folder, tmp_path):
        tree = write_tree(folder, 60)
        s3cmd("sync", f"{folder}/", f"s3://{bucket}/tree/")
        assert set(keys(caller, bucket)) == {f"tree/{name}" for name in tree}
        assert "upload" not in s3cmd("sync", f"{folder}/", f"s3://{bucket}/tree/")
        (folder / sorted(tree)[0]).unlink()
        s3cmd("sync", "--delete-removed", f"{folder}/", f"s3://{bucket}/tree/")
        (tmp_path / "back").mkdir()
        s3cmd("sync", f"s3://{bucket}/tree/", f"{tmp_path / 'back'}/")
        assert files_of(tmp_path / "back") == files_of(folder)
        s3cmd("mv", f"s3://{bucket}/tree/{sorted(tree)[1]}", f"s3://{bucket}/moved")
        s3cmd("del", "--recursive", "--force", f"s3://{bucket}/tree/")
        assert keys(caller, bucket) == ["moved"]

    def test_it_may_not_do_more_than_its_user(self, s3cmd, root, bucket):
        other = make_bucket(root)
        for refused in (("ls", f"s3://{other}"), ("ls",), ("rb", f"s3://{bucket}")):
            assert "403 (AccessDenied)" in s3cmd.fails(*refused)


class TestRestic:
    """https://restic.net: a store of backups, which forgives no lost and no torn object."""

    @pytest.fixture
    def restic(self, caller, bucket, tmp_path):
        settings = {
            "RESTIC_REPOSITORY": f"s3:{caller.endpoint}/{bucket}/backups",
            "RESTIC_PASSWORD": "a password of this test",
            "RESTIC_CACHE_DIR": str(tmp_path / "cache"),
        }
        return Tool(caller, tmp_path / "home", "restic", environment=settings)

    def test_a_backup_is_made_checked_and_restored(self, restic, folder, tmp_path):
        tree = write_tree(folder, 200)
        (folder / "large").write_bytes(content(20 * MIB))
        restic("init")
        restic("backup", ".", cwd=folder)
        (folder / "large").write_bytes(content(1 * MIB, "other"))
        restic("backup", ".", cwd=folder)
        assert "no errors were found" in restic("check", "--read-data")
        first, last = json.loads(restic("snapshots", "--json"))
        restic("restore", first["id"], "--target", tmp_path / "first")
        restic("restore", last["id"], "--target", tmp_path / "last")
        assert files_of(tmp_path / "first") == tree | {"large": content(20 * MIB)}
        assert files_of(tmp_path / "last") == files_of(folder)
        restic("forget", first["id"], "--prune")
        assert "no errors were found" in restic("check", "--read-data")


class TestJavaScript:
    """The AWS SDK for JavaScript, version 3: `javascript/program.mjs`."""

    MODULES = os.environ.get(
        "JAVASCRIPT_MODULES", str(ROOT / "target/clients/javascript/node_modules")
    )

    @pytest.fixture
    def node(self, caller, tmp_path):
        # Programs look for packages beside themselves, so this one moves in with its packages.
        source = ROOT / "tests/clients/javascript/program.mjs"
        (tmp_path / "program.mjs").write_text(source.read_text())
        (tmp_path / "node_modules").symlink_to(self.MODULES)
        return Tool(caller, tmp_path / "home", "node", str(tmp_path / "program.mjs"))

    def test_the_program_runs_to_its_end(self, node, caller, bucket):
        seen = json.loads(node(bucket))
        assert seen == {
            "got": "by JavaScript",
            "metadata": {"a": "b"},
            "keys": ["a b/+ä", "large", "stream"],
            "by URL": "by JavaScript",
            "put by URL": 200,
            "large": 12 * MIB,
            "stream": 6 * MIB,
            "conditional": "PreconditionFailed",
            "refused": ["AccessDenied", 403],
            "missing": "NoSuchKey",
            "deleted": ["a b/+ä", "by url"],
        }
        assert keys(caller, bucket) == ["large", "stream"]
        assert read(caller, bucket, "large") == bytes(12 * MIB)

    def test_it_lists_buckets_if_it_may(self, root, bucket, tmp_path, node):
        statements = statement("Allow", "s3:ListBucket", arn(bucket))
        _, lister = make_user(root, document(statements))
        node.environment |= lister.environment
        assert "AccessDenied" in node.fails(bucket)
