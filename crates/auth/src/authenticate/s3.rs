//! From the head of a request to S3 to a caller.

use iamd_api::Service;
use iamd_ident::{AccessKeyId, Timestamp};
use iamd_sigv4::{BodyProof, RequestHead, SignatureError, SignaturePlace, Signed};

use super::{AuthenticationError, Authenticator};
use crate::{Caller, Credential, Credentials, KeyUse, SignatureFacts, SignatureKind};

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

/// Under which name the uses of keys are kept.
const SERVICE: Service = Service::S3;

impl Authenticator {
    /// Finds out who signed the head of a request to S3, and notes that the key was used. A request
    /// that does not claim to be signed is an anonymous caller's.
    ///
    /// SECURITY: an unknown key, an inactive one and one whose user is gone get the same answer.
    ///
    /// # Errors
    /// See [`AuthenticationError`]; those of the signature are in S3's words.
    pub async fn authenticate_s3(
        &self,
        credentials: &impl Credentials,
        head: &RequestHead<'_>,
        now: Timestamp,
    ) -> Result<S3Authenticated, AuthenticationError> {
        let place = if header(head, "authorization").is_some() {
            SignaturePlace::Header
        } else {
            SignaturePlace::Query
        };
        let parsed = Signed::parse_s3(head).map_err(|error| error.s3_fault(place, None))?;
        let Some(signed) = parsed else {
            return Ok(S3Authenticated {
                caller: Caller::anonymous(),
                region: None,
                signature: None,
                body: BodyProof::of_anonymous(head)?,
            });
        };
        let key_id = signed.access_key_id();
        let in_words = |error: SignatureError| error.s3_fault(place, Some(key_id));
        signed.check_time(now).map_err(in_words)?;
        let found = s3_credential(credentials, key_id, signed.session_token()).await?;
        let (id, credential) = found.map_err(in_words)?;
        let proven = self
            .signing_keys
            .verify_s3(&signed, &credential.secret, now);
        let body = proven.map_err(in_words)?.body()?;
        let region = signed.scope().region.to_owned();
        let caller = used(credentials, id, credential, region.clone(), now);
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

/// The key with this id, if a request that shows this session token may use it.
pub(super) async fn s3_credential(
    credentials: &impl Credentials,
    id: &str,
    session_token: Option<&str>,
) -> Result<Result<(AccessKeyId, Credential), SignatureError>, AuthenticationError> {
    // Long-term keys come without a session token, and there are no others yet.
    if session_token.is_some() {
        return Ok(Err(SignatureError::InvalidToken));
    }
    let Ok(id) = id.parse::<AccessKeyId>() else {
        return Ok(Err(SignatureError::UnknownAccessKey));
    };
    let credential = credentials.credential(&id).await?;
    let credential = credential.ok_or(SignatureError::UnknownAccessKey);
    Ok(credential.map(|credential| (id, credential)))
}

/// The caller whose key was used; the use is noted.
pub(super) fn used(
    credentials: &impl Credentials,
    id: AccessKeyId,
    credential: Credential,
    region: String,
    at: Timestamp,
) -> Caller {
    let service = SERVICE.name().to_owned();
    credentials.record_use(
        &id,
        KeyUse {
            at,
            region,
            service,
        },
    );
    Caller::new(credential.principal, id)
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
