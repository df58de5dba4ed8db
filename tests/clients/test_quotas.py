"""How many of each kind an account may have."""

import threading

import pytest

import accounts
from principals import allow
from refusals import refused
from roles import trust
from server import Server

SERVICE = trust({"Service": "ec2.amazonaws.com"})
MOST = 3
KINDS = ["users", "groups", "roles", "policies", "instance-profiles"]
OPTIONS = [word for kind in KINDS for word in (f"--quotas-{kind}", MOST)]

# How one of a name is made, how it goes, its quota and its number in the summary.
MAKING = {
    "user": (
        lambda iam, name: iam.create_user(UserName=name),
        lambda iam, made: iam.delete_user(UserName=made["User"]["UserName"]),
        "Users",
    ),
    "group": (
        lambda iam, name: iam.create_group(GroupName=name),
        lambda iam, made: iam.delete_group(GroupName=made["Group"]["GroupName"]),
        "Groups",
    ),
    "role": (
        lambda iam, name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=SERVICE),
        lambda iam, made: iam.delete_role(RoleName=made["Role"]["RoleName"]),
        "Roles",
    ),
    "policy": (
        lambda iam, name: iam.create_policy(PolicyName=name, PolicyDocument=allow("*")),
        lambda iam, made: iam.delete_policy(PolicyArn=made["Policy"]["Arn"]),
        "Policies",
    ),
    "instance profile": (
        lambda iam, name: iam.create_instance_profile(InstanceProfileName=name),
        lambda iam, made: iam.delete_instance_profile(
            InstanceProfileName=made["InstanceProfile"]["InstanceProfileName"]
        ),
        "InstanceProfiles",
    ),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A server whose accounts may have few of each."""
    with Server(tmp_path_factory.mktemp("small") / "data", *OPTIONS) as server:
        yield server


@pytest.mark.parametrize("kind", MAKING)
def test_a_quota_is_met_and_not_passed(small, kind):
    make, delete, told = MAKING[kind]
    _, root = accounts.create(small)
    text = f"Cannot exceed quota for {told}PerAccount: {MOST}"
    for _ in range(2):
        made = [make(root.iam, f"{kind[0]}{number}") for number in range(MOST)]
        with refused("LimitExceeded", 409, text):
            make(root.iam, "over")
        summary = root.iam.get_account_summary()["SummaryMap"]
        assert (summary[told], summary[f"{told}Quota"]) == (MOST, MOST)
        for one in made:
            delete(root.iam, one)


def test_virtual_mfa_devices_are_as_many_as_users(small):
    _, root = accounts.create(small)
    for number in range(MOST):
        root.iam.create_virtual_mfa_device(VirtualMFADeviceName=f"d{number}")
    with refused("LimitExceeded", 409):
        root.iam.create_virtual_mfa_device(VirtualMFADeviceName="over")


def test_many_at_once_do_not_race_past_it(small):
    _, root = accounts.create(small)
    outcomes = []

    def create(number):
        try:
            root.iam.create_user(UserName=f"u{number}")
            outcomes.append("made")
        except root.iam.exceptions.LimitExceededException:
            outcomes.append("refused")

    threads = [threading.Thread(target=create, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("made") == MOST == len(root.iam.list_users()["Users"])
    assert outcomes.count("refused") == 16 - MOST


def test_what_is_there_counts_after_a_kill_and_stays_if_the_quota_shrinks(own_server):
    own_server.options = ("--quotas-users", "2")
    root = own_server.start().root
    for name in ("ann", "bob"):
        root.iam.create_user(UserName=name)
    own_server.kill()
    root = own_server.start().root
    with refused("LimitExceeded", 409, "Cannot exceed quota for UsersPerAccount: 2"):
        root.iam.create_user(UserName="carl")
    own_server.stop()
    own_server.options = ("--quotas-users", "1")
    root = own_server.start().root
    assert len(root.iam.list_users()["Users"]) == 2
    root.iam.delete_user(UserName="ann")
    with refused("LimitExceeded", 409, "Cannot exceed quota for UsersPerAccount: 1"):
        root.iam.create_user(UserName="carl")
    root.iam.delete_user(UserName="bob")
    root.iam.create_user(UserName="carl")
