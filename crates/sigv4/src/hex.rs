//! Hexadecimal digits, small letters only, as signatures and hashes are written.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The 64 digits of 32 bytes.
pub(crate) fn encode(bytes: &[u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xf)]);
    }
    digits
}

/// As [`encode`], as text.
pub(crate) fn text(bytes: &[u8; 32]) -> String {
    encode(bytes).iter().copied().map(char::from).collect()
}

/// The 32 bytes that 64 digits write. Capitals are no digits here: a signature is compared as text.
pub(crate) fn decode(digits: &[u8]) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = digits.try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            *byte = *byte << 4 | value(*digit)?;
        }
    }
    Some(bytes)
}

fn digit(value: u8) -> u8 {
    DIGITS.get(usize::from(value)).copied().unwrap_or_default()
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_back_as_their_bytes() {
        let mut bytes = [0; 32];
        for (value, byte) in (0_u8..).zip(&mut bytes) {
            *byte = value.wrapping_mul(9);
        }
        assert_eq!(decode(&encode(&bytes)), Some(bytes));
        assert!(text(&bytes).starts_with("0009121b"));
    }

    #[test]
    fn anything_but_64_small_digits_is_refused() {
        for digits in [
            String::new(),
            "0".repeat(63),
            "0".repeat(65),
            "A".repeat(64),
            "g".repeat(64),
        ] {
            assert_eq!(decode(digits.as_bytes()), None, "{digits}");
        }
    }
}
