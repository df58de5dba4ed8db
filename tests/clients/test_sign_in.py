"""Signing in to the console with a password: who gets in, how, and for how long."""

import datetime
import json
import re

import pytest

import accounts
import wire
from authenticator import Device
from clock import Clock
from console import Browser, Forms, sign_in
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from server import Credentials, Server, command

PASSWORD = "1 fine-Password"
OTHER = "another fine-Password 2"
MINUTES, HOURS, DAYS = 60, 3600, 86400
NEW_PASSWORD = "/signin/new-password"


@pytest.fixture(scope="module")
def server_of_these_tests(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("desk") / "data", "--dev") as server:
        yield server


@pytest.fixture
def desk(server_of_these_tests):
    """A server that starts over for each test, as wrong passwords make their address wait."""
    endpoint = server_of_these_tests.endpoint
    answer = wire.send(endpoint, target="/_iamd/reset", headers={"x-iamd-dev": "1"})
    assert answer.status == 200
    return server_of_these_tests


@pytest.fixture
def desk_root(desk):
    return Credentials("test", "test", desk.endpoint)


@pytest.fixture
def moving(desk):
    """The clock of that server."""
    return Clock(desk)


@pytest.fixture
def account(desk_root):
    return desk_root.sts.get_caller_identity()["Account"]


def make_person(root, policy=None, password=PASSWORD, **options):
    """A user with a key and a password."""
    name, caller = make_user(root, policy, name=fresh("person"))
    root.iam.create_login_profile(UserName=name, Password=password, **options)
    return name, caller


@pytest.fixture
def person(desk_root):
    return make_person(desk_root, allow("iam:ChangePassword"))


@pytest.fixture
def come_in(desk, account):
    """Gives a name and a password, and returns the browser and the page that came."""

    def come_in(name, password=PASSWORD, of=account, **options):
        return sign_in(desk, of, name, password, **options)

    return come_in


def test_a_user_signs_in_and_out(desk, desk_root, person, come_in, account):
    name, _ = person
    browser, page = come_in(name)
    assert page.status_code == 200 and page.url == f"{desk.console}/"
    assert name in page.text and account in page.text
    assert browser.cookie.has_nonstandard_attr("HttpOnly")
    kept = Browser()
    kept.session.cookies.update(browser.session.cookies)
    # Whoever signs out ends the session, whatever copies there are of the cookie.
    left = browser.session.post(
        f"{desk.console}/signout",
        data=next(it for it in Forms(page.text).found.values() if it.action == "/signout").fields,
        headers={"Origin": desk.console},
        timeout=60,
    )
    assert left.status_code == 200
    assert not browser.is_signed_in(desk) and not kept.is_signed_in(desk)


def test_the_last_use_of_the_password_is_told(desk_root, person, come_in):
    name, _ = person
    assert "PasswordLastUsed" not in desk_root.iam.get_user(UserName=name)["User"]
    come_in(name, "wrong-Password 3")
    assert "PasswordLastUsed" not in desk_root.iam.get_user(UserName=name)["User"]
    come_in(name)
    used = desk_root.iam.get_user(UserName=name)["User"]["PasswordLastUsed"]
    age = datetime.datetime.now(datetime.timezone.utc) - used
    assert abs(age) < datetime.timedelta(minutes=5)
    listed = desk_root.iam.get_paginator("list_users").paginate().build_full_result()["Users"]
    assert next(it for it in listed if it["UserName"] == name)["PasswordLastUsed"] == used
    # Lists of other things do not tell it.
    group = fresh("group")
    desk_root.iam.create_group(GroupName=group)
    desk_root.iam.add_user_to_group(GroupName=group, UserName=name)
    (member,) = desk_root.iam.get_group(GroupName=group)["Users"]
    assert member["UserName"] == name and "PasswordLastUsed" not in member


def test_an_alias_names_the_account(desk, desk_root, person, come_in):
    name, _ = person
    alias = fresh("our-company")
    desk_root.iam.create_account_alias(AccountAlias=alias)
    assert come_in(name, of=alias)[0].is_signed_in(desk)
    # The account has a page of its own, where its name stands already.
    page = Browser().open(f"{desk.console}/signin/{alias}")
    assert Forms(page.text).found["sign-in"].fields["account"] == alias
    desk_root.iam.delete_account_alias(AccountAlias=alias)
    assert not come_in(name, of=alias)[0].is_signed_in(desk)


