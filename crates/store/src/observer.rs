//! Who is told of changes, and what has been done so far.

use std::{
    fmt,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use parking_lot::RwLock;

use crate::{CommitError, Key, Revision};

/// Told of every change, so that caches can drop what is no longer true.
///
/// It is called in the order of revisions, from one thread at a time, after the change is durable
/// and visible to readers, and before the commit that made it returns. All writers wait for it:
/// it should be quick, and must not wait for a commit of the same store. One that panics leaves
/// nobody knows what in the caches: the embedded engine then stops serving.
pub trait Observer: Send + Sync {
    /// A transaction was performed.
    fn committed(&self, committed: &Committed);
}

impl<F: Fn(&Committed) + Send + Sync> Observer for F {
    fn committed(&self, committed: &Committed) {
        self(committed);
    }
}

/// One transaction that was performed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The revision that it made.
    pub revision: Revision,
    /// The records that it changed, each once.
    pub changes: Vec<Change>,
}

/// A record that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The record's key.
    pub key: Key,
    /// What happened to it.
    pub kind: ChangeKind,
}

/// What can happen to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was written where there was none.
    Created,
    /// It was written over an old one.
    Replaced,
    /// It was there and was removed.
    Deleted,
}

/// What a store has done since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Transactions that were performed.
    pub transactions: u64,
    /// Transactions that were refused as conflicts.
    pub conflicts: u64,
    /// Durable commits, each of a group of transactions.
    pub commits: u64,
    /// Times that the disk was asked to make writes durable.
    pub syncs: u64,
    /// The time that the writer was at work, in nanoseconds.
    pub commit_nanoseconds: u64,
    /// Transactions that wait for the writer now.
    pub waiting: u64,
}

/// The observers of a store.
#[derive(Default)]
pub(crate) struct Observers(RwLock<Vec<Box<dyn Observer>>>);

impl Observers {
    pub(crate) fn add(&self, observer: Box<dyn Observer>) {
        self.0.write().push(observer);
    }

    pub(crate) fn tell(&self, committed: &Committed) {
        for observer in self.0.read().iter() {
            observer.committed(committed);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Observers({})", self.0.read().len())
    }
}

/// The numbers behind [`Stats`].
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) transactions: AtomicU64,
    pub(crate) conflicts: AtomicU64,
    pub(crate) commits: AtomicU64,
    pub(crate) syncs: AtomicU64,
    pub(crate) commit_nanoseconds: AtomicU64,
}

impl Counters {
    pub(crate) fn count<T>(&self, outcome: &Result<T, CommitError>) {
        match outcome {
            Ok(_) => Self::add(&self.transactions, 1),
            Err(CommitError::Conflict { .. }) => Self::add(&self.conflicts, 1),
            Err(_) => {}
        }
    }

    pub(crate) fn took(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.commit_nanoseconds
            .fetch_add(nanoseconds, Ordering::Relaxed);
    }

    pub(crate) fn add(counter: &AtomicU64, number: usize) {
        counter.fetch_add(number as u64, Ordering::Relaxed);
    }

    pub(crate) fn stats(&self) -> Stats {
        Stats {
            transactions: self.transactions.load(Ordering::Relaxed),
            conflicts: self.conflicts.load(Ordering::Relaxed),
            commits: self.commits.load(Ordering::Relaxed),
            syncs: self.syncs.load(Ordering::Relaxed),
            commit_nanoseconds: self.commit_nanoseconds.load(Ordering::Relaxed),
            waiting: 0,
        }
    }
}
