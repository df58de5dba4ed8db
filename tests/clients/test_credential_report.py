"""The credential report: AWS's columns, true values, and when it is made anew."""

import datetime
import re
import threading
import time

import pytest

import accounts
import wire
from authenticator import Authenticator
from clock import Clock
from principals import allow, fresh, make_user
from refusals import refused
from reports import complete, read, report
from server import Server
from test_command_lines import PROGRAMS, CommandLine

COLUMNS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
)
STARTED = "No report exists. Starting a new report generation task"
# Nothing at all.
BARE = {
    "password_enabled": "false",
    "password_last_used": "N/A",
    "password_last_changed": "N/A",
    "password_next_rotation": "N/A",
    "mfa_active": "false",
    "cert_1_active": "false",
    "cert_1_last_rotated": "N/A",
    "cert_2_active": "false",
    "cert_2_last_rotated": "N/A",
}
NO_KEYS = {
    f"access_key_{number}_{what}": "false" if what == "active" else "N/A"
    for number in (1, 2)
    for what in (
        "active",
        "last_rotated",
        "last_used_date",
        "last_used_region",
        "last_used_service",
    )
}


@pytest.fixture
def own(timed):
    """The root user of an account of this test alone, whose reports are always made anew."""
    return accounts.create(timed)


@pytest.fixture
def own_root(own):
    return own[1]


def moment(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def values(row, like):
    return {name: row[name] for name in like}


def test_a_report_has_the_columns_and_form_of_aws(own):
    account, root = own
    name, _ = make_user(root, path="/team/")
    complete(root)
    answer = root.iam.get_credential_report()
    assert answer["ReportFormat"] == "text/csv"
    text = answer["Content"].decode()
    header, *lines = text.split("\n")
    assert header == COLUMNS
    assert all(line.count(",") == COLUMNS.count(",") for line in lines)
    assert "\r" not in text and '"' not in text
    assert [line.split(",")[0] for line in lines] == ["<root_account>", name]
    age = datetime.datetime.now(datetime.timezone.utc) - answer["GeneratedTime"]
    assert age < datetime.timedelta(minutes=5)
    rows = read(root)
    assert rows["<root_account>"]["arn"] == f"arn:aws:iam::{account}:root"
    assert rows[name]["arn"] == f"arn:aws:iam::{account}:user/team/{name}"
    for row in rows.values():
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["user_creation_time"])


def test_users_stand_by_name_whatever_its_case(own_root):
    names = ["b", "A", "c", "a-1", "B2", "a,b", "=x", "a.b@c", "a+b", "_"]
    for name in names:
        own_root.iam.create_user(UserName=name)
    listed = [name for name in report(own_root) if name != "<root_account>"]
    assert sorted(listed) == sorted(names)
    assert listed == [user["UserName"] for user in own_root.iam.list_users()["Users"]]
    assert [name for name in listed if name.isalpha()] == ["A", "b", "c"]


def test_who_has_nothing_has_no_values(own_root):
    name = fresh("user")
    made = own_root.iam.create_user(UserName=name)["User"]["CreateDate"]
    row = report(own_root)[name]
    assert values(row, BARE | NO_KEYS) == BARE | NO_KEYS
    assert row["user_creation_time"] == moment(made)


def test_the_root_user_has_no_rotation(own_root):
    own_root.iam.update_account_password_policy(MaxPasswordAge=9)
    row = report(own_root)["<root_account>"]
    assert row["password_next_rotation"] == "not_supported"
    assert row["password_enabled"] == row["mfa_active"] == "false"
    assert row["access_key_1_active"] == "true"
    assert row["access_key_1_last_used_service"] == "iam"
    assert row["access_key_1_last_used_region"] == "us-west-2"


def test_passwords_are_told_with_their_age(own_root):
    name = fresh("user")
    own_root.iam.create_user(UserName=name)
    made = own_root.iam.create_login_profile(UserName=name, Password="A-good Pass1")
    made = made["LoginProfile"]["CreateDate"]
    row = report(own_root)[name]
    assert row["password_enabled"] == "true"
    assert row["password_last_used"] == "no_information"
    assert row["password_last_changed"] == moment(made)
    assert row["password_next_rotation"] == "N/A"
    own_root.iam.update_account_password_policy(MaxPasswordAge=90)
    due = made + datetime.timedelta(days=90)
    assert report(own_root)[name]["password_next_rotation"] == moment(due)
    own_root.iam.delete_login_profile(UserName=name)
    assert values(report(own_root)[name], BARE) == BARE


def test_keys_are_told_with_what_get_access_key_last_used_says(own_root):
    name, used = make_user(own_root, allow("sts:*"))
    used.elsewhere(region="eu-west-1").sts.get_caller_identity()
    own_root.iam.create_access_key(UserName=name)
    listed = own_root.iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    own_root.iam.update_access_key(UserName=name, AccessKeyId=used.key_id, Status="Inactive")
    row = report(own_root)[name]
    listed.sort(key=lambda key: key["AccessKeyId"])
    for number, key in enumerate(listed, start=1):
        last = own_root.iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
        last = last["AccessKeyLastUsed"]
        at = moment(last["LastUsedDate"]) if "LastUsedDate" in last else "N/A"
        of_key = key["AccessKeyId"] == used.key_id
        assert (at != "N/A") == of_key
        expect = {
            "active": "false" if of_key else "true",
            "last_rotated": moment(key["CreateDate"]),
            "last_used_date": at,
            "last_used_region": last["Region"],
            "last_used_service": last["ServiceName"],
        }
        found = {what: row[f"access_key_{number}_{what}"] for what in expect}
        assert found == expect


