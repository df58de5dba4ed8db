//! The audit log: one event for every operation, in the form of CloudTrail, a JSON object a line,
//! each chained to the one before.
//!
//! ```text
//! record ─┐ chained
//! record ─┼─ batch ── one write(2) ── every record of the batch is told
//! record ─┘                └── synced in the background, within a second; then the head
//! ```
//!
//! An event is written before its operation is answered. Events that come at the same time share
//! one write: the first of them lets the other tasks of its thread run, then writes for all.
//!
//! INVARIANT: no line is torn. A write that fails half-way is taken back, and a line that a crash
//! tore is cut off at the next start.
//!
//! INVARIANT: no event of a change is lost while the program runs. What finds no room in the queue
//! waits for the write before it. What could not be written is kept, and written as soon as that is
//! possible again; until then [`AuditLog::check`] fails, so that nothing is changed without a
//! record, and whoever needs an event is refused. After a failed sync, which may have lost what was
//! written, it fails until the program is started anew.
//!
//! INVARIANT: nobody without the key changes, removes, moves or inserts an event, or cuts the log,
//! unseen (`chain`, `head`, [`verify`]).

mod chain;
mod event;
mod files;
pub mod follow;
mod head;
mod lines;
mod opening;
pub mod query;
mod queue;
mod reading;
mod rotation;
pub mod search;
mod sink;
mod tending;
#[cfg(test)]
mod tests;
pub mod verify;
mod writing;

