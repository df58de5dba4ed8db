//! Thumbprints: SHA-1 checksums of the certificates that vouch for an OpenID Connect provider's host.

use serde::{Deserialize, Serialize};

/// The most thumbprints that a provider may have.
///
/// LIMIT, SOURCE: IAM API Reference, `CreateOpenIDConnectProvider`: up to five. AWS's text says
/// `fewer than 5`, and yet takes five (observed).
pub const THUMBPRINTS_MAX: usize = 5;

/// How many characters one has: twenty bytes in hexadecimal.
const THUMBPRINT_CHARACTERS: usize = 40;

/// The thumbprints of a provider in lower case, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Thumbprints(Vec<String>);

/// The texts cannot be the thumbprints of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidThumbprints {
    /// There are more than [`THUMBPRINTS_MAX`].
    #[error("a provider has at most {THUMBPRINTS_MAX} thumbprints")]
    TooMany,
    /// One is not as long as a thumbprint is.
    #[error("a thumbprint has {THUMBPRINT_CHARACTERS} characters")]
    Length,
}

impl Thumbprints {
    /// The thumbprints as texts.
    pub fn into_texts(self) -> Vec<String> {
        self.0
    }
}

impl TryFrom<Vec<String>> for Thumbprints {
    type Error = InvalidThumbprints;

    /// SOURCE: observed: AWS keeps them in lower case, and does not look whether they are hexadecimal.
    /// One that is not is the checksum of no certificate.
    fn try_from(texts: Vec<String>) -> Result<Self, InvalidThumbprints> {
        if texts.len() > THUMBPRINTS_MAX {
            return Err(InvalidThumbprints::TooMany);
        }
        if texts
            .iter()
            .any(|text| text.chars().count() != THUMBPRINT_CHARACTERS)
        {
            return Err(InvalidThumbprints::Length);
        }
        let lower = texts.into_iter().map(|text| text.to_ascii_lowercase());
        Ok(Self(lower.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_kept_in_lower_case() {
        let texts = vec!["AbCd".repeat(10), "f".repeat(40)];
        let kept = Thumbprints::try_from(texts).unwrap();
        assert_eq!(kept.into_texts(), ["abcd".repeat(10), "f".repeat(40)]);
    }

    #[test]
    fn five_of_forty_characters_are_the_most() {
        let many = |count| vec!["a".repeat(40); count];
        assert!(Thumbprints::try_from(many(5)).is_ok());
        assert_eq!(
            Thumbprints::try_from(many(6)),
            Err(InvalidThumbprints::TooMany)
        );
        for length in [0, 39, 41] {
            let wrong = vec!["a".repeat(length)];
            assert_eq!(
                Thumbprints::try_from(wrong),
                Err(InvalidThumbprints::Length)
            );
        }
    }
}
