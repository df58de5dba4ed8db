"""Virtual MFA devices: made, enabled, synchronised, listed, taken away."""

import base64

import pytest

from authenticator import STEP_SECONDS, Authenticator, Device, device_of
from principals import allow, fresh, make_user
from refusals import refused
from roles import session_token, tags

WRONG = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000001"}


def assigned(root, serial):
    """Among which virtual devices it is listed."""
    pages = root.iam.get_paginator("list_virtual_mfa_devices")
    listed = {}
    for status in ("Any", "Assigned", "Unassigned"):
        found = pages.paginate(AssignmentStatus=status).build_full_result()["VirtualMFADevices"]
        listed[status] = serial in {device["SerialNumber"] for device in found}
    return listed


def test_the_qr_code_holds_the_seed_and_says_whose_it_is(root, account_id):
    name = fresh("device")
    made = root.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    assert made["SerialNumber"] == f"arn:aws:iam::{account_id}:mfa/{name}"
    seed = made["Base32StringSeed"].decode()
    scanned = Authenticator.scan(made["QRCodePNG"])
    assert scanned.parameters["secret"] == seed
    assert len(base64.b32decode(seed + "=" * (-len(seed) % 8))) >= 20
    assert name in scanned.label and scanned.parameters["issuer"]


def test_two_devices_have_two_seeds(root):
    first, second = Device.make(root), Device.make(root)
    assert first.phone.seed != second.phone.seed


def test_a_device_is_enabled_and_taken_away(root, user, account_id):
    device = Device.make(root, Path="/mfa/")
    assert device.serial.startswith(f"arn:aws:iam::{account_id}:mfa/mfa/")
    assert assigned(root, device.serial) == {"Any": True, "Assigned": False, "Unassigned": True}
    assert root.iam.list_mfa_devices(UserName=user)["MFADevices"] == []
    device.enable(root, user)
    (listed,) = root.iam.list_mfa_devices(UserName=user)["MFADevices"]
    assert (listed["UserName"], listed["SerialNumber"]) == (user, device.serial)
    assert assigned(root, device.serial) == {"Any": True, "Assigned": True, "Unassigned": False}
    got = root.iam.get_mfa_device(SerialNumber=device.serial, UserName=user)
    assert got["EnableDate"] == listed["EnableDate"]
    of_user = {"UserName": user, "SerialNumber": device.serial}
    with refused("DeleteConflict", 409):
        root.iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    with refused("DeleteConflict", 409):
        root.iam.delete_user(UserName=user)
    root.iam.deactivate_mfa_device(**of_user)
    assert root.iam.list_mfa_devices(UserName=user)["MFADevices"] == []
    with refused("NoSuchEntity", 404):
        root.iam.deactivate_mfa_device(**of_user)
    root.iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    assert assigned(root, device.serial)["Any"] is False
    with refused("NoSuchEntity", 404):
        root.iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    root.iam.delete_user(UserName=user)


def test_only_consecutive_codes_of_now_enable_it(timed_root, clock):
    user, _ = make_user(timed_root)
    for first, second in ((0, -1), (0, 0), (-2, 0), (-10, -9), (10, 11)):
        # Each time a new device: after some wrong codes one has to wait, whatever comes next.
        device = Device.make(timed_root, clock)
        step, code = device.step, device.phone.code
        with refused("InvalidAuthenticationCode", 403):
            timed_root.iam.enable_mfa_device(
                UserName=user,
                SerialNumber=device.serial,
                AuthenticationCode1=code(step + first),
                AuthenticationCode2=code(step + second),
            )
        device.enable(timed_root, user)


@pytest.mark.parametrize("codes", [("", "1"), ("12345", "123456"), ("abcdef", "123456")])
def test_codes_that_are_none_are_told(root, user, codes):
    device = Device.make(root)
    with refused("ValidationError", 400):
        root.iam.enable_mfa_device(
            UserName=user,
            SerialNumber=device.serial,
            AuthenticationCode1=codes[0],
            AuthenticationCode2=codes[1],
        )


def test_a_device_is_of_one_user(timed_root, clock):
    root = timed_root
    (user, _), (other, _) = make_user(root), make_user(root)
    device = device_of(root, user, clock)
    with refused("EntityAlreadyExists", 409):
        device.enable(root, other)
    with refused("NoSuchEntity", 404):
        root.iam.deactivate_mfa_device(UserName=other, SerialNumber=device.serial)
    assert root.iam.list_mfa_devices(UserName=other)["MFADevices"] == []


def test_names_are_taken_once(root):
    name = fresh("device")
    root.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)
    with refused("EntityAlreadyExists", 409):
        root.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)


