//! What a disk does wrong.

use std::{io, path::Path};

/// What a disk does wrong, and when. Operations and syncs count from 1, from when this was set.
/// Paths are given without a leading `/`; that of the root is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The power fails at this operation: it and all later ones are refused.
    pub power_off_at: Option<u64>,
    /// This operation fails, and those behind it do not.
    pub fails_once_at: Option<u64>,
    /// This sync of a file answers that it was done, and does nothing.
    pub sync_skipped: Option<u64>,
    /// The power fails so many operations behind the skipped sync, if there is one.
    pub power_off_behind_skipped: u64,
    /// Syncs of these files and folders answer that they were done, and do nothing. A file is asked
    /// for by the name under which it was made, too.
    pub skips_sync_of: Option<fn(&Path) -> bool>,
    /// Syncs of these files fail.
    pub fails_sync_of: Option<fn(&Path) -> bool>,
    /// No file may grow beyond this.
    pub file_bytes_max: Option<u64>,
    /// Nothing may grow once all files together have so much.
    pub disk_bytes_max: Option<u64>,
    /// Nothing can be changed.
    pub is_read_only: bool,
}

impl Faults {
    pub(super) fn skips(&self, path: &Path) -> bool {
        self.skips_sync_of.is_some_and(|skips| skips(path))
    }

    pub(super) fn fails_sync(&self, path: &Path) -> bool {
        self.fails_sync_of.is_some_and(|fails| fails(path))
    }

    /// Whether the operation with this number can be done.
    pub(super) fn check_operation(&self, number: u64) -> io::Result<()> {
        if self.fails_once_at == Some(number) {
            return Err(io::Error::other("a passing fault"));
        }
        match self.power_off_at {
            Some(at) if number >= at => Err(io::Error::other("the power is off")),
            _ => Ok(()),
        }
    }

    /// Whether there is room for a file of this length, and for all files of these together.
    pub(super) fn check_room(&self, file: u64, all: u64, grows: bool) -> io::Result<()> {
        let is_over = |max: Option<u64>, bytes| max.is_some_and(|max| bytes > max);
        if is_over(self.file_bytes_max, file) || grows && is_over(self.disk_bytes_max, all) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}
