"""The sample program of the account in Rust, run unattended against a started server."""

import json
import signal
import subprocess

import pytest

import account_program
from identity_providers import saml_metadata
from principals import allow, make_user
from test_scenarios import PROGRAM, run

CHANGES = (
    *("iam:CreateAccountAlias", "iam:DeleteAccountAlias"),
    *("iam:UpdateAccountPasswordPolicy", "iam:DeleteAccountPasswordPolicy"),
)
READS = (
    *("iam:ListAccountAliases", "iam:GenerateCredentialReport", "iam:GetCredentialReport"),
    *("iam:GetAccountSummary", "iam:GetAccountAuthorizationDetails"),
    *("iam:GetAccountPasswordPolicy", "iam:ListSAMLProviders"),
)


def account(credentials, *flags):
    return run(credentials, "account", "--yes", "--json", *flags)


def events(ended):
    return [json.loads(line) for line in ended.stdout.splitlines()]


def told(ended, name):
    return [event for event in events(ended) if event["event"] == name]


def state(root):
    """What the program changes, and has to leave as it was."""
    aliases = root.iam.list_account_aliases()["AccountAliases"]
    return aliases, account_program.password_policy(root.resources)


@pytest.fixture
def root(own_server):
    """Of an account of its own: it has one alias, and one password policy."""
    return own_server.start().root


def make_caller(root, kind):
    if kind == "root":
        return root
    if kind == "administrator":
        return make_user(root, administrator=True)[1]
    return make_user(root, allow([*CHANGES, *READS]))[1]


@pytest.mark.parametrize("kind", ["root", "administrator", "least privilege"])
def test_it_runs_to_its_end_and_leaves_nothing(root, kind):
    caller = make_caller(root, kind)
    users = sorted(user.name for user in root.resources.users.all())
    ended = account(caller)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert state(root) == ([], None)
    (report,) = told(ended, "credential_report")
    assert report["columns"] == ["user", "arn", "user_creation_time"]
    assert [row[0] for row in report["rows"]] == ["<root_account>", *users]
    (summary,) = told(ended, "summary")
    assert summary["values"] == root.resources.AccountSummary().summary_map
    (details,) = told(ended, "authorization_details")
    assert details["users"] == {"total": len(users), "names": users}
    assert [len(told(ended, name)) for name in ("alias_created", "alias_deleted")] == [2, 1]
    (policy,) = told(ended, "password_policy")
    assert policy["minimum_password_length"] == 6 and policy["hard_expiry"] is None
    assert [len(told(ended, f"password_policy_{it}")) for it in ("created", "deleted")] == [1, 1]


def test_an_account_keeps_its_alias_its_policy_and_its_providers(root):
    root.iam.create_account_alias(AccountAlias="ours")
    root.iam.update_account_password_policy(MinimumPasswordLength=20, MaxPasswordAge=90)
    root.iam.create_saml_provider(Name="office", SAMLMetadataDocument=saml_metadata())
    before = state(root)
    ended = account(root)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert state(root) == before
    assert told(ended, "alias_restored") == [{"event": "alias_restored", "alias": "ours"}]
    (policy,) = told(ended, "password_policy")
    assert (policy["minimum_password_length"], policy["max_password_age"]) == (20, 90)
    (provider,) = told(ended, "saml_providers")[0]["providers"]
    listed = root.iam.list_saml_providers()["SAMLProviderList"][0]
    assert provider == {
        "arn": listed["Arn"],
        "created_at": f"{listed['CreateDate']:%Y-%m-%dT%H:%M:%SZ}",
        "expires_at": f"{listed['ValidUntil']:%Y-%m-%dT%H:%M:%SZ}",
    }


@pytest.mark.parametrize("action", [*CHANGES[:3], *READS])
def test_without_a_right_it_fails_says_why_and_restores_the_account(root, action):
    root.iam.create_account_alias(AccountAlias="ours")
    rights = [right for right in (*CHANGES, *READS) if right != action]
    caller = make_user(root, allow(rights))[1]
    ended = account(caller)
    # An alias that cannot be deleted can be replaced all the same.
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert f"not authorized to perform: {action}" in ended.stderr
    assert state(root) == (["ours"], None)


def test_what_it_cannot_restore_is_named_with_the_command(root):
    rights = [right for right in (*CHANGES, *READS) if right != "iam:DeleteAccountPasswordPolicy"]
    ended = account(make_user(root, allow(rights))[1])
    assert ended.returncode == 5, ended.stdout + ended.stderr
    assert "the password policy of the account" in ended.stderr
    assert ended.stderr.endswith("\n  aws iam delete-account-password-policy\n")
    assert account_program.password_policy(root.resources) is not None


@pytest.mark.parametrize("step", ["alias_created", "alias_deleted", "password_policy_created"])
def test_an_interrupted_program_restores_the_account(own_server, root, step):
    root.iam.create_account_alias(AccountAlias="ours")
    before = state(root)
    process = subprocess.Popen(
        [PROGRAM, "account", "--yes", "--json"],
        env=root.environment,
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
    assert state(root) == before