def test_what_is_not_there_is_told(root, user, account_id):
    missing = f"arn:aws:iam::{account_id}:mfa/{fresh('missing')}"
    of_user = {"UserName": user, "SerialNumber": missing}
    for call in (
        lambda: root.iam.enable_mfa_device(**of_user, **WRONG),
        lambda: root.iam.resync_mfa_device(**of_user, **WRONG),
        lambda: root.iam.deactivate_mfa_device(**of_user),
        lambda: root.iam.get_mfa_device(SerialNumber=missing),
        lambda: root.iam.list_mfa_device_tags(SerialNumber=missing),
        lambda: root.iam.list_mfa_devices(UserName=fresh("nobody")),
        lambda: root.iam.enable_mfa_device(
            UserName=fresh("nobody"), SerialNumber=Device.make(root).serial, **WRONG
        ),
    ):
        with refused("NoSuchEntity", 404):
            call()


def test_a_user_has_eight_at_most(root, user):
    for _ in range(8):
        device_of(root, user)
    with refused("LimitExceeded", 409):
        device_of(root, user)
    assert len(root.iam.list_mfa_devices(UserName=user)["MFADevices"]) == 8
    pages = root.iam.get_paginator("list_mfa_devices")
    found = pages.paginate(UserName=user, PaginationConfig={"PageSize": 3}).build_full_result()
    assert len({device["SerialNumber"] for device in found["MFADevices"]}) == 8


def test_a_clock_that_went_wrong_is_synchronised(timed_root, clock):
    user, caller = make_user(timed_root)
    device = device_of(timed_root, user, clock)
    step = device.step
    # The phone is five steps ahead.
    with refused("AccessDenied", 403):
        ahead = {"SerialNumber": device.serial, "TokenCode": device.phone.code(step + 5)}
        caller.sts.get_session_token(**ahead)
    codes = {
        "AuthenticationCode1": device.phone.code(step + 5),
        "AuthenticationCode2": device.phone.code(step + 6),
    }
    of_user = {"UserName": user, "SerialNumber": device.serial}
    with refused("InvalidAuthenticationCode", 403):
        timed_root.iam.resync_mfa_device(**of_user, **WRONG)
    timed_root.iam.resync_mfa_device(**of_user, **codes)
    with refused("InvalidAuthenticationCode", 403):
        timed_root.iam.resync_mfa_device(**of_user, **codes)
    clock.advance(2 * STEP_SECONDS)
    drifted = {"SerialNumber": device.serial, "TokenCode": device.phone.code(step + 8)}
    caller.sts.get_session_token(**drifted)


def test_tags_of_devices(root):
    serial = Device.make(root, Tags=tags(team="a", stage="test")).serial
    root.iam.tag_mfa_device(SerialNumber=serial, Tags=tags(team="b"))
    root.iam.untag_mfa_device(SerialNumber=serial, TagKeys=["stage"])
    assert root.iam.list_mfa_device_tags(SerialNumber=serial)["Tags"] == tags(team="b")


def test_the_root_user_has_devices_too(timed_root, clock):
    account = timed_root.sts.get_caller_identity()["Account"]
    device = Device.make(timed_root, clock).enable(timed_root, account)
    listed = timed_root.iam.list_mfa_devices()["MFADevices"]
    assert device.serial in {found["SerialNumber"] for found in listed}
    session = session_token(timed_root, **device.proof())
    assert session.iam.list_users()["Users"] is not None
    timed_root.iam.deactivate_mfa_device(UserName=account, SerialNumber=device.serial)
    timed_root.iam.delete_virtual_mfa_device(SerialNumber=device.serial)


def test_users_manage_their_own_devices(root, account_id):
    """As AWS's own example of a policy has it."""
    own = [f"arn:aws:iam::{account_id}:{kind}/${{aws:username}}" for kind in ("user", "mfa")]
    actions = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices"]
    name, caller = make_user(root, allow(actions, own))
    device = Device.make(caller, VirtualMFADeviceName=name).enable(caller, name)
    (listed,) = caller.iam.list_mfa_devices(UserName=name)["MFADevices"]
    assert listed["SerialNumber"] == device.serial
    assert caller.iam.list_mfa_devices()["MFADevices"] == [listed]
    for call in (
        lambda: caller.iam.create_virtual_mfa_device(VirtualMFADeviceName=fresh("other")),
        lambda: caller.iam.deactivate_mfa_device(UserName=name, SerialNumber=device.serial),
        lambda: caller.iam.enable_mfa_device(
            UserName=fresh("other"), SerialNumber=device.serial, **WRONG
        ),
    ):
        with refused("AccessDenied", 403):
            call()
