//! Why a session token is refused, and how often that happened.

use std::sync::atomic::{AtomicU64, Ordering};

use iamd_sigv4::SignatureError;

/// Why a session token proves nothing.
///
/// SECURITY: this is for the operator alone. A client is told that its token expired, or that it is
/// invalid, and nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TokenFault {
    /// It has fewer or more characters than any token.
    #[error("no token has this length")]
    WrongLength,
    /// The text is not Base64.
    #[error("it is not Base64")]
    NotBase64,
    /// It is of a version that this program does not know.
    #[error("its version is unknown")]
    UnknownVersion,
    /// The key that sealed it is not at hand: it was given up, or is another deployment's.
    #[error("the key that sealed it is not at hand")]
    UnknownKey,
    /// Its key did not seal it so.
    #[error("it was changed, or made by somebody else")]
    Forged,
    /// It is ours, and does not hold what a token holds.
    #[error("its content cannot be read")]
    Unreadable,
    /// It belongs to another access key than the one that signs.
    #[error("it belongs to another access key")]
    AnotherKeys,
    /// Its credentials have ended.
    #[error("its credentials have ended")]
    Expired,
    /// The user or role that the session hangs on is gone.
    #[error("the user or role behind it is gone")]
    OwnerGone,
}

impl TokenFault {
    /// Every reason, in the order in which they are looked for.
    pub const ALL: [Self; 9] = [
        Self::WrongLength,
        Self::NotBase64,
        Self::UnknownVersion,
        Self::UnknownKey,
        Self::Forged,
        Self::Unreadable,
        Self::AnotherKeys,
        Self::Expired,
        Self::OwnerGone,
    ];

    /// The reason as labels of numbers write it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WrongLength => "wrong_length",
            Self::NotBase64 => "not_base64",
            Self::UnknownVersion => "unknown_version",
            Self::UnknownKey => "unknown_key",
            Self::Forged => "forged",
            Self::Unreadable => "unreadable",
            Self::AnotherKeys => "another_keys",
            Self::Expired => "expired",
            Self::OwnerGone => "owner_gone",
        }
    }

    /// What the client is told.
    ///
    /// SOURCE: IAM User Guide, "Common errors"; S3 API Reference, "Error responses".
    pub(crate) fn told(self) -> SignatureError {
        match self {
            Self::Expired => SignatureError::ExpiredToken,
            Self::WrongLength
            | Self::NotBase64
            | Self::UnknownVersion
            | Self::UnknownKey
            | Self::Forged
            | Self::Unreadable
            | Self::AnotherKeys
            | Self::OwnerGone => SignatureError::InvalidToken,
        }
    }
}

/// How many tokens were refused, by reason, since the program started.
#[derive(Debug, Default)]
pub struct TokenRefusals([AtomicU64; TokenFault::ALL.len()]);

impl TokenRefusals {
    /// Counts one.
    pub(crate) fn count(&self, fault: TokenFault) {
        if let Some(counter) = self.0.get(fault as usize) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many were refused for this reason.
    pub fn of(&self, fault: TokenFault) -> u64 {
        let counter = self.0.get(fault as usize);
        counter.map_or(0, |counter| counter.load(Ordering::Relaxed))
    }

    /// Every reason with its number.
    pub fn iter(&self) -> impl Iterator<Item = (TokenFault, u64)> {
        TokenFault::ALL
            .into_iter()
            .map(|fault| (fault, self.of(fault)))
    }

    /// How many were refused altogether.
    pub fn total(&self) -> u64 {
        self.iter().map(|(_, number)| number).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_a_counter_of_its_own() {
        let refusals = TokenRefusals::default();
        for (place, fault) in TokenFault::ALL.into_iter().enumerate() {
            for _ in 0..=place {
                refusals.count(fault);
            }
        }
        let numbers: Vec<u64> = refusals.iter().map(|(_, number)| number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(refusals.total(), 45);
    }
}
