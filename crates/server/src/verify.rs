//! `iamd verify`: is everything in a data directory what was written, and does it agree?
//!
//! ```text
//! running   control socket ─▶ snapshots of the open stores, pages of the files as they are now
//! stopped   an overlay: the files opened for reading, every change in memory
//!              │
//!              ├─ keyring        opens, both copies
//!              ├─ directory      pages, every record, every invariant between them
//!              ├─ objects        pages, every record, every blob
//!              ├─ both           each bucket is known on both sides
//!              └─ audit log      the chain
//! ```
//!
//! INVARIANT: nothing on the disk is changed by looking at it, and nothing that is wrong with one
//! part keeps the others from being looked at.

mod buckets;
mod notes;
pub(crate) mod pages;
pub(crate) mod parts;
mod stopped;

use iamd_objects::VerifyDepth;
use serde::{Deserialize, Serialize};

pub(crate) use self::notes::Notes;
pub use self::stopped::{StoppedError, stopped};

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Every record, and the length of every blob.
    Records,
    /// Every byte of every object as well, but of those whose keys only their writers hold.
    Objects,
}

impl From<Depth> for VerifyDepth {
    fn from(depth: Depth) -> Self {
        match depth {
            Depth::Records => Self::Lengths,
            Depth::Objects => Self::Bytes,
        }
    }
}

/// Something that is wrong, as an operator is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// `damage` or `warning`.
    pub severity: Severity,
    /// The file, in the data directory.
    pub file: String,
    /// The table of the record, if it is about one.
    pub table: Option<String>,
    /// Its key.
    pub key: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub advice: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something is lost, or is not what it should be.
    Damage,
    /// Nothing is lost; something lies about that nobody needs, or should be looked at.
    Warning,
}

/// What was looked at, and how much is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// How much is damaged.
    pub damage: u64,
    /// How many warnings there are.
    pub warnings: u64,
    /// How many of both are counted and not told of.
    pub untold: u64,
    /// Records of the directory.
    pub directory_records: u64,
    /// Records of the index of objects.
    pub object_records: u64,
    /// Blobs of objects.
    pub blobs: u64,
    /// Bytes of objects that were read and found to be what was written.
    pub bytes_read: u64,
    /// Blobs that were not read, as only their writers hold the keys.
    pub unread_blobs: u64,
    /// Events of the audit log.
    pub audit_events: u64,
    /// Whether a server ran with the data directory.
    pub running: bool,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was looked at, and how much is wrong.
    pub totals: Totals,
    /// What is wrong.
    pub found: Vec<Found>,
}

impl Report {
    /// Whether nothing is damaged. Warnings are no damage.
    pub fn is_sound(&self) -> bool {
        self.totals.damage == 0
    }
}

/// What to do about what only a backup brings back.
const RESTORE: &str = "restore a backup";
