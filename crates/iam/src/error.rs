//! The directory's errors in AWS's words.
//!
//! SOURCE of every text: answers of IAM, as recorded by the test suites of several clients and
//! emulators; the codes are those of the service model. Nobody recorded what IAM says of names and
//! services that no service-linked role can have, of serial numbers that are too long, of account
//! aliases that are not there, of names of SAML providers that are taken, of their private keys, and of
//! passwords that are guessed: those words are iamd's own.

mod certificates;

use iamd_api::{Error as Answer, ErrorCode};
use iamd_directory::{Dependents, Error, HolderKind, Quota};
use iamd_policy::{DocumentError, DocumentErrorCode};

/// What the client is told.
pub(crate) fn answer(error: Error) -> Answer {
    let (code, text) = match error {
        Error::InUse(dependents) => (ErrorCode::DeleteConflict, in_use(dependents).to_owned()),
        Error::Quota(quota) => (ErrorCode::LimitExceeded, exceeded(&quota)),
        Error::PolicyDocument(error) => return malformed(&error),
        Error::Permit(_) | Error::Contended => {
            (ErrorCode::ConcurrentModification, RACED.to_owned())
        }
        error => {
            if let Some(text) = missing(&error) {
                (ErrorCode::NoSuchEntity, text)
            } else if let Some(text) = taken(&error) {
                (ErrorCode::EntityAlreadyExists, text)
            } else if let Some(refusal) = refusal(&error) {
                refusal
            } else {
                // No operation of IAM makes accounts or touches buckets, and what the store says is
                // not for clients.
                return internal(&error);
            }
        }
    };
    Answer::new(code, text)
}

/// What the client is told of a document that cannot be stored.
pub(crate) fn malformed(error: &DocumentError) -> Answer {
    let code = match error.code() {
        // Documents of IAM never have the code of S3's.
        DocumentErrorCode::MalformedPolicyDocument | DocumentErrorCode::MalformedPolicy => {
            ErrorCode::MalformedPolicyDocument
        }
        DocumentErrorCode::LimitExceeded => ErrorCode::LimitExceeded,
    };
    Answer::new(code, error.to_string())
}

/// What the client is told who wants to attach something.
///
/// SOURCE: recorded answers of AttachUserPolicy for policies that do not exist.
pub(crate) fn attaching(error: Error) -> Answer {
    match error {
        Error::NoSuchPolicy { arn } => {
            let text = format!("Policy {arn} does not exist or is not attachable.");
            Answer::new(ErrorCode::NoSuchEntity, text)
        }
        other => answer(other),
    }
}

/// What the client is told who wants to set a permissions boundary.
///
/// SOURCE: recorded answers of CreateRole and PutRolePermissionsBoundary for policies that do not
/// exist.
pub(crate) fn bounding(error: Error) -> Answer {
    match error {
        Error::NoSuchPolicy { arn } => {
            let text = format!("Scope ARN: {arn} does not exist or is not attachable.");
            Answer::new(ErrorCode::NoSuchEntity, text)
        }
        other => answer(other),
    }
}

/// The error of an operation that names a version of a policy.
///
/// SOURCE: recorded answers of GetPolicyVersion and SetDefaultPolicyVersion for policies that do
/// not exist.
pub(crate) fn versioned(version: &str, error: Error) -> Error {
    match error {
        Error::NoSuchPolicy { arn } => Error::NoSuchPolicyVersion {
            arn,
            version: version.to_owned(),
        },
        other => other,
    }
}

/// What the client is told who asks for the use of a key.
///
/// SOURCE: recorded answer of GetAccessKeyLastUsed for a key that does not exist. Whether it does
/// in another account is not told.
pub(crate) fn key_use(caller: &str, error: Error) -> Answer {
    match error {
        Error::NoSuchAccessKey(id) => {
            let text = format!(
                "User: {caller} is not authorized to perform iam:GetAccessKeyLastUsed on resource: \
                 access key {id}"
            );
            Answer::new(ErrorCode::AccessDenied, text)
        }
        other => answer(other),
    }
}

/// What the client is told who wants to change a policy that may be somebody else's. `verb` is how
/// AWS's text begins.
///
/// SOURCE: recorded answers of DeletePolicy and CreatePolicyVersion for policies of others.
pub(crate) fn foreign(verb: &str, error: Error) -> Answer {
    match error {
        Error::ForeignPolicy { .. } => {
            let text = format!("{verb} outside your own account.");
            Answer::new(ErrorCode::AccessDenied, text)
        }
        other => answer(other),
    }
}

