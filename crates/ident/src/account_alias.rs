//! Aliases of accounts.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use crate::{AccountId, name::serde_as_text};

/// The name of an account for people: unique on the server, and typed in the place of the account's
/// id by whoever signs in.
///
/// SOURCE: IAM API Reference, `CreateAccountAlias`; IAM User Guide, "Use an alias for your AWS
/// account ID".
///
/// SECURITY: no alias has the form of an account's id, so that none is taken for another account.
///
/// ```
/// use iamd_ident::AccountAlias;
///
/// assert!("example-corp".parse::<AccountAlias>().is_ok());
/// for wrong in ["ab", "Example", "-a-b", "a-b-", "a--b", "123456789012"] {
///     assert!(wrong.parse::<AccountAlias>().is_err(), "{wrong}");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountAlias(Box<str>);

/// The text is not the alias of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an alias has 3 to 63 lower-case letters, digits and single hyphens, and is no account id")]
pub struct InvalidAccountAlias;

impl AccountAlias {
    /// The fewest and the most characters of an alias.
    pub const LENGTHS: RangeInclusive<usize> = 3..=63;

    /// The alias.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_alias(text: &str) -> bool {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        !word.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    AccountAlias::LENGTHS.contains(&text.len())
        && text.split('-').all(is_word)
        && text.parse::<AccountId>().is_err()
}

impl FromStr for AccountAlias {
    type Err = InvalidAccountAlias;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_alias(text) {
            Ok(Self(text.into()))
        } else {
            Err(InvalidAccountAlias)
        }
    }
}

impl TryFrom<String> for AccountAlias {
    type Error = InvalidAccountAlias;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for AccountAlias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(AccountAlias);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold_at_their_edges() {
        for right in [
            "abc",
            "0-0",
            "12345678901",
            "1234567890123",
            &"x".repeat(63),
        ] {
            assert_eq!(right.parse::<AccountAlias>().unwrap().as_str(), right);
        }
        for wrong in [
            "",
            "ab",
            "---",
            "a_b",
            "a.b",
            "äbc",
            "a b",
            "abc\0",
            &"x".repeat(64),
        ] {
            assert!(wrong.parse::<AccountAlias>().is_err(), "{wrong:?}");
        }
    }
}
