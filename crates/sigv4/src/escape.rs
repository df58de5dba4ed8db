//! Percent-escapes, as Signature Version 4 writes them.

use std::borrow::Cow;

/// An escape that is none: a `%` without two hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MalformedEscape;

/// What a `+` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plus {
    /// Itself, as in a path.
    Plus,
    /// A blank, as in a query.
    Blank,
}

/// Writes `bytes` with everything escaped that is not unreserved.
pub(crate) fn push(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    for byte in bytes {
        if is_unreserved(*byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
}

/// The bytes that `text` stands for.
pub(crate) fn decode(text: &str, plus: Plus) -> Result<Cow<'_, [u8]>, MalformedEscape> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Ok(Cow::Borrowed(text.as_bytes()));
    }
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match (byte, plus) {
            (b'%', _) => {
                let high = bytes.next().and_then(value).ok_or(MalformedEscape)?;
                let low = bytes.next().and_then(value).ok_or(MalformedEscape)?;
                high << 4 | low
            }
            (b'+', Plus::Blank) => b' ',
            _ => byte,
        });
    }
    Ok(Cow::Owned(decoded))
}

/// `text` with each octet escaped in the one canonical way.
///
/// INVARIANT: two texts have the same canonical form if and only if they decode to the same bytes.
pub(crate) fn canonical(text: &str, plus: Plus) -> Result<Cow<'_, [u8]>, MalformedEscape> {
    if text.bytes().all(is_unreserved) {
        return Ok(Cow::Borrowed(text.as_bytes()));
    }
    let decoded = decode(text, plus)?;
    let mut out = Vec::with_capacity(text.len() + 8);
    push(&mut out, &decoded);
    Ok(Cow::Owned(out))
}

/// SOURCE: RFC 3986, section 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plus: Plus, expect: Result<&str, MalformedEscape>) {
        let got = canonical(text, plus);
        assert_eq!(
            got,
            expect.map(|text| Cow::Borrowed(text.as_bytes())),
            "{text}"
        );
    }

    #[test]
    fn each_octet_has_one_form() {
        check("aZ09-._~", Plus::Blank, Ok("aZ09-._~"));
        check("%61", Plus::Blank, Ok("a"));
        check("%2f%2F/", Plus::Blank, Ok("%2F%2F%2F"));
        check("a b", Plus::Blank, Ok("a%20b"));
        check("ሴ", Plus::Blank, Ok("%E1%88%B4"));
        check("%ff%00", Plus::Blank, Ok("%FF%00"));
        check("%2525", Plus::Blank, Ok("%2525"));
    }

    #[test]
    fn a_plus_is_a_blank_in_a_query_alone() {
        check("a+b", Plus::Blank, Ok("a%20b"));
        check("a+b", Plus::Plus, Ok("a%2Bb"));
        check("a%2Bb", Plus::Blank, Ok("a%2Bb"));
    }

    #[test]
    fn a_broken_escape_is_refused() {
        for text in ["%", "%2", "%zz", "a%2", "%%20", "%2%30"] {
            check(text, Plus::Blank, Err(MalformedEscape));
        }
    }
}
