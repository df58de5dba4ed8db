//! S3's errors on the wire.

use std::fmt::Write as _;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use iamd_api::{Error, ErrorCode, Service};

use crate::xml_text;

pub(crate) const ACCESS_DENIED: &str = "Access Denied";
/// SOURCE: S3 API Reference, "Error Responses", InternalError.
pub(crate) const INTERNAL: &str = "We encountered an internal error. Please try again.";

/// The status of an error's answer.
pub(crate) fn status(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.code.status_in(Service::S3))
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Details of an error that its answer tells in a header.
static HEADERS: [(&str, HeaderName); 7] = [
    ("Allow", header::ALLOW),
    (
        "BucketRegion",
        HeaderName::from_static("x-amz-bucket-region"),
    ),
    ("ContentRange", header::CONTENT_RANGE),
    (
        "DeleteMarker",
        HeaderName::from_static("x-amz-delete-marker"),
    ),
    ("ETag", header::ETAG),
    ("LastModified", header::LAST_MODIFIED),
    ("VersionId", HeaderName::from_static("x-amz-version-id")),
];

/// Of these, the ones that stand in the body as well.
const IN_BOTH: [&str; 1] = ["VersionId"];

/// The headers that the details of an error ask for.
pub(crate) fn headers(error: &Error) -> HeaderMap {
    let told = error.details.iter().filter_map(|(name, text)| {
        let header = header_of(error, name)?;
        Some((header.clone(), HeaderValue::from_str(text).ok()?))
    });
    told.collect()
}

/// The header that tells a detail, if one does. The ETag of what has not changed is told so; that of
/// a part of an upload is an element.
fn header_of(error: &Error, name: &str) -> Option<&'static HeaderName> {
    if name == "ETag" && error.code != ErrorCode::NotModified {
        return None;
    }
    let found = HEADERS.iter().find(|(detail, _)| *detail == name);
    found.map(|(_, header)| header)
}

/// The body of an error's answer.
///
/// SOURCE: S3 API Reference, "REST Error Responses"; order and details as AWS answers.
pub(crate) fn body(error: &Error, resource: &str, request_id: &str, host_id: &str) -> Vec<u8> {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
    element(&mut xml, "Code", error.code.as_str());
    element(&mut xml, "Message", &error.message);
    for (name, text) in &error.details {
        if header_of(error, name).is_none() || IN_BOTH.contains(name) {
            element(&mut xml, name, text);
        }
    }
    element(&mut xml, "Resource", resource);
    element(&mut xml, "RequestId", request_id);
    element(&mut xml, "HostId", host_id);
    xml.push_str("</Error>");
    xml.into_bytes()
}

/// Writes `<name>text</name>`.
pub(crate) fn element(xml: &mut String, name: &str, text: &str) {
    // Writing to a string cannot fail.
    let _written = write!(xml, "<{name}>{}</{name}>", Escaped(text));
}

/// Text between tags.
struct Escaped<'t>(&'t str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                _ if xml_text::is_referred_to(character) => xml_text::refer(f, character)?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// Errors that `s3s` finds by itself, before an operation is reached, in AWS's words.
///
/// SOURCE: S3 API Reference, "Error Responses", the table of error codes.
const OF_S3S: [(&str, ErrorCode, &str); 16] = [
    ("AccessDenied", ErrorCode::AccessDenied, ACCESS_DENIED),
    (
        "EntityTooLarge",
        ErrorCode::EntityTooLarge,
        "Your proposed upload exceeds the maximum allowed size",
    ),
    (
        "IncompleteBody",
        ErrorCode::IncompleteBody,
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
    ),
    ("InternalError", ErrorCode::InternalError, INTERNAL),
    (
        "InvalidArgument",
        ErrorCode::InvalidArgument,
        "Invalid Argument",
    ),
    (
        "InvalidBucketName",
        ErrorCode::InvalidBucketName,
        "The specified bucket is not valid.",
    ),
    (
        "InvalidRequest",
        ErrorCode::InvalidRequest,
        "Invalid Request",
    ),
    (
        "InvalidURI",
        ErrorCode::InvalidURI,
        "Couldn't parse the specified URI.",
    ),
    (
        "KeyTooLongError",
        ErrorCode::KeyTooLongError,
        "Your key is too long",
    ),
    (
        "MalformedPOSTRequest",
        ErrorCode::MalformedPOSTRequest,
        "The body of your POST request is not well-formed multipart/form-data.",
    ),
    (
        "MalformedXML",
        ErrorCode::MalformedXML,
        "The XML you provided was not well-formed or did not validate against our published schema",
    ),
    (
        "MaxMessageLengthExceeded",
        ErrorCode::MaxMessageLengthExceeded,
        "Your request was too big.",
    ),
    (
        "MethodNotAllowed",
        ErrorCode::MethodNotAllowed,
        METHOD_NOT_ALLOWED,
    ),
    (
        "MissingContentLength",
        ErrorCode::MissingContentLength,
        MISSING_CONTENT_LENGTH,
    ),
    (
        "MissingRequestBodyError",
        ErrorCode::MissingRequestBodyError,
        "Request body is empty.",
    ),
    // What it cannot route: no operation has this method there.
    (
        "NotImplemented",
        ErrorCode::MethodNotAllowed,
        METHOD_NOT_ALLOWED,
    ),
];

