//! The keys of objects.

use std::{fmt, str::FromStr};

use crate::name::serde_as_text;

/// The key of an object: any text of 1 to 1024 bytes. Keys sort by their bytes.
///
/// SOURCE: S3 User Guide, "Naming Amazon S3 objects".
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectKey(Box<str>);

/// The text is not the key of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidObjectKey {
    /// It is empty.
    #[error("the key is empty")]
    Empty,
    /// It is too long.
    #[error("the key has more than {} bytes", ObjectKey::BYTES_MAX)]
    TooLong {
        /// How many bytes it has.
        bytes: usize,
    },
}

impl ObjectKey {
    /// The most bytes that a key may have.
    pub const BYTES_MAX: usize = 1024;

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ObjectKey {
    type Err = InvalidObjectKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.len() {
            0 => Err(InvalidObjectKey::Empty),
            1..=Self::BYTES_MAX => Ok(Self(text.into())),
            bytes => Err(InvalidObjectKey::TooLong { bytes }),
        }
    }
}

impl TryFrom<String> for ObjectKey {
    type Error = InvalidObjectKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(ObjectKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_any_text_of_so_many_bytes() {
        for right in [
            "a",
            "\0",
            "/",
            "..",
            "é",
            &"x".repeat(1024),
            &"é".repeat(512),
        ] {
            assert_eq!(right.parse::<ObjectKey>().unwrap().as_str(), right);
        }
        assert_eq!("".parse::<ObjectKey>(), Err(InvalidObjectKey::Empty));
        for (long, bytes) in [("x".repeat(1025), 1025), ("é".repeat(513), 1026)] {
            let parsed = long.parse::<ObjectKey>();
            assert_eq!(parsed, Err(InvalidObjectKey::TooLong { bytes }));
        }
    }

    #[test]
    fn keys_sort_by_their_bytes() {
        let key = |text: &str| text.parse::<ObjectKey>().unwrap();
        let sorted = ["\0", "a", "a\0", "a/", "a0", "é", "\u{ffff}", "\u{10000}"].map(key);
        assert!(sorted.is_sorted());
    }
}
