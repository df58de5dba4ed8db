//! Time-based one-time passwords.
//!
//! SOURCE: RFC 6238 with HMAC-SHA-1, six digits and steps of 30 seconds, which is what virtual MFA
//! devices of AWS do.

use std::ops::RangeInclusive;

use iamd_ident::{Random, Secret, Timestamp};
use totp_rs::{Algorithm, TOTP};

/// How long a code is shown, in seconds.
pub const STEP_SECONDS: u64 = 30;

/// How many digits a code has.
pub const DIGITS: usize = 6;

/// How many steps a device's clock may be off, either way.
///
/// SOURCE: RFC 6238, section 5.2, recommends one.
pub const SKEW: u64 = 1;

/// What a device and iamd both know.
#[derive(Clone, Debug)]
pub struct Seed(Secret<Vec<u8>>);

impl Seed {
    /// How many bytes a seed has: 64 characters of Base32, as AWS's have.
    pub const BYTES: usize = 40;

    /// A fresh seed.
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = vec![0; Self::BYTES];
        random.fill(&mut bytes);
        Self(Secret::new(bytes))
    }

    /// The seed with these bytes.
    pub fn from_bytes(bytes: Secret<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8] {
        self.0.expose()
    }

    /// The seed in Base32, as people type it into a device.
    pub fn to_base32(&self) -> Secret<String> {
        Secret::new(
            totp_rs::Secret::Raw(self.expose().to_vec())
                .to_encoded()
                .to_string(),
        )
    }
}

/// The step of a moment: how many times 30 seconds have passed since 1970.
pub fn step_of(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or(0) / STEP_SECONDS
}

/// The code that a device shows in a step.
pub fn code_at(seed: &Seed, step: u64) -> Secret<String> {
    let bytes = seed.expose().to_vec();
    // Issuer and account are for addresses in QR codes alone.
    let (issuer, account) = (None, String::new());
    let device = TOTP::new_unchecked(
        Algorithm::SHA1,
        DIGITS,
        0,
        STEP_SECONDS,
        bytes,
        issuer,
        account,
    );
    Secret::new(device.generate(step.saturating_mul(STEP_SECONDS)))
}

/// The latest of `steps` in which the device shows `code`.
///
/// SECURITY: looks at all of them, so that the time taken says nothing about which it was.
pub fn matching_step(
    seed: &Seed,
    code: &Secret<String>,
    steps: RangeInclusive<u64>,
) -> Option<u64> {
    let mut found = None;
    for step in steps {
        if code_at(seed, step).matches(code.expose().as_bytes()) {
            found = Some(step);
        }
    }
    found
}

/// The latest of `steps` in which the device shows `second`, having shown `first` in the step
/// before.
pub fn matching_pair(
    seed: &Seed,
    first: &Secret<String>,
    second: &Secret<String>,
    steps: RangeInclusive<u64>,
) -> Option<u64> {
    let mut found = None;
    for step in steps {
        let is_second = code_at(seed, step).matches(second.expose().as_bytes());
        let is_first = step
            .checked_sub(1)
            .is_some_and(|before| code_at(seed, before).matches(first.expose().as_bytes()));
        if is_first && is_second {
            found = Some(step);
        }
    }
    found
}

#[cfg(test)]
mod tests;
