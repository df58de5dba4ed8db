//! Files that are either there, whole and durable, or not there at all.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// What only we may read and write.
const PRIVATE: u32 = 0o600;

/// Makes a private file with this content. Nothing is overwritten.
///
/// # Errors
/// `AlreadyExists` if something is there; what the system says otherwise.
pub(crate) fn create_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let draft = draft(path);
    // What a start that was broken off left behind.
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_and_link(&draft, path, content);
    let removed = std::fs::remove_file(&draft);
    written.and(removed)?;
    sync_directory(directory(path))
}

fn write_and_link(draft: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(PRIVATE)
        .open(draft)?;
    file.write_all(content)?;
    file.sync_all()?;
    // Other than a renaming, a link fails where something has the name.
    std::fs::hard_link(draft, path)
}

/// Opens a private file for reading and writing, and makes an empty one if there is none.
pub(super) fn open_or_create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(PRIVATE);
    options.open(path)
}

/// Makes the names in a directory durable.
pub(crate) fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The directory that holds a file.
pub(super) fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Where a file is written before it gets its name.
fn draft(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}
