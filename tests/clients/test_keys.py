"""Keys are replaced while clients work, and whatever interrupts that, nothing is lost."""

import base64
import contextlib
import json
import os
import random
import re
import subprocess
import threading
import time

import kept
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from buckets import content, read
from console import sign_in
from principals import allow, make_user
from refusals import refused
from roles import assume, make_role, session_token
from server import ENVIRONMENT, IAMD, Server, command

KINDS = ("master", "secrets", "checksums", "objects", "backups", "tokens")
PURPOSES = {"secrets", "records", "object-keys", "object-records", "audit", "backups"}
ID = re.compile(r"[0-9a-f]{16}")
KILLS = 12
SECONDS_MAX = 60


def keys(data, *words, **options):
    """What `iamd keys WORDS` answers."""
    done = command("keys", *words, "--json", "--data-dir", data, **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_use(data):
    """The id of the key in use for each purpose, and the master key's."""
    listed = keys(data, "list")
    found = {key["purpose"]: key["id"] for key in listed["keys"] if key["in_use"]}
    return found | {"master": listed["master_key_id"]}


def is_through(data):
    """Whether no rotation is under way: the audit log alone has old keys."""
    listed = keys(data, "list")
    old = [key for key in listed["keys"] if not key["in_use"] and key["purpose"] != "audit"]
    return not old and listed["next_master_key_id"] is None


def wait_until_through(data):
    deadline = time.monotonic() + SECONDS_MAX
    while not is_through(data):
        assert time.monotonic() < deadline, keys(data, "list")


@pytest.fixture
def filled_data(tmp_path):
    """A data directory with something of every kind in it, and what it takes to use it."""
    return kept.unpack("1", tmp_path)


class Clients:
    """Threads that make users and objects, and note what was acknowledged."""

    def __init__(self, server, facts, count=3):
        self.server, self.facts = server, facts
        self.users, self.objects, self.errors = [], {}, []
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(n,)) for n in range(count)]

    def __enter__(self):
        self.round = random.randrange(10**9)
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.enough.set()
        for thread in self.threads:
            thread.join()

    def _work(self, number):
        root = kept.caller_of(self.facts["root"], self.server.endpoint)
        count = 0
        # The server may be killed at any time.
        while not self.enough.is_set():
            name = f"made-{self.round}-{number}-{count}"
            count += 1
            try:
                root.iam.create_user(UserName=name)
                made = root.iam.create_access_key(UserName=name)["AccessKey"]
                self.users.append((name, made["AccessKeyId"], made["SecretAccessKey"]))
                root.s3.put_object(Bucket=self.facts["bucket"], Key=name, Body=content(999, name))
                self.objects[name] = content(999, name)
            except BotoCoreError:
                return
            except ClientError as error:
                self.errors.append(error)
                return

    def check(self, server):
        """Everything that was acknowledged is there, and of use."""
        assert not self.errors, self.errors
        root = kept.caller_of(self.facts["root"], server.endpoint)
        for name, key_id, secret in self.users[:: max(1, len(self.users) // 20)]:
            arn = kept.caller_of((key_id, secret), server.endpoint).sts.get_caller_identity()["Arn"]
            assert arn.endswith(f"/{name}")
        for name, body in self.objects.items():
            assert read(root, self.facts["bucket"], name) == body


def check_kept(server, facts, **options):
    """What was kept is there, beside what the test made."""
    facts = dict(facts)
    root = kept.caller_of(facts["root"], server.endpoint)
    found = kept.details(root)
    names = {user["UserName"] for user in facts["details"]["UserDetailList"]}
    of_old = [user for user in found["UserDetailList"] if user["UserName"] in names]
    assert of_old == facts["details"]["UserDetailList"]
    facts["details"] = found
    versions = root.s3.list_object_versions(Bucket=facts["bucket"])["Versions"]
    keys_of_old = {key for key, _ in facts["versions"]}
    facts["versions"] = sorted([it["Key"], it["VersionId"]] for it in versions)
    assert keys_of_old <= {key for key, _ in facts["versions"]}
    kept.check(server, facts, **options)


def test_all_keys_are_listed_by_their_ids(own_server):
    own_server.start()
    listed = keys(own_server.data_dir, "list")
    assert {key["purpose"] for key in listed["keys"]} == PURPOSES
    assert all(ID.fullmatch(key["id"]) and key["in_use"] for key in listed["keys"])
    text = command("keys", "list", "--data-dir", own_server.data_dir).stdout
    assert text.startswith(f"master          {listed['master_key_id']}"), text
    assert len(text.splitlines()) == len(PURPOSES) + 1
    own_server.stop()
    assert keys(own_server.data_dir, "list") == listed


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_rotated_while_clients_work(kind, filled_data):
    data, facts = filled_data
    with Server(data) as server:
        before = in_use(data)
        with Clients(server, facts) as clients:
            rotated = keys(data, "rotate", kind)
        after = in_use(data)
        changed = {purpose for purpose in before if before[purpose] != after[purpose]}
        expect = {
            "master": {"master"},
            "secrets": {"secrets"},
            "checksums": {"records", "object-records", "audit"},
            "objects": {"object-keys"},
            "backups": {"backups"},
            "tokens": set(),
        }
        assert changed == expect[kind]
        assert rotated["tokens"] == (kind == "tokens")
        assert is_through(data)
        clients.check(server)
        check_kept(server, facts, ahead=0)
        server.kill()
        server.start()
        assert in_use(data) == after
        clients.check(server)
        check_kept(server, facts, ahead=1)


def test_all_keys_are_rotated_with_the_server_stopped(filled_data):
    data, facts = filled_data
    before = in_use(data)
    rotated = keys(data, "rotate", "all")
    assert {key["purpose"] for key in rotated["rotated"]} == PURPOSES
    records = {key["purpose"]: key["records"] for key in rotated["rotated"]}
    assert all(records[name] > 0 for name in PURPOSES - {"audit", "backups"}), records
    after = in_use(data)
    assert not set(before.values()) & set(after.values())
    with Server(data) as server:
        kept.check(server, facts, ahead=0)


def test_a_rotation_that_is_killed_goes_on(filled_data):
    data, facts = filled_data
    server = Server(data).start()
    chance = random.Random(1)
    rotate_all = [IAMD, "keys", "rotate", "all", "--data-dir", str(data)]
    try:
        for _ in range(KILLS):
            with Clients(server, facts) as clients:
                rotation = subprocess.Popen(
                    rotate_all, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
                )
                # Somewhere between the first step and a moment after the last one.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    rotation.wait(timeout=chance.uniform(0.0, 0.6))
                server.kill()
                rotation.communicate(timeout=SECONDS_MAX)
            server.start()
            clients.check(server)
        wait_until_through(data)
        check_kept(server, facts, ahead=0)
        server.stop()
        left = {path.name for path in data.iterdir() if path.name.endswith((".new", ".next"))}
        assert not left
    finally:
        server.kill()


def test_a_wrong_and_a_missing_master_key_are_told(own_server):
    own_server.start()
    data = own_server.data_dir
    wanted = in_use(data)["master"]
    own_server.stop()
    right = (data / "master.key").read_bytes()
    for wrong, expect in (
        (os.urandom(32), rf"gives the master key {ID.pattern}, but the data is under another one"),
        (right[:31], "gives 31 bytes that are no master key"),
        (None, "is missing, and without it the data cannot be read"),
    ):
        if wrong is None:
            (data / "master.key").unlink()
        else:
            # Its mode stays as it is.
            (data / "master.key").write_bytes(wrong)
        for words in (("serve", "--listen", "127.0.0.1:0"), ("keys", "list")):
            done = command(*words, "--data-dir", data)
            assert done.returncode == 1 and done.stdout == ""
            (line,) = done.stderr.splitlines()
            assert re.search(expect, line), line
            assert len(wrong or b"") == 31 or wanted in line, line
        (data / "master.key").write_bytes(right)
    own_server.start()
    assert own_server.root.sts.get_caller_identity()


def test_the_old_master_key_opens_nothing_any_more(own_server):
    own_server.start()
    data = own_server.data_dir
    old = (data / "master.key").read_bytes()
    rotated = keys(data, "rotate", "master")["master"]
    assert rotated["is_through"] and in_use(data)["master"] == rotated["id"]
    aside = data / f"master.key.{rotated['former_id']}"
    assert aside.read_bytes() == old and str(aside) == rotated["former_file"]
    assert (data / "master.key").stat().st_mode & 0o777 == 0o600
    assert aside.stat().st_mode & 0o777 == 0o600
    own_server.stop()
    done = command("serve", "--data-dir", data, "--master-key-file", aside)
    assert done.returncode == 1 and rotated["id"] in done.stderr, done.stderr
    own_server.start()
    assert own_server.root.sts.get_caller_identity()


def test_the_master_key_comes_from_the_environment(tmp_path):
    one, two = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))
    data = tmp_path / "data"
    with Server(data, environment={"IAMD_MASTER_KEY": one}) as server:
        assert not (data / "master.key").exists()
        root = server.root
        before = in_use(data)
        for kind in ("master", "all"):
            done = command("keys", "rotate", kind, "--data-dir", data)
            assert done.returncode == 1 and "--new-key" in done.stderr
        assert in_use(data) == before, "nothing is begun that cannot be ended"
        file = tmp_path / "new"
        file.write_text(two)
        rotated = keys(data, "rotate", "master", "--new-key", file)["master"]
        assert not rotated["is_through"]
        assert keys(data, "list")["next_master_key_id"] == rotated["id"]
    with Server(data, environment={"IAMD_MASTER_KEY": two}) as server:
        assert in_use(data)["master"] == rotated["id"] and is_through(data)
        assert root.elsewhere(endpoint=server.endpoint).sts.get_caller_identity()
        shown = command("config", "show", "--data-dir", data).stdout
        assert two not in shown
    with pytest.raises(RuntimeError, match="IAMD_MASTER_KEY gives the master key"):
        Server(data, environment={"IAMD_MASTER_KEY": one}).start()
    for path in [path for path in tmp_path.rglob("*") if path.is_file() and path != file]:
        found = path.read_bytes()
        assert not any(word.encode() in found for word in (one, two)), path
        assert not any(base64.b64decode(word) in found for word in (one, two)), path


