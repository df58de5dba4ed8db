//! What redb sees of a file, with a count of its syncs and a memory of its faults.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use iamd_disk::DiskFile;
use redb::StorageBackend;

use crate::observer::Counters;

/// Passes redb's calls on to a file. Locks are taken before, on the file itself.
#[derive(Clone, Debug)]
pub(super) struct Backend {
    pub(super) file: Arc<dyn DiskFile>,
    pub(super) counters: Arc<Counters>,
    pub(super) faults: Arc<Faults>,
}

/// Which kinds of faults the file has had, for redb tells only the first one and only as text.
#[derive(Debug, Default)]
pub(super) struct Faults {
    full: AtomicBool,
    sync_failed: AtomicBool,
}

impl Faults {
    /// Whether a write failed for want of room since this was last asked.
    pub(super) fn take_full(&self) -> bool {
        self.full.swap(false, Ordering::AcqRel)
    }

    /// Whether a sync ever failed.
    pub(super) fn sync_failed(&self) -> bool {
        self.sync_failed.load(Ordering::Acquire)
    }

    fn note(&self, result: io::Result<()>) -> io::Result<()> {
        if let Err(error) = &result
            && is_full(error.kind())
        {
            self.full.store(true, Ordering::Release);
        }
        result
    }
}

/// Whether an error of this kind means that there is no room for more.
pub(super) fn is_full(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(kind, StorageFull | QuotaExceeded | FileTooLarge)
}

impl Backend {
    pub(super) fn new(file: Arc<dyn DiskFile>) -> Self {
        Self {
            file,
            counters: Arc::default(),
            faults: Arc::default(),
        }
    }

    /// Makes everything durable that this process or one before it has written.
    pub(super) fn sync(&self) -> io::Result<()> {
        Counters::add(&self.counters.syncs, 1);
        let result = self.file.sync();
        if result.is_err() {
            self.faults.sync_failed.store(true, Ordering::Release);
        }
        result
    }
}

impl StorageBackend for Backend {
    fn len(&self) -> io::Result<u64> {
        self.file.bytes()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.faults.note(self.file.set_bytes(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.faults.note(self.sync())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.faults.note(self.file.write(offset, data))
    }
}
