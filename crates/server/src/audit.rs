//! The audit log: one event for every operation, in the form of CloudTrail, a JSON object a line.
//!
//! ```text
//! record ─┐
//! record ─┼─ batch ── one write(2) ── every record of the batch is told
//! record ─┘                └── synced in the background, within a second
//! ```
//!
//! An event is written before its operation is answered. Events that come at the same time share
//! one write: the first of them lets the other tasks of its thread run, then writes for all.
//!
//! INVARIANT: no line is torn. A write that fails half-way is taken back, and a line that a crash
//! tore is cut off at the next start.
//!
//! INVARIANT: nothing that could not be written is forgotten silently. It is kept (up to a limit)
//! and written as soon as that is possible again; until then [`AuditLog::check`] fails, so that
//! nothing is changed without a record. After a failed sync, which may have lost what was written,
//! it fails until the program is started anew.

mod event;
mod medium;
pub mod search;
mod sink;
#[cfg(test)]
mod tests;

use std::{
    io,
    path::{Path, PathBuf},
    pin::pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU8, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use parking_lot::Mutex;
use tokio::sync::Notify;

pub use event::{
    Additional, AuditEvent, Decided, FurtherDecided, SessionAttributes, SessionContext,
    SessionIssuer, SignInDetails, TlsDetails, TruthText, UserIdentity, YesNo, client_name,
};
pub use medium::{Medium, Syncer};

use self::sink::Sink;
use crate::{data_dir::Reason, listen::Stop};

/// The name of the log in the data directory.
pub const FILE_NAME: &str = "audit.jsonl";

/// An event is not in the log.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AuditError {
    /// The log cannot be opened.
    #[error("cannot open the audit log {}: {}", path.display(), Reason(source))]
    Open {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: Arc<io::Error>,
    },
    /// The event has no JSON form.
    #[error("an audit event cannot be encoded: {message}")]
    Encode {
        /// What the encoder says.
        message: String,
    },
    /// The event, or one before it, is not on the disk.
    #[error("the audit log cannot be written")]
    Unwritten,
}

/// What the log has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditCounts {
    /// Events written.
    pub events: u64,
    /// Writes, each of one or more events.
    pub writes: u64,
    /// Writes that failed.
    pub failed_writes: u64,
    /// Syncs to disk.
    pub syncs: u64,
    /// Events dropped, as too many waited for the disk.
    pub lost_events: u64,
}

/// The audit log. All clones write to the same file.
#[derive(Debug, Clone)]
pub struct AuditLog(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Locked before `queue`, never after.
    sink: Mutex<Sink>,
    queue: Mutex<Queue>,
    state: AtomicU8,
    /// The number of events in the file at the last sync.
    synced: AtomicU64,
    syncs: AtomicU64,
}

/// All is well.
const SOUND: u8 = 0;
/// The last write failed.
const UNWRITTEN: u8 = 1;
/// A sync failed: what was written before may be gone.
const UNSYNCED: u8 = 2;

/// What waits for the next write.
#[derive(Debug, Default)]
struct Queue {
    lines: Vec<u8>,
    events: u64,
    /// Who waits; absent if nobody does.
    batch: Option<Arc<Batch>>,
}

/// The events of one write.
#[derive(Debug, Default)]
struct Batch {
    written: OnceLock<bool>,
    done: Notify,
}

impl AuditLog {
    /// Opens the log, or makes it, mode 0600. A torn last line is cut off.
    ///
    /// # Errors
    /// The file cannot be opened or read.
    pub fn open(path: &Path) -> Result<Self, AuditError> {
        let opened = medium::open(path).map_err(|source| AuditError::Open {
            path: path.to_owned(),
            source: Arc::new(source),
        })?;
        Ok(Self::on(Box::new(opened)))
    }

    /// A log on a medium, such as one that fails in a test.
    pub fn on(medium: Box<dyn Medium>) -> Self {
        Self(Arc::new(Shared {
            sink: Mutex::new(Sink::new(medium)),
            queue: Mutex::default(),
            state: AtomicU8::new(SOUND),
            synced: AtomicU64::new(0),
            syncs: AtomicU64::new(0),
        }))
    }

    /// Writes an event. When this returns, the event is in the file, though not yet synced.
    ///
    /// A future that is dropped still writes what it was polled for.
    ///
    /// # Errors
    /// The event cannot be encoded or written.
    pub fn record(
        &self,
        event: &AuditEvent<'_>,
    ) -> impl Future<Output = Result<(), AuditError>> + Send + use<> {
        let line = event.line();
        let log = Arc::clone(&self.0);
        async move {
            let line = line.map_err(|error| AuditError::Encode {
                message: error.to_string(),
            })?;
            log.write(&line).await
        }
    }

