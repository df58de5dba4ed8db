//! A data directory that a backup is being restored into.
//!
//! The mark comes first and says that it is unfinished; at the very end it says what every data
//! directory's mark says. A server that finds the first one refuses to start.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, GivingDisk, Kind, replace_durably};

use super::{
    BLOBS_FOLDER, DIRECTORY_FILE, DataDir, DataDirError, FORMAT_2, FORMAT_FILE, Layout,
    MASTER_KEY_FILE, OBJECTS_FILE, error, keyring_files, make_folder, make_own_folder,
    mark::FORMAT_BYTES_MAX,
};

/// The mark of a directory that is not whole.
pub(super) const FORMAT_RESTORING: &str = "iamd data directory, restore not finished\n";

/// What may stand in a directory that a backup is restored into, by how the names begin: what
/// people put there before, what a file system does, and what a restore begins with.
const ALLOWED: &[&str] = &[
    "format.new",
    "iamd.toml",
    "lock",
    "lost+found",
    MASTER_KEY_FILE,
];

/// A data directory that is being made from a backup.
#[derive(Debug)]
pub(crate) struct Restoring {
    dir: DataDir,
}

impl Restoring {
    /// Begins in a directory that is empty but for a master key and a configuration, or in one
    /// where a restore was broken off, which begins anew.
    pub(crate) fn begin(path: &Path) -> Result<Self, DataDirError> {
        make_own_folder(path)?;
        Self::begin_on(Arc::new(GivingDisk), path)
    }

    /// As [`Self::begin`], on another disk than the machine's: for tests that lose power.
    pub(crate) fn begin_on(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, DataDirError> {
        let path = std::path::absolute(path).map_err(error::at("use", path))?;
        make_folder(&*disk, &path).map_err(error::at("make the data directory", &path))?;
        let is_again = is_unfinished(&*disk, &path)?;
        if !is_again {
            refuse_used(&*disk, &path)?;
        }
        let lock_file = path.join("lock");
        let lock = disk.create(&lock_file);
        let lock = lock.map_err(error::at("open", &lock_file))?;
        if !lock.try_lock().map_err(error::at("lock", &lock_file))? {
            return Err(DataDirError::InUse { path });
        }
        // Once more, as another process may have used it meanwhile.
        if !is_unfinished(&*disk, &path)? {
            refuse_used(&*disk, &path)?;
        }
        let mark = path.join(FORMAT_FILE);
        let marked = replace_durably(&*disk, &mark, FORMAT_RESTORING.as_bytes());
        marked.map_err(error::at("write", &mark))?;
        if is_again {
            clear(&*disk, &path).map_err(error::at("clear", &path))?;
        }
        Ok(Self {
            dir: DataDir {
                path,
                disk,
                layout: Layout::Version2,
                temporary: false,
                _lock: lock,
            },
        })
    }

    /// What everything in the directory is written through.
    pub(crate) fn disk(&self) -> &Arc<dyn Disk> {
        self.dir.disk()
    }

    /// The directory.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// A file in the directory.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.dir.file(name)
    }

    /// Writes the keyring, durably.
    pub(crate) fn write_keyring(&self, bytes: &[u8]) -> Result<(), DataDirError> {
        for name in keyring_files::FILES {
            let path = self.file(name);
            let written = replace_durably(&**self.disk(), &path, bytes);
            written.map_err(error::at("write", &path))?;
        }
        Ok(())
    }

    /// Marks the directory as whole.
    pub(crate) fn finish(&self) -> Result<(), DataDirError> {
        let path = self.file(FORMAT_FILE);
        let marked = replace_durably(&**self.disk(), &path, FORMAT_2.as_bytes());
        marked.map_err(error::at("write", &path))
    }
}

/// Whether a restore was broken off there.
fn is_unfinished(disk: &dyn Disk, path: &Path) -> Result<bool, DataDirError> {
    let file = path.join(FORMAT_FILE);
    match disk.read(&file, FORMAT_BYTES_MAX) {
        Ok(mark) => Ok(mark == FORMAT_RESTORING.as_bytes()),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(error::at("read", &file)(source)),
    }
}

/// Nothing is overwritten that anybody may still want.
fn refuse_used(disk: &dyn Disk, path: &Path) -> Result<(), DataDirError> {
    let names = disk.names(path).map_err(error::at("read", path))?;
    let is_allowed = |name: &String| ALLOWED.iter().any(|allowed| name.starts_with(allowed));
    match names.into_iter().find(|name| !is_allowed(name)) {
        None => Ok(()),
        Some(found) => Err(DataDirError::NotEmpty {
            path: path.to_owned(),
            found,
        }),
    }
}

/// Removes what a restore that was broken off left.
fn clear(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let [keyring, copy] = keyring_files::FILES;
    for file in [keyring, copy, DIRECTORY_FILE, OBJECTS_FILE, "audit.head"] {
        for name in [file.to_owned(), format!("{file}.new")] {
            none_is_fine(disk.remove_file(&path.join(name)))?;
        }
    }
    remove_tree(disk, &path.join(BLOBS_FOLDER))?;
    disk.sync_folder(path)
}

fn remove_tree(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let names = match disk.names(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        names => names?,
    };
    for name in names {
        let path = folder.join(name);
        match disk.entry(&path)?.kind {
            Kind::Folder => remove_tree(disk, &path)?,
            Kind::File | Kind::Other => disk.remove_file(&path)?,
        }
    }
    disk.remove_folder(folder)
}

fn none_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
