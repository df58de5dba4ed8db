//! Requests in parts, so that something can be done to each.

use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, SignatureError, Signer};

/// An access key; temporary if it has a token.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: Secret<String>,
    pub(crate) token: Option<String>,
}

/// Where a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Header,
    Query,
}

/// A request, signed or not yet.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) service: &'static str,
    pub(crate) region: &'static str,
    pub(crate) place: Place,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// How long presigned requests are good, in seconds.
const EXPIRES_SECONDS: u32 = 900;

impl Request {
    /// The request, signed by `key` at a moment.
    pub(crate) fn sign(mut self, key: &Key, at: Timestamp) -> Result<Self, SignatureError> {
        let headers: Vec<(&str, &[u8])> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        let head = RequestHead {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
        };
        let signer = Signer {
            access_key_id: &key.id,
            secret: &key.secret,
            session_token: key.token.as_deref(),
            region: self.region,
            service: self.service,
        };
        match self.place {
            Place::Header => {
                let added = signer.sign(&head, PayloadHash::of(&self.body), at)?;
                let added = added
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                self.headers.extend(added);
            }
            Place::Query => {
                let payload = if self.service == "s3" {
                    PayloadHash::Unsigned
                } else {
                    PayloadHash::of(&self.body)
                };
                self.query = signer.presign(&head, payload, at, EXPIRES_SECONDS)?;
            }
        }
        Ok(self)
    }

    /// The value of a header, to be changed.
    pub(crate) fn header(&mut self, name: &str) -> Option<&mut String> {
        let mut headers = self.headers.iter_mut();
        let (_, value) = headers.find(|(header, _)| header == name)?;
        Some(value)
    }

    /// What goes over the wire.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mark = if self.query.is_empty() { "" } else { "?" };
        let mut bytes = format!(
            "{} {}{mark}{} HTTP/1.1\r\n",
            self.method, self.path, self.query
        )
        .into_bytes();
        for (name, value) in &self.headers {
            for part in [name.as_str(), ": ", value, "\r\n"] {
                bytes.extend_from_slice(part.as_bytes());
            }
        }
        bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", self.body.len()).as_bytes());
        bytes.extend_from_slice(&self.body);
        bytes
    }
}