def test_nobody_is_told_what_was_wrong(desk, desk_root, moving, come_in, account):
    """Neither who exists, nor who has a password."""
    (name, _), (without, _) = make_person(desk_root), make_user(desk_root)
    pages = set()
    for user_name, password, of in (
        (name, OTHER, account),
        (fresh("nobody"), PASSWORD, account),
        (without, PASSWORD, account),
        (name, PASSWORD, "210987654321"),
        (name, PASSWORD, "no-such-alias"),
    ):
        browser, page = come_in(user_name, password, of)
        assert page.status_code == 403 and not browser.is_signed_in(desk)
        shown = page.text.replace(user_name, "NAME").replace(of, "ACCOUNT")
        pages.add(re.sub(r'name="csrf" value="[^"]*"', "", shown))
        moving.advance(DAYS)
    assert len(pages) == 1


def test_a_key_is_no_password_and_a_password_no_key(desk, desk_root, person, come_in):
    name, caller = person
    assert not come_in(name, caller.secret)[0].is_signed_in(desk)
    with refused("SignatureDoesNotMatch", 403):
        caller.elsewhere(secret=PASSWORD).sts.get_caller_identity()


def test_a_session_lasts_twelve_hours(desk, person, moving, come_in):
    browser, _ = come_in(person[0])
    moving.advance(12 * HOURS - 60)
    assert browser.is_signed_in(desk)
    moving.advance(61)
    assert not browser.is_signed_in(desk)


def test_a_required_password_is_set_before_anything_else(desk, desk_root, come_in):
    name, _ = make_person(desk_root, allow("iam:*"), PasswordResetRequired=True)
    browser, page = come_in(name)
    assert page.url == f"{desk.console}{NEW_PASSWORD}"
    for path in ("/", "/users", "/buckets", "/security"):
        answer = browser.step(f"{desk.console}{path}")
        assert answer.status_code == 303
        assert NEW_PASSWORD in answer.headers["location"]
    wrong = browser.submit(
        page, "new-password", old_password=OTHER, new_password=OTHER, repeat_password=OTHER
    )
    assert wrong.status_code in (400, 403)
    done = browser.submit(
        wrong, "new-password", old_password=PASSWORD, new_password=OTHER, repeat_password=OTHER
    )
    assert done.url == f"{desk.console}/" and name in done.text
    assert desk_root.iam.get_login_profile(UserName=name)["LoginProfile"][
        "PasswordResetRequired"
    ] is False
    assert not come_in(name)[0].is_signed_in(desk)
    assert come_in(name, OTHER)[0].is_signed_in(desk)


def test_who_may_not_change_it_is_told_so(desk, desk_root, come_in):
    name, _ = make_person(desk_root, PasswordResetRequired=True)
    browser, page = come_in(name)
    refused_page = browser.submit(
        page, "new-password", old_password=PASSWORD, new_password=OTHER, repeat_password=OTHER
    )
    assert "iam:ChangePassword" in refused_page.text
    assert browser.step(f"{desk.console}/").status_code == 303


def test_passwords_grow_old(desk, desk_root, moving, come_in):
    name, _ = make_person(desk_root, allow("iam:ChangePassword"))
    desk_root.iam.update_account_password_policy(MaxPasswordAge=10)
    assert come_in(name)[1].url == f"{desk.console}/"
    moving.advance(11 * DAYS)
    assert come_in(name)[1].url == f"{desk.console}{NEW_PASSWORD}"
    # The API is called by the real time.
    Clock(desk)
    desk_root.iam.update_account_password_policy(MaxPasswordAge=10, HardExpiry=True)
    moving.advance(11 * DAYS)
    browser, page = come_in(name)
    assert page.status_code == 403 and not browser.is_signed_in(desk)
    # Who does not know the password is not told that it is too old.
    _, wrong = come_in(name, OTHER)
    assert "expired" in page.text and "expired" not in wrong.text


@pytest.mark.parametrize("end", ["changed", "set anew", "taken away", "renamed", "user deleted"])
def test_a_session_ends_with_its_password_and_its_user(desk, desk_root, end, come_in):
    name, caller = make_person(desk_root, allow("iam:ChangePassword"))
    browser, _ = come_in(name)
    of_user = {"UserName": name}
    if end == "changed":
        caller.iam.change_password(OldPassword=PASSWORD, NewPassword=OTHER)
    elif end == "set anew":
        desk_root.iam.update_login_profile(**of_user, Password=PASSWORD)
    elif end == "renamed":
        desk_root.iam.update_user(**of_user, NewUserName=f"{name}-2")
    else:
        desk_root.iam.delete_login_profile(**of_user)
    if end == "user deleted":
        desk_root.iam.delete_access_key(**of_user, AccessKeyId=caller.key_id)
        desk_root.iam.delete_user_policy(**of_user, PolicyName="only")
        desk_root.iam.delete_user(**of_user)
        make_user(desk_root, name=name)
        desk_root.iam.create_login_profile(**of_user, Password=PASSWORD)
    # A name is not who one is.
    assert browser.is_signed_in(desk) is (end == "renamed")


