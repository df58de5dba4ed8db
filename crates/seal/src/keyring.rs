//! Every key that a data directory needs, in one small file that the master key opens.
//!
//! The master key seals nothing but the ring's own key, once in each *slot*; the ring's own key
//! seals all the others. So another master key takes one small write, and the others can be
//! replaced, one purpose at a time, while what they sealed goes on being read.
//!
//! ```text
//! master key ──opens──▶ slot ──has──▶ the ring's own key ──opens──▶ secrets:         current, old, …
//! (outside)             slot                                        records:         current, old, …
//!                                                                   object-keys: …
//! ```

mod file;
#[cfg(test)]
mod tests;

use std::{convert::Infallible, fmt, sync::Arc};

use iamd_ident::{Random, Timestamp};
use zeroize::Zeroizing;

use crate::{
    ChecksumKey, ChecksumKeys, KeyId, MasterKey, OpenError, Purpose, SealError, SealingKey,
    SealingKeys,
};

pub use file::{KEYRING_BYTES_MAX, KeyringError};

/// LIMIT: how many keys of one purpose a ring holds. Those of the audit log are never taken out.
pub const GENERATIONS_MAX: usize = 1000;

/// There are so many keys of a purpose that there will be no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the keyring has {GENERATIONS_MAX} keys for {purpose}, and more are not kept")]
pub struct TooManyKeys {
    /// Which purpose.
    pub purpose: KeyPurpose,
}

/// What a key of a ring is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyPurpose {
    /// Seals the secrets of the directory.
    Secrets,
    /// Checks the records of the directory.
    Records,
    /// Seals the data keys of objects.
    ObjectKeys,
    /// Checks the records of the objects.
    ObjectRecords,
    /// Chains the events of the audit log.
    Audit,
    /// Seals backups.
    Backups,
}

/// What the keys of a purpose do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// They seal and open.
    Seal,
    /// They make checksums and verify them.
    Check,
}

impl KeyPurpose {
    /// Every purpose.
    pub const ALL: [Self; 6] = [
        Self::Secrets,
        Self::Records,
        Self::ObjectKeys,
        Self::ObjectRecords,
        Self::Audit,
        Self::Backups,
    ];

    /// The purpose in a word, such as `object-keys`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secrets => "secrets",
            Self::Records => "records",
            Self::ObjectKeys => "object-keys",
            Self::ObjectRecords => "object-records",
            Self::Audit => "audit",
            Self::Backups => "backups",
        }
    }

    /// What the keys of this purpose do.
    pub const fn key_use(self) -> KeyUse {
        match self {
            Self::Secrets | Self::ObjectKeys | Self::Backups => KeyUse::Seal,
            Self::Records | Self::ObjectRecords | Self::Audit => KeyUse::Check,
        }
    }
}

impl fmt::Display for KeyPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One key of a purpose.
#[derive(Clone)]
pub struct Generation {
    id: KeyId,
    made: Timestamp,
    /// Behind a pointer, so that a list that grows leaves no copy of the key behind.
    key: Arc<Zeroizing<[u8; SealingKey::BYTES]>>,
}

/// The keys of a data directory, open.
#[derive(Clone)]
pub struct Keyring {
    /// How often the ring was changed: of two copies of one ring, the higher is the newer.
    serial: u64,
    own: SealingKey,
    /// The newest first.
    slots: Vec<Slot>,
    chains: Chains,
}

/// The keys of every purpose.
#[derive(Clone)]
struct Chains {
    secrets: Chain,
    records: Chain,
    object_keys: Chain,
    object_records: Chain,
    audit: Chain,
    backups: Chain,
}

/// The ring's own key, sealed under a master key.
#[derive(Clone, PartialEq, Eq)]
struct Slot {
    master: KeyId,
    sealed: Vec<u8>,
}

/// The keys of one purpose.
#[derive(Clone)]
struct Chain {
    current: Generation,
    /// From newer to older.
    old: Vec<Generation>,
}

impl Keyring {
    /// A ring with one fresh key for each purpose. No master key opens it yet.
    pub fn fresh(now: Timestamp, random: &dyn Random) -> Self {
        Self::made_of(now, random, |_| None)
    }

