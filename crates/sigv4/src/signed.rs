//! A request that claims to be signed.

use std::{borrow::Cow, fmt};

use iamd_ident::Timestamp;
use jiff::SignedDuration;
use subtle::ConstantTimeEq;

use self::claim::Claim;
use crate::{
    HEADERS_MAX, PayloadHash, RequestHead, Scope, SignatureError, SigningKey, canonical,
    error::SKEW,
    hex,
    rules::{PayloadRule, PresignedWindow, Rules},
    stamp::Stamp,
};

mod claim;
mod credential;
mod header;
mod query;
mod s3;

pub(crate) use self::credential::Credential;
pub use self::s3::ProvenHead;

/// A request with a signature that is well-formed, and not yet proved.
///
/// INVARIANT: the signature covers the host and every `x-amz-*` header, and the scope is for the
/// day of the request.
#[derive(Clone)]
pub struct Signed<'r> {
    head: RequestHead<'r>,
    credential: Credential<'r>,
    stamp: Stamp<'r>,
    /// The names of the headers that are signed, between semicolons.
    header_list: Cow<'r, str>,
    /// `None` if it is not even 64 small hexadecimal digits.
    signature: Option<[u8; 32]>,
    session_token: Option<Cow<'r, str>>,
    presigned: Option<Presigned>,
    payload: Option<PayloadClaim>,
    rules: Rules,
}

/// What a presigned URL says beside the rest.
#[derive(Debug, Clone, Copy)]
struct Presigned {
    expires_seconds: Option<u32>,
}

/// What `x-amz-content-sha256` says.
#[derive(Debug, Clone, Copy)]
enum PayloadClaim {
    Known(PayloadHash),
    Unknown,
}

impl<'r> Signed<'r> {
    /// Reads the signature of a request, from its `Authorization` header or its query; `None` if
    /// nothing there claims to be one.
    ///
    /// # Errors
    /// What claims to be a signature is malformed, of another version, or covers too little.
    pub fn parse(head: &RequestHead<'r>) -> Result<Option<Self>, SignatureError> {
        let from_header = header::claim(head)?;
        let from_query = query::claim(head, from_header.is_some())?;
        let Some(claim) = from_header.or(from_query) else {
            return Ok(None);
        };
        Self::check(*head, claim, is_amz_header).map(Some)
    }

    /// The id of the access key that the request says it is signed with.
    pub fn access_key_id(&self) -> &str {
        &self.credential.access_key_id
    }

