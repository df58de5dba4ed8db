//! Keyed checksums: who has no key can neither make nor repair one.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::{KeyId, parts};

/// Sixteen bytes over a list of parts. Two of them are compared in constant time.
#[derive(Clone, Copy)]
pub struct Checksum([u8; Checksum::BYTES]);

/// A key for checksums (keyed BLAKE3): 32 secret bytes, wiped when dropped.
#[derive(Clone)]
pub struct ChecksumKey(Zeroizing<[u8; Self::BYTES]>);

impl Checksum {
    /// The length of a checksum.
    pub const BYTES: usize = 16;

    /// The checksum with these bytes, as read from a record.
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes of the checksum.
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl ChecksumKey {
    /// The length of a key.
    pub const BYTES: usize = 32;

    /// The key with these bytes, which must be random or derived from a random key.
    pub fn from_bytes(bytes: Zeroizing<[u8; Self::BYTES]>) -> Self {
        Self(bytes)
    }

    /// The key itself, for a keyring that seals it.
    pub(crate) fn expose(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// Which key this is: computed from the key, of which it tells nothing.
    pub fn id(&self) -> KeyId {
        KeyId::of("iamd seal v1: id of a checksum key", &self.0)
    }

    /// The checksum over `parts`, each bound with its length.
    pub fn checksum(&self, parts: &[&[u8]]) -> Checksum {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        parts::feed(parts, |piece| {
            hasher.update(piece);
        });
        let mut bytes = [0; Checksum::BYTES];
        hasher.finalize_xof().fill(&mut bytes);
        hasher.zeroize();
        Checksum(bytes)
    }

    /// Whether `checksum` is the one over `parts`, in time that does not depend on where it differs.
    #[must_use]
    pub fn verify(&self, parts: &[&[u8]], checksum: &Checksum) -> bool {
        self.checksum(parts) == *checksum
    }
}

impl PartialEq for Checksum {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Checksum {}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checksum({:032x})", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for ChecksumKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChecksumKey(…)")
    }
}
