//! A request for each operation, and what makes all that requests name.

use crate::world::Members;

/// The policy that requests name.
const POLICY: &str = "arn:aws:iam::123456789012:policy/team/policy";
const MINIMAL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
/// Whoever the account lets may assume the role.
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"#;

const NAME: (&str, &str) = ("UserName", "target");
const GROUP: (&str, &str) = ("GroupName", "group");
const ROLE: (&str, &str) = ("RoleName", "role");
const PROFILE: (&str, &str) = ("InstanceProfileName", "profile");
const PATH: (&str, &str) = ("Path", "/team/");
const PREFIX: (&str, &str) = ("PathPrefix", "/team/");
const INLINE: (&str, &str) = ("PolicyName", "inline");
const DOCUMENT: (&str, &str) = ("PolicyDocument", MINIMAL);
const TRUSTING: (&str, &str) = ("AssumeRolePolicyDocument", TRUST);
const ARN: (&str, &str) = ("PolicyArn", POLICY);
const READ_ONLY: (&str, &str) = ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess");
const BOUNDARY: (&str, &str) = ("PermissionsBoundary", POLICY);
const SECOND: (&str, &str) = ("VersionId", "v2");
const TAG: [(&str, &str); 2] = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
const ALIAS: (&str, &str) = ("AccountAlias", "alias");
pub(super) const PASSWORD: (&str, &str) = ("Password", "old pass-Word 1");
const UNTAG: (&str, &str) = ("TagKeys.member.1", "k");
const LINKED: (&str, &str) = ("AWSServiceName", "autoscaling.amazonaws.com");
const LINKED_ROLE: (&str, &str) = ("RoleName", "AWSServiceRoleForAutoScaling");
const SESSION: [(&str, &str); 2] = [
    ("RoleArn", "arn:aws:iam::123456789012:role/team/role"),
    ("RoleSessionName", "session"),
];
/// Stands for the key of the user that requests name.
pub(super) const KEY: (&str, &str) = ("AccessKeyId", "KEY");
/// Stands for the deletion of a service-linked role.
pub(super) const TASK: (&str, &str) = ("DeletionTaskId", "TASK");
/// An MFA device that nobody has enabled.
const NEW_DEVICE: (&str, &str) = ("SerialNumber", "arn:aws:iam::123456789012:mfa/new");
/// The MFA device of the user that requests name.
const DEVICE: (&str, &str) = ("SerialNumber", "arn:aws:iam::123456789012:mfa/device");
/// Stand for the codes that the device of nobody shows now and next.
pub(super) const CODES: [(&str, &str); 2] = [
    ("AuthenticationCode1", "NOW"),
    ("AuthenticationCode2", "NEXT"),
];
/// Stand for those of the user's device.
pub(super) const OWN_CODES: [(&str, &str); 2] = [
    ("AuthenticationCode1", "OWN NOW"),
    ("AuthenticationCode2", "OWN NEXT"),
];