/// What the client is told whose request met another one about the same password.
///
/// SOURCE: the service model: these operations lack the error that others have for it, and have one
/// that clients try again after.
pub(crate) fn changing_password(error: Error) -> Answer {
    match error {
        Error::Permit(_) | Error::Contended => {
            Answer::new(ErrorCode::EntityTemporarilyUnmodifiable, RACED)
        }
        other => answer(other),
    }
}

/// What the client is told who wants to delete an alias that no account can have.
pub(crate) fn no_account_alias(text: &str) -> Answer {
    Answer::new(ErrorCode::NoSuchEntity, account_alias_missing(text))
}

fn account_alias_missing(text: &str) -> String {
    format!("The account alias with name {text} cannot be found.")
}

/// What the client is told who wants to delete the password policy.
///
/// SOURCE: recorded answers of DeleteAccountPasswordPolicy and GetAccountPasswordPolicy where there
/// is none: each has words of its own.
pub(crate) fn deleting_password_policy(error: Error) -> Answer {
    match error {
        Error::NoSuchPasswordPolicy(_) => {
            let text = "The account policy with name PasswordPolicy cannot be found.";
            Answer::new(ErrorCode::NoSuchEntity, text)
        }
        other => answer(other),
    }
}

/// What the client is told who wants to delete an OpenID Connect provider.
///
/// SOURCE: recorded answers of DeleteOpenIDConnectProvider, twice for the same provider. The API
/// Reference says that the second one succeeds.
pub(crate) fn deleting_oidc_provider(error: Error) -> Answer {
    match error {
        Error::NoSuchOidcProvider { arn } => {
            let text = format!("OpenId connect Provider {arn} cannot be found.");
            Answer::new(ErrorCode::NoSuchEntity, text)
        }
        other => answer(other),
    }
}

/// What is not there.
fn missing(error: &Error) -> Option<String> {
    Some(match error {
        Error::NoSuchUser(name) => format!("The user with name {name} cannot be found."),
        Error::NoSuchGroup(name) => format!("The group with name {name} cannot be found."),
        Error::NoSuchRole(name) => format!("The role with name {name} cannot be found."),
        Error::NoSuchInstanceProfile(name) => format!("Instance Profile {name} cannot be found."),
        Error::NotInInstanceProfile {
            role,
            instance_profile,
        } => format!("Role {role} in Instance Profile {instance_profile} cannot be found."),
        Error::NoSuchAccessKey(id) => format!("The Access Key with id {id} cannot be found."),
        Error::NoSuchPolicy { arn } | Error::NotAttached { arn } => {
            format!("Policy {arn} was not found.")
        }
        Error::NoSuchPolicyVersion { arn, version } => {
            format!("Policy {arn} version {version} does not exist or is not attachable.")
        }
        Error::NoSuchInlinePolicy { holder, name } => {
            format!("The {holder} policy with name {name} cannot be found.")
        }
        Error::NoSuchAccessReport { job } => format!("Job {job} does not exist."),
        Error::NoSuchDeletion { task } => format!("Deletion Task Id {task} could not be found."),
        Error::NoSuchMfaDevice { serial_number } => {
            format!("MFA Device with serial number {serial_number} does not exist.")
        }
        Error::NoSuchSigningCertificate(id) => {
            format!("The Certificate with id {id} cannot be found.")
        }
        Error::NoSuchSshPublicKey(id) => format!("The Public Key with id {id} cannot be found."),
        Error::SshPublicKeyOfAnother(id) => format!("User has no Public Key with id {id}."),
        Error::NoSuchServiceCredential { id } => format!("No such credential {id} exists"),
        Error::NoSuchServerCertificate(name) => {
            format!("The Server Certificate with name {name} cannot be found.")
        }
        Error::NoSuchSamlProvider { arn } => format!("Manifest not found for arn {arn}"),
        Error::NoSuchSamlKey { id } => format!("The private key with id {id} cannot be found."),
        Error::NoSuchOidcProvider { arn } => {
            format!("OpenIDConnect Provider not found for arn {arn}")
        }
        Error::MfaDeviceOfAnother { .. } => "MFA Device invalid for user.".to_owned(),
        Error::NoSuchLoginProfile(user) => {
            format!("Login Profile for User {user} cannot be found.")
        }
        Error::NoSuchPasswordPolicy(account) => {
            format!("The Password Policy with domain name {account} cannot be found.")
        }
        Error::NoSuchAccountAlias(alias) => account_alias_missing(alias.as_str()),
        _ => return None,
    })
}

