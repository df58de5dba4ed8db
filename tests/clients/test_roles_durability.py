"""Each change of groups, roles, instance profiles, boundaries and devices is seen, and lasts."""

import pytest

from authenticator import Device
from identity_matrix import ROWS
from principals import ADMINISTRATOR, allow
from roles import tags, trust
from server import Server

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
S3 = allow("s3:*")
EC2 = trust({"Service": "ec2.amazonaws.com"})


class World:
    """Everything there is in an account, and the calls that change it."""

    def __init__(self, server):
        self.server = server
        self.device = None

    @property
    def root(self):
        return self.server.root

    def call(self, operation, members):
        return self.root.iam._make_api_call(operation, members)

    def all(self, operation, member, **members):
        pages = self.root.iam.get_paginator(operation).paginate(**members)
        return pages.build_full_result()[member]

    def look(self):
        """All that can be read."""
        iam = self.root.iam
        found = {}
        for user in self.all("list_users", "Users"):
            of = {"UserName": user["UserName"]}
            found["user", user["UserId"]] = [
                without(iam.get_user(**of)["User"]),
                self.all("list_groups_for_user", "Groups", **of),
                self.all("list_mfa_devices", "MFADevices", **of),
            ]
        for group in self.all("list_groups", "Groups"):
            of = {"GroupName": group["GroupName"]}
            found["group", group["GroupId"]] = [
                self.all("get_group", "Users", **of),
                self.policies("group", of),
                group,
            ]
        for role in self.all("list_roles", "Roles"):
            of = {"RoleName": role["RoleName"]}
            found["role", role["RoleId"]] = [
                without(iam.get_role(**of)["Role"]),
                self.policies("role", of),
                iam.list_role_tags(**of)["Tags"],
                self.all("list_instance_profiles_for_role", "InstanceProfiles", **of),
            ]
        for profile in self.all("list_instance_profiles", "InstanceProfiles"):
            of = {"InstanceProfileName": profile["InstanceProfileName"]}
            found["profile", profile["InstanceProfileId"]] = [
                iam.get_instance_profile(**of)["InstanceProfile"],
                iam.list_instance_profile_tags(**of)["Tags"],
            ]
        for status in ("Assigned", "Unassigned"):
            listed = self.all(
                "list_virtual_mfa_devices", "VirtualMFADevices", AssignmentStatus=status
            )
            for device in listed:
                of = {"SerialNumber": device["SerialNumber"]}
                found[status, device["SerialNumber"]] = iam.list_mfa_device_tags(**of)["Tags"]
        found["policies"] = self.all("list_policies", "Policies", Scope="Local")
        return found

    def policies(self, kind, of):
        iam = self.root.iam
        names = self.all(f"list_{kind}_policies", "PolicyNames", **of)
        get = getattr(iam, f"get_{kind}_policy")
        return (
            [get(PolicyName=name, **of)["PolicyDocument"] for name in names],
            self.all(f"list_attached_{kind}_policies", "AttachedPolicies", **of),
        )

    def members(self, given):
        """The members of a call, in which functions stand for what is known only later."""
        return {name: it(self) if callable(it) else it for name, it in given.items()}

    def restart(self):
        self.server.kill()
        self.server.start()


def without(entity):
    """What is told of somebody, without when it was seen last."""
    return {k: v for k, v in entity.items() if k not in ("PasswordLastUsed", "RoleLastUsed")}


def serial(world):
    if world.device is None:
        found = world.all("list_virtual_mfa_devices", "VirtualMFADevices")
        return found[0]["SerialNumber"]
    return world.device.serial


def arn_of_policy(world):
    return world.all("list_policies", "Policies", Scope="Local")[0]["Arn"]


