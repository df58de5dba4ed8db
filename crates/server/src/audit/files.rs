//! The files of the log: their names and their order.
//!
//! ```text
//! audit.jsonl.unchained ─ audit.jsonl.000000000001 ─ audit.jsonl.000000004711 ─ audit.jsonl
//!   of an older program      rotated, by first event                               the newest
//! ```

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, DiskFile, Kind};

use super::{
    chain::Chained,
    lines::{LINE_BYTES_MAX, Lines},
};

/// The name of the log in the data directory: the file of the newest events. All its files have
/// names that begin so.
pub const FILE_NAME: &str = "audit.jsonl";

/// The next file of the log, while it is not yet named [`FILE_NAME`].
pub const NEXT_NAME: &str = "audit.jsonl.next";

/// What a program that did not chain events left.
pub const UNCHAINED_NAME: &str = "audit.jsonl.unchained";

/// How far the log is known to be on the disk.
pub const HEAD_NAME: &str = "audit.head";

/// What was cut off behind the last whole event, with its number behind this.
pub const CUT_NAME: &str = "audit.cut";

/// The name of a file that was rotated away, by the number of its first event.
pub fn rotated_name(first: u64) -> String {
    format!("{FILE_NAME}.{first:012}")
}

/// A file of the log. It is open only while it is read: there may be more of them than a process may
/// have open.
#[derive(Debug, Clone)]
pub(super) struct LogFile {
    /// Under which it was found; the newest one gets another at the next rotation.
    pub(super) name: String,
    /// The number of its first event; `None` if it does not begin with a chained one.
    pub(super) first: Option<u64>,
    /// Whether nothing was written to it when it was listed, or, if it is the newest, nothing whole:
    /// its first event may be written just now.
    pub(super) was_empty: bool,
}

impl LogFile {
    /// Whether it is empty is asked first: what comes in between is then no first event of a file
    /// that was none.
    fn look_into(name: String, file: Arc<dyn DiskFile>) -> io::Result<Self> {
        let length = file.bytes()?;
        let is_newest = is_newest(&name);
        let mut lines = Lines::first_of(file)?;
        let line = lines.next()?;
        let chained = line
            .filter(|line| line.is_whole)
            .and_then(|line| Chained::read(line.bytes));
        let first = chained.map(|chained| chained.link.sequence);
        let begins = line.is_some_and(|line| line.is_whole) || length > LINE_BYTES_MAX as u64;
        let was_empty = length == 0 || is_newest && !begins;
        Ok(Self {
            first: first.filter(|_| !was_empty),
            was_empty,
            name,
        })
    }

    /// Opens it to be read; `None` if it is gone. Names are tried in the order in which a rotation
    /// gives them, so that none is missed that is renamed meanwhile.
    pub(super) fn open(
        &self,
        disk: &dyn Disk,
        folder: &Path,
    ) -> io::Result<Option<Arc<dyn DiskFile>>> {
        let Some(first) = self.first else {
            return open_if_there(disk, folder, &self.name);
        };
        let rotated = rotated_name(first);
        for name in [&self.name, NEXT_NAME, FILE_NAME, &rotated] {
            let opened = open_if_there(disk, folder, name)?;
            if let Some(file) = opened
                && first_event(&file).map_err(|error| of(name, &error))? == Some(first)
            {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }
}

fn is_newest(name: &str) -> bool {
    [FILE_NAME, NEXT_NAME].contains(&name)
}

fn open_if_there(
    disk: &dyn Disk,
    folder: &Path,
    name: &str,
) -> io::Result<Option<Arc<dyn DiskFile>>> {
    match disk.open_to_read(&folder.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some).map_err(|error| of(name, &error)),
    }
}

/// The files of the log, the oldest first. Those without a chain come first, by name.
///
/// The folder is read again if its names changed while files were looked into: a rotation renames
/// two.
///
/// # Errors
/// The folder or a file cannot be read.
pub(super) fn list(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<LogFile>> {
    /// More than one rotation a moment there is not.
    const ATTEMPTS: usize = 10;
    let mut known = BTreeMap::new();
    for _ in 0..ATTEMPTS {
        let names = names(disk, folder)?;
        look_into_all(disk, folder, &names, &mut known)?;
        if names == self::names(disk, folder)? {
            let mut files: Vec<LogFile> = known.into_values().collect();
            files.sort_by(|one, other| (rank(one), &one.name).cmp(&(rank(other), &other.name)));
            return Ok(files);
        }
    }
    Err(io::Error::other(
        "its files change faster than they can be listed",
    ))
}

/// An empty file is the newest.
fn rank(file: &LogFile) -> u64 {
    match file.first {
        None if file.was_empty => u64::MAX,
        None => 0,
        Some(first) => first,
    }
}

/// Looks into files, one after the other. What is known of one that was rotated away stays true.
fn look_into_all(
    disk: &dyn Disk,
    folder: &Path,
    names: &[String],
    known: &mut BTreeMap<String, LogFile>,
) -> io::Result<()> {
    known.retain(|name, file| {
        file.first.is_some() && !is_newest(name) && names.binary_search(name).is_ok()
    });
    for name in names {
        if known.contains_key(name) {
            continue;
        }
        match disk.entry(&folder.join(name)) {
            Ok(entry) if entry.kind == Kind::File => {}
            Ok(_) => continue,
            // A link to nowhere, or gone.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(of(name, &error)),
        }
        // If it is gone by now, the names are others, too.
        if let Some(file) = open_if_there(disk, folder, name)? {
            let looked = LogFile::look_into(name.clone(), file);
            known.insert(name.clone(), looked.map_err(|error| of(name, &error))?);
        }
    }
    Ok(())
}

/// The names of the log's files, sorted.
fn names(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<String>> {
    let mut names = disk.names(folder)?;
    names.retain(|name| is_log(name));
    names.sort();
    Ok(names)
}

fn is_log(name: &str) -> bool {
    name.strip_prefix(FILE_NAME)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The number of the first event.
pub(super) fn first_event(file: &Arc<dyn DiskFile>) -> io::Result<Option<u64>> {
    let mut lines = Lines::first_of(Arc::clone(file))?;
    let line = lines.next()?;
    let chained = line
        .filter(|line| line.is_whole)
        .and_then(|line| Chained::read(line.bytes));
    Ok(chained.map(|chained| chained.link.sequence))
}

/// A path under which nothing is.
pub(super) fn free_path(disk: &dyn Disk, folder: &Path, name: &str) -> io::Result<PathBuf> {
    /// LIMIT: how often the same name is wanted.
    const TRIES: u32 = 1000;
    for number in 1..=TRIES {
        let path = match number {
            1 => folder.join(name),
            number => folder.join(format!("{name}.{number}")),
        };
        match disk.entry(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path),
            _ => {}
        }
    }
    Err(io::Error::other(
        "too many files of the same name were put aside",
    ))
}

/// An error that says of which file it is.
pub(super) fn of(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rotated_files_are_in_the_order_of_their_events() {
        let names = [1, 42, 999_999_999_999].map(rotated_name);
        assert_eq!(names[1], "audit.jsonl.000000000042");
        assert!(names.is_sorted());
    }
}
