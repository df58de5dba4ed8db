//! The files of the log: their names and their order.
//!
//! ```text
//! audit.jsonl.unchained ─ audit.jsonl.000000000001 ─ audit.jsonl.000000004711 ─ audit.jsonl
//!   of an older program      rotated, by first event                               the newest
//! ```

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, DiskFile, Kind};

use super::{chain::Chained, lines::Lines};

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

/// A file of the log.
#[derive(Debug, Clone)]
pub(super) struct LogFile {
    pub(super) name: String,
    pub(super) file: Arc<dyn DiskFile>,
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
        let has_nothing = file.bytes()? == 0;
        let is_newest = [FILE_NAME, NEXT_NAME].contains(&name.as_str());
        let mut lines = Lines::from(Arc::clone(&file), 0)?;
        let line = lines.next()?.filter(|line| line.is_whole);
        let chained = line.and_then(|line| Chained::read(line.bytes));
        let first = chained.map(|chained| chained.link.sequence);
        let was_empty = has_nothing || is_newest && line.is_none();
        Ok(Self {
            first: first.filter(|_| !was_empty),
            was_empty,
            name,
            file,
        })
    }
}

/// The files of the log, open, the oldest first. Those without a chain come first, by name.
///
/// All are opened before any is read, and the folder is read again if one vanished meanwhile: a
/// rotation renames two.
///
/// # Errors
/// The folder or a file cannot be read.
pub(super) fn list(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<LogFile>> {
    /// More than one rotation a moment there is not.
    const ATTEMPTS: usize = 10;
    let mut files = None;
    for _ in 0..ATTEMPTS {
        files = open_all(disk, folder)?;
        if files.is_some() {
            break;
        }
    }
    let changing = || io::Error::other("its files change faster than they can be listed");
    let mut files = files.ok_or_else(changing)?;
    files.sort_by(|one, other| (rank(one), &one.name).cmp(&(rank(other), &other.name)));
    Ok(files)
}

/// An empty file is the newest.
fn rank(file: &LogFile) -> u64 {
    match file.first {
        None if file.was_empty => u64::MAX,
        None => 0,
        Some(first) => first,
    }
}

/// `None` if names changed before all were open.
fn open_all(disk: &dyn Disk, folder: &Path) -> io::Result<Option<Vec<LogFile>>> {
    let mut files = Vec::new();
    let names = names(disk, folder)?;
    for name in names.iter().cloned() {
        let path = folder.join(&name);
        match disk.entry(&path) {
            Ok(entry) if entry.kind == Kind::File => {}
            Ok(_) => continue,
            // A link to nowhere, or gone.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(of(&name, &error)),
        }
        let file = match disk.open_to_read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|error| of(&name, &error))?,
        };
        files.push((name, file));
    }
    if names != self::names(disk, folder)? {
        return Ok(None);
    }
    let with_first = |(name, file): (String, Arc<dyn DiskFile>)| {
        let looked = LogFile::look_into(name.clone(), file);
        looked.map_err(|error| of(&name, &error))
    };
    files
        .into_iter()
        .map(with_first)
        .collect::<io::Result<_>>()
        .map(Some)
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
    let mut lines = Lines::from(Arc::clone(file), 0)?;
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
