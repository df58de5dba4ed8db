"""Several accounts in one server, made by whoever may use its data directory."""

import shlex

import pytest
from botocore.exceptions import ClientError

from accounts import account, create
from principals import fresh, make_user
from refusals import refused
from server import command


@pytest.fixture(scope="module")
def other(server):
    return create(server)


def test_a_new_account_has_a_root_user(other):
    account_id, its_root = other
    assert len(account_id) == 12 and account_id.isdigit()
    assert its_root.sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{account_id}:root"


def test_an_account_may_be_given_its_id(server):
    wanted = "210987654321"
    account_id, its_root = create(server, wanted)
    assert account_id == wanted
    assert its_root.sts.get_caller_identity()["Account"] == wanted
    again = command("account", "create", wanted, "--data-dir", server.data_dir)
    assert again.returncode != 0
    assert wanted in again.stderr


def test_accounts_are_listed_and_shown(server, other, account_id):
    listed = {found["account_id"] for found in account("list", server)["accounts"]}
    assert {account_id, other[0]} <= listed
    before = account("show", server, other[0])["users"]
    other[1].iam.create_user(UserName=fresh("counted"))
    shown = account("show", server, other[0])
    assert shown["users"] == before + 1
    assert {"groups", "roles", "policies", "mfa_devices", "buckets"} < set(shown)


def test_what_is_printed_can_be_sourced(server):
    ended = command("account", "create", "--data-dir", server.data_dir)
    assert ended.returncode == 0, ended.stderr
    words = shlex.split(ended.stdout, comments=True)
    values = dict(word.split("=", 1) for word in words if "=" in word)
    key = server.root.elsewhere(
        key_id=values["AWS_ACCESS_KEY_ID"], secret=values["AWS_SECRET_ACCESS_KEY"]
    )
    assert key.sts.get_caller_identity()["Arn"].endswith(":root")


def test_accounts_see_nothing_of_each_other(root, other):
    account_id, its_root = other
    name, caller = make_user(root, administrator=True)
    with refused("NoSuchEntity", 404):
        its_root.iam.get_user(UserName=name)
    its_root.iam.create_user(UserName=name)
    listed = {user["Arn"] for user in its_root.iam.list_users()["Users"]}
    assert all(f"::{account_id}:" in arn for arn in listed)
    # An administrator of one account has no say in another.
    made = its_root.iam.create_policy(
        PolicyName=fresh("policy"),
        PolicyDocument='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    )["Policy"]["Arn"]
    for call in (caller.iam.get_policy, caller.iam.delete_policy):
        with pytest.raises(ClientError) as caught:
            call(PolicyArn=made)
        assert caught.value.response["Error"]["Code"] in ("AccessDenied", "NoSuchEntity")
    with refused("NoSuchEntity", 404):
        its_root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    caller.sts.get_caller_identity()


def test_an_account_is_made_with_the_server_stopped_as_well(own_server):
    own_server.start()
    own_server.stop()
    answer = account("create", own_server)
    own_server.start()
    key = answer["root_key"]
    credentials = own_server.root.elsewhere(
        key_id=key["access_key_id"], secret=key["secret_access_key"]
    )
    found = credentials.sts.get_caller_identity()
    assert found["Account"] == answer["account"]["account_id"]


def test_a_chosen_account_is_the_first_one(own_server):
    own_server.options = ("--account-id", "123456789012")
    own_server.start()
    assert own_server.root.sts.get_caller_identity()["Account"] == "123456789012"
