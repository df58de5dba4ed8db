//! The mark of a data directory, the file `format`: what tells it from a folder that is another's.

use std::{io, path::Path};

use iamd_disk::{Disk, LocalDisk};

use super::{
    DIRECTORY_FILE, DataDir, DataDirError, FIRST_START_FILE, MASTER_KEY_FILE, OBJECTS_FILE, error,
    restoring::FORMAT_RESTORING,
};

/// The mark of a data directory.
pub(super) const FORMAT_FILE: &str = "format";

/// LIMIT: how much of a mark is read.
pub(super) const FORMAT_BYTES_MAX: usize = 1024;

/// What an iamd from before keyrings wrote as its mark.
pub(super) const FORMAT_1: &str = "iamd data directory, version 1\n";
/// The version of the layout that this program writes.
pub(super) const FORMAT_2: &str = "iamd data directory, version 2\n";

/// What a start that was broken off may have left before its mark, by how the names begin; and what
/// a file system puts into a directory of its own.
const FIRST_START: &[&str] = &[
    "audit.",
    "control.sock",
    DIRECTORY_FILE,
    FIRST_START_FILE,
    "format.new",
    "iamd.toml",
    "keyring",
    "lock",
    "lost+found",
    MASTER_KEY_FILE,
    "root-credentials.env",
];

/// What was found in a data directory when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing was ever kept here.
    Fresh,
    /// Keys follow from the master key.
    Version1,
    /// Keys lie in a keyring.
    Version2,
}

impl DataDir {
    /// Refuses a folder in which no data directory was ever begun, such as one where a disk is not
    /// mounted. Nothing is made there.
    ///
    /// # Errors
    /// There is none, or the folder cannot be looked at.
    pub(crate) fn require(path: &Path) -> Result<(), DataDirError> {
        let has = |name| match LocalDisk.entry(&path.join(name)) {
            Ok(_) => Ok(true),
            Err(error) if is_not_there(&error) => Ok(false),
            Err(source) => Err(error::at("use", path)(source)),
        };
        // A first start that was broken off before it made the stores has made nothing.
        if has(DIRECTORY_FILE)? || has(FORMAT_FILE)? && !has(FIRST_START_FILE)? {
            return Ok(());
        }
        Err(DataDirError::Missing {
            path: path.to_owned(),
        })
    }
}

pub(super) fn read_layout(disk: &dyn Disk, path: &Path) -> Result<Layout, DataDirError> {
    let file = path.join(FORMAT_FILE);
    match disk.read(&file, FORMAT_BYTES_MAX) {
        Ok(mark) if mark == FORMAT_1.as_bytes() => Ok(Layout::Version1),
        Ok(mark) if mark == FORMAT_2.as_bytes() => Ok(Layout::Version2),
        Ok(mark) if mark == FORMAT_RESTORING.as_bytes() => Err(DataDirError::NotRestored {
            path: path.to_owned(),
        }),
        Ok(mark) => Err(unknown_mark(path, &mark)),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(Layout::Fresh),
        Err(source) => Err(error::at("read", &file)(source)),
    }
}

/// What is wrong with a mark that is none of those that this program writes.
fn unknown_mark(path: &Path, mark: &[u8]) -> DataDirError {
    let said = String::from_utf8_lossy(mark).trim_end().to_owned();
    let version = said.strip_prefix("iamd data directory, version ");
    match version.map(str::parse) {
        Some(Ok(3_u32..)) => DataDirError::OtherVersion {
            path: path.to_owned(),
            found: said,
        },
        _ => DataDirError::MarkDamaged {
            path: path.join(FORMAT_FILE),
        },
    }
}

/// Refuses a directory that lost its mark: a first start makes the mark before the stores.
pub(super) fn refuse_unmarked(disk: &dyn Disk, path: &Path) -> Result<(), DataDirError> {
    let stores = [DIRECTORY_FILE, OBJECTS_FILE];
    if stores
        .iter()
        .all(|name| disk.entry(&path.join(name)).is_ok())
    {
        return Err(DataDirError::MarkDamaged {
            path: path.join(FORMAT_FILE),
        });
    }
    Ok(())
}

/// Refuses a directory without a mark that somebody uses for something else.
pub(super) fn refuse_foreign(disk: &dyn Disk, path: &Path) -> Result<(), DataDirError> {
    let names = disk.names(path).map_err(error::at("read", path))?;
    let is_ours = |name: &String| FIRST_START.iter().any(|own| name.starts_with(own));
    match names.into_iter().find(|name| !is_ours(name)) {
        None => Ok(()),
        Some(found) => Err(DataDirError::Foreign {
            path: path.to_owned(),
            found,
        }),
    }
}

fn is_not_there(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