    /// A ring with the keys that a master key gave before there were rings, under these phrases, and
    /// fresh keys for the other purposes. No master key opens it yet.
    pub fn derived(
        master: &MasterKey,
        phrases: &[(KeyPurpose, Purpose)],
        now: Timestamp,
        random: &dyn Random,
    ) -> Self {
        Self::made_of(now, random, |purpose| {
            let (_, phrase) = phrases.iter().find(|(of, _)| *of == purpose)?;
            Some(match purpose.key_use() {
                KeyUse::Seal => Zeroizing::new(*master.sealing_key(*phrase).expose()),
                KeyUse::Check => Zeroizing::new(*master.checksum_key(*phrase).expose()),
            })
        })
    }

    fn made_of(
        now: Timestamp,
        random: &dyn Random,
        known: impl Fn(KeyPurpose) -> Option<Zeroizing<[u8; SealingKey::BYTES]>>,
    ) -> Self {
        let made = Chains::made(|purpose| {
            let current = match known(purpose) {
                Some(key) => Generation::new(purpose, now, key),
                None => Generation::fresh(purpose, now, random),
            };
            let old = Vec::new();
            Ok::<_, Infallible>(Chain { current, old })
        });
        let Ok(chains) = made;
        Self {
            serial: 1,
            own: SealingKey::generate(random),
            slots: Vec::new(),
            chains,
        }
    }

    /// The keys of a purpose that seals.
    pub fn sealing_keys(&self, purpose: KeyPurpose) -> SealingKeys {
        let chain = self.chain(purpose);
        let mut keys = SealingKeys::new(chain.current.sealing_key());
        for old in &chain.old {
            keys.add_old(old.sealing_key());
        }
        keys
    }

    /// The keys of a purpose that checks.
    pub fn checksum_keys(&self, purpose: KeyPurpose) -> ChecksumKeys {
        let chain = self.chain(purpose);
        let old = chain.old.iter().map(Generation::checksum_key);
        ChecksumKeys::with_old(chain.current.checksum_key(), old.collect())
    }

    /// Every key of a purpose, the current one first, then from newer to older.
    pub fn generations(&self, purpose: KeyPurpose) -> impl Iterator<Item = &Generation> {
        let chain = self.chain(purpose);
        std::iter::once(&chain.current).chain(&chain.old)
    }

    /// How often the ring was changed.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The ids of the master keys that open the ring, the newest first.
    pub fn masters(&self) -> impl Iterator<Item = KeyId> {
        self.slots.iter().map(|slot| slot.master)
    }

    /// Lets a further master key open the ring. One that opens it already stays where it is.
    ///
    /// # Errors
    /// The ring's own key cannot be sealed.
    pub fn admit(&mut self, master: &MasterKey, random: &dyn Random) -> Result<(), SealError> {
        if self.masters().any(|id| id == master.id()) {
            return Ok(());
        }
        let slot = Slot::new(&self.own, master, random)?;
        self.slots.insert(0, slot);
        self.serial = self.serial.saturating_add(1);
        Ok(())
    }

    /// Lets no master keys open the ring but these.
    pub fn dismiss_all_but(&mut self, masters: &[KeyId]) {
        let before = self.slots.len();
        self.slots.retain(|slot| masters.contains(&slot.master));
        if self.slots.len() != before {
            self.serial = self.serial.saturating_add(1);
        }
    }

    /// Lets this master key alone open the ring. Its own key becomes another one, so that who has
    /// one of the former master keys and a former copy of the ring cannot open later ones.
    ///
    /// # Errors
    /// The ring's own key cannot be sealed; the ring stays as it is.
    pub fn admit_only(&mut self, master: &MasterKey, random: &dyn Random) -> Result<(), SealError> {
        let own = SealingKey::generate(random);
        self.slots = vec![Slot::new(&own, master, random)?];
        self.own = own;
        self.serial = self.serial.saturating_add(1);
        Ok(())
    }

