"""What S3 acknowledged is there after a kill, whole, and what it did not finish leaves nothing."""

import contextlib
import hashlib
import http.client
import threading

import pytest

import s3_wire
from buckets import MIB, content, keys, make_bucket, read, set_policy
from folders import files, wait_until
from refusals import refused

ROUNDS = 4
WRITERS = 6
# Each round ends when so many changes were acknowledged; the rest are in flight at that moment.
ACKNOWLEDGED_PER_ROUND = 120
# In the index itself, in one file, and in a file with several segments.
LENGTHS = (1000, 40_000, 300_000)


def blobs(server):
    return server.data_dir / "objects"


class Keys:
    """What is known of each key: the content that was acknowledged last, and what may have come
    after it. None is no object."""

    def __init__(self):
        self.known, self.pending = {}, {}
        self.count = 0
        self.enough = threading.Event()

    @contextlib.contextmanager
    def change(self, key, to):
        """One change of a key; its end is the acknowledgement."""
        self.pending[key] = to
        yield
        self.known[key] = self.pending.pop(key)
        self.count += 1
        if self.count >= ACKNOWLEDGED_PER_ROUND:
            self.enough.set()

    def may_be(self, key):
        return {self.known.get(key), self.pending.get(key, self.known.get(key))}

    def settle(self, found):
        """After a kill: what was in flight happened or did not."""
        self.known = {key: content for key, content in found.items() if content is not None}
        self.pending, self.count, self.enough = {}, 0, threading.Event()


class Writers:
    """Threads that put, copy, upload in parts and delete until the server is gone."""

    def __init__(self, root, bucket, keys):
        self.root, self.bucket, self.keys = root, bucket, keys
        self.threads = [threading.Thread(target=self.work, args=(n,)) for n in range(WRITERS)]

    def call(self, method, key, query=None, body=b"", headers=None):
        path = s3_wire.path_of(self.bucket, key)
        answer = s3_wire.call(self.root, method, path, query, body, headers)
        assert answer.status in (200, 204), answer.body
        return answer

    def work(self, number):
        with contextlib.suppress(OSError, http.client.HTTPException):
            for turn in range(1_000_000):
                self.turn(f"writer {number}", turn)

    def turn(self, name, turn):
        """One of each change; the same few keys again and again, so that much is replaced."""
        key, length = f"{name}/{turn % 3}", LENGTHS[turn % 3]
        body = content(length, f"{name} {turn}")
        with self.keys.change(key, body):
            self.call("PUT", key, body=body)
        copy = f"{name}/copy"
        with self.keys.change(copy, body):
            self.call(
                "PUT",
                copy,
                headers={"x-amz-copy-source": f"{self.bucket}/{key}".replace(" ", "%20")},
            )
        self.upload(f"{name}/parts", content(length, f"{name} {turn} in parts"))
        gone = f"{name}/{(turn + 1) % 3}"
        with self.keys.change(gone, None):
            self.call("DELETE", gone)

    def upload(self, key, body):
        upload = self.call("POST", key, {"uploads": ""}).text("UploadId")
        part = self.call("PUT", key, {"uploadId": upload, "partNumber": "1"}, body)
        done = (
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
            f"<ETag>{part.headers['etag']}</ETag></Part></CompleteMultipartUpload>"
        )
        with self.keys.change(key, body):
            self.call("POST", key, {"uploadId": upload}, done.encode())


def found(root, bucket):
    """What is there, each object read to its end."""
    return {key: read(root, bucket, key) for key in keys(root, bucket)}


def test_a_kill_under_a_stream_of_changes_loses_and_tears_nothing(own_server):
    known, bucket = Keys(), None
    for _ in range(ROUNDS):
        own_server.start()
        root = own_server.root
        bucket = bucket or make_bucket(root)
        writers = Writers(root, bucket, known)
        for thread in writers.threads:
            thread.start()
        assert known.enough.wait(timeout=120)
        own_server.kill()
        for thread in writers.threads:
            thread.join()
        own_server.start()
        there = found(own_server.root, bucket)
        for key in {*known.known, *known.pending, *there}:
            assert there.get(key) in known.may_be(key), key
        known.settle(there)
        own_server.kill()
    own_server.start()
    root = own_server.root
    for key in keys(root, bucket):
        root.s3.delete_object(Bucket=bucket, Key=key)
    for upload in root.s3.list_multipart_uploads(Bucket=bucket).get("Uploads", []):
        of_upload = {"Key": upload["Key"], "UploadId": upload["UploadId"]}
        root.s3.abort_multipart_upload(Bucket=bucket, **of_upload)
    # Nothing is referred to any more, so nothing is left: neither of what was replaced, deleted
    # and aborted nor of what was in flight at a kill.
    wait_until(blobs(own_server), lambda left: not left)
    root.s3.delete_bucket(Bucket=bucket)


def size(file):
    with contextlib.suppress(FileNotFoundError):
        return file.stat().st_size
    return 0