    /// Fails while events cannot be written: nothing may be changed then.
    ///
    /// # Errors
    /// The last write failed, or a sync failed since the start.
    pub fn check(&self) -> Result<(), AuditError> {
        match self.0.state.load(Relaxed) {
            SOUND => Ok(()),
            _ => Err(AuditError::Unwritten),
        }
    }

    /// What was done so far.
    pub fn counts(&self) -> AuditCounts {
        let counts = self.0.sink.lock().counts();
        AuditCounts {
            syncs: self.0.syncs.load(Relaxed),
            ..counts
        }
    }

    /// Syncs the log to disk every `period`, and tries again to write what could not be written,
    /// until `stop`.
    pub async fn keep_synced(&self, period: Duration, stop: Stop) {
        let mut stopped = pin!(stop.stopped());
        loop {
            tokio::select! {
                () = stopped.as_mut() => return,
                () = tokio::time::sleep(period) => self.sync().await,
            }
        }
    }

    /// Writes what waits and syncs the log to disk, unless that is done already.
    pub async fn sync(&self) {
        let log = Arc::clone(&self.0);
        if log.is_settled() {
            return;
        }
        if let Err(error) = tokio::task::spawn_blocking(move || log.write_and_sync()).await {
            tracing::error!(%error, "the audit log's sync was broken off");
        }
    }
}

impl Shared {
    /// Puts a line into the next batch, and waits until the batch is written.
    async fn write(self: Arc<Self>, line: &[u8]) -> Result<(), AuditError> {
        let (batch, leads) = {
            let mut queue = self.queue.lock();
            queue.lines.extend_from_slice(line);
            queue.events += 1;
            let leads = queue.batch.is_none();
            (Arc::clone(queue.batch.get_or_insert_default()), leads)
        };
        if leads {
            let lead = Lead(&self);
            // Whatever else is ready to run on this thread may join the batch.
            tokio::task::yield_now().await;
            drop(lead);
        }
        if batch.wait().await {
            Ok(())
        } else {
            Err(AuditError::Unwritten)
        }
    }

    /// Writes what waits. The write itself goes to the system's memory and takes microseconds, so
    /// it is done where it stands.
    fn write_batch(&self) {
        let mut sink = self.sink.lock();
        let Queue {
            lines,
            events,
            batch,
        } = std::mem::take(&mut *self.queue.lock());
        let written = sink.append(&lines, events);
        if written {
            let _was = self
                .state
                .compare_exchange(UNWRITTEN, SOUND, Relaxed, Relaxed);
        } else {
            let _was = self
                .state
                .compare_exchange(SOUND, UNWRITTEN, Relaxed, Relaxed);
        }
        drop(sink);
        if let Some(batch) = batch {
            batch.finish(written);
        }
    }

    fn is_settled(&self) -> bool {
        let sink = self.sink.lock();
        !sink.has_backlog() && sink.counts().events == self.synced.load(Relaxed)
    }

    fn write_and_sync(&self) {
        self.write_batch();
        let (medium, events) = {
            let sink = self.sink.lock();
            (sink.syncer(), sink.counts().events)
        };
        // The lock is free meanwhile: a sync takes milliseconds.
        match medium.and_then(|medium| medium.sync()) {
            Ok(()) => {
                self.synced.store(events, Relaxed);
                self.syncs.fetch_add(1, Relaxed);
            }
            Err(error) => {
                if self.state.swap(UNSYNCED, Relaxed) != UNSYNCED {
                    tracing::error!(
                        %error,
                        "the audit log cannot be synced; nothing can be changed until iamd is \
                         started anew"
                    );
                }
            }
        }
    }
}

/// Whoever writes for a batch. A leader that is cancelled writes all the same.
struct Lead<'a>(&'a Shared);

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.0.write_batch();
    }
}

impl Batch {
    fn finish(&self, written: bool) {
        let _first = self.written.set(written).is_ok();
        self.done.notify_waiters();
    }

    async fn wait(&self) -> bool {
        let mut done = pin!(self.done.notified());
        done.as_mut().enable();
        if let Some(written) = self.written.get() {
            return *written;
        }
        done.await;
        self.written.get().copied().unwrap_or(false)
    }
}
