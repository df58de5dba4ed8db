//! Turns for those who want to change one record at the same time.

use std::hash::{BuildHasher, RandomState};

use iamd_store::Key;
use tokio::sync::{Mutex, MutexGuard};

/// LIMIT: how many queues there are. Records beyond that share one.
const QUEUES: usize = 64;

/// Where whoever lost a record to somebody faster waits, first come, first served.
///
/// INVARIANT: nobody waits for a turn while it has another, so no two wait for each other.
pub(crate) struct Turns {
    queues: Box<[Mutex<()>]>,
    hasher: RandomState,
}

/// A turn, until it is dropped.
pub(crate) type Turn<'a> = MutexGuard<'a, ()>;

impl Turns {
    /// Waits for a turn at a record.
    pub(crate) async fn at(&self, record: &Key) -> Option<Turn<'_>> {
        let hash = self.hasher.hash_one(record) % QUEUES as u64;
        let queue = self.queues.get(usize::try_from(hash).ok()?)?;
        Some(queue.lock().await)
    }
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            queues: (0..QUEUES).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
        }
    }
}
