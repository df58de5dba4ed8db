//! The client's side.

use iamd_ident::{Secret, Timestamp};

use crate::{
    ChunkEncoder, PayloadHash, RequestHead, Scope, SignatureError, SigningKey, Streaming,
    body::chain::Chain,
    canonical, escape, hex,
    key::ALGORITHM,
    rules::{PayloadRule, Rules},
    stamp,
};

/// Whoever signs requests: clients, tests, benches and tools.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'s> {
    /// The id of the access key.
    pub access_key_id: &'s str,
    /// The secret of the access key.
    pub secret: &'s Secret<String>,
    /// The session token of temporary credentials.
    pub session_token: Option<&'s str>,
    /// The region that the request goes to.
    pub region: &'s str,
    /// The service that the request goes to.
    pub service: &'s str,
}

/// Names and values, of headers or of a form's fields.
type Named = Vec<(&'static str, String)>;

/// Headers that proxies and HTTP libraries change on the way, and so are never signed.
const NEVER_SIGNED: [&str; 5] = [
    "authorization",
    "connection",
    "expect",
    "user-agent",
    "x-amzn-trace-id",
];

impl Signer<'_> {
    /// Signs a request that has a `host` header, and tells the headers to add to it.
    ///
    /// # Errors
    /// The path or the query cannot be canonicalised.
    pub fn sign(
        &self,
        head: &RequestHead<'_>,
        payload: PayloadHash,
        now: Timestamp,
    ) -> Result<Named, SignatureError> {
        self.sign_for_seed(head, payload, now)
            .map(|(added, _)| added)
    }

    /// As [`Signer::sign`], for a body in chunks; also gives whoever encodes them. The head has the
    /// headers `x-amz-decoded-content-length` and, if there are trailers, `x-amz-trailer`.
    ///
    /// # Errors
    /// The path or the query cannot be canonicalised.
    pub fn sign_streaming(
        &self,
        head: &RequestHead<'_>,
        streaming: Streaming,
        now: Timestamp,
    ) -> Result<(Named, ChunkEncoder), SignatureError> {
        let payload = PayloadHash::Streaming(streaming);
        let (added, seed) = self.sign_for_seed(head, payload, now)?;
        if streaming == Streaming::UnsignedTrailer {
            return Ok((added, ChunkEncoder::unsigned()));
        }
        let stamp = stamp::format(now);
        let scope = self.scope(&stamp);
        let key = SigningKey::derive(self.secret, scope);
        let chain = Chain::new(key, &stamp, scope, &seed);
        let signs_trailers = streaming == Streaming::SignedTrailer;
        Ok((added, ChunkEncoder::signed(chain, signs_trailers)))
    }

    /// The headers to add to a request, and its signature.
    fn sign_for_seed(
        &self,
        head: &RequestHead<'_>,
        payload: PayloadHash,
        now: Timestamp,
    ) -> Result<(Named, [u8; 32]), SignatureError> {
        let stamp = stamp::format(now);
        let mut added = vec![("x-amz-date", stamp.clone())];
        if let Some(token) = self.session_token {
            added.push(("x-amz-security-token", token.to_owned()));
        }
        let rules = Rules::of(self.service);
        if rules.payload == PayloadRule::Declared {
            added.push(("x-amz-content-sha256", payload.to_string()));
        }
        let mut headers = head.headers.to_vec();
        headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let head = RequestHead {
            headers: &headers,
            ..*head
        };
        let signed_headers = signed_headers(&head);
        let canonical = canonical::request(&head, rules.path, &signed_headers, payload)?;
        let seed = self.signature(&stamp, &canonical);
        let signature = hex::text(&seed);
        let credential = self.credential(&stamp);
        added.push((
            "authorization",
            format!(
                "{ALGORITHM} Credential={credential}, SignedHeaders={signed_headers}, \
                 Signature={signature}"
            ),
        ));
        Ok((added, seed))
    }

    /// Signs a URL that is good without further headers than those of `head`, all of which the
    /// client must send; tells the whole query.
    ///
    /// # Errors
    /// The path or the query cannot be canonicalised.
    pub fn presign(
        &self,
        head: &RequestHead<'_>,
        payload: PayloadHash,
        now: Timestamp,
        expires_seconds: u32,
    ) -> Result<String, SignatureError> {
        let stamp = stamp::format(now);
        let signed_headers = signed_headers(head);
        let expires = expires_seconds.to_string();
        let credential = self.credential(&stamp);
        let mut query = head.query.to_owned();
        let parameters = [
            ("X-Amz-Algorithm", Some(ALGORITHM)),
            ("X-Amz-Credential", Some(&*credential)),
            ("X-Amz-Date", Some(&*stamp)),
            ("X-Amz-Expires", Some(&*expires)),
            ("X-Amz-Security-Token", self.session_token),
            ("X-Amz-SignedHeaders", Some(&*signed_headers)),
        ];
        for (name, value) in parameters {
            if let Some(value) = value {
                push_parameter(&mut query, name, value);
            }
        }
        let head = RequestHead {
            query: &query,
            ..*head
        };
        let rule = Rules::of(self.service).path;
        let canonical = canonical::request(&head, rule, &signed_headers, payload)?;
        let signature = hex::text(&self.signature(&stamp, &canonical));
        push_parameter(&mut query, "X-Amz-Signature", &signature);
        Ok(query)
    }

    fn scope<'a>(&'a self, stamp: &'a str) -> Scope<'a> {
        let date = stamp.split_once('T').map_or(stamp, |(date, _)| date);
        Scope {
            date,
            region: self.region,
            service: self.service,
        }
    }

    fn credential(&self, stamp: &str) -> String {
        format!(
            "{}/{}",
            self.access_key_id,
            self.scope(stamp).pieces().concat()
        )
    }

    /// Signs the text of a form's policy, which has the fields of a credential and a date; tells
    /// the fields to add to the form beside the policy. Those but the signature have to be in the
    /// policy's conditions, so they depend on nothing but the time.
    pub fn sign_form(&self, policy: &str, now: Timestamp) -> Named {
        let stamp = stamp::format(now);
        let key = SigningKey::derive(self.secret, self.scope(&stamp));
        let mut added = vec![
            ("x-amz-algorithm", ALGORITHM.to_owned()),
            ("x-amz-credential", self.credential(&stamp)),
            ("x-amz-date", stamp),
        ];
        if let Some(token) = self.session_token {
            added.push(("x-amz-security-token", token.to_owned()));
        }
        added.push(("x-amz-signature", hex::text(&key.mac([policy]))));
        added
    }

    fn signature(&self, stamp: &str, canonical: &[u8]) -> [u8; 32] {
        let scope = self.scope(stamp);
        let key = SigningKey::derive(self.secret, scope);
        *key.signature(stamp, scope, canonical)
    }
}

/// The names of the headers to sign, as they stand in the list.
fn signed_headers(head: &RequestHead<'_>) -> String {
    let mut names: Vec<_> = head
        .headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    names.retain(|name| !NEVER_SIGNED.contains(&name.as_str()));
    names.sort_unstable();
    names.dedup();
    names.join(";")
}

fn push_parameter(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    let mut escaped = Vec::with_capacity(value.len() + 16);
    escape::push(&mut escaped, value.as_bytes());
    query.push_str(name);
    query.push('=');
    query.extend(escaped.into_iter().map(char::from));
}
