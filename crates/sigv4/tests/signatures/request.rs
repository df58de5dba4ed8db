//! A request that tests build and change.

use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, SignatureError, Signed, SigningKey};

/// The secret of the IAM user guide's examples.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// The ids of the access keys that the server knows; all have the same secret.
const KEY_IDS: [&str; 3] = [
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAIOSFODNN7EXAMPLE",
    "AKIDEXAMPLE",
];

#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A request with this line, `GET /path?query`, these headers, `Name:value`, and this body.
    pub(crate) fn new(line: &str, headers: &[&str], body: &str) -> Self {
        let (method, url) = line.split_once(' ').unwrap();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let headers = headers.iter().map(|header| {
            let (name, value) = header.split_once(':').unwrap();
            (name.to_owned(), value.as_bytes().to_vec())
        });
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.collect(),
            body: body.as_bytes().to_vec(),
        }
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        self.headers
            .push((name.to_owned(), value.as_bytes().to_vec()));
    }

    /// Puts `value` into the place of the header's values.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        self.remove_header(name);
        self.header(name, value);
    }

    pub(crate) fn remove_header(&mut self, name: &str) {
        self.headers
            .retain(|(header, _)| !header.eq_ignore_ascii_case(name));
    }

    pub(crate) fn with_head<T>(&self, use_head: impl FnOnce(&RequestHead<'_>) -> T) -> T {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
            .collect();
        use_head(&RequestHead {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
        })
    }

    /// Whether a server that knows `secret` accepts the request at `now`.
    pub(crate) fn verify(&self, secret: &str, now: Timestamp) -> Result<(), SignatureError> {
        let secret = Secret::new(secret.to_owned());
        self.with_head(|head| {
            let signed = Signed::parse(head)?.ok_or(SignatureError::MissingToken)?;
            if !KEY_IDS.contains(&signed.access_key_id()) {
                return Err(SignatureError::InvalidToken);
            }
            let key = SigningKey::derive(&secret, signed.scope());
            let payload = match signed.declared_payload() {
                Some(declared @ (PayloadHash::Unsigned | PayloadHash::Streaming(_))) => declared,
                _ => PayloadHash::of(&self.body),
            };
            signed.verify(&key, payload, now)
        })
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
