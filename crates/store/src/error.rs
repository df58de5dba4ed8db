//! What can go wrong, one type a verb.

use std::{io, path::PathBuf};

use crate::{Key, SCAN_RECORDS_MAX, TXN_BYTES_MAX, TXN_OPERATIONS_MAX};

/// Records could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The record is not what was written: its bytes and its checksum disagree.
    #[error("the record {key} in the table `{table}` is damaged")]
    Corrupt {
        /// The table of the record.
        table: String,
        /// Its key.
        key: Key,
    },
    /// The record has a format that this version does not know: a newer version wrote it.
    #[error("the record {key} in the table `{table}` has the unknown format {found}")]
    Format {
        /// The table of the record.
        table: String,
        /// Its key.
        key: Key,
        /// The format that it has.
        found: u8,
    },
    /// The structure around the records is damaged.
    #[error("the store is damaged: {detail}")]
    Damaged {
        /// What the engine found.
        detail: String,
    },
    /// The caller asked for more records than a scan returns.
    #[error("a scan returns at most {SCAN_RECORDS_MAX} records, not {limit}")]
    LimitTooLarge {
        /// What was asked for.
        limit: usize,
    },
    /// The store cannot serve at the moment, or not before it is opened again.
    #[error("the store is unavailable: {reason}")]
    Unavailable {
        /// Why.
        reason: String,
    },
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

/// A transaction was not performed, unless the variant says that this is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A check does not hold. Read again and try again.
    #[error("the record {key} is not as the transaction expects it")]
    Conflict {
        /// The key of the first check that does not hold.
        key: Key,
    },
    /// The transaction is above a limit.
    #[error(
        "a transaction has at most {TXN_OPERATIONS_MAX} operations and {TXN_BYTES_MAX} bytes; \
         this one has {operations} and {bytes}"
    )]
    TooLarge {
        /// The operations that it has.
        operations: usize,
        /// The bytes that it has.
        bytes: usize,
    },
    /// The transaction writes one key twice.
    #[error("the transaction writes the record {key} twice")]
    Repeated {
        /// The key.
        key: Key,
    },
    /// The disk is full. Nothing was changed; the store goes on when there is room.
    #[error("the disk is full")]
    StorageFull,
    /// A record that a check names could not be read.
    #[error(transparent)]
    Unreadable(StoreError),
    /// The store cannot write. Whether the transaction was performed is not known: it is performed
    /// whole or not at all, and what is read afterwards tells.
    #[error("the store is unavailable: {reason}")]
    Unavailable {
        /// Why.
        reason: String,
    },
    /// The store was closed before the transaction was taken.
    #[error("the store is closed")]
    Closed,
}

impl From<StoreError> for CommitError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable { reason } => Self::Unavailable { reason },
            StoreError::Closed => Self::Closed,
            unreadable => Self::Unreadable(unreadable),
        }
    }
}

/// A store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process, or another store of this one, has the file open.
    #[error("{} is in use by another process", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The records were written with another key.
    #[error("{} was written with another master key", path.display())]
    WrongKey {
        /// The file.
        path: PathBuf,
    },
    /// The data has a format that this version does not know.
    #[error(
        "{} has data format {found}, and this version knows format {known}: \
         it was written by a newer version", path.display()
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// The format of the data.
        found: u32,
        /// The newest format that this version knows.
        known: u32,
    },
    /// The file is not a store's.
    #[error("{} is not a database of iamd", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is a store's and damaged.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the engine found.
        detail: String,
    },
    /// The directory of the file does not exist.
    #[error("the folder of {} does not exist", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// The file may not be read and written.
    #[error("no permission to read and write {}", path.display())]
    Permission {
        /// The file.
        path: PathBuf,
    },
    /// There is no room for the file.
    #[error("the disk is full: no room for {}", path.display())]
    StorageFull {
        /// The file.
        path: PathBuf,
    },
    /// The system refused otherwise.
    #[error("cannot open {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}
