//! Accounts as S3 calls them.

use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

use crate::AccountId;

/// The canonical user id of an account: 64 hexadecimal digits, by which S3 names owners and bucket
/// policies may name accounts.
///
/// It is a function of the account's id, and tells that id: nothing need be stored to find one by
/// the other. It is no secret.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CanonicalUserId {
    text: Box<str>,
    account: AccountId,
}

/// The text is not the canonical user id of an account of this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is not the canonical user id of an account")]
pub struct ParseCanonicalUserIdError;

impl CanonicalUserId {
    /// How many digits an id has.
    const LENGTH: usize = 64;

    /// The id of an account.
    pub fn of(account: AccountId) -> Self {
        let first = account.number() ^ MASK;
        let others = std::iter::successors(Some(first), |word| Some(mixed(*word)));
        let words = others.skip(1).take(3).chain([mixed(first) ^ first]);
        let text = words.fold(String::with_capacity(Self::LENGTH), |mut text, word| {
            // A string takes all that is written to it.
            let _ = write!(text, "{word:016x}");
            text
        });
        Self {
            text: text.into(),
            account,
        }
    }

    /// The account.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Any number: it keeps small accounts from having ids that begin alike.
const MASK: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads the bits of a number over all of it.
///
/// SOURCE: the finalizer of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators").
fn mixed(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

impl FromStr for CanonicalUserId {
    type Err = ParseCanonicalUserIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The first word mixes what the last word hides: together they tell the account.
        let word = |start: usize| {
            let digits = text.get(start..start + 16)?;
            u64::from_str_radix(digits, 16).ok()
        };
        let account = word(0)
            .zip(word(48))
            .map(|(first, last)| first ^ last ^ MASK);
        let account = account.and_then(|number| AccountId::new(number).ok());
        let id = account.map(Self::of).ok_or(ParseCanonicalUserIdError)?;
        if id.as_str() == text {
            Ok(id)
        } else {
            Err(ParseCanonicalUserIdError)
        }
    }
}

impl fmt::Display for CanonicalUserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for CanonicalUserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_account() {
        for number in [0, 1, 42, 123_456_789_012, 999_999_999_999] {
            let account = AccountId::new(number).unwrap();
            let id = CanonicalUserId::of(account);
            assert_eq!(id.as_str().len(), 64);
            assert_eq!(
                id.as_str().parse::<CanonicalUserId>().unwrap().account(),
                account
            );
        }
    }

    #[test]
    fn any_other_text_is_none() {
        let id = CanonicalUserId::of(AccountId::new(7).unwrap()).to_string();
        let other = id.replace(id.get(20..21).unwrap(), "g");
        for wrong in [
            "",
            &id.to_uppercase(),
            &other,
            id.get(..63).unwrap(),
            &format!("{id}0"),
        ] {
            assert!(wrong.parse::<CanonicalUserId>().is_err(), "{wrong}");
        }
    }
}
