//! Opening a backup with a master key.

use std::{io::Read, path::Path, sync::Arc};

use iamd_archive::{ReadError, Reader, Sealed};
use iamd_disk::{Disk, LocalDisk};
use iamd_seal::{KeyId, KeyPurpose, Keyring, KeyringError};

use crate::data_dir::{DataDirError, MasterKeySource};

/// A backup cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenBackupError {
    /// It is not whole, or no backup.
    #[error("cannot use the backup: {0}")]
    Archive(#[from] ReadError),
    /// There is no master key.
    #[error("{source}; the backup opens with {}", keys(wanted))]
    NoMasterKey {
        /// Which keys open it.
        wanted: Vec<KeyId>,
        /// What is wrong with the one that was named.
        source: DataDirError,
    },
    /// The master key is another one.
    #[error(
        "the backup opens with {}, and this is key {given}; name the right one with \
         --master-key-file: a key that was replaced lies beside the new one, with its id behind its \
         name",
        keys(wanted)
    )]
    WrongMasterKey {
        /// Which key was given.
        given: KeyId,
        /// Which keys open it.
        wanted: Vec<KeyId>,
    },
    /// The keyring in it cannot be opened.
    #[error("cannot use the keyring in the backup: {0}")]
    Keyring(KeyringError),
}

/// A backup that is open.
#[derive(Debug)]
pub(crate) struct OpenedBackup<R> {
    /// What is in it.
    pub(crate) reader: Reader<R>,
    /// The file of its keyring.
    pub(crate) keyring_file: Vec<u8>,
    /// Its keyring.
    pub(crate) keyring: Keyring,
}

/// Opens a backup. `own` is where the master key lies if no other place is named.
pub(crate) fn open<R: Read>(
    source: R,
    master: &MasterKeySource,
    own: &Path,
) -> Result<OpenedBackup<R>, OpenBackupError> {
    let sealed = Sealed::begin(source)?;
    let keyring_file = sealed.keyring().to_vec();
    let wanted = Keyring::master_keys(&keyring_file).map_err(OpenBackupError::Keyring)?;
    let disk: Arc<dyn Disk> = Arc::new(LocalDisk);
    let master = master.read(&disk, own);
    let master = master.map_err(|source| OpenBackupError::NoMasterKey { wanted, source })?;
    let keyring = Keyring::open(&keyring_file, &master).map_err(|error| match error {
        KeyringError::WrongMasterKey { given, wanted } => {
            OpenBackupError::WrongMasterKey { given, wanted }
        }
        other => OpenBackupError::Keyring(other),
    })?;
    let reader = sealed.unlock(&keyring.sealing_keys(KeyPurpose::Backups))?;
    Ok(OpenedBackup {
        reader,
        keyring_file,
        keyring,
    })
}

fn keys(ids: &[KeyId]) -> String {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    format!("master key {}", ids.join(" or "))
}
