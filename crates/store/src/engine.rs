//! What an engine does. It knows bytes; their meaning is the envelope's.

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::{CommitError, Key, KeyRange, Revision, Stats, StoreError, Txn, observer::Observers};

/// Records in their envelopes, with their keys.
pub(crate) type Records = Vec<(Key, Vec<u8>)>;

/// Where records are read: the newest state of an engine, or one of its views.
pub(crate) trait Read: Send + Sync {
    /// The bytes at the key.
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>>;

    /// The first `limit` records of a range that is not empty.
    fn scan<'a>(
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

    /// Who is told of changes, after they are durable and before their commits return.
    fn observers(&self) -> &Observers;

    /// What was done so far.
    fn stats(&self) -> Stats;

    /// Ends the engine.
    fn close(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}
