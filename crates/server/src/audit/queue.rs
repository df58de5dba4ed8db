//! What waits for the next write.

use std::{
    pin::pin,
    sync::{Arc, OnceLock},
};

use tokio::sync::Notify;

use super::{
    chain::{ChainKeys, Link},
    sink,
};

/// LIMIT: what waits for the next write, in bytes. Who comes then waits for that write.
const QUEUE_BYTES_MAX: usize = 4 << 20;

/// LIMIT: what waits for a disk that takes nothing, in bytes. Events of what was changed are kept
/// beyond it: no change begins while the disk takes nothing, so that there are no more of them than
/// requests that were in work when that began.
const BACKLOG_BYTES_MAX: usize = 4 << 20;

/// The events of one write.
#[derive(Debug, Default)]
pub(super) struct Batch {
    written: OnceLock<bool>,
    done: Notify,
}

/// Events in the order in which they will stand in the log, each with its chain.
#[derive(Debug)]
pub(super) struct Queue {
    keys: ChainKeys,
    /// The last event that was given a place, written or not.
    last: Link,
    lines: sink::Lines,
    /// Who waits; absent if nobody does.
    batch: Option<Arc<Batch>>,
}

/// What became of an event that asked for a place.
pub(super) enum Place {
    /// It is written with this batch. Whoever comes first writes for all.
    Taken { batch: Arc<Batch>, leads: bool },
    /// There is no room before this batch is written.
    Full(Arc<Batch>),
    /// The disk takes nothing, and enough waits for it.
    Refused,
}

/// How the disk is, as far as a new event has to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct DiskState {
    /// Whether the last write failed.
    pub(super) is_failing: bool,
    /// What waits since then, besides what is in the queue.
    pub(super) backlog_bytes: usize,
}

impl Queue {
    /// An empty queue behind an event.
    pub(super) fn new(keys: ChainKeys, last: Link) -> Self {
        Self {
            keys,
            last,
            lines: sink::Lines::default(),
            batch: None,
        }
    }

    /// Gives an event its place in the log, if there is room or it must not be lost.
    pub(super) fn put(&mut self, body: &[u8], disk: DiskState, must_stay: bool) -> Place {
        let waiting = self.lines.bytes.len();
        let is_over = |has: usize, max: usize| has > 0 && has + body.len() > max;
        if disk.is_failing {
            if !must_stay && is_over(waiting + disk.backlog_bytes, BACKLOG_BYTES_MAX) {
                return Place::Refused;
            }
        } else if is_over(waiting, QUEUE_BYTES_MAX)
            && let Some(batch) = &self.batch
        {
            return Place::Full(Arc::clone(batch));
        }
        self.put_anyway(body)
    }

    /// The same without asking for room.
    pub(super) fn put_anyway(&mut self, body: &[u8]) -> Place {
        self.last = self.keys.seal(body, self.last, &mut self.lines.bytes);
        self.lines.events += 1;
        self.lines.end = self.last;
        let leads = self.batch.is_none();
        Place::Taken {
            batch: Arc::clone(self.batch.get_or_insert_default()),
            leads,
        }
    }

    /// Takes everything that waits.
    pub(super) fn take(&mut self) -> (sink::Lines, Option<Arc<Batch>>) {
        (std::mem::take(&mut self.lines), self.batch.take())
    }

    /// From the next event on these keys.
    pub(super) fn use_keys(&mut self, keys: ChainKeys) {
        self.keys = keys;
    }

    /// The keys of the chain.
    pub(super) fn keys(&self) -> &ChainKeys {
        &self.keys
    }

    /// How many bytes wait.
    pub(super) fn waiting_bytes(&self) -> usize {
        self.lines.bytes.len()
    }
}

impl Batch {
    pub(super) fn finish(&self, written: bool) {
        let _first = self.written.set(written).is_ok();
        self.done.notify_waiters();
    }

    /// Whether the batch was written, once that is known.
    pub(super) async fn wait(&self) -> bool {
        let mut done = pin!(self.done.notified());
        done.as_mut().enable();
        if let Some(written) = self.written.get() {
            return *written;
        }
        done.await;
        self.written.get().copied().unwrap_or(false)
    }
}
