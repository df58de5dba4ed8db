//! The file of a keyring.
//!
//! ```text
//! "iamd keyring\n"  version  serial  id of the ring's own key  slots            keys    sum
//! 13 bytes          1        8       8                         1 + 69 for each  sealed  16
//! ```
//!
//! The keys are sealed under the ring's own key and bound to everything before them. The sum is a
//! hash without a key, which tells a file that was damaged from one that another master key opens.

use iamd_ident::{Random, Timestamp};
use zeroize::Zeroizing;

use super::{Chain, Chains, GENERATIONS_MAX, Generation, KeyPurpose, Keyring, Slot};
use crate::{KeyId, MasterKey, SEALED_OVERHEAD_BYTES, SealError, SealingKey, key_id_of};

const MAGIC: &[u8; 13] = b"iamd keyring\n";
const VERSION: u8 = 1;
const SUM_BYTES: usize = 16;
const SLOT_BYTES: usize = SealingKey::BYTES + SEALED_OVERHEAD_BYTES;
/// LIMIT: how many master keys open one ring.
const SLOTS_MAX: usize = 8;
/// Purpose, whether it is the current key, milliseconds since 1970, the key.
const KEY_BYTES: usize = 1 + 1 + 8 + SealingKey::BYTES;

/// LIMIT: the longest file of a keyring.
pub const KEYRING_BYTES_MAX: usize = 512 * 1024;

/// The file of a keyring cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// It is something else, or not whole any more.
    #[error("it is damaged")]
    Damaged,
    /// A newer program wrote it.
    #[error("it is of version {found}, and this program reads version {VERSION}")]
    Version {
        /// The version that it names.
        found: u8,
    },
    /// It is sound, but this master key does not open it.
    #[error(
        "the master key {given} does not open it, the master key {} does",
        wanted.iter().map(KeyId::to_string).collect::<Vec<_>>().join(" or ")
    )]
    WrongMasterKey {
        /// The id of the master key that was given.
        given: KeyId,
        /// The ids of those that open it.
        wanted: Vec<KeyId>,
    },
}

/// What stands in the clear.
struct Head<'b> {
    serial: u64,
    own: KeyId,
    slots: Vec<Slot>,
    /// The part of the file to which the keys are bound.
    covered: &'b [u8],
    /// The sealed keys.
    keys: &'b [u8],
}

impl Keyring {
    /// Opens a ring by a master key.
    ///
    /// # Errors
    /// The bytes are no keyring, were damaged, or another master key opens them.
    pub fn open(bytes: &[u8], master: &MasterKey) -> Result<Self, KeyringError> {
        let head = Head::parse(bytes)?;
        let damaged = KeyringError::Damaged;
        let opened = head
            .slots
            .iter()
            .find_map(|slot| slot.open(head.own, master));
        let own = opened.ok_or_else(|| KeyringError::WrongMasterKey {
            given: master.id(),
            wanted: head.slots.iter().map(|slot| slot.master).collect(),
        })?;
        let own = own.map_err(|_| damaged.clone())?;
        let keys = own.open(head.keys, &[head.covered]);
        let chains = read_chains(keys.map_err(|_| damaged)?.expose())?;
        Ok(Self {
            serial: head.serial,
            own,
            slots: head.slots,
            chains,
        })
    }

    /// The ids of the master keys that open a ring, which takes none of them.
    ///
    /// # Errors
    /// The bytes are no keyring, or were damaged.
    pub fn master_keys(bytes: &[u8]) -> Result<Vec<KeyId>, KeyringError> {
        let head = Head::parse(bytes)?;
        Ok(head.slots.iter().map(|slot| slot.master).collect())
    }

    /// How often the ring was changed whose file this is.
    ///
    /// # Errors
    /// The bytes are no keyring, or were damaged.
    pub fn serial_of(bytes: &[u8]) -> Result<u64, KeyringError> {
        Head::parse(bytes).map(|head| head.serial)
    }

    /// The file of the ring. Nobody without a master key of it can read or change it.
    ///
    /// # Errors
    /// The keys cannot be sealed.
    pub fn write(&self, random: &dyn Random) -> Result<Vec<u8>, SealError> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.serial.to_be_bytes());
        bytes.extend_from_slice(self.own.id().as_bytes());
        // INVARIANT: never more than `SLOTS_MAX`.
        bytes.push(u8::try_from(self.slots.len()).unwrap_or(u8::MAX));
        for slot in &self.slots {
            bytes.extend_from_slice(&slot.sealed);
        }
        let keys = self.own.seal(&self.written_chains(), &[&bytes], random)?;
        bytes.extend_from_slice(&keys);
        let sum = sum_of(&bytes);
        bytes.extend_from_slice(&sum);
        Ok(bytes)
    }

    fn written_chains(&self) -> Zeroizing<Vec<u8>> {
        let count: usize = KeyPurpose::ALL
            .map(|purpose| self.generations(purpose).count())
            .iter()
            .sum();
        // SECURITY: of the right length from the start, so that no part of it is left behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(count * KEY_BYTES));
        for purpose in KeyPurpose::ALL {
            for (index, generation) in self.generations(purpose).enumerate() {
                bytes.push(mark_of(purpose));
                bytes.push(u8::from(index == 0));
                bytes.extend_from_slice(&generation.made.as_millisecond().to_be_bytes());
                bytes.extend_from_slice(generation.key.as_slice());
            }
        }
        bytes
    }
}

