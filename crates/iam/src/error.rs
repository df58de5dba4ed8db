//! The directory's errors in AWS's words.
//!
//! SOURCE of every text: answers of IAM, as recorded by the test suites of several clients and
//! emulators; the codes are those of the service model.

use iamd_api::{Error as Answer, ErrorCode};
use iamd_directory::{Dependents, Error, Quota};

/// What the client is told.
pub(crate) fn answer(error: Error) -> Answer {
    let (code, message) = match error {
        Error::NoSuchUser(name) => (
            ErrorCode::NoSuchEntity,
            format!("The user with name {name} cannot be found."),
        ),
        Error::UserExists(name) => (
            ErrorCode::EntityAlreadyExists,
            format!("User with name {name} already exists."),
        ),
        Error::NoSuchAccessKey(id) => (
            ErrorCode::NoSuchEntity,
            format!("The Access Key with id {id} cannot be found."),
        ),
        Error::NoSuchPolicy { arn } | Error::NotAttached { arn } => (
            ErrorCode::NoSuchEntity,
            format!("Policy {arn} was not found."),
        ),
        Error::NoSuchPolicyVersion { arn, version } => (
            ErrorCode::NoSuchEntity,
            format!("Policy {arn} version {version} does not exist or is not attachable."),
        ),
        Error::NoSuchInlinePolicy(name) => (
            ErrorCode::NoSuchEntity,
            format!("The user policy with name {name} cannot be found."),
        ),
        Error::PolicyExists(name) => (
            ErrorCode::EntityAlreadyExists,
            format!("A policy called {name} already exists. Duplicate names are not allowed."),
        ),
        Error::NotAttachable { .. } => (
            ErrorCode::PolicyNotAttachable,
            "Cannot attach AWS reserved policy to an IAM user.".to_owned(),
        ),
        Error::ForeignPolicy { .. } => (
            ErrorCode::AccessDenied,
            "Cannot change policies outside your own account.".to_owned(),
        ),
        Error::DefaultVersion(_) => (
            ErrorCode::DeleteConflict,
            "Cannot delete the default version of a policy.".to_owned(),
        ),
        Error::InUse(dependents) => (ErrorCode::DeleteConflict, in_use(dependents).to_owned()),
        Error::Quota(quota) => (ErrorCode::LimitExceeded, exceeded(&quota)),
        Error::InvalidMarker => (ErrorCode::ValidationError, "Invalid Marker.".to_owned()),
        Error::Permit(_) | Error::Contended => {
            (ErrorCode::ConcurrentModification, RACED.to_owned())
        }
        // No operation of IAM makes accounts or touches buckets, and what the store says is not for
        // clients.
        _ => return internal(&error),
    };
    Answer::new(code, message)
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

/// SOURCE: IAM API Reference, ConcurrentModificationException.
const RACED: &str = "The request was rejected because multiple requests to change this object were \
                     submitted simultaneously. Wait a few minutes and submit your request again.";

fn in_use(dependents: Dependents) -> &'static str {
    match dependents {
        Dependents::AccessKeys => "Cannot delete entity, must delete access keys first.",
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
        Quota::AccessKeysPerUser => "Cannot exceed quota for AccessKeysPerUser: 2".to_owned(),
        Quota::PoliciesPerUser => "Cannot exceed quota for PoliciesPerUser: 10".to_owned(),
        Quota::VersionsPerPolicy => {
            "A managed policy can have up to 5 versions. Before you create \
                                     a new version, you must delete an existing version."
                .to_owned()
        }
        Quota::UserPolicySize(name) => {
            format!("Maximum policy size of 2048 bytes exceeded for user {name}")
        }
        Quota::TagsPerUser | Quota::TagsPerPolicy => {
            "The number of tags has reached the maximum limit.".to_owned()
        }
        // Those of buckets are S3's to tell.
        _ => format!("Cannot exceed quota for {quota}"),
    }
}

/// What clients are not told, the log is.
fn internal(error: &Error) -> Answer {
    let cause = std::error::Error::source(error);
    tracing::error!(%error, cause, "the directory failed");
    Answer::new(
        ErrorCode::ServiceFailure,
        "The request processing has failed because of an unknown error, exception or failure.",
    )
}
