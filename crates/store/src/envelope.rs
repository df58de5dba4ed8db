//! How records lie in an engine, the same in all: format, revision, checksum, value.
//!
//! ```text
//! format   revision            checksum   value
//!  1 byte   8 bytes big-endian  16 bytes   the rest
//! ```

use iamd_seal::{Checksum, ChecksumKey};

use crate::{Key, Revision, StoreError, Stored};

/// The format of the envelopes that this version writes.
const FORMAT: u8 = 1;

/// Closes and opens envelopes under one key.
pub(crate) struct Envelope {
    key: ChecksumKey,
}

impl Envelope {
    pub(crate) fn new(key: ChecksumKey) -> Self {
        Self { key }
    }

    /// The bytes to store for a value that `revision` writes at `key`.
    pub(crate) fn seal(&self, key: &Key, value: &[u8], revision: Revision) -> Vec<u8> {
        let revision = revision.number().to_be_bytes();
        let checksum = self.checksum(key, revision, value);
        let length = 1 + revision.len() + Checksum::BYTES + value.len();
        let mut bytes = Vec::with_capacity(length);
        bytes.push(FORMAT);
        bytes.extend_from_slice(&revision);
        bytes.extend_from_slice(checksum.as_bytes());
        bytes.extend_from_slice(value);
        bytes
    }

    /// The record in these bytes, if they are what [`Self::seal`] made for this key.
    pub(crate) fn open(&self, key: &Key, bytes: &[u8]) -> Result<Stored, StoreError> {
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
        let (revision, rest) = rest.split_first_chunk::<8>().ok_or_else(corrupt)?;
        let (checksum, value) = rest.split_first_chunk().ok_or_else(corrupt)?;
        if self.checksum(key, *revision, value) != Checksum::from_bytes(*checksum) {
            return Err(corrupt());
        }
        Ok(Stored {
            value: value.to_vec(),
            revision: Revision::new(u64::from_be_bytes(*revision)),
        })
    }

    /// The checksum of a part of the store that is no record, such as its header.
    pub(crate) fn checksum_of_part(&self, name: &str, bytes: &[u8]) -> Checksum {
        self.key
            .checksum(&[b"iamd store: part", name.as_bytes(), bytes])
    }

    /// What tells this key from another one and nothing else about it.
    pub(crate) fn key_fingerprint(&self) -> [u8; Checksum::BYTES] {
        let fingerprint = self.key.checksum(&[b"iamd store: fingerprint of the key"]);
        *fingerprint.as_bytes()
    }

    /// INVARIANT: scope and table are part of the key's bytes, so a record that was moved to
    /// another account, table or name does not open there.
    fn checksum(&self, key: &Key, revision: [u8; 8], value: &[u8]) -> Checksum {
        self.key.checksum(&[
            b"iamd store: record",
            &[FORMAT],
            key.as_bytes(),
            &revision,
            value,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, Table};

    fn envelope(byte: u8) -> Envelope {
        Envelope::new(ChecksumKey::from_bytes([byte; 32].into()))
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
            let stored = envelope(1).open(&key("a"), &bytes).unwrap();
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
                let opened = envelope(1).open(&key("a"), &flipped).unwrap_err();
                match opened {
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
}
