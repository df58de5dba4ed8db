//! The data directory: who may use it, what it holds, and its keys.
//!
//! ```text
//! DIR/                      0700, one process at a time (`lock`)
//!   format                  the version of this layout
//!   iamd.toml               the configuration, written by people
//!   master.key              0600, the 32 bytes that secrets are sealed with; never in a backup
//!   root-credentials.env    0600, the root user's key, to be sourced and put away
//!   control.sock            0600, while a server runs
//!   audit.jsonl             0600, every operation
//! ```
//!
//! The store adds its own files. What is written here is synced, file and directory, before
//! anybody is told that it is there.

mod credentials;
mod error;
mod files;
#[cfg(test)]
mod tests;

use std::{
    fs::{DirBuilder, File, TryLockError},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use iamd_ident::{Random, Secret};
use zeroize::Zeroizing;

pub use credentials::RootCredentials;
pub use error::{DataDirError, Reason};
pub(crate) use files::{create_durably, sync_directory};

/// The key that the store's secrets are sealed with.
pub type MasterKey = Secret<[u8; MASTER_KEY_BYTES]>;

/// How long a master key is.
pub const MASTER_KEY_BYTES: usize = 32;

/// The version of the layout that this program writes and reads.
const FORMAT: &str = "iamd data directory, version 1\n";

/// What a start that was broken off may have left before its mark, by how the names begin; and what
/// a file system puts into a directory of its own.
const FIRST_START: &[&str] = &[
    "audit.jsonl",
    "control.sock",
    "directory.redb",
    "iamd.toml",
    "lock",
    "lost+found",
    "master.key",
    "root-credentials.env",
];

/// Refuses a directory without a mark that somebody uses for something else.
fn refuse_foreign(path: &Path) -> Result<(), DataDirError> {
    let entries = std::fs::read_dir(path).map_err(error::at("read", path))?;
    for entry in entries {
        let name = entry.map_err(error::at("read", path))?.file_name();
        let name = name.to_string_lossy();
        if !FIRST_START.iter().any(|own| name.starts_with(own)) {
            let (path, found) = (path.to_owned(), name.into_owned());
            return Err(DataDirError::Foreign { path, found });
        }
    }
    Ok(())
}

/// A data directory that this process alone uses.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    /// Nothing was ever kept here.
    fresh: bool,
    /// To be removed at the end.
    temporary: bool,
    /// Held until the end.
    _lock: File,
}

impl DataDir {
    /// Opens a data directory, which is made if it is not there.
    ///
    /// # Errors
    /// It cannot be made or used, is in use, or was written by another version.
    pub fn create(path: &Path) -> Result<Self, DataDirError> {
        let path = std::path::absolute(path).map_err(error::at("use", path))?;
        if make_directory(&path).map_err(error::at("make the data directory", &path))? {
            if let Some(parent) = path.parent() {
                sync_directory(parent).map_err(error::at("sync", parent))?;
            }
        } else {
            warn_if_open_to_others(&path, 0o700);
        }
        Self::take(path, false)
    }

    /// Opens a data directory that is there already.
    ///
    /// # Errors
    /// As [`DataDir::create`]; and it is not there.
    pub fn open(path: &Path) -> Result<Self, DataDirError> {
        let path = std::path::absolute(path).map_err(error::at("use", path))?;
        if !path.is_dir() {
            return Err(DataDirError::Missing { path });
        }
        Self::take(path, false)
    }

    /// Makes a directory of its own below `parent`, which is removed when this is dropped.
    ///
    /// # Errors
    /// As [`DataDir::create`].
    pub fn temporary(parent: &Path, random: &dyn Random) -> Result<Self, DataDirError> {
        let name = format!("iamd-dev-{:016x}", u64::from_be_bytes(random.bytes()));
        let path = parent.join(name);
        match make_directory(&path) {
            Ok(true) => Self::take(path, true),
            Ok(false) => Err(DataDirError::InUse { path }),
            Err(source) => Err(error::at("make the directory", &path)(source)),
        }
    }

    fn take(path: PathBuf, temporary: bool) -> Result<Self, DataDirError> {
        // Before anything is put there.
        if !path.join("format").exists() {
            refuse_foreign(&path)?;
        }
        let lock_file = path.join("lock");
        let lock = files::open_or_create(&lock_file).map_err(error::at("open", &lock_file))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DataDirError::InUse { path }),
            Err(TryLockError::Error(source)) => {
                return Err(error::at("lock", &lock_file)(source));
            }
        }
        let format_file = path.join("format");
        let fresh = match std::fs::read_to_string(&format_file) {
            Ok(format) if format == FORMAT => false,
            Ok(format) => {
                let found = format.trim_end().to_owned();
                return Err(DataDirError::OtherVersion { path, found });
            }
            Err(source) if source.kind() == io::ErrorKind::NotFound => true,
            Err(source) => return Err(error::at("read", &format_file)(source)),
        };
        Ok(Self {
            path,
            fresh,
            temporary,
            _lock: lock,
        })
    }

    /// The directory, as an absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A file in the directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether nothing was kept here before this process.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Whether the directory is removed at the end.
    pub fn is_temporary(&self) -> bool {
        self.temporary
    }

    /// The master key: `file`, or `master.key` in the directory. The first start makes it. From
    /// then on it must be there, as what was sealed with it cannot be read without it.
    ///
    /// # Errors
    /// It is missing, has a wrong length, or cannot be read or written.
    pub fn master_key(
        &self,
        file: Option<&Path>,
        random: &dyn Random,
    ) -> Result<MasterKey, DataDirError> {
        let path = file.map_or_else(|| self.file("master.key"), Path::to_owned);
        let key = match read_master_key(&path) {
            Err(DataDirError::NoMasterKey { .. }) if self.fresh => {
                let bytes = Zeroizing::new(random.bytes::<MASTER_KEY_BYTES>());
                create_durably(&path, bytes.as_slice()).map_err(error::at("write", &path))?;
                Secret::new(*bytes)
            }
            read => read?,
        };
        if self.fresh {
            // The mark comes last: a start that was broken off before is the first one again.
            let format_file = self.file("format");
            match create_durably(&format_file, FORMAT.as_bytes()) {
                Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(error::at("write", &format_file)(source));
                }
                _ => {}
            }
        }
        Ok(key)
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

fn read_master_key(path: &Path) -> Result<MasterKey, DataDirError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            return Err(DataDirError::NoMasterKey {
                path: path.to_owned(),
            });
        }
        Err(source) => return Err(error::at("read", path)(source)),
    };
    warn_if_open_to_others(path, 0o600);
    let key = Zeroizing::new(
        <[u8; MASTER_KEY_BYTES]>::try_from(bytes.as_slice()).map_err(|_| {
            DataDirError::MasterKeyLength {
                path: path.to_owned(),
                found: bytes.len(),
            }
        })?,
    );
    Ok(Secret::new(*key))
}

/// Makes a directory for us alone, with all above it; false if it was there.
fn make_directory(path: &Path) -> io::Result<bool> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(false),
        Err(error) => Err(error),
    }
}

/// SECURITY: what others can read is no secret any more; but to refuse to start would not make it
/// one again.
fn warn_if_open_to_others(path: &Path, wanted: u32) {
    if let Ok(metadata) = path.metadata() {
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            tracing::warn!(
                path = %path.display(),
                "others may use this path (mode {mode:04o}); it should have mode {wanted:04o}"
            );
        }
    }
}
