"""A backup of a server that serves is one moment of it, and a restored server goes on there."""

import contextlib
import http.client
import itertools
import json
import os
import subprocess
import threading

import pytest
from botocore.exceptions import ClientError

import backups
from backups import backup, begin, begin_backup, end, restore, restored, verify
from buckets import MIB, content, make_bucket, read
from folders import files, wait_until
from principals import allow, make_user
from server import Server, command
from test_scenarios_all import PROGRAM

# In the index itself, and in a file.
SMALL, LARGE = 1000, 100_000
WRITERS = 4
ROUNDS = 4
# Each round begins when so many writes were acknowledged since the last.
ACKNOWLEDGED_PER_ROUND = 60


@pytest.fixture
def running(own_server):
    return own_server.start()


def master_key(server):
    return server.data_dir / "master.key"


def told(root):
    """What an account holds, as its own report says."""
    pages = root.iam.get_paginator("get_account_authorization_details").paginate()
    whole = pages.build_full_result()
    return json.loads(json.dumps(whole, default=str, sort_keys=True))


def put(root, bucket, key, length, seed=None):
    body = content(length, seed or key)
    root.s3.put_object(Bucket=bucket, Key=key, Body=body)
    return body


# What is in a backup


def test_a_restored_server_is_what_the_first_one_was(running, tmp_path):
    root = running.root
    _, caller = make_user(root, allow("iam:GetUser"))
    bucket = make_bucket(root)
    root.s3.put_bucket_versioning(
        Bucket=bucket, VersioningConfiguration={"Status": "Enabled"}
    )
    bodies = [put(root, bucket, "small", SMALL), put(root, bucket, "large", LARGE)]
    again = put(root, bucket, "large", LARGE, "again")
    before = told(root)
    made = backup(running, tmp_path / "backup", "--objects")
    assert (made["files"], made["left_out"]) == (2, 0)
    assert made["bytes"] == (tmp_path / "backup").stat().st_size
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    # What comes later is not in it.
    make_user(root)
    root.s3.delete_object(Bucket=bucket, Key="small")
    twin, said = restored(running, tmp_path / "backup", tmp_path / "twin")
    assert said["missingFiles"] == 0
    with twin:
        assert told(twin.root) == before
        caller = caller.elsewhere(endpoint=twin.endpoint)
        caller.iam.get_user()
        assert read(twin.root, bucket, "small") == bodies[0]
        assert read(twin.root, bucket, "large") == again
        versions = twin.root.s3.list_object_versions(Bucket=bucket, Prefix="large")["Versions"]
        old = next(version for version in versions if not version["IsLatest"])
        assert read(twin.root, bucket, "large", VersionId=old["VersionId"]) == bodies[1]
        # It is a server like any other.
        make_user(twin.root)
        put(twin.root, bucket, "new", LARGE)
        verify(twin, "--objects")
    twin.start()
    verify(twin, "--objects")
    twin.stop()


