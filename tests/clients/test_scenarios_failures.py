"""The sample programs in Rust against servers that refuse, are slow, fall silent or die."""

import contextlib
import json
import os
import random
import shlex
import signal
import socket
import subprocess

import pytest

from principals import make_user
from server import ENVIRONMENT, Credentials, Server
from test_command_lines import PROGRAMS as COMMAND_LINES
from test_scenarios import PROGRAM
from test_scenarios_all import PROGRAMS, end, everything, start
from troubled import Lossy, Silent

# Where each program has made something and is not through with it.
IN_THE_MIDDLE = {
    "access-keys": "key_created",
    "users": "object_put",
    "mfa": "user_may_assume",
    "federated-url": "role_assumed",
    "account": "alias_created",
}


class Run:
    """A program that runs."""

    def __init__(self, program, credentials, folder, *flags):
        flags = (program, "--yes", "--json", *flags)
        self.process = start(folder, credentials.environment, *flags)
        self.told = []

    def until(self, event):
        for line in self.process.stdout:
            self.told.append(json.loads(line))
            if self.told[-1]["event"] == event:
                return self.told[-1]
        raise AssertionError(f"no {event}: {self.told} {self.process.stderr.read()}")

    def end(self):
        code, said, complaints = end(self.process)
        self.told += [json.loads(line) for line in said.splitlines()]
        return code, complaints

    @property
    def events(self):
        return [event["event"] for event in self.told]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


@pytest.fixture
def fixed(tmp_path):
    """A server that comes back at the same address, and can be given up."""
    console = ("--console-listen", "127.0.0.1:0")
    server = Server(tmp_path / "data", *console, listen=f"127.0.0.1:{free_port()}").start()
    yield server
    server.kill()


def free_port():
    """A port that the system gives to nobody by itself while the server is away."""
    for port in random.sample(range(20_000, 30_000), 100):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")


@pytest.mark.parametrize("program", [*PROGRAMS, "all"])
def test_nobody_listens(folder, program):
    with socket.create_server(("127.0.0.1", 0)) as free:
        endpoint = "http://127.0.0.1:{}".format(free.getsockname()[1])
    code, complaints = Run(program, Credentials("AKIA", "x", endpoint), folder).end()
    assert code == 1
    assert f"nobody answers at {endpoint}: is the server running there?" in complaints


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("wrong", ["key", "secret"])
def test_the_key_is_wrong(root, folder, program, wrong):
    if wrong == "key":
        caller, error = root.elsewhere(key_id="AKIAIOSFODNN7EXAMPLE"), "InvalidClientTokenId"
    else:
        caller, error = root.elsewhere(secret="guess"), "SignatureDoesNotMatch"
    run = Run(program, caller, folder)
    code, complaints = run.end()
    assert code == 1 and run.told == []
    assert complaints.startswith("iamd-scenarios: could not find out who is calling: ")
    assert error in complaints


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_caller_has_no_rights(root, folder, program):
    _, nobody = make_user(root)
    before = everything(root)
    run = Run(program, nobody, folder)
    code, complaints = run.end()
    assert code == 1 and "not authorized to perform: " in complaints
    assert run.events == ["started"]
    assert everything(root) == before