def half_a_put(server, bucket, key, length, query=None):
    """A connection on which half of a body was sent, as soon as something of it is on disk."""
    root = server.root
    told = {"content-length": str(length)}
    path = s3_wire.path_of(bucket, key)
    signed = s3_wire.sign(root, "PUT", path, query, told, payload=s3_wire.UNSIGNED)
    before = set(files(blobs(server)))
    exchange = s3_wire.Exchange(root.endpoint)
    exchange.send(signed.head, content(length // 2))
    wait_until(blobs(server), lambda found: any(size(file) for file in set(found) - before))
    return exchange


def test_half_an_object_is_gone_after_a_kill(own_server):
    own_server.start()
    bucket = make_bucket(own_server.root)
    with half_a_put(own_server, bucket, "k", 4 * MIB):
        own_server.kill()
    assert files(blobs(own_server))
    own_server.start()
    wait_until(blobs(own_server), lambda left: not left)
    assert keys(own_server.root, bucket) == []


def test_half_an_object_is_gone_when_its_sender_is(own_server):
    own_server.start()
    bucket = make_bucket(own_server.root)
    own_server.root.s3.put_object(Bucket=bucket, Key="k", Body=b"what was there")
    with half_a_put(own_server, bucket, "k", 4 * MIB):
        pass
    wait_until(blobs(own_server), lambda left: not left)
    assert read(own_server.root, bucket, "k") == b"what was there"


def test_half_a_part_is_gone_and_whole_ones_stay(own_server):
    own_server.start()
    root = own_server.root
    bucket = make_bucket(root)
    of_key = {"Bucket": bucket, "Key": "k"}
    of_upload = of_key | {"UploadId": root.s3.create_multipart_upload(**of_key)["UploadId"]}
    first = root.s3.upload_part(**of_upload, PartNumber=1, Body=content(5 * MIB))
    query = {"uploadId": of_upload["UploadId"], "partNumber": "2"}
    with half_a_put(own_server, bucket, "k", 4 * MIB, query):
        own_server.kill()
    own_server.start()
    root = own_server.root
    wait_until(blobs(own_server), lambda left: len(left) == 1)
    (part,) = root.s3.list_parts(**of_upload)["Parts"]
    assert (part["PartNumber"], part["ETag"]) == (1, first["ETag"])
    second = root.s3.upload_part(**of_upload, PartNumber=2, Body=b"the end")
    tags = {"Parts": [{"PartNumber": n, "ETag": p["ETag"]} for n, p in ((1, first), (2, second))]}
    root.s3.complete_multipart_upload(**of_upload, MultipartUpload=tags)
    assert read(root, bucket, "k") == content(5 * MIB) + b"the end"


@pytest.mark.parametrize("how", ["replaced", "deleted", "aborted", "overwritten by a copy"])
def test_space_comes_back_while_it_runs(server, root, bucket, how):
    folder = blobs(server)
    before = set(files(folder))
    of_key = {"Bucket": bucket, "Key": "k"}
    if how == "aborted":
        upload_id = root.s3.create_multipart_upload(**of_key)["UploadId"]
        root.s3.upload_part(**of_key, UploadId=upload_id, PartNumber=1, Body=content(100_000))
    else:
        root.s3.put_object(**of_key, Body=content(100_000))
    (made,) = set(files(folder)) - before
    if how == "aborted":
        root.s3.abort_multipart_upload(**of_key, UploadId=upload_id)
    elif how == "replaced":
        root.s3.put_object(**of_key, Body=content(200_000, "another"))
    elif how == "deleted":
        root.s3.delete_object(**of_key)
    else:
        root.s3.put_object(Bucket=bucket, Key="from", Body=content(50_000, "from"))
        root.s3.copy_object(**of_key, CopySource={"Bucket": bucket, "Key": "from"})
    wait_until(folder, lambda found: made not in found)


def test_settings_and_policies_outlive_a_kill(own_server):
    own_server.start()
    root = own_server.root
    bucket = make_bucket(root)
    set_policy(
        root, bucket, {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": f"arn:aws:s3:::{bucket}/closed"},
    )  # fmt: skip
    root.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    versions = [
        root.s3.put_object(Bucket=bucket, Key="closed", Body=body)["VersionId"]
        for body in (b"1", b"2")
    ]
    own_server.kill()
    own_server.start()
    root = own_server.root
    with refused("AccessDenied", 403):
        root.s3.get_object(Bucket=bucket, Key="closed")
    listed = root.s3.list_object_versions(Bucket=bucket)["Versions"]
    assert [version["VersionId"] for version in listed] == versions[::-1]
    assert read(root, bucket, "closed", VersionId=versions[0]) == b"1"


def test_what_lies_on_disk_tells_nothing(own_server):
    """Neither the bytes of objects nor their hashes can be found in any file."""
    own_server.start()
    root = own_server.root
    bucket = make_bucket(root)
    small, large = b"a short secret of this test" * 10, b"a long secret of this test" * 10_000
    root.s3.put_object(Bucket=bucket, Key="small", Body=small, Metadata={"m": "told-in-metadata"})
    root.s3.put_object(Bucket=bucket, Key="large", Body=large)
    own_server.stop()
    traces = (small[:27], large[:26], hashlib.sha256(large).digest())
    for path in files(own_server.data_dir):
        held = path.read_bytes()
        assert not any(trace in held for trace in traces), path
