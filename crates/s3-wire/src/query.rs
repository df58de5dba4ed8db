//! Query strings and percent-encoding, as S3 reads them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// What `+` means: a blank in queries, itself in paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plus {
    IsBlank,
    IsItself,
}

/// Decodes `%xx`. What is no UTF-8 is shown as such; nothing is decided on it, as `s3s` refuses it.
pub(crate) fn decoded(text: &str, plus: Plus) -> Cow<'_, str> {
    if plus == Plus::IsBlank && text.contains('+') {
        let text = text.replace('+', " ");
        return Cow::Owned(percent_decode_str(&text).decode_utf8_lossy().into_owned());
    }
    percent_decode_str(text).decode_utf8_lossy()
}

/// The same of a parameter, whatever the bytes are.
pub(crate) fn decoded_bytes(text: &str) -> Vec<u8> {
    percent_decode_str(&text.replace('+', " ")).collect()
}

/// The parameters of a query, decoded, in order.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    raw_pairs(query)
        .map(|(name, value)| (decoded(name, Plus::IsBlank), decoded(value, Plus::IsBlank)))
}

/// The parameters of a query as they were sent.
pub(crate) fn raw_pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
}

/// Parameters that prove, or claim to prove, who sent a request.
///
/// SOURCE: S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature
/// Version 4)"; for Version 2, the older guide's "Query String Request Authentication Alternative".
const PROOFS: [&str; 10] = [
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-expires",
    "x-amz-signedheaders",
    "x-amz-signature",
    "x-amz-security-token",
    "awsaccesskeyid",
    "signature",
    "expires",
];

/// Whether a parameter belongs to a signature.
pub(crate) fn proves_the_sender(name: &str) -> bool {
    PROOFS.iter().any(|proof| name.eq_ignore_ascii_case(proof))
}

/// Whether a parameter stands for a header: presigned URLs may carry headers so.
pub(crate) fn is_header(name: &str) -> bool {
    const PREFIX: &str = "x-amz-";
    name.get(..PREFIX.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}
