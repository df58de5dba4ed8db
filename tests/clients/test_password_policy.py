"""The password policy of an account, and passwords that are held to it."""

import pytest

import accounts
from principals import allow, fresh, make_user
from refusals import refused
from test_command_lines import PROGRAMS, CommandLine

# SOURCE: recorded answers of GetAccountPasswordPolicy after an update without members.
DEFAULTS = {
    "MinimumPasswordLength": 6,
    "RequireSymbols": False,
    "RequireNumbers": False,
    "RequireUppercaseCharacters": False,
    "RequireLowercaseCharacters": False,
    "AllowUsersToChangePassword": False,
    "ExpirePasswords": False,
}
CUSTOM = {
    "MinimumPasswordLength": 10,
    "RequireSymbols": True,
    "RequireNumbers": True,
    "RequireUppercaseCharacters": True,
    "RequireLowercaseCharacters": True,
    "AllowUsersToChangePassword": True,
    "MaxPasswordAge": 60,
    "PasswordReusePrevention": 3,
    "HardExpiry": True,
}
GOOD = "A-good Pass1"
VIOLATION = "PasswordPolicyViolation"


@pytest.fixture
def own(server):
    """The id of an account of this test alone, and its root user."""
    return accounts.create(server)


@pytest.fixture
def own_root(own):
    return own[1]


def policy(root):
    return root.iam.get_account_password_policy()["PasswordPolicy"]


def make_person(root, password=GOOD, rights=None):
    name, caller = make_user(root, rights, name=fresh("person"))
    root.iam.create_login_profile(UserName=name, Password=password)
    return name, caller


def test_an_update_without_members_sets_the_defaults(own_root):
    own_root.iam.update_account_password_policy()
    assert policy(own_root) == DEFAULTS


def test_what_is_left_out_falls_back(own_root):
    own_root.iam.update_account_password_policy(**CUSTOM)
    assert policy(own_root) == CUSTOM | {"ExpirePasswords": True}
    own_root.iam.update_account_password_policy(MinimumPasswordLength=12)
    assert policy(own_root) == DEFAULTS | {"MinimumPasswordLength": 12}


@pytest.mark.parametrize("member, value", CUSTOM.items())
def test_each_member_is_told(own_root, member, value):
    own_root.iam.update_account_password_policy(**{member: value})
    expected = DEFAULTS | {member: value, "ExpirePasswords": member == "MaxPasswordAge"}
    assert policy(own_root) == expected


def test_what_is_given_as_false_is_not_what_is_left_out(own_root):
    own_root.iam.update_account_password_policy(HardExpiry=False)
    assert policy(own_root) == DEFAULTS | {"HardExpiry": False}


def test_refusals_have_the_texts_of_aws(own):
    account, root = own
    text = f"The Password Policy with domain name {account} cannot be found."
    with refused("NoSuchEntity", 404, text):
        policy(root)
    text = "The account policy with name PasswordPolicy cannot be found."
    with refused("NoSuchEntity", 404, text):
        root.iam.delete_account_password_policy()
    root.iam.update_account_password_policy()
    root.iam.delete_account_password_policy()
    with refused("NoSuchEntity", 404):
        policy(root)


def test_numbers_beyond_their_limits_are_told_together(own_root):
    expected = (
        "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy "
        "constraint: Member must have value less than or equal to 128; Value at "
        "'passwordReusePrevention' failed to satisfy constraint: Member must have value less than "
        "or equal to 24; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have "
        "value less than or equal to 1095"
    )
    with refused("ValidationError", 400, expected):
        own_root.iam.update_account_password_policy(
            MinimumPasswordLength=129, PasswordReusePrevention=25, MaxPasswordAge=1096
        )
    for members in (
        {"MinimumPasswordLength": 5},
        {"MaxPasswordAge": 0},
        {"PasswordReusePrevention": 0},
    ):
        with refused("ValidationError", 400):
            own_root.iam.update_account_password_policy(**members)


