"""A disk that takes no events, and a log that is taken away: no change without a record."""

import os
import shutil
import subprocess
import time

import pytest
from botocore.exceptions import ClientError

from audit_log import AuditLog
from principals import fresh
from refusals import refused

UNAVAILABLE = ("ServiceUnavailable", 503)
SECONDS_MAX = 20


def until_it_works(call):
    """Asks until it is answered: the server looks twice a second whether it can go on."""
    deadline = time.monotonic() + SECONDS_MAX
    while True:
        try:
            return call()
        except ClientError as error:
            assert error.response["Error"]["Code"] == UNAVAILABLE[0]
            assert time.monotonic() < deadline


def until_it_is_refused(call):
    """Asks until it is refused; returns the ids of what was answered."""
    answered = []
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            answered.append(call()["ResponseMetadata"]["RequestId"])
        except ClientError as error:
            assert error.response["Error"]["Code"] == UNAVAILABLE[0]
            return answered
    raise AssertionError("it was never refused")


@pytest.fixture
def small_log(own_server, tmp_path):
    """A server whose newest audit file lies on a small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    own_server.start()
    own_server.stop()
    log = AuditLog(own_server)
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        shutil.copy(log.newest, small / "audit.jsonl")
        bind = ["mount", "--bind", str(small / "audit.jsonl"), str(log.newest)]
        subprocess.run(bind, check=True)
        try:
            own_server.start()
            yield log, small
        finally:
            own_server.kill()
            subprocess.run(["umount", str(log.newest)], check=True)
    finally:
        subprocess.run(["umount", str(small)], check=True)


def remount(small, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(small)], check=True)


def test_a_full_disk_stops_changes_until_there_is_room(small_log):
    log, small = small_log
    root = log.server.root
    names = []

    def create():
        names.append(fresh("user"))
        return root.iam.create_user(UserName=names[-1])

    answered = until_it_is_refused(create)
    with refused(*UNAVAILABLE):
        create()
    with refused(*UNAVAILABLE):
        root.iam.list_users()
    log.check_sound()
    remount(small, "size=4m")
    until_it_works(lambda: root.iam.list_users())
    answered.append(create()["ResponseMetadata"]["RequestId"])
    log.check_sound()
    events = log.events()
    ids = [event["requestID"] for event in events]
    assert all(ids.count(request) == 1 for request in answered)
    # What was changed has its event, whatever its caller was told.
    there = {user["UserName"] for user in root.iam.list_users()["Users"]} & set(names)
    told = {
        event["requestParameters"]["userName"]
        for event in events
        if event["eventName"] == "CreateUser" and "errorCode" not in event
    }
    assert there == told & set(names)
    log.server.stop()
    log.check_sound()


def test_a_log_that_is_taken_away_stops_changes_until_it_is_back(own_server, tmp_path):
    own_server.start()
    log, root = AuditLog(own_server), own_server.root
    away = tmp_path / "away"
    log.newest.rename(away)
    answered = until_it_is_refused(lambda: root.iam.create_user(UserName=fresh("user")))
    assert [name for name, _ in log.faults()] == ["cut-tail"]
    away.rename(log.newest)
    until_it_works(lambda: root.iam.create_user(UserName=fresh("user")))
    log.check_sound()
    ids = [event["requestID"] for event in log.events()]
    assert all(ids.count(request) == 1 for request in answered)


def test_a_log_that_was_deleted_is_begun_anew_by_the_next_start(own_server):
    own_server.start()
    log, root = AuditLog(own_server), own_server.root
    log.newest.unlink()
    until_it_is_refused(lambda: root.iam.create_user(UserName=fresh("user")))
    own_server.kill()
    own_server.start()
    own_server.root.iam.create_user(UserName=fresh("user"))
    faults = [name for name, _ in log.faults()]
    assert sorted(faults) == ["found-damaged", "missing-file"]
