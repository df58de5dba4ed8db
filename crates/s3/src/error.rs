//! The errors of the floors below, as S3 answers them.
//!
//! SOURCE of codes and texts: Amazon S3 API Reference, "Error responses", and answers of S3 as the
//! test suites of its clients have recorded them.

use std::error::Error as StdError;

use iamd_api::{Error as Answer, ErrorCode};
use iamd_auth::Call;
use iamd_directory::{Error as DirectoryError, Quota};
use iamd_ident::Timestamp;
use iamd_objects::Error as ObjectsError;

use crate::http_date::http_date;

const NO_SUCH_BUCKET: &str = "The specified bucket does not exist";
const NO_SUCH_KEY: &str = "The specified key does not exist.";
const CONFLICT: &str = "A conflicting conditional operation is currently in progress against this \
                        resource. Please try again.";
const INTERNAL: &str = "We encountered an internal error. Please try again.";
const UNAVAILABLE: &str = "Service is unable to handle request.";
const MALFORMED_XML: &str =
    "The XML you provided was not well-formed or did not validate against our published schema";
pub(crate) const METHOD_NOT_ALLOWED: &str =
    "The specified method is not allowed against this resource.";

/// Refuses callers that are nobody, whatever policies say.
///
/// SOURCE: answers of S3 to unsigned requests of these kinds.
///
/// # Errors
/// The caller is anonymous. `what` is how the text calls what cannot be done.
pub(crate) fn refuse_nobody(call: Call<'_>, what: &str) -> Result<(), Answer> {
    if call.caller.account().is_some() {
        return Ok(());
    }
    let text = format!("Anonymous users cannot {what}.  Please authenticate.");
    Err(Answer::new(ErrorCode::AccessDenied, text))
}

/// What the client is told of the directory's error.
pub(crate) fn of_directory(error: DirectoryError) -> Answer {
    use DirectoryError as E;

    let named = |code, text: &str, name: &dyn ToString| {
        Answer::new(code, text).with("BucketName", name.to_string())
    };
    match error {
        E::NoSuchBucket(name) => named(ErrorCode::NoSuchBucket, NO_SUCH_BUCKET, &name),
        E::BucketExists(name) => named(ErrorCode::BucketAlreadyExists, BUCKET_EXISTS, &name),
        E::BucketOwnedByYou(name) => {
            named(ErrorCode::BucketAlreadyOwnedByYou, BUCKET_IS_YOURS, &name)
        }
        E::BucketNameReserved(name) => named(
            ErrorCode::InvalidBucketName,
            "The specified bucket is not valid.",
            &name,
        ),
        E::NoSuchBucketPolicy(name) => named(
            ErrorCode::NoSuchBucketPolicy,
            "The bucket policy does not exist",
            &name,
        ),
        E::PolicyDocument(error) => Answer::new(ErrorCode::MalformedPolicy, error.to_string()),
        E::PublicPolicy => Answer::new(ErrorCode::AccessDenied, "Access Denied"),
        E::InvalidBucketState { reason } => Answer::new(ErrorCode::InvalidBucketState, reason),
        E::NoSuchConfiguration { .. } => no_such_configuration(),
        E::Quota(quota) => exceeded(&quota),
        E::InvalidMarker => Answer::new(
            ErrorCode::InvalidArgument,
            "The continuation token provided is incorrect",
        )
        .with("ArgumentName", "continuation-token"),
        E::Contended => Answer::new(ErrorCode::OperationAborted, CONFLICT),
        error => internal("the directory failed", &error),
    }
}

const BUCKET_EXISTS: &str = "The requested bucket name is not available. The bucket namespace is \
                             shared by all users of the system. Please select a different name and \
                             try again.";
const BUCKET_IS_YOURS: &str =
    "Your previous request to create the named bucket succeeded and you already own it.";

/// SOURCE of the last text: ours.
fn exceeded(quota: &Quota) -> Answer {
    match quota {
        Quota::BucketsPerAccount => Answer::new(
            ErrorCode::TooManyBuckets,
            "You have attempted to create more buckets than allowed",
        ),
        Quota::TagsPerBucket => Answer::new(
            ErrorCode::BadRequest,
            "Bucket tag count cannot be greater than 50",
        ),
        Quota::CorsRulesPerBucket | Quota::LifecycleRulesPerBucket => malformed_xml(),
        Quota::ConfigurationsPerBucket => Answer::new(
            ErrorCode::TooManyConfigurations,
            "You are attempting to create a new configuration but have already reached the \
             1,000-configuration limit.",
        ),
        Quota::BucketSettingsSize => Answer::new(
            ErrorCode::InvalidRequest,
            "The configurations of this bucket are too large together.",
        ),
        other => {
            tracing::error!(quota = %other, "a quota that buckets do not have was exceeded");
            Answer::new(ErrorCode::InternalError, INTERNAL)
        }
    }
}

/// What the client is told of the objects' error. Callers add what they know besides, such as `Key`.
pub(crate) fn of_objects(error: ObjectsError) -> Answer {
    use ObjectsError as E;

    match error {
        E::NoSuchBucket => Answer::new(ErrorCode::NoSuchBucket, NO_SUCH_BUCKET),
        E::BucketClosing | E::Contended => Answer::new(ErrorCode::OperationAborted, CONFLICT),
        E::BucketNotEmpty => Answer::new(
            ErrorCode::BucketNotEmpty,
            "The bucket you tried to delete is not empty",
        ),
        E::DeleteMarker {
            version,
            modified,
            is_named,
        } => delete_marker(&version.to_string(), modified, is_named),
        E::PartTooSmall {
            number,
            bytes,
            bytes_min,
            etag,
        } => Answer::new(
            ErrorCode::EntityTooSmall,
            "Your proposed upload is smaller than the minimum allowed size",
        )
        .with("ProposedSize", bytes.to_string())
        .with("MinSizeAllowed", bytes_min.to_string())
        .with("PartNumber", number.to_string())
        .with("ETag", etag),
        E::InvalidPart { number } => {
            Answer::new(ErrorCode::InvalidPart, INVALID_PART).with("PartNumber", number.to_string())
        }
        E::TooLarge { bytes_max } => Answer::new(
            ErrorCode::EntityTooLarge,
            "Your proposed upload exceeds the maximum allowed size",
        )
        .with("MaxSizeAllowed", bytes_max.to_string()),
        E::Body(error) => of_body(error),
        error => match plain(&error) {
            Some((code, text)) => Answer::new(code, text),
            None => internal("the objects failed", &error),
        },
    }
}

