"""What each operation of IAM and STS is called on, for the authorization matrix."""

import wire
from authenticator import Device, device_of
from principals import allow, fresh, make_user
from roles import make_role, trust

POLICY = allow("s3:GetObject")
TAG = {"Tags.member.1.Key": "k", "Tags.member.1.Value": "v"}
TAG_KEY = {"TagKeys.member.1": "k"}
AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
BOUNDARY = {"PermissionsBoundary": AWS_POLICY}
TRUST = trust({"Service": "ec2.amazonaws.com"})
# Whoever calls has this password at first.
PASSWORD = "first pass-Word 1"
NEW_PASSWORD = "second pass-Word 2"


class Things:
    """Makes what an operation is called on, new for each call."""

    def __init__(self, root):
        self.root, self.iam = root, root.iam

    def user(self):
        name = fresh("matrix")
        self.iam.create_user(UserName=name)
        return {"UserName": name}

    def key(self):
        of_user = self.user()
        key = self.iam.create_access_key(**of_user)["AccessKey"]
        return of_user | {"AccessKeyId": key["AccessKeyId"]}

    def with_password(self):
        of_user = self.user()
        self.iam.create_login_profile(**of_user, Password=PASSWORD)
        return of_user

    def alias(self):
        alias = {"AccountAlias": fresh("matrix")}
        self.iam.create_account_alias(**alias)
        return alias

    def password_policy(self):
        self.iam.update_account_password_policy()
        return {}

    def inline(self):
        of_user = self.user() | {"PolicyName": "p"}
        self.iam.put_user_policy(**of_user, PolicyDocument=POLICY)
        return of_user

    def policy(self):
        made = self.iam.create_policy(PolicyName=fresh("matrix"), PolicyDocument=POLICY)
        return {"PolicyArn": made["Policy"]["Arn"]}

    def version(self):
        of_policy = self.policy()
        self.iam.create_policy_version(**of_policy, PolicyDocument=POLICY)
        return of_policy | {"VersionId": "v2"}

    def attached(self):
        both = self.user() | {"PolicyArn": AWS_POLICY}
        self.iam.attach_user_policy(**both)
        return both

    def bound(self):
        of_user = self.user()
        self.iam.put_user_permissions_boundary(**of_user, **BOUNDARY)
        return of_user

    def group(self):
        name = fresh("matrix")
        self.iam.create_group(GroupName=name)
        return {"GroupName": name}

    def member(self):
        both = self.group() | self.user()
        self.iam.add_user_to_group(**both)
        return both

    def role(self, trusted=TRUST):
        return {"RoleName": make_role(self.root, trusted)[0]}

    def bound_role(self):
        of_role = self.role()
        self.iam.put_role_permissions_boundary(**of_role, **BOUNDARY)
        return of_role

    def with_inline(self, of_holder):
        kind = {"GroupName": "group", "RoleName": "role"}[next(iter(of_holder))]
        put = getattr(self.iam, f"put_{kind}_policy")
        put(**of_holder, PolicyName="p", PolicyDocument=POLICY)
        return of_holder | {"PolicyName": "p"}

    def with_attached(self, of_holder):
        kind = {"GroupName": "group", "RoleName": "role"}[next(iter(of_holder))]
        getattr(self.iam, f"attach_{kind}_policy")(**of_holder, PolicyArn=AWS_POLICY)
        return of_holder | {"PolicyArn": AWS_POLICY}

    def profile(self):
        name = fresh("matrix")
        self.iam.create_instance_profile(InstanceProfileName=name)
        return {"InstanceProfileName": name}

    def filled_profile(self):
        both = self.profile() | self.role()
        self.iam.add_role_to_instance_profile(**both)
        return both

    def linked_role(self):
        service = {"AWSServiceName": "autoscaling.amazonaws.com", "CustomSuffix": fresh("matrix")}
        return {"RoleName": self.iam.create_service_linked_role(**service)["Role"]["RoleName"]}

    def deletion(self):
        task = self.iam.delete_service_linked_role(**self.linked_role())
        return {"DeletionTaskId": task["DeletionTaskId"]}

    def device(self):
        return {"SerialNumber": Device.make(self.root).serial}

    def device_to_enable(self):
        device = Device.make(self.root)
        return self.user() | {"SerialNumber": device.serial} | device.codes()

    def enabled_device(self):
        of_user = self.user()
        return of_user | {"SerialNumber": device_of(self.root, of_user["UserName"]).serial}

    def device_to_resync(self):
        of_user = self.user()
        device = Device.make(self.root)
        # Codes of later steps are good for a clock that is ahead.
        device.enable(self.root, of_user["UserName"])
        later = device.given + 2
        return of_user | {
            "SerialNumber": device.serial,
            "AuthenticationCode1": device.phone.code(later - 1),
            "AuthenticationCode2": device.phone.code(later),
        }

    def role_to_assume(self):
        # Whoever calls needs a permission of its own as well.
        account = self.root.sts.get_caller_identity()["Account"]
        return {"RoleArn": make_role(self.root, account)[1], "RoleSessionName": "matrix"}

    def message(self):
        _, nobody = make_user(self.root)
        answer = wire.call(nobody, wire.form("ListUsers"))
        return {"EncodedMessage": answer.headers["x-iamd-authorization-message"]}



