//! From a signature to a caller.

use iamd_api::{Error, ErrorCode, Service};
use iamd_ident::{AccessKeyId, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, SignatureError, Signed, SigningKeyCache};

use crate::{Caller, Credentials, KeyUse, PortError};

/// A caller that proved itself, and what its signature was made for.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// Who it is.
    pub caller: Caller,
    /// The region of the signature, which may be any.
    pub region: String,
}

/// Why nobody is known to have sent a request.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticationError {
    /// The signature does not prove anything.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Keys cannot be read.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// What proves who sent a request.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The head of the request, exactly as it will be dispatched.
    pub head: &'a RequestHead<'a>,
    /// The body of the request, exactly as it will be dispatched.
    pub body: &'a [u8],
    /// The service that will answer.
    pub service: Service,
    /// When the request arrived.
    pub now: Timestamp,
}

/// Verifies signatures. Keeps the signing keys that it derived.
#[derive(Debug)]
pub struct Authenticator {
    signing_keys: SigningKeyCache,
}

/// LIMIT: how many signing keys are kept, some hundred bytes each.
const SIGNING_KEYS_MAX: usize = 10_000;

impl Default for Authenticator {
    fn default() -> Self {
        Self {
            signing_keys: SigningKeyCache::new(SIGNING_KEYS_MAX),
        }
    }
}

impl Authenticator {
    /// Finds out who signed a request, and notes that the key was used.
    ///
    /// SECURITY: an unknown key, an inactive one and one whose user is gone get the same answer.
    ///
    /// # Errors
    /// See [`AuthenticationError`].
    pub async fn authenticate(
        &self,
        credentials: &impl Credentials,
        evidence: &Evidence<'_>,
    ) -> Result<Authenticated, AuthenticationError> {
        let signed = Signed::parse(evidence.head)?.ok_or(SignatureError::MissingToken)?;
        let scope = signed.scope();
        if scope.service != evidence.service.name() {
            return Err(SignatureError::wrong_service(evidence.service.name()).into());
        }
        // Long-term keys come without a session token, and there are no others yet.
        if signed.session_token().is_some() {
            return Err(SignatureError::InvalidToken.into());
        }
        let id: AccessKeyId = signed
            .access_key_id()
            .parse()
            .map_err(|_| SignatureError::InvalidToken)?;
        let credential = credentials.credential(&id).await?;
        let credential = credential.ok_or(SignatureError::InvalidToken)?;
        let payload = PayloadHash::of(evidence.body);
        self.signing_keys
            .verify(&signed, &credential.secret, payload, evidence.now)?;
        let region = scope.region.to_owned();
        credentials.record_use(
            &id,
            KeyUse {
                at: evidence.now,
                region: region.clone(),
                service: evidence.service.name().to_owned(),
            },
        );
        Ok(Authenticated {
            caller: Caller::new(credential.principal, id),
            region,
        })
    }
}

/// The codes that a signature can fail with. S3 has further ones, which stand for a mismatch here.
const CODES: [ErrorCode; 7] = [
    ErrorCode::AccessDenied,
    ErrorCode::ExpiredToken,
    ErrorCode::IncompleteSignature,
    ErrorCode::InvalidClientTokenId,
    ErrorCode::MalformedQueryString,
    ErrorCode::MissingAuthenticationToken,
    ErrorCode::SignatureDoesNotMatch,
];

impl AuthenticationError {
    /// The error for the client.
    pub fn answer(&self) -> Error {
        match self {
            Self::Signature(error) => {
                let known = CODES.iter().find(|code| code.as_str() == error.code());
                let code = known.copied().unwrap_or(ErrorCode::SignatureDoesNotMatch);
                Error::new(code, error.to_string())
            }
            Self::Port(error) => error.answer(),
        }
    }
}
