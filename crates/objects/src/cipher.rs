//! How blobs are encrypted: AES-256-GCM in segments, so that any part can be read alone.
//!
//! ```text
//! head (8 bytes: name and version of the format) ║ segment 0 ║ segment 1 ║ … ║ last segment
//! segment = ciphertext of 64 KiB (the last: 0 to 64 KiB) ║ tag (16)
//! nonce   = 1 if it is the last segment, else 0 (1 byte) ║ 0 (3) ║ number of the segment (8)
//! ```
//!
//! The nonce says where a segment stands and whether it is the last one, so segments that were
//! exchanged, left out or cut off do not open. Each blob has a key of its own, so a nonce is used
//! once.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// What a blob begins with. Another format gets another last byte, and this one stays readable.
pub(crate) const HEAD: [u8; 8] = *b"iamdblb\x01";

/// How much plaintext a segment holds.
pub(crate) const SEGMENT_BYTES: usize = 64 * 1024;

const TAG_BYTES: usize = 16;

/// How long a full segment is.
pub(crate) const SEALED_SEGMENT_BYTES: usize = SEGMENT_BYTES + TAG_BYTES;

/// Bytes are not what was written, or another key wrote them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not those that were written")]
pub(crate) struct Tampered;

/// The key of one blob.
#[derive(Debug)]
pub(crate) struct BlobKey(LessSafeKey);

/// Which segment of a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) number: u64,
    pub(crate) is_last: bool,
}

impl Place {
    fn nonce(self) -> Nonce {
        let mut nonce = [0; 12];
        let (front, number) = nonce.split_at_mut(4);
        if let Some(flag) = front.first_mut() {
            *flag = u8::from(self.is_last);
        }
        number.copy_from_slice(&self.number.to_be_bytes());
        Nonce::assume_unique_for_key(nonce)
    }
}

impl BlobKey {
    /// The key with these bytes, which no other blob may have.
    pub(crate) fn new(bytes: &[u8; 32]) -> Result<Self, Tampered> {
        let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|_| Tampered)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Encrypts a segment in its place; gives its tag, which comes behind it.
    pub(crate) fn seal(
        &self,
        place: Place,
        segment: &mut [u8],
    ) -> Result<[u8; TAG_BYTES], Tampered> {
        let tag = self
            .0
            .seal_in_place_separate_tag(place.nonce(), Aad::empty(), segment);
        let tag = tag.map_err(|_| Tampered)?;
        tag.as_ref().try_into().map_err(|_| Tampered)
    }

    /// Decrypts a segment and its tag in its place; says how much plaintext there is. Nothing of
    /// the buffer may be used if this fails.
    pub(crate) fn open(&self, place: Place, sealed: &mut [u8]) -> Result<usize, Tampered> {
        let opened = self.0.open_in_place(place.nonce(), Aad::empty(), sealed);
        Ok(opened.map_err(|_| Tampered)?.len())
    }
}

/// How a blob with so much plaintext is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// How much plaintext there is.
    pub(crate) bytes: u64,
}

impl Layout {
    /// How many segments there are; at least one.
    pub(crate) fn segments(self) -> u64 {
        self.bytes.div_ceil(SEGMENT_BYTES as u64).max(1)
    }

    /// The segment that the byte at `offset` stands in.
    pub(crate) fn segment_of(self, offset: u64) -> u64 {
        (offset / SEGMENT_BYTES as u64).min(self.segments() - 1)
    }

    /// The place of a segment.
    pub(crate) fn place(self, number: u64) -> Place {
        Place {
            number,
            is_last: number + 1 == self.segments(),
        }
    }

    /// Where a segment begins in the blob.
    pub(crate) fn offset(number: u64) -> u64 {
        HEAD.len() as u64 + number * SEALED_SEGMENT_BYTES as u64
    }

    /// Where a segment's plaintext begins in the whole plaintext.
    pub(crate) fn plain_offset(number: u64) -> u64 {
        number * SEGMENT_BYTES as u64
    }

    /// How long a segment is with its tag.
    pub(crate) fn sealed_bytes(self, number: u64) -> usize {
        let left = self.bytes.saturating_sub(Self::plain_offset(number));
        let plain = usize::try_from(left).map_or(SEGMENT_BYTES, |left| left.min(SEGMENT_BYTES));
        plain + TAG_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> BlobKey {
        BlobKey::new(&[byte; 32]).unwrap()
    }

    fn sealed(place: Place) -> Vec<u8> {
        let mut segment = b"plaintext".to_vec();
        let tag = key(1).seal(place, &mut segment).unwrap();
        segment.extend_from_slice(&tag);
        segment
    }

    const MIDDLE: Place = Place {
        number: 3,
        is_last: false,
    };

    #[test]
    fn a_segment_opens_in_its_place_with_its_key() {
        let mut segment = sealed(MIDDLE);
        assert_eq!(key(1).open(MIDDLE, &mut segment), Ok(9));
        assert_eq!(&segment[..9], b"plaintext");
        assert_eq!(key(2).open(MIDDLE, &mut sealed(MIDDLE)), Err(Tampered));
        for other in [
            Place {
                number: 4,
                ..MIDDLE
            },
            Place {
                is_last: true,
                ..MIDDLE
            },
        ] {
            assert_eq!(key(1).open(other, &mut sealed(MIDDLE)), Err(Tampered));
        }
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let whole = sealed(MIDDLE);
        for index in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[index] ^= 1;
            assert_eq!(key(1).open(MIDDLE, &mut flipped), Err(Tampered));
        }
    }

    #[test]
    fn segments_cover_the_plaintext() {
        let full = SEGMENT_BYTES as u64;
        for (bytes, segments, last) in [
            (0, 1, 0),
            (1, 1, 1),
            (full, 1, SEGMENT_BYTES),
            (full + 1, 2, 1),
            (3 * full, 3, SEGMENT_BYTES),
        ] {
            let layout = Layout { bytes };
            assert_eq!(layout.segments(), segments);
            assert_eq!(layout.sealed_bytes(segments - 1), last + TAG_BYTES);
            assert!(layout.place(segments - 1).is_last);
            assert_eq!(layout.segment_of(bytes), segments - 1);
        }
    }
}
