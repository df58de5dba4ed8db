//! The ids that AWS gives: to entities, and to access keys.

use std::{fmt, str::FromStr};

use crate::{AccountId, Random};

/// The alphabet of Base32 (RFC 4648), in which AWS writes ids.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What a unique id identifies; its first four characters say it.
///
/// SOURCE: IAM User Guide, "IAM identifiers", table of unique id prefixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdKind {
    /// An IAM user.
    User,
    /// A user group.
    Group,
    /// A role.
    Role,
    /// A managed policy.
    ManagedPolicy,
    /// A version of a managed policy.
    PolicyVersion,
    /// An instance profile.
    InstanceProfile,
    /// A server or signing certificate.
    Certificate,
    /// An SSH public key.
    PublicKey,
    /// A service-specific credential.
    ServiceCredential,
}

impl IdKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::User,
        Self::Group,
        Self::Role,
        Self::ManagedPolicy,
        Self::PolicyVersion,
        Self::InstanceProfile,
        Self::Certificate,
        Self::PublicKey,
        Self::ServiceCredential,
    ];

    /// The four characters that ids of this kind begin with.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::User => "AIDA",
            Self::Group => "AGPA",
            Self::Role => "AROA",
            Self::ManagedPolicy => "ANPA",
            Self::PolicyVersion => "ANVA",
            Self::InstanceProfile => "AIPA",
            Self::Certificate => "ASCA",
            Self::PublicKey => "APKA",
            Self::ServiceCredential => "ACCA",
        }
    }
}

/// The id of an entity: never given twice, not even to a namesake created after a deletion.
///
/// Twenty-one characters: the prefix of its kind and seventeen random ones (85 bits).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UniqueId([u8; Self::LENGTH]);

/// The text is not a unique id of a known kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a unique id has 21 characters and begins with the prefix of its kind")]
pub struct ParseUniqueIdError;

impl UniqueId {
    /// How many characters an id has.
    pub const LENGTH: usize = 21;

    /// A fresh id.
    pub fn random(kind: IdKind, random: &dyn Random) -> Self {
        let mut id = [0; Self::LENGTH];
        random.fill(&mut id);
        // Masking to five bits keeps each of the 32 characters equally likely.
        for byte in &mut id {
            *byte = character(*byte);
        }
        for (place, byte) in id.iter_mut().zip(kind.prefix().bytes()) {
            *place = byte;
        }
        Self(id)
    }