impl<'b> Head<'b> {
    fn parse(bytes: &'b [u8]) -> Result<Self, KeyringError> {
        let damaged = KeyringError::Damaged;
        if bytes.len() > KEYRING_BYTES_MAX {
            return Err(damaged);
        }
        let rest = bytes.strip_prefix(MAGIC).ok_or(damaged.clone())?;
        let (version, rest) = rest.split_first().ok_or(damaged.clone())?;
        // INVARIANT: every version has its number here, whatever follows.
        if *version != VERSION {
            return Err(KeyringError::Version { found: *version });
        }
        let (summed, sum) = bytes
            .split_last_chunk::<SUM_BYTES>()
            .ok_or(damaged.clone())?;
        if sum_of(summed) != *sum {
            return Err(damaged);
        }
        Self::parse_sound(rest, summed).ok_or(damaged)
    }

    fn parse_sound(rest: &'b [u8], summed: &'b [u8]) -> Option<Self> {
        let (serial, rest) = rest.split_first_chunk()?;
        let (own, rest) = rest.split_first_chunk()?;
        let (count, rest) = rest.split_first()?;
        let count = usize::from(*count);
        let (slots, rest) = rest.split_at_checked(count * SLOT_BYTES)?;
        let (keys, _) = rest.split_last_chunk::<SUM_BYTES>()?;
        let slot = |sealed: &[u8]| {
            let (master, sealed) = (key_id_of(sealed).ok()?, sealed.to_vec());
            Some(Slot { master, sealed })
        };
        Some(Self {
            serial: u64::from_be_bytes(*serial),
            own: KeyId::from_bytes(*own),
            slots: slots.chunks(SLOT_BYTES).map(slot).collect::<Option<_>>()?,
            covered: summed.strip_suffix(keys)?,
            keys,
        })
        .filter(|_| count <= SLOTS_MAX)
    }
}

fn read_chains(bytes: &[u8]) -> Result<Chains, KeyringError> {
    let damaged = || KeyringError::Damaged;
    let (keys, []) = bytes.as_chunks::<KEY_BYTES>() else {
        return Err(damaged());
    };
    Chains::made(|purpose| {
        let mark = mark_of(purpose);
        let of_purpose = keys.iter().filter(|key| key.first() == Some(&mark));
        let read = of_purpose.map(|key| read_generation(purpose, key).ok_or_else(damaged));
        let mut found = read.collect::<Result<Vec<_>, _>>()?.into_iter();
        let (true, current) = found.next().ok_or_else(damaged)? else {
            return Err(damaged());
        };
        let old = found.map(|(is_current, key)| (!is_current).then_some(key).ok_or_else(damaged));
        let old = old.collect::<Result<Vec<_>, _>>()?;
        if old.len() >= GENERATIONS_MAX {
            return Err(damaged());
        }
        Ok(Chain { current, old })
    })
}

/// A key, and whether it is the current one.
fn read_generation(purpose: KeyPurpose, bytes: &[u8; KEY_BYTES]) -> Option<(bool, Generation)> {
    let (_, rest) = bytes.split_first()?;
    let (is_current, rest) = rest.split_first()?;
    let (made, key) = rest.split_first_chunk()?;
    let made = Timestamp::from_millisecond(i64::from_be_bytes(*made)).ok()?;
    let key = Zeroizing::new(<[u8; SealingKey::BYTES]>::try_from(key).ok()?);
    Some((*is_current == 1, Generation::new(purpose, made, key)))
}

/// What a purpose is called in a file.
///
/// INVARIANT: these never change.
const fn mark_of(purpose: KeyPurpose) -> u8 {
    match purpose {
        KeyPurpose::Secrets => 1,
        KeyPurpose::Records => 2,
        KeyPurpose::ObjectKeys => 3,
        KeyPurpose::ObjectRecords => 4,
        KeyPurpose::Audit => 5,
        KeyPurpose::Backups => 6,
    }
}

fn sum_of(bytes: &[u8]) -> [u8; SUM_BYTES] {
    let mut sum = [0; SUM_BYTES];
    blake3::Hasher::new()
        .update(bytes)
        .finalize_xof()
        .fill(&mut sum);
    sum
}