/// What is there already.
fn taken(error: &Error) -> Option<String> {
    Some(match error {
        Error::UserExists(name) => format!("User with name {name} already exists."),
        Error::GroupExists(name) => format!("Group with name {name} already exists."),
        Error::RoleExists(name) => format!("Role with name {name} already exists."),
        Error::InstanceProfileExists(name) => format!("Instance Profile {name} already exists."),
        Error::PolicyExists(name) => {
            format!("A policy called {name} already exists. Duplicate names are not allowed.")
        }
        Error::ServerCertificateExists(name) => {
            format!("The Server Certificate with name {name} already exists.")
        }
        Error::MfaDeviceExists { .. } => "MFA device already exists.".to_owned(),
        Error::MfaDeviceEnabled { .. } => "MFA Device is already in use.".to_owned(),
        Error::SamlProviderExists(name) => format!("Provider with name {name} already exists."),
        Error::OidcProviderExists(url) => format!("Provider with url {url} already exists."),
        Error::LoginProfileExists(user) => format!("Login Profile for user {user} already exists."),
        Error::AccountAliasExists(alias) => format!("The account alias {alias} already exists."),
        _ => return None,
    })
}

/// What may not be.
fn refusal(error: &Error) -> Option<(ErrorCode, String)> {
    Some(match error {
        Error::NotAttachable { holder, .. } => {
            (ErrorCode::PolicyNotAttachable, not_attachable(*holder))
        }
        Error::ForeignPolicy { .. } => (
            ErrorCode::AccessDenied,
            "Cannot change policies outside your own account.".to_owned(),
        ),
        Error::DefaultVersion(_) => (
            ErrorCode::DeleteConflict,
            "Cannot delete the default version of a policy.".to_owned(),
        ),
        Error::Certificate(fault) => return Some(certificates::refusal(fault)),
        Error::ServiceCredentialOfAnother { user, id } => (
            ErrorCode::ValidationError,
            format!("User {user} does not have a service specific credential with id {id}"),
        ),
        Error::InvalidAuthenticationCode => (
            ErrorCode::InvalidAuthenticationCode,
            "Authentication code for device is not valid.".to_owned(),
        ),
        Error::MfaSerialNumberTooLong => (
            ErrorCode::InvalidInput,
            "The serial number of the device would have more than 256 characters.".to_owned(),
        ),
        Error::WrongPassword => (
            ErrorCode::AccessDenied,
            "The old password was incorrect.".to_owned(),
        ),
        Error::PasswordPolicyViolation(fault) => {
            (ErrorCode::PasswordPolicyViolation, fault.to_string())
        }
        Error::TooManyGuesses { wait_seconds } => (
            ErrorCode::EntityTemporarilyUnmodifiable,
            format!("Too many wrong passwords. Try again in {wait_seconds} seconds."),
        ),
        // SOURCE: recorded of AWS: these errors come without a message.
        Error::NoCredentialReport => (ErrorCode::ReportNotPresent, String::new()),
        Error::CredentialReportExpired => (ErrorCode::ReportExpired, String::new()),
        Error::CredentialReportInProgress => (ErrorCode::ReportInProgress, String::new()),
        // SOURCE: what AWS answers whoever asks too often; its clients wait and ask again.
        Error::Busy => (ErrorCode::Throttling, "Rate exceeded".to_owned()),
        Error::InvalidMarker => (ErrorCode::ValidationError, "Invalid Marker.".to_owned()),
        Error::ForeignMarker => (
            ErrorCode::InvalidInput,
            "The marker passed in the request was invalid.".to_owned(),
        ),
        _ => return role_refusal(error).or_else(|| feature_refusal(error)),
    })
}

/// What may not be of roles that are linked to services.
fn role_refusal(error: &Error) -> Option<(ErrorCode, String)> {
    Some(match error {
        Error::ProtectedRole(name) => (
            ErrorCode::UnmodifiableEntity,
            format!(
                "Cannot perform the operation on the protected role '{name}' - this role is only \
                 modifiable by AWS"
            ),
        ),
        Error::ReservedRole(name) => (
            ErrorCode::InvalidInput,
            format!("Role {name} would have the path of a service-linked role."),
        ),
        Error::NotServiceLinkable { service } => (
            ErrorCode::InvalidInput,
            format!("Service-linked roles are not supported for {service}"),
        ),
        Error::NoSuffixAllowed { service } => (
            ErrorCode::InvalidInput,
            format!("Custom suffix is not allowed for {service}"),
        ),
        Error::InvalidRoleName { name } => (
            ErrorCode::InvalidInput,
            format!("Service role name {name} is not valid."),
        ),
        Error::ServiceRoleNameTaken(name) => (
            ErrorCode::InvalidInput,
            format!(
                "Service role name {name} has been taken in this account, please try a different \
                 suffix."
            ),
        ),
        _ => return None,
    })
}

