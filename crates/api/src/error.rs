//! Errors as the services answer them.

use crate::{ErrorCode, Service, xml::Xml};

/// An error with a code that AWS's clients know, and a text for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// What went wrong, for programs.
    pub code: ErrorCode,
    /// What went wrong, for people. Never holds a secret.
    pub message: String,
}

impl Error {
    /// An error with its text.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// The body of an answer that reports an error.
///
/// SOURCE: AWS's "Query protocol" for IAM and STS: `ErrorResponse` with one `Error` and the
/// request's id.
pub fn encode_error(service: Service, error: &Error, request_id: &str) -> Vec<u8> {
    let mut xml = Xml::new("");
    xml.root("ErrorResponse", service.xml_namespace(), |xml| {
        xml.within("Error", |xml| {
            xml.member("Type", error.code.fault().as_str());
            xml.member("Code", error.code.as_str());
            xml.member("Message", error.message.as_str());
        });
        xml.member("RequestId", request_id);
    });
    xml.into_bytes()
}
