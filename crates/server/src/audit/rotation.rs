//! New files for old: by size and age, and the end of those that were kept long enough.
//!
//! ```text
//! 1 make audit.jsonl.next, durably      nobody waits
//! 2 sync audit.jsonl, then the head     writers wait for two syncs
//!   says that the next event is the
//!   first of a new file; switch
//! 3 audit.jsonl → audit.jsonl.N,        nobody waits; a start finishes
//!   audit.jsonl.next → audit.jsonl      what was broken off
//! ```
//!
//! INVARIANT: the first event of a file is written when all before it are on the disk, so that no
//! loss of power leaves a gap between files.

use std::{io, path::Path, sync::Arc};

use iamd_disk::Disk;
use iamd_ident::Timestamp;

use super::{
    chain::{Chained, Link},
    files::{FILE_NAME, NEXT_NAME, UNCHAINED_NAME, list},
    lines::Lines,
    opening::name_next,
    reading::begun,
    sink::Sink,
};
use crate::config;

/// When a file is full, and how long full ones are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// A file of this size is full.
    pub bytes: u64,
    /// So is one whose first event is so old; 0 for none.
    pub seconds: u64,
    /// How many full files are kept; 0 for all.
    pub keep_files: u64,
    /// Files whose last event is so old are not kept; 0 for none.
    pub keep_days: u64,
}

impl From<&config::Audit> for Rotation {
    fn from(chosen: &config::Audit) -> Self {
        Self {
            bytes: chosen.rotate_bytes,
            seconds: chosen.rotate_seconds,
            keep_files: chosen.keep_files,
            keep_days: chosen.keep_days,
        }
    }
}

impl Rotation {
    /// Whether the file is full. Files that have nothing in them never are.
    pub(super) fn is_due(&self, sink: &Sink, now: Timestamp) -> bool {
        let is_old = |begun: Timestamp| self.seconds > 0 && seconds(begun, now) >= self.seconds;
        sink.bytes >= self.bytes || sink.bytes > 0 && sink.begun.is_some_and(is_old)
    }

    /// Whether files are deleted at all.
    pub(super) fn deletes(&self) -> bool {
        self.keep_files > 0 || self.keep_days > 0
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}

/// Where the next file is made, and named when it is the newest.
pub(super) struct Folder<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) path: &'a Path,
}

impl Folder<'_> {
    /// Makes the next file, durably; empty.
    pub(super) fn make_next(&self) -> io::Result<Arc<dyn iamd_disk::DiskFile>> {
        let next = self.disk.create(&self.path.join(NEXT_NAME))?;
        next.set_bytes(0)?;
        self.disk.sync_folder(self.path)?;
        Ok(next)
    }

    /// Gives both files their names.
    pub(super) fn name_files(&self) -> io::Result<()> {
        name_next(self.disk, self.path)
    }

    /// Which files have been kept long enough.
    pub(super) fn outlived(&self, rotation: &Rotation, now: Timestamp) -> io::Result<Outlived> {
        let mut files = list(self.disk, self.path)?;
        files.retain(|file| {
            file.first.is_some() && file.name != FILE_NAME && file.name != NEXT_NAME
        });
        let full = files.len() as u64;
        let mut outlived = Outlived::default();
        for (place, file) in files.iter().enumerate() {
            // All events of a file are older than the first one of the next.
            let next = match files.get(place + 1) {
                Some(next) => next.open(self.disk, self.path)?,
                None => self.disk.open_to_read(&self.path.join(FILE_NAME)).ok(),
            };
            let Some(next) = next else { break };
            let older_than = begun(&next)?.map_or(0, |begun| seconds(begun, now) / 86_400);
            let left = full - place as u64;
            let is_one_too_many = rotation.keep_files > 0 && left > rotation.keep_files;
            let is_too_old = rotation.keep_days > 0 && older_than >= rotation.keep_days;
            if !is_one_too_many && !is_too_old {
                break;
            }
            let Some(through) = before_first(&next)? else {
                break;
            };
            outlived.names.push(file.name.clone());
            outlived.through = through;
        }
        Ok(outlived)
    }

    /// Deletes files, and what programs left that did not chain events: it is older.
    pub(super) fn delete(&self, names: &[String]) -> io::Result<()> {
        let unchained = self.disk.names(self.path)?;
        let unchained = unchained
            .iter()
            .filter(|name| name.starts_with(UNCHAINED_NAME));
        for name in unchained.chain(names) {
            match self.disk.remove_file(&self.path.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        self.disk.sync_folder(self.path)
    }
}

/// Files that have been kept long enough.
#[derive(Debug, Default)]
pub(super) struct Outlived {
    pub(super) names: Vec<String>,
    /// The last event in them.
    pub(super) through: Link,
}

/// The event before the first one of a file.
fn before_first(file: &Arc<dyn iamd_disk::DiskFile>) -> io::Result<Option<Link>> {
    let mut lines = Lines::first_of(Arc::clone(file))?;
    let line = lines.next()?;
    Ok(line
        .and_then(|line| Chained::read(line.bytes))
        .map(|first| first.before()))
}
