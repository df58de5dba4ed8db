//! ETags.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What tells one content of an object from another: the MD5 of the bytes in hexadecimal digits,
/// or, of an object that was uploaded in parts, the MD5 of the parts' MD5s and their number
/// (`…-3`). Where the caller holds the key, something that follows from both, so that a listing
/// tells nothing of the bytes.
///
/// SOURCE: S3 API Reference, "Object", ETag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ETag(Box<str>);

impl ETag {
    pub(crate) fn of(md5: [u8; 16]) -> Self {
        Self(hex(md5).into())
    }

    pub(crate) fn of_parts(md5: [u8; 16], parts: usize) -> Self {
        Self(format!("{}-{parts}", hex(md5)).into())
    }

    /// The ETag without quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The sixteen bytes of one that is of one piece.
    pub(crate) fn md5(&self) -> Option<[u8; 16]> {
        let number = u128::from_str_radix(&self.0, 16).ok()?;
        (self.0.len() == 32).then(|| number.to_be_bytes())
    }
}

fn hex(md5: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(md5))
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As clients write it: with quotes or without.
impl FromStr for ETag {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bare = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        Ok(Self(bare.unwrap_or(text).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_do_not_matter() {
        let one: ETag = "\"abc-2\"".parse().unwrap();
        assert_eq!(one, "abc-2".parse().unwrap());
        assert_eq!(one.as_str(), "abc-2");
    }

    #[test]
    fn an_etag_of_one_piece_is_its_md5() {
        let md5 = [0x0f; 16];
        assert_eq!(ETag::of(md5).md5(), Some(md5));
        assert_eq!(ETag::of_parts(md5, 3).md5(), None);
        assert_eq!(
            ETag::of_parts(md5, 3).as_str(),
            format!("{}-3", "0f".repeat(16))
        );
    }
}
