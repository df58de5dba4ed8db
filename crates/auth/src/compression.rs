//! Texts in fewer bytes, for what clients carry.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

/// The bytes in fewer, if they repeat themselves.
pub(crate) fn deflate(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

/// What [`deflate`] was given, if it has at most `bytes_max` bytes.
pub(crate) fn inflate(deflated: &[u8], bytes_max: usize) -> Option<Vec<u8>> {
    let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX);
    let mut plain = Vec::new();
    let decoder = DeflateDecoder::new(deflated);
    // One byte more than allowed tells what is too long.
    let mut decoder = decoder.take(limit.saturating_add(1));
    decoder.read_to_end(&mut plain).ok()?;
    (plain.len() <= bytes_max).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inflated_has_a_limit() {
        let deflated = deflate(&[0; 10_000]).unwrap();
        assert!(deflated.len() < 100);
        assert_eq!(inflate(&deflated, 10_000).unwrap(), [0; 10_000]);
        assert_eq!(inflate(&deflated, 9_999), None);
        assert_eq!(inflate(b"\xff\xff", 10), None);
    }
}
