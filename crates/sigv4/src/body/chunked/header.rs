//! The line before a chunk.

use crate::hex;

/// What the line before a chunk says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ChunkHeader {
    /// How many bytes the chunk has.
    pub(super) size: u64,
    /// The signature of the chunk, if there is one.
    pub(super) signature: Option<[u8; 32]>,
}

const SIGNATURE: &[u8] = b"chunk-signature=";

impl ChunkHeader {
    /// Reads a line with its end, CRLF; `None` if it is not such a line.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let line = line.strip_suffix(b"\r\n")?;
        let mut parts = line.splitn(2, |byte| *byte == b';');
        let size = size(parts.next()?)?;
        let signature = match parts.next() {
            Some(extension) => Some(hex::decode(extension.strip_prefix(SIGNATURE)?)?),
            None => None,
        };
        Some(Self { size, signature })
    }
}

/// A number in hexadecimal digits of either case, nothing else: no sign, no blanks.
fn size(digits: &[u8]) -> Option<u64> {
    let digits = str::from_utf8(digits).ok()?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(digits, 16).ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expect: Option<(u64, bool)>) {
        let parsed = ChunkHeader::parse(line.as_bytes());
        let told = parsed.map(|header| (header.size, header.signature.is_some()));
        assert_eq!(told, expect, "{line:?}");
    }

    #[test]
    fn a_line_says_the_size_and_perhaps_the_signature() {
        let signature = "0f".repeat(32);
        check("0\r\n", Some((0, false)));
        check("10000\r\n", Some((65536, false)));
        check("00fF\r\n", Some((255, false)));
        check("ffffffffffffffff\r\n", Some((u64::MAX, false)));
        let signed = format!("400;chunk-signature={signature}\r\n");
        check(&signed, Some((1024, true)));
    }

    #[test]
    fn anything_else_is_no_such_line() {
        let signature = "0f".repeat(32);
        for line in [
            String::new(),
            "\r\n".to_owned(),
            "0\n".to_owned(),
            "0".to_owned(),
            " 0\r\n".to_owned(),
            "+1\r\n".to_owned(),
            "-1\r\n".to_owned(),
            "0x10\r\n".to_owned(),
            "1g\r\n".to_owned(),
            "10000000000000000\r\n".to_owned(),
            "1;\r\n".to_owned(),
            "1;name=value\r\n".to_owned(),
            "1;chunk-signature=\r\n".to_owned(),
            format!(";chunk-signature={signature}\r\n"),
            format!("1;chunk-signature={signature}0\r\n"),
            format!("1;chunk-signature={signature};x=y\r\n"),
            format!("1; chunk-signature={signature}\r\n"),
            format!("1;chunk-signature={}\r\n", signature.to_uppercase()),
        ] {
            check(&line, None);
        }
    }
}
