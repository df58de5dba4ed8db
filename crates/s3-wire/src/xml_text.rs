//! Characters that XML cannot hold as they are. AWS writes and reads references to them. `s3s`
//! writes them raw, which no parser takes, or which it reads as others; and it refuses the
//! references.

use std::fmt::{self, Write};

use bytes::Bytes;
use http::{HeaderValue, header};
use memchr::memmem;
use s3s::Body;

use crate::Answer;

/// Has the XML of an answer refer to such characters. What `s3s` writes itself has none.
pub(crate) fn mend(answer: &mut Answer) {
    let kind = answer.headers().get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "application/xml") {
        return;
    }
    let Some(mended) = answer.body().bytes().and_then(|body| mended(&body)) else {
        return;
    };
    let headers = answer.headers_mut();
    if headers.contains_key(header::CONTENT_LENGTH) {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(mended.len()));
    }
    *answer.body_mut() = Body::from(mended);
}

/// The same XML with references; none if it needs none.
fn mended(xml: &[u8]) -> Option<String> {
    let needs_one = |byte: &u8| (*byte < b' ' && !b"\t\n".contains(byte)) || *byte == LEADS;
    if !xml.iter().any(needs_one) {
        return None;
    }
    let xml = str::from_utf8(xml).ok()?;
    let mut mended = String::with_capacity(xml.len());
    for character in xml.chars() {
        if is_referred_to(character) {
            // Writing to a string cannot fail.
            let _written = refer(&mut mended, character);
        } else {
            mended.push(character);
        }
    }
    Some(mended)
}

/// The XML of a request, with characters in the place of the references that `s3s` refuses. Its
/// length was told before it came and stays the same: blanks follow it.
pub(crate) fn resolved(xml: Bytes) -> Bytes {
    if !xml.trim_ascii_start().starts_with(b"<") || memmem::find(&xml, b"&#").is_none() {
        return xml;
    }
    let Ok(text) = str::from_utf8(&xml) else {
        return xml;
    };
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        resolved.push_str(before);
        if let Some((character, behind)) = refused_reference(after) {
            resolved.push(character);
            rest = behind;
        } else {
            resolved.push_str("&#");
            rest = after;
        }
    }
    resolved.push_str(rest);
    let blanks = text.len().saturating_sub(resolved.len());
    resolved.extend(std::iter::repeat_n(' ', blanks));
    Bytes::from(resolved)
}

/// The character of the reference that `text` is the rest of, if `s3s` refuses it, and what
/// follows.
///
/// SECURITY: none of these characters is markup.
fn refused_reference(text: &str) -> Option<(char, &str)> {
    /// LIMIT: digits, the semicolon and some zeros.
    const LENGTH_MAX: usize = 16;

    let end = text
        .bytes()
        .take(LENGTH_MAX)
        .position(|byte| byte == b';')?;
    let (number, behind) = (text.get(..end)?, text.get(end + 1..)?);
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    let is_refused = match character {
        '\r' => false,
        '\u{10000}'..='\u{fffff}' => true,
        _ => is_referred_to(character),
    };
    is_refused.then_some((character, behind))
}

/// What U+FFFE and U+FFFF begin with in UTF-8, and many others with them.
const LEADS: u8 = 0xef;

/// Whether a character is written as a reference.
///
/// SOURCE: XML 1.0, "Characters" and "End-of-Line Handling".
pub(crate) fn is_referred_to(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => false,
    }
}

/// Writes the reference. SOURCE: observed: a carriage return in decimal, others in hexadecimal.
pub(crate) fn refer(out: &mut impl Write, character: char) -> fmt::Result {
    match character {
        '\r' => out.write_str("&#13;"),
        _ => write!(out, "&#x{:x};", u32::from(character)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expect: Option<&str>) {
        assert_eq!(mended(xml.as_bytes()).as_deref(), expect);
    }

    #[track_caller]
    fn check_resolved(xml: &'static str, expect: &str) {
        let resolved = resolved(Bytes::from_static(xml.as_bytes()));
        assert_eq!(resolved.len(), xml.len());
        assert_eq!(str::from_utf8(&resolved).unwrap().trim_end(), expect);
    }

    #[test]
    fn only_what_would_be_refused_is_resolved() {
        check_resolved("<a>&#1;&#x1f;&#xFFFF;</a>", "<a>\u{1}\u{1f}\u{ffff}</a>");
        check_resolved(" <a>&#128512;&#x1f600;</a>", " <a>😀😀</a>");
        for kept in [
            "<a>&#60;b&#x3c;&#38;&#9;&#10;&#13;&amp;&#xe4;</a>",
            "<a>&#;&#x;&#x110000;&#+1;&#1</a>",
            "<a>&#00000000000000000001;</a>",
            "{\"a\":\"&#1;\"}",
        ] {
            check_resolved(kept, kept);
        }
    }

    #[test]
    fn only_what_xml_cannot_hold_is_referred_to() {
        check("<a>b\n\tc ä😀</a>", None);
        check("<a>\0\u{1}\u{1f}</a>", Some("<a>&#x0;&#x1;&#x1f;</a>"));
        check("<a>\r\n</a>", Some("<a>&#13;\n</a>"));
        check("<a>\u{ffff}ä</a>", Some("<a>&#xffff;ä</a>"));
        check("<a>\u{ff21}</a>", Some("<a>\u{ff21}</a>"));
    }
}
