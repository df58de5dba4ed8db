//! The data directory: who may use it, what it holds, and its keys.
//!
//! ```text
//! DIR/                      0700, one process at a time (`lock`)
//!   format                  the version of this layout
//!   first-start             only until the first start has made the stores
//!   iamd.toml               the configuration, written by people
//!   master.key              0600, what opens the keyring; never in a backup
//!   master.key.ID           0600, an earlier master key, for backups of its time
//!   keyring, keyring.copy   0600, every other key, sealed under the master key
//!   root-credentials.env    0600, the root user's key, to be sourced and put away
//!   control.sock            0600, while a server runs
//!   directory.redb          0600, accounts and all that they have
//!   objects.redb, objects/  0600, 0700, the index of objects, and their bytes
//!   audit.jsonl, …          0600, every operation; see the module `audit`
//! ```
//!
//! What is written here is synced, file and directory, before anybody is told that it is there, all
//! through one port, [`Disk`]. What the system's root user makes here belongs to whom the directory
//! belongs, who may be the user that the server runs as.

mod credentials;
mod error;
mod keyring_files;
mod keys;
mod mark;
mod master_key;
mod restoring;
#[cfg(test)]
mod tests;
mod upgrade;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{
    Disk, DiskFile, GivingDisk, Kind, LocalDisk, create_durably, folder_of, replace_durably,
};
use iamd_ident::{Clock, Random};

pub use credentials::RootCredentials;
pub use error::{DataDirError, Reason};
pub use keys::{ChangeError, Happened, KeyShown, Keys, KeysHeld, MasterRotation};
pub use master_key::MasterKeySource;
pub(crate) use restoring::Restoring;

use self::mark::{FORMAT_2, FORMAT_FILE, Layout, read_layout, refuse_foreign, refuse_unmarked};

/// The store of the directory, in the data directory.
pub(crate) const DIRECTORY_FILE: &str = "directory.redb";
/// The store of the objects.
pub(crate) const OBJECTS_FILE: &str = "objects.redb";
/// The folder of the bytes of objects.
pub(crate) const BLOBS_FOLDER: &str = "objects";
/// The master key, where no other place is named.
pub(crate) const MASTER_KEY_FILE: &str = "master.key";
/// There from before the mark until the stores are made. Without it they must be there.
pub(crate) const FIRST_START_FILE: &str = "first-start";

/// A data directory that this process alone uses.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    disk: Arc<dyn Disk>,
    layout: Layout,
    /// To be removed at the end.
    temporary: bool,
    /// Held until the end.
    _lock: Arc<dyn DiskFile>,
}

impl DataDir {
    /// Opens a data directory, which is made if it is not there.
    ///
    /// # Errors
    /// It cannot be made or used, is in use, or was written by another version.
    pub fn create(path: &Path) -> Result<Self, DataDirError> {
        make_own_folder(path)?;
        Self::create_on(Arc::new(GivingDisk), path)
    }

