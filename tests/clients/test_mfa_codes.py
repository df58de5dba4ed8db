"""Codes count once, wherever they are shown, and cannot be guessed."""

import threading

import pytest

import wire
from authenticator import Device, device_of
from principals import allow, make_user
from refusals import refused
from roles import MFA, assume, make_role, session_token, trust

TRIES = 64
UNUSABLE = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
UNKNOWN_DEVICE = (
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial "
    "number is valid and associated with this user."
)
INCOMPLETE = (
    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
)


def mfa_role(root, user_arn):
    """A role that asks for MFA."""
    return make_role(root, trust(user_arn, condition={"Bool": {MFA: "true"}}), allow("s3:*"))[1]


class Owner:
    """A user with a device, who may assume a role that asks for MFA."""

    def __init__(self, root, clock=None):
        self.root = root
        self.name, self.caller = make_user(root)
        self.device = device_of(root, self.name, clock)
        arn = root.iam.get_user(UserName=self.name)["User"]["Arn"]
        self.role = mfa_role(root, arn)

    def assume(self, proof):
        return assume(self.caller, self.role, **proof)

    def get_token(self, proof):
        return session_token(self.caller, **proof)

    def ways(self):
        """The ways to show a code to STS."""
        return {"AssumeRole": self.assume, "GetSessionToken": self.get_token}

    def enable_again(self, proof):
        """Takes the device away and enables it with the code in the proof and the one before."""
        of_user = {"UserName": self.name, "SerialNumber": self.device.serial}
        self.root.iam.deactivate_mfa_device(**of_user)
        step, phone = self.device.given, self.device.phone
        assert phone.code(step) == proof["TokenCode"]
        self.root.iam.enable_mfa_device(
            **of_user,
            AuthenticationCode1=phone.code(step - 1),
            AuthenticationCode2=proof["TokenCode"],
        )

    def elsewhere(self, server):
        """The same after the server started again."""
        self.root = self.root.elsewhere(endpoint=server.endpoint)
        self.caller = self.caller.elsewhere(endpoint=server.endpoint)


def assert_used(owner, proof):
    """A code that was used is refused everywhere."""
    for use in owner.ways().values():
        with refused("AccessDenied", 403, UNUSABLE):
            use(proof)
    with refused("InvalidAuthenticationCode", 403):
        owner.enable_again(proof)


@pytest.mark.parametrize("way", ["EnableMFADevice", "AssumeRole", "GetSessionToken"])
def test_a_code_counts_once(root, way):
    owner = Owner(root)
    if way != "EnableMFADevice":
        owner.ways()[way](owner.device.proof())
    assert_used(owner, owner.device.last_proof)


@pytest.mark.parametrize("way", ["EnableMFADevice", "AssumeRole", "GetSessionToken"])
def test_a_code_counts_once_across_a_restart(own_server, way):
    owner = Owner(own_server.start().root)
    if way != "EnableMFADevice":
        owner.ways()[way](owner.device.proof())
    own_server.kill()
    owner.elsewhere(own_server.start())
    assert_used(owner, owner.device.last_proof)


def test_the_next_code_counts_after_a_restart(own_server):
    owner = Owner(own_server.start().root)
    own_server.kill()
    owner.elsewhere(own_server.start())
    owner.assume(owner.device.proof())


def test_a_code_before_one_that_was_used_is_refused(timed_root, clock):
    owner = Owner(timed_root, clock)
    earlier = owner.device.proof()
    owner.get_token(owner.device.proof())
    with refused("AccessDenied", 403, UNUSABLE):
        owner.get_token(earlier)