/// The errors of the objects that are told by a code and a text alone.
fn plain(error: &ObjectsError) -> Option<(ErrorCode, &'static str)> {
    use ObjectsError as E;

    Some(match error {
        E::NoSuchKey => (ErrorCode::NoSuchKey, NO_SUCH_KEY),
        E::NoSuchVersion => (
            ErrorCode::NoSuchVersion,
            "The specified version does not exist.",
        ),
        E::PreconditionFailed => (
            ErrorCode::PreconditionFailed,
            "At least one of the pre-conditions you specified did not hold",
        ),
        E::NoSuchUpload => (ErrorCode::NoSuchUpload, NO_SUCH_UPLOAD),
        E::InvalidPartOrder => (
            ErrorCode::InvalidPartOrder,
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
        ),
        E::InvalidPartList => (ErrorCode::MalformedXML, MALFORMED_XML),
        E::ChecksumMismatch => (
            ErrorCode::BadDigest,
            "The checksum you specified did not match the calculated checksum.",
        ),
        E::ChecksumKindMismatch => (
            ErrorCode::InvalidRequest,
            "The upload was created using a different checksum mode.",
        ),
        E::SizeMismatch { .. } => (
            ErrorCode::InvalidRequest,
            "The provided 'x-amz-mp-object-size' header value does not match what was computed.",
        ),
        E::InvalidRange => (
            ErrorCode::InvalidRange,
            "The requested range is not satisfiable",
        ),
        E::CustomerKeyMissing => (
            ErrorCode::InvalidRequest,
            "The object was stored using a form of Server Side Encryption. The correct parameters \
             must be provided to retrieve the object.",
        ),
        E::CustomerKeyNotNeeded => (
            ErrorCode::InvalidRequest,
            "The encryption parameters are not applicable to this object.",
        ),
        E::CustomerKeyWrong => (ErrorCode::AccessDenied, "Access Denied"),
        E::StorageFull | E::Changed => (ErrorCode::ServiceUnavailable, UNAVAILABLE),
        _ => return None,
    })
}

const NO_SUCH_UPLOAD: &str = "The specified upload does not exist. The upload ID may be invalid, or \
                              the upload may have been aborted or completed.";
const INVALID_PART: &str = "One or more of the specified parts could not be found.  The part may \
                            not have been uploaded, or the specified entity tag may not match the \
                            part's entity tag.";

/// SOURCE: S3 User Guide, "Working with delete markers": who asks for the marker itself may only
/// delete it; who asks for the object is told that there is none.
fn delete_marker(version: &str, modified: Timestamp, is_named: bool) -> Answer {
    let answer = if is_named {
        Answer::new(ErrorCode::MethodNotAllowed, METHOD_NOT_ALLOWED)
            .with("Allow", "DELETE")
            .with("LastModified", http_date(modified))
    } else {
        Answer::new(ErrorCode::NoSuchKey, NO_SUCH_KEY)
    };
    answer
        .with("DeleteMarker", "true")
        .with("VersionId", version)
}

/// A body says itself what is wrong with it, or it broke off.
fn of_body(error: iamd_objects::BodyError) -> Answer {
    match error.downcast::<Answer>() {
        Ok(answer) => *answer,
        Err(error) => {
            tracing::debug!(%error, "a body broke off");
            let text = "You did not provide the number of bytes specified by the Content-Length \
                        HTTP header";
            Answer::new(ErrorCode::IncompleteBody, text)
        }
    }
}

/// An argument has a value that it cannot have.
pub(crate) fn invalid_argument(text: &str, name: &str, value: &str) -> Answer {
    Answer::new(ErrorCode::InvalidArgument, text)
        .with("ArgumentName", name)
        .with("ArgumentValue", value)
}

/// The body says what no body can say.
pub(crate) fn malformed_xml() -> Answer {
    Answer::new(ErrorCode::MalformedXML, MALFORMED_XML)
}

pub(crate) fn invalid_request(text: impl Into<String>) -> Answer {
    Answer::new(ErrorCode::InvalidRequest, text)
}

/// What would not have the effect that its name promises is refused, never kept and ignored.
pub(crate) fn not_available(text: &str) -> Answer {
    Answer::new(ErrorCode::NotImplemented, text)
}

pub(crate) fn no_such_configuration() -> Answer {
    Answer::new(
        ErrorCode::NoSuchConfiguration,
        "The specified configuration does not exist.",
    )
}

/// The guard gives a permit for each thing that was asked for.
pub(crate) fn missing_permit() -> Answer {
    tracing::error!("an operation did not get the permits that it asked for");
    Answer::new(ErrorCode::InternalError, INTERNAL)
}

/// What clients are not told, the log is.
fn internal(what: &'static str, error: &(dyn StdError + 'static)) -> Answer {
    tracing::error!(error, "{what}");
    Answer::new(ErrorCode::InternalError, INTERNAL)
}