def test_a_session_does_not_hang_on_keys(desk, desk_root, person, come_in):
    name, caller = person
    browser, _ = come_in(name)
    desk_root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    assert browser.is_signed_in(desk)


def test_policies_count_at_once_in_a_session(desk, desk_root, come_in):
    name, _ = make_person(desk_root)
    browser, _ = come_in(name)
    assert browser.is_denied(desk, "/users")
    desk_root.iam.put_user_policy(
        UserName=name, PolicyName="only", PolicyDocument=allow("iam:ListUsers")
    )
    assert not browser.is_denied(desk, "/users")
    desk_root.iam.put_user_policy(
        UserName=name, PolicyName="deny", PolicyDocument=document(statement("Deny", "iam:*"))
    )
    assert browser.is_denied(desk, "/users")


def test_whoever_has_a_device_shows_a_code(desk, desk_root, moving, come_in):
    name, _ = make_person(desk_root, allow("iam:ListUsers"))
    needs_mfa = statement("Deny", "*") | {
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}
    }
    desk_root.iam.put_user_policy(
        UserName=name, PolicyName="mfa", PolicyDocument=document(needs_mfa)
    )
    assert come_in(name)[0].is_denied(desk, "/users")

    device = Device.make(desk_root, moving).enable(desk_root, name)
    browser, page = come_in(name)
    assert not browser.is_signed_in(desk)
    wrong = browser.submit(page, "show-code", code=device.phone.wrong_code(device.step))
    assert wrong.status_code == 403 and not browser.is_signed_in(desk)
    code = device.code()
    home = browser.submit(wrong, "show-code", code=code)
    assert home.url == f"{desk.console}/" and browser.is_signed_in(desk)
    assert not browser.is_denied(desk, "/users")

    again, page = come_in(name)
    used = again.submit(page, "show-code", code=code)
    assert used.status_code == 403 and not again.is_signed_in(desk)


def test_the_proof_of_the_password_is_good_for_minutes_and_for_its_user(
    desk, desk_root, moving, come_in
):
    name, _ = make_person(desk_root)
    device = Device.make(desk_root, moving).enable(desk_root, name)
    browser, page = come_in(name)
    moving.advance(6 * MINUTES)
    late = browser.submit(page, "show-code", code=device.code())
    assert not browser.is_signed_in(desk), late.url
    browser, page = come_in(name)
    desk_root.iam.update_login_profile(UserName=name, Password=OTHER)
    browser.submit(page, "show-code", code=device.code())
    assert not browser.is_signed_in(desk)
    browser, page = come_in(name, OTHER)
    browser.submit(page, "show-code", code=device.code(), ticket="x" * 200)
    assert not browser.is_signed_in(desk)


def test_guessing_is_held_up_for_who_exists_and_for_who_does_not(
    desk, desk_root, moving, come_in
):
    (name, _), (other, _) = make_person(desk_root), make_person(desk_root)
    for guessed in (name, fresh("nobody")):
        for _ in range(5):
            assert come_in(guessed, OTHER)[1].status_code == 403
        _, page = come_in(guessed, PASSWORD)
        assert page.status_code == 429
        assert 1 <= int(page.headers["retry-after"]) <= 30
    # Others go in as before, from the same address too.
    assert come_in(other)[0].is_signed_in(desk)
    moving.advance(31)
    assert come_in(name)[0].is_signed_in(desk)


