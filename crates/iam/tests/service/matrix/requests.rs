//! A request for each operation, and what makes all that requests name.

use crate::{
    credential_files::{P256, RSA, RSA_ID, RSA_KEY, SSH},
    documents::SAML_METADATA,
    world::Members,
};

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
/// A delegation request that nobody made.
const DELEGATION: (&str, &str) = ("DelegationRequestId", "0123456789abcdef");
/// A role template that is not there.
const TEMPLATE: (&str, &str) = (
    "TemplateArn",
    "arn:aws:iam::aws:role-template/awsserviceprincipal/Example:1",
);
/// What reports of access are about.
const REPORTED: (&str, &str) = ("Arn", "arn:aws:iam::123456789012:user/team/target");
/// A report that nobody made.
const JOB: (&str, &str) = ("JobId", "00000000-0000-0000-0000-000000000000");
const UNTAG: (&str, &str) = ("TagKeys.member.1", "k");
const LINKED: (&str, &str) = ("AWSServiceName", "autoscaling.amazonaws.com");
const LINKED_ROLE: (&str, &str) = ("RoleName", "AWSServiceRoleForAutoScaling");
const SESSION: [(&str, &str); 2] = [
    ("RoleArn", "arn:aws:iam::123456789012:role/team/role"),
    ("RoleSessionName", "session"),
];
/// Stands for the key of the user that requests name.
pub(super) const KEY: (&str, &str) = ("AccessKeyId", "KEY");
/// Stands for the SSH public key of the user that requests name.
pub(super) const SSH_KEY: (&str, &str) = ("SSHPublicKeyId", "SSH-KEY");
/// Stands for the service-specific credential of that user.
pub(super) const CREDENTIAL: (&str, &str) = ("ServiceSpecificCredentialId", "CREDENTIAL");
/// The signing certificate of that user.
const SIGNING: (&str, &str) = ("CertificateId", RSA_ID);
const CERTIFICATE: (&str, &str) = ("ServerCertificateName", "certificate");
const BODY: (&str, &str) = ("CertificateBody", RSA);
const OTHER_BODY: (&str, &str) = ("CertificateBody", P256);
const PRIVATE_KEY: (&str, &str) = ("PrivateKey", RSA_KEY);
const COMMIT: (&str, &str) = ("ServiceName", "codecommit.amazonaws.com");
const OFF: (&str, &str) = ("Status", "Inactive");
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

const SAML: (&str, &str) = (
    "SAMLProviderArn",
    "arn:aws:iam::123456789012:saml-provider/corporate",
);
const METADATA: (&str, &str) = ("SAMLMetadataDocument", SAML_METADATA);
const OIDC: (&str, &str) = (
    "OpenIDConnectProviderArn",
    "arn:aws:iam::123456789012:oidc-provider/token.example.com",
);
const CLIENT: (&str, &str) = ("ClientID", "client");
const THUMBPRINT: (&str, &str) = (
    "ThumbprintList.member.1",
    "6938fd4d98bab03faadb97b34396831e3780aea1",
);

