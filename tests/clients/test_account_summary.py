"""The account summary: every key, true counts, and quotas that are enforced."""

import pytest

import accounts
from principals import ADMINISTRATOR, allow, fresh, make_user
from refusals import refused
from roles import make_role
from test_command_lines import PROGRAMS, CommandLine

# SOURCE: recorded of AWS, September 2026; iamd has AWS's defaults.
QUOTAS = {
    "AccessKeysPerUserQuota": 2,
    "AssumeRolePolicySizeQuota": 2048,
    "AttachedPoliciesPerGroupQuota": 10,
    "AttachedPoliciesPerRoleQuota": 10,
    "AttachedPoliciesPerUserQuota": 10,
    "GroupPolicySizeQuota": 5120,
    "GroupsPerUserQuota": 10,
    "GroupsQuota": 300,
    "InstanceProfilesQuota": 1000,
    "PoliciesQuota": 1500,
    "PolicySizeQuota": 6144,
    "PolicyVersionsInUseQuota": 10000,
    "RolePolicySizeQuota": 10240,
    "RolesQuota": 1000,
    "ServerCertificatesQuota": 20,
    "SigningCertificatesPerUserQuota": 2,
    "UserPolicySizeQuota": 2048,
    "UsersQuota": 5000,
    "VersionsPerPolicyQuota": 5,
}
COUNTS = [
    "AccountAccessKeysPresent",
    "AccountMFAEnabled",
    "AccountPasswordPresent",
    "AccountSigningCertificatesPresent",
    "GlobalEndpointTokenVersion",
    "Groups",
    "InstanceProfiles",
    "MFADevices",
    "MFADevicesInUse",
    "Policies",
    "PolicyVersionsInUse",
    "Providers",
    "Roles",
    "ServerCertificates",
    "Users",
]
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
TRUST = '{"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},\
 "Action": "sts:AssumeRole"}, "Version": "2012-10-17"}'


@pytest.fixture
def own_root(timed):
    return accounts.create(timed)[1]


def summary(root):
    return root.iam.get_account_summary()["SummaryMap"]


class Watched:
    """What has changed in a summary since the last look."""

    def __init__(self, root):
        self.root, self.last = root, summary(root)

    def changes(self):
        now = summary(self.root)
        assert now.keys() == self.last.keys()
        changed = {key: now[key] - self.last[key] for key in now if now[key] != self.last[key]}
        self.last = now
        return changed


def test_every_key_is_told(own_root):
    told = summary(own_root)
    assert sorted(told) == sorted([*QUOTAS, *COUNTS])
    present = {key: count for key, count in told.items() if key in COUNTS and count}
    assert present == {"AccountAccessKeysPresent": 1, "GlobalEndpointTokenVersion": 1}


def test_quotas_are_those_of_aws(own_root):
    told = summary(own_root)
    assert {key: told[key] for key in QUOTAS} == QUOTAS


def test_quotas_are_those_that_are_configured(own_server):
    own_server.options = ("--quotas-users", "7", "--quotas-policies", "20000")
    told = summary(own_server.start().root)
    assert told["UsersQuota"] == 7
    # All of them, and all of AWS's, may be in use.
    assert told["PoliciesQuota"] == 20_000 < told["PolicyVersionsInUseQuota"]


def test_each_thing_that_comes_and_goes_is_counted(own_root):
    iam, watched = own_root.iam, Watched(own_root)
    name = fresh("thing")
    iam.create_user(UserName=name)
    assert watched.changes() == {"Users": 1}
    iam.create_group(GroupName=name)
    assert watched.changes() == {"Groups": 1}
    make_role(own_root, TRUST, RoleName=name)
    assert watched.changes() == {"Roles": 1}
    iam.create_instance_profile(InstanceProfileName=name)
    assert watched.changes() == {"InstanceProfiles": 1}
    arn = iam.create_policy(PolicyName=name, PolicyDocument=allow("*"))["Policy"]["Arn"]
    assert watched.changes() == {"Policies": 1}
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    assert watched.changes() == {"MFADevices": 1}
    iam.update_user(UserName=name, NewUserName=fresh("other"), NewPath="/x/")
    assert watched.changes() == {}
    iam.delete_virtual_mfa_device(SerialNumber=serial["SerialNumber"])
    iam.delete_policy(PolicyArn=arn)
    iam.delete_instance_profile(InstanceProfileName=name)
    iam.delete_role(RoleName=name)
    iam.delete_group(GroupName=name)
    gone = {"MFADevices": -1, "Policies": -1, "InstanceProfiles": -1, "Roles": -1, "Groups": -1}
    assert watched.changes() == gone


def test_policies_in_use_count_once(own_root):
    iam, watched = own_root.iam, Watched(own_root)
    users = [fresh("user") for _ in range(2)]
    for user in users:
        iam.create_user(UserName=user)
    arn = iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=allow("*"))
    arn = arn["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=allow("s3:*"), SetAsDefault=True)
    assert watched.changes() == {"Users": 2, "Policies": 1}
    for user in users:
        iam.attach_user_policy(UserName=user, PolicyArn=arn)
        iam.attach_user_policy(UserName=user, PolicyArn=READ_ONLY)
    assert watched.changes() == {"PolicyVersionsInUse": 2}
    iam.put_user_permissions_boundary(UserName=users[0], PermissionsBoundary=ADMINISTRATOR)
    iam.put_user_permissions_boundary(UserName=users[1], PermissionsBoundary=arn)
    assert watched.changes() == {"PolicyVersionsInUse": 1}
    for user in users:
        iam.detach_user_policy(UserName=user, PolicyArn=arn)
    assert watched.changes() == {}
    iam.delete_user_permissions_boundary(UserName=users[1])
    assert watched.changes() == {"PolicyVersionsInUse": -1}


def test_the_root_users_credentials_are_told(own_root):
    watched = Watched(own_root)
    keys = own_root.iam.list_access_keys()["AccessKeyMetadata"]
    _, administrator = make_user(own_root, administrator=True)
    watched.changes()
    own_root.iam.create_access_key()
    assert watched.changes() == {}
    for key in own_root.iam.list_access_keys()["AccessKeyMetadata"]:
        if key["AccessKeyId"] != keys[0]["AccessKeyId"]:
            own_root.iam.delete_access_key(AccessKeyId=key["AccessKeyId"])
    own_root.iam.delete_access_key(AccessKeyId=keys[0]["AccessKeyId"])
    watched.root = administrator
    assert watched.changes() == {"AccountAccessKeysPresent": -1}


def test_counts_survive_a_kill(own_server):
    root = own_server.start().root
    make_user(root)
    before = summary(root)
    own_server.kill()
    assert summary(own_server.start().root) == before


def test_it_is_decided_on_everything(own_root):
    account = own_root.sts.get_caller_identity()["Account"]
    _, narrow = make_user(own_root, allow("iam:*", f"arn:aws:iam::{account}:*"))
    with refused("AccessDenied", 403):
        narrow.iam.get_account_summary()
    _, broad = make_user(own_root, allow("iam:GetAccountSummary"))
    assert summary(broad) == summary(own_root)


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(own_root, version):
    aws = CommandLine(PROGRAMS[version], own_root)
    assert aws.iam("get-account-summary")["SummaryMap"] == summary(own_root)