USER, GROUP, ROLE, PROFILE = (
    {"UserName": "bob"},
    {"GroupName": "staff"},
    {"RoleName": "worker"},
    {"InstanceProfileName": "machine"},
)
DEVICE = {"SerialNumber": serial}
BOUND = {"PermissionsBoundary": arn_of_policy}
P = {"PolicyName": "p"}
MADE = [
    ("CreateUser", USER),
    ("CreatePolicy", {"PolicyName": "own", "PolicyDocument": S3}),
    ("CreateGroup", GROUP),
    ("AddUserToGroup", GROUP | USER),
    ("PutGroupPolicy", GROUP | P | {"PolicyDocument": S3}),
    ("AttachGroupPolicy", GROUP | {"PolicyArn": ADMINISTRATOR}),
    ("CreateRole", ROLE | {"AssumeRolePolicyDocument": EC2}),
    ("PutRolePolicy", ROLE | P | {"PolicyDocument": S3}),
    ("AttachRolePolicy", ROLE | {"PolicyArn": READ_ONLY}),
    ("TagRole", ROLE | {"Tags": tags(a="1", b="2")}),
    ("PutRolePermissionsBoundary", ROLE | BOUND),
    ("PutUserPermissionsBoundary", USER | BOUND),
    ("CreateInstanceProfile", PROFILE),
    ("AddRoleToInstanceProfile", PROFILE | ROLE),
    ("TagInstanceProfile", PROFILE | {"Tags": tags(a="1", b="2")}),
    ("CreateServiceLinkedRole", {"AWSServiceName": "autoscaling.amazonaws.com"}),
    ("CreateVirtualMFADevice", {}),
    ("TagMFADevice", DEVICE | {"Tags": tags(a="1", b="2")}),
    ("EnableMFADevice", USER | DEVICE),
]
CHANGED = [
    ("UpdateGroup", GROUP | {"NewPath": "/moved/"}),
    ("UpdateRole", ROLE | {"Description": "new", "MaxSessionDuration": 7200}),
    ("UpdateRoleDescription", ROLE | {"Description": "newer"}),
    ("UpdateAssumeRolePolicy", ROLE | {"PolicyDocument": trust({"AWS": "*"})}),
    ("UntagRole", ROLE | {"TagKeys": ["a"]}),
    ("UntagInstanceProfile", PROFILE | {"TagKeys": ["a"]}),
    ("UntagMFADevice", DEVICE | {"TagKeys": ["a"]}),
]
TAKEN = [
    ("RemoveUserFromGroup", GROUP | USER),
    ("DeleteGroupPolicy", GROUP | P),
    ("DetachGroupPolicy", GROUP | {"PolicyArn": ADMINISTRATOR}),
    ("DeleteGroup", GROUP),
    ("DeleteUserPermissionsBoundary", USER),
    ("DeleteRolePermissionsBoundary", ROLE),
    ("DeleteRolePolicy", ROLE | P),
    ("DetachRolePolicy", ROLE | {"PolicyArn": READ_ONLY}),
    ("RemoveRoleFromInstanceProfile", PROFILE | ROLE),
    ("DeleteInstanceProfile", PROFILE),
    ("DeleteRole", ROLE),
    ("DeleteServiceLinkedRole", {"RoleName": "AWSServiceRoleForAutoScaling"}),
    ("DeactivateMFADevice", USER | DEVICE),
    ("DeleteVirtualMFADevice", DEVICE),
]
# Its effect is on which codes count, which another test shows.
ELSEWHERE = {"ResyncMFADevice"}
OF_THESE = ("Group", "Role", "InstanceProfile", "MFADevice", "PermissionsBoundary")
READS = ("Get", "List")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("durable") / "data") as server:
        yield World(server)


def perform(world, operation, given):
    members = world.members(given)
    if operation == "CreateVirtualMFADevice":
        world.device = Device.make(world.root)
        return
    if operation == "EnableMFADevice":
        members |= world.device.codes()
    world.call(operation, members)


def test_each_change_is_seen_and_lasts(world):
    for phase in (MADE, CHANGED, TAKEN):
        for operation, given in phase:
            before = world.look()
            perform(world, operation, given)
            assert world.look() != before, operation
        before = world.look()
        world.restart()
        assert world.look() == before
    left = {kind for kind, *_ in world.look() if kind not in ("policies", "p")}
    assert left == {"user"}


def test_every_change_is_among_them():
    changes = {
        name
        for name in ROWS["iam"]
        if any(kind in name for kind in OF_THESE) and not name.startswith(READS)
    }
    shown = {operation for operation, _ in [*MADE, *CHANGED, *TAKEN]}
    assert changes <= shown | ELSEWHERE