/// What the account has or has not.
///
/// SOURCE: what the IAM API Reference says of these errors; nobody recorded the texts.
fn feature_refusal(error: &Error) -> Option<(ErrorCode, String)> {
    Some(match error {
        Error::WebIdentityFederationEnabled => (
            ErrorCode::FeatureEnabled,
            "Outbound identity federation is already enabled for your AWS account.".to_owned(),
        ),
        Error::WebIdentityFederationDisabled => (
            ErrorCode::FeatureDisabled,
            "Outbound identity federation is not enabled for your AWS account.".to_owned(),
        ),
        _ => return None,
    })
}

/// SOURCE: reports of clients for roles, recorded answers for users; for groups the same words.
fn not_attachable(holder: HolderKind) -> String {
    match holder {
        HolderKind::Role => "Cannot attach a Service Role Policy to a Customer Role.".to_owned(),
        HolderKind::User | HolderKind::Group => {
            format!("Cannot attach AWS reserved policy to an IAM {holder}.")
        }
    }
}

/// SOURCE: IAM API Reference, ConcurrentModificationException.
const RACED: &str = "The request was rejected because multiple requests to change this object were \
                     submitted simultaneously. Wait a few minutes and submit your request again.";

fn in_use(dependents: Dependents) -> &'static str {
    match dependents {
        Dependents::AccessKeys => "Cannot delete entity, must delete access keys first.",
        Dependents::Members => "Cannot delete entity, must remove users from group first.",
        Dependents::LoginProfile => "Cannot delete entity, must delete login profile first.",
        Dependents::MfaDevices => "Cannot delete entity, must delete MFA device first.",
        Dependents::Certificates => "Cannot delete entity, must delete certificates first.",
        Dependents::References => "Cannot delete entity, must remove referenced objects first.",
        Dependents::EnabledMfaDevice => "MFA VirtualDevice in use. Must deactivate first.",
        Dependents::InstanceProfiles => {
            "Cannot delete entity, must remove roles from instance profile first."
        }
        Dependents::AttachedPolicies => "Cannot delete entity, must detach all policies first.",
        Dependents::InlinePolicies => "Cannot delete entity, must delete policies first.",
        Dependents::Attachments => "Cannot delete a policy attached to entities.",
        Dependents::PolicyVersions => {
            "This policy has more than one version. Before you delete a policy, you must delete \
             the policy's versions. The default version is deleted with the policy."
        }
    }
}

fn exceeded(quota: &Quota) -> String {
    match quota {
        Quota::VersionsPerPolicy => {
            "A managed policy can have up to 5 versions. Before you create \
                                     a new version, you must delete an existing version."
                .to_owned()
        }
        Quota::InlinePolicySize { holder, name } => {
            let bytes_max = holder.inline_bytes_max();
            format!("Maximum policy size of {bytes_max} bytes exceeded for {holder} {name}")
        }
        Quota::TagsPerUser
        | Quota::TagsPerRole
        | Quota::TagsPerInstanceProfile
        | Quota::TagsPerPolicy
        | Quota::TagsPerSamlProvider
        | Quota::TagsPerOidcProvider
        | Quota::TagsPerServerCertificate
        | Quota::TagsPerMfaDevice => "The number of tags has reached the maximum limit.".to_owned(),
        Quota::Account { most, .. } => format!("Cannot exceed quota for {quota}: {most}"),
        quota => match per_entity(quota) {
            Some(number) => format!("Cannot exceed quota for {quota}: {number}"),
            // Those of buckets are S3's to tell.
            None => format!("Cannot exceed quota for {quota}"),
        },
    }
}

/// How many of something an entity may have, where AWS's text says so.
fn per_entity(quota: &Quota) -> Option<u32> {
    match quota {
        Quota::AccessKeysPerUser | Quota::CertificatesPerUser | Quota::ServiceCredentials => {
            Some(2)
        }
        Quota::SshPublicKeysPerUser => Some(5),
        Quota::AttachedPolicies(_) | Quota::GroupsPerUser => Some(10),
        Quota::MfaDevicesPerUser => Some(8),
        Quota::RolesPerInstanceProfile => Some(1),
        Quota::PrivateKeysPerSamlProvider => Some(2),
        Quota::ClientIdsPerOidcProvider => Some(100),
        Quota::SamlDocumentSize => Some(896 * 1024),
        _ => None,
    }
}

/// What clients are not told, the log is.
pub(crate) fn internal(error: &impl std::error::Error) -> Answer {
    let cause = error.source();
    tracing::error!(%error, cause, "an operation of IAM failed");
    Answer::unknown_failure(ErrorCode::ServiceFailure)
}
