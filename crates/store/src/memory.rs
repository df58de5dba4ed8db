//! The engine that keeps everything in memory: for development and tests.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use futures::future::{BoxFuture, FutureExt as _, ready};
use iamd_seal::ChecksumKeys;
use parking_lot::{Mutex, RwLock};

use crate::{
    Change, ChangeKind, CommitError, Committed, Hold, Key, KeyRange, Revision, Stats, Store,
    StoreError, Stored, Txn,
    apply::{Pending, apply, renew},
    engine::{Engine, Read, Records, View},
    envelope::Envelope,
    observer::{Counters, Observers},
};

/// A store in memory, and what only such a store can do. Clones are the same store.
#[derive(Clone)]
pub struct Memory {
    engine: Arc<MemoryEngine>,
}

impl Memory {
    /// An empty store. The current one of the keys makes the checksums of its records.
    pub fn new(keys: impl Into<ChecksumKeys>) -> Self {
        let engine = MemoryEngine {
            turn: Mutex::default(),
            gate: Arc::default(),
            state: RwLock::new(State {
                revision: Revision::default(),
                records: Arc::default(),
                envelope: Arc::new(Envelope::new(keys.into())),
            }),
            observers: Observers::default(),
            counters: Counters::default(),
            closed: AtomicBool::default(),
        };
        Self {
            engine: Arc::new(engine),
        }
    }

    /// The store.
    pub fn store(&self) -> Store {
        Store::new(Arc::clone(&self.engine) as Arc<dyn Engine>)
    }

    /// Removes every record, as one transaction of any size: observers are told of each. Returns
    /// the store's revision, which does not begin anew.
    pub fn reset(&self) -> Revision {
        let engine = &*self.engine;
        let _turn = engine.turn.lock();
        let (revision, emptied) = {
            let mut state = engine.state.write();
            let emptied = std::mem::take(&mut state.records);
            if !emptied.is_empty() {
                state.revision = state.revision.next();
            }
            (state.revision, emptied)
        };
        let deleted = |key: &Key| Change {
            key: key.clone(),
            kind: ChangeKind::Deleted,
        };
        let changes: Vec<_> = emptied.keys().map(deleted).collect();
        if !changes.is_empty() {
            engine.observers.tell(&Committed { revision, changes });
        }
        revision
    }
}

struct MemoryEngine {
    /// Held from the first check of a transaction until its observers have been told, which puts
    /// transactions and calls of observers into one order.
    turn: Mutex<()>,
    /// Held alone while nothing is to be performed.
    gate: Arc<tokio::sync::RwLock<()>>,
    state: RwLock<State>,
    observers: Observers,
    counters: Counters,
    closed: AtomicBool,
}

/// Everything at one revision.
#[derive(Clone)]
struct State {
    revision: Revision,
    /// Shared with views; copied by the first write that finds a view alive.
    records: Arc<BTreeMap<Key, Arc<[u8]>>>,
    /// What opens them, and closes new ones.
    envelope: Arc<Envelope>,
}

impl MemoryEngine {
    fn perform(&self, txn: &Txn) -> Result<Revision, CommitError> {
        self.check_open()?;
        let _turn = self.turn.lock();
        let outcome = {
            let mut state = self.state.write();
            let revision = state.revision;
            let envelope = Arc::clone(&state.envelope);
            let outcome = apply(txn, &mut *state, &envelope, revision)?;
            if let Ok(committed) = &outcome {
                state.revision = committed.revision;
            }
            outcome
        };
        self.counters.count(&outcome);
        let committed = outcome?;
        if !committed.changes.is_empty() {
            Counters::add(&self.counters.commits, 1);
            self.observers.tell(&committed);
        }
        Ok(committed.revision)
    }

    fn check_open(&self) -> Result<(), StoreError> {
        if self.closed.load(Ordering::Acquire) {
            return Err(StoreError::Closed);
        }
        Ok(())
    }
}

