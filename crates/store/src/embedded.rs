//! The engine that keeps its records in one file, a redb database.
//!
//! ```text
//!  commit ─▶ room ─▶ queue ─▶ writer thread: check and apply each ─▶ one durable commit
//!            (waits while                                                 │
//!             32 MiB wait)          answers ◀─ observers ◀─ new view ◀────┘
//!  get, scan ─▶ the newest view
//! ```

mod backend;
mod database;
mod errand;
mod header;
mod loading;
mod opening;
mod queue;
mod view;
mod writer;

use std::{
    path::Path,
    sync::Arc,
    thread::{self, JoinHandle},
};

use futures::future::{BoxFuture, FutureExt as _, ready};
use iamd_disk::{Disk, LocalDisk};
use iamd_ident::Timestamp;
use iamd_seal::ChecksumKeys;
use parking_lot::{Mutex, RwLock};
use tokio::sync::{Semaphore, oneshot, watch};

pub use self::loading::Loading;
use self::{
    errand::Errand,
    queue::{Job, Queue, Work},
    view::TableView,
    writer::Writer,
};
use crate::{
    CommitError, Hold, Key, KeyRange, OpenError, Revision, Stats, Store, StoreError, Stored, Txn,
    engine::{Engine, Read, Records, View},
    envelope::Envelope,
    observer::{Counters, Observers},
};

/// The bytes of pages that are kept in memory unless it is configured otherwise: 64 MiB. They are
/// taken as pages are read, not before.
pub const CACHE_BYTES_DEFAULT: usize = 64 * 1024 * 1024;

/// The unit in which transactions take room in the queue.
const ROOM_UNIT_BYTES: usize = 4 * 1024;

/// LIMIT: transactions of 32 MiB together wait for the writer, or 8192 small ones; who comes then
/// waits before the queue.
const ROOM_UNITS: usize = 32 * 1024 * 1024 / ROOM_UNIT_BYTES;

/// How an embedded store is opened.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The keys for the checksums of the records: the current one, which makes them, and those that
    /// made some which are still there.
    pub checksum_keys: ChecksumKeys,
    /// The moment to note as that of its making if the file is new.
    pub created_at: Timestamp,
    /// The most bytes of pages to keep in memory.
    pub cache_bytes: usize,
    /// Whether opening reads the whole file and checks every page of it, which takes time in
    /// proportion to the file.
    ///
    /// A damaged record is noticed when it is read, in any case. A damaged page may also hide a
    /// record, which then seems never to have been there; only this check notices that.
    pub check_pages: bool,
}

impl Settings {
    /// These, and [`CACHE_BYTES_DEFAULT`].
    pub fn new(checksum_keys: impl Into<ChecksumKeys>, created_at: Timestamp) -> Self {
        Self {
            checksum_keys: checksum_keys.into(),
            created_at,
            cache_bytes: CACHE_BYTES_DEFAULT,
            check_pages: false,
        }
    }
}

impl Store {
    /// Opens the file at `path`, or makes it if there is none; its folder must exist. Blocks until
    /// that is done, also when the last process that had it open was killed.
    ///
    /// # Errors
    /// See the variants of [`OpenError`].
    pub fn open(path: &Path, settings: Settings) -> Result<Self, OpenError> {
        Self::open_on(&LocalDisk, path, settings)
    }

    /// As [`Self::open`], on another disk than the machine's: for tests that lose power.
    ///
    /// # Errors
    /// See the variants of [`OpenError`].
    pub fn open_on(disk: &dyn Disk, path: &Path, settings: Settings) -> Result<Self, OpenError> {
        let embedded = Embedded::open(disk, path, settings)?;
        Ok(Self::new(Arc::new(embedded)))
    }
}

struct Embedded {
    shared: Arc<Shared>,
    room: Arc<Semaphore>,
    writer: Mutex<Option<JoinHandle<()>>>,
    /// How the writer ended; `None` while it works.
    ended: watch::Receiver<Option<Result<(), StoreError>>>,
}

/// What the writer shares with those who read and commit.
struct Shared {
    queue: Queue,
    state: RwLock<State>,
    observers: Observers,
    counters: Arc<Counters>,
}

/// What readers get.
enum State {
    /// The newest state that is durable.
    Ready(Arc<TableView>),
    /// Nothing until the file could be opened again, and why.
    Failed(String),
    /// Nothing until the program starts anew, and why.
    Stopped(String),
    /// Nothing, for the store was closed.
    Closed,
}

impl Shared {
    fn set_state(&self, state: State) {
        let old = std::mem::replace(&mut *self.state.write(), state);
        // Outside of the lock: the last user of a view tells redb that its pages are free.
        drop(old);
    }