use std::{
    io,
    path::PathBuf,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use iamd_disk::Disk;
use iamd_ident::{Clock, Random, Timestamp};
use iamd_seal::ChecksumKeys;
use parking_lot::Mutex;
use tokio::sync::Notify;

pub use chain::{ChainValue, Link};
pub use event::{
    Additional, AuditEvent, Decided, DecisionDetails, FurtherDecided, LogDetails,
    SessionAttributes, SessionContext, SessionIssuer, SignInDetails, StatementDetails, TlsDetails,
    TruthText, UnprovedDetails, UserIdentity, YesNo, client_name,
};
pub use files::{CUT_NAME, FILE_NAME, HEAD_NAME, NEXT_NAME, UNCHAINED_NAME, rotated_name};
pub use head::begin_restored;
pub use rotation::Rotation;

use self::{
    chain::ChainKeys,
    head::HeadState,
    opening::Opened,
    queue::Queue,
    tending::Tending,
    writing::{Shared, Trouble},
};
use crate::{data_dir::Reason, listen::Stop};

/// An event is not in the log.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AuditError {
    /// The log cannot be opened.
    #[error("cannot open the audit log in {}: {}", path.display(), Reason(source))]
    Open {
        /// The folder.
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

/// What the log has done since it was opened.
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
    /// Events that had to wait for room in the queue.
    pub waited_events: u64,
    /// Events that were refused, with their requests, as too many waited for a disk that took
    /// nothing. Nothing was changed by these requests.
    pub refused_events: u64,
    /// Events that are in no log: they could not be encoded, or came when the log was closed.
    pub lost_events: u64,
    /// Bytes that wait for the next write, or for the disk.
    pub waiting_bytes: u64,
    /// New files that were begun because one was full.
    pub rotations: u64,
    /// Old files that were deleted because they were kept long enough.
    pub deleted_files: u64,
    /// The number of the last event in the log.
    pub sequence: u64,
}

/// What an audit log is opened with.
pub struct AuditParts {
    /// The folder of its files: the data directory.
    pub folder: PathBuf,
    /// The disk that it lies on.
    pub disk: Arc<dyn Disk>,
    /// The keys of its chain.
    pub keys: ChecksumKeys,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// For the ids of events of the log itself.
    pub random: Arc<dyn Random>,
    /// When a file is full, and how long it is kept.
    pub rotation: Rotation,
    /// Whether nothing was ever kept in the folder.
    pub is_fresh: bool,
    /// When the first key of the chain was made.
    pub chained_since: Timestamp,
    /// The server's own region.
    pub region: String,
}

/// The audit log. All clones write to the same file.
#[derive(Debug, Clone)]
pub struct AuditLog(Arc<Shared>);

impl AuditLog {
    /// Opens the log, or begins one. What a crash tore is cut off; the first event says how the log
    /// was found. It blocks.
    ///
    /// # Errors
    /// A file cannot be opened, read or mended.
    pub fn open(parts: AuditParts) -> Result<Self, AuditError> {
        let keys = ChainKeys::new(&parts.keys);
        let opened = opening::open(&opening::Place {
            disk: &*parts.disk,
            folder: &parts.folder,
            keys: &keys,
            clock: &*parts.clock,
            is_fresh: parts.is_fresh,
            chained_since: parts.chained_since,
        });
        let Opened { sink, head, left } = opened.map_err(|source| AuditError::Open {
            path: parts.folder.clone(),
            source: Arc::new(source),
        })?;
        let log = Self(Arc::new(Shared {
            queue: Mutex::new(Queue::new(keys, sink.written)),
            synced: AtomicU64::new(sink.written.sequence),
            sink: Mutex::new(sink),
            tending: Mutex::new(Tending {
                head,
                is_unnamed: false,
                has_failed: false,
            }),
            folder: parts.folder,
            disk: parts.disk,
            clock: parts.clock,
            random: parts.random,
            rotation: parts.rotation,
            region: parts.region,
            trouble: Trouble::default(),
            backlog_bytes: AtomicUsize::new(0),
            syncs: AtomicU64::new(0),
            waited: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            lost: AtomicU64::new(0),
            rotations: AtomicU64::new(0),
            deleted_files: AtomicU64::new(0),
            looked_for_outlived: Mutex::new(None),
            full: Notify::new(),
            is_closed: AtomicBool::new(false),
        }));
        left.warn();
        log.0.begin(&left);
        Ok(log)
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
        let body = event.body();
        let must_stay = event.tells_of_a_change();
        let log = Arc::clone(&self.0);
        async move {
            let body = body.map_err(|error| {
                log.lost.fetch_add(1, Relaxed);
                let message = error.to_string();
                AuditError::Encode { message }
            })?;
            log.write(body, must_stay).await
        }
    }

    /// Fails while events cannot be written: nothing may be changed then.
    ///
    /// # Errors
    /// The last write failed, a sync failed since the start, or the file is gone.
    pub fn check(&self) -> Result<(), AuditError> {
        if self.0.trouble.any() {
            return Err(AuditError::Unwritten);
        }
        Ok(())
    }

    /// What was done so far.
    pub fn counts(&self) -> AuditCounts {
        let (sink, backlog, written) = {
            let sink = self.0.sink.lock();
            (sink.counts(), sink.backlog_bytes(), sink.written)
        };
        let waiting = backlog + self.0.queue.lock().waiting_bytes();
        AuditCounts {
            events: sink.events,
            writes: sink.writes,
            failed_writes: sink.failed_writes,
            syncs: self.0.syncs.load(Relaxed),
            waited_events: self.0.waited.load(Relaxed),
            refused_events: self.0.refused.load(Relaxed),
            lost_events: self.0.lost.load(Relaxed),
            waiting_bytes: u64::try_from(waiting).unwrap_or(u64::MAX),
            rotations: self.0.rotations.load(Relaxed),
            deleted_files: self.0.deleted_files.load(Relaxed),
            sequence: written.sequence,
        }
    }

    /// The last event in the log.
    pub fn written(&self) -> Link {
        self.0.sink.lock().written
    }

    /// Chains events from the next one on under the current one of these keys. The former ones must
    /// stay: they verify what was written under them.
    pub fn use_keys(&self, keys: &ChecksumKeys) {
        self.0.queue.lock().use_keys(ChainKeys::new(keys));
    }

    /// Syncs the log to disk every `period`, tries again to write what could not be written, and
    /// goes on in a new file when one is full, until `stop`.
    pub async fn keep_synced(&self, period: Duration, stop: Stop) {
        let mut stopped = pin!(stop.stopped());
        loop {
            tokio::select! {
                () = stopped.as_mut() => return,
                () = tokio::time::sleep(period) => {}
                () = self.fills() => {}
            }
            self.sync().await;
        }
    }

    /// Waits until the newest file is full. A file that stays full, as the disk is, is looked at no
    /// more often than this.
    async fn fills(&self) {
        const BREATH: Duration = Duration::from_millis(10);
        self.0.full.notified().await;
        tokio::time::sleep(BREATH).await;
    }

    /// Writes what waits and syncs the log to disk, unless that is done already.
    pub async fn sync(&self) {
        let log = Arc::clone(&self.0);
        if log.is_settled() {
            return;
        }
        if let Err(error) = tokio::task::spawn_blocking(move || log.tend(HeadState::Open)).await {
            tracing::error!(%error, "the audit log's sync was broken off");
        }
    }

    /// Syncs the log, and says in its head that it was left whole. Nothing is to be recorded after.
    ///
    /// # Errors
    /// Something could not be written.
    pub async fn close(&self) -> Result<(), AuditError> {
        let log = Arc::clone(&self.0);
        let closed = tokio::task::spawn_blocking(move || log.close()).await;
        closed.unwrap_or(Err(AuditError::Unwritten))
    }
}
