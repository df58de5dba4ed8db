"""The federation endpoint: what a browser needs to come in, and where it is led."""

import pytest

from console import Browser
from federation import (
    AWS_CONSOLE,
    ask,
    login_url,
    parameters_of,
    refusal,
    refused_login,
    role_session,
    session_of,
    sign_in,
    token_of,
)


@pytest.fixture
def session(root):
    return role_session(root)[0]


@pytest.fixture
def token(session):
    return token_of(session)


def test_a_login_leads_to_the_console_and_sets_its_cookie(server, root):
    session, role = role_session(root, name="somebody-else")
    browser = Browser()
    first = browser.step(login_url(server.endpoint, token_of(session)))
    assert first.status_code == 302
    # The console has an origin of its own, and the cookie is that one's.
    assert first.headers["location"].startswith(f"{server.console}/federation?")
    assert "set-cookie" not in first.headers
    second = browser.step(first.headers["location"])
    assert second.status_code in (302, 303)
    set_cookie = second.headers["set-cookie"]
    for attribute in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in set_cookie
    assert "Domain" not in set_cookie
    assert "no-store" in second.headers["cache-control"]
    # What follows does not have the token in its address, which browsers tell others.
    assert "SigninToken" not in second.headers["location"]
    page = browser.open(f"{server.console}/")
    assert role in page.text and "somebody-else" in page.text
    # The API takes no cookies.
    assert browser.open(f"{server.endpoint}/").status_code in (307, 403)


def test_a_login_by_post_keeps_the_token_out_of_addresses(server, token):
    browser = Browser()
    login = parameters_of(login_url(server.endpoint, token))
    first = browser.session.post(
        f"{server.endpoint}/federation", data=login, allow_redirects=False, timeout=60
    )
    assert first.status_code == 307
    assert token not in first.headers["location"]
    browser.session.post(first.headers["location"], data=login, timeout=60)
    assert browser.is_signed_in(server)


def test_a_token_is_good_more_than_once_and_each_time_for_another_session(server, token):
    url = login_url(server.endpoint, token)
    browsers = [Browser(), Browser()]
    for browser in browsers:
        assert browser.open(url).status_code == 200
    first, second = browsers
    assert first.cookie.value != second.cookie.value


def test_an_altered_token_is_refused(server, token):
    for place in (0, len(token) // 2, len(token) - 2):
        other = "A" if token[place] != "A" else "B"
        altered = token[:place] + other + token[place + 1 :]
        assert refused_login(server, altered) == "InvalidSigninToken"
    for wrong in ("", "x", token[:-4], token + "AAAA", "A" * 9000, "é"):
        assert refused_login(server, wrong) in ("InvalidSigninToken", "InvalidRequest")


def test_a_session_token_is_no_sign_in_token_and_a_cookie_neither(server, session, token):
    assert refused_login(server, session.token) == "InvalidSigninToken"
    browser = Browser()
    browser.open(login_url(server.endpoint, token))
    assert refused_login(server, browser.cookie.value) == "InvalidSigninToken"
    # And a sign-in token is no cookie.
    browser.present(token)
    assert not browser.is_signed_in(server)


def test_a_token_of_another_server_is_refused(server, token, own_server):
    own_server.start()
    foreign = token_of(role_session(own_server.root)[0])
    assert refused_login(server, foreign) == "InvalidSigninToken"
    assert refused_login(own_server, token) == "InvalidSigninToken"
    of_other = session_of(role_session(own_server.root)[0])
    answer = ask(server.endpoint, Action="getSigninToken", Session=of_other)
    assert refusal(answer) == "InvalidCredentials"


def test_a_token_outlives_a_restart(own_server):
    own_server.start()
    session, role = role_session(own_server.root)
    token = token_of(session)
    browser, _ = sign_in(session)
    own_server.kill()
    own_server.start()
    again = Browser().open(login_url(own_server.endpoint, token))
    assert role in again.text


@pytest.mark.parametrize(
    "destination, path",
    [
        (AWS_CONSOLE, "/"),
        ("https://console.aws.amazon.com/s3/", "/buckets"),
        ("https://us-west-2.console.aws.amazon.com/s3/buckets/a-bucket", "/buckets/a-bucket"),
        ("https://console.aws.amazon.com/iam/home#/users", "/users"),
        ("https://console.aws.amazon.com/ec2/v2/home", "/"),
        ("/buckets", "/buckets"),
    ],
)
def test_destinations_lead_to_the_consoles_own_pages(server, token, destination, path):
    browser = Browser()
    first = browser.step(login_url(server.endpoint, token, destination))
    second = browser.step(first.headers["location"])
    location = second.headers["location"].removeprefix(server.console)
    assert location == path


@pytest.mark.parametrize(
    "destination",
    [
        "https://evil.example/",
        "http://console.aws.amazon.com/",
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "https://console.aws.amazon.com.evil.example/",
        "https://console.aws.amazon.com@evil.example/",
        "https://evil.example/console.aws.amazon.com/",
        "https://evilconsole.aws.amazon.com/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\r\nLocation: https://evil.example/",
    ],
)
def test_no_login_leads_to_foreign_hosts(server, token, destination):
    assert refused_login(server, token, destination) == "InvalidRequest"


@pytest.mark.parametrize(
    "issuer",
    [
        "localhost:3000",
        "My Portal: AWS",
        "https:www.example.org",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_an_issuer_that_is_no_address_is_forgotten(server, token, issuer):
    browser = Browser()
    url = login_url(server.console, token, issuer=issuer)
    assert browser.step(url).status_code in (302, 303)
    assert browser.is_signed_in(server)


def test_a_host_with_an_account_leads_to_where_its_users_sign_in(server):
    headers = {"Host": "acme.signin.aws.amazon.com"}
    for path in ("/console", "/console/", "/"):
        url = f"{server.endpoint}{path}"
        answer = Browser().open(url, headers=headers, allow_redirects=False)
        assert answer.status_code == 302
        assert answer.headers["location"] == f"{server.console}/signin/acme"


def test_signing_out_at_the_address_of_aws_leads_to_the_console(server):
    target = "oauth?Action=logout&redirect_uri=https%3A%2F%2Fconsole.aws.amazon.com%2F"
    answer = Browser().step(f"{server.endpoint}/{target}")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{server.console}/federation?Action=logout&")
    # Without that it is the name of a bucket.
    assert Browser().step(f"{server.endpoint}/oauth").status_code in (403, 404)
