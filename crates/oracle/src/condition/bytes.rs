//! Base64, as BinaryEquals needs it: the usual alphabet, padded, without left-over bits.

/// The bytes; none if the text is not base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let unpadded = text
        .strip_suffix("==")
        .or_else(|| text.strip_suffix('='))
        .unwrap_or(text);
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for character in unpadded.bytes() {
        bits = bits << 6 | u32::from(digit(character)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    (bits == 0 && count < 6).then_some(bytes)
}

fn digit(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        assert_eq!(decode("aGk="), Some(b"hi".to_vec()));
        assert_eq!(decode("AQ=="), Some(vec![1]));
        assert_eq!(decode("/+8A"), Some(vec![0xff, 0xef, 0]));
        assert_eq!(decode(""), Some(Vec::new()));
        for bad in ["A", "AQ", "AR==", "A===", "====", "!!!!", "AQ= ", "=AAA"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
