//! Keys that seal.

use std::fmt;

use aes_gcm::{Aes256Gcm, KeyInit};
use iamd_ident::Random;
use zeroize::{Zeroize, Zeroizing};

/// Which key it was that sealed or checked something: eight bytes, computed from the key.
///
/// An id tells nothing about its key, so it may stand in the clear. Being computed, it also tells
/// a wrong master key from damaged data.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; KeyId::BYTES]);

impl KeyId {
    /// The length of an id.
    pub const BYTES: usize = 8;

    /// The id with these bytes, as read from a sealed value or a record.
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes of the id.
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// The id of a key; each kind of key has a context of its own.
    pub(crate) fn of(context: &'static str, key: &[u8; SealingKey::BYTES]) -> Self {
        let mut deriver = blake3::Hasher::new_derive_key(context);
        let mut id = [0; Self::BYTES];
        deriver.update(key).finalize_xof().fill(&mut id);
        deriver.zeroize();
        Self(id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A key for AES-256-GCM: 32 secret bytes, wiped when dropped, and the id computed from them.
///
/// LIMIT: nonces are random, so one key seals at most 2³² values (NIST SP 800-38D, section 8.3);
/// whoever seals more often than that rotates keys through a [`SealingKeys`](crate::SealingKeys).
#[derive(Clone)]
pub struct SealingKey {
    id: KeyId,
    bytes: Zeroizing<[u8; Self::BYTES]>,
    /// The key schedule, computed once. It wipes itself.
    cipher: Aes256Gcm,
}

impl SealingKey {
    /// The length of a key.
    pub const BYTES: usize = 32;

    /// The key with these bytes, which must be random or derived from a random key.
    pub fn from_bytes(bytes: Zeroizing<[u8; Self::BYTES]>) -> Self {
        Self {
            id: KeyId::of("iamd seal v1: id of a sealing key", &bytes),
            cipher: Aes256Gcm::new(&(*bytes).into()),
            bytes,
        }
    }

    /// A fresh random key.
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; Self::BYTES]);
        random.fill(bytes.as_mut_slice());
        Self::from_bytes(bytes)
    }

    /// The id that everything sealed by this key carries.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key itself, for whoever stores it: sealed under another key.
    pub fn expose(&self) -> &[u8; Self::BYTES] {
        &self.bytes
    }

    pub(crate) fn cipher(&self) -> &Aes256Gcm {
        &self.cipher
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({}, …)", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_its_key_and_shows_nothing_of_it() {
        let key = |byte| SealingKey::from_bytes(Zeroizing::new([byte; 32]));
        assert_eq!(key(1).id(), key(1).id());
        assert_ne!(key(1).id(), key(2).id());
        assert_ne!(key(1).id().as_bytes(), &[1; 8]);
        assert_eq!(
            format!("{:?}", key(1)),
            format!("SealingKey({}, …)", key(1).id())
        );
    }
}
