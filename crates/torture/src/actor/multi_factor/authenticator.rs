//! What a phone does: it keeps a seed and shows codes.
//!
//! SOURCE: RFC 6238. The codes come from another implementation than the server's own.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use iamd_ident::Timestamp;
use totp_rs::{Algorithm, Secret, TOTP};

const STEP_SECONDS: u64 = 30;

/// An entry of a phone's app.
pub(super) struct Authenticator(TOTP);

impl Authenticator {
    /// The entry with a seed as CreateVirtualMFADevice tells it.
    pub(super) fn new(base_32_string_seed: &str) -> Result<Self, String> {
        let text = BASE64_STANDARD.decode(base_32_string_seed);
        let text = text.map_err(|error| error.to_string())?;
        let text = String::from_utf8(text).map_err(|error| error.to_string())?;
        let seed = Secret::Encoded(text).to_bytes();
        let seed = seed.map_err(|error| format!("{error:?}"))?;
        let (issuer, name) = (None, "torture".to_owned());
        let entry = TOTP::new(Algorithm::SHA1, 6, 1, STEP_SECONDS, seed, issuer, name);
        entry.map(Self).map_err(|error| error.to_string())
    }

    /// The code of a step.
    pub(super) fn code(&self, step: u64) -> String {
        self.0.generate(step * STEP_SECONDS)
    }
}

/// The step of a moment.
pub(super) fn step_of(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or_default() / STEP_SECONDS
}
