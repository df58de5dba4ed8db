"""The sample programs in Rust, run unattended against a started server."""

import json
import os
import signal
import subprocess

import pytest

from principals import make_user
from server import ROOT

PROGRAM = os.environ.get("IAMD_SCENARIOS", str(ROOT / "target" / "debug" / "iamd-scenarios"))


def run(credentials, *arguments):
    return subprocess.run(
        [PROGRAM, *arguments],
        env=credentials.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def everything(root):
    """All that a program could have left behind."""
    users = [user["UserName"] for user in root.iam.list_users()["Users"]]
    keys = [root.iam.list_access_keys(UserName=name)["AccessKeyMetadata"] for name in users]
    policies = root.iam.list_policies(Scope="Local")["Policies"]
    return users, keys, policies


@pytest.fixture(params=["root", "administrator"])
def caller(request, own_server):
    own_server.start()
    root = own_server.root
    return root if request.param == "root" else make_user(root, administrator=True)[1]


def test_access_keys_runs_to_its_end_and_leaves_nothing(caller, own_server):
    before = everything(own_server.root)
    ended = run(caller, "access-keys", "--yes")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert everything(own_server.root) == before


def test_access_keys_prints_data(caller):
    ended = run(caller, "access-keys", "--yes", "--json")
    assert ended.returncode == 0, ended.stderr
    events = [json.loads(line)["event"] for line in ended.stdout.splitlines()]
    assert events[-1] == "finished"
    assert {"key_created", "last_use", "key_deactivated", "key_deleted"} <= set(events)


def test_an_interrupted_program_takes_down_what_it_made(own_server):
    own_server.start()
    before = everything(own_server.root)
    process = subprocess.Popen(
        [PROGRAM, "access-keys", "--yes", "--json"],
        env=own_server.root.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if json.loads(line)["event"] == "stand_in_made":
            break
    # The server stands still, and the program waits for an answer while it is interrupted.
    own_server.process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGINT)
    own_server.process.send_signal(signal.SIGCONT)
    process.communicate(timeout=120)
    assert process.returncode == 130
    assert everything(own_server.root) == before


def test_without_rights_it_fails_and_says_why(own_server):
    own_server.start()
    _, nobody = make_user(own_server.root)
    ended = run(nobody, "access-keys", "--yes")
    assert ended.returncode != 0
    assert "not authorized to perform" in ended.stdout + ended.stderr
