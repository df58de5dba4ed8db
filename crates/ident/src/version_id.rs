//! The ids of an object's versions.

use std::{fmt, str::FromStr};

use crate::name::serde_as_text;

/// One version of an object: `null` for what was written while the bucket had no versioning, else
/// 32 letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(Box<str>);

/// The text is not the id of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of a version is `null` or has 32 letters and digits")]
pub struct ParseVersionIdError;

const NULL: &str = "null";

impl VersionId {
    /// The version that has no id of its own.
    pub fn null() -> Self {
        Self(NULL.into())
    }

    /// Whether this is the version that has no id of its own.
    pub fn is_null(&self) -> bool {
        &*self.0 == NULL
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for VersionId {
    type Err = ParseVersionIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_own = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if text == NULL || is_own {
            Ok(Self(text.into()))
        } else {
            Err(ParseVersionIdError)
        }
    }
}

impl TryFrom<String> for VersionId {
    type Error = ParseVersionIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(VersionId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_null_or_has_32_letters_and_digits() {
        let own = "3sL4kqtJlcpXroDTDmJrmSpXd3dIbrHY";
        for right in ["null", own] {
            assert_eq!(right.parse::<VersionId>().unwrap().as_str(), right);
        }
        assert!(VersionId::null().is_null() && !own.parse::<VersionId>().unwrap().is_null());
        for wrong in [
            "",
            "Null",
            "nul",
            "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrH",
            &own.repeat(2),
        ] {
            assert_eq!(
                wrong.parse::<VersionId>(),
                Err(ParseVersionIdError),
                "{wrong:?}"
            );
        }
    }
}
