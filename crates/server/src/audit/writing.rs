//! Writing events together, in the order in which they were queued.

use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
};

use iamd_disk::Disk;
use iamd_ident::{Clock, Random, Timestamp};
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::{
    AuditError,
    queue::{Batch, DiskState, Place, Queue},
    rotation::Rotation,
    sink::Sink,
    tending::Tending,
};

/// What all clones of a log share.
pub(super) struct Shared {
    pub(super) folder: PathBuf,
    pub(super) disk: Arc<dyn Disk>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) rotation: Rotation,
    pub(super) region: String,
    /// Locked before `sink`, never after.
    pub(super) tending: Mutex<Tending>,
    /// Locked before `queue`, never after.
    pub(super) sink: Mutex<Sink>,
    pub(super) queue: Mutex<Queue>,
    pub(super) trouble: Trouble,
    pub(super) backlog_bytes: AtomicUsize,
    /// The number of the last event that is on the disk for certain.
    pub(super) synced: AtomicU64,
    pub(super) syncs: AtomicU64,
    pub(super) waited: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) lost: AtomicU64,
    pub(super) rotations: AtomicU64,
    pub(super) deleted_files: AtomicU64,
    /// When files were looked at for their age, and how many rotations there had been.
    pub(super) looked_for_outlived: Mutex<Option<(Timestamp, u64)>>,
    /// The newest file is full.
    pub(super) full: Notify,
    /// Nothing is recorded any more.
    pub(super) is_closed: AtomicBool,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = &self.folder;
        f.debug_struct("Shared")
            .field("folder", folder)
            .finish_non_exhaustive()
    }
}

/// What is wrong, if anything is.
#[derive(Debug, Default)]
pub(super) struct Trouble(AtomicU8);

impl Trouble {
    /// The last write failed.
    pub(super) const UNWRITTEN: u8 = 1;
    /// A sync failed: what was written before may be gone.
    pub(super) const UNSYNCED: u8 = 2;
    /// The file is not where readers look for it.
    pub(super) const GONE: u8 = 4;
    /// The head could not be written.
    pub(super) const HEADLESS: u8 = 8;

    pub(super) fn any(&self) -> bool {
        self.0.load(Relaxed) != 0
    }

    pub(super) fn is(&self, trouble: u8) -> bool {
        self.0.load(Relaxed) & trouble != 0
    }

    /// True if that is new.
    pub(super) fn add(&self, trouble: u8) -> bool {
        self.0.fetch_or(trouble, Relaxed) & trouble == 0
    }

    /// True if it was there.
    pub(super) fn remove(&self, trouble: u8) -> bool {
        self.0.fetch_and(!trouble, Relaxed) & trouble != 0
    }
}

impl Shared {
    /// Puts an event into the next batch, and waits until the batch is written.
    pub(super) async fn write(
        self: Arc<Self>,
        body: Vec<u8>,
        must_stay: bool,
    ) -> Result<(), AuditError> {
        let batch = match self.put(&body, must_stay) {
            Place::Full(before) => self.wait_for_room(body, must_stay, before).await,
            place => self.lead(place).await,
        };
        match batch {
            Some(batch) if batch.wait().await => Ok(()),
            _ => Err(AuditError::Unwritten),
        }
    }

    fn put(&self, body: &[u8], must_stay: bool) -> Place {
        if self.is_closed.load(Relaxed) {
            self.lost.fetch_add(1, Relaxed);
            return Place::Refused;
        }
        let disk = DiskState {
            is_failing: self.trouble.is(Trouble::UNWRITTEN | Trouble::GONE),
            backlog_bytes: self.backlog_bytes.load(Relaxed),
        };
        self.queue.lock().put(body, disk, must_stay)
    }

    /// The queue is full: the writer is slowed down until a write is done.
    async fn wait_for_room(
        &self,
        body: Vec<u8>,
        must_stay: bool,
        mut before: Arc<Batch>,
    ) -> Option<Arc<Batch>> {
        self.waited.fetch_add(1, Relaxed);
        let mut waiting = Waiting { log: self, body };
        loop {
            before.wait().await;
            match self.put(&waiting.body, must_stay) {
                Place::Full(batch) => before = batch,
                place => {
                    waiting.body.clear();
                    return self.lead(place).await;
                }
            }
        }
    }

    /// The batch of an event that has a place. The first one writes it.
    async fn lead(&self, place: Place) -> Option<Arc<Batch>> {
        let Place::Taken { batch, leads } = place else {
            self.refused.fetch_add(1, Relaxed);
            return None;
        };
        if leads {
            let lead = Lead(self);
            // Whatever else is ready to run on this thread may join the batch.
            tokio::task::yield_now().await;
            drop(lead);
        }
        Some(batch)
    }

    /// Writes what waits. The write itself goes to the system's memory and takes microseconds, so
    /// it is done where it stands. Where the last one failed, only `again` tries.
    pub(super) fn write_batch(&self, again: bool) {
        let mut sink = self.sink.lock();
        let (lines, batch) = self.queue.lock().take();
        let written = if self.trouble.is(Trouble::UNWRITTEN) && !again {
            sink.keep(lines);
            false
        } else {
            sink.append(lines)
        };
        self.backlog_bytes.store(sink.backlog_bytes(), Relaxed);
        if written {
            self.trouble.remove(Trouble::UNWRITTEN);
        } else if sink.has_backlog() {
            self.trouble.add(Trouble::UNWRITTEN);
        }
        let is_full = sink.bytes >= self.rotation.bytes;
        drop(sink);
        if is_full {
            self.full.notify_one();
        }
        if let Some(batch) = batch {
            batch.finish(written);
        }
    }

    pub(super) fn is_settled(&self) -> bool {
        let sink = self.sink.lock();
        let is_written = !sink.has_backlog() && sink.written.sequence == self.synced.load(Relaxed);
        let is_found = sink.file.has_name().unwrap_or(false);
        let is_due = self.rotation.is_due(&sink, self.clock.now());
        is_written && is_found && !is_due && !self.trouble.any()
    }
}

/// Whoever writes for a batch. A leader that is cancelled writes all the same.
struct Lead<'a>(&'a Shared);

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.0.write_batch(false);
    }
}

/// An event that waits for room; empty once it has a place. One that is cancelled is written all the
/// same.
struct Waiting<'a> {
    log: &'a Shared,
    body: Vec<u8>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.body.is_empty() {
            let _place = self.log.queue.lock().put_anyway(&self.body);
            self.log.write_batch(false);
        }
    }
}
