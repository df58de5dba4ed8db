//! What can be wrong with a data directory.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::MASTER_KEY_BYTES;

/// The data directory cannot be used. Each text is a sentence for the person who started iamd.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// The system refuses something.
    #[error("cannot {what} {}: {}", path.display(), Reason(source))]
    System {
        /// What was to be done.
        what: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no directory.
    #[error(
        "there is no data directory {}; `iamd serve` makes one, --data-dir names another",
        path.display()
    )]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Another process has it.
    #[error("another iamd uses the data directory {}; stop it first", path.display())]
    InUse {
        /// Which directory.
        path: PathBuf,
    },
    /// It holds something else.
    #[error(
        "the directory {} holds other files (`{found}`) and is no data directory of iamd; name an \
         empty or a new one with --data-dir",
        path.display()
    )]
    Foreign {
        /// Which directory.
        path: PathBuf,
        /// One of the files.
        found: String,
    },
    /// Another version wrote it.
    #[error(
        "the data directory {} is of another version (its file `format` says `{found}`); this iamd \
         reads version 1",
        path.display()
    )]
    OtherVersion {
        /// Which directory.
        path: PathBuf,
        /// What its mark says.
        found: String,
    },
    /// The master key is gone.
    #[error(
        "the master key {} is missing, and without it the data cannot be read; put it back, or \
         name it by --master-key-file",
        path.display()
    )]
    NoMasterKey {
        /// Where it should be.
        path: PathBuf,
    },
    /// The master key is no master key.
    #[error(
        "the master key {} has {found} bytes, but a master key has {MASTER_KEY_BYTES}",
        path.display()
    )]
    MasterKeyLength {
        /// Which file.
        path: PathBuf,
        /// How many bytes it has.
        found: usize,
    },
}

/// Says what was to be done, to what, when the system refuses.
pub(super) fn at(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DataDirError {
    move |source| DataDirError::System {
        what,
        path: path.to_owned(),
        source,
    }
}

/// An error of the system in words that say what to do about it.
#[derive(Debug)]
pub struct Reason<'a>(pub &'a io::Error);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self.0.kind() {
            io::ErrorKind::StorageFull => "the disk is full",
            io::ErrorKind::QuotaExceeded => "the disk quota is used up",
            io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
            io::ErrorKind::PermissionDenied => "this user may not",
            io::ErrorKind::NotFound => "it is not there",
            io::ErrorKind::NotADirectory => "a part of the path is not a directory",
            io::ErrorKind::AlreadyExists => "something else is there",
            _ => return fmt::Display::fmt(self.0, f),
        };
        f.write_str(words)
    }
}