/// The members of a request for each operation, all about the user `target`, the policy `policy`
/// and so on.
pub(super) const REQUESTS: &[(&str, Members<'_>)] = &[
    (
        "AddRoleToInstanceProfile",
        &[("InstanceProfileName", "empty"), ROLE],
    ),
    ("AddUserToGroup", &[GROUP, ("UserName", "idle")]),
    ("AssumeRole", &SESSION),
    ("AttachGroupPolicy", &[GROUP, ARN]),
    ("AttachRolePolicy", &[ROLE, ARN]),
    ("AttachUserPolicy", &[NAME, ARN]),
    (
        "ChangePassword",
        &[
            ("OldPassword", "old pass-Word 1"),
            ("NewPassword", "new pass-Word 2"),
        ],
    ),
    ("CreateAccessKey", &[NAME]),
    ("CreateAccountAlias", &[("AccountAlias", "another-alias")]),
    ("CreateGroup", &[("GroupName", "new"), PATH]),
    (
        "CreateInstanceProfile",
        &[("InstanceProfileName", "new"), PATH],
    ),
    ("CreateLoginProfile", &[("UserName", "idle"), PASSWORD]),
    ("CreatePolicy", &[("PolicyName", "new"), PATH, DOCUMENT]),
    ("CreatePolicyVersion", &[ARN, DOCUMENT]),
    ("CreateRole", &[("RoleName", "new"), PATH, TRUSTING]),
    (
        "CreateServiceLinkedRole",
        &[("AWSServiceName", "ecs.amazonaws.com")],
    ),
    ("CreateUser", &[("UserName", "new"), PATH]),
    (
        "CreateVirtualMFADevice",
        &[("VirtualMFADeviceName", "another-new")],
    ),
    ("DeactivateMFADevice", &[NAME, DEVICE]),
    ("DecodeAuthorizationMessage", &[("EncodedMessage", "x")]),
    ("DeleteAccessKey", &[NAME, KEY]),
    ("DeleteAccountAlias", &[ALIAS]),
    ("DeleteAccountPasswordPolicy", &[]),
    ("DeleteGroup", &[("GroupName", "empty")]),
    ("DeleteGroupPolicy", &[GROUP, INLINE]),
    ("DeleteInstanceProfile", &[("InstanceProfileName", "empty")]),
    ("DeleteLoginProfile", &[NAME]),
    (
        "DeletePolicy",
        &[("PolicyArn", "arn:aws:iam::123456789012:policy/team/unused")],
    ),
    ("DeletePolicyVersion", &[ARN, SECOND]),
    ("DeleteRole", &[("RoleName", "idle")]),
    ("DeleteRolePermissionsBoundary", &[ROLE]),
    ("DeleteRolePolicy", &[ROLE, INLINE]),
    ("DeleteServiceLinkedRole", &[LINKED_ROLE]),
    ("DeleteUser", &[("UserName", "idle")]),
    ("DeleteUserPermissionsBoundary", &[NAME]),
    ("DeleteUserPolicy", &[NAME, INLINE]),
    ("DeleteVirtualMFADevice", &[NEW_DEVICE]),
    ("DetachGroupPolicy", &[GROUP, READ_ONLY]),
    ("DetachRolePolicy", &[ROLE, READ_ONLY]),
    ("DetachUserPolicy", &[NAME, READ_ONLY]),
    ("EnableMFADevice", &[NAME, NEW_DEVICE, CODES[0], CODES[1]]),
    (
        "GetAccessKeyInfo",
        &[("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")],
    ),
    ("GetAccessKeyLastUsed", &[KEY]),
    ("GetAccountPasswordPolicy", &[]),
    ("GetCallerIdentity", &[]),
    ("GetFederationToken", &[("Name", "federated")]),
    ("GetGroup", &[GROUP]),
    ("GetGroupPolicy", &[GROUP, INLINE]),
    ("GetInstanceProfile", &[PROFILE]),
    ("GetLoginProfile", &[NAME]),
    ("GetMFADevice", &[NAME, DEVICE]),
    ("GetPolicy", &[ARN]),
    ("GetPolicyVersion", &[ARN, SECOND]),
    ("GetRole", &[ROLE]),
    ("GetRolePolicy", &[ROLE, INLINE]),
    ("GetServiceLinkedRoleDeletionStatus", &[TASK]),
    ("GetSessionToken", &[]),
    ("GetUser", &[NAME]),
    ("GetUserPolicy", &[NAME, INLINE]),
    ("ListAccessKeys", &[NAME]),
    ("ListAccountAliases", &[]),
    ("ListAttachedGroupPolicies", &[GROUP]),
    ("ListAttachedRolePolicies", &[ROLE]),
    ("ListAttachedUserPolicies", &[NAME]),
    ("ListEntitiesForPolicy", &[ARN]),
    ("ListGroupPolicies", &[GROUP]),
    ("ListGroups", &[PREFIX]),
    ("ListGroupsForUser", &[NAME]),
    ("ListInstanceProfileTags", &[PROFILE]),
    ("ListInstanceProfiles", &[PREFIX]),
    ("ListInstanceProfilesForRole", &[ROLE]),
    ("ListMFADeviceTags", &[DEVICE]),
    ("ListMFADevices", &[NAME]),
    ("ListPolicies", &[PREFIX]),
    ("ListPolicyTags", &[ARN]),
    ("ListPolicyVersions", &[ARN]),
    ("ListRolePolicies", &[ROLE]),
    ("ListRoleTags", &[ROLE]),
    ("ListRoles", &[PREFIX]),
    ("ListSSHPublicKeys", &[NAME]),
    ("ListServiceSpecificCredentials", &[NAME]),
    ("ListSigningCertificates", &[NAME]),
    ("ListUserPolicies", &[NAME]),
    ("ListUserTags", &[NAME]),
    ("ListUsers", &[PREFIX]),
    ("ListVirtualMFADevices", &[]),
    ("PutGroupPolicy", &[GROUP, INLINE, DOCUMENT]),
    ("PutRolePermissionsBoundary", &[ROLE, BOUNDARY]),
    ("PutRolePolicy", &[ROLE, INLINE, DOCUMENT]),
    ("PutUserPermissionsBoundary", &[NAME, BOUNDARY]),
    ("PutUserPolicy", &[NAME, INLINE, DOCUMENT]),
    ("RemoveRoleFromInstanceProfile", &[PROFILE, ROLE]),
    ("RemoveUserFromGroup", &[GROUP, NAME]),
    (
        "ResyncMFADevice",
        &[NAME, DEVICE, OWN_CODES[0], OWN_CODES[1]],
    ),
    ("SetDefaultPolicyVersion", &[ARN, SECOND]),
    ("TagInstanceProfile", &[PROFILE, TAG[0], TAG[1]]),
    ("TagMFADevice", &[DEVICE, TAG[0], TAG[1]]),
    ("TagPolicy", &[ARN, TAG[0], TAG[1]]),
    ("TagRole", &[ROLE, TAG[0], TAG[1]]),
    ("TagUser", &[NAME, TAG[0], TAG[1]]),
    ("UntagInstanceProfile", &[PROFILE, UNTAG]),
    ("UntagMFADevice", &[DEVICE, UNTAG]),
    ("UntagPolicy", &[ARN, UNTAG]),
    ("UntagRole", &[ROLE, UNTAG]),
    ("UntagUser", &[NAME, UNTAG]),
    ("UpdateAccessKey", &[NAME, KEY, ("Status", "Inactive")]),
    (
        "UpdateAccountPasswordPolicy",
        &[("MinimumPasswordLength", "8")],
    ),
    ("UpdateAssumeRolePolicy", &[ROLE, ("PolicyDocument", TRUST)]),
    (
        "UpdateGroup",
        &[GROUP, ("NewGroupName", "renamed"), ("NewPath", "/team/")],
    ),
    ("UpdateLoginProfile", &[NAME, PASSWORD]),
    ("UpdateRole", &[ROLE, ("Description", "new")]),
    ("UpdateRoleDescription", &[ROLE, ("Description", "new")]),
    (
        "UpdateUser",
        &[NAME, ("NewUserName", "renamed"), ("NewPath", "/team/")],
    ),
];

/// What makes all that requests name.
pub(super) const STEPS: &[(&str, Members<'_>)] = &[
    ("CreateUser", &[NAME, PATH]),
    ("CreateUser", &[("UserName", "idle"), PATH]),
    ("PutUserPolicy", &[NAME, INLINE, DOCUMENT]),
    ("AttachUserPolicy", &[NAME, READ_ONLY]),
    ("CreatePolicy", &[("PolicyName", "policy"), PATH, DOCUMENT]),
    ("CreatePolicy", &[("PolicyName", "unused"), PATH, DOCUMENT]),
    ("CreatePolicyVersion", &[ARN, DOCUMENT]),
    ("TagUser", &[NAME, TAG[0], TAG[1]]),
    ("TagPolicy", &[ARN, TAG[0], TAG[1]]),
    ("CreateGroup", &[GROUP, PATH]),
    ("CreateGroup", &[("GroupName", "empty"), PATH]),
    ("AddUserToGroup", &[GROUP, NAME]),
    ("PutGroupPolicy", &[GROUP, INLINE, DOCUMENT]),
    ("AttachGroupPolicy", &[GROUP, READ_ONLY]),
    ("CreateRole", &[ROLE, PATH, TRUSTING]),
    ("CreateRole", &[("RoleName", "idle"), PATH, TRUSTING]),
    ("PutRolePolicy", &[ROLE, INLINE, DOCUMENT]),
    ("AttachRolePolicy", &[ROLE, READ_ONLY]),
    ("TagRole", &[ROLE, TAG[0], TAG[1]]),
    ("CreateInstanceProfile", &[PROFILE, PATH]),
    (
        "CreateInstanceProfile",
        &[("InstanceProfileName", "empty"), PATH],
    ),
    ("TagInstanceProfile", &[PROFILE, TAG[0], TAG[1]]),
    ("AddRoleToInstanceProfile", &[PROFILE, ROLE]),
    ("CreateAccountAlias", &[ALIAS]),
    ("UpdateAccountPasswordPolicy", &[]),
    ("CreateServiceLinkedRole", &[LINKED]),
    (
        "CreateServiceLinkedRole",
        &[("AWSServiceName", "elasticache.amazonaws.com")],
    ),
];
