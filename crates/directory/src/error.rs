//! How the directory says no.

use std::error::Error as StdError;

use iamd_auth::PermitMismatch;
use iamd_ident::{
    AccessKeyId, AccountAlias, AccountId, BucketName, GroupName, InstanceProfileName, PolicyName,
    RoleName, SamlProviderName, ServerCertificateName, SigningCertificateId, SshPublicKeyId,
    UserName,
};
use iamd_policy::DocumentError;
use iamd_provider::IssuerUrl;
use iamd_store::{CommitError, TooManyConflicts};

use crate::{AccountQuota, CertificateFault, HolderKind, PasswordFault, VersionNumber};

/// Why the directory did not do what it was asked for. Nothing was changed.
///
/// The services turn these into AWS's codes and texts.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No user has this name.
    #[error("there is no user {0}")]
    NoSuchUser(UserName),
    /// Another user has this name, perhaps in other case.
    #[error("there is a user {0} already")]
    UserExists(UserName),
    /// No role has this name.
    #[error("there is no role {0}")]
    NoSuchRole(RoleName),
    /// Another role has this name, perhaps in other case.
    #[error("there is a role {0} already")]
    RoleExists(RoleName),
    /// The role is linked to a service, which alone may change it.
    #[error("the role {0} is linked to a service")]
    ProtectedRole(RoleName),
    /// Only roles that are linked to services may be under this path.
    #[error("the role {0} would look as if it were linked to a service")]
    ReservedRole(RoleName),
    /// There is no service of this name that roles can be linked to.
    #[error("there are no roles for {service}")]
    NotServiceLinkable {
        /// The service, as it was written.
        service: String,
    },
    /// The service has one role in an account, which no suffix tells from others.
    #[error("roles of {service} have no suffix")]
    NoSuffixAllowed {
        /// The service.
        service: String,
    },
    /// The name of a role that is linked to a service would be no name.
    #[error("{name} is no name of a role")]
    InvalidRoleName {
        /// The name.
        name: String,
    },
    /// Another role has the name of a role that was to be linked to a service.
    #[error("the name {0} is taken")]
    ServiceRoleNameTaken(RoleName),
    /// Whoever asks has no report of access with this id.
    #[error("there is no report {job}")]
    NoSuchAccessReport {
        /// The id, as it was written.
        job: String,
    },
    /// A marker is one of another list.
    #[error("the marker is another list's")]
    ForeignMarker,
    /// No deletion of a service-linked role has this id.
    #[error("there is no deletion {task}")]
    NoSuchDeletion {
        /// The id that was asked for.
        task: String,
    },
    /// No instance profile has this name.
    #[error("there is no instance profile {0}")]
    NoSuchInstanceProfile(InstanceProfileName),
    /// Another instance profile has this name, perhaps in other case.
    #[error("there is an instance profile {0} already")]
    InstanceProfileExists(InstanceProfileName),
    /// The role is not in the instance profile.
    #[error("the role {role} is not in the instance profile {instance_profile}")]
    NotInInstanceProfile {
        /// The role.
        role: RoleName,
        /// The instance profile.
        instance_profile: InstanceProfileName,
    },
    /// No group has this name.
    #[error("there is no group {0}")]
    NoSuchGroup(GroupName),
    /// Another group has this name, perhaps in other case.
    #[error("there is a group {0} already")]
    GroupExists(GroupName),
    /// The account or the caller has no such access key.
    #[error("there is no access key {0}")]
    NoSuchAccessKey(AccessKeyId),
    /// No managed policy has this ARN.
    #[error("there is no policy {arn}")]
    NoSuchPolicy {
        /// The ARN that was asked for.
        arn: String,
    },
    /// The policy has no such version.
    #[error("the policy {arn} has no version {version}")]
    NoSuchPolicyVersion {
        /// The policy.
        arn: String,
        /// The version that was asked for, as it was written.
        version: String,
    },
    /// Another managed policy has this name, perhaps in other case.
    #[error("there is a policy {0} already")]
    PolicyExists(PolicyName),
    /// The policy is not attached to the entity.
    #[error("the policy {arn} is not attached")]
    NotAttached {
        /// The policy.
        arn: String,
    },
    /// Only a service's own roles may have the policy.
    #[error("the policy {arn} is for service-linked roles")]
    NotAttachable {
        /// What should have got it.
        holder: HolderKind,
        /// The policy.
        arn: String,
    },
    /// The user, group or role has no inline policy of this name.
    #[error("the {holder} has no inline policy {name}")]
    NoSuchInlinePolicy {
        /// What should have it.
        holder: HolderKind,
        /// The name that was asked for.
        name: PolicyName,
    },
    /// The policy belongs to AWS or to another account.
    #[error("the policy {arn} cannot be changed from this account")]
    ForeignPolicy {
        /// The policy.
        arn: String,
    },
    /// A policy's default version must stay.
    #[error("{0} is the default version")]
    DefaultVersion(VersionNumber),
    /// The account has no SAML provider with this ARN.
    #[error("there is no SAML provider {arn}")]
    NoSuchSamlProvider {
        /// The ARN that was asked for.
        arn: String,
    },
    /// Another SAML provider has this name, perhaps in other case.
    #[error("there is a SAML provider {0} already")]
    SamlProviderExists(SamlProviderName),
    /// The SAML provider has no private key with this id.
    #[error("the SAML provider has no private key {id}")]
    NoSuchSamlKey {
        /// The id that was asked for.
        id: String,
    },
    /// The account has no OpenID Connect provider with this ARN.
    #[error("there is no OpenID Connect provider {arn}")]
    NoSuchOidcProvider {
        /// The ARN that was asked for.
        arn: String,
    },
    /// Another OpenID Connect provider has this URL.
    #[error("there is an OpenID Connect provider {0} already")]
    OidcProviderExists(IssuerUrl),
    /// The account has no MFA device with this serial number.
    #[error("there is no MFA device {serial_number}")]
    NoSuchMfaDevice {
        /// The serial number that was asked for.
        serial_number: String,
    },
    /// Another MFA device has this path and name.
    #[error("there is an MFA device {serial_number} already")]
    MfaDeviceExists {
        /// Its serial number.
        serial_number: String,
    },
    /// The serial number of the MFA device would be longer than one may be.
    #[error("the serial number would be too long")]
    MfaSerialNumberTooLong,
    /// The MFA device is enabled already.
    #[error("the MFA device {serial_number} is enabled already")]
    MfaDeviceEnabled {
        /// Its serial number.
        serial_number: String,
    },
    /// The MFA device is not enabled for this user.
    #[error("the MFA device {serial_number} is not the user's")]
    MfaDeviceOfAnother {
        /// Its serial number.
        serial_number: String,
    },
    /// The device does not show these codes, they were used already, or there were too many wrong
    /// ones.
    #[error("the authentication codes are not valid")]
    InvalidAuthenticationCode,
    /// The user has no password.
    #[error("the user {0} has no password")]
    NoSuchLoginProfile(UserName),
    /// The user has a password.
    #[error("the user {0} has a password already")]
    LoginProfileExists(UserName),
    /// The old password is not the one that was shown.
    #[error("the old password is another one")]
    WrongPassword,
    /// There were too many wrong passwords. None is looked at for a while.
    #[error("no password is looked at for {wait_seconds} seconds")]
    TooManyGuesses {
        /// For how long.
        wait_seconds: u64,
    },
    /// A new password is not what the account asks for.
    #[error(transparent)]
    PasswordPolicyViolation(#[from] PasswordFault),
    /// The account has no password policy.
    #[error("the account {0} has no password policy")]
    NoSuchPasswordPolicy(AccountId),
    /// More passwords wait to be hashed than may wait.
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// An account has this alias.
    #[error("there is an account {0} already")]
    AccountAliasExists(AccountAlias),
    /// The account does not have this alias.
    #[error("the account is not called {0}")]
    NoSuchAccountAlias(AccountAlias),
    /// The account issues web identities already.
    #[error("the issuer of web identities is enabled already")]
    WebIdentityFederationEnabled,
    /// The account issues no web identities.
    #[error("the issuer of web identities is not enabled")]
    WebIdentityFederationDisabled,
    /// Nobody asked for a credential report yet.
    #[error("there is no credential report")]
    NoCredentialReport,
    /// The credential report is too old.
    #[error("the credential report has expired")]
    CredentialReportExpired,
    /// The credential report is being made.
    #[error("the credential report is not ready yet")]
    CredentialReportInProgress,
    /// The user has no signing certificate of this id.
    #[error("there is no signing certificate {0}")]
    NoSuchSigningCertificate(SigningCertificateId),
    /// There is no SSH public key of this id.
    #[error("there is no SSH public key {0}")]
    NoSuchSshPublicKey(SshPublicKeyId),
    /// The SSH public key is another user's.
    #[error("the SSH public key {0} is not the user's")]
    SshPublicKeyOfAnother(SshPublicKeyId),
    /// There is no service-specific credential of this id.
    #[error("there is no service-specific credential {id}")]
    NoSuchServiceCredential {
        /// The id that was asked for.
        id: String,
    },
    /// The service-specific credential is another user's.
    #[error("the service-specific credential {id} is not that of {user}")]
    ServiceCredentialOfAnother {
        /// The user whose it should be.
        user: UserName,
        /// The id that was asked for.
        id: String,
    },
    /// No server certificate has this name.
    #[error("there is no server certificate {0}")]
    NoSuchServerCertificate(ServerCertificateName),
    /// Another server certificate has this name, perhaps in other case.
    #[error("there is a server certificate {0} already")]
    ServerCertificateExists(ServerCertificateName),
    /// A certificate or a key that was handed in is not taken.
    #[error(transparent)]
    Certificate(#[from] CertificateFault),
    /// Something depends on what should be deleted.
    #[error("{0}")]
    InUse(Dependents),
    /// A quota would be exceeded.
    #[error("the quota {0} would be exceeded")]
    Quota(Quota),
    /// The account exists already.
    #[error("there is an account {0} already")]
    AccountExists(AccountId),
    /// There is no such account.
    #[error("there is no account {0}")]
    NoSuchAccount(AccountId),
    /// The access key id is taken.
    #[error("there is an access key {0} already")]
    AccessKeyExists(AccessKeyId),
    /// No bucket has this name, or it is not the one that was decided on.
    #[error("there is no bucket {0}")]
    NoSuchBucket(BucketName),
    /// A bucket of another account has this name.
    #[error("another account has a bucket {0}")]
    BucketExists(BucketName),
    /// A bucket of the same account has this name.
    #[error("the account has a bucket {0} already")]
    BucketOwnedByYou(BucketName),
    /// No bucket may have this name here.
    #[error("no bucket may be called {0}")]
    BucketNameReserved(BucketName),
    /// The bucket has no policy.
    #[error("the bucket {0} has no policy")]
    NoSuchBucketPolicy(BucketName),
    /// The text cannot be the policy of the bucket.
    #[error("the policy cannot be saved")]
    PolicyDocument(#[source] DocumentError),
    /// The policy is public, and the bucket blocks such policies.
    #[error("public policies are blocked")]
    PublicPolicy,
    /// A setting does not go together with another one that the bucket has.
    #[error("{reason}")]
    InvalidBucketState {
        /// Why, in S3's words.
        reason: &'static str,
    },
    /// The bucket has no configuration of this id.
    #[error("there is no configuration {id}")]
    NoSuchConfiguration {
        /// The id that was asked for.
        id: String,
    },
    /// The permit is for something else: the resource changed since the decision.
    #[error(transparent)]
    Permit(#[from] PermitMismatch),
    /// Others changed the same thing at the same time, again and again.
    #[error("the same thing was changed by others at the same time")]
    Contended,
    /// The marker of a list is not one that the list gave.
    #[error("the marker is not one of this list's")]
    InvalidMarker,
    /// A record is not what it should be.
    #[error("{what} cannot be used")]
    Corrupt {
        /// Which kind of record.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The store could not read or write.
    #[error("the store does not answer")]
    Store(#[source] Box<dyn StdError + Send + Sync>),
}

impl From<TooManyConflicts> for Error {
    fn from(_: TooManyConflicts) -> Self {
        Self::Contended
    }
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        Self::Store(Box::new(error))
    }
}

/// What stands in the way of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Dependents {
    /// The user has access keys.
    #[error("the user has access keys")]
    AccessKeys,
    /// The user is in groups, or the group has members.
    #[error("users are in the group")]
    Members,
    /// Managed policies are attached to the user, group or role.
    #[error("managed policies are attached")]
    AttachedPolicies,
    /// The user, group or role has inline policies.
    #[error("there are inline policies")]
    InlinePolicies,
    /// MFA devices are enabled for the user.
    #[error("MFA devices are enabled for the user")]
    MfaDevices,
    /// The user has a password.
    #[error("the user has a password")]
    LoginProfile,
    /// The user has signing certificates.
    #[error("the user has signing certificates")]
    Certificates,
    /// The user has SSH public keys or service-specific credentials.
    #[error("the user has other credentials")]
    References,
    /// The MFA device is enabled.
    #[error("the MFA device is enabled")]
    EnabledMfaDevice,
    /// The role is in instance profiles, or the instance profile has a role.
    #[error("the role is in an instance profile")]
    InstanceProfiles,
    /// The policy is attached to something, or is the permissions boundary of something.
    #[error("the policy is attached")]
    Attachments,
    /// The policy has versions besides its default one.
    #[error("the policy has several versions")]
    PolicyVersions,
}

/// A limit on how much of something there may be.
///
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas"; AWS General Reference, "Amazon S3 endpoints
/// and quotas".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Quota {
    /// Things of one kind of an account.
    #[error("{kind}")]
    Account {
        /// The kind.
        kind: AccountQuota,
        /// How many there may be.
        most: u64,
    },
    /// Access keys of a user.
    #[error("AccessKeysPerUser")]
    AccessKeysPerUser,
    /// Managed policies attached to a user, group or role.
    #[error("PoliciesPer{}", .0.capitalized())]
    AttachedPolicies(HolderKind),
    /// Groups that a user is in.
    #[error("GroupsPerUser")]
    GroupsPerUser,
    /// Versions of a managed policy.
    #[error("VersionsPerPolicy")]
    VersionsPerPolicy,
    /// Characters without white space in all inline policies of a user, group or role.
    #[error("{}PolicySize", .holder.capitalized())]
    InlinePolicySize {
        /// What has the policies.
        holder: HolderKind,
        /// Its name.
        name: String,
    },
    /// Tags of a user.
    #[error("TagsPerUser")]
    TagsPerUser,
    /// Tags of a role.
    #[error("TagsPerRole")]
    TagsPerRole,
    /// Tags of an instance profile.
    #[error("TagsPerInstanceProfile")]
    TagsPerInstanceProfile,
    /// Roles of an instance profile.
    #[error("InstanceSessionsPerInstanceProfile")]
    RolesPerInstanceProfile,
    /// Instance profiles of a role.
    #[error("InstanceProfilesPerRole")]
    InstanceProfilesPerRole,
    /// Tags of a managed policy.
    #[error("TagsPerPolicy")]
    TagsPerPolicy,
    /// MFA devices that are enabled for a user.
    #[error("MFADevicesPerUser")]
    MfaDevicesPerUser,
    /// Signing certificates of a user.
    #[error("CertificatesPerUser")]
    CertificatesPerUser,
    /// SSH public keys of a user.
    #[error("SSHPublicKeysPerUser")]
    SshPublicKeysPerUser,
    /// Credentials of a user for one service.
    #[error("ContextSpecificCredentialsPerUserPerContext")]
    ServiceCredentials,
    /// Tags of a server certificate.
    #[error("TagsPerServerCertificate")]
    TagsPerServerCertificate,
    /// Tags of an MFA device.
    #[error("TagsPerMFADevice")]
    TagsPerMfaDevice,
    /// Tags of a SAML provider.
    #[error("TagsPerSAMLProvider")]
    TagsPerSamlProvider,
    /// Private keys of a SAML provider.
    #[error("PrivateKeysPerSAMLProvider")]
    PrivateKeysPerSamlProvider,
    /// Bytes of the metadata document of a SAML provider, compressed.
    #[error("SAMLMetadataDocumentSize")]
    SamlDocumentSize,
    /// Tags of an OpenID Connect provider.
    #[error("TagsPerOpenIdConnectProvider")]
    TagsPerOidcProvider,
    /// Client ids of an OpenID Connect provider.
    #[error("ClientIdsPerOpenIdConnectProvider")]
    ClientIdsPerOidcProvider,
    /// Buckets of an account.
    #[error("BucketsPerAccount")]
    BucketsPerAccount,
    /// Tags of a bucket.
    #[error("TagsPerBucket")]
    TagsPerBucket,
    /// CORS rules of a bucket.
    #[error("CorsRulesPerBucket")]
    CorsRulesPerBucket,
    /// Lifecycle rules of a bucket.
    #[error("LifecycleRulesPerBucket")]
    LifecycleRulesPerBucket,
    /// Configurations of one kind of a bucket, such as inventories.
    #[error("ConfigurationsPerBucket")]
    ConfigurationsPerBucket,
    /// Bytes of all settings of a bucket together.
    #[error("BucketSettingsSize")]
    BucketSettingsSize,
}
