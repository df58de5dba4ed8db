//! The keys of a data directory, open.
//!
//! A change of the ring is one step: it is made on a copy, written durably to both files, and in
//! force after that. Nothing is sealed under a key before it is durable, and no key is forgotten by
//! the files before nothing is left under it.

mod master;
#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc};

use iamd_disk::Disk;
use iamd_ident::{Random, Timestamp};
use iamd_seal::{
    ChecksumKeys, Generation, KeyId, KeyPurpose, Keyring, MasterKey, SealError, SealingKeys,
    TooManyKeys,
};
use parking_lot::{Mutex, RwLock};
use tokio::sync::OwnedMutexGuard;

use super::{
    DIRECTORY_FILE, DataDir, Layout, MASTER_KEY_FILE,
    error::DataDirError,
    keyring_files::{Found, KeyringFiles},
    master_key::{MasterKeySource, Source},
};

pub use master::MasterRotation;

/// The keys of a data directory. Clones are the same keys.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    ring: RwLock<Keyring>,
    /// Held by who changes the ring, and by who needs it not to be changed.
    changing: Arc<tokio::sync::Mutex<()>>,
    /// `None` in memory alone.
    lasting: Option<Lasting>,
    /// What opening them did, until the audit log has it.
    happened: Mutex<Vec<Happened>>,
    random: Arc<dyn Random>,
}

/// Where lasting keys come from.
struct Lasting {
    files: KeyringFiles,
    disk: Arc<dyn Disk>,
    source: Source,
    /// The id of the master key in use.
    master: Mutex<KeyId>,
}

/// A key, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyShown {
    /// What it is for.
    pub purpose: KeyPurpose,
    /// Which key it is.
    pub id: KeyId,
    /// Since when it is there.
    pub made: Timestamp,
    /// Whether it is the one in use; others are there for what they sealed or checked.
    pub is_current: bool,
}

/// Something that opening the keys did, for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// A directory of an earlier version got a keyring.
    Upgraded,
    /// A file of the keyring was missing, damaged or old, and was written anew.
    Mended,
    /// A rotation of the master key that had been begun before is through.
    MasterRotated(KeyId),
}

/// The keys cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// There are too many of them.
    #[error(transparent)]
    TooMany(#[from] TooManyKeys),
    /// The ring cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The files or the master key cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// There is nothing to be done, or not in this way. The text is a sentence for the operator.
    #[error("{0}")]
    Refused(String),
}

/// Opens the keys of a data directory, or makes them.
pub(super) fn open(
    dir: &DataDir,
    source: MasterKeySource,
    now: Timestamp,
    random: Arc<dyn Random>,
) -> Result<Keys, DataDirError> {
    let source = Source::new(source, &dir.disk, &dir.file(MASTER_KEY_FILE));
    let files = KeyringFiles::of(&dir.disk, &dir.path);
    let found = files.find()?;
    // Whatever a first start left behind that was broken off, nothing is sealed with it yet.
    let is_first = dir.layout == Layout::Fresh && !dir.has(DIRECTORY_FILE);
    let mut happened = Vec::new();
    let (ring, master) = match found {
        _ if is_first => {
            let master = source.read_or_make(&*random)?;
            let ring = Keyring::fresh(now, &*random);
            (made(ring, &files, &master, &*random)?, master.id())
        }
        Some(found) => {
            let master = read_known(&source, &found)?;
            let (ring, is_mended) = found.open(&master, &source.to_string())?;
            happened.extend(is_mended.then_some(Happened::Mended));
            (ring, master.id())
        }
        None if dir.layout == Layout::Version2 => {
            return Err(DataDirError::NoKeyring {
                path: dir.file("keyring"),
            });
        }
        None => {
            let master = source.read()?;
            let ring = dir.derived_keyring(&master, now, &*random)?;
            happened.push(Happened::Upgraded);
            (made(ring, &files, &master, &*random)?, master.id())
        }
    };
    let keys = Keys(Arc::new(Inner {
        ring: RwLock::new(ring),
        changing: Arc::default(),
        lasting: Some(Lasting {
            files,
            disk: Arc::clone(&dir.disk),
            source,
            master: Mutex::new(master),
        }),
        happened: Mutex::new(happened),
        random,
    }));
    keys.go_on_with_master()?;
    Ok(keys)
}

/// The master key. If it is missing, the ring says which one is.
fn read_known(source: &Source, found: &Found) -> Result<MasterKey, DataDirError> {
    source.read().map_err(|error| match error {
        DataDirError::NoMasterKey { path, .. } => DataDirError::NoMasterKey {
            path,
            wanted: found.wanted(),
        },
        error => error,
    })
}

fn made(
    mut ring: Keyring,
    files: &KeyringFiles,
    master: &MasterKey,
    random: &dyn Random,
) -> Result<Keyring, DataDirError> {
    ring.admit(master, random).map_err(DataDirError::Seal)?;
    files.write(&ring, random)?;
    Ok(ring)
}

