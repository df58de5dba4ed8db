//! A file that is there as a whole or not at all: until it is whole and durable it is `FILE.part`.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use iamd_disk::folder_of;
use rustix::{
    fs::{CWD, Mode, OFlags, RenameFlags},
    io::Errno,
};

use crate::data_dir::Reason;

/// There is no such file. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum DraftFileError {
    #[error("{} is there already, and nothing is written over; name another file", path.display())]
    Exists { path: PathBuf },
    #[error("another iamd is writing to {}", path.display())]
    InUse { path: PathBuf },
    #[error("{} is there and is nothing that iamd left; remove it", path.display())]
    Foreign { path: PathBuf },
    #[error("cannot write {}: {}", path.display(), Reason(source))]
    Write { path: PathBuf, source: io::Error },
}

/// A file in the making, for its owner alone to read. Dropped before it is finished, it is removed.
///
/// SECURITY: others may be able to write to the folder. No link is followed and nothing is written over,
/// whatever appears there and whenever.
pub(super) struct DraftFile {
    path: PathBuf,
    part: PathBuf,
    file: File,
    written: u64,
    is_finished: bool,
}

impl DraftFile {
    /// Begins a file that must not be there. What a run that was broken off left of it is removed.
    pub(super) fn begin(path: &Path) -> Result<Self, DraftFileError> {
        refuse_existing(path)?;
        let part = part_of(path);
        remove_left_over(&part)?;
        let in_use = || DraftFileError::InUse { path: part.clone() };
        let mut options = OpenOptions::new();
        let made = options.write(true).create_new(true).mode(0o600).open(&part);
        let file = made.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => in_use(),
            _ => failed(&part, source),
        })?;
        // Another run may have taken it for a left-over before it was locked.
        if file.try_lock().is_err() || !is_at(&file, &part) {
            return Err(in_use());
        }
        Ok(Self {
            path: path.to_owned(),
            part,
            file,
            written: 0,
            is_finished: false,
        })
    }

    /// How many bytes were written so far.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    /// Gives the file its name, once it is durable.
    pub(super) fn finish(mut self) -> Result<(), DraftFileError> {
        let (part, path) = (&self.part, &self.path);
        self.file
            .sync_all()
            .map_err(|source| failed(part, source))?;
        if !is_at(&self.file, part) {
            return Err(DraftFileError::InUse { path: part.clone() });
        }
        place(part, path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => DraftFileError::Exists { path: path.clone() },
            _ => failed(path, source),
        })?;
        let folder = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
        folder.map_err(|source| failed(path, source))?;
        self.is_finished = true;
        Ok(())
    }
}

impl Write for DraftFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for DraftFile {
    fn drop(&mut self) {
        if !self.is_finished && is_at(&self.file, &self.part) {
            let _removed = fs::remove_file(&self.part).is_ok();
        }
    }
}

fn part_of(path: &Path) -> PathBuf {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    part.into()
}

fn refuse_existing(path: &Path) -> Result<(), DraftFileError> {
    match path.symlink_metadata() {
        Ok(_) => Err(DraftFileError::Exists {
            path: path.to_owned(),
        }),
        Err(_) => Ok(()),
    }
}

/// Removes what a run that was broken off left, but not what another is writing or somebody else put there.
fn remove_left_over(part: &Path) -> Result<(), DraftFileError> {
    let foreign = || DraftFileError::Foreign {
        path: part.to_owned(),
    };
    // A pipe that nobody reads is not waited for.
    let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(part, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(()),
        Err(Errno::LOOP | Errno::NXIO | Errno::ISDIR | Errno::ACCESS | Errno::PERM) => {
            return Err(foreign());
        }
        opened => File::from(opened.map_err(|error| failed(part, error.into()))?),
    };
    let known = file.metadata().map_err(|source| failed(part, source))?;
    let is_own =
        known.is_file() && known.nlink() == 1 && known.uid() == rustix::process::geteuid().as_raw();
    if !is_own {
        return Err(foreign());
    }
    if file.try_lock().is_err() || !is_at(&file, part) {
        return Err(DraftFileError::InUse {
            path: part.to_owned(),
        });
    }
    fs::remove_file(part).map_err(|source| failed(part, source))
}

/// Whether a file still has the name that it was opened by.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(file), Ok(named)) = (file.metadata(), path.symlink_metadata()) else {
        return false;
    };
    (file.dev(), file.ino()) == (named.dev(), named.ino())
}

/// Renames a file and replaces none.
fn place(part: &Path, path: &Path) -> io::Result<()> {
    match rustix::fs::renameat_with(CWD, part, CWD, path, RenameFlags::NOREPLACE) {
        // Not every file system knows how to.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            fs::hard_link(part, path)?;
            fs::remove_file(part)
        }
        renamed => Ok(renamed?),
    }
}

fn failed(path: &Path, source: io::Error) -> DraftFileError {
    DraftFileError::Write {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let part = folder.path().join("file.part");
        (folder, path, part)
    }

    #[test]
    fn a_file_has_its_name_when_it_is_whole() {
        let (_folder, path, part) = folder();
        let mut draft = DraftFile::begin(&path).unwrap();
        draft.write_all(b"all").unwrap();
        assert!(part.exists() && !path.exists());
        assert_eq!(draft.written(), 3);
        draft.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"all");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!part.exists());
        assert!(matches!(
            DraftFile::begin(&path),
            Err(DraftFileError::Exists { .. })
        ));
    }

    #[test]
    fn what_was_broken_off_is_in_nobodys_way() {
        let (_folder, path, part) = folder();
        drop(DraftFile::begin(&path).unwrap());
        assert!(!part.exists());
        fs::write(&part, "left").unwrap();
        let mut draft = DraftFile::begin(&path).unwrap();
        draft.write_all(b"new").unwrap();
        draft.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn two_do_not_write_one_file() {
        let (_folder, path, part) = folder();
        let one = DraftFile::begin(&path).unwrap();
        assert!(matches!(
            DraftFile::begin(&path),
            Err(DraftFileError::InUse { .. })
        ));
        assert!(part.exists());
        one.finish().unwrap();
        assert!(path.exists());
    }

    #[test]
    fn no_link_is_followed_and_nothing_of_others_is_touched() {
        let (folder, path, part) = folder();
        let victim = folder.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        symlink(&victim, &part).unwrap();
        let refused = |path| matches!(DraftFile::begin(path), Err(DraftFileError::Foreign { .. }));
        assert!(refused(&path));
        fs::remove_file(&part).unwrap();
        fs::hard_link(&victim, &part).unwrap();
        assert!(refused(&path));
        assert_eq!(fs::read(&victim).unwrap(), b"precious");
        fs::remove_file(&part).unwrap();
        fs::create_dir(&part).unwrap();
        assert!(refused(&path));
    }

    #[test]
    fn what_appears_meanwhile_is_not_written_over() {
        let (_folder, path, part) = folder();
        let draft = DraftFile::begin(&path).unwrap();
        fs::write(&path, "another's").unwrap();
        assert!(matches!(draft.finish(), Err(DraftFileError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"another's");
        assert!(!part.exists());
        let (_folder, path, part) = folder();
        let draft = DraftFile::begin(&path).unwrap();
        fs::rename(&part, part.with_extension("moved")).unwrap();
        fs::write(&part, "another's").unwrap();
        assert!(draft.finish().is_err());
        assert!(!path.exists());
        assert_eq!(fs::read(&part).unwrap(), b"another's");
    }
}
