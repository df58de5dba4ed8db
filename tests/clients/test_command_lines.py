"""The AWS command lines, version 1 and version 2, over HTTP and over TLS."""

import json
import os
import subprocess

import pytest

from principals import ADMINISTRATOR, allow, fresh, make_user

PROGRAMS = {"1": os.environ.get("AWS_CLI_1", "aws"), "2": os.environ.get("AWS_CLI_2", "aws")}


class CommandLine:
    """One of the programs, with the credentials of one caller."""

    def __init__(self, program, credentials):
        self.program, self.credentials = program, credentials

    def run(self, *arguments):
        # Versions before 2.13 do not read AWS_ENDPOINT_URL.
        endpoint = ["--endpoint-url", self.credentials.endpoint]
        return subprocess.run(
            [self.program, *arguments, "--output", "json", *endpoint],
            env=self.credentials.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def iam(self, *arguments):
        ended = self.run("iam", *arguments)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout) if ended.stdout.strip() else None

    def refused(self, *arguments):
        ended = self.run("iam", *arguments)
        assert ended.returncode != 0, ended.stdout
        return ended.stderr


@pytest.fixture(params=PROGRAMS)
def version(request):
    return request.param


@pytest.fixture(params=["http", "https"])
def endpoint(request):
    return request.getfixturevalue("server" if request.param == "http" else "secure")


@pytest.fixture
def aws(version, endpoint):
    _, caller = make_user(endpoint.root, administrator=True)
    return CommandLine(PROGRAMS[version], caller)


def test_it_is_the_version_that_it_should_be(version):
    ended = subprocess.run([PROGRAMS[version], "--version"], capture_output=True, text=True)
    assert (ended.stdout + ended.stderr).startswith(f"aws-cli/{version}.")


def test_keys_are_made_listed_switched_and_deleted(aws, endpoint):
    name = fresh("cli-user")
    aws.iam("create-user", "--user-name", name)
    key = aws.iam("create-access-key", "--user-name", name)["AccessKey"]
    caller = endpoint.root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    identity = CommandLine(aws.program, caller).run("sts", "get-caller-identity")
    assert json.loads(identity.stdout)["Arn"].endswith(f"user/{name}"), identity.stderr
    used = aws.iam("get-access-key-last-used", "--access-key-id", caller.key_id)
    assert used["UserName"] == name
    assert used["AccessKeyLastUsed"]["ServiceName"] == "sts"
    aws.iam("create-access-key", "--user-name", name)
    assert "(LimitExceeded)" in aws.refused("create-access-key", "--user-name", name)
    of_name = ("--user-name", name, "--access-key-id", caller.key_id)
    aws.iam("update-access-key", *of_name, "--status", "Inactive")
    refused = CommandLine(aws.program, caller).run("sts", "get-caller-identity")
    assert "(InvalidClientTokenId)" in refused.stderr
    aws.iam("delete-access-key", *of_name)
    (left,) = aws.iam("list-access-keys", "--user-name", name)["AccessKeyMetadata"]
    assert left["Status"] == "Active"


def test_policies_are_made_attached_and_enforced(aws, endpoint):
    name, caller = make_user(endpoint.root)
    document = allow("iam:GetUser")
    made = aws.iam("create-policy", "--policy-name", fresh("p"), "--policy-document", document)
    arn = made["Policy"]["Arn"]
    bare = CommandLine(aws.program, caller)
    assert "(AccessDenied)" in bare.refused("get-user")
    aws.iam("attach-user-policy", "--user-name", name, "--policy-arn", arn)
    assert bare.iam("get-user")["User"]["UserName"] == name
    listed = aws.iam("list-attached-user-policies", "--user-name", name)["AttachedPolicies"]
    assert [policy["PolicyArn"] for policy in listed] == [arn]
    got = aws.iam("get-policy-version", "--policy-arn", arn, "--version-id", "v1")
    assert got["PolicyVersion"]["Document"] == json.loads(document)
    entities = aws.iam("list-entities-for-policy", "--policy-arn", arn)
    assert [user["UserName"] for user in entities["PolicyUsers"]] == [name]
    aws.iam("detach-user-policy", "--user-name", name, "--policy-arn", arn)
    aws.iam("delete-policy", "--policy-arn", arn)


def test_pages_are_followed(aws, endpoint):
    path = f"/{fresh('cli')}/"
    names = {fresh("user") for _ in range(5)}
    for name in names:
        endpoint.root.iam.create_user(UserName=name, Path=path)
    listed = aws.iam("list-users", "--path-prefix", path, "--page-size", "2")["Users"]
    assert {user["UserName"] for user in listed} == names
    arns = aws.iam("list-policies", "--scope", "AWS", "--query", "Policies[].Arn")
    assert len(arns) > 1000 and ADMINISTRATOR in arns
