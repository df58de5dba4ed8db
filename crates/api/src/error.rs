//! Errors as the services answer them.

use crate::{ErrorCode, Format, Service, Writer};

/// An error with a code that AWS's clients know, and a text for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// What went wrong, for programs.
    pub code: ErrorCode,
    /// What went wrong, for people. Never holds a secret.
    pub message: String,
    /// Further elements of S3's error bodies, such as `BucketName`, with their texts.
    pub details: Vec<(&'static str, String)>,
}

impl Error {
    /// An error with its text.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// A failure of ours of which clients are told nothing, under the code that their service has for
    /// it.
    ///
    /// SOURCE: IAM API Reference, "Common Errors", InternalFailure.
    pub fn unknown_failure(code: ErrorCode) -> Self {
        Self::new(
            code,
            "The request processing has failed because of an unknown error, exception or failure.",
        )
    }

    /// The same with a further element, such as `Key`.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.details.push((name, text.into()));
        self
    }
}

/// The body of an answer that reports an error.
///
/// SOURCE: AWS's "Query protocol" for IAM and STS: `ErrorResponse` with one `Error` and the
/// request's id.
pub fn encode_error(service: Service, error: &Error, request_id: &str) -> Vec<u8> {
    encode_error_as(service, error, request_id, Format::Xml)
}

/// As [`encode_error`], in the format that the client asked for. In JSON there is no object around
/// the two members.
pub fn encode_error_as(
    service: Service,
    error: &Error,
    request_id: &str,
    format: Format,
) -> Vec<u8> {
    let mut out = Writer::new("", format);
    let content = |out: &mut Writer| {
        out.within("Error", |out| {
            out.member("Type", error.code.fault().as_str());
            out.member("Code", error.code.as_str());
            // SOURCE: recorded of AWS: some errors of IAM have no message.
            if !error.message.is_empty() {
                out.member("Message", error.message.as_str());
            }
        });
        out.member("RequestId", request_id);
    };
    match format {
        Format::Xml => out.root("ErrorResponse", service.xml_namespace(), content),
        Format::Json => content(&mut out),
    }
    out.into_bytes()
}
