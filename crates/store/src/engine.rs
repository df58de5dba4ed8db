//! What an engine does. It knows keys and bytes; what they look like inside is the envelope's.

use std::sync::Arc;

use futures::future::BoxFuture;
use iamd_seal::ChecksumKeys;

use crate::{
    CommitError, Hold, Key, KeyRange, Revision, Stats, StoreError, Stored, Txn, envelope::Opened,
    observer::Observers,
};

/// Records with their keys, each opened by itself: one that is damaged does not hide the others.
pub(crate) type Records = Vec<(Key, Result<Opened, StoreError>)>;

/// Where records are read: the newest state of an engine, or one of its views.
///
/// INVARIANT: each state has the keys that open its records, so that keys may come and go while
/// somebody reads.
pub(crate) trait Read: Send + Sync {
    /// The record at the key.
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Stored>, StoreError>>;

    /// The first `limit` records of a range that is not empty.
    fn examine<'a>(
        &'a self,
        range: &'a KeyRange,
        limit: usize,
    ) -> BoxFuture<'a, Result<Records, StoreError>>;
}

/// An engine at one revision.
pub(crate) trait View: Read {
    /// That revision.
    fn revision(&self) -> Revision;
}

/// An ordered map of bytes with atomic, durable transactions.
pub(crate) trait Engine: Read {
    /// The newest state that is durable.
    fn view(&self) -> BoxFuture<'_, Result<Arc<dyn View>, StoreError>>;

    /// Performs a transaction that is within the limits.
    fn commit(&self, txn: Txn) -> BoxFuture<'_, Result<Revision, CommitError>>;

    /// Takes other keys for checksums, behind all transactions that were taken before.
    fn use_keys(&self, keys: ChecksumKeys) -> BoxFuture<'_, Result<(), CommitError>>;

    /// Puts those of the records that are there, readable and not under the current key under it, as
    /// one durable change that has no revision; with the last ones also what is no record. Says how
    /// many records it changed.
    fn renew(&self, keys: Vec<Key>, is_last: bool) -> BoxFuture<'_, Result<u64, CommitError>>;

    /// Rests behind all transactions that were taken before, until the hold is given up.
    fn hold(&self) -> BoxFuture<'_, Result<Hold, CommitError>>;

    /// Who is told of changes, after they are durable and before their commits return.
    fn observers(&self) -> &Observers;

    /// What was done so far.
    fn stats(&self) -> Stats;

    /// Ends the engine.
    fn close(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}