    /// For which day, region and service the signing key was derived.
    pub fn scope(&self) -> Scope<'_> {
        self.credential.scope()
    }

    /// The session token. It is proof of nothing before the signature is verified with the secret
    /// that belongs to it.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    /// Whether the signature stands in the query.
    pub fn presigned(&self) -> bool {
        self.presigned.is_some()
    }

    /// When the request was signed, as it says, to the second.
    pub fn signed_at(&self) -> Timestamp {
        self.stamp.at
    }

    /// What the request says its body is, for services that let it say so: S3. What is not a hash
    /// has to be enforced on the body by whoever reads it.
    pub fn declared_payload(&self) -> Option<PayloadHash> {
        match (self.rules.payload, self.payload) {
            (PayloadRule::Hashed, _) | (_, Some(PayloadClaim::Unknown)) => None,
            (PayloadRule::Declared, Some(PayloadClaim::Known(payload))) => Some(payload),
            (PayloadRule::Declared, None) => self.presigned().then_some(PayloadHash::Unsigned),
        }
    }

    /// Whether the signature was made over this request with `key`, at a time that `now` allows,
    /// and over a body with the hash `payload`.
    ///
    /// For IAM and STS `payload` is [`PayloadHash::of`] the body that will be dispatched, and
    /// nothing else is accepted. For S3 it may be [`Signed::declared_payload`].
    ///
    /// # Errors
    /// The signature is wrong, too old or not yet current.
    pub fn verify(
        &self,
        key: &SigningKey,
        payload: PayloadHash,
        now: Timestamp,
    ) -> Result<(), SignatureError> {
        self.check_time(now)?;
        self.check_payload(payload)?;
        let canonical =
            canonical::request(&self.head, self.rules.path, &self.header_list, payload)?;
        let expected = key.signature(&self.stamp.text, self.scope(), &canonical);
        let provided = self.signature.ok_or(SignatureError::Mismatch)?;
        // SECURITY: in constant time, or the signature could be guessed byte by byte.
        if bool::from(expected.as_slice().ct_eq(&provided)) {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }

    /// Checks what can be checked without the secret, in the order of AWS's query services. Beside
    /// the host, each header that `must_be_signed` has to be.
    fn check(
        head: RequestHead<'r>,
        claim: Claim<'r>,
        must_be_signed: fn(&str) -> bool,
    ) -> Result<Self, SignatureError> {
        check_count("headers", head.headers.len())?;
        check_count("signed headers", claim.signed_headers.split(';').count())?;
        let Some(stamp) = Stamp::parse(claim.date.clone()) else {
            return Err(SignatureError::MalformedDate {
                date: clipped(&claim.date),
            });
        };
        check_signed_headers(&head, &claim.signed_headers, must_be_signed)?;
        let credential = Credential::parse(claim.credential)?;
        credential.check(&stamp)?;
        Ok(Self {
            rules: Rules::of(&credential.service),
            payload: declared(&head)?,
            signature: hex::decode(claim.signature.as_bytes()),
            header_list: claim.signed_headers,
            session_token: claim.session_token,
            presigned: claim.presigned,
            head,
            credential,
            stamp,
        })
    }

    /// Whether the request may still be answered at `now`, and already. It needs no secret;
    /// [`Signed::verify`] checks it too.
    ///
    /// # Errors
    /// The signature is too old or not yet current, if it is right at all.
    pub fn check_time(&self, now: Timestamp) -> Result<(), SignatureError> {
        let signed_at = self.stamp.at;
        let age = now.duration_since(signed_at);
        if age < -SKEW {
            return Err(SignatureError::NotYetCurrent { signed_at, now });
        }
        let Some(expires_seconds) = self.expires_seconds() else {
            return if age > SKEW {
                Err(SignatureError::Expired { signed_at, now })
            } else {
                Ok(())
            };
        };
        let lifetime = SignedDuration::from_secs(i64::from(expires_seconds));
        if age > lifetime {
            let expired_at = signed_at.saturating_add(lifetime).unwrap_or(signed_at);
            return Err(SignatureError::UrlExpired {
                expires_seconds,
                expired_at,
                now,
            });
        }
        Ok(())
    }

    /// For how long the URL is good, where that is up to the URL.
    fn expires_seconds(&self) -> Option<u32> {
        match self.rules.window {
            PresignedWindow::Skew => None,
            PresignedWindow::Expires => self.presigned?.expires_seconds,
        }
    }

    /// What the request says of its body must be true, and of a kind that the service takes.
    fn check_payload(&self, payload: PayloadHash) -> Result<(), SignatureError> {
        let fitting = match self.payload {
            Some(PayloadClaim::Known(declared)) => declared == payload,
            Some(PayloadClaim::Unknown) => false,
            None => true,
        };
        match self.rules.payload {
            PayloadRule::Hashed if !fitting => Err(SignatureError::Mismatch),
            PayloadRule::Declared if !fitting => Err(SignatureError::PayloadMismatch),
            // SECURITY: only S3 takes a body that the signature does not cover.
            PayloadRule::Hashed if !matches!(payload, PayloadHash::Sha256(_)) => {
                Err(SignatureError::Mismatch)
            }
            _ => Ok(()),
        }
    }
}

/// SECURITY: neither the signature nor the session token is shown.
impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed")
            .field("access_key_id", &self.access_key_id())
            .field("scope", &self.scope())
            .field("signed_at", &self.stamp.at)
            .field("presigned", &self.presigned())
            .finish_non_exhaustive()
    }
}

fn check_count(what: &'static str, count: usize) -> Result<(), SignatureError> {
    let max = HEADERS_MAX;
    if count > max {
        Err(SignatureError::TooMany { what, count, max })
    } else {
        Ok(())
    }
}

/// SOURCE: IAM user guide, "Create a signed AWS API request", step 1: the host and every `x-amz-*`
/// header must be signed.
fn check_signed_headers(
    head: &RequestHead<'_>,
    list: &str,
    must_be_signed: fn(&str) -> bool,
) -> Result<(), SignatureError> {
    let is_signed = |name: &str| {
        list.split(';')
            .any(|signed| signed.eq_ignore_ascii_case(name))
    };
    if !is_signed("host") && !is_signed(":authority") {
        return Err(SignatureError::HostNotSigned);
    }
    let mut unsigned = head
        .names()
        .filter(|name| must_be_signed(name) && !is_signed(name))
        .peekable();
    if unsigned.peek().is_some() {
        let headers = unsigned.map(clipped).collect();
        return Err(SignatureError::HeadersNotSigned { headers });
    }
    Ok(())
}

/// Whether the header is one of AWS's own, all of which mean something.
fn is_amz_header(name: &str) -> bool {
    const PREFIX: &[u8] = b"x-amz-";
    let start = name.as_bytes().get(..PREFIX.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

fn declared(head: &RequestHead<'_>) -> Result<Option<PayloadClaim>, SignatureError> {
    let value = head.single("x-amz-content-sha256")?;
    Ok(value.map(|value| {
        let payload = PayloadHash::parse(value.trim_ascii());
        payload.map_or(PayloadClaim::Unknown, PayloadClaim::Known)
    }))
}

/// LIMIT: what a client sent is told back to it, but not at any length.
pub(crate) fn clipped(text: &str) -> String {
    const CHARACTERS_MAX: usize = 256;
    text.chars().take(CHARACTERS_MAX).collect()
}