/// SOURCE: S3 API Reference, "Error responses", SlowDown.
pub(crate) const SLOW_DOWN: &str = "Please reduce your request rate.";
pub(crate) const METHOD_NOT_ALLOWED: &str =
    "The specified method is not allowed against this resource.";
pub(crate) const MISSING_CONTENT_LENGTH: &str = "You must provide the Content-Length HTTP header.";

/// The error of an answer that `s3s` wrote on its own.
pub(crate) fn of_s3s(body: &[u8]) -> Error {
    let text = String::from_utf8_lossy(body);
    let code = between(&text, "<Code>", "</Code>").unwrap_or_default();
    let Some((_, code, message)) = OF_S3S.iter().find(|(known, ..)| *known == code) else {
        return Error::new(ErrorCode::InternalError, INTERNAL);
    };
    let said = between(&text, "<Message>", "</Message>").and_then(of_parameter);
    match (code, said) {
        (ErrorCode::InvalidArgument | ErrorCode::InvalidRequest, Some(said)) => {
            Error::new(*code, said)
        }
        _ => Error::new(*code, *message),
    }
}

/// What `s3s` says of a header or a parameter, without the value.
///
/// SECURITY: the value may be a customer's key.
fn of_parameter(said: &str) -> Option<String> {
    let (what, rest) = said.split_once(": ")?;
    let name = rest.split(": ").next()?;
    Some(format!("{what}: {name}"))
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(behind).map(|(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_the_elements_in_their_order() {
        let error = Error::new(ErrorCode::NoSuchKey, "The specified key does not exist.")
            .with("Key", "a<b>&\u{1}")
            .with("DeleteMarker", "true");
        let body = body(&error, "/b/a", "id", "host");
        assert_eq!(
            String::from_utf8(body).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>\
             <Message>The specified key does not exist.</Message><Key>a&lt;b&gt;&amp;&#x1;</Key>\
             <Resource>/b/a</Resource><RequestId>id</RequestId><HostId>host</HostId></Error>"
        );
        assert_eq!(headers(&error).get("x-amz-delete-marker").unwrap(), "true");
    }

    #[track_caller]
    fn check(code: &str, message: &str, expect: ErrorCode, text: &str) {
        let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        assert_eq!(of_s3s(body.as_bytes()), Error::new(expect, text));
    }

    #[test]
    fn errors_of_s3s_are_told_in_awss_words() {
        check(
            "KeyTooLongError",
            "",
            ErrorCode::KeyTooLongError,
            "Your key is too long",
        );
        check("Nonsense", "", ErrorCode::InternalError, INTERNAL);
        check(
            "InvalidArgument",
            "invalid header: x-amz-server-side-encryption-customer-key: secret",
            ErrorCode::InvalidArgument,
            "invalid header: x-amz-server-side-encryption-customer-key",
        );
    }

    #[test]
    fn the_table_of_codes_is_in_order() {
        assert!(OF_S3S.is_sorted_by_key(|(code, ..)| *code));
    }
}