    fn newest(&self) -> Result<Arc<TableView>, StoreError> {
        match &*self.state.read() {
            State::Ready(view) => Ok(Arc::clone(view)),
            State::Failed(reason) | State::Stopped(reason) => Err(StoreError::Unavailable {
                reason: reason.clone(),
            }),
            State::Closed => Err(StoreError::Closed),
        }
    }
}

impl Embedded {
    fn open(disk: &dyn Disk, path: &Path, settings: Settings) -> Result<Self, OpenError> {
        let envelope = Arc::new(Envelope::new(settings.checksum_keys.clone()));
        let opened = opening::open_or_create(disk, path, &settings, &envelope)?;
        let shared = Arc::new(Shared {
            queue: Queue::default(),
            state: RwLock::new(State::Ready(Arc::clone(&opened.view))),
            observers: Observers::default(),
            counters: Arc::clone(&opened.backend.counters),
        });
        let (end, ended) = watch::channel(None);
        let writer = Writer::new(Arc::clone(&shared), path.into(), settings, opened);
        let thread = thread::Builder::new().name("iamd-store".to_owned());
        let writer = thread
            .spawn(move || {
                let result = writer.run();
                end.send_replace(Some(result));
            })
            .map_err(|source| OpenError::Io {
                path: path.into(),
                source,
            })?;
        Ok(Self {
            shared,
            room: Arc::new(Semaphore::new(ROOM_UNITS)),
            writer: Mutex::new(Some(writer)),
            ended,
        })
    }

    async fn perform(&self, txn: Txn) -> Result<Revision, CommitError> {
        let units = txn.bytes() / ROOM_UNIT_BYTES + 1;
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).acquire_many_owned(units).await;
        let (job, answer) = Job::new(txn, room.map_err(|_| CommitError::Closed)?);
        self.shared
            .queue
            .push(Work::Job(job))
            .map_err(|_| CommitError::Closed)?;
        answer.await.unwrap_or_else(|_| Err(ended()))
    }

    /// Has the writer do something behind all transactions that were taken before.
    async fn run<T>(
        &self,
        errand: impl FnOnce(oneshot::Sender<Result<T, CommitError>>) -> Errand,
    ) -> Result<T, CommitError> {
        let (answer, answered) = oneshot::channel();
        let pushed = self.shared.queue.push(Work::Errand(errand(answer)));
        pushed.map_err(|_| CommitError::Closed)?;
        answered.await.unwrap_or_else(|_| Err(ended()))
    }
}

impl Engine for Embedded {
    fn view(&self) -> BoxFuture<'_, Result<Arc<dyn View>, StoreError>> {
        let view = self.shared.newest();
        ready(view.map(|view| view as Arc<dyn View>)).boxed()
    }

    fn commit(&self, txn: Txn) -> BoxFuture<'_, Result<Revision, CommitError>> {
        self.perform(txn).boxed()
    }

    fn use_keys(&self, keys: ChecksumKeys) -> BoxFuture<'_, Result<(), CommitError>> {
        self.run(|answer| Errand::UseKeys { keys, answer }).boxed()
    }

    fn renew(&self, keys: Vec<Key>, is_last: bool) -> BoxFuture<'_, Result<u64, CommitError>> {
        let renew = move |answer| Errand::Renew {
            keys,
            is_last,
            answer,
        };
        self.run(renew).boxed()
    }

    fn hold(&self) -> BoxFuture<'_, Result<Hold, CommitError>> {
        self.run(|answer| Errand::Hold { answer }).boxed()
    }

    fn observers(&self) -> &Observers {
        &self.shared.observers
    }

    fn stats(&self) -> Stats {
        Stats {
            waiting: self.shared.queue.waiting() as u64,
            ..self.shared.counters.stats()
        }
    }

    fn close(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        async move {
            self.room.close();
            self.shared.queue.close();
            let mut ended = self.ended.clone();
            match ended.wait_for(Option::is_some).await {
                Ok(result) => result.clone().unwrap_or(Ok(())),
                Err(_) => Err(StoreError::Closed),
            }
        }
        .boxed()
    }
}

impl Read for Embedded {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Stored>, StoreError>> {
        async move { self.shared.newest()?.get(key).await }.boxed()
    }

    fn examine<'a>(
        &'a self,
        range: &'a KeyRange,
        limit: usize,
    ) -> BoxFuture<'a, Result<Records, StoreError>> {
        async move { self.shared.newest()?.examine(range, limit).await }.boxed()
    }
}

fn ended() -> CommitError {
    CommitError::Unavailable {
        reason: "the writer ended".to_owned(),
    }
}

/// Performs what was taken and gives the file free, as [`Store::close`] does.
impl Drop for Embedded {
    fn drop(&mut self) {
        self.shared.queue.close();
        let writer = self.writer.lock().take();
        // An observer that held the last handle is dropped by the writer itself.
        if let Some(writer) = writer.filter(|writer| writer.thread().id() != thread::current().id())
        {
            let _ = writer.join();
        }
    }
}
