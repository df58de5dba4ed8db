"""Account aliases: one for each account, and each of one account."""

import itertools

import pytest

import accounts
from principals import allow, fresh, make_user
from refusals import refused
from test_command_lines import PROGRAMS, CommandLine

_numbers = itertools.count(1)


def new_alias():
    return f"alias-{next(_numbers)}"


def aliases(root):
    answer = root.iam.list_account_aliases()
    assert answer["IsTruncated"] is False
    return answer["AccountAliases"]


@pytest.fixture
def own_root(server):
    """The root user of an account of this test alone."""
    return accounts.create(server)[1]


def test_an_account_has_none_one_or_another(own_root):
    assert aliases(own_root) == []
    first, second = new_alias(), new_alias()
    for alias in (first, second):
        own_root.iam.create_account_alias(AccountAlias=alias)
        assert aliases(own_root) == [alias]
    with refused("NoSuchEntity", 404):
        own_root.iam.delete_account_alias(AccountAlias=first)
    own_root.iam.delete_account_alias(AccountAlias=second)
    assert aliases(own_root) == []


def test_an_alias_is_of_one_account_on_the_server(server, own_root):
    _, other = accounts.create(server)
    alias = new_alias()
    own_root.iam.create_account_alias(AccountAlias=alias)
    for root in (other, own_root):
        with refused("EntityAlreadyExists", 409, f"The account alias {alias} already exists."):
            root.iam.create_account_alias(AccountAlias=alias)
    own_root.iam.create_account_alias(AccountAlias=new_alias())
    other.iam.create_account_alias(AccountAlias=alias)
    assert aliases(other) == [alias]


@pytest.mark.parametrize(
    "alias", ["ab", "a" * 64, "-alias", "alias-", "al--ias", "Alias", "al.ias", "ä-alias", ""]
)
def test_what_is_no_alias_is_refused(own_root, alias):
    with refused("ValidationError", 400) as caught:
        own_root.iam.create_account_alias(AccountAlias=alias)
    assert "accountAlias" in caught.value.response["Error"]["Message"]


def test_what_reads_as_an_account_is_no_alias(own_root):
    with refused("ValidationError", 400):
        own_root.iam.create_account_alias(AccountAlias="210987654321")
    assert aliases(own_root) == []
    text = "The account alias with name 210987654321 cannot be found."
    with refused("NoSuchEntity", 404, text):
        own_root.iam.delete_account_alias(AccountAlias="210987654321")


def test_there_is_no_second_page(own_root):
    with refused("ValidationError", 400, "Invalid Marker."):
        own_root.iam.list_account_aliases(Marker="x")


def test_aliases_are_decided_on_everything(root, account_id):
    _, narrow = make_user(root, allow("iam:*", f"arn:aws:iam::{account_id}:*"))
    _, broad = make_user(root, allow("iam:ListAccountAliases"))
    broad.iam.list_account_aliases()
    for call in (
        lambda: narrow.iam.list_account_aliases(),
        lambda: narrow.iam.create_account_alias(AccountAlias=new_alias()),
        lambda: broad.iam.create_account_alias(AccountAlias=new_alias()),
    ):
        with refused("AccessDenied", 403):
            call()


def test_an_alias_survives_a_kill(own_server):
    alias = new_alias()
    own_server.start().root.iam.create_account_alias(AccountAlias=alias)
    own_server.kill()
    assert aliases(own_server.start().root) == [alias]


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(server, version):
    _, caller = accounts.create(server)
    aws = CommandLine(PROGRAMS[version], caller)
    alias = new_alias()
    aws.iam("create-account-alias", "--account-alias", alias)
    assert aws.iam("list-account-aliases")["AccountAliases"] == [alias]
    aws.iam("delete-account-alias", "--account-alias", alias)
    assert aws.iam("list-account-aliases")["AccountAliases"] == []


def test_users_may_be_let_to_list_them(own_root):
    name, caller = make_user(own_root, allow("iam:ListAccountAliases"), name=fresh("user"))
    assert caller.iam.list_account_aliases()["AccountAliases"] == []
