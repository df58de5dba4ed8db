//! The sealed form: format byte, key id, nonce, ciphertext, tag.

use std::mem;

use aes_gcm::{AeadInPlace, Tag};
use iamd_ident::{Random, Secret};
use zeroize::Zeroizing;

use crate::{KeyId, SealingKey, parts};

/// The only format so far. Another one gets another byte, and this one stays readable.
const FORMAT: u8 = 1;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;
const HEAD_BYTES: usize = 1 + KeyId::BYTES + NONCE_BYTES;

/// By how many bytes a sealed value is longer than what it holds.
pub const SEALED_OVERHEAD_BYTES: usize = HEAD_BYTES + TAG_BYTES;

/// LIMIT: the longest plaintext that is sealed, as long as the largest transaction of a store.
pub const PLAINTEXT_BYTES_MAX: usize = 1024 * 1024;

/// Something could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The plaintext is longer than [`PLAINTEXT_BYTES_MAX`].
    #[error("{length} bytes are too many to seal, {PLAINTEXT_BYTES_MAX} are the most")]
    TooLong {
        /// How long the plaintext is, in bytes.
        length: usize,
    },
}

/// Sealed bytes could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There are fewer bytes than any sealed value has.
    #[error("{length} bytes are too few for a sealed value")]
    TooShort {
        /// How many bytes there are.
        length: usize,
    },
    /// There are more bytes than any sealed value has.
    #[error("{length} bytes are too many for a sealed value")]
    TooLong {
        /// How many bytes there are.
        length: usize,
    },
    /// The first byte names a format that this version does not know: a newer version made the
    /// value, or it is something else altogether.
    #[error("the format {format} of the sealed value is unknown")]
    UnknownFormat {
        /// The first byte.
        format: u8,
    },
    /// No key with this id is at hand: it was retired, or the master key is another one.
    #[error("the value was sealed with the key {id}, which is not at hand")]
    UnknownKey {
        /// The id of the key that would be needed.
        id: KeyId,
    },
    /// The key is the right one, but bytes or associated data are not those that were sealed.
    #[error("the sealed value was changed, or belongs somewhere else")]
    Tampered,
}

/// The key that sealed `sealed`, as it claims: nothing is proved before the value is opened.
///
/// # Errors
/// Everything but [`OpenError::UnknownKey`] and [`OpenError::Tampered`].
pub fn key_id_of(sealed: &[u8]) -> Result<KeyId, OpenError> {
    Sealed::parse(sealed).map(|sealed| sealed.key_id)
}

/// A sealed value, taken apart.
pub(crate) struct Sealed<'s> {
    pub(crate) key_id: KeyId,
    head: &'s [u8; HEAD_BYTES],
    nonce: &'s [u8; NONCE_BYTES],
    ciphertext: &'s [u8],
    tag: &'s [u8; TAG_BYTES],
}

impl SealingKey {
    /// Seals `plaintext`, bound to the parts of `associated`: only who has the key can read it, and
    /// only with the same associated data. A nonce is drawn from `random`, which must never repeat.
    ///
    /// # Errors
    /// The plaintext is too long.
    pub fn seal(
        &self,
        plaintext: &[u8],
        associated: &[&[u8]],
        random: &dyn Random,
    ) -> Result<Vec<u8>, SealError> {
        let too_long = SealError::TooLong {
            length: plaintext.len(),
        };
        if plaintext.len() > PLAINTEXT_BYTES_MAX {
            return Err(too_long);
        }
        let nonce: [u8; NONCE_BYTES] = random.bytes();
        let mut sealed = Vec::with_capacity(plaintext.len() + SEALED_OVERHEAD_BYTES);
        sealed.push(FORMAT);
        sealed.extend_from_slice(self.id().as_bytes());
        sealed.extend_from_slice(&nonce);
        let bound = bound_data(&sealed, associated);
        sealed.extend_from_slice(plaintext);
        let (_, text) = sealed.split_at_mut(HEAD_BYTES);
        let tag = self
            .cipher()
            .encrypt_in_place_detached(&nonce.into(), &bound, text)
            .map_err(|_| too_long)?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// Opens what [`SealingKey::seal`] sealed with the same associated data.
    ///
    /// # Errors
    /// The bytes are not a sealed value, another key sealed them, or they were changed.
    pub fn open(&self, sealed: &[u8], associated: &[&[u8]]) -> Result<Secret<Vec<u8>>, OpenError> {
        Sealed::parse(sealed)?.open(self, associated)
    }
}

impl<'s> Sealed<'s> {
    pub(crate) fn parse(bytes: &'s [u8]) -> Result<Self, OpenError> {
        let length = bytes.len();
        let too_short = OpenError::TooShort { length };
        match bytes.first() {
            None => return Err(too_short),
            Some(&FORMAT) => {}
            Some(&format) => return Err(OpenError::UnknownFormat { format }),
        }
        if length > PLAINTEXT_BYTES_MAX + SEALED_OVERHEAD_BYTES {
            return Err(OpenError::TooLong { length });
        }
        let (head, rest) = bytes.split_first_chunk().ok_or(too_short)?;
        let (ciphertext, tag) = rest.split_last_chunk().ok_or(too_short)?;
        let (_, after_format) = head.split_first().ok_or(too_short)?;
        let (key_id, _) = after_format.split_first_chunk().ok_or(too_short)?;
        let (_, nonce) = head.split_last_chunk().ok_or(too_short)?;
        Ok(Self {
            key_id: KeyId::from_bytes(*key_id),
            head,
            nonce,
            ciphertext,
            tag,
        })
    }

    pub(crate) fn open(
        &self,
        key: &SealingKey,
        associated: &[&[u8]],
    ) -> Result<Secret<Vec<u8>>, OpenError> {
        if key.id() != self.key_id {
            return Err(OpenError::UnknownKey { id: self.key_id });
        }
        let bound = bound_data(self.head, associated);
        // SECURITY: the buffer is wiped on the way out with an error as well.
        let mut text = Zeroizing::new(self.ciphertext.to_vec());
        key.cipher()
            .decrypt_in_place_detached(
                self.nonce.into(),
                &bound,
                &mut text,
                Tag::from_slice(self.tag),
            )
            .map_err(|_| OpenError::Tampered)?;
        Ok(Secret::new(mem::take(&mut *text)))
    }
}

/// What the tag covers beside the ciphertext: the head, and the parts with their lengths.
fn bound_data(head: &[u8], associated: &[&[u8]]) -> Vec<u8> {
    let length: usize = associated.iter().map(|part| part.len() + 8).sum();
    let mut bound = Vec::with_capacity(head.len() + 8 + length);
    bound.extend_from_slice(head);
    parts::feed(associated, |piece| bound.extend_from_slice(piece));
    bound
}
