"""No secret is anywhere but where it has to be, after a life with every kind of them."""

import base64
import json

import pytest

import metrics
from known_secrets import Known, forms_of
from process_memory import found_in_memory
from secret_life import PASSWORDS, Life
from server import Server, command

# The two files that hold secrets, and the master keys that a rotation put aside.
EXEMPT = ("root-credentials.env", "master.key")
# Everything that can be told about each step, and log files that are put aside often.
OPTIONS = (
    *("--log-level", "trace"),
    *("--audit-rotate-bytes", "65536"),
    *("--metrics-listen", "127.0.0.1:0"),
)
# What requests were verified with lately is kept with the signing keys that follow from it, also of a
# key that was deleted, until others need the room.
IN_USE = (
    "the root user's key",
    "a user's key",
    "the key of who may do nothing",
    "a session's",
    "a key that is deleted",
)


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """A life that is over, and whose server still runs. Others read, and change nothing."""
    with Server(tmp_path_factory.mktemp("secrets") / "data", *OPTIONS) as server:
        yield Life(server).live()


def said(server, *words, expect=0, **options):
    """What a command says, on both outputs."""
    ended = command(*words, "--data-dir", server.data_dir, **options)
    assert ended.returncode == expect, (words, ended.stderr)
    return ended.stdout + ended.stderr


def files_of(server):
    files = [path for path in server.data_dir.rglob("*") if path.is_file()]
    return [path for path in files if not path.name.startswith(EXEMPT)]


@pytest.mark.parametrize("secret", [*PASSWORDS, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEX"])
def test_a_search_finds_a_secret_in_every_form(secret):
    """The other tests are worth something only if this one passes."""
    known = Known()
    known.add("it", secret)
    held = secret.encode()
    for shift in range(3):
        around = b"x" * shift + held + b"y" * 5
        for form in (around, base64.b64encode(around), base64.urlsafe_b64encode(around)):
            assert known.found_in(b"before " + form + b" behind") == {"it"}, form
    assert known.found_in(json.dumps({"a": {"b": json.dumps(secret)}})) == {"it"}
    assert all(known.found_in(b"-" + form + b"-") == {"it"} for form in forms_of(held))
    assert known.found_in(held[:-1]) == set()


def test_the_life_had_every_kind_of_secret(life):
    kinds = {name.split(":")[0] for name in life.known.secrets}
    assert len(kinds) >= 20, kinds
    assert len(life.errors) >= 25 and len(life.denied) >= 5


def test_they_are_found_where_they_have_to_be(life):
    place = life.server.data_dir / "root-credentials.env"
    assert life.known.found_in_files(place) == {place: {"the root user's key"}}


def test_no_answer_to_a_wrong_request_holds_one(life):
    for error in life.errors:
        assert life.known.found_in(error) == set(), error


def test_no_file_and_no_log_holds_one(life):
    assert life.known.found_in_files(*files_of(life.server), life.server.log_file) == {}
    names = {path.name.split(".")[0] for path in files_of(life.server)}
    assert {"directory", "objects", "audit", "keyring", "format"} <= names
    rotated = list(life.server.data_dir.glob("audit.jsonl.*"))
    assert rotated, "no file of the audit log was put aside"
    assert " DEBUG " in life.server.log_file.read_text()


def test_no_command_tells_one(life):
    server = life.server
    told = [said(server, "keys", "list"), said(server, "audit", "tail", "-n", "1000")]
    told += [said(server, "audit", "search", "--json"), said(server, "verify", "--json")]
    for request_id in life.denied:
        for form in ((), ("--json",), ("--all",)):
            told.append(said(server, "explain", request_id, *form))
    told.append(said(server, "export", life.account))
    assert life.known.found_in("\n".join(told)) == set()


def test_no_metric_tells_one(life):
    page = metrics.numbers(life.server).text
    assert "iamd_requests_total" in page
    assert life.known.found_in(page) == set()


def test_no_backup_holds_one(life, tmp_path):
    for number, options in enumerate([(), ("--objects",)]):
        file = tmp_path / f"{number}.backup"
        said(life.server, "backup", file, *options)
        assert life.known.found_in_files(file) == {}


def test_the_memory_holds_those_that_are_in_use_alone(life):
    pid = life.server.process.pid
    used = life.known.only("a user's key")
    assert found_in_memory(used, pid, waits=False), "the search finds nothing"
    assert found_in_memory(life.known.without(*IN_USE), pid) == {}


def test_a_rotation_of_all_keys_leaves_none_behind(own_server):
    own_server.start()
    life = Life(own_server).live()
    told = said(own_server, "keys", "rotate", "all")
    assert life.known.found_in(told) == set()
    assert life.known.found_in_files(*files_of(own_server), own_server.log_file) == {}
    own_server.stop()
    assert life.known.found_in_files(*files_of(own_server), own_server.log_file) == {}
