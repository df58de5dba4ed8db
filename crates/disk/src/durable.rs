//! Small files that are there whole and durable, or not at all.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::Disk;

/// Makes a file with this content, durably. Nothing is overwritten.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] if something has the name; what the system says otherwise.
pub fn create_durably(disk: &dyn Disk, path: &Path, content: &[u8]) -> io::Result<()> {
    let draft = draft_of(path);
    // Other than a renaming, a link fails where something has the name.
    let linked = write(disk, &draft, content).and_then(|()| disk.link(&draft, path));
    let removed = disk.remove_file(&draft);
    linked.and(removed)?;
    disk.sync_folder(folder_of(path))
}

/// Makes a file with this content, durably. What had the name before is there until then.
///
/// # Errors
/// What the system says. The old content stands, or the new one.
pub fn replace_durably(disk: &dyn Disk, path: &Path, content: &[u8]) -> io::Result<()> {
    let draft = draft_of(path);
    write(disk, &draft, content)?;
    disk.rename(&draft, path)?;
    disk.sync_folder(folder_of(path))
}

/// Where a file is written before it gets its name.
pub fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// The folder that holds a file.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a new file, and makes its contents durable.
fn write(disk: &dyn Disk, path: &Path, content: &[u8]) -> io::Result<()> {
    // What an attempt that was broken off left behind.
    match disk.remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = disk.create_new(path)?;
    file.write(0, content)?;
    file.sync()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LocalDisk;

    #[test]
    fn what_is_there_stays_or_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mark");
        std::fs::write(draft_of(&path), "left over").unwrap();
        create_durably(&LocalDisk, &path, b"one").unwrap();
        let again = create_durably(&LocalDisk, &path, b"two").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(LocalDisk.read(&path, 3).unwrap(), b"one");
        replace_durably(&LocalDisk, &path, b"three").unwrap();
        assert_eq!(LocalDisk.read(&path, 5).unwrap(), b"three");
        assert_eq!(LocalDisk.names(folder.path()).unwrap(), ["mark"]);
        let too_large = LocalDisk.read(&path, 4).unwrap_err();
        assert_eq!(too_large.kind(), io::ErrorKind::FileTooLarge);
    }
}
