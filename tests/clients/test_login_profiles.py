"""Login profiles: the passwords of users, set by administrators and changed by themselves."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

import wire
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import arn_of, assume, make_role, session_token
from test_command_lines import PROGRAMS, CommandLine

PASSWORD = "1 fine-Password"
OTHER = "another fine-Password 2"
OWN = allow("iam:ChangePassword", "arn:aws:iam::*:user/${aws:username}")


def set_password(root, name, password=PASSWORD, **options):
    made = root.iam.create_login_profile(UserName=name, Password=password, **options)
    return made["LoginProfile"]


def profile(root, name):
    return root.iam.get_login_profile(UserName=name)["LoginProfile"]


@pytest.fixture
def person(root):
    """A user with a key and a password, who may change it."""
    name, caller = make_user(root, OWN)
    set_password(root, name)
    return name, caller


def test_a_profile_is_made_looked_up_changed_and_deleted(root, user):
    made = set_password(root, user)
    assert (made["UserName"], made["PasswordResetRequired"]) == (user, False)
    age = datetime.datetime.now(datetime.timezone.utc) - made["CreateDate"]
    assert abs(age) < datetime.timedelta(minutes=5)
    assert profile(root, user) == made
    root.iam.update_login_profile(UserName=user, PasswordResetRequired=True)
    assert profile(root, user) == made | {"PasswordResetRequired": True}
    root.iam.update_login_profile(UserName=user, Password=OTHER)
    root.iam.update_login_profile(UserName=user, PasswordResetRequired=False)
    assert profile(root, user)["PasswordResetRequired"] is False
    root.iam.delete_login_profile(UserName=user)
    with refused("NoSuchEntity", 404, f"Login Profile for User {user} cannot be found."):
        profile(root, user)


def test_refusals_have_the_texts_of_aws(root, user):
    missing = f"Login Profile for User {user} cannot be found."
    for call in (
        lambda: profile(root, user),
        lambda: root.iam.update_login_profile(UserName=user, Password=PASSWORD),
        lambda: root.iam.delete_login_profile(UserName=user),
    ):
        with refused("NoSuchEntity", 404, missing):
            call()
    set_password(root, user)
    with refused("EntityAlreadyExists", 409, f"Login Profile for user {user} already exists."):
        set_password(root, user)
    nobody = fresh("nobody")
    for call in (
        lambda: profile(root, nobody),
        lambda: set_password(root, nobody),
        lambda: root.iam.update_login_profile(UserName=nobody, Password=PASSWORD),
        lambda: root.iam.delete_login_profile(UserName=nobody),
    ):
        with refused("NoSuchEntity", 404, f"The user with name {nobody} cannot be found."):
            call()


def test_a_user_with_a_password_is_not_deleted(root, user):
    set_password(root, user)
    text = "Cannot delete entity, must delete login profile first."
    with refused("DeleteConflict", 409, text):
        root.iam.delete_user(UserName=user)
    root.iam.delete_login_profile(UserName=user)
    root.iam.delete_user(UserName=user)
    # Nobody inherits a password with a name.
    root.iam.create_user(UserName=user)
    with refused("NoSuchEntity", 404):
        profile(root, user)


def test_a_password_can_have_nearly_any_character_of_latin_1(root, user):
    odd = "\u00e9\u00ff \t\n\r~|'\"<&>;%00 A1-"
    set_password(root, user, odd)
    for password in ("", "x" * 129, "漢字 A1-", "a\x00b A1-", None):
        with refused("ValidationError", 400) as caught:
            root.iam.update_login_profile(UserName=user, Password=password or "")
        message = caught.value.response["Error"]["Message"]
        assert not password or password not in message


def test_the_old_password_is_needed_for_ones_own(person):
    name, caller = person
    with refused("AccessDenied", 403, "The old password was incorrect."):
        caller.iam.change_password(OldPassword=OTHER, NewPassword="a third Password-3")
    reused = "Policy constraint violation with password reuse prevention during password change."
    with refused("PasswordPolicyViolation", 400, reused):
        caller.iam.change_password(OldPassword=PASSWORD, NewPassword=PASSWORD)
    caller.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    caller.iam.change_password(OldPassword=OTHER, NewPassword=PASSWORD)


def test_changing_it_oneself_fulfils_what_was_required(root, person):
    name, caller = person
    root.iam.update_login_profile(UserName=name, PasswordResetRequired=True)
    caller.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    assert profile(root, name)["PasswordResetRequired"] is False


def test_only_users_have_a_password_of_their_own(root):
    name, caller = make_user(root, administrator=True)
    _, role = make_role(root, arn_of(caller), allow("*"))
    text = "Only IAM Users can change their own password"
    for somebody in (root, assume(caller, role)):
        with refused("InvalidUserType", 400, text):
            somebody.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    with refused("NoSuchEntity", 404, f"Login Profile for User {name} cannot be found."):
        caller.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    with refused("InvalidClientTokenId", 403):
        session_token(caller).iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)


def test_without_a_name_it_is_ones_own(root):
    rights = allow("iam:*LoginProfile", "arn:aws:iam::*:user/${aws:username}")
    name, caller = make_user(root, rights)
    made = caller.iam.create_login_profile(Password=PASSWORD)["LoginProfile"]
    assert made["UserName"] == name
    assert caller.iam.get_login_profile()["LoginProfile"] == made
    caller.iam.delete_login_profile()
    with refused("ValidationError", 400):
        root.iam.get_login_profile()


def test_who_may_set_passwords_of_some_may_not_of_others(root, account_id):
    team = f"arn:aws:iam::{account_id}:user/team/*"
    _, boss = make_user(root, allow(["iam:*LoginProfile", "iam:CreateUser"], team))
    inside, outside = fresh("inside"), fresh("outside")
    root.iam.create_user(UserName=inside, Path="/team/")
    root.iam.create_user(UserName=outside)
    set_password(boss, inside)
    for name in (outside, fresh("nobody")):
        with refused("AccessDenied", 403):
            set_password(boss, name)
    assert profile(boss, inside)["UserName"] == inside


def test_a_denial_names_the_user(root, account_id):
    name, caller = make_user(root)
    text = (
        f"User: arn:aws:iam::{account_id}:user/{name} is not authorized to perform: "
        f"iam:ChangePassword on resource: user {name} because no identity-based policy allows the "
        "iam:ChangePassword action"
    )
    with refused("AccessDenied", 403, text):
        caller.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)


def test_the_account_lets_its_users_and_a_deny_wins(own_server):
    root = own_server.start().root
    (eve, hers), (bob, his) = make_user(root), make_user(root)
    for name in (eve, bob):
        set_password(root, name)
    denied = document(statement("Deny", "iam:ChangePassword"))
    root.iam.put_user_policy(UserName=bob, PolicyName="no", PolicyDocument=denied)
    with refused("AccessDenied", 403):
        hers.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    root.iam.update_account_password_policy(AllowUsersToChangePassword=True)
    hers.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    hers.iam.get_account_password_policy()
    with refused("AccessDenied", 403):
        his.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    # Their own alone.
    with refused("AccessDenied", 403):
        hers.iam.update_login_profile(UserName=bob, Password=OTHER)
    with refused("AccessDenied", 403):
        hers.iam.update_login_profile(UserName=eve, Password=PASSWORD)
    root.iam.update_account_password_policy(AllowUsersToChangePassword=False)
    with refused("AccessDenied", 403):
        hers.iam.change_password(OldPassword=OTHER, NewPassword=PASSWORD)


def test_guessing_the_old_password_is_held_up(root, person):
    """Who has stolen a key must not find out the password with it."""
    name, caller = person
    for number in range(30):
        with pytest.raises(ClientError) as caught:
            caller.iam.change_password(OldPassword=f"guess-{number}", NewPassword=OTHER)
        code = caught.value.response["Error"]["Code"]
        if code != "AccessDenied":
            break
    assert code == "EntityTemporarilyUnmodifiable"
    # The administrator is not held up.
    root.iam.update_login_profile(UserName=name, Password=OTHER)


def test_passwords_are_nowhere(own_server):
    root = own_server.start().root
    name, caller = make_user(root, OWN)
    passwords = ["first-Secret 1", "second-Secret 2", "third-Secret 3", "wrong-Secret 4"]
    first, second, third, wrong = passwords
    set_password(root, name, first)
    root.iam.update_login_profile(UserName=name, Password=second)
    caller.iam.change_password(OldPassword=second, NewPassword=third)
    with refused("AccessDenied"):
        caller.iam.change_password(OldPassword=wrong, NewPassword=first)
    log = (own_server.data_dir / "audit.jsonl").read_text()
    events = [json.loads(line) for line in log.splitlines()]
    (made,) = [it for it in events if it["eventName"] == "CreateLoginProfile"]
    assert made["requestParameters"]["password"] == "HIDDEN_DUE_TO_SECURITY_REASONS"
    assert made["requestParameters"]["userName"] == name
    told = made["responseElements"]["loginProfile"]
    assert (told["userName"], told["passwordResetRequired"]) == (name, False)
    assert set(told) == {"userName", "createDate", "passwordResetRequired"}
    own_server.stop()
    files = [path for path in own_server.data_dir.rglob("*") if path.is_file()]
    for path in [*files, own_server.log_file]:
        content = path.read_bytes()
        for password in passwords:
            assert password.encode() not in content, path


def test_a_wrong_request_is_audited_without_the_password(server, root, user):
    """The form cannot be decoded, and still nothing of it is shown."""
    secret = "never-shown-Secret 漢"
    body = wire.form("CreateLoginProfile", UserName=user, Password=secret, password=secret)
    answer = wire.call(root, body)
    assert answer.code == "ValidationError"
    log = (server.data_dir / "audit.jsonl").read_text()
    assert "never-shown-Secret" not in answer.message + log


def test_a_password_survives_a_kill(own_server):
    root = own_server.start().root
    name, caller = make_user(root, OWN)
    set_password(root, name)
    own_server.kill()
    own_server.start()
    again = caller.elsewhere(endpoint=own_server.endpoint)
    with refused("AccessDenied", 403, "The old password was incorrect."):
        again.iam.change_password(OldPassword=OTHER, NewPassword="a third Password-3")
    again.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)


def test_the_resources_of_boto3_know_them(root, user):
    resource = root.resources.LoginProfile(user)
    resource.create(Password=PASSWORD, PasswordResetRequired=True)
    resource.load()
    assert resource.password_reset_required is True
    resource.update(Password=OTHER, PasswordResetRequired=False)
    resource.reload()
    assert resource.password_reset_required is False
    resource.delete()


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(root, version):
    name, caller = make_user(root, administrator=True)
    aws = CommandLine(PROGRAMS[version], caller)
    of_user = ("--user-name", name)
    made = aws.iam(
        *("create-login-profile", *of_user, "--password", PASSWORD),
        "--password-reset-required",
    )["LoginProfile"]
    assert made["PasswordResetRequired"] is True
    aws.iam("update-login-profile", *of_user, "--no-password-reset-required")
    assert aws.iam("get-login-profile", *of_user)["LoginProfile"]["PasswordResetRequired"] is False
    passwords = {"OldPassword": PASSWORD, "NewPassword": OTHER}
    aws.iam("change-password", "--cli-input-json", json.dumps(passwords))
    aws.iam("delete-login-profile", *of_user)
    assert "NoSuchEntity" in aws.refused("get-login-profile", *of_user)


def test_whoever_changes_it_at_the_same_time_may_try_again(root, user):
    set_password(root, user)

    def change(number):
        try:
            root.iam.update_login_profile(UserName=user, Password=f"{OTHER} {number}")
        except ClientError as error:
            return error.response["Error"]["Code"]
        return None

    with ThreadPoolExecutor(12) as pool:
        codes = set(pool.map(change, range(12)))
    assert None in codes and codes <= {None, "EntityTemporarilyUnmodifiable"}
