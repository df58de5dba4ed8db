"""Console sessions that came from the federation endpoint: what they may, and when they end."""

import pytest

import wire
from console import Browser
from federation import (
    HOURS,
    MINUTES,
    READS,
    exchange,
    login_url,
    refusal,
    refused_login,
    role_session,
    sign_in,
    token_of,
)
from principals import allow, make_user
from roles import federate, make_role


@pytest.fixture
def session(root):
    return role_session(root)[0]


def who_calls(credentials, shift_seconds):
    """By a client whose clock agrees with the server's."""
    at = wire.timestamp(shift_seconds)
    body = wire.form("GetCallerIdentity", "sts")
    return wire.call(credentials, body, service="sts", at=at)


def test_a_token_is_good_for_a_quarter_of_an_hour(timed, timed_root, clock):
    token = token_of(role_session(timed_root)[0])
    clock.advance(14 * MINUTES)
    assert Browser().open(login_url(timed.endpoint, token)).status_code == 200
    clock.advance(2 * MINUTES)
    assert refused_login(timed, token) == "ExpiredSigninToken"


def test_the_console_outlives_the_credentials(timed, timed_root, clock):
    session, role = role_session(timed_root, DurationSeconds=900)
    browser, _ = sign_in(session, SessionDuration=str(12 * HOURS))
    clock.advance(16 * MINUTES)
    assert who_calls(session, 16 * MINUTES).code == "ExpiredToken"
    assert refusal(exchange(session)) == "ExpiredCredentials"
    for _ in range(2):
        page = browser.open(f"{timed.console}/")
        assert page.status_code == 200 and role in page.text
        clock.advance(11 * HOURS)
    # Sixteen minutes and twenty-two hours later it has ended.
    assert not browser.is_signed_in(timed)


def test_without_a_duration_the_console_ends_with_the_credentials(timed, timed_root, clock):
    session, _ = role_session(timed_root, DurationSeconds=900)
    browser, _ = sign_in(session)
    clock.advance(14 * MINUTES)
    assert browser.is_signed_in(timed)
    clock.advance(2 * MINUTES)
    assert not browser.is_signed_in(timed)


def test_an_ended_session_offers_the_issuers_link(timed, timed_root, clock):
    session, _ = role_session(timed_root)
    issuer = "https://portal.example/aws"
    browser, _ = sign_in(session, issuer=issuer, SessionDuration="900")
    clock.advance(16 * MINUTES)
    page = browser.open(f"{timed.console}/")
    assert page.status_code == 401
    assert f'href="{issuer}"' in page.text


def test_the_end_of_the_role_ends_its_sessions(server, root):
    session, role = role_session(root)
    token = token_of(session, SessionDuration="43200")
    browser, _ = sign_in(session)
    root.iam.delete_role_policy(RoleName=role, PolicyName="only")
    # What the role may no longer do, its sessions may not either.
    assert browser.is_signed_in(server)
    assert browser.is_denied(server, "/buckets")
    root.iam.delete_role(RoleName=role)
    assert not browser.is_signed_in(server)
    assert refused_login(server, token) == "InvalidSigninToken"
    make_role(root, "*", READS, RoleName=role)
    assert not browser.is_signed_in(server)


def test_the_end_of_the_user_ends_its_federated_users(server, root):
    name, caller = make_user(root, allow(["sts:GetFederationToken", "s3:*"]))
    browser, _ = sign_in(federate(caller, READS, "bob"))
    assert browser.is_signed_in(server)
    root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    root.iam.delete_user_policy(UserName=name, PolicyName="only")
    root.iam.delete_user(UserName=name)
    assert not browser.is_signed_in(server)


def test_a_session_policy_counts_in_the_console(server, root):
    session, _ = role_session(root, allow("*"), Policy=allow("s3:ListAllMyBuckets"))
    browser, _ = sign_in(session)
    assert not browser.is_denied(server, "/buckets")
    assert browser.is_denied(server, "/users")


def test_logging_out_ends_the_session(server, session):
    browser, _ = sign_in(session)
    other, kept = Browser(), browser.cookie.value
    other.session.cookies.update(browser.session.cookies)
    assert other.is_signed_in(server)
    browser.open(f"{server.endpoint}/federation?Action=logout")
    assert not browser.is_signed_in(server)
    # The cookie is good for nothing any more, whoever kept it.
    assert other.cookie.value == kept
    assert not other.is_signed_in(server)
