"""Roles, groups, MFA and sessions by the AWS command lines, and profiles that assume roles."""

import json

import pytest

from authenticator import Device, device_of
from principals import allow, fresh, make_user
from roles import MFA, arn_of, make_role, trust
from test_command_lines import PROGRAMS, CommandLine
from tools import Tool


@pytest.fixture(params=PROGRAMS)
def version(request):
    return request.param


@pytest.fixture
def aws(version, root):
    _, caller = make_user(root, administrator=True)
    return CommandLine(PROGRAMS[version], caller)


def as_session(line, credentials):
    """The same program with temporary credentials."""
    caller = line.credentials.elsewhere(
        key_id=credentials["AccessKeyId"],
        secret=credentials["SecretAccessKey"],
        token=credentials["SessionToken"],
    )
    return CommandLine(line.program, caller)


def call(line, *arguments):
    ended = line.run(*arguments)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout) if ended.stdout.strip() else None


def test_a_role_with_mfa_from_the_first_call_to_the_last(aws, tmp_path, root):
    user, role, name = fresh("cli"), fresh("cli-role"), fresh("cli-device")
    aws.iam("create-user", "--user-name", user)
    picture = tmp_path / "qr.png"
    made = aws.iam(
        *("create-virtual-mfa-device", "--virtual-mfa-device-name", name),
        *("--outfile", str(picture), "--bootstrap-method", "QRCodePNG"),
    )["VirtualMFADevice"]
    serial = made["SerialNumber"]
    device = Device(serial, picture.read_bytes())
    codes = device.codes()
    of_user = ("--user-name", user, "--serial-number", serial)
    aws.iam(
        *("enable-mfa-device", *of_user),
        *("--authentication-code1", codes["AuthenticationCode1"]),
        *("--authentication-code2", codes["AuthenticationCode2"]),
    )
    key = aws.iam("create-access-key", "--user-name", user)["AccessKey"]
    arn = aws.iam("get-user", "--user-name", user)["User"]["Arn"]
    policy = trust(arn, condition={"Bool": {MFA: True}})
    made = aws.iam("create-role", "--role-name", role, "--assume-role-policy-document", policy)
    role_arn = made["Role"]["Arn"]
    assert made["Role"]["AssumeRolePolicyDocument"] == json.loads(policy)
    of_role = ("--role-name", role)
    text = allow("s3:ListAllMyBuckets")
    aws.iam("put-role-policy", *of_role, "--policy-name", "p", "--policy-document", text)

    caller = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    line = CommandLine(aws.program, caller)
    assume = ("sts", "assume-role", "--role-arn", role_arn, "--role-session-name", "by-cli")
    assert "(AccessDenied)" in line.run(*assume).stderr
    proof = ("--serial-number", serial, "--token-code", device.code())
    session = as_session(line, call(line, *assume, *proof)["Credentials"])
    assert call(session, "sts", "get-caller-identity")["Arn"].endswith(f"/{role}/by-cli")
    assert "Buckets" in call(session, "s3api", "list-buckets")
    assert "(AccessDenied)" in session.run("iam", "list-users").stderr
    assert "(AccessDenied)" in line.run(*assume, *proof).stderr

    aws.iam("delete-role-policy", *of_role, "--policy-name", "p")
    aws.iam("delete-role", *of_role)
    of_key = ("--access-key-id", key["AccessKeyId"])
    aws.iam("delete-access-key", "--user-name", user, *of_key)
    assert "(DeleteConflict)" in aws.refused("delete-user", "--user-name", user)
    aws.iam("deactivate-mfa-device", *of_user)
    aws.iam("delete-virtual-mfa-device", "--serial-number", serial)
    aws.iam("delete-user", "--user-name", user)


def test_groups_and_boundaries(aws, root):
    user, caller = make_user(root)
    group = fresh("cli-group")
    of_group = ("--group-name", group)
    aws.iam("create-group", *of_group)
    aws.iam("add-user-to-group", *of_group, "--user-name", user)
    policy = allow(["iam:GetUser", "iam:ListUsers"])
    aws.iam("put-group-policy", *of_group, "--policy-name", "p", "--policy-document", policy)
    line = CommandLine(aws.program, caller)
    assert line.iam("get-user")["User"]["UserName"] == user
    (member,) = aws.iam("get-group", *of_group)["Users"]
    assert member["UserName"] == user
    boundary = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    of_user = ("--user-name", user)
    aws.iam("put-user-permissions-boundary", *of_user, "--permissions-boundary", boundary)
    assert "(AccessDenied)" in line.refused("get-user")
    told = aws.iam("get-user", *of_user)["User"]["PermissionsBoundary"]
    assert told["PermissionsBoundaryArn"] == boundary
    aws.iam("delete-user-permissions-boundary", *of_user)
    line.iam("get-user")


def test_session_tokens(aws, root):
    user, caller = make_user(root, allow(["s3:ListAllMyBuckets", "iam:GetUser"]))
    line = CommandLine(aws.program, caller)
    plain = as_session(line, call(line, "sts", "get-session-token")["Credentials"])
    assert "Buckets" in call(plain, "s3api", "list-buckets")
    assert "(InvalidClientTokenId)" in plain.refused("get-user")
    device = device_of(root, user)
    proof = ("--serial-number", device.serial, "--token-code", device.code())
    made = call(line, "sts", "get-session-token", *proof, "--duration-seconds", "900")
    with_mfa = as_session(line, made["Credentials"])
    assert with_mfa.iam("get-user")["User"]["UserName"] == user


def test_a_profile_assumes_a_role_by_itself(root, tmp_path):
    """What people write into their configuration: a role, and the profile that assumes it. The
    versions 2 before 2.13 cannot be told where STS is that they ask for that."""
    _, caller = make_user(root)
    condition = {"StringEquals": {"sts:ExternalId": "word"}}
    _, role = make_role(root, trust(arn_of(caller), condition=condition), allow("iam:ListUsers"))
    _, second = make_role(root, role, allow("s3:ListAllMyBuckets"))
    (tmp_path / "config").write_text(
        f"[profile first]\nrole_arn = {role}\nsource_profile = own\nexternal_id = word\n"
        f"[profile second]\nrole_arn = {second}\nsource_profile = first\n"
    )
    (tmp_path / "credentials").write_text(
        f"[own]\naws_access_key_id = {caller.key_id}\naws_secret_access_key = {caller.secret}\n"
    )
    files = {
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
    }
    tool = Tool(caller, tmp_path, PROGRAMS["1"], environment=files)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        del tool.environment[name]
    endpoint = ("--endpoint-url", caller.endpoint)
    assert "Users" in tool("--profile", "first", "iam", "list-users", *endpoint)
    assert "Buckets" in tool("--profile", "second", "s3api", "list-buckets", *endpoint)
    assert "(AccessDenied)" in tool.fails("--profile", "second", "iam", "list-users", *endpoint)
