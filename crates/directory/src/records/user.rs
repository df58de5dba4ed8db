//! IAM users.

use iamd_ident::{AccessKeyId, Path, PolicyName, Tag, Timestamp, UniqueId, UserName};
use serde::{Deserialize, Serialize};

use super::{PolicyRef, record};

/// An IAM user. It is its own guard: whatever belongs to a user stands in one of its lists, and
/// each change of a list changes this record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: UserName,
    pub(crate) path: Path,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// At most two.
    #[serde(default)]
    pub(crate) access_keys: Vec<AccessKeyId>,
    /// In the order in which they were attached.
    #[serde(default)]
    pub(crate) attached_policies: Vec<PolicyRef>,
    /// In the order of their names.
    #[serde(default)]
    pub(crate) inline_policies: Vec<InlineEntry>,
}

record!(UserRecord, "a user");

/// An inline policy, as its user's record knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InlineEntry {
    pub(crate) name: PolicyName,
    /// Characters without white space: what counts against the quota.
    pub(crate) size: usize,
}

/// The text of an inline policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct InlinePolicyRecord {
    pub(crate) document: String,
}

record!(InlinePolicyRecord, "an inline policy");

/// Who has a name. Kept under the folded name, it makes names unique and gives lists their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UserNameRecord {
    pub(crate) id: UniqueId,
    /// The path, so that a list by prefix reads no user that it does not show.
    pub(crate) path: Path,
}

record!(UserNameRecord, "the name of a user");
