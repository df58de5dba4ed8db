//! How a start finds the log, and goes on with it.
//!
//! ```text
//! head: event 40 is on the disk        what a kill leaves       what a loss of power may leave
//! audit.jsonl  … 39 40 │ 41 42 43      whole events             torn or missing ones: cut off
//!                      └ checked from here on
//! ```
//!
//! What the head names must be there: a log that ends before it has been cut, and the next event
//! goes on behind what the head names, so that the gap stays to be seen. What cannot be trusted is
//! put aside, never deleted, and the first event of the start says how the log was found.

mod scan;

use std::{
    cmp::Ordering,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, DiskFile};
use iamd_ident::{Clock, Timestamp};
use serde::Serialize;

use self::scan::{Scan, Scanned};
use super::{
    chain::{ChainKeys, ChainValue, Link},
    files::{
        self, CUT_NAME, FILE_NAME, HEAD_NAME, LogFile, NEXT_NAME, UNCHAINED_NAME, free_path, list,
        rotated_name,
    },
    head::{self, Found, Head, HeadFile, HeadState},
    reading::{begun, copy, digest, file_name},
    sink::Sink,
};

/// The log, as a start found and mended it.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) sink: Sink,
    pub(super) head: HeadFile,
    pub(super) left: Left,
}

/// What a start found, for the event that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Left {
    /// How the log was left.
    #[serde(rename = "left")]
    pub(super) how: LeftAs,
    /// The last event that was known to be on the disk; absent without a head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) known: Option<u64>,
    /// The last event that was found.
    pub(super) found: u64,
    /// Bytes behind the last whole event, which were cut off.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) cut_bytes: u64,
    /// The file that they were kept in, if they held more than one torn line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cut_to: Option<String>,
    /// A file that could not be gone on with, and was put aside under this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) put_aside: Option<String>,
    /// What programs wrote that did not chain events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) unchained: Vec<UnchainedFile>,
    /// The key of their digests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) digest_key: Option<String>,
}

impl Left {
    /// Tells whoever looks at what the program says that events are gone, or were changed.
    pub(super) fn warn(&self) {
        let what = match self.how {
            LeftAs::New
            | LeftAs::Unchained
            | LeftAs::Closed
            | LeftAs::Killed
            | LeftAs::Restored => return,
            LeftAs::Missing => "is gone",
            LeftAs::Cut => "has lost events that were on the disk",
            LeftAs::Broken => "is not as it was left: events or its head were changed or removed",
        };
        tracing::error!(
            known = self.known,
            found = self.found,
            "the audit log {what}; `iamd audit verify` names what"
        );
    }
}

/// How the log was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum LeftAs {
    /// There was none, and no data directory either.
    New,
    /// A program that did not chain events left it.
    Unchained,
    /// The program before ended, and all of its events are there.
    Closed,
    /// The program before was killed, or the power failed: what is known to have been on the disk
    /// is there.
    Killed,
    /// A backup was restored: the events before are elsewhere.
    Restored,
    /// There is a data directory, and its log is gone.
    Missing,
    /// Events are gone that were on the disk.
    Cut,
    /// The head is gone or changed, or events are.
    Broken,
}

/// A file without a chain, as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct UnchainedFile {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) digest: ChainValue,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// Where the log is, and what opens it.
pub(super) struct Place<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) folder: &'a Path,
    pub(super) keys: &'a ChainKeys,
    pub(super) clock: &'a dyn Clock,
    /// Whether nothing was ever kept in the data directory.
    pub(super) is_fresh: bool,
    /// When the first key of the chain was made.
    pub(super) chained_since: Timestamp,
}

/// Opens the log: finishes a rotation that was broken off, cuts off what a crash tore, and says in a
/// head that the log is open.
pub(super) fn open(place: &Place<'_>) -> io::Result<Opened> {
    finish_rotation(place.disk, place.folder)?;
    let mut found = head::read(place.disk, &place.path(HEAD_NAME), place.keys)?;
    if found == Found::Unreadable && place.is_fresh {
        // The first start of all was broken off while it wrote the first one.
        found = Found::Missing;
    }
    let mut left = Left::of(found, place.is_fresh);
    let files = list(place.disk, place.folder)?;
    let is_chained = files.iter().any(|file| file.first.is_some());
    if found == Found::Missing && !is_chained && place.may_be_unchained() {
        place.put_unchained_aside(&files, &mut left)?;
    }
    let last = place.mend(found.head(), &mut left)?;
    let sink = place.sink(last, found.head(), &mut left)?;
    let head = Head {
        generation: 0,
        state: HeadState::Open,
        written: sink.written,
        file_first: sink.first,
        file_bytes: sink.bytes,
        deleted: found.head().map(|head| head.deleted).unwrap_or_default(),
        at: place.clock.now(),
    };
    let generation = found.head().map(|head| head.generation);
    let path = place.path(HEAD_NAME);
    let head = HeadFile::open(place.disk, &path, place.keys, head, generation)?;
    Ok(Opened { sink, head, left })
}

