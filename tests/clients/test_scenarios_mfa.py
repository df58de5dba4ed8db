"""The sample program of the role with MFA in Rust, run against a started server.

The program waits for the next code of its device, as everybody has to: so the runs to the end go
side by side.
"""

import json
import os
import pty
import re
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts import create
from authenticator import STEP_SECONDS, Authenticator
from buckets import make_bucket
from principals import allow, make_user
from test_scenarios import PROGRAM

# The rights that the program needs on the side of the user and on that of the role, and those that
# its clean-up needs besides.
OF_THE_USER = (
    *("iam:CreateUser", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice"),
    *("iam:CreateAccessKey", "iam:PutUserPolicy"),
)
OF_THE_ROLE = ("iam:CreateRole", "iam:CreatePolicy", "iam:AttachRolePolicy")
TO_REMOVE = (
    *("iam:DetachRolePolicy", "iam:DeletePolicy", "iam:DeleteRole", "iam:DeleteUserPolicy"),
    *("iam:DeleteAccessKey", "iam:DeactivateMFADevice", "iam:DeleteVirtualMFADevice"),
    "iam:DeleteUser",
)
TO_CLEAN_UP = ("iam:ListAttachedUserPolicies", "iam:ListAccessKeys")

STEPS = [
    *("started", "user_created", "device_created", "qr_code", "device_enabled", "key_created"),
    *("role_created", "policy_created", "role_policy_attached", "user_may_assume"),
    *("assume_refused", "role_assumed", "buckets", "list_users_refused"),
    *("role_policy_detached", "policy_deleted", "role_deleted", "user_may_not_assume"),
    *("key_deleted", "device_deleted", "user_deleted", "finished"),
]


def run(credentials, folder, *flags, **environment):
    return subprocess.run(
        [PROGRAM, "mfa", "--yes", "--json", *flags],
        env=credentials.environment | environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )


def events(ended):
    return [json.loads(line) for line in ended.stdout.splitlines()]


def steps(ended):
    """What happened, but for the waiting for codes."""
    return [event["event"] for event in events(ended) if event["event"] != "next_code"]


def everything(root):
    """All that the program could have left behind."""
    iam = root.resources
    users = list(iam.users.all())
    return {
        "users": {user.name for user in users},
        "keys": {key.id for user in users for key in user.access_keys.all()},
        "inline": {policy.name for user in users for policy in user.policies.all()},
        "roles": {role.arn for role in iam.roles.all()},
        "policies": {policy.arn for policy in iam.policies.filter(Scope="Local")},
        "devices": {device.serial_number for device in iam.virtual_mfa_devices.all()},
    }


def profile(folder, credentials):
    """A profile of these credentials, as the environment names its file."""
    path = folder / "credentials"
    path.write_text(
        f"[other]\naws_access_key_id = {credentials.key_id}\n"
        f"aws_secret_access_key = {credentials.secret}\n"
    )
    return {"AWS_SHARED_CREDENTIALS_FILE": str(path)}


class Runs:
    """Several runs to the end, side by side."""

    def __init__(self, server, secure, folder):
        self.root, self.secure = server.root, secure.root
        self.other_id, self.other = create(server)
        self.bucket = make_bucket(self.root)
        self.other_bucket = make_bucket(self.other)
        least = make_user(self.root, allow([*OF_THE_USER, *OF_THE_ROLE, *TO_REMOVE]))[1]
        of_user = make_user(self.root, allow([*OF_THE_USER, *TO_REMOVE]))[1]
        of_role = make_user(self.other, allow([*OF_THE_ROLE, *TO_REMOVE]))[1]
        administrator = make_user(self.root, administrator=True)[1]
        self.folder = folder
        named = ("--role-profile", "other")
        plans = {
            "root": (self.root, [], {}),
            "administrator": (administrator, ["--show-secret", "--verbose"], {}),
            "least privilege": (least, [], {}),
            "another region": (self.root.elsewhere(region="us-east-1"), [], {}),
            "TLS": (self.secure, [], {"SSL_CERT_FILE": secure.ca_file}),
            "two accounts": (self.root, named, self.profile("roots", self.other)),
            "two accounts, least privilege": (of_user, named, self.profile("least", of_role)),
        }
        self.before = self.look()
        with ThreadPoolExecutor(len(plans)) as pool:
            started = {
                name: pool.submit(run, caller, self.folder_of(name), *flags, **environment)
                for name, (caller, flags, environment) in plans.items()
            }
            self.ended = {name: it.result() for name, it in started.items()}

    def folder_of(self, name):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def profile(self, name, credentials):
        return profile(self.folder_of(f"profile {name}"), credentials)

    def look(self):
        return [everything(root) for root in (self.root, self.other, self.secure)]


NAMES = (
    *("root", "administrator", "least privilege", "another region", "TLS"),
    *("two accounts", "two accounts, least privilege"),
)


@pytest.fixture(scope="module")
def runs(server, secure, tmp_path_factory):
    return Runs(server, secure, tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_to_its_end(runs, name):
    ended = runs.ended[name]
    assert ended.returncode == 0, ended.stdout + ended.stderr
    # No step says that it waits, but for the next code: what is made is known in the very next
    # request.
    assert steps(ended) == STEPS


def test_nothing_is_left(runs):
    assert runs.look() == runs.before
    assert [path for path in runs.folder.rglob("*.png")] == []


def test_what_must_be_refused_was(runs):
    told = {event["event"]: event for event in events(runs.ended["administrator"])}
    assert told["assume_refused"]["code"] == told["list_users_refused"]["code"] == "AccessDenied"
    assert runs.bucket in told["buckets"]["buckets"]
    assert told["role_assumed"]["key_id"].startswith("ASIA")


@pytest.mark.parametrize("name", ["two accounts", "two accounts, least privilege"])
def test_the_role_belongs_to_the_account_of_the_profile(runs, account_id, name):
    told = {event["event"]: event for event in events(runs.ended[name])}
    assert f"::{runs.other_id}:role/" in told["role_created"]["role_arn"]
    assert f"::{runs.other_id}:policy/" in told["policy_created"]["policy_arn"]
    assert f"::{account_id}:mfa/" in told["device_created"]["serial_number"]
    assert told["buckets"]["buckets"] == [runs.other_bucket]


def test_secrets_are_shown_to_who_asks_for_them_and_never_logged(runs):
    shown = runs.ended["administrator"]
    secrets = [event["secret"] for event in events(shown) if "secret" in event]
    assert len(secrets) == 2
    assert "assumed a role" in shown.stderr
    assert not any(secret in shown.stderr for secret in secrets)
    assert not any("secret" in event for event in events(runs.ended["root"]))


def test_a_person_scans_the_code_and_types_what_the_phone_shows(root, tmp_path):
    """The phone is a reader of QR codes that is not ours; the person makes a mistake, too."""
    before = everything(root)
    person, terminal = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "mfa"],
        env=root.environment,
        cwd=tmp_path,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(terminal)
    expect(process.stderr, b"Go on? [y/N]")
    type_line(person, "y")
    expect(process.stderr, b"shows:")
    (picture,) = tmp_path.glob("*.png")
    assert picture.stat().st_mode & 0o777 == 0o600
    phone = Authenticator.scan(picture.read_bytes())
    step = int(os.stat(picture).st_mtime) // STEP_SECONDS
    # What cannot be a code is asked for again; the second code of the pair is wrong at first.
    for typed, asked in (
        ("not a code", b"A code has six digits. The code that your authenticator shows:"),
        ("12", b"A code has six digits. The code that your authenticator shows:"),
        (phone.code(step - 1), b"changes:"),
        (phone.wrong_code(step), b"shows:"),
        (phone.code(step - 1), b"changes:"),
        (phone.code(step), b"not give yet:"),
        (phone.code(step), b"not give yet:"),
    ):
        type_line(person, typed)
        expect(process.stderr, asked)
    next_code = phone.code(step + 1)
    type_line(person, f"{next_code[:3]} {next_code[3:]}")
    said, complaint = process.communicate(timeout=120)
    os.close(person)
    assert process.returncode == 0, complaint
    said = said.decode()
    assert said.count("█") > 100
    assert said.count("That was not accepted") == 2
    assert everything(root) == before
    assert list(tmp_path.iterdir()) == []


def type_line(terminal, text):
    os.write(terminal, f"{text}\n".encode())


def expect(stream, ending):
    """Reads until this was said."""
    said = b""
    while not said.endswith(ending):
        byte = stream.read(1)
        assert byte, said
        said += byte
    return said


@pytest.mark.parametrize("action", [*OF_THE_USER, *OF_THE_ROLE])
def test_without_a_right_to_make_something_it_fails_and_leaves_nothing(root, tmp_path, action):
    rights = [*OF_THE_USER, *OF_THE_ROLE, *TO_REMOVE, *TO_CLEAN_UP]
    caller = make_user(root, allow([right for right in rights if right != action]))[1]
    before = everything(root)
    ended = run(caller, tmp_path)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert f"not authorized to perform: {action}" in ended.stderr
    assert everything(root) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "step", ["device_created", "qr_code", "key_created", "user_may_assume", "assume_refused"]
)
def test_an_interrupted_program_takes_down_what_it_made(own_server, tmp_path, step):
    own_server.start()
    before = everything(own_server.root)
    folder = tmp_path / "here"
    folder.mkdir()
    process = subprocess.Popen(
        [PROGRAM, "mfa", "--yes", "--json"],
        env=own_server.root.environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if json.loads(line)["event"] == step:
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode == 130
    assert everything(own_server.root) == before
    assert list(folder.iterdir()) == []


def test_what_it_cannot_remove_is_named(own_server, tmp_path):
    root = own_server.start().root
    rights = [*OF_THE_USER, *OF_THE_ROLE, *TO_REMOVE, *TO_CLEAN_UP]
    rights = [right for right in rights if right not in ("iam:DeleteRole", "sts:AssumeRole")]
    # It fails where it makes the user's policy, and cannot remove the role.
    rights.remove("iam:PutUserPolicy")
    ended = run(make_user(root, allow(rights))[1], tmp_path)
    assert ended.returncode == 5, ended.stdout + ended.stderr
    assert "delete by hand, if it is there still: the role iamd-scenarios-" in ended.stderr


def test_a_profile_for_roles_is_only_for_programs_that_make_some(root, tmp_path):
    for arguments in (["users"], ["access-keys"]):
        ended = subprocess.run(
            [PROGRAM, *arguments, "--yes", "--role-profile", "other"],
            env=root.environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 2, ended.stderr
        assert "--role-profile" in ended.stderr


def test_a_profile_that_is_not_there_is_told_before_anything_is_made(root, tmp_path):
    before = everything(root)
    ended = run(root, tmp_path, "--role-profile", "missing", **profile(tmp_path, root))
    assert ended.returncode == 3, ended.stdout + ended.stderr
    (said,) = ended.stderr.splitlines()
    assert said.startswith('iamd-scenarios: the profile "missing" cannot be used: ')
    assert ended.stdout == ""
    assert everything(root) == before


def test_the_key_of_a_profile_goes_to_no_endpoint_of_a_file_that_was_only_found(root, tmp_path):
    home = tmp_path / "home" / ".aws"
    home.mkdir(parents=True)
    profile(home, root)
    file = tmp_path / "iamd-data" / "root-credentials.env"
    file.parent.mkdir()
    file.write_text(
        f"export AWS_ENDPOINT_URL={root.endpoint}\n"
        f"export AWS_ACCESS_KEY_ID={root.key_id}\n"
        f"export AWS_SECRET_ACCESS_KEY={root.secret}\n"
    )
    quiet = {
        name: value for name, value in root.environment.items() if not name.startswith("AWS_")
    }
    before = everything(root)
    ended = subprocess.run(
        [PROGRAM, "mfa", "--yes", "--json", "--role-profile", "other"],
        env=quiet | {"HOME": str(home.parent)},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert "it has no endpoint_url" in ended.stderr and "--credentials" in ended.stderr
    assert everything(root) == before
