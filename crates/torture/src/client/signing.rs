//! Requests, signed one by one.

use std::fmt::Write as _;

use iamd_ident::Timestamp;
use iamd_sigv4::{PayloadHash, RequestHead, Signer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Key;

/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// What stays as it is in a query and a form.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request that is not signed yet.
#[derive(Clone, Debug)]
pub struct Unsigned<'a> {
    /// The service in the scope of the signature: `iam`, `sts` or `s3`.
    pub service: &'a str,
    /// The method.
    pub method: &'a str,
    /// The path, escaped.
    pub path: &'a str,
    /// The query without its mark, escaped.
    pub query: &'a str,
    /// Further headers, which are signed too. Names are in lower case.
    pub headers: Vec<(&'a str, String)>,
    /// The body.
    pub body: &'a [u8],
}

/// The body of a call of IAM or STS.
pub fn form_body(action: &str, version: &str, members: &[(&str, &str)]) -> String {
    let call = [("Action", action), ("Version", version)];
    let fields: Vec<_> = call.iter().chain(members).copied().collect();
    form_fields(&fields)
}

/// Fields as they stand in a form.
pub fn form_fields(fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(name, value)| {
        let value = utf8_percent_encode(value, ESCAPED);
        format!("{name}={value}")
    });
    fields.collect::<Vec<_>>().join("&")
}

impl<'a> Unsigned<'a> {
    /// A call of IAM or STS.
    pub fn form(service: &'a str, body: &'a str) -> Self {
        Self {
            service,
            method: "POST",
            path: "/",
            query: "",
            headers: vec![("content-type", FORM.to_owned())],
            body: body.as_bytes(),
        }
    }

    /// A call of S3.
    pub fn s3(method: &'a str, path: &'a str, query: &'a str, body: &'a [u8]) -> Self {
        Self {
            service: "s3",
            method,
            path,
            query,
            headers: Vec::new(),
            body,
        }
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The bytes of the request, signed for this host and time; `number` makes it unlike any other.
    pub fn signed(&self, key: &Key, host: &str, number: u64, now: Timestamp) -> Vec<u8> {
        let number = number.to_string();
        let mut headers = vec![("host", host), ("x-request-number", &*number)];
        headers.extend(self.headers.iter().map(|(name, value)| (*name, &**value)));
        let signable: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_bytes()))
            .collect();
        let head = RequestHead {
            method: self.method,
            path: self.path,
            query: self.query,
            headers: &signable,
        };
        let signer = Signer {
            access_key_id: &key.id,
            secret: &key.secret,
            session_token: key.session_token.as_deref(),
            // Where buckets are made without a word about their region.
            region: if self.service == "s3" {
                "us-east-1"
            } else {
                &key.region
            },
            service: self.service,
        };
        // A path that has no canonical form goes out unsigned, and is refused by the server.
        let added = signer
            .sign(&head, PayloadHash::of(self.body), now)
            .unwrap_or_default();
        let mark = if self.query.is_empty() { "" } else { "?" };
        let mut request = format!(
            "{} {}{mark}{} HTTP/1.1\r\n",
            self.method, self.path, self.query
        );
        let added = added.iter().map(|(name, value)| (*name, &**value));
        for (name, value) in headers.into_iter().chain(added) {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        let _ = write!(request, "content-length: {}\r\n\r\n", self.body.len());
        let mut request = request.into_bytes();
        request.extend_from_slice(self.body);
        request
    }
}