/// Finishes a rotation that was broken off. The next file gets its first event when everything before
/// is on the disk, so that an empty one is not needed.
fn finish_rotation(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let next = folder.join(NEXT_NAME);
    let file = match disk.open_to_read(&next) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    if file.bytes()? > 0 {
        return name_next(disk, folder);
    }
    disk.remove_file(&next)?;
    disk.sync_folder(folder)
}

/// Makes the next file the newest one, durably. What was begun before is finished.
pub(super) fn name_next(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let (current, next) = (folder.join(FILE_NAME), folder.join(NEXT_NAME));
    if let Err(error) = disk.entry(&next) {
        // It is the newest one already, and what remains is that this becomes durable.
        if error.kind() == io::ErrorKind::NotFound {
            return disk.sync_folder(folder);
        }
        return Err(error);
    }
    match disk.open_to_read(&current) {
        Ok(full) => {
            let first = files::first_event(&full)?.unwrap_or_default();
            disk.rename(&current, &free_path(disk, folder, &rotated_name(first))?)?;
            disk.sync_folder(folder)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    disk.rename(&next, &current)?;
    disk.sync_folder(folder)
}

impl Left {
    /// What the head tells; files may tell worse.
    fn of(found: Found, is_fresh: bool) -> Self {
        let how = match found {
            Found::Missing if is_fresh => LeftAs::New,
            Found::Missing => LeftAs::Missing,
            Found::Unreadable | Found::Damaged(_) => LeftAs::Broken,
            Found::Head(head) => match head.state {
                HeadState::Open => LeftAs::Killed,
                HeadState::Closed => LeftAs::Closed,
                HeadState::Restored => LeftAs::Restored,
            },
        };
        Self {
            how,
            known: found.head().map(|head| head.written.sequence),
            found: 0,
            cut_bytes: 0,
            cut_to: None,
            put_aside: None,
            unchained: Vec::new(),
            digest_key: None,
        }
    }
}

impl Place<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Opens a file that was listed. Nobody else renames files of the log now.
    fn open_listed(&self, file: &LogFile) -> io::Result<Arc<dyn DiskFile>> {
        let gone = || files::of(&file.name, &io::ErrorKind::NotFound.into());
        file.open(self.disk, self.folder)?.ok_or_else(gone)
    }

    /// Whether programs may have left a log that did not chain events: the first start of one that
    /// does made the key of the chain, and the keyring says under the master key when that was.
    ///
    /// SECURITY: later, a log without a chain was put there by somebody, and must not be vouched for.
    ///
    /// LIMIT: an hour, for a first start that was broken off.
    fn may_be_unchained(&self) -> bool {
        const FIRST_START_SECONDS: u64 = 3600;
        let passed = self.clock.now().duration_since(self.chained_since);
        passed.as_secs().unsigned_abs() < FIRST_START_SECONDS
    }

    /// Puts aside what programs wrote that did not chain events, and takes its digest.
    fn put_unchained_aside(&self, files: &[LogFile], left: &mut Left) -> io::Result<()> {
        /// LIMIT: how many of such files are told.
        const TOLD_MAX: usize = 100;
        for file in files {
            if file.was_empty {
                continue;
            }
            left.how = LeftAs::Unchained;
            let opened = self.open_listed(file)?;
            let mut name = file.name.clone();
            if name == FILE_NAME {
                let path = free_path(self.disk, self.folder, UNCHAINED_NAME)?;
                self.disk.rename(&self.path(&name), &path)?;
                self.disk.sync_folder(self.folder)?;
                name = file_name(&path);
            }
            if left.unchained.len() < TOLD_MAX {
                let (bytes, digest) = digest(&opened, |so_far, block| {
                    Some(self.keys.digest(so_far, block))
                })?;
                left.unchained.push(UnchainedFile {
                    name,
                    bytes,
                    digest,
                });
            }
        }
        if !left.unchained.is_empty() {
            left.digest_key = Some(self.keys.current_name().to_owned());
        }
        Ok(())
    }

    /// Cuts off what a crash tore, and finds the event that the next one goes on from.
    fn mend(&self, head: Option<Head>, left: &mut Left) -> io::Result<Link> {
        let mut files = list(self.disk, self.folder)?;
        let current = files.iter().position(|file| file.name == FILE_NAME);
        let current = current.map(|place| files.remove(place));
        let mut last = None;
        if let Some(current) = current {
            let opened = self.open_listed(&current)?;
            let scanned = Scan::new(self.keys, head).read(&opened, current.first)?;
            if !scanned.is_sound {
                left.how = LeftAs::Broken;
            }
            self.cut_off(&scanned, left)?;
            last = scanned.last;
        }
        files.retain(|file| file.first.is_some());
        if let (None, Some(newest)) = (last, files.pop()) {
            last = Scan::new(self.keys, head).last_of(&self.open_listed(&newest)?)?;
        }
        let last = last.unwrap_or_default();
        left.found = last.sequence;
        Ok(Self::go_on_from(last, head, left))
    }

    /// The event that the next one goes on from: the last one that was found, or the one that the
    /// head names, if that comes later.
    fn go_on_from(last: Link, head: Option<Head>, left: &mut Left) -> Link {
        let Some(head) = head else {
            if last.sequence > 0 {
                // Nobody but the head could say whether something followed.
                left.how = LeftAs::Broken;
            }
            return last;
        };
        match last.sequence.cmp(&head.written.sequence) {
            Ordering::Less => {
                if head.state != HeadState::Restored {
                    left.how = LeftAs::Cut;
                }
                return head.written;
            }
            Ordering::Equal if last != head.written => left.how = LeftAs::Broken,
            Ordering::Greater if head.state != HeadState::Open => left.how = LeftAs::Broken,
            Ordering::Equal | Ordering::Greater => {}
        }
        last
    }

    /// Cuts the newest file behind its last event. What stood there is kept if it is more than one
    /// torn line.
    fn cut_off(&self, scanned: &Scanned, left: &mut Left) -> io::Result<()> {
        let path = self.path(FILE_NAME);
        let file = self.disk.open(&path)?;
        let length = file.bytes()?;
        if length <= scanned.end {
            return Ok(());
        }
        if scanned.has_lines_behind {
            let last = scanned.last.map_or(0, |last| last.sequence);
            let name = format!("{CUT_NAME}.{last:012}");
            let kept = free_path(self.disk, self.folder, &name)?;
            copy(&*file, scanned.end, &*self.disk.create_new(&kept)?)?;
            self.disk.sync_folder(self.folder)?;
            left.cut_to = Some(file_name(&kept));
        }
        left.cut_bytes = length - scanned.end;
        file.set_bytes(scanned.end)?;
        file.sync()?;
        tracing::warn!(
            path = %path.display(),
            "the end of the audit log was torn by a crash; its {} bytes were cut off",
            left.cut_bytes
        );
        Ok(())
    }

    /// The file that the next event goes to.
    fn sink(&self, last: Link, head: Option<Head>, left: &mut Left) -> io::Result<Sink> {
        let path = self.path(FILE_NAME);
        let existing = match self.disk.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            opened => Some(opened?),
        };
        if let Some(file) = existing {
            let bytes = file.bytes()?;
            let first = files::first_event(&file)?;
            let is_whole =
                bytes == 0 || Scan::new(self.keys, head).ends_with(&file, bytes, last)?;
            if is_whole {
                let first = first.unwrap_or(last.next_sequence());
                let mut sink = Sink::new(Arc::clone(&file), bytes, first, last);
                sink.begun = begun(&file)?;
                return Ok(sink);
            }
            // It cannot be gone on with: it ends before what the head names, or is not ours.
            let name = first.map_or_else(|| format!("{FILE_NAME}.unreadable"), rotated_name);
            let aside = free_path(self.disk, self.folder, &name)?;
            self.disk.rename(&path, &aside)?;
            left.put_aside = Some(file_name(&aside));
            if first.is_none() || head.is_none() {
                left.how = LeftAs::Broken;
            }
        }
        let file = self.disk.create_new(&path)?;
        self.disk.sync_folder(self.folder)?;
        Ok(Sink::new(file, 0, last.next_sequence(), last))
    }
}
