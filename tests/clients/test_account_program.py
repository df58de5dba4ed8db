"""The program of the account, run to its end."""

import datetime

import pytest

import account_program
from identity_providers import saml_metadata
from principals import allow, fresh, make_user

# What the program itself needs, and nothing else.
OF_THE_PROGRAM = [
    *("iam:ListAccountAliases", "iam:CreateAccountAlias", "iam:DeleteAccountAlias"),
    *("iam:GenerateCredentialReport", "iam:GetCredentialReport"),
    *("iam:GetAccountSummary", "iam:GetAccountAuthorizationDetails"),
    *("iam:GetAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"),
    *("iam:DeleteAccountPasswordPolicy", "iam:ListSAMLProviders", "iam:GetSAMLProvider"),
]


@pytest.fixture(params=["root", "administrator", "least privilege"])
def caller(request, own_server):
    own_server.start()
    root = own_server.root
    if request.param == "root":
        return root
    if request.param == "administrator":
        return make_user(root, administrator=True)[1]
    return make_user(root, allow(OF_THE_PROGRAM))[1]


def test_an_empty_account_tells_that_it_is_empty(caller, own_server):
    root = own_server.root
    before = [user.name for user in root.resources.users.all()]
    seen = account_program.run(caller.resources, "demo")
    assert seen["aliases"] == [[], ["demo-1"], ["demo-2"]]
    assert seen["states"] in (["STARTED", "COMPLETE"], ["STARTED", "INPROGRESS", "COMPLETE"])
    heading, first, *users = seen["report"]
    assert heading == ["user", "arn", "user_creation_time"]
    assert first[0] == "<root_account>"
    assert [name for name, *_ in users] == before
    assert seen["summary"]["Users"] == len(before)
    assert {user["UserName"] for user in seen["details"]["UserDetailList"]} == set(before)
    assert seen["providers"] == {}
    none, default = seen["policies"]
    assert none is None
    assert default["minimum_password_length"] == 6
    assert default["max_password_age"] is None and default["hard_expiry"] is None
    assert default["expire_passwords"] is False
    # All is as it was.
    assert root.iam.list_account_aliases()["AccountAliases"] == []
    assert account_program.password_policy(root.resources) is None


def test_an_account_keeps_its_alias_its_policy_and_its_providers(caller, own_server):
    root = own_server.root
    root.iam.create_account_alias(AccountAlias="ours")
    root.iam.update_account_password_policy(MinimumPasswordLength=20, HardExpiry=True)
    made = root.iam.create_saml_provider(Name="office", SAMLMetadataDocument=saml_metadata())
    arn = made["SAMLProviderArn"]
    seen = account_program.run(caller.resources, "demo")
    assert seen["aliases"] == [["ours"], ["demo-1"], ["demo-2"]]
    (policy,) = seen["policies"]
    assert policy["minimum_password_length"] == 20 and policy["hard_expiry"] is True
    ((provider, (created, expires)),) = seen["providers"].items()
    assert provider == arn
    now = datetime.datetime.now(datetime.timezone.utc)
    assert abs(now - created) < datetime.timedelta(minutes=1) < expires - now
    assert seen["summary"]["Providers"] == 1
    assert root.iam.list_account_aliases()["AccountAliases"] == ["ours"]
    assert account_program.password_policy(root.resources) == policy


def test_it_runs_again_and_again(own_server):
    root = own_server.start().root
    prefix = fresh("again")
    first = account_program.run(root.resources, prefix)
    # The report of the first run is kept for four hours.
    second = account_program.run(root.resources, prefix)
    assert second["states"] == ["COMPLETE"]
    assert second["report"] == first["report"]
    for what in ("aliases", "policies", "summary"):
        assert second[what] == first[what], what
