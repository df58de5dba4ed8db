//! From a signature to a caller.

use iamd_api::{Error, ErrorCode, Service};
use iamd_ident::{AccessKeyId, Timestamp};
use iamd_sigv4::{
    BodyError, PayloadHash, RequestHead, S3Fault, SignatureError, SignaturePlace, Signed,
    SigningKeyCache,
};

use crate::{Caller, Credentials, KeyUse, PortError};

pub use self::{
    form::{Form, FormAuthenticated, LengthRange},
    form_policy::FormPolicyError,
    s3::S3Authenticated,
};

mod form;
mod form_policy;
mod s3;

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
    /// The signature does not prove anything, or the body is not what it says; in S3's words.
    #[error(transparent)]
    S3(#[from] S3Fault),
    /// A form is not what its policy allows.
    #[error(transparent)]
    FormPolicy(#[from] FormPolicyError),
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

/// SOURCE: S3 API reference, "Error responses", InternalError.
const S3_INTERNAL_ERROR: &str = "We encountered an internal error. Please try again.";

impl AuthenticationError {
    /// The error for the client of a query service.
    pub fn answer(&self) -> Error {
        match self {
            Self::Signature(error) => named(error.code(), error.to_string()),
            Self::S3(_) | Self::FormPolicy(_) => self.answer_s3(),
            Self::Port(error) => error.answer(),
        }
    }

    /// The error for the client of S3: its code, its text, its further elements.
    pub fn answer_s3(&self) -> Error {
        match self {
            Self::Signature(error) => answer(error.s3_fault(SignaturePlace::Header, None)),
            Self::S3(fault) => answer(fault.clone()),
            Self::FormPolicy(error) => error.answer(),
            Self::Port(error) => {
                // The log is told why.
                let _ = error.answer();
                named("InternalError", S3_INTERNAL_ERROR)
            }
        }
    }
}

/// What proves a body found it wrong.
impl From<BodyError> for AuthenticationError {
    fn from(error: BodyError) -> Self {
        Self::S3(error.s3_fault())
    }
}

fn answer(fault: S3Fault) -> Error {
    let answer = named(fault.code, fault.message);
    Error {
        details: fault.details,
        ..answer
    }
}

/// An error with the code of this name; a denial if there is none, which a test rules out.
fn named(code: &str, message: impl Into<String>) -> Error {
    let known = ErrorCode::ALL.iter().find(|known| known.as_str() == code);
    Error::new(known.copied().unwrap_or(ErrorCode::AccessDenied), message)
}