def test_an_mfa_device_counts_when_it_is_enabled(own_root):
    name = fresh("user")
    own_root.iam.create_user(UserName=name)
    made = own_root.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    assert report(own_root)[name]["mfa_active"] == "false"
    device = Authenticator(made["Base32StringSeed"].decode())
    step = int(own_clock(own_root)) // 30
    own_root.iam.enable_mfa_device(
        UserName=name,
        SerialNumber=made["SerialNumber"],
        AuthenticationCode1=device.code(step),
        AuthenticationCode2=device.code(step + 1),
    )
    assert report(own_root)[name]["mfa_active"] == "true"


def own_clock(root):
    """The time of the server: that at which something is made."""
    made = root.iam.create_user(UserName=fresh("clock"))["User"]["CreateDate"]
    return made.timestamp()


def test_a_comma_in_a_name_parts_nothing(own):
    account, root = own
    path = '/a"b,c/'
    root.iam.create_user(UserName="x,y", Path=path)
    row = report(root)["x,y"]
    assert row["arn"] == f"arn:aws:iam::{account}:user{path}x,y"


def test_there_is_none_before_somebody_asks(own_root):
    # SOURCE: recorded of AWS: the error has no message.
    with refused("ReportNotPresent", 410) as caught:
        own_root.iam.get_credential_report()
    assert "Message" not in caught.value.response["Error"]
    answer = own_root.iam.generate_credential_report()
    assert (answer["State"], answer["Description"]) == ("STARTED", STARTED)
    complete(own_root)


def test_in_development_mode_each_is_made_anew(own_root):
    for _ in range(3):
        name, _ = make_user(own_root)
        assert name in report(own_root)


def test_for_four_hours_a_report_stays_as_it_is(server):
    _, root = accounts.create(server)
    first, again = None, None
    complete(root)
    first = root.iam.get_credential_report()
    name, _ = make_user(root)
    answer = root.iam.generate_credential_report()
    assert answer["State"] == "COMPLETE" and "Description" not in answer
    again = root.iam.get_credential_report()
    assert again["Content"] == first["Content"] and name not in read(root)
    assert again["GeneratedTime"] == first["GeneratedTime"]


@pytest.fixture
def later(clock, timed):
    """The clock, set back when the test is over: others sign with the real time."""
    yield clock
    Clock(timed)


def test_after_four_hours_a_report_has_expired(own_root, later):
    complete(own_root)

    def ask(operation, seconds):
        at = wire.timestamp(seconds)
        return wire.call(own_root, wire.form(operation), at=at)

    hours = 4 * 60 * 60
    later.advance(hours - 60)
    assert ask("GetCredentialReport", hours).status == 200
    later.advance(120)
    answer = ask("GetCredentialReport", hours)
    assert (answer.status, answer.code) == (410, "ReportExpired")
    assert b"<Message" not in answer.body
    assert STARTED.encode() in ask("GenerateCredentialReport", hours).body


def test_a_report_and_the_wish_for_one_survive_a_kill(own_server):
    root = own_server.start().root
    make_user(root, name="bob")
    complete(root)
    before = root.iam.get_credential_report()
    own_server.kill()
    root = own_server.start().root
    assert root.iam.get_credential_report()["Content"] == before["Content"]
    own_server.kill()
    own_server.options = ("--credential-report-keep-seconds", "0")
    root = own_server.start().root
    make_user(root, name="carl")
    # The one that was in progress is made by the next program.
    while root.iam.generate_credential_report()["State"] != "STARTED":
        pass
    own_server.kill()
    root = own_server.start().root
    ends = time.monotonic() + 30
    while True:
        try:
            assert "carl" in read(root)
            break
        except root.iam.exceptions.CredentialReportNotReadyException:
            assert time.monotonic() < ends


def test_a_large_report_holds_up_nobody(tmp_path):
    users = 1_000
    with Server(tmp_path / "data", "--dev") as server:
        root = server.root
        names = iter([f"user-{number:05}" for number in range(users)])
        lock = threading.Lock()

        def make():
            while True:
                with lock:
                    name = next(names, None)
                if name is None:
                    return
                root.iam.create_user(UserName=name, Path=f"/{'p' * 400}/")

        makers = [threading.Thread(target=make) for _ in range(8)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
        assert root.iam.generate_credential_report()["State"] == "STARTED"
        asked = 0
        while True:
            root.iam.get_user(UserName="user-00001")
            asked += 1
            try:
                rows = read(root)
                break
            except root.iam.exceptions.CredentialReportNotReadyException:
                pass
        assert asked > 0
        assert list(rows) == ["<root_account>", *(f"user-{number:05}" for number in range(users))]


def test_each_of_the_two_is_decided_on_everything(own):
    account, root = own
    _, narrow = make_user(root, allow("iam:*", f"arn:aws:iam::{account}:*"))
    _, asks = make_user(root, allow("iam:GenerateCredentialReport"))
    complete(asks)
    for call in (
        narrow.iam.generate_credential_report,
        narrow.iam.get_credential_report,
        asks.iam.get_credential_report,
    ):
        with refused("AccessDenied", 403):
            call()


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(server, version):
    _, root = accounts.create(server)
    aws = CommandLine(PROGRAMS[version], root)
    assert aws.iam("generate-credential-report")["State"] == "STARTED"
    complete(root)
    assert aws.iam("generate-credential-report") == {"State": "COMPLETE"}
    assert aws.iam("get-credential-report")["ReportFormat"] == "text/csv"