@pytest.mark.parametrize(
    "member, bad",
    [
        ("RequireSymbols", "NoSymbols1a"),
        ("RequireNumbers", "No-numbers-a"),
        ("RequireUppercaseCharacters", "no-upper-case-1"),
        ("RequireLowercaseCharacters", "NO-LOWER-CASE-1"),
    ],
)
def test_each_class_of_characters_is_looked_for(own_root, member, bad):
    own_root.iam.update_account_password_policy(**{member: True})
    name, _ = make_person(own_root)
    with refused(VIOLATION, 400) as caught:
        own_root.iam.update_login_profile(UserName=name, Password=bad)
    assert bad not in caught.value.response["Error"]["Message"]
    own_root.iam.update_account_password_policy()
    own_root.iam.update_login_profile(UserName=name, Password=bad)


def test_the_length_is_looked_at(own_root):
    own_root.iam.update_account_password_policy(MinimumPasswordLength=20)
    name, caller = make_user(own_root, allow("iam:ChangePassword"), name=fresh("person"))
    for bad in (GOOD, "x" * 19):
        with refused(VIOLATION, 400):
            own_root.iam.create_login_profile(UserName=name, Password=bad)
    own_root.iam.create_login_profile(UserName=name, Password="x" * 20)
    with refused(VIOLATION, 400):
        caller.iam.change_password(OldPassword="x" * 20, NewPassword="y" * 19)
    caller.iam.change_password(OldPassword="x" * 20, NewPassword="y" * 20)


def test_a_letter_with_an_accent_is_no_letter_of_these(own_root):
    """SOURCE: IAM API Reference: uppercase and lowercase are of the basic Latin alphabet."""
    own_root.iam.update_account_password_policy(RequireUppercaseCharacters=True)
    with refused(VIOLATION, 400):
        make_person(own_root, "É-accented 1a")


def test_without_a_policy_there_is_that_of_aws(own_root):
    """SOURCE: IAM User Guide, "Default password policy": eight characters, three kinds of four."""
    name, _ = make_person(own_root)
    for bad in ("Sh0rt-1", "only-lower-case", "onlylower1234"):
        with refused(VIOLATION, 400):
            own_root.iam.update_login_profile(UserName=name, Password=bad)
    for good in ("lower-1234", "Lower1234", "Lower-case"):
        own_root.iam.update_login_profile(UserName=name, Password=good)


def test_the_last_passwords_are_remembered(own_root):
    own_root.iam.update_account_password_policy(PasswordReusePrevention=2)
    _, caller = make_person(own_root, "pass-Word 0", allow("iam:ChangePassword"))

    def change(old, new):
        caller.iam.change_password(OldPassword=f"pass-Word {old}", NewPassword=f"pass-Word {new}")

    text = "Policy constraint violation with password reuse prevention during password change."
    change(0, 1)
    with refused(VIOLATION, 400, text):
        change(1, 0)
    change(1, 2)
    change(2, 3)
    change(3, 0)


def test_a_policy_survives_a_kill(own_server):
    own_server.start().root.iam.update_account_password_policy(**CUSTOM)
    own_server.kill()
    assert policy(own_server.start().root) == CUSTOM | {"ExpirePasswords": True}


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(server, version):
    _, caller = accounts.create(server)
    aws = CommandLine(PROGRAMS[version], caller)
    aws.iam(
        *("update-account-password-policy", "--minimum-password-length", "9"),
        *("--require-symbols", "--no-hard-expiry", "--max-password-age", "7"),
    )
    told = aws.iam("get-account-password-policy")["PasswordPolicy"]
    changed = {"MinimumPasswordLength": 9, "RequireSymbols": True, "MaxPasswordAge": 7}
    assert told == DEFAULTS | changed | {"HardExpiry": False, "ExpirePasswords": True}
    aws.iam("delete-account-password-policy")
    assert "NoSuchEntity" in aws.refused("get-account-password-policy")


def test_the_resource_of_boto3_knows_it(own_root):
    resource = own_root.resources.AccountPasswordPolicy()
    resource.update(MinimumPasswordLength=11)
    resource.reload()
    assert resource.minimum_password_length == 11
    assert resource.expire_passwords is False
    resource.delete()
