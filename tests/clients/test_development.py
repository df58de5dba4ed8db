"""Development mode: a known key, a fresh server on demand, a clock that moves; and no way round."""

import json

import pytest

import wire
from principals import fresh
from refusals import refused
from server import Credentials, Server

ASKED = {"x-iamd-dev": "1"}


@pytest.fixture(scope="module")
def dev(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("development") / "data", "--dev") as server:
        yield server


@pytest.fixture
def known(dev):
    wire.send(dev.endpoint, target="/_iamd/reset", headers=ASKED)
    return Credentials("test", "test", dev.endpoint)


def clock(server, change):
    body = json.dumps(change).encode()
    answer = wire.send(server.endpoint, target="/_iamd/clock", headers=ASKED, body=body)
    assert answer.status == 200, answer.body


def test_the_key_is_known_and_no_way_round_the_rules(known):
    assert known.sts.get_caller_identity()["Account"] == "000000000000"
    with refused("SignatureDoesNotMatch", 403):
        known.elsewhere(secret="guess").sts.get_caller_identity()
    with refused("InvalidClientTokenId", 403):
        known.elsewhere(key_id="AKIAIOSFODNN7EXAMPLE").sts.get_caller_identity()


def test_a_reset_forgets_everything(dev, known):
    name = fresh("user")
    known.iam.create_user(UserName=name)
    key = known.iam.create_access_key(UserName=name)["AccessKey"]
    caller = known.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    caller.sts.get_caller_identity()
    assert wire.send(dev.endpoint, target="/_iamd/reset", headers=ASKED).status == 200
    assert known.iam.list_users()["Users"] == []
    with refused("InvalidClientTokenId", 403):
        caller.sts.get_caller_identity()


def test_the_clock_moves(dev, known):
    clock(dev, {"advance_seconds": 16 * 60})
    with refused("SignatureDoesNotMatch", 403):
        known.sts.get_caller_identity()
    body = wire.form("CreateUser", UserName=fresh("user"))
    assert wire.call(known, body, at=wire.timestamp(16 * 60)).status == 200
    clock(dev, {"now": "2030-01-31T00:00:00Z"})
    answer = wire.call(known, wire.form("ListUsers"), at="20300131T000100Z")
    assert answer.status == 200


def test_only_who_asks_for_it_gets_it(dev, known):
    """Without the header it is no command, but somebody's request to a bucket that cannot be."""
    name = fresh("user")
    known.iam.create_user(UserName=name)
    for path in ("/_iamd/reset", "/_iamd/clock"):
        assert wire.send(dev.endpoint, target=path, body=b'{"advance_seconds":9}').status == 405
    assert known.iam.get_user(UserName=name)["User"]["UserName"] == name


def test_a_server_that_is_not_in_development_mode_has_none_of_it(server, admin, user):
    for path in ("/_iamd/reset", "/_iamd/clock"):
        answer = wire.send(
            server.endpoint, target=path, headers=ASKED, body=b'{"advance_seconds":9}'
        )
        assert answer.status >= 400
    assert admin.iam.get_user(UserName=user)["User"]["UserName"] == user


def test_nothing_is_left_behind(tmp_path):
    data = tmp_path / "data"
    with Server(data, "--dev") as server:
        Credentials("test", "test", server.endpoint).iam.create_user(UserName="gone")
    with Server(data, "--dev") as server:
        assert Credentials("test", "test", server.endpoint).iam.list_users()["Users"] == []
