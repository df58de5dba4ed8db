"""`iamd audit search` and `iamd audit tail`, and what they find: refusals and decisions."""

import json
import os
import queue
import shlex
import socket
import subprocess
import threading

import pytest

import wire
from audit_log import AuditLog
from folders import wait_until
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from server import ENVIRONMENT, IAMD


@pytest.fixture
def log(server):
    return AuditLog(server)


def test_events_are_found_by_principal_action_and_outcome(root, log, account_id):
    name, caller = make_user(root, allow("iam:GetUser"))
    caller.iam.get_user()
    with refused("AccessDenied", 403):
        caller.iam.list_users()
    with refused("NoSuchEntity", 404):
        caller.iam.get_user(UserName=fresh("nobody"))

    def by(*words):
        return [event["eventName"] for event in log.search("--principal", name, *words)]

    assert by() == ["GetUser", "ListUsers", "GetUser"]
    assert by("--outcome", "success") == ["GetUser"]
    assert by("--outcome", "denied") == ["ListUsers"]
    assert by("--outcome", "failed") == ["GetUser"]
    assert by("--action", "iam:list*") == ["ListUsers"]
    assert by("--action", "GetUser", "--account", account_id) == ["GetUser", "GetUser"]
    assert by("--action", "s3:*") == []
    assert by("--since", "1h") == ["GetUser", "ListUsers", "GetUser"]
    assert by("--until", "1h") == []
    assert by("--limit", "1") == ["GetUser"]
    assert log.search("--principal", caller.key_id) == log.search("--principal", f"*/{name}")


def test_events_are_found_by_resource(root, log, user):
    root.iam.get_user(UserName=user)
    found = log.search("--resource", f"*:user/{user}")
    assert [event["eventName"] for event in found] == ["CreateUser", "GetUser"]


def test_what_is_shown_to_people_is_one_line_an_event(root, log, user):
    said = log.command("search", "--resource", f"*:user/{user}").stdout
    (line,) = said.splitlines()
    assert "success  iam:CreateUser  " in line
    assert f"user/{user}" in line


@pytest.mark.parametrize("words", [("--since", "tomorrow"), ("--until", "x")])
def test_what_is_no_moment_is_refused(log, words):
    done = log.command("search", *words)
    assert done.returncode == 1
    assert "such as 2026-01-31T12:00:00Z" in done.stderr


def test_the_newest_events_are_shown(root, log):
    for _ in range(3):
        root.iam.list_users()
    done = log.command("tail", "-n", "2", "--json")
    lines = done.stdout.splitlines()
    assert [json.loads(line)["eventName"] for line in lines] == ["ListUsers", "ListUsers"]
    assert log.command("tail", "-n", "0").stdout == ""


def test_a_log_is_followed_through_rotations(own_server):
    own_server.options = ("--audit-rotate-bytes", "65536", "--audit-sync-milliseconds", "10")
    own_server.start()
    words = [IAMD, "audit", "tail", "-f", "-n", "0", "--json"]
    words += ["--data-dir", str(own_server.data_dir)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True) as process:
        told = queue.Queue()
        try:
            reader = threading.Thread(target=lambda: [told.put(line) for line in process.stdout])
            reader.daemon = True
            reader.start()
            # The first one says that the log is followed.
            first = None
            while first is None:
                own_server.root.iam.list_users()
                try:
                    first = json.loads(told.get(timeout=1))
                except queue.Empty:
                    continue
            for _ in range(200):
                own_server.root.iam.list_users()
            wanted = AuditLog(own_server).events()[-1]["chain"]["sequence"]
            seen = [first["chain"]["sequence"]]
            while seen[-1] < wanted:
                seen.append(json.loads(told.get(timeout=20))["chain"]["sequence"])
        finally:
            process.terminate()
    assert seen == list(range(seen[0], wanted + 1))
    assert len(AuditLog(own_server).files) > 1


def with_few_files(*arguments):
    """A command line that runs `iamd ARGUMENTS` as a process that may have 64 files open."""
    words = " ".join(shlex.quote(str(word)) for word in [IAMD, *arguments])
    return ["sh", "-c", f"ulimit -n 64; exec {words}"]


def test_a_log_may_have_more_files_than_a_process_may_open(own_server):
    own_server.start()
    own_server.root.iam.list_users()
    own_server.stop()
    for number in range(100):
        (own_server.data_dir / f"audit.jsonl.other-{number}").write_text("foreign\n")

    def said(*words):
        run = with_few_files("audit", *words, "--json", "--data-dir", own_server.data_dir)
        return subprocess.run(run, env=ENVIRONMENT, capture_output=True, text=True, timeout=60)

    found = said("search", "--action", "ListUsers")
    assert (found.returncode, found.stdout.count("\n")) == (0, 1), found.stderr
    assert said("tail", "-n", "1000").returncode == 0
    assert json.loads(said("verify").stdout)["findings"] == 100
    # Nor do they keep a server from starting.
    place = ("--listen", "127.0.0.1:0", "--data-dir", own_server.data_dir)
    run = with_few_files("serve", *place)
    with subprocess.Popen(run, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True) as server:
        first = server.stdout.readline()
        server.terminate()
    assert "iamd is ready" in first


