"""The federation endpoint: who gets a sign-in token, and for how long."""

import json

import pytest

import wire
from authenticator import device_of
from console import Browser
from federation import READS, ask, exchange, refusal, role_session, session_of, sign_in, token_of
from principals import allow, fresh, make_user
from roles import arn_of, assume, federate, make_role, session_token


@pytest.fixture
def session(root):
    return role_session(root)[0]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("seconds", [None, 900, 43200])
def test_credentials_are_exchanged_for_a_token(session, method, seconds):
    duration = {} if seconds is None else {"SessionDuration": str(seconds)}
    answer = exchange(session, method, **duration)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    assert "no-store" in answer.headers["cache-control"]
    assert list(answer.json()) == ["SigninToken"]
    # Nothing of the credentials can be read in it.
    for part in (session.key_id, session.secret, session.token):
        assert part not in answer.text


@pytest.mark.parametrize("seconds", ["899", "43201", "0", "-900", "900.5", "x", "9" * 30])
def test_a_session_lasts_a_quarter_of_an_hour_to_twelve_hours(session, seconds):
    answer = exchange(session, SessionDuration=seconds)
    assert refusal(answer) in ("InvalidSessionDuration", "InvalidRequest")


@pytest.mark.parametrize(
    "kind, expected",
    [
        ("GetSessionToken", "UnfitCredentials"),
        ("GetSessionToken with MFA", "UnfitCredentials"),
        # They have no session token.
        ("user", "InvalidRequest"),
        ("root", "InvalidRequest"),
    ],
)
def test_some_credentials_are_not_exchanged(root, kind, expected):
    name, caller = make_user(root, administrator=True)
    credentials = {
        "GetSessionToken": lambda: session_token(caller),
        "GetSessionToken with MFA": lambda: session_token(caller, **device_of(root, name).proof()),
        "user": lambda: caller,
        "root": lambda: root,
    }[kind]()
    for duration in ({}, {"SessionDuration": "3600"}):
        assert refusal(exchange(credentials, **duration)) == expected


def test_a_federated_users_session_cannot_be_longer(root, server):
    _, caller = make_user(root, allow(["sts:GetFederationToken", "s3:*", "iam:*"]))
    federated = federate(caller, allow(["s3:*", "iam:ListUsers"]), "alice")
    answer = exchange(federated, SessionDuration="3600")
    assert refusal(answer) == "InvalidSessionDuration"
    browser, page = sign_in(federated)
    assert page.status_code == 200 and "alice" in page.text
    # In the console IAM works for them, by their policies.
    assert not browser.is_denied(server, "/users")
    assert browser.is_denied(server, "/roles")


def test_a_chained_role_is_exchanged_for_its_own_time_alone(root, account_id):
    first, role = role_session(root, allow("sts:AssumeRole"))
    _, second = make_role(root, f"arn:aws:iam::{account_id}:role/{role}", READS)
    chained = assume(first, second)
    answer = exchange(chained, SessionDuration="3600")
    assert refusal(answer) == "InvalidSessionDuration"
    assert sign_in(chained)[1].status_code == 200


@pytest.mark.parametrize(
    "secret",
    [
        lambda it: it[:-1] + ("x" if it[-1] != "x" else "y"),
        lambda it: it.swapcase(),
        lambda it: "",
        lambda it: "x" * 10_000,
    ],
)
def test_who_does_not_know_the_secret_gets_nothing(session, secret):
    guessed = session.elsewhere(secret=secret(session.secret))
    assert refusal(exchange(guessed)) == "InvalidCredentials"


def test_the_parts_of_two_sessions_do_not_fit(root, session):
    other, _ = role_session(root)
    for mixed in (
        {"sessionId": other.key_id},
        {"sessionKey": other.secret},
        {"sessionToken": other.token},
    ):
        parts = json.dumps(json.loads(session_of(session)) | mixed)
        assert refusal(exchange(session, Session=parts)) == "InvalidCredentials"


def test_an_altered_session_token_is_refused(session):
    middle = len(session.token) // 2
    other = "A" if session.token[middle] != "A" else "B"
    altered = session.token[:middle] + other + session.token[middle + 1 :]
    parameters = json.loads(session_of(session)) | {"sessionToken": altered}
    answer = exchange(session, Session=json.dumps(parameters))
    assert refusal(answer) == "InvalidCredentials"
    assert altered not in answer.text and session.secret not in answer.text


@pytest.mark.parametrize(
    "session_text",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"sessionId": 1, "sessionKey": 2, "sessionToken": 3}',
        '{"sessionId": "ASIA", "sessionKey": "x"}',
        "{" * 10_000,
        '{"sessionId": "\\u0000", "sessionKey": "x", "sessionToken": "x"}',
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_no_session_is_refused(server, session_text, method):
    answer = ask(server.endpoint, method, Action="getSigninToken", Session=session_text)
    assert refusal(answer) in ("InvalidRequest", "InvalidCredentials")


def test_what_is_no_action_is_refused(server):
    assert refusal(ask(server.endpoint, Action="nonsense")) == "InvalidAction"
    assert refusal(ask(server.endpoint, Action="getSigninToken")) == "InvalidRequest"
    login = f"{server.endpoint}/federation?Action=login"
    assert refusal(Browser().open(login)) == "InvalidRequest"


def test_a_path_of_that_name_without_an_action_is_s3s(root, server):
    """A program that asks for a bucket of this name gets an answer of S3."""
    answer = wire.send(server.endpoint, "GET", "/federation")
    assert answer.status in (403, 404) and b"<Error>" in answer.body


def test_exchanges_and_logins_are_audited_without_secrets(server, root):
    session, role = role_session(root, name=fresh("audited"))
    token = token_of(session)
    browser, _ = sign_in(session)
    exchange(session.elsewhere(secret="wrong"))
    log = (server.data_dir / "audit.jsonl").read_text()
    arn = arn_of(session)
    events = [json.loads(line) for line in log.splitlines()]
    signin = [it for it in events if it["eventSource"] == "signin.amazonaws.com"]
    of_session = [it for it in signin if it["userIdentity"].get("arn") == arn]
    names = {it["eventName"] for it in of_session}
    assert {"GetSigninToken", "ConsoleLogin"} <= names
    (login,) = [it for it in of_session if it["eventName"] == "ConsoleLogin"]
    assert login["responseElements"] == {"ConsoleLogin": "Success"}
    assert login["userIdentity"]["type"] == "AssumedRole"
    assert role in login["userIdentity"]["arn"]
    assert any(it["responseElements"] == {"GetSigninToken": "Failure"} for it in signin)
    for secret in (token, session.secret, session.token, browser.cookie.value):
        assert secret not in log
        assert secret not in server.log_file.read_text()


def test_it_answers_behind_tls(secure):
    session, role = role_session(secure.root)
    browser, page = sign_in(session)
    assert role in page.text
    assert browser.cookie.secure and browser.cookie.name.startswith("__Host-")
