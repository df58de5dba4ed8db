"""The operator's commands while the audit log takes no events: who looks is answered, and is told so."""

import json

import pytest

from audit_log import AuditLog
from principals import fresh
from server import command
from test_audit_disk import until_it_is_refused

WARNING = "iamd: warning: the audit log cannot be written; the event of this command may be missing"


@pytest.fixture
def place(own_server, tmp_path):
    """Where a server's data lies whose audit log was taken away."""
    root = own_server.start().root
    AuditLog(own_server).newest.rename(tmp_path / "away")
    until_it_is_refused(lambda: root.iam.create_user(UserName=fresh("user")))
    return ("--data-dir", own_server.data_dir)


def check_told(*words):
    done = command(*words)
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(WARNING), line
    return done.stdout


def test_what_only_looks_goes_on_with_a_warning(place, tmp_path):
    accounts = json.loads(check_told("account", "list", "--json", *place))["accounts"]
    account = accounts[0]["account_id"]
    check_told("account", "show", account, *place)
    check_told("keys", "list", *place)
    check_told("backup", "--objects", tmp_path / "a.backup", *place)
    done = command("backup", "--check", tmp_path / "a.backup", *place)
    assert done.returncode == 0, done.stderr
    assert account in check_told("export", account, *place)


def test_nothing_is_changed_and_no_secret_given(place):
    account = json.loads(command("account", "list", "--json", *place).stdout)["accounts"][0]
    account = account["account_id"]
    for words in (
        ("account", "create"),
        ("keys", "rotate", "all"),
        ("export", account, "--secrets"),
    ):
        done = command(*words, *place)
        assert done.returncode == 1 and done.stdout == "", words
        assert done.stderr == "iamd: the audit log cannot be written\n"
