//! The command that sends a backup.

use std::collections::BTreeMap;

use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

/// Send a backup of everything.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupCommand {
    /// With the bytes of large objects, too.
    pub with_objects: bool,
    /// Leave out what is damaged, instead of making none.
    pub leave_out_damaged: bool,
}

/// The backup was sent whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupAnswer {
    /// The moment that it shows.
    pub made: Timestamp,
    /// Whether the bytes of large objects are in it.
    pub with_objects: bool,
    /// Its length.
    pub bytes: u64,
    /// The records of each store.
    pub records: BTreeMap<String, u64>,
    /// Files with bytes of objects.
    pub files: u64,
    /// Their bytes.
    pub file_bytes: u64,
    /// Records and files that are damaged and were left out.
    pub left_out: u64,
    /// For how long no change could be made.
    pub held_microseconds: u64,
}
