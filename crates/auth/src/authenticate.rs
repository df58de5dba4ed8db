//! From a signature to a caller.

use iamd_api::{Error, ErrorCode, Service};
use iamd_ident::Timestamp;
use iamd_sigv4::{
    BodyError, PayloadHash, RequestHead, S3Fault, SignatureError, SignaturePlace, Signed,
    SigningKeyCache,
};

use self::key::{Claim, Use};
use crate::{Caller, Credentials, PortError, TokenKeys, TokenRefusals};

pub use self::{
    form::{Form, FormAuthenticated, LengthRange},
    form_policy::FormPolicyError,
    s3::S3Authenticated,
    unproved::{Unproved, UnprovedCounts},
};

mod form;
mod form_policy;
mod key;
mod s3;
mod unproved;

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

/// Verifies signatures. Keeps the signing keys that it derived, and counts what it refused.
#[derive(Debug)]
pub struct Authenticator {
    /// Those of long-term keys.
    signing_keys: SigningKeyCache,
    /// Those of temporary credentials.
    session_signing_keys: SigningKeyCache,
    refusals: TokenRefusals,
    unproved: UnprovedCounts,
}

/// LIMIT: how many signing keys are kept of either kind, some hundred bytes each.
const SIGNING_KEYS_MAX: usize = 10_000;

impl Default for Authenticator {
    fn default() -> Self {
        Self {
            signing_keys: SigningKeyCache::new(SIGNING_KEYS_MAX),
            session_signing_keys: SigningKeyCache::new(SIGNING_KEYS_MAX),
            refusals: TokenRefusals::default(),
            unproved: UnprovedCounts::default(),
        }
    }
}

impl Authenticator {
    /// Finds out who signed a request, and notes that the key or role was used.
    ///
    /// SECURITY: an unknown key, an inactive one and one whose user is gone get the same answer, and
    /// so do session tokens that are forged, another key's, or of a user or role that is gone.
    ///
    /// # Errors
    /// See [`AuthenticationError`].
    pub async fn authenticate(
        &self,
        ports: &(impl Credentials + TokenKeys),
        evidence: &Evidence<'_>,
    ) -> Result<Authenticated, AuthenticationError> {
        let proved = self.prove(ports, evidence).await;
        let proved = proved.inspect_err(|error| self.count(error));
        proved.map_err(AuthenticationError::of_query_service)
    }

    async fn prove(
        &self,
        ports: &(impl Credentials + TokenKeys),
        evidence: &Evidence<'_>,
    ) -> Result<Authenticated, AuthenticationError> {
        let signed = Signed::parse(evidence.head)?.ok_or(SignatureError::MissingToken)?;
        let scope = signed.scope();
        if scope.service != evidence.service.name() {
            return Err(SignatureError::wrong_service(evidence.service.name()).into());
        }
        let claim = Claim {
            access_key_id: signed.access_key_id(),
            session_token: signed.session_token(),
        };
        let key = self.key(ports, claim, evidence.now).await?;
        let payload = PayloadHash::of(evidence.body);
        self.signing_keys_of(&key)
            .verify(&signed, key.secret(), payload, evidence.now)?;
        let region = scope.region.to_owned();
        let key_use = Use {
            at: evidence.now,
            region: region.clone(),
            service: evidence.service,
        };
        let caller = self.caller(ports, key, key_use).await?;
        Ok(Authenticated { caller, region })
    }

    /// How many session tokens were refused, and why.
    pub fn token_refusals(&self) -> &TokenRefusals {
        &self.refusals
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

impl AuthenticationError {
    /// SOURCE: observed of IAM and STS, which do not tell an unknown key from a wrong token.
    fn of_query_service(self) -> Self {
        match self {
            Self::Signature(SignatureError::UnknownAccessKey) => {
                Self::Signature(SignatureError::InvalidToken)
            }
            other => other,
        }
    }

    /// The same in S3's words, of a signature in `place` with this access key.
    fn of_s3(self, place: SignaturePlace, access_key_id: &str) -> Self {
        match self {
            Self::Signature(error) => Self::S3(error.s3_fault(place, Some(access_key_id))),
            other => other,
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
