//! The master key and what is derived from it.

use std::fmt;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use iamd_ident::Random;
use zeroize::{Zeroize, Zeroizing};

use crate::{ChecksumKey, KeyId, SealingKey};

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

/// Some bytes are no master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{length} bytes that are no master key: that is {} bytes, or as text {} hexadecimal digits or \
     {BASE64_CHARACTERS} characters of Base64",
    MasterKey::BYTES,
    MasterKey::BYTES * 2
)]
pub struct InvalidMasterKey {
    /// How many bytes there are.
    pub length: usize,
}

/// The key of the slots of keyrings.
const KEYRING: Purpose = Purpose::new("keyring");

/// How many characters a key has in Base64, with its padding.
const BASE64_CHARACTERS: usize = 44;

/// The alphabet of RFC 4648, with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl MasterKey {
    /// The length of a master key.
    pub const BYTES: usize = 32;

    /// A master key as it comes from outside: 32 bytes as they are; or text around which blanks do
    /// not count, 64 hexadecimal digits or Base64.
    ///
    /// # Errors
    /// It is nothing of these.
    pub fn parse(bytes: &[u8]) -> Result<Self, InvalidMasterKey> {
        let length = bytes.len();
        let text = bytes.trim_ascii();
        let mut key = Zeroizing::new([0; Self::BYTES]);
        let found = if length == Self::BYTES {
            key.copy_from_slice(bytes);
            Some(())
        } else if text.len() == Self::BYTES * 2 {
            decode_hex(text, &mut key)
        } else {
            decode_base64(text, &mut key)
        };
        match found {
            Some(()) => Ok(Self(key)),
            None => Err(InvalidMasterKey { length }),
        }
    }

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

    /// Which master key this is. The id tells nothing about the key, so it may be shown.
    pub fn id(&self) -> KeyId {
        self.keyring_key().id()
    }

    /// The key under which slots of a keyring are sealed.
    pub(crate) fn keyring_key(&self) -> SealingKey {
        self.sealing_key(KEYRING)
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

fn decode_hex(text: &[u8], key: &mut [u8; MasterKey::BYTES]) -> Option<()> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let (pairs, []) = text.as_chunks::<2>() else {
        return None;
    };
    for (byte, [high, low]) in key.iter_mut().zip(pairs) {
        *byte = u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?;
    }
    Some(())
}

fn decode_base64(text: &[u8], key: &mut [u8; MasterKey::BYTES]) -> Option<()> {
    // LIMIT: as long as a key can be. The decoder wants room for whole groups.
    let mut room = Zeroizing::new([0; MasterKey::BYTES + 4]);
    if text.len() > BASE64_CHARACTERS {
        return None;
    }
    let length = BASE64.decode_slice(text, room.as_mut_slice()).ok()?;
    let found: &[u8; MasterKey::BYTES] = room.get(..length)?.try_into().ok()?;
    key.copy_from_slice(found);
    Some(())
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
    fn a_master_key_comes_as_bytes_or_as_text() {
        let hex = "01".repeat(32);
        let base64 = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        let texts = [&hex, base64, base64.trim_end_matches('='), "\n"];
        let lines = texts.map(|text| format!(" {text}\r\n"));
        for right in [
            &[1; 32][..],
            hex.as_bytes(),
            lines[1].as_bytes(),
            lines[2].as_bytes(),
        ] {
            assert_eq!(
                MasterKey::parse(right).unwrap().expose(),
                &[1; 32],
                "{right:?}"
            );
        }
        let wrong_digit = hex.replacen('1', "g", 1);
        let short = base64.trim_end_matches("QE=");
        for wrong in [
            &[1; 31][..],
            &[1; 33],
            b"",
            wrong_digit.as_bytes(),
            short.as_bytes(),
        ] {
            let length = wrong.len();
            assert_eq!(
                MasterKey::parse(wrong).unwrap_err(),
                InvalidMasterKey { length }
            );
        }
        let said = MasterKey::parse(&[1; 31]).unwrap_err().to_string();
        assert!(
            said.starts_with("31 bytes that are no master key"),
            "{said}"
        );
    }

    /// Keyrings name the master keys that open them by these.
    #[test]
    fn ids_never_change() {
        assert_eq!(master(1).id().to_string(), "819adad11bd2af03");
        let checksum = ChecksumKey::from_bytes([1; 32].into());
        assert_eq!(checksum.id().to_string(), "20cae906712aee8b");
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        assert_eq!(format!("{:?}", master(1)), "MasterKey(…)");
    }
}
