//! Why somebody is not signed in.

use iamd_api::Error;

use super::PendingSignIn;
use crate::PortError;

/// Why somebody is not signed in.
///
/// SECURITY: a wrong account, a wrong name, a wrong password and a user without a password are one
/// refusal, with one text.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// Account, name or password are wrong.
    #[error("The sign-in information is incorrect.")]
    WrongCredentials,
    /// Too many were wrong before. Nothing was looked at.
    #[error("Too many sign-in attempts failed. Try again in {wait_seconds} seconds.")]
    TooManyAttempts {
        /// How long to wait.
        wait_seconds: u32,
    },
    /// The code is wrong or was used already, or comes after too many wrong ones.
    #[error("The code is incorrect.")]
    WrongCode {
        /// What is still wanted.
        again: PendingSignIn,
    },
    /// It took too long from the password to the code, or something changed in between: one begins
    /// with the password again.
    #[error("The sign-in took too long.")]
    TicketExpired,
    /// The password is right, and too old: an administrator has to set a new one.
    #[error("The password has expired.")]
    PasswordExpired,
    /// The server failed.
    #[error("{0}")]
    Failed(#[from] Error),
}

impl From<PortError> for SignInRefusal {
    fn from(error: PortError) -> Self {
        Self::Failed(error.answer())
    }
}
