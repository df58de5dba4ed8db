//! What is in an archive.
//!
//! ```text
//! facts    1 ║ length 4 ║ JSON
//! store    2 ║ length 1 ║ name ║ revision 8
//! record   3 ║ length 2 ║ key ║ revision 8 ║ length 4 ║ value
//! blob     4 ║ epoch 8 ║ id 16 ║ length 8 ║ bytes
//! counts   5 ║ length 4 ║ JSON
//! ```

use std::collections::BTreeMap;

use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// LIMIT: the longest key of a record, above what a store takes.
pub const KEY_BYTES_MAX: usize = 1 << 13;

/// LIMIT: the longest value of a record, above what a store takes.
pub const VALUE_BYTES_MAX: usize = 1 << 22;

/// LIMIT: the longest JSON of facts and counts.
pub(crate) const JSON_BYTES_MAX: usize = 1 << 20;

/// The byte that an entry begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Facts = 1,
    Store = 2,
    Record = 3,
    Blob = 4,
    Counts = 5,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Facts,
        Self::Store,
        Self::Record,
        Self::Blob,
        Self::Counts,
    ];

    pub(crate) fn of(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// What is known of a backup as a whole, before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The moment that it shows.
    pub made: Timestamp,
    /// The version of the program that made it.
    pub program: String,
    /// The region of the server.
    pub region: String,
    /// Whether the bytes of objects are in it.
    pub content: Content,
    /// Where the audit log stood at that moment, in the audit log's own words.
    pub audit: Option<serde_json::Value>,
}

/// How much a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// All records. The bytes of small objects are records as well, those of large ones are not.
    Records,
    /// The files with the bytes of large objects, too.
    RecordsAndObjects,
}

/// The name of a file with bytes of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlobName {
    /// The run of the program that wrote it.
    pub epoch: u64,
    /// Its id.
    pub id: [u8; 16],
}

/// How much there was, for the reader to compare.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The records of each store.
    pub records: BTreeMap<String, u64>,
    /// Files with bytes of objects.
    pub blobs: u64,
    /// Their bytes.
    pub blob_bytes: u64,
    /// What should have been there and was left out, because it was damaged or missing.
    pub left_out: u64,
}

/// The next thing in an archive.
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    /// A store begins.
    Store {
        /// Its name.
        name: String,
        /// The revision that it was at.
        revision: u64,
    },
    /// A record of the store that began last. Records come in the order of their keys.
    Record {
        /// Its key.
        key: Vec<u8>,
        /// The revision that wrote it.
        revision: u64,
        /// Its value.
        value: Zeroizing<Vec<u8>>,
    },
    /// A file with bytes of an object begins. Files come in the order of their names.
    Blob {
        /// Its name.
        name: BlobName,
        /// How many bytes it has.
        bytes: u64,
    },
    /// The next bytes of the file that began last.
    Bytes(Vec<u8>),
}