def at_once(calls):
    """Sends signed forms, each over a connection of its own, all at the same moment."""
    answers = []
    gate = threading.Barrier(len(calls))

    def attempt(caller, body, service):
        connection = wire.connect(caller.endpoint)
        connection.connect()
        gate.wait()
        answers.append(wire.call(caller, body, connection=connection, service=service))

    threads = [threading.Thread(target=attempt, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((answer.status, answer.text("Code")) for answer in answers)


@pytest.mark.parametrize(
    "kinds",
    [["AssumeRole"], ["GetSessionToken"], ["AssumeRole", "GetSessionToken"]],
    ids=" and ".join,
)
def test_of_many_tries_at_once_one_succeeds(root, kinds):
    owner = Owner(root)
    proof = owner.device.proof()
    bodies = {
        "AssumeRole": wire.form(
            "AssumeRole", "sts", RoleArn=owner.role, RoleSessionName="one-of-many", **proof
        ),
        "GetSessionToken": wire.form("GetSessionToken", "sts", **proof),
    }
    calls = [(owner.caller, bodies[kinds[n % len(kinds)]], "sts") for n in range(TRIES)]
    assert at_once(calls) == [(200, None)] + [(403, "AccessDenied")] * (TRIES - 1)


def test_of_many_who_enable_a_device_at_once_one_does(root):
    device = Device.make(root)
    codes = device.codes()
    names = [make_user(root)[0] for _ in range(TRIES)]
    bodies = [
        wire.form("EnableMFADevice", UserName=name, SerialNumber=device.serial, **codes)
        for name in names
    ]
    answers = at_once([(root, body, "iam") for body in bodies])
    assert [status for status, _ in answers].count(200) == 1
    found = [bool(root.iam.list_mfa_devices(UserName=name)["MFADevices"]) for name in names]
    assert found.count(True) == 1


def test_enabling_again_takes_codes_of_which_none_was_used(timed_root, clock):
    owner = Owner(timed_root, clock)
    owner.get_token(owner.device.proof())
    of_user = {"UserName": owner.name, "SerialNumber": owner.device.serial}
    used, phone = owner.device.given, owner.device.phone
    timed_root.iam.deactivate_mfa_device(**of_user)
    clock.advance(60)
    for first, good in ((used - 1, False), (used, False), (used + 1, True)):
        codes = {
            "AuthenticationCode1": phone.code(first),
            "AuthenticationCode2": phone.code(first + 1),
        }
        if good:
            timed_root.iam.enable_mfa_device(**of_user, **codes)
        else:
            with refused("InvalidAuthenticationCode", 403):
                timed_root.iam.enable_mfa_device(**of_user, **codes)


def test_a_device_that_was_taken_away_proves_nothing(root):
    owner = Owner(root)
    of_user = {"UserName": owner.name, "SerialNumber": owner.device.serial}
    # It would count if the device were there still.
    proof = owner.device.proof()
    root.iam.deactivate_mfa_device(**of_user)
    for use in owner.ways().values():
        with refused("AccessDenied", 403, UNKNOWN_DEVICE):
            use(proof)
    root.iam.delete_virtual_mfa_device(SerialNumber=owner.device.serial)
    for use in owner.ways().values():
        with refused("AccessDenied", 403, UNKNOWN_DEVICE):
            use(proof)


def test_a_clock_stays_synchronised_across_a_restart(own_server):
    owner = Owner(own_server.start().root)
    step, phone = owner.device.step, owner.device.phone
    # The phone is six steps ahead.
    owner.root.iam.resync_mfa_device(
        UserName=owner.name,
        SerialNumber=owner.device.serial,
        AuthenticationCode1=phone.code(step + 5),
        AuthenticationCode2=phone.code(step + 6),
    )
    own_server.kill()
    owner.elsewhere(own_server.start())
    serial = owner.device.serial
    with refused("AccessDenied", 403, UNUSABLE):
        owner.get_token({"SerialNumber": serial, "TokenCode": phone.code(step + 6)})
    owner.get_token({"SerialNumber": serial, "TokenCode": phone.code(step + 7)})


def test_a_code_is_not_spent_on_who_is_denied(root):
    """Who may not assume the role keeps the code for one that may be assumed."""
    owner = Owner(root)
    other = mfa_role(root, root.sts.get_caller_identity()["Arn"])
    proof = owner.device.proof()
    with refused("AccessDenied", 403):
        assume(owner.caller, other, **proof)
    owner.assume(proof)


def test_what_is_shown_must_be_whole_and_one_s_own(root):
    owner, stranger = Owner(root), Owner(root)
    whole = owner.device.proof()
    for name in whole:
        for use in owner.ways().values():
            with refused("AccessDenied", 403, INCOMPLETE):
                use({name: whole[name]})
    for proof in (
        stranger.device.proof(),
        whole | {"SerialNumber": whole["SerialNumber"] + "-missing"},
        # A device that nobody has enabled.
        Device.make(root).proof(),
    ):
        for use in owner.ways().values():
            with refused("AccessDenied", 403, UNKNOWN_DEVICE):
                use(proof)
    owner.assume(whole)


def test_a_role_session_has_no_device(timed_root, clock):
    owner = Owner(timed_root, clock)
    session = owner.assume(owner.device.proof())
    _, other = make_role(timed_root, owner.role)
    proof = owner.device.proof()
    with refused("AccessDenied", 403, UNKNOWN_DEVICE):
        assume(session, other, **proof)
    assume(session, other)
    # The code was good, and still is for whose device it is.
    owner.assume(proof)


def test_guessing_is_slow(timed_root, clock):
    owner = Owner(timed_root, clock)
    wrong = {
        "SerialNumber": owner.device.serial,
        "TokenCode": owner.device.phone.wrong_code(owner.device.step),
    }
    for _ in range(6):
        with refused("AccessDenied", 403, UNUSABLE):
            owner.get_token(wrong)
    # By now not even a right code counts, and it is not told from a wrong one.
    with refused("AccessDenied", 403, UNUSABLE):
        owner.get_token(owner.device.proof())
    # Another device of the same user does not suffer from that.
    other = device_of(timed_root, owner.name, clock)
    owner.get_token(other.proof())
    clock.advance(10 * 60)
    owner.get_token(owner.device.proof())


def test_guesses_of_others_lock_nobody_s_new_device(root):
    """Who may enable devices for itself guesses at the device of another user."""
    name, caller = make_user(root)
    own = root.iam.get_user(UserName=name)["User"]["Arn"]
    root.iam.put_user_policy(
        UserName=name, PolicyName="p", PolicyDocument=allow("iam:EnableMFADevice", own)
    )
    device = Device.make(root)
    for _ in range(8):
        with refused("InvalidAuthenticationCode", 403):
            caller.iam.enable_mfa_device(
                UserName=name,
                SerialNumber=device.serial,
                AuthenticationCode1=device.phone.wrong_code(device.step),
                AuthenticationCode2=device.phone.wrong_code(device.step),
            )
    owner, _ = make_user(root)
    device.enable(root, owner)


def test_a_code_is_good_a_step_before_and_after_its_time_and_no_longer(timed_root, clock):
    owner = Owner(timed_root, clock)
    clock.advance(5 * 30)
    serial, phone, step = owner.device.serial, owner.device.phone, owner.device.step
    for shift, good in ((-2, False), (-1, True), (2, False), (1, True)):
        proof = {"SerialNumber": serial, "TokenCode": phone.code(step + shift)}
        if good:
            owner.get_token(proof)
        else:
            with refused("AccessDenied", 403, UNUSABLE):
                owner.get_token(proof)