def test_the_master_key_comes_from_a_command(tmp_path):
    data, safe = tmp_path / "data", tmp_path / "safe"
    safe.write_text("01" * 32)
    line = f"cat '{safe}'"
    with Server(data, "--master-key-command", line) as server:
        root = server.root
        before = in_use(data)
        for kind in ("master", "all"):
            done = command("keys", "rotate", kind, "--data-dir", data)
            assert done.returncode == 1 and "has to give another one first" in done.stderr
        assert in_use(data) == before, "nothing is begun that cannot be ended"
        safe.write_text("02" * 32)
        assert keys(data, "rotate", "master")["master"]["is_through"]
    with Server(data, "--master-key-command", line) as server:
        assert root.elsewhere(endpoint=server.endpoint).sts.get_caller_identity()
    with pytest.raises(RuntimeError, match="gives no master key: it failed: exit status: 7"):
        Server(data, "--master-key-command", "exit 7").start()


def test_the_master_key_comes_from_one_place(tmp_path):
    named = ("--master-key-file", tmp_path / "key", "--master-key-command", "true")
    done = command("serve", "--data-dir", tmp_path / "data", *named)
    assert done.returncode == 1 and "the master key comes from one place" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_broken_keyring_is_mended_from_its_copy(own_server):
    own_server.start()
    data, root = own_server.data_dir, own_server.root
    before = in_use(data)
    own_server.stop()
    (data / "keyring").write_bytes(b"torn")
    own_server.start()
    assert in_use(data) == before
    assert root.elsewhere(endpoint=own_server.endpoint).sts.get_caller_identity()
    assert (data / "keyring").read_bytes() == (data / "keyring.copy").read_bytes()
    assert "was damaged and was mended" in own_server.log_file.read_text()
    own_server.stop()
    for name in ("keyring", "keyring.copy"):
        (data / name).write_bytes(b"torn")
    with pytest.raises(RuntimeError, match="is damaged and there is no sound copy"):
        own_server.start()


