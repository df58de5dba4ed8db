//! How records lie in an engine, the same in all: format, revision, checksum, value.
//!
//! ```text
//! format   revision            checksum   value
//!  1 byte   8 bytes big-endian  16 bytes   the rest
//! ```

use iamd_seal::{Checksum, ChecksumKeys};

use crate::{Key, Revision, StoreError, Stored};

/// The format of the envelopes that this version writes.
const FORMAT: u8 = 1;

/// Closes envelopes under the current one of some keys, and opens them under any.
pub(crate) struct Envelope {
    keys: ChecksumKeys,
}

/// A record that was opened.
pub(crate) struct Opened {
    pub(crate) stored: Stored,
    /// Whether its checksum was made with the current key.
    pub(crate) is_current: bool,
}

/// An envelope, taken apart.
struct Parts<'b> {
    revision: Revision,
    value: &'b [u8],
    /// Whether its checksum was made with the current key.
    is_current: bool,
}

impl Envelope {
    pub(crate) fn new(keys: ChecksumKeys) -> Self {
        Self { keys }
    }

    /// The bytes to store for a value that `revision` writes at `key`.
    pub(crate) fn seal(&self, key: &Key, value: &[u8], revision: Revision) -> Vec<u8> {
        let revision = revision.number().to_be_bytes();
        let checksum = self.keys.checksum(&covered(key, &revision, value));
        let length = 1 + revision.len() + Checksum::BYTES + value.len();
        let mut bytes = Vec::with_capacity(length);
        bytes.push(FORMAT);
        bytes.extend_from_slice(&revision);
        bytes.extend_from_slice(checksum.as_bytes());
        bytes.extend_from_slice(value);
        bytes
    }

    /// The record in these bytes, if they are what [`Self::seal`] made for this key.
    pub(crate) fn open(&self, key: &Key, bytes: &[u8]) -> Result<Opened, StoreError> {
        let parts = self.take_apart(key, bytes)?;
        Ok(Opened {
            stored: Stored {
                value: parts.value.to_vec(),
                revision: parts.revision,
            },
            is_current: parts.is_current,
        })
    }

    /// The same record under the current key; `None` if it is under that already.
    pub(crate) fn renew(&self, key: &Key, bytes: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let parts = self.take_apart(key, bytes)?;
        Ok((!parts.is_current).then(|| self.seal(key, parts.value, parts.revision)))
    }

    /// The checksum of a part of the store that is no record, such as its header.
    pub(crate) fn checksum_of_part(&self, name: &str, bytes: &[u8]) -> Checksum {
        self.keys
            .checksum(&[b"iamd store: part", name.as_bytes(), bytes])
    }

    /// Whether a checksum is that of a part, under any of the keys.
    pub(crate) fn verifies_part(&self, name: &str, bytes: &[u8], checksum: &Checksum) -> bool {
        self.keys
            .verify(&[b"iamd store: part", name.as_bytes(), bytes], checksum)
    }

    /// What tells the current key from another one and nothing else about it.
    pub(crate) fn key_fingerprint(&self) -> [u8; Checksum::BYTES] {
        *self.keys.checksum(FINGERPRINT).as_bytes()
    }

    /// Whether it is the fingerprint of one of the keys.
    pub(crate) fn knows_fingerprint(&self, fingerprint: &[u8; Checksum::BYTES]) -> bool {
        let fingerprint = Checksum::from_bytes(*fingerprint);
        self.keys.verify(FINGERPRINT, &fingerprint)
    }

    fn take_apart<'b>(&self, key: &Key, bytes: &'b [u8]) -> Result<Parts<'b>, StoreError> {
        let corrupt = || StoreError::Corrupt {
            table: key.table().to_owned(),
            key: key.clone(),
        };
        let (format, rest) = bytes.split_first().ok_or_else(corrupt)?;
        if *format != FORMAT {
            return Err(StoreError::Format {
                table: key.table().to_owned(),
                key: key.clone(),
                found: *format,
            });
        }
        let (revision, rest) = rest.split_first_chunk().ok_or_else(corrupt)?;
        let (checksum, value) = rest.split_first_chunk().ok_or_else(corrupt)?;
        let checksum = Checksum::from_bytes(*checksum);
        let covered = covered(key, revision, value);
        let is_current = self.keys.current().verify(&covered, &checksum);
        if !is_current && !self.keys.verify(&covered, &checksum) {
            return Err(corrupt());
        }
        Ok(Parts {
            revision: Revision::new(u64::from_be_bytes(*revision)),
            value,
            is_current,
        })
    }
}

