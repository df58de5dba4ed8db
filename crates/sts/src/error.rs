//! What clients are told.

use std::error::Error as StdError;

use iamd_api::{Error, ErrorCode};

/// A value that is wrong in itself.
pub(crate) fn validation(text: impl Into<String>) -> Error {
    Error::new(ErrorCode::ValidationError, text)
}

/// A value that does not go together with another one.
pub(crate) fn parameter(text: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidParameterValue, text)
}

/// Refuses a member whose effect is not built yet.
pub(crate) fn unsupported(member: &str, is_given: bool) -> Result<(), Error> {
    if !is_given {
        return Ok(());
    }
    Err(parameter(format!(
        "This server does not support the parameter {member} yet."
    )))
}

/// What clients are not told, the log is.
pub(crate) fn internal(error: &dyn StdError) -> Error {
    let cause = error.source();
    tracing::error!(%error, cause, "the directory failed");
    Error::unknown_failure(ErrorCode::InternalFailure)
}