def test_there_is_no_key_at_all(root, folder):
    environment = ENVIRONMENT | {
        "AWS_ENDPOINT_URL": root.endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    for program in PROGRAMS:
        code, said, complaints = end(start(folder, environment, program, "--yes"))
        assert (code, said) == (3, "")
        assert "there is no access key to call with" in complaints
        assert "--credentials" in complaints


def test_the_user_has_no_free_key(root, folder):
    name, caller = make_user(root, administrator=True)
    root.iam.create_access_key(UserName=name)
    before = everything(root)
    for program in ("access-keys", "all"):
        run = Run(program, caller, folder)
        code, complaints = run.end()
        assert code == 3
        assert f"the user {name} has two access keys already" in complaints
    assert run.told[-1] == {"event": "not_run", "scenarios": PROGRAMS[1:]}
    assert everything(root) == before


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_server_that_stands_still_for_a_while_is_waited_for(own_server, folder, program):
    root = own_server.start().root
    before = everything(root)
    run = Run(program, root, folder)
    run.until(IN_THE_MIDDLE[program])
    own_server.process.send_signal(signal.SIGSTOP)
    try:
        waiting = run.until("still_waiting")
    finally:
        own_server.process.send_signal(signal.SIGCONT)
    assert waiting["seconds"] >= 3
    code, complaints = run.end()
    assert code == 0, complaints
    assert everything(root) == before


@pytest.mark.parametrize("program", [*PROGRAMS, "all"])
def test_a_server_that_never_answers_is_given_up(folder, program):
    with Silent() as silent:
        caller = Credentials("AKIA", "x", silent.endpoint)
        code, complaints = Run(program, caller, folder, "--timeout", "2").end()
    assert code == 1
    assert "there was no answer in time" in complaints


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_server_that_dies_in_the_middle_leaves_exactly_what_is_said(fixed, folder, program):
    root = fixed.root
    before = everything(root)
    run = Run(program, root, folder)
    run.until(IN_THE_MIDDLE[program])
    fixed.kill()
    code, complaints = run.end()
    assert code == 5, complaints
    assert "clean_up_waits" in run.events
    assert list(folder.iterdir()) == []
    fixed.start()
    # Whoever follows the instructions has all as it was.
    assert everything(root) != before
    for command in instructions(complaints):
        follow(command, root)
    assert everything(root) == before


def instructions(complaints):
    _, _, commands = complaints.partition("these commands do it:\n")
    return [line.strip() for line in commands.splitlines()]


def follow(command, credentials):
    """What is named may be gone already, so it may fail."""
    program, *arguments = shlex.split(command)
    assert program == "aws"
    # Versions before 2.13 do not read AWS_ENDPOINT_URL.
    endpoint = ["--endpoint-url", credentials.endpoint]
    subprocess.run(
        [COMMAND_LINES["2"], *arguments, *endpoint],
        env=credentials.environment,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_server_that_comes_back_is_cleaned_up(fixed, folder, program):
    root = fixed.root
    before = everything(root)
    run = Run(program, root, folder)
    run.until(IN_THE_MIDDLE[program])
    fixed.kill()
    run.until("clean_up_waits")
    fixed.start()
    code, complaints = run.end()
    assert code == 1, complaints
    assert "the server cannot be reached" in complaints
    assert everything(root) == before


@pytest.mark.parametrize(
    "program, mark",
    [
        ("access-keys", "Action=CreateUser&"),
        ("access-keys", "Action=AttachUserPolicy&"),
        ("access-keys", "Action=CreateAccessKey&"),
        ("users", "PUT /iamd-scenarios-bucket"),
        ("users", "Action=CreateUser&"),
        ("users", "Action=UpdateUser&"),
        ("users", "Action=CreatePolicy&"),
        ("users", "Action=AttachUserPolicy&"),
        ("users", "Action=CreateAccessKey&"),
        ("mfa", "Action=CreateVirtualMFADevice&"),
        ("mfa", "Action=EnableMFADevice&"),
        ("mfa", "Action=CreateRole&"),
        ("mfa", "Action=AttachRolePolicy&"),
        ("mfa", "Action=PutUserPolicy&"),
        ("federated-url", "Action=CreateRole&"),
        ("federated-url", "Action=AttachRolePolicy&"),
        ("account", "Action=CreateAccountAlias&"),
        ("account", "Action=UpdateAccountPasswordPolicy&"),
    ],
)
def test_what_was_made_without_an_answer_is_removed(own_server, folder, program, mark):
    root = own_server.start().root
    before = everything(root)
    with Lossy(own_server, mark) as lossy:
        caller = root.elsewhere(endpoint=lossy.endpoint)
        code, complaints = Run(program, caller, folder, "--timeout", "3").end()
    assert code == 1, complaints
    assert "there was no answer in time, so it may have been done all the same" in complaints
    assert everything(root) == before


def test_a_key_that_was_made_without_an_answer_is_told_and_not_touched(own_server, folder):
    root = own_server.start().root
    name, _ = make_user(root, administrator=True)
    (key,) = root.iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    root.iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    made = root.iam.create_access_key(UserName=name)["AccessKey"]
    with Lossy(own_server, "Action=CreateAccessKey&") as lossy:
        caller = root.elsewhere(
            key_id=made["AccessKeyId"], secret=made["SecretAccessKey"], endpoint=lossy.endpoint
        )
        code, complaints = Run("access-keys", caller, folder, "--timeout", "3").end()
    assert code == 5, complaints
    keys = root.iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    ids = {key["AccessKeyId"] for key in keys} - {made["AccessKeyId"]}
    assert len(ids) == 1 and ids.pop() in complaints
    assert f"aws iam list-access-keys --user-name {name}" in complaints


@pytest.mark.parametrize("program", PROGRAMS)
def test_who_presses_ctrl_c_twice_is_told_what_may_be_left(own_server, folder, program):
    root = own_server.start().root
    run = Run(program, root, folder)
    run.until(IN_THE_MIDDLE[program])
    own_server.process.send_signal(signal.SIGSTOP)
    try:
        run.process.send_signal(signal.SIGINT)
        run.until("stopping")
        run.process.send_signal(signal.SIGINT)
        code, complaints = run.end()
    finally:
        own_server.process.send_signal(signal.SIGCONT)
    assert code == 130
    assert "interrupted again before the clean-up was through; delete by hand" in complaints
    assert instructions(complaints)


def test_complaints_are_in_the_language_of_the_person(folder):
    with socket.create_server(("127.0.0.1", 0)) as free:
        endpoint = "http://127.0.0.1:{}".format(free.getsockname()[1])
    environment = Credentials("AKIA", "x", endpoint).environment
    for lang, words in [
        ("es", "nadie responde en"),
        ("ja", "応答がありません"),
        ("zh", "没有应答"),
        ("ko", "응답이 없습니다"),
    ]:
        ended = subprocess.run(
            [PROGRAM, "all", "--yes", "--lang", lang],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 1
        assert words in ended.stderr and endpoint in ended.stderr