impl Keys {
    /// Fresh keys that are nowhere but in memory, for development mode.
    pub fn in_memory(now: Timestamp, random: Arc<dyn Random>) -> Self {
        Self(Arc::new(Inner {
            ring: RwLock::new(Keyring::fresh(now, &*random)),
            changing: Arc::default(),
            lasting: None,
            happened: Mutex::default(),
            random,
        }))
    }

    /// The keys of a purpose that seals.
    pub fn sealing_keys(&self, purpose: KeyPurpose) -> SealingKeys {
        self.0.ring.read().sealing_keys(purpose)
    }

    /// The keys of a purpose that checks.
    pub fn checksum_keys(&self, purpose: KeyPurpose) -> ChecksumKeys {
        self.0.ring.read().checksum_keys(purpose)
    }

    /// Every key, as it may be shown: by purpose, the current one first.
    pub fn shown(&self) -> Vec<KeyShown> {
        let ring = self.0.ring.read();
        let shown = |purpose| {
            let generations = ring.generations(purpose).enumerate();
            generations.map(move |(index, generation)| KeyShown {
                purpose,
                id: Generation::id(generation),
                made: generation.made(),
                is_current: index == 0,
            })
        };
        KeyPurpose::ALL.into_iter().flat_map(shown).collect()
    }

    /// Whether there are old keys of this purpose.
    pub fn has_old(&self, purpose: KeyPurpose) -> bool {
        self.0.ring.read().generations(purpose).nth(1).is_some()
    }

    /// What opening the keys did. Said once.
    pub fn take_happened(&self) -> Vec<Happened> {
        std::mem::take(&mut *self.0.happened.lock())
    }

    /// Waits until nobody changes the keys, and lets nobody change them while the answer is held.
    pub async fn hold(&self) -> KeysHeld {
        KeysHeld {
            guard: Arc::new(Arc::clone(&self.0.changing).lock_owned().await),
            keys: self.clone(),
        }
    }
}

/// The keys, while nobody else changes them.
#[derive(Debug)]
pub struct KeysHeld {
    keys: Keys,
    guard: Arc<OwnedMutexGuard<()>>,
}

impl KeysHeld {
    /// A file of the keyring as it is now, sealed under the master key.
    ///
    /// # Errors
    /// The keys cannot be sealed.
    pub fn bytes(&self) -> Result<Vec<u8>, SealError> {
        self.keys.0.ring.read().write(&*self.keys.0.random)
    }

    /// Makes a fresh key the current one of each purpose, durably.
    ///
    /// # Errors
    /// There are too many, or the files cannot be written; then everything is as before.
    pub async fn rotate(&self, purposes: &[KeyPurpose], now: Timestamp) -> Result<(), ChangeError> {
        let purposes = purposes.to_vec();
        self.change(move |ring, random| {
            for purpose in purposes {
                ring.rotate(purpose, now, random)?;
            }
            Ok(())
        })
        .await
    }

    /// Takes the old keys of a purpose out, durably. Nothing must be left that is under them.
    ///
    /// # Errors
    /// The files cannot be written; then the keys are still there.
    pub async fn retire(&self, purpose: KeyPurpose) -> Result<(), ChangeError> {
        self.change(move |ring, _| {
            ring.retire(purpose);
            Ok(())
        })
        .await
    }

    /// Changes the ring on a thread that may wait for the disk.
    async fn change(
        &self,
        change: impl FnOnce(&mut Keyring, &dyn Random) -> Result<(), ChangeError> + Send + 'static,
    ) -> Result<(), ChangeError> {
        self.on_own_thread(move |keys| keys.change(change)).await
    }

    /// Waits for work that blocks.
    ///
    /// INVARIANT: the keys are held until the work is done, even if nobody waits for it any more.
    async fn on_own_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Keys) -> Result<T, ChangeError> + Send + 'static,
    ) -> Result<T, ChangeError> {
        let (keys, guard) = (self.keys.clone(), Arc::clone(&self.guard));
        let worked = tokio::task::spawn_blocking(move || {
            let _held = guard;
            work(&keys)
        });
        let worked = worked.await;
        worked.unwrap_or_else(|error| Err(ChangeError::Refused(error.to_string())))
    }
}

impl Keys {
    /// INVARIANT: whoever calls this holds `changing`, or is the only one who has the keys.
    fn change(
        &self,
        change: impl FnOnce(&mut Keyring, &dyn Random) -> Result<(), ChangeError>,
    ) -> Result<(), ChangeError> {
        let mut ring = self.0.ring.read().clone();
        change(&mut ring, &*self.0.random)?;
        if let Some(lasting) = &self.0.lasting {
            lasting.files.write(&ring, &*self.0.random)?;
        }
        *self.0.ring.write() = ring;
        Ok(())
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({:?})", self.0.ring.read())
    }
}
