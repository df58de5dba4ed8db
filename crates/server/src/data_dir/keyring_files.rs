//! The two files of the keyring.
//!
//! Without its keyring a data directory cannot be read, so there are two of it: they are written one
//! after the other, and the start mends the one that is missing, broken or older. A change of the
//! ring is acted on only after both are durable. So it does no harm that a crash between the two, or
//! the loss of one file, leaves the one that is older by one change.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, replace_durably};
use iamd_ident::Random;
use iamd_seal::{KEYRING_BYTES_MAX, Keyring, KeyringError, MasterKey};

use super::{
    error::{DataDirError, at},
    warn_if_open_to_others,
};

/// The names, in the order in which they are written.
pub(super) const FILES: [&str; 2] = ["keyring", "keyring.copy"];

/// Where the keyring of a data directory lies.
#[derive(Debug, Clone)]
pub(super) struct KeyringFiles {
    disk: Arc<dyn Disk>,
    paths: [PathBuf; 2],
}

/// What the files of a keyring hold.
#[derive(Debug)]
pub(super) struct Found {
    files: KeyringFiles,
    contents: [Option<Vec<u8>>; 2],
}

impl KeyringFiles {
    pub(super) fn of(disk: &Arc<dyn Disk>, folder: &Path) -> Self {
        Self {
            disk: Arc::clone(disk),
            paths: FILES.map(|name| folder.join(name)),
        }
    }

    /// What is there; `None` if neither file is.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn find(&self) -> Result<Option<Found>, DataDirError> {
        let [first, second] = &self.paths;
        let contents = [self.read(first)?, self.read(second)?];
        if contents.iter().all(Option::is_none) {
            return Ok(None);
        }
        let files = self.clone();
        Ok(Some(Found { files, contents }))
    }

    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, DataDirError> {
        match self.disk.read(path, KEYRING_BYTES_MAX) {
            Ok(bytes) => {
                warn_if_open_to_others(&*self.disk, path, 0o600);
                Ok(Some(bytes))
            }
            Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(None),
            // Whatever that is, it is no keyring.
            Err(source) if source.kind() == io::ErrorKind::FileTooLarge => Ok(Some(Vec::new())),
            Err(source) => Err(at("read", path)(source)),
        }
    }

    /// Writes a ring, durably, to both files. After an error either of them may have it.
    ///
    /// # Errors
    /// The ring cannot be sealed, or the system refuses.
    pub(super) fn write(&self, ring: &Keyring, random: &dyn Random) -> Result<(), DataDirError> {
        let bytes = ring.write(random).map_err(DataDirError::Seal)?;
        self.paths
            .iter()
            .try_for_each(|path| self.put(path, &bytes))
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), DataDirError> {
        replace_durably(&*self.disk, path, bytes).map_err(at("write", path))
    }
}

impl Found {
    /// Opens the newest sound file, and writes the other one anew if it differs. Says whether it did.
    ///
    /// # Errors
    /// Both are damaged, or the master key is another one.
    pub(super) fn open(
        &self,
        master: &MasterKey,
        named: &str,
    ) -> Result<(Keyring, bool), DataDirError> {
        let mut damage = Vec::new();
        for (path, bytes) in self.newest_first() {
            match Keyring::open(bytes, master) {
                Ok(ring) => return Ok((ring, self.mend(bytes)?)),
                Err(KeyringError::WrongMasterKey { given, wanted }) => {
                    let named = named.to_owned();
                    return Err(DataDirError::WrongMasterKey {
                        named,
                        given,
                        wanted,
                    });
                }
                Err(error) => damage.push((path, error)),
            }
        }
        Err(self.unusable(damage.pop()))
    }

    /// The ids of the master keys that open the ring, if that can be read.
    pub(super) fn wanted(&self) -> Vec<iamd_seal::KeyId> {
        let mut sound = self.newest_first().into_iter();
        let wanted = sound.find_map(|(_, bytes)| Keyring::master_keys(bytes).ok());
        wanted.unwrap_or_default()
    }

    /// The files that are there, those first that were written last; damaged ones at the end.
    fn newest_first(&self) -> Vec<(&Path, &[u8])> {
        let there = self.files.paths.iter().zip(&self.contents);
        let there = there.filter_map(|(path, bytes)| Some((path.as_path(), bytes.as_deref()?)));
        let mut there: Vec<_> = there.collect();
        // Of two with one number the first goes first.
        there.sort_by_key(|(_, bytes)| std::cmp::Reverse(Keyring::serial_of(bytes).ok()));
        there
    }

    /// Writes those files anew that are not as `right`, and says whether there were any.
    fn mend(&self, right: &[u8]) -> Result<bool, DataDirError> {
        let mut is_mended = false;
        for (path, bytes) in self.files.paths.iter().zip(&self.contents) {
            let fault = match bytes.as_deref() {
                Some(bytes) if bytes == right => continue,
                Some(bytes) if Keyring::serial_of(bytes).is_ok() => "was older than the other one",
                Some(_) => "was damaged",
                None => "was missing",
            };
            self.files.put(path, right)?;
            is_mended = true;
            tracing::warn!(path = %path.display(), "a file of the keyring {fault} and was mended");
        }
        Ok(is_mended)
    }

    fn unusable(&self, last: Option<(&Path, KeyringError)>) -> DataDirError {
        let [first, _] = &self.files.paths;
        let (path, error) = last.unwrap_or((first, KeyringError::Damaged));
        match error {
            KeyringError::Version { found } => DataDirError::KeyringVersion {
                path: path.to_owned(),
                found,
            },
            _ => DataDirError::KeyringDamaged {
                path: first.clone(),
            },
        }
    }
}
