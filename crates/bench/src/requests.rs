//! Requests, signed one by one.

use std::fmt::Write as _;

use anyhow::Result;
use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, Signer};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Whose requests they are, and where they go.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) access_key_id: String,
    pub(crate) secret: Secret<String>,
    pub(crate) region: String,
}

/// An operation of a service.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    /// The service's name in the credential scope.
    pub(crate) service: &'static str,
    /// The operation.
    pub(crate) action: &'static str,
}

impl Call {
    /// An operation of IAM.
    pub(crate) const fn iam(action: &'static str) -> Self {
        Self {
            service: "iam",
            action,
        }
    }

    /// An operation of STS.
    pub(crate) const fn sts(action: &'static str) -> Self {
        Self {
            service: "sts",
            action,
        }
    }

    fn version(self) -> &'static str {
        if self.service == "sts" {
            "2011-06-15"
        } else {
            "2010-05-08"
        }
    }

    /// The bytes of one request, head and body; `number` makes it unlike any other.
    pub(crate) fn request(
        self,
        key: &Key,
        host: &str,
        number: usize,
        members: &[(&str, &str)],
    ) -> Result<Vec<u8>> {
        let mut body = format!("Action={}&Version={}", self.action, self.version());
        for (name, value) in members {
            let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
            write!(body, "&{name}={value}")?;
        }
        let number = number.to_string();
        let headers: [(&str, &[u8]); 3] = [
            ("host", host.as_bytes()),
            ("content-type", b"application/x-www-form-urlencoded"),
            ("x-request-number", number.as_bytes()),
        ];
        let head = RequestHead {
            method: "POST",
            path: "/",
            query: "",
            headers: &headers,
        };
        let signer = Signer {
            access_key_id: &key.access_key_id,
            secret: &key.secret,
            session_token: None,
            region: &key.region,
            service: self.service,
        };
        let added = signer.sign(&head, PayloadHash::of(body.as_bytes()), now())?;
        let mut request = b"POST / HTTP/1.1\r\n".to_vec();
        let added = added.iter().map(|(name, value)| (*name, value.as_bytes()));
        for (name, value) in headers.into_iter().chain(added) {
            for part in [name.as_bytes(), b": ", value, b"\r\n"] {
                request.extend_from_slice(part);
            }
        }
        request.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        request.extend_from_slice(body.as_bytes());
        Ok(request)
    }
}

/// The bytes of the head of a request to S3, whose body is not signed; `number` makes it unlike any
/// other.
pub(crate) fn signed(
    key: &Key,
    host: &str,
    (method, path, query): (&str, &str, &str),
    number: usize,
    body_bytes: usize,
) -> Result<Vec<u8>> {
    let number = number.to_string();
    let headers: [(&str, &[u8]); 2] = [
        ("host", host.as_bytes()),
        ("x-request-number", number.as_bytes()),
    ];
    let head = RequestHead {
        method,
        path,
        query,
        headers: &headers,
    };
    let signer = Signer {
        access_key_id: &key.access_key_id,
        secret: &key.secret,
        session_token: None,
        // Where buckets are made without a word about their region.
        region: "us-east-1",
        service: "s3",
    };
    let added = signer.sign(&head, PayloadHash::Unsigned, now())?;
    let mark = if query.is_empty() { "" } else { "?" };
    let mut request = format!("{method} {path}{mark}{query} HTTP/1.1\r\n").into_bytes();
    let added = added.iter().map(|(name, value)| (*name, value.as_bytes()));
    for (name, value) in headers.into_iter().chain(added) {
        for part in [name.as_bytes(), b": ", value, b"\r\n"] {
            request.extend_from_slice(part);
        }
    }
    request.extend_from_slice(format!("content-length: {body_bytes}\r\n\r\n").as_bytes());
    Ok(request)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a client signs for the time that it is"
)]
fn now() -> Timestamp {
    Timestamp::now()
}
