//! The canonical headers.

use crate::{RequestHead, SignatureError};

/// Writes a line for each header that `list` names.
pub(super) fn write(
    out: &mut Vec<u8>,
    head: &RequestHead<'_>,
    list: &str,
) -> Result<(), SignatureError> {
    let mut previous = "";
    for name in list.split(';') {
        // INVARIANT: the list rises strictly and is in small letters, as every client writes it; so
        // no header counts twice.
        if name <= previous || name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(SignatureError::Mismatch);
        }
        previous = name;
        out.extend_from_slice(name.as_bytes());
        let mut separator = b':';
        for value in head.values(name) {
            out.push(separator);
            push_folded(out, value);
            separator = b',';
        }
        // SECURITY: a header that is not there is not an empty one.
        if separator == b':' {
            return Err(SignatureError::Mismatch);
        }
        out.push(b'\n');
    }
    Ok(())
}

/// Writes a value without blanks around it, and with runs of blanks as one.
fn push_folded(out: &mut Vec<u8>, value: &[u8]) {
    let words = value
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADERS: [(&str, &[u8]); 6] = [
        ("Host", b"example.com"),
        ("My-Header", b"  a   b\t c "),
        ("my-header", b"\"x  y\""),
        ("X-Bytes", b"\xff\x00"),
        ("X-Empty", b""),
        ("X-Utf8", "ሴ".as_bytes()),
    ];

    #[track_caller]
    fn check(list: &str, expect: Result<&[u8], SignatureError>) {
        let head = RequestHead {
            method: "GET",
            path: "/",
            query: "",
            headers: &HEADERS,
        };
        let mut out = Vec::new();
        let got = write(&mut out, &head, list).map(|()| out);
        assert_eq!(got, expect.map(<[u8]>::to_vec), "{list}");
    }

    #[test]
    fn values_are_folded_and_joined() {
        check("host", Ok(b"host:example.com\n"));
        check(
            "host;my-header",
            Ok(b"host:example.com\nmy-header:a b c,\"x y\"\n"),
        );
        check("x-bytes;x-empty", Ok(b"x-bytes:\xff\x00\nx-empty:\n"));
        check("x-utf8", Ok("x-utf8:ሴ\n".as_bytes()));
    }

    #[test]
    fn a_list_out_of_order_or_of_absent_headers_matches_nothing() {
        for list in [
            "",
            "my-header;host",
            "host;host",
            "Host",
            "host;",
            "absent;host",
            "host;zzz",
        ] {
            check(list, Err(SignatureError::Mismatch));
        }
    }
}
