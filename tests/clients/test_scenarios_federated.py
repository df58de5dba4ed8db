"""The sample program of the URL that opens the console in Rust, against a started server."""

import contextlib
import json
import signal
import subprocess

import pytest

from console import Browser
from principals import allow, make_user
from test_scenarios import PROGRAM

TO_MAKE = ("iam:GetUser", "iam:CreateRole", "iam:AttachRolePolicy")
TO_REMOVE = ("iam:DetachRolePolicy", "iam:DeleteRole")
STEPS = [
    *("started", "role_created", "role_policy_attached"),
    *("role_assumed", "signin_token_got", "federated_url"),
    *("role_policy_detached", "role_deleted", "finished"),
]


class Run:
    """A run that keeps its role until somebody is done with it."""

    def __init__(self, credentials, *flags, **environment):
        self.process = subprocess.Popen(
            [PROGRAM, "federated-url", "--yes", "--wait", "--json", *flags],
            env=credentials.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told = []

    def until(self, event):
        """Waits for an event and returns it; none if the program ends before."""
        for line in self.process.stdout:
            self.told.append(json.loads(line))
            if self.told[-1]["event"] == event:
                return self.told[-1]
        return None

    def end(self):
        """Lets it go on to its end, and returns its exit code and what it complained of."""
        out, complaints = self.process.communicate(timeout=120)
        self.told += [json.loads(line) for line in out.splitlines()]
        return self.process.returncode, complaints

    @property
    def steps(self):
        return [event["event"] for event in self.told]


@contextlib.contextmanager
def running(credentials, *flags, **environment):
    run = Run(credentials, *flags, **environment)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            run.end()


def everything(root):
    """All that the program could have left behind."""
    roles = {role.arn for role in root.resources.roles.all()}
    return roles, {user.name for user in root.resources.users.all()}


def make_caller(root, kind):
    if kind == "root":
        return root
    if kind == "administrator":
        return make_user(root, administrator=True)[1]
    return make_user(root, allow([*TO_MAKE, *TO_REMOVE]))[1]


@pytest.mark.parametrize("kind", ["root", "administrator", "least privilege"])
def test_its_url_opens_the_console_until_it_takes_down_the_role(server, root, kind):
    caller = make_caller(root, kind)
    before = everything(root)
    browser = Browser()
    with running(caller) as run:
        url = run.until("federated_url")["url"]
        assert url.startswith(f"{server.endpoint}/federation?Action=login&")
        page = browser.open(url)
        assert page.status_code == 200 and page.url.startswith(f"{server.console}/")
        created = next(it for it in run.told if it["event"] == "role_created")
        assert created["role_arn"].rpartition("/")[2] in page.text
        assert browser.open(f"{server.console}/buckets").status_code == 200
        code, complaints = run.end()
    assert code == 0, complaints
    stand_in = ["root_user", "stand_in_made"] if kind == "root" else []
    steps = [step for step in run.steps if step != "removed"]
    # No step says that it waits: a new role can be assumed in the very next request.
    assert steps == stand_in + STEPS
    assert everything(root) == before
    assert not browser.is_signed_in(server)


def test_the_endpoint_and_the_page_can_be_chosen(server, root):
    endpoint = f"{server.console}/federation"
    page = f"{server.console}/buckets"
    with running(root, "--signin-endpoint", endpoint, "--console-url", page) as run:
        url = run.until("federated_url")["url"]
        assert url.startswith(f"{endpoint}?")
        assert Browser().open(url).url == page


@pytest.mark.parametrize("way", ["unreachable", "no endpoint"])
def test_an_endpoint_that_gives_no_token_is_told_and_nothing_is_left(server, root, way):
    caller = make_caller(root, "least privilege")
    before = everything(root)
    endpoint = {
        "unreachable": "http://127.0.0.1:9/federation",
        "no endpoint": f"{server.endpoint}/nothing-here",
    }[way]
    with running(caller, "--signin-endpoint", endpoint) as run:
        code, complaints = run.end()
    assert code == 1
    assert f"could not get a sign-in token from {endpoint}: " in complaints
    assert everything(root) == before


def test_whoever_is_no_user_is_turned_away(root):
    caller = make_caller(root, "administrator")
    # A session of the user is no user either, as far as the program can tell, if a role's it is.
    answer = caller.sts.get_federation_token(Name="somebody", Policy=allow("*"))["Credentials"]
    federated = caller.elsewhere(
        key_id=answer["AccessKeyId"],
        secret=answer["SecretAccessKey"],
        token=answer["SessionToken"],
    )
    with running(federated) as run:
        code, complaints = run.end()
    assert code == 3 and "federated-user/somebody" in complaints


@pytest.mark.parametrize("action", TO_MAKE)
def test_without_a_right_to_make_something_it_fails_and_leaves_nothing(root, action):
    rights = [right for right in (*TO_MAKE, *TO_REMOVE) if right != action]
    caller = make_user(root, allow(rights))[1]
    before = everything(root)
    with running(caller) as run:
        code, complaints = run.end()
    assert code == 1, complaints
    assert f"not authorized to perform: {action}" in complaints
    assert everything(root) == before


@pytest.mark.parametrize("action", TO_REMOVE)
def test_without_a_right_to_remove_something_it_names_what_it_leaves(own_server, action):
    rights = [right for right in (*TO_MAKE, *TO_REMOVE) if right != action]
    caller = make_user(own_server.start().root, allow(rights))[1]
    with running(caller) as run:
        code, complaints = run.end()
    assert code == 5, complaints
    left = next(line for line in complaints.splitlines() if "delete by hand" in line)
    assert "delete by hand, if it is there still: " in left
    assert "the role iamd-scenarios-role-" in left
    assert "\n  aws iam delete-role --role-name iamd-scenarios-role-" in complaints


@pytest.mark.parametrize("step", ["role_created", "role_assumed", "federated_url"])
def test_an_interrupted_program_takes_down_what_it_made(own_server, step):
    own_server.start()
    before = everything(own_server.root)
    with running(own_server.root) as run:
        run.until(step)
        # The server stands still, and the program waits for it, or for the person.
        own_server.process.send_signal(signal.SIGSTOP)
        run.process.send_signal(signal.SIGINT)
        own_server.process.send_signal(signal.SIGCONT)
        # Nobody presses Enter.
        assert run.process.wait(timeout=120) == 130
    assert everything(own_server.root) == before


def test_secrets_are_never_logged_and_shown_only_to_who_asks(root):
    with running(root, "--verbose", "--show-secret") as run:
        url = run.until("federated_url")["url"]
        code, log = run.end()
    assert code == 0
    shown = next(it for it in run.told if it["event"] == "role_assumed")["secret"]
    assert "got a sign-in token" in log
    token = url.rpartition("SigninToken=")[2]
    assert shown not in log and token not in log and "SigninToken" not in log
    with running(root) as run:
        run.end()
    assert not any("secret" in event for event in run.told)


@pytest.mark.parametrize("there", [True, False])
def test_it_opens_a_browser_and_goes_on_without_one(root, tmp_path, there):
    if there:
        program, seen = tmp_path / "xdg-open", tmp_path / "seen"
        program.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}.new && mv {seen}.new {seen}\n')
        program.chmod(0o755)
    path = f"{tmp_path}:/bin:/usr/bin" if there else str(tmp_path)
    with running(root, "--open", PATH=path) as run:
        url = run.until("federated_url")["url"]
        event = run.until("browser_opened" if there else "browser_not_opened")
        assert event["program"] == "xdg-open"
        code, complaints = run.end()
    assert code == 0, complaints
    if there:
        assert (tmp_path / "seen").read_text() == url


def test_it_runs_behind_tls(secure):
    with running(secure.root, SSL_CERT_FILE=secure.ca_file) as run:
        url = run.until("federated_url")["url"]
        assert Browser(secure.ca_file).open(url).status_code == 200
        code, complaints = run.end()
    assert code == 0, complaints


def test_two_runs_side_by_side_do_not_meet(root):
    before = everything(root)
    runs = [Run(root) for _ in range(3)]
    assert [run.end()[0] for run in runs] == [0, 0, 0]
    assert everything(root) == before
