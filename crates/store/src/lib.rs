//! An ordered key-value port with atomic, durable, grouped commits.
//!
//! A [`Store`] maps [`Key`]s to records. A [`Txn`] checks some records and changes others, whole or
//! not at all; when its commit returns, it is on the disk and every [`Observer`] knows. Two engines
//! stand behind the port: [`Store::open`] keeps its records in one file, [`Memory`] keeps them in
//! memory. One suite of tests holds for both.
//!
//! What this crate deliberately is not: it knows no users and no policies, interprets no value,
//! encrypts nothing, and offers no queries but ranges of keys. There are no transactions that stay
//! open while their owner thinks: one reads, decides, and commits what must not have changed
//! meanwhile. Whatever a network of machines could not do as well is not in the port. [`SealedRecords`]
//! helps those whose records hold what keys sealed to replace such a key.
//!
//! ```text
//!            get, scan, snapshot                     commit
//!                    │                                 │
//!  Store ────────────┼─────────────────────────────────┼────── limits, keys, scan sizes
//!  envelope ─────────┼── format, revision, checksum ───┼────── the same in every engine
//!                    │                                 ▼
//!  embedded          │         queue ─▶ writer: check and apply each, one durable commit for all
//!                    ▼                                 │
//!               newest view ◀──────────────────────────┴─▶ observers, then the answers
//! ```
//!
//! # Invariants
//! - What was acknowledged survives a kill and a loss of power; what was not is there whole or not
//!   at all.
//! - A record is served only if its checksum, made with a secret key, binds its value and revision
//!   to its account, table and key. The key may be replaced by another one while the store works.
//! - Observers are told in the order of revisions, when the change is durable and readable, and
//!   before its commit returns.
//! - Checks are about single records. An invariant over a set of records goes through one record
//!   that all its writers check and put.
//! - Every queue, transaction, scan and key has a limit.
//!
//! # Entry points
//! [`Store::open`] with [`Settings`], or [`Memory::new`]; [`Table`] and [`Key`]; [`Store::commit`].
//! Blocking: a read copies from the page cache in the calling thread, a commit is awaited without
//! blocking. No runtime is needed; any executor will do.
//!
//! ```
//! use iamd_seal::ChecksumKey;
//! use iamd_store::{CommitError, Expect, Key, KeyRange, Memory, Scope, Table, Txn};
//!
//! const USERS: Table = Table::new("users");
//!
//! # futures::executor::block_on(async {
//! let memory = Memory::new(ChecksumKey::from_bytes([7; 32].into()));
//! let store = memory.store();
//!
//! let users = Key::new(Scope::Account("123456789012".parse()?), USERS);
//! let bob = users.clone().with("bob")?;
//! let create = || {
//!     Txn::new()
//!         .check(bob.clone(), Expect::Absent)
//!         .put(bob.clone(), b"Bob".to_vec())
//! };
//! let revision = store.commit(create()).await?;
//! assert_eq!(store.get(&bob).await?.unwrap().revision, revision);
//!
//! // The name is taken now.
//! let again = store.commit(create()).await;
//! assert_eq!(again, Err(CommitError::Conflict { key: bob }));
//!
//! let page = store.scan(&KeyRange::under(&users), 100).await?;
//! assert_eq!(page.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```

mod apply;
mod embedded;
mod engine;
mod envelope;
mod error;
mod examine;
mod hold;
mod key;
mod memory;
mod observer;
mod reseal;
mod rewrap;
mod store;
mod turns;
mod txn;

pub use embedded::{CACHE_BYTES_DEFAULT, Loading, Settings};
pub use error::{CommitError, OpenError, StoreError};
pub use examine::{Examined, Finding, Findings, Severity, Walk};
pub use hold::{HOLD_MAX, Hold, HoldEnded};
pub use key::{InvalidKey, KEY_BYTES_MAX, Key, KeyRange, Scope, Table};
pub use memory::Memory;
pub use observer::{Change, ChangeKind, Committed, Observer, Stats};
pub use reseal::{KeysInUse, SealedRecords};
pub use rewrap::Rewrapped;
pub use store::{SCAN_RECORDS_MAX, Snapshot, Store, Stored};
pub use turns::{Attempts, TooManyConflicts, Turns};
pub use txn::{Expect, Revision, TXN_BYTES_MAX, TXN_OPERATIONS_MAX, Txn};