def test_without_objects_the_bytes_of_large_ones_are_missing_and_that_is_told(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    small, _ = put(root, bucket, "small", SMALL), put(root, bucket, "large", LARGE)
    made = backup(running, tmp_path / "backup")
    assert (made["with_objects"], made["files"]) == (False, 0)
    key = master_key(running)
    ended = command(
        "restore", tmp_path / "backup", "--data-dir", tmp_path / "told", "--master-key-file", key
    )
    assert "the bytes of 1 files of objects are not in the backup" in ended.stdout
    twin, said = restored(running, tmp_path / "backup", tmp_path / "twin")
    assert said["missingFiles"] == 1
    with twin:
        assert read(twin.root, bucket, "small") == small
        assert twin.root.s3.head_object(Bucket=bucket, Key="large")["ContentLength"] == LARGE
        with pytest.raises(ClientError):
            read(twin.root, bucket, "large")
        # It can be written again, and deleted.
        body = put(twin.root, bucket, "large", LARGE)
        assert read(twin.root, bucket, "large") == body
    # The files of the old server are enough to have them back.
    subprocess.run(["rm", "-r", tmp_path / "told" / "objects"], check=False)
    subprocess.run(
        ["cp", "-a", running.data_dir / "objects", tmp_path / "told" / "objects"], check=True
    )
    with Server(tmp_path / "told", "--master-key-file", key) as other:
        caller = root.elsewhere(endpoint=other.endpoint)
        assert read(caller, bucket, "large") == content(LARGE, "large")


def test_a_stopped_server_and_standard_input_and_output(running, tmp_path):
    name, _ = make_user(running.root)
    running.stop()
    code, archive, said = end(begin_backup(running, "-"))
    assert code == 0, said
    # What the program logs stands before it.
    assert json.loads(said.splitlines()[-1])["bytes"] == len(archive)
    key = master_key(running)
    checking = begin(
        "backup", "--check", "-", "--json", "--master-key-file", key, stdin=subprocess.PIPE
    )
    code, said, complaint = end(checking, archive)
    assert code == 0, complaint
    assert json.loads(said)["counts"]["records"]["directory"] > 0
    arguments = ("restore", "-", "--data-dir", tmp_path / "twin", "--master-key-file", key)
    code, _, complaint = end(begin(*arguments, stdin=subprocess.PIPE), archive)
    assert code == 0, complaint
    with Server(tmp_path / "twin", "--master-key-file", key) as twin:
        root = running.root.elsewhere(endpoint=twin.endpoint)
        assert root.iam.get_user(UserName=name)


def test_a_backup_is_audited_before_it_leaves(running, tmp_path):
    backup(running, tmp_path / "backup", "--objects")
    log = (running.data_dir / "audit.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in log]
    event = next(event for event in events if event["eventName"] == "CreateBackup")
    assert event["userIdentity"]["principalId"] == "operator"
    assert event["requestParameters"] == {"withObjects": True, "leaveOutDamaged": False}
    assert "errorCode" not in event


def test_the_sample_programs_run_on_a_restored_server(running, tmp_path):
    make_user(running.root)
    backup(running, tmp_path / "backup", "--objects")
    twin, _ = restored(running, tmp_path / "backup", tmp_path / "twin")
    with twin:
        ended = subprocess.run(
            [PROGRAM, "all", "--yes", "--json"],
            env=twin.root.environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        verify(twin, "--objects")


# Under load


class Books:
    """Writers that each make user 0, object 0, user 1, object 1, …, and what was acknowledged."""

    def __init__(self, server, bucket):
        self.root, self.bucket = server.root, bucket
        self.acknowledged = [[0, 0] for _ in range(WRITERS)]
        self.count = itertools.count()
        self.enough = threading.Condition()
        self.done = 0
        self.is_over = False
        self.threads = [threading.Thread(target=self.work, args=(n,)) for n in range(WRITERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def work(self, writer):
        for turn in itertools.count():
            if self.is_over:
                return
            self.root.iam.create_user(UserName=f"w{writer}-{turn:05}")
            self.acknowledge(writer, 0)
            length = LARGE if turn % 3 == 0 else SMALL
            put(self.root, self.bucket, f"w{writer}/{turn:05}", length)
            # What stands under one key is replaced again and again.
            put(self.root, self.bucket, f"w{writer}/last", LARGE, str(turn))
            self.acknowledge(writer, 1)

    def acknowledge(self, writer, kind):
        with self.enough:
            self.acknowledged[writer][kind] += 1
            self.done += 1
            self.enough.notify_all()

    def wait(self, more):
        with self.enough:
            wanted = self.done + more
            assert self.enough.wait_for(lambda: self.done >= wanted, timeout=120)

    def noted(self):
        with self.enough:
            return [tuple(counts) for counts in self.acknowledged]


def found(root, bucket, writer):
    """How many users and objects of a writer there are; they are the first ones, without a gap."""
    users = root.iam.get_paginator("list_users").paginate().build_full_result()["Users"]
    users = sorted(name for user in users if (name := user["UserName"]).startswith(f"w{writer}-"))
    assert users == [f"w{writer}-{turn:05}" for turn in range(len(users))]
    pages = root.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"w{writer}/0")
    objects = [it["Key"] for it in pages.build_full_result().get("Contents", [])]
    assert objects == [f"w{writer}/{turn:05}" for turn in range(len(objects))]
    return len(users), len(objects)


def test_each_backup_under_load_is_a_state_that_some_moment_had(running, tmp_path):
    bucket = make_bucket(running.root)
    rounds = []
    with Books(running, bucket) as books:
        for number in range(ROUNDS):
            books.wait(ACKNOWLEDGED_PER_ROUND)
            before = books.noted()
            made = backup(running, tmp_path / f"backup-{number}", "--objects")
            rounds.append((before, books.noted(), made))
    for number, (before, after, made) in enumerate(rounds):
        assert made["left_out"] == 0
        twin, said = restored(running, tmp_path / f"backup-{number}", tmp_path / f"twin-{number}")
        assert said["missingFiles"] == 0
        with twin:
            for writer in range(WRITERS):
                users, objects = found(twin.root, bucket, writer)
                # All that was acknowledged before is there, and nothing that came after the end.
                assert before[writer][0] <= users <= after[writer][0] + 1
                assert before[writer][1] <= objects <= after[writer][1] + 1
                # Between the two stores there is no gap either: a writer does one thing at a time.
                assert objects <= users <= objects + 1
                for turn in range(0, objects, 3):
                    key = f"w{writer}/{turn:05}"
                    assert read(twin.root, bucket, key) == content(LARGE, key)
                last = read(twin.root, bucket, f"w{writer}/last")
                near = range(objects - 2, objects + 1)
                assert last in [content(LARGE, str(turn)) for turn in near]
            verify(twin, "--objects")


def test_files_that_are_deleted_meanwhile_stay_until_the_end(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    keys = [f"object-{number}" for number in range(12)]
    bodies = {key: put(root, bucket, key, MIB) for key in keys}
    blobs = running.data_dir / "objects"
    count = len(files(blobs))
    process = begin_backup(running, "-", "--objects")
    # Nobody reads on, so it waits in the middle.
    first = os.read(process.stdout.fileno(), 1)
    for key in keys:
        root.s3.delete_object(Bucket=bucket, Key=key)
    put(root, bucket, "other", MIB)
    assert len(files(blobs)) == count + 1
    second = begin_backup(running, tmp_path / "second")
    assert "another backup is being made" in end(second)[2]
    code, rest, complaint = end(process)
    assert code == 0, complaint
    (tmp_path / "backup").write_bytes(first + rest)
    wait_until(blobs, lambda found: len(found) == 1)
    twin, _ = restored(running, tmp_path / "backup", tmp_path / "twin")
    with twin:
        for key in keys:
            assert read(twin.root, bucket, key) == bodies[key]


# What goes wrong


def test_a_server_that_is_killed_leaves_no_backup_and_no_garbage(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    for number in range(12):
        put(root, bucket, f"object-{number}", MIB)
    process = begin_backup(running, "-", "--objects")
    first = os.read(process.stdout.fileno(), 1)
    root.s3.delete_object(Bucket=bucket, Key="object-0")
    running.kill()
    code, archive, complaint = end(process)
    assert (code, complaint.count("\n")) == (1, 1), complaint
    assert "the server ended meanwhile, and no backup was made" in complaint
    (tmp_path / "cut").write_bytes(first + archive)
    assert "cut short" in backups.check(tmp_path / "cut", master_key(running)).stderr
    running.start()
    wait_until(running.data_dir / "objects", lambda found: len(found) == 11)
    assert not list(running.data_dir.glob("backup*"))
    backup(running, tmp_path / "backup", "--objects")
    # The same with a file: it does not get its name.
    process = begin_backup(running, tmp_path / "other", "--objects")
    wait_until(tmp_path, lambda found: tmp_path / "other.part" in found)
    running.kill()
    code, _, complaint = end(process)
    if code == 1:
        assert not (tmp_path / "other").exists(), complaint
        assert not (tmp_path / "other.part").exists()


def test_a_client_that_is_killed_is_in_nobodys_way(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    for number in range(12):
        put(root, bucket, f"object-{number}", MIB)
    process = begin_backup(running, tmp_path / "backup", "--objects")
    wait_until(tmp_path, lambda found: tmp_path / "backup.part" in found)
    process.kill()
    end(process)
    assert not (tmp_path / "backup").exists()
    # The server sees that nobody listens, and lets the next one in.
    backup(running, tmp_path / "backup", "--objects")
    assert backups.check(tmp_path / "backup", master_key(running)).returncode == 0
    assert not (tmp_path / "backup.part").exists()


def test_a_restore_that_is_killed_is_refused_at_the_start_and_done_again(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    body = put(root, bucket, "object", MIB)
    backup(running, tmp_path / "backup", "--objects")
    archive = (tmp_path / "backup").read_bytes()
    key, twin = master_key(running), tmp_path / "twin"
    arguments = ("restore", "-", "--data-dir", twin, "--master-key-file", key)
    process = begin(*arguments, stdin=subprocess.PIPE)
    process.stdin.write(archive[: len(archive) - 1000])
    process.stdin.flush()
    wait_until(tmp_path, lambda found: twin / "directory.redb" in found)
    process.kill()
    process.wait()
    start = ("serve", "--listen", "127.0.0.1:0", "--master-key-file", key)
    ended = command(*start, "--data-dir", twin)
    assert ended.returncode == 1
    assert "a restore into the data directory" in ended.stderr, ended.stderr
    assert "do it again with `iamd restore`" in ended.stderr
    other, _ = restored(running, tmp_path / "backup", twin)
    with other:
        assert read(other.root, bucket, "object") == body
        verify(other, "--objects")


def test_the_wrong_master_key_and_none(running, tmp_path):
    backup(running, tmp_path / "backup")
    wrong = tmp_path / "wrong.key"
    wrong.write_bytes(b"k" * 32)
    for run in (backups.check, lambda *at: restore(at[0], tmp_path / "twin", at[1])):
        ended = run(tmp_path / "backup", wrong)
        assert ended.returncode == 1
        assert "the backup opens with master key" in ended.stderr, ended.stderr
        ended = run(tmp_path / "backup", tmp_path / "missing.key")
        assert ended.returncode == 1
        assert "missing.key is missing" in ended.stderr, ended.stderr
    # Nothing was made.
    assert not (tmp_path / "twin").exists()


@pytest.mark.parametrize("suffix", ["", ".part"])
@pytest.mark.parametrize("make_link", [os.symlink, os.link])
def test_no_link_is_followed(running, tmp_path, suffix, make_link):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    make_link(victim, tmp_path / f"backup{suffix}")
    ended = command("backup", tmp_path / "backup", "--data-dir", running.data_dir)
    assert ended.returncode == 1, ended.stdout
    assert (ended.stderr.count("\n"), f"backup{suffix} is there" in ended.stderr) == (1, True)
    assert victim.read_text() == "precious"
    assert (tmp_path / f"backup{suffix}").samefile(victim)


def test_what_a_backup_left_that_was_broken_off_is_written_over(running, tmp_path):
    (tmp_path / "backup.part").write_bytes(b"x" * MIB)
    made = backup(running, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_size == made["bytes"]
    assert not (tmp_path / "backup.part").exists()


def test_a_stopped_server_is_spoken_of_without_alarm(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    root.iam.generate_credential_report()
    put(root, bucket, "object", MIB)
    root.s3.delete_object(Bucket=bucket, Key="object")
    running.kill()
    for number in range(8):
        ended = command("backup", tmp_path / f"backup-{number}", "--data-dir", running.data_dir)
        assert ended.returncode == 0, ended.stderr
        assert "WARN" not in ended.stderr


def test_nothing_is_overwritten(running, tmp_path):
    backup(running, tmp_path / "backup")
    again = command("backup", tmp_path / "backup", "--data-dir", running.data_dir)
    assert again.returncode == 1
    assert "nothing is written over" in again.stderr
    key = master_key(running)
    used = tmp_path / "used"
    used.mkdir()
    (used / "somebody.txt").write_text("mine")
    ended = restore(tmp_path / "backup", used, key)
    assert ended.returncode == 1
    assert "is not empty (it has `somebody.txt`)" in ended.stderr
    assert [path.name for path in used.iterdir()] == ["somebody.txt"]
    ended = restore(tmp_path / "backup", running.data_dir, key)
    assert ended.returncode == 1
    assert "is not empty" in ended.stderr
    running.root.sts.get_caller_identity()
    # But a directory with just the master key is welcome.
    own = tmp_path / "own"
    own.mkdir()
    (own / "master.key").write_bytes(key.read_bytes())
    ended = command("restore", tmp_path / "backup", "--data-dir", own)
    assert ended.returncode == 0, ended.stderr
    with Server(own) as twin:
        root = running.root.elsewhere(endpoint=twin.endpoint)
        root.sts.get_caller_identity()


def test_a_broken_backup_is_refused(running, tmp_path):
    backup(running, tmp_path / "backup")
    archive = (tmp_path / "backup").read_bytes()
    key = master_key(running)
    half = len(archive) // 2
    broken = {
        "cut short": archive[:-1],
        "was changed": archive[:half] + bytes([archive[half] ^ 1]) + archive[half + 1 :],
        "behind its end": archive + b"\0",
        "no backup of iamd": b"something else entirely",
        "in format 2": archive[:15] + b"\2" + archive[16:],
    }
    for number, (complaint, changed) in enumerate(broken.items()):
        path = tmp_path / f"broken-{number}"
        path.write_bytes(changed)
        checked = backups.check(path, key)
        assert checked.returncode == 1
        assert complaint in checked.stderr, checked.stderr
        folder = tmp_path / f"twin-{number}"
        assert restore(path, folder, key).returncode == 1
        start = ("serve", "--listen", "127.0.0.1:0", "--master-key-file", key)
        if folder.exists():
            ended = command(*start, "--data-dir", folder)
            assert "was broken off" in ended.stderr, ended.stderr


def test_a_damaged_record_stands_in_the_way_unless_it_may_be_left_out(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    put(root, bucket, "gone", LARGE)
    body = put(root, bucket, "there", LARGE)
    running.stop()
    gone = next(path for path in files(running.data_dir / "objects"))
    gone.unlink()
    ended = command("backup", tmp_path / "backup", "--objects", "--data-dir", running.data_dir)
    assert ended.returncode == 1
    assert "--leave-out-damaged" in ended.stderr
    assert not list(tmp_path.glob("backup*"))
    running.start()
    made = backup(running, tmp_path / "backup", "--objects", "--leave-out-damaged")
    assert made["left_out"] == 1
    twin, said = restored(running, tmp_path / "backup", tmp_path / "twin")
    assert said["missingFiles"] == 1
    with twin:
        keys = {"gone": content(LARGE, "gone"), "there": body}
        whole = 0
        for key, expected in keys.items():
            with contextlib.suppress(ClientError, http.client.HTTPException):
                whole += read(twin.root, bucket, key) == expected
        assert whole == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_leaves_nothing_and_the_server_goes_on(running, tmp_path):
    root, bucket = running.root, make_bucket(running.root)
    for number in range(4):
        put(root, bucket, f"object-{number}", MIB)
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        code, _, complaint = end(begin_backup(running, small / "backup", "--objects"))
        assert (code, "the disk is full" in complaint) == (1, True), complaint
        assert not list(small.iterdir())
        put(root, bucket, "another", MIB)
        backup(running, tmp_path / "backup", "--objects")
        ended = restore(tmp_path / "backup", small / "twin", master_key(running))
        assert (ended.returncode, "the disk is full" in ended.stderr) == (1, True), ended.stderr
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_development_mode_has_no_backup(tmp_path):
    with Server(tmp_path / "data", "--dev") as server:
        ended = command("backup", tmp_path / "backup", "--data-dir", server.data_dir)
        assert ended.returncode == 1
        assert "development mode keeps everything in memory" in ended.stderr
