//! What can be wrong with a data directory.

use std::{
    fmt, fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use iamd_seal::{InvalidMasterKey, KeyId, SealError};

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
    /// The system refuses something, as it is another user's.
    #[error(
        "cannot {what} {}: it belongs to the user {owner}, and this is the user {ours}; run iamd as \
         its owner, or give it to the owner of the data directory with `chown`",
        path.display()
    )]
    NotOurs {
        /// What was to be done.
        what: &'static str,
        /// To what.
        path: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Who this process is.
        ours: u32,
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
         reads versions 1 and 2, and if no newer one ever ran there, that file is damaged and has to \
         hold the line `iamd data directory, version 2`",
        path.display()
    )]
    OtherVersion {
        /// Which directory.
        path: PathBuf,
        /// What its mark says.
        found: String,
    },
    /// Its mark is gone, or is none.
    #[error(
        "the file {} is missing or damaged, and all else may be sound: write the line \
         `iamd data directory, version 2` into it, then ask `iamd verify`; but if a restore was \
         broken off there, do it again into a new directory",
        path.display()
    )]
    MarkDamaged {
        /// Which file.
        path: PathBuf,
    },
    /// A backup was being restored into it.
    #[error(
        "a restore into the data directory {} was broken off, so it is not whole; do it again with \
         `iamd restore`",
        path.display()
    )]
    NotRestored {
        /// Which directory.
        path: PathBuf,
    },
    /// A backup is to be restored into it, and there is something in it.
    #[error(
        "the directory {} is not empty (it has `{found}`), and a restore overwrites nothing; name a \
         new or an empty one with --data-dir",
        path.display()
    )]
    NotEmpty {
        /// Which directory.
        path: PathBuf,
        /// One of the files.
        found: String,
    },
    /// A store of a directory that was in use is gone.
    #[error(
        "{} is missing, and the data directory was in use with it; put it back, or restore a backup \
         into a new directory",
        path.display()
    )]
    StoreGone {
        /// Where it should be.
        path: PathBuf,
    },
    /// The master key is gone.
    #[error(
        "the master key {} is missing, and without it the data cannot be read; put {} back, or \
         name it by --master-key-file",
        path.display(),
        Wanted(wanted)
    )]
    NoMasterKey {
        /// Where it should be.
        path: PathBuf,
        /// The ids of those that would do, if that is known.
        wanted: Vec<KeyId>,
    },
    /// The master key is no master key.
    #[error("{named} gives {source}")]
    NotAMasterKey {
        /// Where it comes from.
        named: String,
        /// What it is.
        source: InvalidMasterKey,
    },
    /// The command that should print the master key does not.
    #[error("the command of `master_key_command` gives no master key: {fault}")]
    MasterKeyCommand {
        /// What is wrong with it.
        fault: String,
    },
    /// The master key is another one.
    #[error(
        "{named} gives the master key {given}, but the data is under another one; give {} instead",
        Wanted(wanted)
    )]
    WrongMasterKey {
        /// Where the key comes from.
        named: String,
        /// The id of the key that was given.
        given: KeyId,
        /// The ids of those that would do.
        wanted: Vec<KeyId>,
    },
    /// The master key of a directory without a keyring is another one.
    #[error(
        "{} was written with another master key; put that back as `master.key`, or name it by \
         --master-key-file",
        path.display()
    )]
    OtherMasterKey {
        /// The file that shows it.
        path: PathBuf,
    },
    /// The keyring is gone.
    #[error(
        "the keyring {} and its copy are missing, and without them the data cannot be read; put one \
         of them back, or restore a backup",
        path.display()
    )]
    NoKeyring {
        /// Where it should be.
        path: PathBuf,
    },
    /// The keyring cannot be read any more.
    #[error(
        "the keyring {} is damaged and there is no sound copy of it; put an older one back, or \
         restore a backup",
        path.display()
    )]
    KeyringDamaged {
        /// Which file.
        path: PathBuf,
    },
    /// A newer program wrote the keyring.
    #[error(
        "the keyring {} is of version {found}, which this iamd does not know: a newer one wrote it",
        path.display()
    )]
    KeyringVersion {
        /// Which file.
        path: PathBuf,
        /// The version that it names.
        found: u8,
    },
    /// The keyring cannot be written.
    #[error("the keyring cannot be sealed: {0}")]
    Seal(SealError),
    /// A rotation of the master key cannot go on.
    #[error("the rotation of the master key cannot go on: {0}")]
    MasterRotation(String),
    /// The store cannot be looked at.
    #[error(transparent)]
    Store(Box<iamd_store::OpenError>),
}

impl DataDirError {
    /// Whether all that is wrong is that the right master key was not given.
    pub(crate) fn is_about_master_key(&self) -> bool {
        matches!(
            self,
            Self::NoMasterKey { .. }
                | Self::NotAMasterKey { .. }
                | Self::MasterKeyCommand { .. }
                | Self::WrongMasterKey { .. }
                | Self::OtherMasterKey { .. }
        )
    }
}

/// The master keys that would do.
struct Wanted<'a>(&'a [KeyId]);

impl fmt::Display for Wanted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, others)) = self.0.split_first() else {
            return f.write_str("it");
        };
        write!(f, "the key {first}")?;
        others.iter().try_for_each(|id| write!(f, " or {id}"))
    }
}

/// Says what was to be done, to what, when the system refuses.
pub(super) fn at(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DataDirError {
    move |source| match owner_of_refused(path, &source) {
        Some((owner, ours)) => DataDirError::NotOurs {
            what,
            path: path.to_owned(),
            owner,
            ours,
        },
        None => DataDirError::System {
            what,
            path: path.to_owned(),
            source,
        },
    }
}

/// Whose it is, and who we are, if that is why something is refused.
fn owner_of_refused(path: &Path, source: &io::Error) -> Option<(u32, u32)> {
    if source.kind() != io::ErrorKind::PermissionDenied {
        return None;
    }
    let ours = rustix::process::geteuid().as_raw();
    // What cannot be seen, or is not there, is refused because of what it is in.
    let found = path.ancestors().find_map(|path| fs::metadata(path).ok())?;
    (found.uid() != ours).then_some((found.uid(), ours))
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
