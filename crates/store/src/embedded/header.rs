//! The header of a file: what must be known before anything in it is read.

use iamd_ident::Timestamp;
use iamd_seal::Checksum;

use crate::envelope::Envelope;

/// The format of the data that this version writes.
pub(super) const DATA_FORMAT: u32 = 1;

/// When the file was made, and under which key and format.
///
/// ```text
/// format               created                    fingerprint of the key   checksum
/// 4 bytes big-endian   8 bytes, ms since 1970     16 bytes                 16 bytes
/// ```
///
/// INVARIANT: every version writes the format first and in four bytes, whatever follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) created_at: Timestamp,
}

/// Why a header cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderError {
    Version { found: u32 },
    WrongKey,
    Damaged,
}

impl Header {
    pub(super) fn encode(self, envelope: &Envelope) -> Vec<u8> {
        let mut bytes = DATA_FORMAT.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.created_at.as_millisecond().to_be_bytes());
        bytes.extend_from_slice(&envelope.key_fingerprint());
        let checksum = envelope.checksum_of_part("header", &bytes);
        bytes.extend_from_slice(checksum.as_bytes());
        bytes
    }

    pub(super) fn decode(bytes: &[u8], envelope: &Envelope) -> Result<Self, HeaderError> {
        let damaged = HeaderError::Damaged;
        let (format, rest) = bytes.split_first_chunk().ok_or(damaged)?;
        let found = u32::from_be_bytes(*format);
        if found != DATA_FORMAT {
            return Err(HeaderError::Version { found });
        }
        let (created, rest) = rest.split_first_chunk().ok_or(damaged)?;
        let (fingerprint, _) = rest.split_first_chunk().ok_or(damaged)?;
        // Before the checksum, which another key would make otherwise as well.
        if !envelope.knows_fingerprint(fingerprint) {
            return Err(HeaderError::WrongKey);
        }
        let (covered, checksum) = bytes.split_last_chunk().ok_or(damaged)?;
        if !envelope.verifies_part("header", covered, &Checksum::from_bytes(*checksum)) {
            return Err(damaged);
        }
        let created_at = Timestamp::from_millisecond(i64::from_be_bytes(*created));
        let created_at = created_at.map_err(|_| damaged)?;
        Ok(Self { created_at })
    }
}

#[cfg(test)]
mod tests {
    use iamd_seal::ChecksumKey;

    use super::*;

    fn envelope(byte: u8) -> Envelope {
        Envelope::new(ChecksumKey::from_bytes([byte; 32].into()).into())
    }

    fn header() -> Header {
        Header {
            created_at: "2026-01-31T00:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let bytes = header().encode(&envelope(1));
        assert_eq!(Header::decode(&bytes, &envelope(1)), Ok(header()));
    }

    #[test]
    fn each_reason_is_told_apart() {
        let bytes = header().encode(&envelope(1));
        let decode = |bytes: &[u8]| Header::decode(bytes, &envelope(1)).unwrap_err();
        let with = |index: usize, byte: u8| {
            let mut changed = bytes.clone();
            changed[index] = byte;
            changed
        };
        assert_eq!(decode(&with(3, 9)), HeaderError::Version { found: 9 });
        assert_eq!(decode(&with(5, 9)), HeaderError::Damaged);
        assert_eq!(decode(&bytes[..20]), HeaderError::Damaged);
        assert_eq!(decode(&[]), HeaderError::Damaged);
        assert_eq!(
            Header::decode(&bytes, &envelope(2)),
            Err(HeaderError::WrongKey)
        );
    }
}