def test_forms_are_only_taken_from_the_console_itself(desk, person, come_in, account):
    filled = {"account": account, "user_name": person[0], "password": PASSWORD}
    for change in (
        {"csrf": ""},
        {"csrf": "x"},
        {"headers": {"Origin": "https://evil.example"}},
        {"headers": {"Origin": "null"}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
    ):
        browser = Browser()
        page = browser.open(f"{desk.console}/signin")
        answer = browser.submit(page, "sign-in", **change, **filled)
        assert answer.status_code == 403 and not browser.is_signed_in(desk)
    # The token of another browser is none.
    foreign = Browser().open(f"{desk.console}/signin")
    browser = Browser()
    browser.open(f"{desk.console}/signin")
    assert browser.submit(foreign, "sign-in", **filled).status_code == 403


def test_signing_in_leads_to_the_page_that_was_looked_for(desk, person, account):
    filled = {"account": account, "user_name": person[0], "password": PASSWORD}
    for looked_for, found in (
        ("/buckets", "/buckets"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
    ):
        browser = Browser()
        page = browser.open(f"{desk.console}/signin", params={"next": looked_for})
        assert browser.submit(page, "sign-in", **filled).url == f"{desk.console}{found}"


def test_the_root_user_signs_in_with_the_password_that_the_operator_sets(own_server):
    own_server.start()
    account = own_server.root.sts.get_caller_identity()["Account"]
    assert not sign_in(own_server, account, None, PASSWORD)[0].is_signed_in(own_server)
    place = ("--data-dir", own_server.data_dir)
    options = ("account", "root-password", account, *place)
    ended = command(*options, "--stdin", input=f"{PASSWORD}\n")
    assert ended.returncode == 0, ended.stderr
    browser, page = sign_in(own_server, account, None, PASSWORD)
    assert page.status_code == 200 and browser.is_signed_in(own_server)
    assert not browser.is_denied(own_server, "/users")
    assert "PasswordLastUsed" in own_server.root.iam.get_user()["User"]
    # It is no user's name.
    other = sign_in(own_server, account, "root", PASSWORD)[0]
    assert not other.is_signed_in(own_server)
    assert command(*options, "--remove").returncode == 0
    assert not browser.is_signed_in(own_server)


def test_a_session_and_a_password_outlive_a_kill(own_server):
    root = own_server.start().root
    account = root.sts.get_caller_identity()["Account"]
    name, _ = make_person(root)
    browser, _ = sign_in(own_server, account, name, PASSWORD)
    left, _ = sign_in(own_server, account, name, PASSWORD)
    page = left.open(f"{own_server.console}/")
    form = next(it for it in Forms(page.text).found.values() if it.action == "/signout")
    left.session.post(
        f"{own_server.console}/signout",
        data=form.fields,
        headers={"Origin": own_server.console},
        timeout=60,
    )
    own_server.kill()
    own_server.start()
    assert browser.is_signed_in(own_server)
    # What ended stays ended.
    assert not left.is_signed_in(own_server)
    assert sign_in(own_server, account, name, PASSWORD)[0].is_signed_in(own_server)


def test_accounts_have_their_own_users(own_server):
    own_server.start()
    first = own_server.root.sts.get_caller_identity()["Account"]
    second, other = accounts.create(own_server)
    for root, password in ((own_server.root, PASSWORD), (other, OTHER)):
        root.iam.create_user(UserName="alice")
        root.iam.create_login_profile(UserName="alice", Password=password)
    assert sign_in(own_server, first, "alice", PASSWORD)[0].is_signed_in(own_server)
    browser, page = sign_in(own_server, second, "alice", OTHER)
    assert second in page.text and first not in page.text
    assert not sign_in(own_server, second, "alice", PASSWORD)[0].is_signed_in(own_server)


def test_each_attempt_is_audited_and_no_secret_is(own_server):
    root = own_server.start().root
    account = root.sts.get_caller_identity()["Account"]
    name, _ = make_person(root)
    browser, _ = sign_in(own_server, account, name, PASSWORD)
    sign_in(own_server, account, name, "wrong-Secret 5")
    sign_in(own_server, account, "a-Secret-as-a-name", PASSWORD)
    log = (own_server.data_dir / "audit.jsonl").read_text()
    events = [json.loads(line) for line in log.splitlines()]
    logins = [event for event in events if event["eventName"] == "ConsoleLogin"]
    assert len(logins) == 3
    first, second, third = logins
    assert first["responseElements"] == {"ConsoleLogin": "Success"}
    assert first["additionalEventData"]["MFAUsed"] == "No"
    assert first["userIdentity"]["userName"] == second["userIdentity"]["userName"] == name
    assert second["responseElements"] == {"ConsoleLogin": "Failure"}
    assert second["errorMessage"] == "Failed authentication"
    # Who types a password into the wrong field does not find it in the log.
    assert third["userIdentity"]["userName"] == "HIDDEN_DUE_TO_SECURITY_REASONS"
    own_server.stop()
    secrets = (PASSWORD, "wrong-Secret 5", "a-Secret-as-a-name", browser.cookie.value)
    files = [path for path in own_server.data_dir.rglob("*") if path.is_file()]
    for path in [*files, own_server.log_file]:
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, (path, secret)
