//! An ordered key-value port with atomic, durable, grouped commits.
//!
//! (The documentation of the crate follows.)

mod apply;
mod embedded;
mod engine;
mod envelope;
mod error;
mod key;
mod memory;
mod observer;
mod store;
mod txn;

pub use embedded::{CACHE_BYTES_DEFAULT, Disk, DiskFile, LocalDisk, Settings};
pub use error::{CommitError, OpenError, StoreError};
pub use key::{InvalidKey, KEY_BYTES_MAX, Key, KeyRange, Scope, Table};
pub use memory::Memory;
pub use observer::{Change, ChangeKind, Committed, Observer, Stats};
pub use store::{SCAN_RECORDS_MAX, Snapshot, Store, Stored};
pub use txn::{Expect, Revision, TXN_BYTES_MAX, TXN_OPERATIONS_MAX, Txn};
