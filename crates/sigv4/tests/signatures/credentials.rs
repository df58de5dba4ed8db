//! Whoever signs in the tests.

use iamd_ident::Secret;
use iamd_sigv4::{PayloadHash, Signer};

use crate::request::{Request, SECRET, at};

/// When everything here is signed.
pub(crate) const NOW: &str = "2026-01-31T12:00:00Z";

#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) secret: String,
    pub(crate) session_token: Option<String>,
    pub(crate) region: String,
    pub(crate) service: &'static str,
}

impl Credentials {
    /// The long-term key of the examples, for IAM.
    pub(crate) fn plain() -> Self {
        let (secret, region) = (SECRET.to_owned(), "eu-central-1".to_owned());
        Self {
            secret,
            session_token: None,
            region,
            service: "iam",
        }
    }

    /// Adds the headers of a signature to the request.
    pub(crate) fn sign(&self, request: &mut Request) {
        let payload = PayloadHash::of(&request.body);
        let secret = Secret::new(self.secret.clone());
        let added = request.with_head(|head| self.signer(&secret).sign(head, payload, at(NOW)));
        for (name, value) in added.unwrap() {
            request.header(name, &value);
        }
    }

    /// Adds the parameters of a signature to the query.
    pub(crate) fn presign(&self, request: &mut Request) {
        let payload = match self.service {
            "s3" => PayloadHash::Unsigned,
            _ => PayloadHash::of(&request.body),
        };
        let secret = Secret::new(self.secret.clone());
        let query =
            request.with_head(|head| self.signer(&secret).presign(head, payload, at(NOW), 60));
        request.query = query.unwrap();
    }

    pub(crate) fn signer<'s>(&'s self, secret: &'s Secret<String>) -> Signer<'s> {
        Signer {
            access_key_id: "AKIAIOSFODNN7EXAMPLE",
            secret,
            session_token: self.session_token.as_deref(),
            region: &self.region,
            service: self.service,
        }
    }
}
