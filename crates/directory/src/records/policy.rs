//! Managed policies, AWS's and customers'.

use std::{fmt, str::FromStr};

use iamd_ident::{Path, PolicyName, Tag, Timestamp, UniqueId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::record;

/// A managed policy of a customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: PolicyName,
    pub(crate) path: Path,
    pub(crate) description: Option<String>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) default_version: VersionNumber,
    /// The number of the next version; numbers are not given twice.
    pub(crate) next_version: VersionNumber,
    /// At most five, oldest first.
    pub(crate) versions: Vec<VersionEntry>,
    pub(crate) attachment_count: u32,
    /// How many users and roles it is the permissions boundary of.
    #[serde(default)]
    pub(crate) boundary_count: u32,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
}

record!(PolicyRecord, "a managed policy");

/// A version, as its policy's record knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionEntry {
    pub(crate) number: VersionNumber,
    pub(crate) created: Timestamp,
}

/// The text of a version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyVersionRecord {
    pub(crate) document: String,
}

record!(PolicyVersionRecord, "a version of a managed policy");

/// Which policy has a name. Kept under the folded name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyNameRecord {
    pub(crate) id: UniqueId,
    pub(crate) path: Path,
}

record!(PolicyNameRecord, "the name of a managed policy");

/// What an account knows of a policy that AWS manages.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct AwsPolicyRecord {
    pub(crate) attachment_count: u32,
    #[serde(default)]
    pub(crate) boundary_count: u32,
}

record!(AwsPolicyRecord, "the uses of an AWS managed policy");

/// That a policy is attached to an entity, or is its permissions boundary; the key says of which.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AttachmentRecord {
    pub(crate) attached: Timestamp,
}

record!(AttachmentRecord, "an attachment");

/// The number of a policy's version, written `v1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionNumber(u32);

impl VersionNumber {
    /// The version that a policy is created with.
    pub const FIRST: Self = Self(1);

    /// The version with this number.
    pub(crate) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// The version after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

/// The text names no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version is written as v and a number, such as v1")]
pub struct ParseVersionError;

impl FromStr for VersionNumber {
    type Err = ParseVersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('v').ok_or(ParseVersionError)?;
        let number: u32 = digits.parse().map_err(|_| ParseVersionError)?;
        // `+1` and `01` parse as numbers, but name no version.
        if number.to_string() == digits {
            Ok(Self(number))
        } else {
            Err(ParseVersionError)
        }
    }
}

/// A managed policy: a customer's by its id, AWS's by its path and name. Both outlive the policy's
/// ARN, which has the partition in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PolicyRef {
    /// A policy of the account.
    Customer(UniqueId),
    /// A policy that AWS manages, such as `/service-role/AWSLambdaRole`.
    Aws(Box<str>),
}

impl fmt::Display for PolicyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Customer(id) => fmt::Display::fmt(id, f),
            Self::Aws(path_and_name) => write!(f, "aws{path_and_name}"),
        }
    }
}

impl Serialize for PolicyRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PolicyRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.strip_prefix("aws") {
            Some(path_and_name) => Ok(Self::Aws(path_and_name.into())),
            None => text.parse().map(Self::Customer).map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_written_one_way() {
        assert_eq!("v12".parse(), Ok(VersionNumber(12)));
        assert_eq!(VersionNumber(12).to_string(), "v12");
        for wrong in ["", "v", "12", "v01", "v+1", "v-1", "V1", "v4294967296"] {
            assert_eq!(
                wrong.parse::<VersionNumber>(),
                Err(ParseVersionError),
                "{wrong}"
            );
        }
    }

    #[test]
    fn references_read_back() {
        let id = "ANPAQ2UWEXAMPLEQ2UWEX".parse().unwrap();
        for policy in [
            PolicyRef::Customer(id),
            PolicyRef::Aws("/job-function/X".into()),
        ] {
            let bytes = rmp_serde::to_vec_named(&policy).unwrap();
            assert_eq!(rmp_serde::from_slice::<PolicyRef>(&bytes).unwrap(), policy);
        }
    }
}