impl Engine for MemoryEngine {
    fn view(&self) -> BoxFuture<'_, Result<Arc<dyn View>, StoreError>> {
        let view = self.check_open().map(|()| {
            let view: Arc<dyn View> = Arc::new(self.state.read().clone());
            view
        });
        ready(view).boxed()
    }

    fn commit(&self, txn: Txn) -> BoxFuture<'_, Result<Revision, CommitError>> {
        // Not before it is polled: a future that is only made does nothing.
        async move {
            let _gate = self.gate.read().await;
            self.perform(&txn)
        }
        .boxed()
    }

    fn use_keys(&self, keys: ChecksumKeys) -> BoxFuture<'_, Result<(), CommitError>> {
        async move {
            self.check_open()?;
            let _gate = self.gate.read().await;
            let _turn = self.turn.lock();
            self.state.write().envelope = Arc::new(Envelope::new(keys));
            Ok(())
        }
        .boxed()
    }

    fn renew(&self, keys: Vec<Key>, _is_last: bool) -> BoxFuture<'_, Result<u64, CommitError>> {
        async move {
            self.check_open()?;
            let _gate = self.gate.read().await;
            let _turn = self.turn.lock();
            let mut state = self.state.write();
            let envelope = Arc::clone(&state.envelope);
            Ok(renew(&keys, &mut *state, &envelope)?)
        }
        .boxed()
    }

    fn hold(&self) -> BoxFuture<'_, Result<Hold, CommitError>> {
        async move {
            self.check_open()?;
            Ok(Hold::memory(Arc::clone(&self.gate).write_owned().await))
        }
        .boxed()
    }

    fn observers(&self) -> &Observers {
        &self.observers
    }

    fn stats(&self) -> Stats {
        self.counters.stats()
    }

    fn close(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        async move {
            let _turn = self.turn.lock();
            self.closed.store(true, Ordering::Release);
            Ok(())
        }
        .boxed()
    }
}

impl Read for MemoryEngine {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Stored>, StoreError>> {
        let found = self.check_open();
        ready(found.and_then(|()| self.state.read().open(key))).boxed()
    }

    fn examine<'a>(
        &'a self,
        range: &'a KeyRange,
        limit: usize,
    ) -> BoxFuture<'a, Result<Records, StoreError>> {
        let found = self
            .check_open()
            .map(|()| self.state.read().range(range, limit));
        ready(found).boxed()
    }
}

impl View for State {
    fn revision(&self) -> Revision {
        self.revision
    }
}

impl Read for State {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Stored>, StoreError>> {
        ready(self.open(key)).boxed()
    }

    fn examine<'a>(
        &'a self,
        range: &'a KeyRange,
        limit: usize,
    ) -> BoxFuture<'a, Result<Records, StoreError>> {
        ready(Ok(self.range(range, limit))).boxed()
    }
}

impl State {
    fn open(&self, key: &Key) -> Result<Option<Stored>, StoreError> {
        let found = self.records.get(key);
        let opened = found.map(|bytes| self.envelope.open(key, bytes));
        Ok(opened.transpose()?.map(|opened| opened.stored))
    }

    fn range(&self, range: &KeyRange, limit: usize) -> Records {
        self.records
            .range::<[u8], _>(range.bounds())
            .take(limit)
            .map(|(key, bytes)| (key.clone(), self.envelope.open(key, bytes)))
            .collect()
    }
}

impl Pending for State {
    fn read(&self, key: &Key) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.records.get(key).map(|bytes| bytes.to_vec()))
    }

    fn write(&mut self, key: &Key, bytes: &[u8]) -> Result<bool, StoreError> {
        let records = Arc::make_mut(&mut self.records);
        Ok(records.insert(key.clone(), bytes.into()).is_some())
    }

    fn remove(&mut self, key: &Key) -> Result<bool, StoreError> {
        Ok(Arc::make_mut(&mut self.records).remove(key).is_some())
    }
}
