//! Why nobody is known to have sent requests, counted.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use iamd_sigv4::{BodyError, S3Fault, SignatureError, SignaturePlace};

use super::{AuthenticationError, Authenticator};

/// Why nobody is known to have sent a request, as far as the operator counts it.
///
/// SECURITY: this tells more than the client is told: an unknown key and a wrong token get the same
/// answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unproved {
    /// Nothing claims to be a signature, where one is needed.
    Unsigned,
    /// What claims to be a signature has no form that could be verified, or is for another service.
    Malformed,
    /// The signature is too old, or not yet current.
    Clock,
    /// There is no such access key, or it is not active.
    UnknownKey,
    /// The session token is not good. [`TokenRefusals`](crate::TokenRefusals) tells why.
    Token,
    /// The signature is wrong.
    Signature,
    /// The body is not the one that was signed.
    Payload,
    /// Keys could not be read.
    Failed,
}

impl Unproved {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Unsigned,
        Self::Malformed,
        Self::Clock,
        Self::UnknownKey,
        Self::Token,
        Self::Signature,
        Self::Payload,
        Self::Failed,
    ];

    /// The reason as labels of numbers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Malformed => "malformed",
            Self::Clock => "clock",
            Self::UnknownKey => "unknown_key",
            Self::Token => "token",
            Self::Signature => "signature",
            Self::Payload => "payload",
            Self::Failed => "failed",
        }
    }

    fn of(error: &SignatureError) -> Self {
        match error {
            SignatureError::MissingToken => Self::Unsigned,
            SignatureError::UnknownAccessKey => Self::UnknownKey,
            SignatureError::InvalidToken | SignatureError::ExpiredToken => Self::Token,
            SignatureError::Expired { .. }
            | SignatureError::NotYetCurrent { .. }
            | SignatureError::UrlExpired { .. } => Self::Clock,
            SignatureError::Mismatch
            | SignatureError::HostNotSigned
            | SignatureError::HeadersNotSigned { .. } => Self::Signature,
            SignatureError::PayloadMismatch => Self::Payload,
            _ => Self::Malformed,
        }
    }
}

/// How many requests nobody is known to have sent, by reason, since the program started.
#[derive(Debug, Default)]
pub struct UnprovedCounts([AtomicU64; Unproved::ALL.len()]);

impl UnprovedCounts {
    /// Every reason with its number.
    pub fn iter(&self) -> impl Iterator<Item = (Unproved, u64)> {
        let counts = self.0.iter().map(|count| count.load(Relaxed));
        Unproved::ALL.into_iter().zip(counts)
    }

    fn count(&self, reason: Unproved) {
        if let Some(count) = self.0.get(reason as usize) {
            count.fetch_add(1, Relaxed);
        }
    }
}

impl Authenticator {
    /// How many requests nobody is known to have sent, and why.
    pub fn unproved(&self) -> &UnprovedCounts {
        &self.unproved
    }

    /// Counts an error that authentication ends with.
    pub(super) fn count(&self, error: &AuthenticationError) {
        self.unproved.count(match error {
            AuthenticationError::Signature(error) => Unproved::of(error),
            AuthenticationError::S3(_) | AuthenticationError::FormPolicy(_) => Unproved::Malformed,
            AuthenticationError::Port(_) => Unproved::Failed,
        });
    }

    /// Counts the error of a signature for S3, and gives it in S3's words.
    pub(super) fn in_s3_words(
        &self,
        error: &SignatureError,
        place: SignaturePlace,
        access_key_id: Option<&str>,
    ) -> S3Fault {
        self.unproved.count(Unproved::of(error));
        error.s3_fault(place, access_key_id)
    }

    /// The same of any error that is not in S3's words yet.
    pub(super) fn of_s3(
        &self,
        error: AuthenticationError,
        place: SignaturePlace,
        access_key_id: &str,
    ) -> AuthenticationError {
        self.count(&error);
        error.of_s3(place, access_key_id)
    }

    /// Counts what a head says of its body and cannot be.
    pub(super) fn malformed_body(&self, error: BodyError) -> AuthenticationError {
        self.unproved.count(Unproved::Malformed);
        error.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_a_counter_of_its_own() {
        let counts = UnprovedCounts::default();
        for (place, reason) in Unproved::ALL.into_iter().enumerate() {
            (0..=place).for_each(|_| counts.count(reason));
        }
        let numbers: Vec<u64> = counts.iter().map(|(_, number)| number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn errors_are_counted_as_what_they_are() {
        let authenticator = Authenticator::default();
        for error in [SignatureError::Mismatch, SignatureError::InvalidToken] {
            authenticator.count(&error.clone().into());
            let _ = authenticator.in_s3_words(&error, SignaturePlace::Header, None);
        }
        let counted: Vec<_> = authenticator
            .unproved()
            .iter()
            .filter(|(_, number)| *number > 0)
            .collect();
        assert_eq!(counted, [(Unproved::Token, 2), (Unproved::Signature, 2)]);
    }
}