@pytest.fixture
def verifying(own_server):
    """A connection that has asked a server to check a log which takes hours to read."""
    own_server.options = ("--timeouts-stop-seconds", "1")
    own_server.start()
    log = own_server.data_dir / "audit.jsonl"
    with socket.socket(socket.AF_UNIX) as control:
        here = os.open(own_server.data_dir, os.O_RDONLY)
        try:
            control.connect(f"/proc/self/fd/{here}/control.sock")
        finally:
            os.close(here)
        os.truncate(log, 1 << 40)
        control.sendall(b'{"audit":{"wanted":null}}\n')
        # A sign of life: it is at work.
        assert b"working" in control.recv(1000)
        yield control


def test_a_server_that_is_told_to_stop_waits_for_no_reader_of_the_log(own_server, verifying):
    assert own_server.stop() == 0


def named_in_front(log, name):
    """The events with this name before the hole at the end of a file."""
    with log.open("rb") as file:
        lines = file.read(1 << 22).split(b"\0", 1)[0].splitlines()
    return [event for line in lines if (event := json.loads(line))["eventName"] == name]


def test_a_log_is_read_no_further_when_nobody_asks_any_more(own_server, verifying):
    verifying.close()
    log = AuditLog(own_server)
    wait_until(log.folder, lambda _: named_in_front(log.newest, "VerifyAuditLog"))
    (event,) = named_in_front(log.newest, "VerifyAuditLog")
    assert "has gone away" in event["errorMessage"]


def test_the_deciding_statement_is_told(root, log):
    policy = document(statement("Deny", "iam:GetUser"), statement("Allow", "iam:Get*"))
    name, caller = make_user(root, policy)
    with refused("AccessDenied", 403):
        caller.iam.get_user()
    (event,) = log.search("--principal", name)
    decision = event["additionalEventData"]["decision"]
    assert (decision["outcome"], decision["layer"]) == ("ExplicitlyDenied", "identity")
    told = decision["statement"]
    assert told["kind"] == "inline policy of the user"
    assert (told["index"], told["line"]) == (0, 1)
    with refused("AccessDenied", 403):
        caller.iam.list_users()
    decision = log.search("--principal", name)[-1]["additionalEventData"]["decision"]
    assert decision == {"outcome": "ImplicitlyDenied", "layer": "identity"}


def test_failed_authentications_have_events_without_what_was_asked(root, log, server):
    _, caller = make_user(root, allow("*"))
    forged = caller.elsewhere(secret="x" * 40)
    with refused("SignatureDoesNotMatch", 403) as caught:
        forged.iam.create_user(UserName="forged-name")
    request = caught.value.response["ResponseMetadata"]["RequestId"]
    (event,) = log.of_request(request)
    assert (event["eventName"], event["errorCode"]) == ("Authenticate", "SignatureDoesNotMatch")
    assert event["userIdentity"] == {"type": "Unknown", "accessKeyId": caller.key_id}
    assert event["requestParameters"] is None
    assert "forged-name" not in json.dumps(event)
    with refused("SignatureDoesNotMatch", 403):
        forged.s3.list_buckets()
    found = log.search("--principal", caller.key_id)
    (found,) = [it for it in found if it["eventSource"] == "s3.amazonaws.com"]
    assert (found["eventName"], found["errorCode"]) == ("Authenticate", "SignatureDoesNotMatch")
    said = log.command("search", "--principal", caller.key_id, "--outcome", "denied").stdout
    assert said.count("Authenticate") == 2


def test_failed_authentications_do_not_fill_the_log(own_server):
    own_server.start()
    nobody = own_server.root.elsewhere(key_id="AKIAIOSFODNN7EXAMPLE", secret="x" * 40)
    for _ in range(150):
        wire.call(nobody, wire.form("ListUsers"))
    log = AuditLog(own_server)
    written = log.named("Authenticate")
    assert 20 <= len(written) < 100
    assert {event["userIdentity"]["accessKeyId"] for event in written} == {"AKIAIOSFODNN7EXAMPLE"}


def test_a_secret_in_the_place_of_a_key_is_not_there(own_server):
    own_server.start()
    secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYAB"
    swapped = own_server.root.elsewhere(key_id=secret)
    with refused("InvalidClientTokenId", 403):
        swapped.iam.list_users()
    log = AuditLog(own_server)
    assert log.named("Authenticate")
    assert secret not in log.newest.read_text()
