//! The bytes of an object on their way in, and what the client says of them.

use std::{fmt, pin::Pin};

use bytes::Bytes;
use futures::Stream;
use iamd_api::{Error, ErrorCode};
use iamd_objects::BodyError;

mod digests;

pub use digests::ClaimedDigests;
pub(crate) use digests::{Computed, Digests, SEVERAL, algorithm_of, header};

/// The bytes. An `iamd_api::Error` that ends them is the error of the request.
pub type Body = Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send>>;

/// What follows the bytes: names in lower case and values. Called when the body has ended.
pub type Trailers = Box<dyn FnOnce() -> Vec<(String, String)> + Send>;

/// A body with what is said of it.
pub struct Payload {
    /// The bytes.
    pub body: Body,
    /// How many there are, if that is said.
    pub length: Option<u64>,
    /// What follows them.
    pub trailers: Trailers,
    /// What they must be.
    pub digests: ClaimedDigests,
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("length", &self.length)
            .field("digests", &self.digests)
            .finish_non_exhaustive()
    }
}

/// LIMIT: bytes that are written in one request.
///
/// SOURCE: S3 User Guide, "Uploading objects".
pub(crate) const BYTES_MAX: u64 = 5 * 1024 * 1024 * 1024;

/// Checks a length before anything is read.
///
/// # Errors
/// `EntityTooLarge`.
pub(crate) fn check_length(length: Option<u64>) -> Result<(), Error> {
    match length {
        Some(length) if length > BYTES_MAX => Err(Error::new(
            ErrorCode::EntityTooLarge,
            "Your proposed upload exceeds the maximum allowed size",
        )
        .with("ProposedSize", length.to_string())
        .with("MaxSizeAllowed", BYTES_MAX.to_string())),
        _ => Ok(()),
    }
}

/// Checks how many bytes came.
///
/// # Errors
/// `IncompleteBody`.
pub(crate) fn check_size(bytes: u64, length: Option<u64>) -> Result<(), Error> {
    match length {
        Some(length) if length != bytes => Err(Error::new(
            ErrorCode::IncompleteBody,
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
        )),
        _ => Ok(()),
    }
}

/// The error for a length that is not said.
pub(crate) fn no_length() -> Error {
    let text = "You must provide the Content-Length HTTP header.";
    Error::new(ErrorCode::MissingContentLength, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_their_limit() {
        assert_eq!(check_length(None), Ok(()));
        assert_eq!(check_length(Some(BYTES_MAX)), Ok(()));
        let code = check_length(Some(BYTES_MAX + 1)).map_err(|error| error.code);
        assert_eq!(code, Err(ErrorCode::EntityTooLarge));
    }
}
