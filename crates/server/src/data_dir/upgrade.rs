//! From a directory whose keys followed from the master key to one that has a keyring.

use iamd_ident::{Random, Timestamp};
use iamd_seal::{KeyPurpose, Keyring, MasterKey, Purpose};
use iamd_store::{Settings, Store};

use super::{DIRECTORY_FILE, DataDir, DataDirError};

/// What the keys were derived under before there were keyrings. Those of other purposes are new.
///
/// INVARIANT: these never change: what was written with their keys must open.
const PHRASES: [(KeyPurpose, Purpose); 4] = [
    (
        KeyPurpose::Secrets,
        Purpose::new("secrets of the directory"),
    ),
    (
        KeyPurpose::Records,
        Purpose::new("records of the directory"),
    ),
    (KeyPurpose::ObjectKeys, Purpose::new("data keys of objects")),
    (
        KeyPurpose::ObjectRecords,
        Purpose::new("records of objects"),
    ),
];

impl DataDir {
    /// The ring of a directory that had none. Nothing is written.
    ///
    /// # Errors
    /// The store was written with another master key, or cannot be opened.
    pub(super) fn derived_keyring(
        &self,
        master: &MasterKey,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<Keyring, DataDirError> {
        let ring = Keyring::derived(master, &PHRASES, now, random);
        if self.has(DIRECTORY_FILE) {
            // A ring of another master key would open nothing, and the right one not the ring.
            let settings = Settings::new(ring.checksum_keys(KeyPurpose::Records), now);
            let store = Store::open_on(&*self.disk, &self.file(DIRECTORY_FILE), settings);
            drop(store.map_err(|error| match error {
                iamd_store::OpenError::WrongKey { path } => DataDirError::OtherMasterKey { path },
                error => DataDirError::Store(error.into()),
            })?);
        }
        Ok(ring)
    }
}
