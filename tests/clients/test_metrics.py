"""Metrics and health: what is counted, where it is told, and that nobody is named."""

import re
from pathlib import Path

import pytest

import wire
from federation import role_session
from metrics import OPTIONS, numbers
from principals import fresh, make_user
from server import Server, command

DOCUMENTED = Path(__file__).parents[2] / "docs" / "metrics.md"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A server of this module alone, so that it counts nothing but what is done here."""
    with Server(tmp_path_factory.mktemp("watched") / "data", *OPTIONS) as server:
        yield server


def grown(server, act, name, **labels):
    """By how much a number grows by an act."""
    before = numbers(server)(name, **labels)
    act()
    return numbers(server)(name, **labels) - before


def test_the_page_has_the_families_that_are_documented(watched):
    wire.call(watched.root, wire.form("ListUsers"))
    rows = re.findall(r"^\| `(iamd_\w+)` \| (\w+) \|", DOCUMENTED.read_text(), re.MULTILINE)
    assert numbers(watched).families == dict(rows)


@pytest.mark.parametrize(
    ("body", "operation", "outcome"),
    [
        (wire.form("ListUsers"), "ListUsers", "done"),
        (wire.form("GetUser", UserName="nobody-has-this"), "GetUser", "refused"),
        (wire.form("CreateUser", UserName="with space"), "CreateUser", "refused"),
    ],
)
def test_operations_are_counted_by_what_became_of_them(watched, body, operation, outcome):
    labels = {"service": "iam", "operation": operation, "outcome": outcome}
    act = lambda: wire.call(watched.root, body)
    assert grown(watched, act, "iamd_requests_total", **labels) == 1


def test_what_policies_deny_is_counted_with_its_layer(watched):
    _, user = make_user(watched.root)
    labels = {"service": "iam", "operation": "ListUsers", "outcome": "denied"}
    before = numbers(watched)
    assert wire.call(user, wire.form("ListUsers")).status == 403
    after = numbers(watched)
    for name, labels in [
        ("iamd_requests_total", labels),
        ("iamd_refusals_total", {"reason": "policy"}),
        ("iamd_decisions_total", {"layer": "identity", "outcome": "implicitly_denied"}),
        ("iamd_answers_total", {"service": "iam", "status": "4xx"}),
    ]:
        assert after(name, **labels) - before(name, **labels) == 1, name


def test_requests_that_prove_nothing_are_counted_by_what_is_wrong(watched):
    root, list_users = watched.root, wire.form("ListUsers")
    ask = wire.call
    for reason, act in {
        "signature": lambda: ask(root.elsewhere(secret="wrong"), list_users),
        "unknown_key": lambda: ask(root.elsewhere(key_id="AKIAIOSFODNN7EXAMPLE"), list_users),
        "clock": lambda: ask(root, list_users, at=wire.timestamp(-3600)),
        "unsigned": lambda: wire.send(root.endpoint, body=wire.form("GetCallerIdentity", "sts")),
    }.items():
        labels = {"reason": reason}
        assert grown(watched, act, "iamd_refusals_total", **labels) == 1, reason


def test_session_tokens_that_are_not_good_are_counted(watched):
    session, _ = role_session(watched.root)
    forged = session.elsewhere(token=session.token[:-8] + "AAAAAAAA")
    before = numbers(watched)
    assert wire.call(forged, wire.form("ListUsers")).status == 403
    after = numbers(watched)
    name, labels = "iamd_refusals_total", {"reason": "token"}
    assert after(name, **labels) - before(name, **labels) == 1
    name = "iamd_token_refusals_total"
    told = [label for label in after.labels() if label[0] == "reason"]
    assert sum(after(name, reason=r) - before(name, reason=r) for _, r in told) == 1


def test_commits_times_and_events_are_counted(watched):
    before = numbers(watched)
    # On a connection of its own.
    wire.call(watched.root, wire.form("CreateUser", UserName=fresh("counted")))
    after = numbers(watched)
    for name, labels in [
        ("iamd_commits_total", {"store": "directory"}),
        ("iamd_transactions_total", {"store": "directory"}),
        ("iamd_syncs_total", {"store": "directory"}),
        ("iamd_commit_seconds_total", {"store": "directory"}),
        ("iamd_audit_events_total", {}),
        ("iamd_request_seconds_count", {"service": "iam"}),
        ("iamd_received_bytes_total", {}),
        ("iamd_sent_bytes_total", {}),
        ("iamd_cache_hits_total", {"cache": "keys"}),
        ("iamd_connections_total", {"listener": "main"}),
    ]:
        assert after(name, **labels) > before(name, **labels), name
    assert after("iamd_ready") == after("iamd_audit_sound") == 1
    assert after("iamd_connections", listener="metrics") == 1
    assert after("iamd_process_resident_memory_bytes") > 1_000_000


def test_objects_are_counted_with_the_service_that_they_are_of(watched):
    bucket = fresh("counted")
    act = lambda: watched.root.s3.create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "us-west-2"}
    )
    labels = {"service": "s3", "operation": "CreateBucket", "outcome": "done"}
    assert grown(watched, act, "iamd_requests_total", **labels) == 1


def test_nobody_is_named(watched):
    root = watched.root
    _, user = make_user(root)
    account = root.sts.get_caller_identity()["Account"]
    wire.call(user, wire.form("ListUsers"))
    wire.call(root, wire.form("SomethingThatNobodyKnows"))
    wire.send(root.endpoint, "GET", "/some-bucket/some-key")
    text = numbers(watched).text
    for known in (account, user.key_id, root.key_id, "some-bucket", "SomethingThat", "127.0.0.1"):
        assert known not in text


def test_labels_do_not_grow_with_what_is_asked(watched):
    before = numbers(watched).labels()
    for number in range(20):
        wire.call(watched.root, wire.form(f"Unknown{number}"))
        wire.send(watched.endpoint, "GET", f"/bucket-{number}/key", {"x-number": str(number)})
    new = numbers(watched).labels() - before
    assert {name for name, _ in new} <= {"operation", "outcome"} and len(new) < 4, new


def test_health_and_readiness(watched):
    for endpoint, before in ((watched.metrics, ""), (watched.endpoint, "/_iamd")):
        for question in ("/healthz", "/readyz"):
            answer = wire.send(endpoint, "GET", before + question)
            assert (answer.status, answer.body) == (200, b"ok\n")
    assert wire.send(watched.metrics, "GET", "/").status == 404
    assert wire.send(watched.metrics, "POST", "/metrics").status == 405


def test_nothing_but_numbers_is_served_there(watched):
    answer = wire.send(watched.metrics, body=wire.form("ListUsers"))
    assert answer.status == 404
    assert wire.send(watched.metrics, "GET", "/signin").status == 404


def test_numbers_are_for_this_machine_unless_it_is_told_otherwise(tmp_path):
    ended = command(
        "serve", "--data-dir", tmp_path / "data", "--metrics-listen", "0.0.0.0:0"
    )
    assert ended.returncode != 0
    assert "reached by other machines" in ended.stderr
