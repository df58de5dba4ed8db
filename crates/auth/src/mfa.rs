//! Multi-factor authentication: what a request shows, and what is found of it.

use guesses::Guessed;
use iamd_api::{Error, ErrorCode};
use iamd_ident::Secret;

pub mod guesses;
pub mod totp;

/// The device and the code that a request shows.
#[derive(Clone, Debug)]
pub struct MfaProof {
    /// The serial number of the device.
    pub serial_number: String,
    /// The code that it showed.
    pub code: Secret<String>,
}

impl PartialEq for MfaProof {
    fn eq(&self, other: &Self) -> bool {
        self.serial_number == other.serial_number
            && self.code.matches(other.code.expose().as_bytes())
    }
}

impl Eq for MfaProof {}

impl MfaProof {
    /// What a request shows, if it shows anything.
    ///
    /// # Errors
    /// It shows one without the other.
    pub fn of(
        serial_number: Option<&str>,
        code: Option<&Secret<String>>,
    ) -> Result<Option<Self>, Error> {
        match (serial_number, code) {
            (Some(serial_number), Some(code)) => Ok(Some(Self {
                serial_number: serial_number.to_owned(),
                code: code.clone(),
            })),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(MfaFault::Incomplete.answer()),
        }
    }
}

/// A step of a device whose code was shown. It counts once it is spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MfaStep {
    /// The device, and whom it is enabled for.
    pub device: Guessed,
    /// The number of the step since 1970.
    pub step: u64,
}

/// Why a device and a code prove nothing.
///
/// SOURCE: AWS's texts, as its clients report them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum MfaFault {
    /// A device without a code, or a code without a device.
    #[error(
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass \
         code."
    )]
    Incomplete,
    /// The device is none of the caller's.
    #[error(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA \
         serial number is valid and associated with this user."
    )]
    UnknownDevice,
    /// The code is wrong, was used already, or comes after too many wrong ones.
    #[error("MultiFactorAuthentication failed with invalid MFA one time pass code. ")]
    WrongCode,
}

impl MfaFault {
    /// The error for the client.
    pub fn answer(self) -> Error {
        Error::new(ErrorCode::AccessDenied, self.to_string())
    }
}
