//! IAM roles.

use iamd_ident::{AccountId, Path, RoleName, Tag, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::{InlineEntry, PolicyRef, record};

/// An IAM role. It is its own guard: whatever belongs to a role stands in one of its lists, and
/// each change of a list changes this record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RoleRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: RoleName,
    pub(crate) path: Path,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) description: Option<String>,
    pub(crate) max_session_seconds: u32,
    pub(crate) trust: TrustRecord,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// In the order in which they were attached.
    #[serde(default)]
    pub(crate) attached_policies: Vec<PolicyRef>,
    /// In the order of their names.
    #[serde(default)]
    pub(crate) inline_policies: Vec<InlineEntry>,
    #[serde(default)]
    pub(crate) permissions_boundary: Option<PolicyRef>,
    /// The instance profiles that it is in.
    #[serde(default)]
    pub(crate) instance_profiles: Vec<UniqueId>,
    /// The service that the role is linked to, such as `ecs.amazonaws.com`.
    #[serde(default)]
    pub(crate) service: Option<String>,
}

record!(RoleRecord, "a role");

/// Who may assume a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TrustRecord {
    /// The text as it came.
    pub(crate) document: String,
    /// The users and roles that the text names, in its order.
    #[serde(default)]
    pub(crate) principals: Vec<NamedEntityRecord>,
}

/// A user or role whom a policy names: by the id that it had when the policy was saved, so that a
/// namesake who comes later is not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedEntityRecord {
    /// Where the name stands: how many bytes of the text are before its quotation mark.
    pub(crate) offset: u32,
    pub(crate) account: AccountId,
    pub(crate) id: UniqueId,
    /// Whether nobody is meant: the policy was imported, and there was nobody of that name. The id is
    /// nobody's.
    #[serde(default)]
    pub(crate) is_unknown: bool,
}

/// The deletions of service-linked roles that were asked for last, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RoleDeletionsRecord {
    pub(crate) tasks: Vec<String>,
}

record!(RoleDeletionsRecord, "the deletions of service-linked roles");
