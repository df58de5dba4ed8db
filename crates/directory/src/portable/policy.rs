//! Policies, managed and inline.

use iamd_ident::{Path, PolicyName, Tag, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::strict;
use crate::VersionNumber;

/// A managed policy of the account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortablePolicy {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: PolicyName,
    /// Its path.
    pub path: Path,
    /// What its maker wrote about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When its versions were changed last.
    pub updated: Timestamp,
    /// The version that counts.
    pub default_version: VersionNumber,
    /// The number of the next version.
    pub next_version: VersionNumber,
    /// Its versions, oldest first.
    pub versions: Vec<PortableVersion>,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
}

/// A version of a managed policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableVersion {
    /// Its number.
    pub number: VersionNumber,
    /// When it was made.
    pub created: Timestamp,
    /// Its text.
    pub document: String,
}

/// An inline policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableInlinePolicy {
    /// Its name.
    pub name: PolicyName,
    /// Its text.
    pub document: String,
}
