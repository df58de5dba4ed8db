//! What a phone's authenticator does: read the QR code of a device once, then show its codes.

use std::time::Duration;

use totp_rs::TOTP;

use crate::qr_code::{QrCode, QrFault};

/// How the addresses begin that authenticators understand.
const SCHEME: &str = "otpauth://totp/";
/// How long a code lasts at most.
///
/// LIMIT: the next code is waited for, and a QR code could say that this takes a year.
const STEP_SECONDS_MAX: u64 = 120;

/// A device that was scanned, and its codes.
///
/// SECURITY: it holds the seed, so it has no `Debug`.
pub struct Authenticator(TOTP);

impl Authenticator {
    /// Takes the seed from the QR code of a device.
    ///
    /// # Errors
    /// The QR code is not that of such a device.
    pub fn scan(code: &QrCode) -> Result<Self, QrFault> {
        if !code.content.starts_with(SCHEME) {
            return Err(QrFault::NoSeed);
        }
        // The error of the library may name the seed.
        let totp = TOTP::from_url(&code.content).map_err(|_| QrFault::NoSeed)?;
        if !(1..=STEP_SECONDS_MAX).contains(&totp.step) {
            return Err(QrFault::NoSeed);
        }
        Ok(Self(totp))
    }

    /// The number of the step in which a moment lies, counted since 1970.
    pub fn step_at(&self, since_1970: Duration) -> u64 {
        since_1970.as_secs().checked_div(self.0.step).unwrap_or(0)
    }

    /// The code of a step.
    pub fn code(&self, step: u64) -> String {
        self.0.generate(step.saturating_mul(self.0.step))
    }

    /// How long it takes from a moment to the beginning of a step; nothing if it has begun.
    pub fn until_step(&self, step: u64, since_1970: Duration) -> Duration {
        let begins = Duration::from_secs(step.saturating_mul(self.0.step));
        begins.saturating_sub(since_1970)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SOURCE: RFC 6238, Appendix B, whose seed this is.
    const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn scan(content: &str) -> Result<Authenticator, QrFault> {
        let qr_code = QrCode::with_content(content);
        Authenticator::scan(&qr_code)
    }

    #[track_caller]
    fn scanned(parameters: &str) -> Authenticator {
        scan(&format!(
            "otpauth://totp/Example%20Inc:Bob@1?secret={SEED}{parameters}"
        ))
        .unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let authenticator = scanned("&issuer=Example%20Inc");
            let step = authenticator.step_at(Duration::from_secs(seconds));
            assert_eq!(authenticator.code(step), code, "{seconds}");
        }
        assert_eq!(scanned("&digits=8").code(1), "94287082");
    }

    #[test]
    fn a_step_begins_when_the_one_before_ends() {
        let authenticator = scanned("");
        let now = Duration::from_millis(89_250);
        assert_eq!(authenticator.step_at(now), 2);
        let wait = authenticator.until_step(3, now);
        assert_eq!(wait, Duration::from_millis(750));
        assert_eq!(authenticator.step_at(now + wait), 3);
        assert_eq!(authenticator.until_step(2, now), Duration::ZERO);
    }

    #[test]
    fn other_contents_are_refused_without_being_named() {
        for content in [
            "",
            "https://example.com/",
            "otpauth:totp",
            "otpauth://hotp/Bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "otpauth://totp/Bob",
            "otpauth://totp/Bob?secret=GEZDGNBVGY3TQOJ",
            "otpauth://totp/Bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=99",
            "otpauth://totp/Bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=0",
            "otpauth://totp/Bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=121",
        ] {
            let fault = scan(content).err().unwrap().to_string();
            assert!(!fault.contains("GEZD"), "{fault}");
        }
    }
}
