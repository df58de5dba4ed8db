//! Account ids.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A twelve-digit account id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(u64);

/// The text or number is not an account id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an account id has exactly 12 digits")]
pub struct ParseAccountIdError;

impl AccountId {
    const END: u64 = 1_000_000_000_000;

    /// The account with this number, which is shown with leading zeros.
    ///
    /// # Errors
    /// The number has more than twelve digits.
    pub const fn new(number: u64) -> Result<Self, ParseAccountIdError> {
        if number < Self::END {
            Ok(Self(number))
        } else {
            Err(ParseAccountIdError)
        }
    }

    /// A random account id, without a leading zero, as the ones that AWS shows in its examples.
    pub fn random(random: &dyn crate::Random) -> Self {
        const FIRST: u64 = 100_000_000_000;
        Self(FIRST + u64::from_be_bytes(random.bytes()) % (Self::END - FIRST))
    }

    /// The id as a number below 10¹².
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for AccountId {
    type Err = ParseAccountIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseAccountIdError);
        }
        text.parse().map(Self).map_err(|_| ParseAccountIdError)
    }
}

impl Serialize for AccountId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AccountId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_twelve_digits_are_an_account() {
        assert_eq!("000000000042".parse::<AccountId>().unwrap().number(), 42);
        for wrong in [
            "",
            "42",
            "1234567890123",
            "12345678901a",
            "+23456789012",
            "１23456789012",
        ] {
            assert_eq!(
                wrong.parse::<AccountId>(),
                Err(ParseAccountIdError),
                "{wrong}"
            );
        }
        assert!(AccountId::new(1_000_000_000_000).is_err());
    }
}