ROWS = {
    "iam": {
        "AddRoleToInstanceProfile": lambda t: t.profile() | t.role(),
        "AddUserToGroup": lambda t: t.group() | t.user(),
        "AttachGroupPolicy": lambda t: t.group() | {"PolicyArn": AWS_POLICY},
        "AttachRolePolicy": lambda t: t.role() | {"PolicyArn": AWS_POLICY},
        "AttachUserPolicy": lambda t: t.user() | {"PolicyArn": AWS_POLICY},
        "ChangePassword": lambda t: {"OldPassword": PASSWORD, "NewPassword": NEW_PASSWORD},
        "CreateAccessKey": lambda t: t.user(),
        "CreateAccountAlias": lambda t: {"AccountAlias": fresh("matrix")},
        "CreateGroup": lambda t: {"GroupName": fresh("matrix")},
        "CreateInstanceProfile": lambda t: {"InstanceProfileName": fresh("matrix")},
        "CreateLoginProfile": lambda t: t.user() | {"Password": PASSWORD},
        "CreatePolicy": lambda t: {"PolicyName": fresh("matrix"), "PolicyDocument": POLICY},
        "CreatePolicyVersion": lambda t: t.policy() | {"PolicyDocument": POLICY},
        "CreateRole": lambda t: {"RoleName": fresh("matrix"), "AssumeRolePolicyDocument": TRUST},
        "CreateServiceLinkedRole": lambda t: {
            "AWSServiceName": "autoscaling.amazonaws.com",
            "CustomSuffix": fresh("matrix"),
        },
        "CreateUser": lambda t: {"UserName": fresh("matrix")},
        "CreateVirtualMFADevice": lambda t: {"VirtualMFADeviceName": fresh("matrix")},
        "DeactivateMFADevice": lambda t: t.enabled_device(),
        "DeleteAccessKey": lambda t: t.key(),
        "DeleteAccountAlias": lambda t: t.alias(),
        "DeleteAccountPasswordPolicy": lambda t: t.password_policy(),
        "DeleteGroup": lambda t: t.group(),
        "DeleteGroupPolicy": lambda t: t.with_inline(t.group()),
        "DeleteInstanceProfile": lambda t: t.profile(),
        "DeleteLoginProfile": lambda t: t.with_password(),
        "DeletePolicy": lambda t: t.policy(),
        "DeletePolicyVersion": lambda t: t.version(),
        "DeleteRole": lambda t: t.role(),
        "DeleteRolePermissionsBoundary": lambda t: t.bound_role(),
        "DeleteRolePolicy": lambda t: t.with_inline(t.role()),
        "DeleteServiceLinkedRole": lambda t: t.linked_role(),
        "DeleteUser": lambda t: t.user(),
        "DeleteUserPermissionsBoundary": lambda t: t.bound(),
        "DeleteUserPolicy": lambda t: t.inline(),
        "DeleteVirtualMFADevice": lambda t: t.device(),
        "DetachGroupPolicy": lambda t: t.with_attached(t.group()),
        "DetachRolePolicy": lambda t: t.with_attached(t.role()),
        "DetachUserPolicy": lambda t: t.attached(),
        "EnableMFADevice": lambda t: t.device_to_enable(),
        "GetAccessKeyLastUsed": lambda t: {"AccessKeyId": t.key()["AccessKeyId"]},
        "GetAccountPasswordPolicy": lambda t: t.password_policy(),
        "GetGroup": lambda t: t.group(),
        "GetGroupPolicy": lambda t: t.with_inline(t.group()),
        "GetInstanceProfile": lambda t: t.profile(),
        "GetLoginProfile": lambda t: t.with_password(),
        "GetMFADevice": lambda t: t.enabled_device(),
        "GetPolicy": lambda t: t.policy(),
        "GetPolicyVersion": lambda t: t.version(),
        "GetRole": lambda t: t.role(),
        "GetRolePolicy": lambda t: t.with_inline(t.role()),
        "GetServiceLinkedRoleDeletionStatus": lambda t: t.deletion(),
        "GetUser": lambda t: t.user(),
        "GetUserPolicy": lambda t: t.inline(),
        "ListAccessKeys": lambda t: t.user(),
        "ListAccountAliases": lambda t: {},
        "ListAttachedGroupPolicies": lambda t: t.group(),
        "ListAttachedRolePolicies": lambda t: t.role(),
        "ListAttachedUserPolicies": lambda t: t.user(),
        "ListEntitiesForPolicy": lambda t: t.policy(),
        "ListGroupPolicies": lambda t: t.group(),
        "ListGroups": lambda t: {"MaxItems": 1},
        "ListGroupsForUser": lambda t: t.user(),
        "ListInstanceProfileTags": lambda t: t.profile(),
        "ListInstanceProfiles": lambda t: {"MaxItems": 1},
        "ListInstanceProfilesForRole": lambda t: t.role(),
        "ListMFADeviceTags": lambda t: t.device(),
        "ListMFADevices": lambda t: t.user(),
        "ListPolicies": lambda t: {"MaxItems": 1},
        "ListPolicyTags": lambda t: t.policy(),
        "ListPolicyVersions": lambda t: t.policy(),
        "ListRolePolicies": lambda t: t.role(),
        "ListRoleTags": lambda t: t.role(),
        "ListRoles": lambda t: {"MaxItems": 1},
        "ListSSHPublicKeys": lambda t: t.user(),
        "ListServiceSpecificCredentials": lambda t: t.user(),
        "ListSigningCertificates": lambda t: t.user(),
        "ListUserPolicies": lambda t: t.user(),
        "ListUserTags": lambda t: t.user(),
        "ListUsers": lambda t: {"MaxItems": 1},
        "ListVirtualMFADevices": lambda t: {"MaxItems": 1},
        "PutGroupPolicy": lambda t: t.group() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "PutRolePermissionsBoundary": lambda t: t.role() | BOUNDARY,
        "PutRolePolicy": lambda t: t.role() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "PutUserPermissionsBoundary": lambda t: t.user() | BOUNDARY,
        "PutUserPolicy": lambda t: t.user() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "RemoveRoleFromInstanceProfile": lambda t: t.filled_profile(),
        "RemoveUserFromGroup": lambda t: t.member(),
        "ResyncMFADevice": lambda t: t.device_to_resync(),
        "SetDefaultPolicyVersion": lambda t: t.version(),
        "TagInstanceProfile": lambda t: t.profile() | TAG,
        "TagMFADevice": lambda t: t.device() | TAG,
        "TagPolicy": lambda t: t.policy() | TAG,
        "TagRole": lambda t: t.role() | TAG,
        "TagUser": lambda t: t.user() | TAG,
        "UntagInstanceProfile": lambda t: t.profile() | TAG_KEY,
        "UntagMFADevice": lambda t: t.device() | TAG_KEY,
        "UntagPolicy": lambda t: t.policy() | TAG_KEY,
        "UntagRole": lambda t: t.role() | TAG_KEY,
        "UntagUser": lambda t: t.user() | TAG_KEY,
        "UpdateAccessKey": lambda t: t.key() | {"Status": "Inactive"},
        "UpdateAccountPasswordPolicy": lambda t: {"MinimumPasswordLength": 8},
        "UpdateAssumeRolePolicy": lambda t: t.role() | {"PolicyDocument": TRUST},
        "UpdateGroup": lambda t: t.group() | {"NewPath": "/moved/"},
        "UpdateLoginProfile": lambda t: t.with_password() | {"Password": NEW_PASSWORD},
        "UpdateRole": lambda t: t.role() | {"Description": "new"},
        "UpdateRoleDescription": lambda t: t.role() | {"Description": "new"},
        "UpdateUser": lambda t: t.user() | {"NewPath": "/moved/"},
    },
    "sts": {
        "AssumeRole": lambda t: t.role_to_assume(),
        "DecodeAuthorizationMessage": lambda t: t.message(),
        "GetAccessKeyInfo": lambda t: {"AccessKeyId": t.root.key_id},
        "GetCallerIdentity": lambda t: {},
        "GetFederationToken": lambda t: {"Name": "matrix"},
        "GetSessionToken": lambda t: {},
    },
}
# What an operation asks for besides the action of its own name.
BESIDES = {"AddRoleToInstanceProfile": ["iam:PassRole"]}
