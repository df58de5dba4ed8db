"""The program of the URL that opens the console, run to its end, and the URL opened."""

from urllib.parse import urlsplit

import pytest
import urllib3

import federated_program
from buckets import make_bucket
from certificates import AWS_NAMES
from console import Browser
from principals import allow, fresh, make_user
from refusals import refused

# What the program itself needs, and nothing else. The role's trust lets the user assume it.
OF_THE_PROGRAM = [
    *("iam:GetUser", "iam:CreateRole", "iam:AttachRolePolicy", "iam:GetRole"),
    *("iam:ListAttachedRolePolicies", "iam:DetachRolePolicy", "iam:DeleteRole"),
]


def roles(root):
    return {role.arn for role in root.resources.roles.all()}


def make_caller(root, kind):
    if kind == "administrator":
        return make_user(root, administrator=True)[1]
    return make_user(root, allow(OF_THE_PROGRAM))[1]


@pytest.mark.parametrize("kind", ["administrator", "least privilege"])
def test_its_url_opens_the_console_with_the_rights_of_the_role(server, root, kind):
    caller, bucket, name = make_caller(root, kind), make_bucket(root), fresh("demo")
    before = roles(root)
    browser = Browser()
    with federated_program.run(caller, name) as (url, credentials):
        session = caller.elsewhere(
            key_id=credentials["AccessKeyId"],
            secret=credentials["SecretAccessKey"],
            token=credentials["SessionToken"],
        )
        assert bucket in {found["Name"] for found in session.s3.list_buckets()["Buckets"]}
        home = browser.open(url)
        assert home.status_code == 200
        assert home.url.startswith(f"{server.console}/")
        assert name in home.text and "a-demonstration" in home.text
        listed = browser.open(f"{server.console}/buckets")
        assert listed.status_code == 200 and bucket in listed.text
        # The policy of the role allows reading S3 alone.
        assert browser.is_denied(server, "/users")
        # The URL is good more than once.
        assert name in Browser().open(url).text
    assert roles(root) == before
    # The sessions of the role went with it: the browser's too.
    with refused("InvalidToken", 400):
        session.s3.list_buckets()
    assert name not in browser.open(f"{server.console}/").text
    # And nobody else gets in.
    assert Browser().open(url).status_code == 400


def test_it_runs_behind_tls(secure):
    caller = make_caller(secure.root, "least privilege")
    with federated_program.run(caller, fresh("demo")) as (url, _):
        browser = Browser(secure.ca_file)
        assert browser.open(url).status_code == 200
        assert browser.cookie.secure and browser.cookie.name == "__Host-iamd-console"


@pytest.fixture
def as_aws(secure, monkeypatch):
    """AWS's names lead to the server, as entries of /etc/hosts and a rule for the port make them."""
    connect = urllib3.util.connection.create_connection
    port = urlsplit(secure.endpoint).port

    def connect_to_server(address, *arguments, **options):
        ours = ("127.0.0.1", port) if address[0] in AWS_NAMES else address
        return connect(ours, *arguments, **options)

    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect_to_server)


def test_it_runs_with_the_addresses_of_aws_in_it(secure, as_aws):
    """As the sample has them: nothing of the program was changed for this server."""
    caller, name = make_caller(secure.root, "least privilege"), fresh("demo")
    endpoint = "https://signin.aws.amazon.com/federation"
    with federated_program.run(caller, name, endpoint) as (url, _):
        assert url.startswith(f"{endpoint}?")
        page = Browser(secure.ca_file).open(url)
        assert page.status_code == 200 and name in page.text
        assert page.url.startswith(f"{secure.console}/")


def test_the_root_user_cannot_assume_the_role_and_leaves_nothing(root):
    before = roles(root)
    text = "Roles may not be assumed by root accounts."
    with refused("AccessDenied", 403, text), federated_program.run(root, fresh("demo")):
        pass
    assert roles(root) == before
