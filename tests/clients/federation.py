"""The federation endpoint: sign-in tokens, and the browsers that come with one."""

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from console import SECONDS_MAX, Browser
from principals import allow, make_user
from roles import arn_of, assume, make_role

AWS_CONSOLE = "https://console.aws.amazon.com/"
READS = allow("s3:*")
MINUTES, HOURS = 60, 3600


def session_of(credentials):
    """The parameter `Session`."""
    return json.dumps(
        {
            "sessionId": credentials.key_id,
            "sessionKey": credentials.secret,
            "sessionToken": credentials.token,
        }
    )


def ask(endpoint, method="GET", ca_file=None, **parameters):
    """One request to the endpoint, whose answer is taken as it is."""
    place = "params" if method == "GET" else "data"
    return requests.request(
        method,
        f"{endpoint}/federation",
        **{place: parameters},
        allow_redirects=False,
        timeout=SECONDS_MAX,
        verify=ca_file or True,
    )


def exchange(credentials, method="GET", **parameters):
    """Asks for a sign-in token."""
    asked = {"Action": "getSigninToken", "Session": session_of(credentials)} | parameters
    return ask(credentials.endpoint, method, credentials.ca_file, **asked)


def token_of(credentials, **parameters):
    answer = exchange(credentials, **parameters)
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == ["SigninToken"]
    return answer.json()["SigninToken"]


def refusal(answer):
    """The code with which the endpoint refuses; it always says in JSON why."""
    assert answer.status_code == 400, (answer.status_code, answer.text)
    assert answer.headers["content-type"].startswith("application/json")
    said = answer.json()
    assert set(said) == {"error", "message"} and said["message"]
    return said["error"]


def login_url(endpoint, token, destination=AWS_CONSOLE, issuer="example.org"):
    parameters = {
        "Action": "login",
        "Issuer": issuer,
        "Destination": destination,
        "SigninToken": token,
    }
    return f"{endpoint}/federation?{urlencode(parameters)}"


def sign_in(credentials, destination=AWS_CONSOLE, issuer="example.org", **parameters):
    """A browser that was signed in by a URL, and the page to which that led."""
    browser = Browser(credentials.ca_file)
    token = token_of(credentials, **parameters)
    page = browser.open(login_url(credentials.endpoint, token, destination, issuer))
    return browser, page


def parameters_of(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def role_session(root, policy=READS, name="somebody", **options):
    """The credentials of a role session, and the name of the role."""
    _, caller = make_user(root)
    role, arn = make_role(root, arn_of(caller), policy)
    return assume(caller, arn, name, **options), role


def refused_login(server, token, destination=AWS_CONSOLE):
    """Opens a login that leads nowhere, and returns the code."""
    browser = Browser()
    answer = browser.open(login_url(server.endpoint, token, destination))
    assert not browser.is_signed_in(server)
    return refusal(answer)
