"""Tokens of sessions: what is altered, expired or somebody else's is refused, at every door."""

import base64
import time

import pytest

import wire
from buckets import SAID, make_bucket
from clock import Clock
from forms import post_form
from principals import allow, make_user
from refusals import refused
from roles import arn_of, assume, make_role, session_token
from server import Credentials, Server
from test_s3_presigned import fetch, presigned

EXPIRED = "The security token included in the request is expired"


def session_of(root, policy=None, **options):
    """Credentials of a role session."""
    _, caller = make_user(root)
    _, role = make_role(root, arn_of(caller), policy or allow("*"))
    return assume(caller, role, **options)


@pytest.fixture(scope="module")
def session(root):
    return session_of(root)


def with_token(session, token):
    return session.elsewhere(token=token)


def assert_refused(caller, code, code_of_s3, status_of_s3):
    """It is refused by each service."""
    for call in (caller.iam.list_users, caller.sts.get_caller_identity):
        with refused(code, 403):
            call()
    with refused(code_of_s3, status_of_s3):
        caller.s3.list_buckets()


def altered(token):
    """The token with something else in it, which still is base64."""
    middle = len(token) // 2
    other = "A" if token[middle] != "A" else "B"
    yield token[:middle] + other + token[middle + 1 :]
    yield ("B" if token[0] != "B" else "C") + token[1:]
    yield token[:-8]
    yield token + token[:8]
    yield token[4:]
    yield base64.b64encode(b"\0" * 200).decode()
    yield "x"


def test_an_altered_token_is_refused(session):
    session.iam.list_users()
    for token in altered(session.token):
        assert_refused(with_token(session, token), "InvalidClientTokenId", "InvalidToken", 400)
    session.iam.list_users()


def test_a_token_is_of_one_key(session, root):
    other = session_of(root)
    crossed = with_token(session, other.token)
    assert_refused(crossed, "InvalidClientTokenId", "InvalidToken", 400)
    # The key of a user needs no token, and is refused with one.
    _, user = make_user(root, allow("*"))
    user.iam.list_users()
    crossed = with_token(user, session.token)
    assert_refused(crossed, "InvalidClientTokenId", "InvalidToken", 400)


def test_a_temporary_key_is_none_without_its_token(session):
    bare = with_token(session, None)
    assert_refused(bare, "InvalidClientTokenId", "InvalidAccessKeyId", 403)


def test_a_token_does_not_replace_the_secret(session):
    wrong = session.elsewhere(secret="wrong")
    assert_refused(wrong, "SignatureDoesNotMatch", "SignatureDoesNotMatch", 403)


def test_a_token_of_another_server_is_refused(session, tmp_path):
    with Server(tmp_path / "data") as other:
        foreign = session_of(other.root)
        foreign.iam.list_users()
    here = foreign.elsewhere(endpoint=session.endpoint)
    assert_refused(here, "InvalidClientTokenId", "InvalidToken", 400)


def test_an_expired_token_is_told(timed_root, clock):
    clock.advance(-8 * 60)
    session = session_of(timed_root, DurationSeconds=900)
    session.iam.list_users()
    clock.advance(14 * 60)
    session.iam.list_users()
    clock.advance(61)
    for call in (session.iam.list_users, session.sts.get_caller_identity):
        with refused("ExpiredToken", 403, EXPIRED):
            call()
    with refused("ExpiredToken", 400):
        session.s3.list_buckets()


def test_a_session_goes_on_across_a_restart(own_server):
    session = session_of(own_server.start().root)
    own_server.kill()
    session = session.elsewhere(endpoint=own_server.start().endpoint)
    session.iam.list_users()
    session.s3.list_buckets()
    for token in altered(session.token):
        with refused("InvalidClientTokenId", 403):
            with_token(session, token).iam.list_users()


def sealing_key(token):
    """The id of the key that sealed a token, which stands before what is sealed: after the version
    of tokens and that of what is sealed."""
    return base64.b64decode(token)[2:10]