    /// Makes a fresh key the current one of a purpose, and returns its id. The former ones stay, to
    /// open or to verify.
    ///
    /// # Errors
    /// The purpose has [`GENERATIONS_MAX`] keys.
    pub fn rotate(
        &mut self,
        purpose: KeyPurpose,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<KeyId, TooManyKeys> {
        let chain = self.chain_mut(purpose);
        if chain.old.len() + 1 >= GENERATIONS_MAX {
            return Err(TooManyKeys { purpose });
        }
        let fresh = Generation::fresh(purpose, now, random);
        let id = fresh.id;
        chain
            .old
            .insert(0, std::mem::replace(&mut chain.current, fresh));
        self.serial = self.serial.saturating_add(1);
        Ok(id)
    }

    /// Takes the old keys of a purpose out, and says how many there were. Nothing must be left that
    /// they sealed or checked.
    pub fn retire(&mut self, purpose: KeyPurpose) -> usize {
        let retired = std::mem::take(&mut self.chain_mut(purpose).old).len();
        if retired > 0 {
            self.serial = self.serial.saturating_add(1);
        }
        retired
    }

    fn chain(&self, purpose: KeyPurpose) -> &Chain {
        let chains = &self.chains;
        match purpose {
            KeyPurpose::Secrets => &chains.secrets,
            KeyPurpose::Records => &chains.records,
            KeyPurpose::ObjectKeys => &chains.object_keys,
            KeyPurpose::ObjectRecords => &chains.object_records,
            KeyPurpose::Audit => &chains.audit,
            KeyPurpose::Backups => &chains.backups,
        }
    }

    fn chain_mut(&mut self, purpose: KeyPurpose) -> &mut Chain {
        let chains = &mut self.chains;
        match purpose {
            KeyPurpose::Secrets => &mut chains.secrets,
            KeyPurpose::Records => &mut chains.records,
            KeyPurpose::ObjectKeys => &mut chains.object_keys,
            KeyPurpose::ObjectRecords => &mut chains.object_records,
            KeyPurpose::Audit => &mut chains.audit,
            KeyPurpose::Backups => &mut chains.backups,
        }
    }
}

impl Chains {
    /// One chain for each purpose.
    fn made<E>(mut chain: impl FnMut(KeyPurpose) -> Result<Chain, E>) -> Result<Self, E> {
        Ok(Self {
            secrets: chain(KeyPurpose::Secrets)?,
            records: chain(KeyPurpose::Records)?,
            object_keys: chain(KeyPurpose::ObjectKeys)?,
            object_records: chain(KeyPurpose::ObjectRecords)?,
            audit: chain(KeyPurpose::Audit)?,
            backups: chain(KeyPurpose::Backups)?,
        })
    }
}

impl Generation {
    fn fresh(purpose: KeyPurpose, made: Timestamp, random: &dyn Random) -> Self {
        let mut key = Zeroizing::new([0; SealingKey::BYTES]);
        random.fill(key.as_mut_slice());
        Self::new(purpose, made, key)
    }

    fn new(purpose: KeyPurpose, made: Timestamp, key: Zeroizing<[u8; SealingKey::BYTES]>) -> Self {
        let id = match purpose.key_use() {
            KeyUse::Seal => SealingKey::from_bytes(key.clone()).id(),
            KeyUse::Check => ChecksumKey::from_bytes(key.clone()).id(),
        };
        // As it is kept.
        let made = Timestamp::from_millisecond(made.as_millisecond()).unwrap_or(made);
        let key = Arc::new(key);
        Self { id, made, key }
    }

    /// Which key it is.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Since when it is there.
    pub fn made(&self) -> Timestamp {
        self.made
    }

    fn sealing_key(&self) -> SealingKey {
        SealingKey::from_bytes(Zeroizing::clone(&self.key))
    }

    fn checksum_key(&self) -> ChecksumKey {
        ChecksumKey::from_bytes(Zeroizing::clone(&self.key))
    }
}

impl Slot {
    fn new(own: &SealingKey, master: &MasterKey, random: &dyn Random) -> Result<Self, SealError> {
        let key = master.keyring_key();
        Ok(Self {
            master: key.id(),
            sealed: key.seal(own.expose(), &Self::place(&own.id()), random)?,
        })
    }

    /// The ring's own key, if this slot is for `master`.
    fn open(&self, own: KeyId, master: &MasterKey) -> Option<Result<SealingKey, OpenError>> {
        let key = master.keyring_key();
        (self.master == key.id()).then(|| {
            let opened = key.open(&self.sealed, &Self::place(&own))?;
            let bytes = <[u8; SealingKey::BYTES]>::try_from(opened.expose().as_slice());
            let bytes = Zeroizing::new(bytes.map_err(|_| OpenError::Tampered)?);
            Ok(SealingKey::from_bytes(bytes))
        })
    }

    /// What a slot is bound to.
    fn place(own: &KeyId) -> [&[u8]; 2] {
        [b"slot of a keyring", own.as_bytes()]
    }
}

impl fmt::Debug for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Generation({}, made {}, …)", self.id, self.made)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({}, change {}, …)", self.own.id(), self.serial)
    }
}