    /// What the id identifies.
    pub fn kind(self) -> Option<IdKind> {
        IdKind::ALL
            .into_iter()
            .find(|kind| self.as_str().starts_with(kind.prefix()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn character(bits: u8) -> u8 {
    ALPHABET
        .get(usize::from(bits & 31))
        .copied()
        .unwrap_or(b'A')
}

impl fmt::Display for UniqueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for UniqueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for UniqueId {
    type Err = ParseUniqueIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = Self(text.as_bytes().try_into().map_err(|_| ParseUniqueIdError)?);
        let in_alphabet =
            id.0.iter()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if in_alphabet && id.kind().is_some() {
            Ok(id)
        } else {
            Err(ParseUniqueIdError)
        }
    }
}

impl TryFrom<String> for UniqueId {
    type Error = ParseUniqueIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

crate::name::serde_as_text!(UniqueId);

/// The id of an access key: `AKIA…` for a long-term key, `ASIA…` for temporary credentials.
///
/// As at AWS, the sixteen characters behind the prefix hold the account: Base32 of 80 bits, of
/// which bits 1 to 40 are the account id, and the others random.
/// SOURCE: observed of AWS's keys (ids made since 2019), widely published.
///
/// Development mode and imports bring ids of other forms, such as `test`: 3 to 128 characters of
/// `[A-Za-z0-9_]`. These hold no account.
/// SOURCE: IAM API Reference, `accessKeyIdType`: 16 to 128 characters of `\w`; the shorter ones are
/// what emulators are used with.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccessKeyId(Box<str>);

/// The text cannot be the id of an access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an access key id has 3 to 128 letters, digits and underscores")]
pub struct ParseAccessKeyIdError;

impl AccessKeyId {
    const LONG_TERM: &str = "AKIA";
    const TEMPORARY: &str = "ASIA";
    const LENGTH: usize = 20;
    /// Where the account stands among the 80 bits, from the right.
    const ACCOUNT_SHIFT: u32 = 39;
    const ACCOUNT_MASK: u128 = (1 << 40) - 1;

    /// A fresh id of a long-term key.
    pub fn long_term(account: AccountId, random: &dyn Random) -> Self {
        Self::encode(Self::LONG_TERM, account, random)
    }

    /// A fresh id of temporary credentials.
    pub fn temporary(account: AccountId, random: &dyn Random) -> Self {
        Self::encode(Self::TEMPORARY, account, random)
    }

    fn encode(prefix: &str, account: AccountId, random: &dyn Random) -> Self {
        let chance = u128::from_be_bytes(random.bytes());
        // The topmost of the 80 bits is set, as it is in the ids that AWS gives today.
        let high = 1 << 79;
        let low = chance & ((1 << Self::ACCOUNT_SHIFT) - 1);
        let bits = high | u128::from(account.number()) << Self::ACCOUNT_SHIFT | low;
        let fives = (0..16)
            .rev()
            .map(|place| u8::try_from(bits >> (place * 5) & 31).unwrap_or(0));
        let body = fives.map(|five| char::from(character(five)));
        Self(prefix.chars().chain(body).collect::<String>().into())
    }

    /// The account that the id holds, if it has the form that AWS gives.
    pub fn account(&self) -> Option<AccountId> {
        if self.0.len() != Self::LENGTH || !(self.is_long_term() || self.is_temporary()) {
            return None;
        }
        let bits = self.0.bytes().skip(4).try_fold(0_u128, |bits, byte| {
            let place = ALPHABET.iter().position(|character| *character == byte)?;
            Some(bits << 5 | place as u128)
        })?;
        let number = bits >> Self::ACCOUNT_SHIFT & Self::ACCOUNT_MASK;
        AccountId::new(u64::try_from(number).ok()?).ok()
    }

    /// Whether the id says that it belongs to a long-term key.
    pub fn is_long_term(&self) -> bool {
        self.0.starts_with(Self::LONG_TERM)
    }

    /// Whether the id says that it belongs to temporary credentials.
    pub fn is_temporary(&self) -> bool {
        self.0.starts_with(Self::TEMPORARY)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AccessKeyId {
    type Error = ParseAccessKeyIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let word = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if word && (3..=128).contains(&text.len()) {
            Ok(Self(text.into()))
        } else {
            Err(ParseAccessKeyIdError)
        }
    }
}

impl FromStr for AccessKeyId {
    type Err = ParseAccessKeyIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

crate::name::serde_as_text!(AccessKeyId);

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Counts instead of throwing dice.
    struct Counting(AtomicU8);

    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(37, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn ids_say_what_they_identify_and_read_back() {
        let random = Counting(AtomicU8::new(3));
        for kind in IdKind::ALL {
            let id = UniqueId::random(kind, &random);
            assert_eq!(id.as_str().len(), 21);
            assert_eq!(id.kind(), Some(kind));
            assert_eq!(id.as_str().parse(), Ok(id));
        }
        assert!("AIDA".parse::<UniqueId>().is_err());
        assert!("ABCDQ2UWEXAMPLEQ2UWEX".parse::<UniqueId>().is_err());
    }

    #[test]
    fn access_key_ids_hold_their_account() {
        let random = Counting(AtomicU8::new(0));
        for number in [0, 1, 123_456_789_012, 999_999_999_999] {
            let account = AccountId::new(number).unwrap();
            for id in [
                AccessKeyId::long_term(account, &random),
                AccessKeyId::temporary(account, &random),
            ] {
                assert_eq!(id.as_str().len(), 20);
                assert_eq!(id.account(), Some(account), "{id}");
                assert_eq!(id.as_str().parse(), Ok(id));
            }
        }
    }

    #[test]
    fn an_access_key_id_of_aws_shows_its_account() {
        // SOURCE: the example of the published descriptions of this encoding.
        let id: AccessKeyId = "ASIAQNZGKIQY56JQ7WML".parse().unwrap();
        assert_eq!(id.account(), Some("029608264753".parse().unwrap()));
        let other: AccessKeyId = "test".parse().unwrap();
        assert_eq!(other.account(), None);
    }
}