def test_sessions_live_on_unless_they_are_ended(own_server):
    own_server.start()
    _, caller = make_user(own_server.root, allow("iam:GetUser"))
    before = session_token(caller)
    keys(own_server.data_dir, "rotate", "tokens")
    after = session_token(caller)
    for session in (before, after):
        assert session.sts.get_caller_identity()
    keys(own_server.data_dir, "rotate", "tokens", "--end-sessions")
    for session in (before, after):
        with refused("InvalidClientTokenId", 403):
            session.sts.get_caller_identity()
    _, role = make_role(own_server.root, caller.sts.get_caller_identity()["Arn"])
    assert assume(caller, role).sts.get_caller_identity()


def test_sessions_of_the_console_are_ended_with_all_others(own_server):
    own_server.start()
    data, password = own_server.data_dir, "1 fine-Password"
    account = own_server.root.sts.get_caller_identity()["Account"]
    command(
        *("account", "root-password", account, "--stdin", "--data-dir", data), input=f"{password}\n"
    )
    for kind in ("tokens", "all"):
        browser, _ = sign_in(own_server, account, None, password)
        rotated = keys(data, "rotate", kind)
        assert rotated["ended_console_sessions"] is None
        assert browser.is_signed_in(own_server)
        rotated = keys(data, "rotate", kind, "--end-sessions")
        assert rotated["ended_console_sessions"] == 1
        assert not browser.is_signed_in(own_server)
    done = command("keys", "rotate", "secrets", "--end-sessions", "--data-dir", data)
    assert done.returncode == 1 and "with the keys of tokens, or with all" in done.stderr
    done = command("keys", "rotate", "tokens", "--end-sessions", "--data-dir", data)
    assert "sessions: all are ended, 0 of the console among them" in done.stdout


def test_rotations_are_audited_as_the_operators(own_server):
    own_server.start()
    data = own_server.data_dir
    keys(data, "rotate", "all")
    own_server.stop()
    events = [json.loads(line) for line in (data / "audit.jsonl").read_text().splitlines()]
    (event,) = [event for event in events if event["eventName"] == "RotateKeys"]
    assert event["userIdentity"]["principalId"] == "operator" and not event["readOnly"]
    assert event["requestParameters"] == {"kind": "all", "endSessions": False}


def test_no_key_lies_open_but_the_master_key(own_server):
    own_server.start()
    data = own_server.data_dir
    keys(data, "rotate", "all")
    masters = [path.read_bytes() for path in data.glob("master.key*")]
    assert len(masters) == 2
    own_server.stop()
    files = [path for path in data.rglob("*") if path.is_file()]
    for path in [*files, own_server.log_file]:
        if not path.name.startswith("master.key"):
            found = path.read_bytes()
            assert not any(master in found for master in masters), path
            assert not any(master.hex().encode() in found for master in masters), path
