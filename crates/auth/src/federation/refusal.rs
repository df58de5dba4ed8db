//! Why the federation endpoint gives nothing.

use iamd_api::Error;

use crate::{PortError, SignInFailure};

/// Why there is no sign-in token, or no console session for one.
///
/// SECURITY: credentials that are forged, of another key, or of a role that is gone are one refusal.
#[derive(Debug, thiserror::Error)]
pub enum FederationRefusal {
    /// The credentials prove nothing.
    #[error("The credentials are invalid.")]
    InvalidCredentials,
    /// The credentials are right, and have ended.
    #[error("The credentials have expired.")]
    ExpiredCredentials,
    /// The credentials are of `GetSessionToken`.
    #[error(
        "The credentials must be those of AssumeRole, AssumeRoleWithSAML, \
         AssumeRoleWithWebIdentity or GetFederationToken."
    )]
    UnfitCredentials,
    /// The duration is too short or too long.
    #[error("SessionDuration must be from 900 to 43200 seconds.")]
    DurationOutOfRange,
    /// There is a duration, and the credentials are of `GetFederationToken`.
    #[error(
        "SessionDuration cannot be used with the credentials of GetFederationToken. The session \
         lasts as long as the credentials."
    )]
    DurationOfFederatedUser,
    /// There is a duration, and the role was assumed with temporary credentials.
    #[error(
        "SessionDuration cannot be used with the credentials of a role that was assumed with \
         temporary credentials (role chaining). The session lasts as long as the credentials."
    )]
    DurationOfChain,
    /// The sign-in token is none, or whom it is of is gone.
    #[error("The sign-in token is invalid.")]
    InvalidToken,
    /// The sign-in token is right, and too old.
    #[error("The sign-in token has expired.")]
    TokenExpired,
    /// The server failed.
    #[error("{0}")]
    Failed(#[from] Error),
}

impl FederationRefusal {
    /// What the audit is told.
    pub(super) fn failure(&self) -> SignInFailure {
        match self {
            Self::ExpiredCredentials | Self::TokenExpired => SignInFailure::Expired,
            _ => SignInFailure::NotAllowed,
        }
    }
}

impl From<PortError> for FederationRefusal {
    fn from(error: PortError) -> Self {
        Self::Failed(error.answer())
    }
}