/// The members of a request for each operation, all about the user `target`, the policy `policy`
/// and so on.
pub(super) const REQUESTS: &[(&str, Members<'_>)] = &[
    ("AcceptDelegationRequest", &[DELEGATION]),
    ("AcquireRole", &[TEMPLATE]),
    ("AddClientIDToOpenIDConnectProvider", &[OIDC, CLIENT]),
    (
        "AddRoleToInstanceProfile",
        &[("InstanceProfileName", "empty"), ROLE],
    ),
    ("AddUserToGroup", &[GROUP, ("UserName", "idle")]),
    ("AssociateDelegationRequest", &[DELEGATION]),
    ("AssumeRole", &SESSION),
    (
        "AssumeRoot",
        &[
            ("TargetPrincipal", "123456789012"),
            (
                "TaskPolicyArn.arn",
                "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
            ),
        ],
    ),
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
    (
        "CreateDelegationRequest",
        &[
            ("Description", "d"),
            (
                "Permissions.PolicyTemplateArn",
                "arn:aws:iam::aws:policy-template/x",
            ),
            ("RequestorWorkflowId", "workflow"),
            (
                "NotificationChannel",
                "arn:aws:sns:us-east-1:123456789012:topic",
            ),
            ("SessionDuration", "3600"),
        ],
    ),
    ("CreateGroup", &[("GroupName", "new"), PATH]),
    (
        "CreateInstanceProfile",
        &[("InstanceProfileName", "new"), PATH],
    ),
    ("CreateLoginProfile", &[("UserName", "idle"), PASSWORD]),
    (
        "CreateOpenIDConnectProvider",
        &[("Url", "https://new.example.com")],
    ),
    ("CreatePolicy", &[("PolicyName", "new"), PATH, DOCUMENT]),
    ("CreatePolicyVersion", &[ARN, DOCUMENT]),
    ("CreateRole", &[("RoleName", "new"), PATH, TRUSTING]),
    ("CreateSAMLProvider", &[("Name", "new"), METADATA]),
    (
        "CreateServiceLinkedRole",
        &[("AWSServiceName", "ecs.amazonaws.com")],
    ),
    ("CreateServiceSpecificCredential", &[NAME, COMMIT]),
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
    ("DeleteOpenIDConnectProvider", &[OIDC]),
    (
        "DeletePolicy",
        &[("PolicyArn", "arn:aws:iam::123456789012:policy/team/unused")],
    ),
    ("DeletePolicyVersion", &[ARN, SECOND]),
    ("DeleteRole", &[("RoleName", "idle")]),
    ("DeleteRolePermissionsBoundary", &[ROLE]),
    ("DeleteRolePolicy", &[ROLE, INLINE]),
    ("DeleteSAMLProvider", &[SAML]),
    ("DeleteSSHPublicKey", &[NAME, SSH_KEY]),
    ("DeleteServerCertificate", &[CERTIFICATE]),
    ("DeleteServiceLinkedRole", &[LINKED_ROLE]),
    ("DeleteServiceSpecificCredential", &[NAME, CREDENTIAL]),
    ("DeleteSigningCertificate", &[NAME, SIGNING]),
    ("DeleteUser", &[("UserName", "idle")]),
    ("DeleteUserPermissionsBoundary", &[NAME]),
    ("DeleteUserPolicy", &[NAME, INLINE]),
    ("DeleteVirtualMFADevice", &[NEW_DEVICE]),
    ("DetachGroupPolicy", &[GROUP, READ_ONLY]),
    ("DetachRolePolicy", &[ROLE, READ_ONLY]),
    ("DetachUserPolicy", &[NAME, READ_ONLY]),
    ("DisableOrganizationsRootCredentialsManagement", &[]),
    ("DisableOrganizationsRootSessions", &[]),
    ("DisableOutboundWebIdentityFederation", &[]),
    ("EnableMFADevice", &[NAME, NEW_DEVICE, CODES[0], CODES[1]]),
    ("EnableOrganizationsRootCredentialsManagement", &[]),
    ("EnableOrganizationsRootSessions", &[]),
    ("EnableOutboundWebIdentityFederation", &[]),
    (
        "GenerateOrganizationsAccessReport",
        &[("EntityPath", "o-a1b2c3d4e5/r-f6g7")],
    ),
    ("GenerateCredentialReport", &[]),
    ("GenerateServiceLastAccessedDetails", &[REPORTED]),
    (
        "GetAccessKeyInfo",
        &[("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")],
    ),
    ("GetAccessKeyLastUsed", &[KEY]),
    ("GetAccountAuthorizationDetails", &[]),
    ("GetAccountPasswordPolicy", &[]),
    ("GetAccountProperties", &[]),
    ("GetAccountSummary", &[]),
    ("GetCallerIdentity", &[]),
    ("GetCredentialReport", &[]),
    ("GetDelegatedAccessToken", &[("TradeInToken", "x")]),
    ("GetDelegationRequest", &[DELEGATION]),
    ("GetFederationToken", &[("Name", "federated")]),
    ("GetGroup", &[GROUP]),
    ("GetGroupPolicy", &[GROUP, INLINE]),
    (
        "GetHumanReadableSummary",
        &[(
            "EntityArn",
            "arn:aws:iam::123456789012:delegation-request/0123456789abcdef",
        )],
    ),
    ("GetInstanceProfile", &[PROFILE]),
    ("GetLoginProfile", &[NAME]),
    ("GetMFADevice", &[NAME, DEVICE]),
    ("GetOpenIDConnectProvider", &[OIDC]),
    ("GetOrganizationsAccessReport", &[JOB]),
    ("GetOutboundWebIdentityFederationInfo", &[]),
    ("GetPolicy", &[ARN]),
    ("GetPolicyVersion", &[ARN, SECOND]),
    ("GetRole", &[ROLE]),
    ("GetRolePolicy", &[ROLE, INLINE]),
    ("GetRoleTemplateVersion", &[TEMPLATE]),
    ("GetSAMLProvider", &[SAML]),
    ("GetSSHPublicKey", &[NAME, SSH_KEY, ("Encoding", "SSH")]),
    ("GetServerCertificate", &[CERTIFICATE]),
    ("GetServiceLastAccessedDetails", &[JOB]),
    (
        "GetServiceLastAccessedDetailsWithEntities",
        &[JOB, ("ServiceNamespace", "iam")],
    ),
    ("GetServiceLinkedRoleDeletionStatus", &[TASK]),
    ("GetSessionToken", &[]),
    ("GetUser", &[NAME]),
    ("GetUserPolicy", &[NAME, INLINE]),
    (
        "GetWebIdentityToken",
        &[
            ("Audience.member.1", "https://example.com"),
            ("SigningAlgorithm", "ES384"),
        ],
    ),
    ("ListAccessKeys", &[NAME]),
    ("ListAccountAliases", &[]),
    ("ListAttachedGroupPolicies", &[GROUP]),
    ("ListAttachedRolePolicies", &[ROLE]),
    ("ListAttachedUserPolicies", &[NAME]),
    ("ListDelegationRequests", &[]),
    ("ListEntitiesForPolicy", &[ARN]),
    ("ListGroupPolicies", &[GROUP]),
    ("ListGroups", &[PREFIX]),
    ("ListGroupsForUser", &[NAME]),
    ("ListInstanceProfileTags", &[PROFILE]),
    ("ListInstanceProfiles", &[PREFIX]),
    ("ListInstanceProfilesForRole", &[ROLE]),
    ("ListMFADeviceTags", &[DEVICE]),
    ("ListMFADevices", &[NAME]),
    ("ListOpenIDConnectProviderTags", &[OIDC]),
    ("ListOpenIDConnectProviders", &[]),
    ("ListOrganizationsFeatures", &[]),
    ("ListPolicies", &[PREFIX]),
    (
        "ListPoliciesGrantingServiceAccess",
        &[REPORTED, ("ServiceNamespaces.member.1", "iam")],
    ),
    ("ListPolicyTags", &[ARN]),
    ("ListPolicyVersions", &[ARN]),
    ("ListRolePolicies", &[ROLE]),
    ("ListRoleTags", &[ROLE]),
    ("ListRoles", &[PREFIX]),
    ("ListSAMLProviderTags", &[SAML]),
    ("ListSAMLProviders", &[]),
    ("ListSSHPublicKeys", &[NAME]),
    ("ListServerCertificateTags", &[CERTIFICATE]),
    ("ListServerCertificates", &[PREFIX]),
    ("ListServiceSpecificCredentials", &[NAME]),
    ("ListSigningCertificates", &[NAME]),
    ("ListUserPolicies", &[NAME]),
    ("ListUserTags", &[NAME]),
    ("ListUsers", &[PREFIX]),
    ("ListVirtualMFADevices", &[]),
    (
        "PutAccountProperties",
        &[
            ("Properties.entry.1.key", "RoleManager/Enabled"),
            ("Properties.entry.1.value", "true"),
        ],
    ),
    ("PutGroupPolicy", &[GROUP, INLINE, DOCUMENT]),
    ("PutRolePermissionsBoundary", &[ROLE, BOUNDARY]),
    ("PutRolePolicy", &[ROLE, INLINE, DOCUMENT]),
    ("PutUserPermissionsBoundary", &[NAME, BOUNDARY]),
    ("PutUserPolicy", &[NAME, INLINE, DOCUMENT]),
    ("RejectDelegationRequest", &[DELEGATION]),
    ("RemoveClientIDFromOpenIDConnectProvider", &[OIDC, CLIENT]),
    ("RemoveRoleFromInstanceProfile", &[PROFILE, ROLE]),
    ("RemoveUserFromGroup", &[GROUP, NAME]),
    ("ResetServiceSpecificCredential", &[NAME, CREDENTIAL]),
    (
        "ResyncMFADevice",
        &[NAME, DEVICE, OWN_CODES[0], OWN_CODES[1]],
    ),
    ("SendDelegationToken", &[DELEGATION]),
    ("SetDefaultPolicyVersion", &[ARN, SECOND]),
    (
        "SetSecurityTokenServicePreferences",
        &[("GlobalEndpointTokenVersion", "v2Token")],
    ),
    ("TagInstanceProfile", &[PROFILE, TAG[0], TAG[1]]),
    ("TagMFADevice", &[DEVICE, TAG[0], TAG[1]]),
    ("TagOpenIDConnectProvider", &[OIDC, TAG[0], TAG[1]]),
    ("TagPolicy", &[ARN, TAG[0], TAG[1]]),
    ("TagRole", &[ROLE, TAG[0], TAG[1]]),
    ("TagSAMLProvider", &[SAML, TAG[0], TAG[1]]),
    ("TagServerCertificate", &[CERTIFICATE, TAG[0], TAG[1]]),
    ("TagUser", &[NAME, TAG[0], TAG[1]]),
    ("UntagInstanceProfile", &[PROFILE, UNTAG]),
    ("UntagMFADevice", &[DEVICE, UNTAG]),
    ("UntagOpenIDConnectProvider", &[OIDC, UNTAG]),
    ("UntagPolicy", &[ARN, UNTAG]),
    ("UntagRole", &[ROLE, UNTAG]),
    ("UntagSAMLProvider", &[SAML, UNTAG]),
    ("UntagServerCertificate", &[CERTIFICATE, UNTAG]),
    ("UntagUser", &[NAME, UNTAG]),
    ("UpdateAccessKey", &[NAME, KEY, ("Status", "Inactive")]),
    (
        "UpdateAccountPasswordPolicy",
        &[("MinimumPasswordLength", "8")],
    ),
    ("UpdateAssumeRolePolicy", &[ROLE, ("PolicyDocument", TRUST)]),
    ("UpdateDelegationRequest", &[DELEGATION]),
    (
        "UpdateGroup",
        &[GROUP, ("NewGroupName", "renamed"), ("NewPath", "/team/")],
    ),
    ("UpdateLoginProfile", &[NAME, PASSWORD]),
    ("UpdateOpenIDConnectProviderThumbprint", &[OIDC, THUMBPRINT]),
    ("UpdateRole", &[ROLE, ("Description", "new")]),
    ("UpdateRoleDescription", &[ROLE, ("Description", "new")]),
    ("UpdateSAMLProvider", &[SAML, METADATA]),
    ("UpdateSSHPublicKey", &[NAME, SSH_KEY, OFF]),
    (
        "UpdateServerCertificate",
        &[
            CERTIFICATE,
            ("NewServerCertificateName", "renamed"),
            ("NewPath", "/team/"),
        ],
    ),
    ("UpdateServiceSpecificCredential", &[NAME, CREDENTIAL, OFF]),
    ("UpdateSigningCertificate", &[NAME, SIGNING, OFF]),
    (
        "UpdateUser",
        &[NAME, ("NewUserName", "renamed"), ("NewPath", "/team/")],
    ),
    (
        "UploadSSHPublicKey",
        &[("UserName", "idle"), ("SSHPublicKeyBody", SSH)],
    ),
    (
        "UploadServerCertificate",
        &[("ServerCertificateName", "new"), PATH, BODY, PRIVATE_KEY],
    ),
    ("UploadSigningCertificate", &[NAME, OTHER_BODY]),
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
    ("CreateSAMLProvider", &[("Name", "corporate"), METADATA]),
    (
        "CreateOpenIDConnectProvider",
        &[("Url", "https://token.example.com")],
    ),
    ("CreateServiceLinkedRole", &[LINKED]),
    (
        "CreateServiceLinkedRole",
        &[("AWSServiceName", "elasticache.amazonaws.com")],
    ),
    (
        "UploadServerCertificate",
        &[CERTIFICATE, PATH, BODY, PRIVATE_KEY],
    ),
];