    /// As [`Self::create`], on another disk than the machine's: for tests that lose power.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_on(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, DataDirError> {
        let path = std::path::absolute(path).map_err(error::at("use", path))?;
        let made = make_folder(&*disk, &path);
        if !made.map_err(error::at("make the data directory", &path))? {
            warn_if_open_to_others(&*disk, &path, 0o700);
        }
        Self::take(disk, path, false)
    }

    /// Opens the folder of a data directory, which must be there; what is in it need not be.
    ///
    /// # Errors
    /// As [`DataDir::create`]; and it is not there.
    pub fn open(path: &Path) -> Result<Self, DataDirError> {
        let path = std::path::absolute(path).map_err(error::at("use", path))?;
        match LocalDisk.entry(&path) {
            Ok(entry) if entry.kind == Kind::Folder => {
                Self::take(Arc::new(GivingDisk), path, false)
            }
            _ => Err(DataDirError::Missing { path }),
        }
    }

    /// Makes a directory of its own below `parent`, which is removed when this is dropped.
    ///
    /// # Errors
    /// As [`DataDir::create`].
    pub fn temporary(parent: &Path, random: &dyn Random) -> Result<Self, DataDirError> {
        let name = format!("iamd-dev-{:016x}", u64::from_be_bytes(random.bytes()));
        let path = parent.join(name);
        match make_folder(&LocalDisk, &path) {
            Ok(true) => Self::take(Arc::new(LocalDisk), path, true),
            Ok(false) => Err(DataDirError::InUse { path }),
            Err(source) => Err(error::at("make the directory", &path)(source)),
        }
    }

    fn take(disk: Arc<dyn Disk>, path: PathBuf, temporary: bool) -> Result<Self, DataDirError> {
        let layout = read_layout(&*disk, &path)?;
        if layout == Layout::Fresh {
            // Before anything is put there.
            refuse_unmarked(&*disk, &path)?;
            refuse_foreign(&*disk, &path)?;
        }
        let lock_file = path.join("lock");
        let lock = disk.create(&lock_file);
        let lock = lock.map_err(error::at("open", &lock_file))?;
        if !lock.try_lock().map_err(error::at("lock", &lock_file))? {
            return Err(DataDirError::InUse { path });
        }
        Ok(Self {
            // Once more, as another process may have made it meanwhile.
            layout: read_layout(&*disk, &path)?,
            path,
            disk,
            temporary,
            _lock: lock,
        })
    }

    /// The directory, as an absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What everything in the directory is written through.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// A file in the directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether nothing was kept here before this process.
    pub fn is_fresh(&self) -> bool {
        self.layout == Layout::Fresh
    }

    /// Whether it was found as a program left it that knew neither keyrings nor chains of events.
    pub(crate) fn is_of_version_1(&self) -> bool {
        self.layout == Layout::Version1
    }

    /// Whether the directory is removed at the end.
    pub fn is_temporary(&self) -> bool {
        self.temporary
    }

    /// The keys, opened by the master key from `source`. The first start makes all of them, the
    /// master key too where it has a file. From then on they must be there, as what was sealed with
    /// them cannot be read without them.
    ///
    /// A directory of version 1 becomes one of version 2.
    ///
    /// # Errors
    /// The master key is missing, none, or another one; the keyring is missing or damaged; or
    /// something cannot be read or written.
    pub fn keys(
        &self,
        source: MasterKeySource,
        clock: &dyn Clock,
        random: Arc<dyn Random>,
    ) -> Result<Keys, DataDirError> {
        let keys = keys::open(self, source, clock.now(), random)?;
        match self.layout {
            Layout::Version2 => {}
            // The mark comes last: a start that was broken off before is the first one again.
            Layout::Fresh => {
                self.begin_first_start()?;
                self.mark(create_durably)?;
            }
            Layout::Version1 => {
                if !self.has(OBJECTS_FILE) {
                    self.begin_first_start()?;
                }
                self.mark(replace_durably)?;
                tracing::info!("the data directory is of version 2 now, with a keyring");
            }
        }
        Ok(keys)
    }

    /// Refuses a directory that was in use and lacks a store: an empty one in its place would look
    /// as if nobody had ever had an account.
    ///
    /// # Errors
    /// A store is gone.
    pub(crate) fn require_stores(&self) -> Result<(), DataDirError> {
        if self.is_fresh() || self.has(FIRST_START_FILE) {
            return Ok(());
        }
        // Of version 1 there were directories from before there were objects.
        let needs_objects = self.layout == Layout::Version2 || self.has(BLOBS_FOLDER);
        let needed = [(DIRECTORY_FILE, true), (OBJECTS_FILE, needs_objects)];
        let mut gone = needed
            .iter()
            .filter(|(name, is_needed)| *is_needed && !self.has(name));
        gone.next().map_or(Ok(()), |(name, _)| {
            Err(DataDirError::StoreGone {
                path: self.file(name),
            })
        })
    }

    /// From now on the stores must be there, as they are.
    ///
    /// # Errors
    /// The system refuses.
    pub(crate) fn end_first_start(&self) -> Result<(), DataDirError> {
        let path = self.file(FIRST_START_FILE);
        match self.disk.remove_file(&path) {
            Ok(()) => self
                .disk
                .sync_folder(&self.path)
                .map_err(error::at("write", &self.path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(error::at("remove", &path)(source)),
        }
    }

    fn begin_first_start(&self) -> Result<(), DataDirError> {
        let path = self.file(FIRST_START_FILE);
        let said = b"The first start is not finished. It removes this file.\n";
        replace_durably(&*self.disk, &path, said).map_err(error::at("write", &path))
    }

    fn mark(
        &self,
        write: impl FnOnce(&dyn Disk, &Path, &[u8]) -> io::Result<()>,
    ) -> Result<(), DataDirError> {
        let path = self.file(FORMAT_FILE);
        write(&*self.disk, &path, FORMAT_2.as_bytes()).map_err(error::at("write", &path))
    }

    /// Whether something has this name in the directory.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.disk.entry(&self.file(name)).is_ok()
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        if self.temporary
            && let Err(error) = std::fs::remove_dir_all(&self.path)
        {
            tracing::warn!(path = %self.path.display(), %error, "cannot remove the directory");
        }
    }
}

/// Makes the folder of a data directory, if it is not there.
///
/// SECURITY: it is this process's, whosever the folder above is: what is made in it will be its
/// owner's.
fn make_own_folder(path: &Path) -> Result<(), DataDirError> {
    let path = std::path::absolute(path).map_err(error::at("use", path))?;
    let made = make_folder(&LocalDisk, &path);
    made.map(|_| ())
        .map_err(error::at("make the data directory", &path))
}

/// Makes a folder for us alone, durably, with all above it; false if it was there.
fn make_folder(disk: &dyn Disk, path: &Path) -> io::Result<bool> {
    let above = folder_of(path);
    let made = match disk.create_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && above != path => {
            make_folder(disk, above)?;
            disk.create_folder(path)?
        }
        made => made?,
    };
    if made {
        disk.sync_folder(above)?;
    }
    Ok(made)
}

/// SECURITY: what others can read is no secret any more; but to refuse to start would not make it
/// one again.
fn warn_if_open_to_others(disk: &dyn Disk, path: &Path, wanted: u32) {
    if let Ok(entry) = disk.entry(path)
        && entry.mode & 0o077 != 0
    {
        let mode = entry.mode;
        tracing::warn!(
            path = %path.display(),
            "others may use this path (mode {mode:04o}); it should have mode {wanted:04o}"
        );
    }
}