def test_sealing_keys_change_and_sessions_go_on(tmp_path):
    """A day later another key seals; what the one before sealed is good until it expires."""
    with Server(tmp_path / "data", "--dev") as server:
        clock = Clock(server)
        _, caller = make_user(Credentials("test", "test", server.endpoint))

        def call(who, action):
            at = wire.timestamp(clock.now() - time.time())
            return wire.call(who, wire.form(action, "sts"), service="sts", at=at)

        def key_of_today():
            return sealing_key(call(caller, "GetSessionToken").text("SessionToken"))

        session = session_token(caller, DurationSeconds=129_600)
        first = sealing_key(session.token)
        clock.advance(24 * 3600 - 60)
        assert key_of_today() == first
        clock.advance(120)
        # A server in development mode looks once a second whether it is time for another key.
        give_up_at = time.monotonic() + 30
        while key_of_today() == first:
            assert time.monotonic() < give_up_at, "the key is still the same"
        answer = call(session, "GetCallerIdentity")
        assert answer.status == 200, answer.body
        clock.advance(11 * 3600)
        answer = call(session, "GetCallerIdentity")
        assert answer.status == 200, answer.body
        clock.advance(3600)
        answer = call(session, "GetCallerIdentity")
        assert (answer.status, answer.code) == (403, "ExpiredToken")


def test_urls_carry_the_token(session, root):
    bucket = make_bucket(root)
    put = fetch(presigned(session, "put_object", bucket), "PUT", SAID)
    assert put.status == 200, put.body
    url = presigned(session, "get_object", bucket)
    assert "X-Amz-Security-Token=" in url
    assert fetch(url).body == SAID
    bad = next(altered(session.token))
    answer = fetch(presigned(with_token(session, bad), "get_object", bucket))
    assert (answer.status, answer.code) == (400, "InvalidToken")
    answer = fetch(presigned(with_token(session, None), "get_object", bucket))
    assert (answer.status, answer.code) == (403, "InvalidAccessKeyId")
    # The token is signed: it cannot be taken away.
    before, _ = url.split("&X-Amz-Security-Token=")
    rest = url.split("&X-Amz-Security-Token=")[1].split("&", 1)
    without = before + ("&" + rest[1] if len(rest) > 1 else "")
    answer = fetch(without)
    assert (answer.status, answer.code) == (403, "InvalidAccessKeyId")


def test_a_url_ends_with_its_session(timed_root, clock):
    bucket = make_bucket(timed_root)
    timed_root.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
    clock.advance(-8 * 60)
    session = session_of(timed_root, DurationSeconds=900)
    url = presigned(session, "get_object", bucket, "k", expires=36_000)
    clock.advance(9 * 60)
    assert fetch(url).body == SAID
    clock.advance(6 * 60 + 1)
    answer = fetch(url)
    assert (answer.status, answer.code) == (400, "ExpiredToken")


def test_forms_carry_the_token(session, root):
    bucket = make_bucket(root)
    form = session.s3.generate_presigned_post(bucket, "k")
    assert form["fields"]["x-amz-security-token"] == session.token
    assert post_form(form, SAID).status == 204
    form["fields"]["x-amz-security-token"] = next(altered(session.token))
    answer = post_form(form, SAID)
    assert answer.status in (400, 403)
    assert answer.code in ("InvalidToken", "AccessDenied")
    del form["fields"]["x-amz-security-token"]
    answer = post_form(form, SAID)
    assert (answer.status, answer.code) == (403, "InvalidAccessKeyId")


def test_development_mode_s_key_is_no_way_round(timed_root, clock):
    session = session_of(timed_root, allow("s3:*"))
    with refused("InvalidClientTokenId", 403):
        Credentials("test", "test", timed_root.endpoint, token=session.token).iam.list_users()


def test_refusals_are_counted_by_reason(own_server):
    session = session_of(own_server.start().root)
    tokens = list(altered(session.token))
    for token in tokens:
        with refused("InvalidClientTokenId", 403):
            with_token(session, token).iam.list_users()
    own_server.stop()
    lines = own_server.log_file.read_text().splitlines()
    counts = [line.rsplit("count=", 1)[1] for line in lines if "tokens were refused" in line]
    assert sum(map(int, counts)) == len(tokens)
    assert len(counts) > 1


def test_no_token_is_logged(own_server):
    session = session_of(own_server.start().root)
    session.iam.list_users()
    with refused("InvalidClientTokenId", 403):
        with_token(session, session.token[:-8]).iam.list_users()
    own_server.stop()
    pieces = [session.token[40:120].encode(), session.secret.encode()]
    for path in [*own_server.data_dir.rglob("*"), own_server.log_file]:
        if path.is_file():
            content = path.read_bytes()
            assert not any(piece in content for piece in pieces), path