const FINGERPRINT: &[&[u8]] = &[b"iamd store: fingerprint of the key"];

/// What the checksum of a record covers.
///
/// INVARIANT: scope and table are part of the key's bytes, so a record that was moved to another
/// account, table or name does not open there.
fn covered<'a>(key: &'a Key, revision: &'a [u8; 8], value: &'a [u8]) -> [&'a [u8]; 5] {
    [
        b"iamd store: record",
        &[FORMAT],
        key.as_bytes(),
        revision,
        value,
    ]
}

#[cfg(test)]
mod tests {
    use iamd_seal::ChecksumKey;

    use super::*;
    use crate::{Scope, Table};

    fn checksum_key(byte: u8) -> ChecksumKey {
        ChecksumKey::from_bytes([byte; 32].into())
    }

    fn envelope(byte: u8) -> Envelope {
        Envelope::new(checksum_key(byte).into())
    }

    fn key(name: &str) -> Key {
        Key::new(Scope::Global, Table::new("things"))
            .with(name)
            .unwrap()
    }

    #[test]
    fn what_was_sealed_opens() {
        for value in [&b""[..], b"value", &[0; 5000]] {
            let bytes = envelope(1).seal(&key("a"), value, Revision::new(7));
            let Opened { stored, is_current } = envelope(1).open(&key("a"), &bytes).unwrap();
            assert!(is_current);
            assert_eq!((&*stored.value, stored.revision), (value, Revision::new(7)));
        }
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let bytes = envelope(1).seal(&key("a"), b"value", Revision::new(7));
        for index in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[index] ^= 1 << bit;
                let opened = envelope(1).open(&key("a"), &flipped);
                match opened.map(|opened| opened.stored).unwrap_err() {
                    StoreError::Format { found, .. } => assert_eq!((index, found), (0, flipped[0])),
                    other => assert!(matches!(other, StoreError::Corrupt { .. }), "{other}"),
                }
            }
        }
    }

    #[test]
    fn a_cut_record_is_noticed() {
        let bytes = envelope(1).seal(&key("a"), b"value", Revision::new(7));
        for length in 0..bytes.len() {
            assert!(envelope(1).open(&key("a"), &bytes[..length]).is_err());
        }
    }

    #[test]
    fn another_place_or_another_key_does_not_open_it() {
        let bytes = envelope(1).seal(&key("a"), b"value", Revision::new(7));
        assert!(envelope(1).open(&key("b"), &bytes).is_err());
        assert!(envelope(2).open(&key("a"), &bytes).is_err());
        assert_ne!(envelope(1).key_fingerprint(), envelope(2).key_fingerprint());
    }

    #[test]
    fn an_old_key_opens_and_the_current_one_closes() {
        let old = envelope(1).seal(&key("a"), b"value", Revision::new(7));
        let both = Envelope::new(ChecksumKeys::with_old(
            checksum_key(2),
            vec![checksum_key(1)],
        ));
        let opened = both.open(&key("a"), &old).unwrap();
        assert!(!opened.is_current);
        let renewed = both.renew(&key("a"), &old).unwrap().unwrap();
        assert_eq!(
            renewed,
            envelope(2).seal(&key("a"), b"value", Revision::new(7))
        );
        assert_eq!(both.renew(&key("a"), &renewed), Ok(None));
        assert!(both.renew(&key("b"), &old).is_err());
        assert!(both.knows_fingerprint(&envelope(1).key_fingerprint()));
        assert_eq!(both.key_fingerprint(), envelope(2).key_fingerprint());
    }
}
