"""The sample program of two users in Rust, run unattended against a started server."""

import json
import re
import signal
import subprocess

import pytest

from principals import allow, make_user
from test_scenarios import PROGRAM

# The rights that the program needs to make something, those that it needs to remove something, with
# what it leaves behind without them, and those that its clean-up needs besides after a failure.
TO_MAKE = (
    *("s3:CreateBucket", "iam:CreateUser", "iam:UpdateUser", "iam:ListUsers"),
    *("iam:CreatePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey"),
)
TO_REMOVE = {
    "iam:DeleteAccessKey": "the user",
    "iam:DetachUserPolicy": "the policy",
    "iam:DeletePolicy": "the policy",
    "iam:DeleteUser": "the user",
    "s3:ListBucket": "the bucket",
    "s3:DeleteObject": "the bucket",
    "s3:DeleteBucket": "the bucket",
}
TO_CLEAN_UP = ("iam:ListAttachedUserPolicies", "iam:ListAccessKeys")

STEPS = [
    *("started", "bucket_created"),
    *("user_created", "user_created", "user_renamed", "user_renamed", "users"),
    *("policy_created", "policy_attached", "key_created"),
    *("policy_created", "policy_attached", "key_created"),
    *("object_put", "object_got", "object_got", "delete_refused"),
    *("key_deleted", "policy_detached", "policy_deleted", "user_deleted"),
    *("key_deleted", "policy_detached", "policy_deleted", "user_deleted"),
    *("bucket_deleted", "finished"),
]


def run(credentials, *flags, **environment):
    return subprocess.run(
        [PROGRAM, "users", "--yes", "--json", *flags],
        env=credentials.environment | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def events(ended):
    return [json.loads(line) for line in ended.stdout.splitlines()]


def steps(ended):
    return [event["event"] for event in events(ended)]


def everything(root):
    """All that the program could have left behind."""
    users = list(root.resources.users.all())
    keys = {key.id for user in users for key in user.access_keys.all()}
    policies = {policy.arn for policy in root.resources.policies.filter(Scope="Local")}
    buckets = {bucket.name for bucket in root.s3_resources.buckets.all()}
    return {user.name for user in users}, keys, policies, buckets


def make_caller(root, kind):
    if kind == "root":
        return root
    if kind == "administrator":
        return make_user(root, administrator=True)[1]
    return make_user(root, allow([*TO_MAKE, *TO_REMOVE]))[1]


def everything_but(root, action):
    """A caller who has every right that matters here but this one."""
    rights = [right for right in (*TO_MAKE, *TO_REMOVE, *TO_CLEAN_UP) if right != action]
    return make_user(root, allow(rights))[1]


@pytest.mark.parametrize("kind", ["root", "administrator", "least privilege"])
def test_it_runs_to_its_end_and_leaves_nothing(root, kind):
    caller = make_caller(root, kind)
    before = everything(root)
    ended = run(caller)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    # No step says that it waits: a new key is good in the very next request.
    assert steps(ended) == STEPS
    assert everything(root) == before


def test_the_reader_reads_what_the_writer_wrote_and_is_refused_to_delete_it(root):
    seen = {event["event"]: event for event in events(run(root)) if "key" in event}
    put, got, refused = (seen[name] for name in ("object_put", "object_got", "delete_refused"))
    assert got["user"] == refused["user"] != put["user"]
    assert {event["bucket"] for event in (put, got, refused)} == {put["bucket"]}
    assert refused["code"] == "AccessDenied"
    assert got["content"]


def test_secrets_are_shown_to_who_asks_for_them_and_never_logged(root):
    ended = run(root, "--show-secret", "--verbose")
    secrets = [event["secret"] for event in events(ended) if "secret" in event]
    assert len(secrets) == 2
    assert "created an access key" in ended.stderr
    assert not any(secret in ended.stderr for secret in secrets)


def test_secrets_are_hidden_otherwise(root):
    assert not any("secret" in event for event in events(run(root)))


def test_a_host_name_as_the_endpoint_needs_no_names_of_buckets(root):
    by_name = root.elsewhere(endpoint=root.endpoint.replace("127.0.0.1", "localhost"))
    ended = run(by_name)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_it_runs_behind_tls(secure):
    ended = run(secure.root, SSL_CERT_FILE=secure.ca_file)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_it_runs_in_every_region(root, region):
    ended = run(root.elsewhere(region=region))
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("action", TO_MAKE)
def test_without_a_right_to_make_something_it_fails_and_leaves_nothing(root, action):
    caller = everything_but(root, action)
    before = everything(root)
    ended = run(caller)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert f"not authorized to perform: {action}" in ended.stderr
    assert everything(root) == before


@pytest.mark.parametrize("action, left", TO_REMOVE.items())
def test_without_a_right_to_remove_something_it_names_what_it_leaves(own_server, action, left):
    caller = everything_but(own_server.start().root, action)
    ended = run(caller)
    assert ended.returncode == 5, ended.stdout + ended.stderr
    assert "AccessDenied" in ended.stderr
    named = next(line for line in ended.stderr.splitlines() if "delete by hand" in line)
    assert re.search(rf"delete by hand, if it is there still: .*\b{left} \S*iamd-scenarios-", named)


@pytest.mark.parametrize(
    "step", ["bucket_created", "user_created", "user_renamed", "policy_attached", "object_put"]
)
def test_an_interrupted_program_takes_down_what_it_made(own_server, step):
    own_server.start()
    before = everything(own_server.root)
    process = subprocess.Popen(
        [PROGRAM, "users", "--yes", "--json"],
        env=own_server.root.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if json.loads(line)["event"] == step:
            break
    # The server stands still, and the program waits for an answer while it is interrupted.
    own_server.process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGINT)
    own_server.process.send_signal(signal.SIGCONT)
    process.communicate(timeout=120)
    assert process.returncode == 130
    assert everything(own_server.root) == before


def test_two_runs_side_by_side_do_not_meet(root):
    before = everything(root)
    arguments = {"env": root.environment, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    programs = [subprocess.Popen([PROGRAM, "users", "--yes"], **arguments) for _ in range(3)]
    assert [program.wait(timeout=120) for program in programs] == [0, 0, 0]
    assert everything(root) == before
