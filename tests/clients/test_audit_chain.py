"""Nobody changes the audit log unseen, whatever happens to the server."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import wire
from audit_log import AuditLog
from folders import wait_until
from principals import fresh
from server import Server


@pytest.fixture
def log(own_server):
    own_server.start()
    return AuditLog(own_server)


@pytest.fixture
def closed(log):
    """The log of a server that made users and was stopped."""
    for number in range(8):
        log.server.root.iam.create_user(UserName=f"user-{number}")
    log.server.stop()
    log.check_sound()
    return log


def change(log, work):
    """Has the lines of the newest file changed."""
    lines = log.newest.read_text().splitlines()
    work(lines)
    log.newest.write_text("".join(f"{line}\n" for line in lines))


def test_each_event_holds_on_to_the_one_before(log):
    log.server.root.iam.list_users()
    chains = [event["chain"] for event in log.events()]
    assert [chain["sequence"] for chain in chains] == list(range(1, len(chains) + 1))
    for before, after in zip(chains, chains[1:], strict=False):
        assert after["previous"] == before["value"]


def test_a_sound_log_is_sound_while_the_server_runs_and_when_it_is_stopped(log):
    log.server.root.iam.list_users()
    assert log.check_sound()["events"] > 1
    # The question itself is an event.
    assert log.named("VerifyAuditLog")[-1]["userIdentity"]["principalId"] == "operator"
    log.server.stop()
    before = {path.name: path.read_bytes() for path in log.folder.glob("audit*")}
    assert log.check_sound()["last"]["sequence"] == log.events()[-1]["chain"]["sequence"]
    assert before == {path.name: path.read_bytes() for path in log.folder.glob("audit*")}


@pytest.mark.parametrize(
    ("work", "fault", "sequence"),
    [
        (lambda lines: lines.pop(4), "removed", 5),
        (lambda lines: lines.__setitem__(4, lines[4].replace("us-", "eu-")), "changed", 5),
        (lambda lines: lines.insert(5, lines.pop(4)), "reordered", 5),
        (lambda lines: lines.insert(6, lines[4]), "duplicated", 5),
        (lambda lines: lines.insert(4, '{"eventName":"CreateUser"}'), "inserted", None),
        (lambda lines: lines.__delitem__(slice(-2, None)), "cut-tail", None),
    ],
    ids=["removed", "changed", "reordered", "duplicated", "inserted", "cut"],
)
def test_what_somebody_did_to_the_log_is_named(closed, work, fault, sequence):
    change(closed, work)
    faults = closed.faults()
    assert [name for name, _ in faults] == [fault]
    if sequence:
        assert faults[0][1] == sequence
    said = closed.command("verify")
    assert said.returncode == 1
    assert "THE AUDIT LOG IS NOT AS IT WAS WRITTEN" in said.stdout
    assert "is not as it was written" in said.stderr
    # A start does not make it good, and is not kept from starting.
    closed.server.start()
    closed.server.root.iam.list_users()
    again = [name for name, _ in closed.faults()]
    assert fault in again or "removed" in again or "missing-file" in again


def test_a_changed_event_is_named_by_file_line_and_id(closed):
    event = closed.events()[4]
    change(closed, lambda lines: lines.__setitem__(4, lines[4].replace("CreateUser", "DeleteUser")))
    said, code = closed.verify()
    (found,) = said["found"]
    assert code == 1
    assert (found["file"], found["line"], found["event_id"]) == ("audit.jsonl", 5, event["eventID"])


def test_a_change_is_found_while_the_server_runs(log):
    for _ in range(5):
        log.server.root.iam.list_users()
    text = log.newest.read_text()
    with log.newest.open("r+") as file:
        file.write(text.replace("ListUsers", "LostUsers", 1))
    assert [name for name, _ in log.faults()] == ["changed"]
    # As is known, nothing of it can be put right by going on.
    log.server.root.iam.list_users()
    log.server.stop()
    assert [name for name, _ in log.faults()] == ["changed"]


def test_a_log_without_its_head_and_a_log_that_is_gone_are_told(closed):
    head = closed.folder / "audit.head"
    kept = head.read_bytes()
    head.unlink()
    assert closed.faults() == [("head", None)]
    head.write_bytes(kept)
    closed.check_sound()
    closed.newest.unlink()
    assert [name for name, _ in closed.faults()] == ["cut-tail"]
    head.unlink()
    closed.server.start()
    assert [name for name, _ in closed.faults()] == ["found-damaged"]
    assert "the audit log is gone; `iamd audit verify` names what" in log_of(closed.server)
    assert "left missing" in closed.command("tail").stdout


def test_a_start_tells_that_events_are_gone(closed):
    change(closed, lambda lines: lines.__delitem__(slice(-2, None)))
    closed.server.start()
    assert "the audit log has lost events that were on the disk" in log_of(closed.server)
    assert "left cut" in closed.command("tail").stdout


def log_of(server):
    return server.log_file.read_text()


def test_an_older_log_that_was_put_back_is_found_out_by_who_wrote_down_an_event(closed):
    kept = {path: path.read_bytes() for path in closed.folder.glob("audit*")}
    closed.server.start()
    closed.server.root.iam.create_user(UserName="later")
    last = closed.check_sound()["last"]
    closed.server.stop()
    wanted = f"{last['sequence']}:{last['value']}"
    assert closed.verify("--expect", wanted)[1] == 0
    for path, content in kept.items():
        path.write_bytes(content)
    closed.check_sound()
    said, code = closed.verify("--expect", wanted)
    assert (said["found"][0]["fault"], code) == ("wanted", 1)


def test_every_acknowledged_event_is_there_after_a_kill_under_load(own_server):
    """Kills, starts again, and does so several times; each answered request has its one event."""
    own_server.options = ("--audit-rotate-bytes", "65536")
    answered = []
    log = AuditLog(own_server)
    for _ in range(4):
        own_server.start()
        stop = threading.Event()
        root = own_server.root

        def work(root=root, stop=stop):
            mine = []
            while not stop.is_set():
                try:
                    answer = wire.call(root, wire.form("CreateUser", UserName=fresh("user")))
                except OSError:
                    break
                if answer.status == 200:
                    mine.append(answer.headers["x-amzn-requestid"])
            return mine

        with ThreadPoolExecutor(8) as pool:
            tasks = [pool.submit(work) for _ in range(8)]
            stop.wait(1.5)
            own_server.kill()
            stop.set()
            answered += [request for task in tasks for request in task.result()]
        log.check_sound()
    own_server.start()
    log.check_sound()
    assert len(answered) > 50
    ids = [event["requestID"] for event in log.events()]
    counts = {request: 0 for request in answered}
    for request in ids:
        if request in counts:
            counts[request] += 1
    assert set(counts.values()) == {1}
    assert len(log.files) > 2, "the test has shown nothing of rotation"
    left = [event["additionalEventData"]["auditLog"]["left"] for event in log.named("OpenAuditLog")]
    assert left == ["new"] + ["killed"] * 4


def test_rotation_under_load_loses_nothing(own_server):
    own_server.options = ("--audit-rotate-bytes", "65536")
    own_server.start()
    log = AuditLog(own_server)
    root = own_server.root

    def work(_):
        ids = []
        for _ in range(40):
            answer = wire.call(root, wire.form("ListUsers", MaxItems=1))
            ids.append(answer.headers["x-amzn-requestid"])
        return ids

    sound = []
    with ThreadPoolExecutor(8) as pool:
        tasks = [pool.submit(work, number) for number in range(8)]
        # The log is read while files are rotated.
        while not all(task.done() for task in tasks):
            sound.append(log.verify()[0]["sound"])
        answered = [request for task in tasks for request in task.result()]
    assert all(sound)
    ids = [event["requestID"] for event in log.events()]
    assert len(log.files) > 2
    assert all(ids.count(request) == 1 for request in answered)
    own_server.stop()
    log.check_sound()


def test_old_files_are_deleted_and_missed_by_nobody(tmp_path):
    options = ("--audit-rotate-bytes", "65536", "--audit-sync-milliseconds", "10")
    options += ("--audit-keep-files", "1")
    with Server(tmp_path / "data", *options) as server:
        log = AuditLog(server)
        while not log.named("DeleteAuditLogFiles"):
            server.root.iam.list_users()
            server.root.s3.list_buckets()
        # The event comes first, then the files go.
        oldest = log.folder / "audit.jsonl.000000000001"
        wait_until(log.folder, lambda found: oldest not in found)
        notes = log.check_sound()["notes"]
        assert any("were deleted because they were kept long enough" in note for note in notes)


def test_what_an_older_program_wrote_stays_and_is_told_apart(own_server):
    own_server.start()
    own_server.root.iam.list_users()
    own_server.stop()
    log = AuditLog(own_server)
    old = "".join(json.dumps({"requestID": f"old-{number}"}) + "\n" for number in range(3))
    for path in log.folder.glob("audit*"):
        path.unlink()
    log.newest.write_text(old)
    own_server.start()
    said = log.check_sound()
    assert said["unchained_events"] == 3
    assert (log.folder / "audit.jsonl.unchained").read_text() == old
    (log.folder / "audit.jsonl.unchained").write_text(old.replace("old-1", "new-1"))
    assert log.faults() == [("foreign-file", None)]
