//! From the head of a request to S3 to a caller.

use iamd_api::Service;
use iamd_ident::Timestamp;
use iamd_sigv4::{BodyProof, RequestHead, SignatureError, SignaturePlace, Signed};

use super::{
    AuthenticationError, Authenticator,
    key::{Claim, Use},
};
use crate::{Caller, Credentials, SignatureFacts, SignatureKind, TokenKeys};

/// Who sent a request to S3, and what will prove its body.
#[derive(Debug)]
pub struct S3Authenticated {
    /// Who it is: nobody in particular, if nothing claims to be signed.
    pub caller: Caller,
    /// The region of the signature, which may be any.
    pub region: Option<String>,
    /// How the request was signed.
    pub signature: Option<SignatureFacts>,
    /// What proves the body as it comes. SECURITY: until it has said so, the body counts for
    /// nothing.
    pub body: BodyProof,
}

impl Authenticator {
    /// Finds out who signed the head of a request to S3, and notes that the key or role was used. A
    /// request that does not claim to be signed is an anonymous caller's.
    ///
    /// SECURITY: an unknown key, an inactive one and one whose user is gone get the same answer, and
    /// so do session tokens that are forged, another key's, or of a user or role that is gone.
    ///
    /// # Errors
    /// See [`AuthenticationError`]; those of the signature are in S3's words.
    pub async fn authenticate_s3(
        &self,
        ports: &(impl Credentials + TokenKeys),
        head: &RequestHead<'_>,
        now: Timestamp,
    ) -> Result<S3Authenticated, AuthenticationError> {
        let place = if header(head, "authorization").is_some() {
            SignaturePlace::Header
        } else {
            SignaturePlace::Query
        };
        let parsed = Signed::parse_s3(head);
        let parsed = parsed.map_err(|error| self.in_s3_words(&error, place, None))?;
        let Some(signed) = parsed else {
            return Ok(S3Authenticated {
                caller: Caller::anonymous(),
                region: None,
                signature: None,
                body: BodyProof::of_anonymous(head).map_err(|error| self.malformed_body(error))?,
            });
        };
        let key_id = signed.access_key_id();
        let in_words = |error: SignatureError| self.in_s3_words(&error, place, Some(key_id));
        signed.check_time(now).map_err(in_words)?;
        let claim = Claim {
            access_key_id: key_id,
            session_token: signed.session_token(),
        };
        let key = self.key(ports, claim, now).await;
        let key = key.map_err(|error| self.of_s3(error, place, key_id))?;
        let proven = self
            .signing_keys_of(&key)
            .verify_s3(&signed, key.secret(), now);
        let body = proven.map_err(in_words)?.body();
        let body = body.map_err(|error| self.malformed_body(error))?;
        let region = signed.scope().region.to_owned();
        let key_use = Use {
            at: now,
            region: region.clone(),
            service: Service::S3,
        };
        let caller = self.caller(ports, key, key_use).await;
        let caller = caller.map_err(|error| self.of_s3(error, place, key_id))?;
        Ok(S3Authenticated {
            caller,
            region: Some(region),
            signature: Some(SignatureFacts {
                kind: kind(place),
                age_milliseconds: age_milliseconds(signed.signed_at(), now),
                content_sha256: header(head, "x-amz-content-sha256"),
            }),
            body,
        })
    }
}

/// How long before `now` something was signed; what was signed in the future has no age.
pub(super) fn age_milliseconds(signed_at: Timestamp, now: Timestamp) -> u64 {
    let age = now.duration_since(signed_at).as_millis();
    u64::try_from(age).unwrap_or(0)
}

fn kind(place: SignaturePlace) -> SignatureKind {
    match place {
        SignaturePlace::Header => SignatureKind::Header,
        SignaturePlace::Query => SignatureKind::Query,
        SignaturePlace::Form => SignatureKind::Form,
    }
}

/// The value of the header `name`, if it is text.
fn header(head: &RequestHead<'_>, name: &str) -> Option<String> {
    let mut headers = head.headers.iter();
    let (_, value) = headers.find(|(header, _)| header.eq_ignore_ascii_case(name))?;
    String::from_utf8(value.trim_ascii().to_vec()).ok()
}
