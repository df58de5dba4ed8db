//! User groups.

use iamd_ident::{GroupName, Path, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::{InlineEntry, PolicyRef, record};

/// A user group. It is the guard of its policies, as a user's record is; that of its members is
/// [`GroupSizeRecord`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: GroupName,
    pub(crate) path: Path,
    pub(crate) created: Timestamp,
    /// In the order in which they were attached.
    #[serde(default)]
    pub(crate) attached_policies: Vec<PolicyRef>,
    /// In the order of their names.
    #[serde(default)]
    pub(crate) inline_policies: Vec<InlineEntry>,
}

record!(GroupRecord, "a group");

/// How many members a group has: the guard of its deletion. A record of its own, so that whoever
/// comes or goes leaves the policies of the others as they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct GroupSizeRecord {
    pub(crate) members: u32,
}

record!(GroupSizeRecord, "the number of members of a group");

/// That a user is in a group; the key says which in which.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MembershipRecord {
    pub(crate) added: Timestamp,
}

record!(MembershipRecord, "the membership of a user in a group");
