//! The keys that session tokens are sealed with.

use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

use super::record;

/// All sealing keys, the newest first. One record, so that of two who rotate at once one wins.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SealingKeysRecord {
    pub(crate) keys: Vec<SealingKeyEntry>,
}

record!(SealingKeysRecord, "the sealing keys");

/// A sealing key. It is the current one until the next newer one was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SealingKeyEntry {
    /// Its id in hexadecimal, which tells it from the others of the record.
    pub(crate) id: String,
    pub(crate) made: Timestamp,
    /// When a newer one took its place; none for the current one.
    #[serde(default)]
    pub(crate) replaced: Option<Timestamp>,
    /// The key, sealed under the master key, bound to this record's place.
    pub(crate) sealed_key: Vec<u8>,
}
