//! The port: what a store does, whichever engine does it.

use std::sync::Arc;

use crate::{
    CommitError, Examined, Hold, Key, KeyRange, Observer, Revision, Stats, StoreError, Txn,
    engine::{Engine, Read, Records, View},
};

/// The most records that one scan may ask for.
///
/// LIMIT: a scan gathers its records in memory; who needs more asks again behind the last key.
pub const SCAN_RECORDS_MAX: usize = 10_000;

/// A record as it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// What was put.
    pub value: Vec<u8>,
    /// The revision that wrote it, for [`Expect::Revision`](crate::Expect::Revision).
    pub revision: Revision,
}

/// SECURITY: values never reach a log, so only their lengths are shown.
impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stored")
            .field("bytes", &self.value.len())
            .field("revision", &self.revision)
            .finish()
    }
}

/// An ordered map from keys to records. Clones are cheap and are the same store.
#[derive(Clone)]
pub struct Store {
    engine: Arc<dyn Engine>,
}

impl Store {
    pub(crate) fn new(engine: Arc<dyn Engine>) -> Self {
        Self { engine }
    }

    pub(crate) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }

    /// The record with this key.
    ///
    /// # Errors
    /// The record is damaged, or the store cannot read.
    pub async fn get(&self, key: &Key) -> Result<Option<Stored>, StoreError> {
        self.engine.get(key).await
    }

    /// The first records of the range in the order of their keys, at most `limit`.
    ///
    /// # Errors
    /// A record is damaged, the store cannot read, or `limit` is above [`SCAN_RECORDS_MAX`].
    pub async fn scan(
        &self,
        range: &KeyRange,
        limit: usize,
    ) -> Result<Vec<(Key, Stored)>, StoreError> {
        scan(&*self.engine, range, limit).await
    }

    /// The store as it is now, for several reads that belong together.
    ///
    /// # Errors
    /// The store cannot read.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let view = self.engine.view().await?;
        Ok(Snapshot { view })
    }

    /// Performs the transaction, whole or not at all. When this returns, the change is durable and
    /// every observer has been told of it. The revision is the store's after the transaction; one
    /// that changes nothing makes no new revision.
    ///
    /// The transaction may still be performed if this future is dropped.
    ///
    /// # Errors
    /// See the variants of [`CommitError`].
    pub async fn commit(&self, txn: Txn) -> Result<Revision, CommitError> {
        txn.validate()?;
        self.engine.commit(txn).await
    }

    /// Has the writer rest, behind all that was committed before, until the hold is given up; see
    /// [`Hold`].
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn hold(&self) -> Result<Hold, CommitError> {
        self.engine.hold().await
    }

    /// From now on tells the observer of every change. The store owns it: an observer that holds
    /// the store in turn keeps it open for ever.
    pub fn observe(&self, observer: Box<dyn Observer>) {
        self.engine.observers().add(observer);
    }

    /// What the store has done since it was opened.
    pub fn stats(&self) -> Stats {
        self.engine.stats()
    }

    /// Performs the transactions that were taken, takes no more, and gives the file free. Reads
    /// and commits that come later get [`StoreError::Closed`].
    ///
    /// # Errors
    /// The file could not be closed cleanly; nothing that was acknowledged is lost.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.engine.close().await
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}

/// The store at one revision. It sees no later change.
///
/// LIMIT: the space of what is overwritten meanwhile is not used again while a snapshot lives, so
/// it should live no longer than a request.
#[derive(Clone)]
pub struct Snapshot {
    view: Arc<dyn View>,
}

impl Snapshot {
    /// The revision that this snapshot shows.
    pub fn revision(&self) -> Revision {
        self.view.revision()
    }

    /// As [`Store::get`].
    ///
    /// # Errors
    /// The record is damaged, or the store cannot read.
    pub async fn get(&self, key: &Key) -> Result<Option<Stored>, StoreError> {
        self.view.get(key).await
    }

    /// As [`Store::scan`].
    ///
    /// # Errors
    /// A record is damaged, or the store cannot read.
    pub async fn scan(
        &self,
        range: &KeyRange,
        limit: usize,
    ) -> Result<Vec<(Key, Stored)>, StoreError> {
        scan(&*self.view, range, limit).await
    }
}

/// As [`scan`], but what is damaged stands there as its error.
pub(crate) async fn examine(
    snapshot: &Snapshot,
    range: &KeyRange,
    limit: usize,
) -> Result<Vec<Examined>, StoreError> {
    let records = records(&*snapshot.view, range, limit).await?;
    let examined = records
        .into_iter()
        .map(|(key, opened)| (key, opened.map(|opened| opened.stored)));
    Ok(examined.collect())
}

async fn scan<R: Read + ?Sized>(
    source: &R,
    range: &KeyRange,
    limit: usize,
) -> Result<Vec<(Key, Stored)>, StoreError> {
    let records = records(source, range, limit).await?;
    records
        .into_iter()
        .map(|(key, opened)| opened.map(|opened| (key, opened.stored)))
        .collect()
}

async fn records<R: Read + ?Sized>(
    source: &R,
    range: &KeyRange,
    limit: usize,
) -> Result<Records, StoreError> {
    if limit > SCAN_RECORDS_MAX {
        return Err(StoreError::LimitTooLarge { limit });
    }
    if range.is_empty() {
        return Ok(Vec::new());
    }
    source.examine(range, limit).await
}
