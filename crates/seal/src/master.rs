//! The master key and what is derived from it.

use std::fmt;

use iamd_ident::Random;
use zeroize::{Zeroize, Zeroizing};

use crate::{ChecksumKey, SealingKey};

/// The one key that lies outside the store. It seals nothing itself: every use has a sub-key.
///
/// There is no way from a sub-key back to the master key or to another sub-key.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; Self::BYTES]>);

/// What a sub-key is for, as a phrase fixed in the program: `secrets of access keys`.
///
/// INVARIANT: never made from data. A phrase once used keeps its meaning for ever: what was sealed
/// for it must open in every later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purpose(&'static str);

impl Purpose {
    /// The purpose that `phrase` names.
    pub const fn new(phrase: &'static str) -> Self {
        Self(phrase)
    }
}

impl MasterKey {
    /// The length of a master key.
    pub const BYTES: usize = 32;

    /// The master key with these bytes, as read from its file.
    pub fn from_bytes(bytes: Zeroizing<[u8; Self::BYTES]>) -> Self {
        Self(bytes)
    }

    /// A fresh random master key.
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; Self::BYTES]);
        random.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The key itself, for whoever writes its file.
    pub fn expose(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// The key that seals for `purpose`.
    pub fn sealing_key(&self, purpose: Purpose) -> SealingKey {
        SealingKey::from_bytes(self.derive("iamd seal v1: sealing key", purpose))
    }

    /// The key that makes checksums for `purpose`.
    pub fn checksum_key(&self, purpose: Purpose) -> ChecksumKey {
        ChecksumKey::from_bytes(self.derive("iamd seal v1: checksum key", purpose))
    }

    /// SECURITY: the kind of key is part of the derivation, so that a phrase used for both kinds
    /// does not give one key to two algorithms.
    fn derive(&self, kind: &'static str, Purpose(phrase): Purpose) -> Zeroizing<[u8; Self::BYTES]> {
        let mut deriver = blake3::Hasher::new_derive_key(kind);
        crate::parts::feed(&[phrase.as_bytes(), self.0.as_slice()], |piece| {
            deriver.update(piece);
        });
        let mut bytes = Zeroizing::new([0; Self::BYTES]);
        deriver.finalize_xof().fill(bytes.as_mut_slice());
        deriver.zeroize();
        bytes
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRETS: Purpose = Purpose::new("secrets");
    const TOKENS: Purpose = Purpose::new("tokens");

    fn master(byte: u8) -> MasterKey {
        MasterKey::from_bytes(Zeroizing::new([byte; MasterKey::BYTES]))
    }

    #[test]
    fn each_purpose_and_each_master_key_has_its_own_sub_key() {
        let keys = [
            master(1).sealing_key(SECRETS),
            master(1).sealing_key(TOKENS),
            master(2).sealing_key(SECRETS),
        ];
        assert_eq!(keys[0].expose(), master(1).sealing_key(SECRETS).expose());
        assert_ne!(keys[0].expose(), keys[1].expose());
        assert_ne!(keys[0].expose(), keys[2].expose());
        assert_ne!(keys[0].expose(), master(1).expose());
    }

    #[test]
    fn a_phrase_gives_different_keys_to_seal_and_to_check() {
        let checksum = |bytes| ChecksumKey::from_bytes(bytes).checksum(&[b"x"]);
        assert_ne!(
            master(1).checksum_key(SECRETS).checksum(&[b"x"]),
            checksum(Zeroizing::new(*master(1).sealing_key(SECRETS).expose())),
        );
    }

    /// A change of this value makes every sealed record unreadable.
    #[test]
    fn the_derivation_never_changes() {
        let id = master(1).sealing_key(SECRETS).id().to_string();
        assert_eq!(id, "36c9e6bfbb0f8686");
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        assert_eq!(format!("{:?}", master(1)), "MasterKey(…)");
    }
}
