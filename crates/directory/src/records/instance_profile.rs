//! Instance profiles.

use iamd_ident::{InstanceProfileName, Path, Tag, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::record;

/// An instance profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct InstanceProfileRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: InstanceProfileName,
    pub(crate) path: Path,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// The role that is in it.
    #[serde(default)]
    pub(crate) role: Option<UniqueId>,
}

record!(InstanceProfileRecord, "an instance profile");
