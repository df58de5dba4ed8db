//! The ids of buckets.

use std::{fmt, str::FromStr};

use crate::{Random, name::serde_as_text};

/// What tells a bucket from one that has its name at another time: 32 random hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BucketId(Box<str>);

/// The text is not the id of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of a bucket has 32 lower-case hexadecimal digits")]
pub struct ParseBucketIdError;

impl BucketId {
    /// A fresh id.
    pub fn random(random: &dyn Random) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(random.bytes())).into())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BucketId {
    type Err = ParseBucketIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(is_digit) {
            Ok(Self(text.into()))
        } else {
            Err(ParseBucketIdError)
        }
    }
}

impl TryFrom<String> for BucketId {
    type Error = ParseBucketIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for BucketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(BucketId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_32_lower_case_digits() {
        let right = "00112233445566778899aabbccddeeff";
        assert_eq!(right.parse::<BucketId>().unwrap().as_str(), right);
        for wrong in [
            "",
            "0011",
            "00112233445566778899AABBCCDDEEFF",
            "00112233445566778899aabbccddeefg",
            "00112233445566778899aabbccddeeff0",
        ] {
            assert_eq!(
                wrong.parse::<BucketId>(),
                Err(ParseBucketIdError),
                "{wrong:?}"
            );
        }
    }
}
