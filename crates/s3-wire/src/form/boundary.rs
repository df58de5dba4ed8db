//! The parts of a form (`multipart/form-data`), found while the bytes come.
//!
//! SOURCE: RFC 7578 and RFC 2046, section 5.1.

use bytes::{Bytes, BytesMut};
use memchr::memmem;

/// What stands between the parts.
#[derive(Debug, Clone)]
pub(super) struct Boundary {
    /// `CR LF -- boundary`.
    delimiter: Box<[u8]>,
}

/// LIMIT: RFC 2046 allows 70.
const BOUNDARY_BYTES_MAX: usize = 200;

const LINE_END: &[u8] = b"\r\n";
const HEAD_END: &[u8] = b"\r\n\r\n";

/// The form is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// A part before its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartHead {
    pub(super) name: String,
    pub(super) filename: Option<String>,
}

/// What was found at the front of the bytes so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Not enough to say.
    Nothing,
    /// A part begins, its content right behind these bytes.
    Part(PartHead, usize),
    /// The form ends.
    End,
}

impl Boundary {
    /// The boundary that a `Content-Type` names.
    pub(super) fn of(content_type: &str) -> Option<Self> {
        let boundary = parameter(content_type, "boundary")?;
        if boundary.is_empty() || boundary.len() > BOUNDARY_BYTES_MAX {
            return None;
        }
        let delimiter = [b"\r\n--", boundary.as_bytes()].concat();
        Some(Self {
            delimiter: delimiter.into(),
        })
    }

    /// Looks for the head of the next part in bytes that begin with a delimiter; the first one of a
    /// form stands without the line's end before it.
    pub(super) fn next_part(&self, bytes: &[u8]) -> Result<Found, Malformed> {
        let rest = self.behind(bytes).ok_or(Malformed)?;
        if rest.starts_with(b"--") {
            return Ok(Found::End);
        }
        let Some(end) = memmem::find(rest, HEAD_END) else {
            return Ok(Found::Nothing);
        };
        let lines = rest.get(..end).ok_or(Malformed)?;
        let lines = str::from_utf8(lines).map_err(|_| Malformed)?;
        // What may stand behind a boundary is blank.
        let (padding, lines) = lines.split_once("\r\n").ok_or(Malformed)?;
        if !padding.trim().is_empty() {
            return Err(Malformed);
        }
        let disposition = lines.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition")
                .then_some(value)
        });
        let disposition = disposition.ok_or(Malformed)?;
        let head = PartHead {
            name: parameter(disposition, "name").ok_or(Malformed)?,
            filename: parameter(disposition, "filename"),
        };
        let before = bytes.len() - rest.len();
        Ok(Found::Part(head, before + end + HEAD_END.len()))
    }

    /// Where the content at the front of `bytes` ends: there the next delimiter begins.
    pub(super) fn content_end(&self, bytes: &[u8]) -> Option<usize> {
        memmem::find(bytes, &self.delimiter)
    }

    /// The bytes behind the delimiter at the front; `None` if there is none, or not all of it.
    fn behind<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        bytes.strip_prefix(&*self.delimiter).or_else(|| {
            let first = self.delimiter.strip_prefix(LINE_END)?;
            bytes.strip_prefix(first)
        })
    }

    /// Whether bytes that are still too few may begin with a delimiter.
    pub(super) fn may_begin(&self, bytes: &[u8]) -> bool {
        let first = self.delimiter.strip_prefix(LINE_END).unwrap_or_default();
        first.starts_with(bytes) || self.delimiter.starts_with(bytes)
    }

    /// How many bytes at the end may be the start of a delimiter.
    fn suspects(&self, bytes: &[u8]) -> usize {
        let most = bytes.len().min(self.delimiter.len() - 1);
        (1..=most)
            .rev()
            .find(|&length| {
                let start = self.delimiter.get(..length).unwrap_or_default();
                bytes.ends_with(start)
            })
            .unwrap_or(0)
    }
}

/// The content of the last part that counts, cut off at the delimiter behind it.
#[derive(Debug)]
pub(super) struct Content {
    boundary: Boundary,
    /// Bytes at the end of what came that may be the start of the delimiter.
    held: Bytes,
    has_ended: bool,
}

impl Content {
    pub(super) fn new(boundary: Boundary) -> Self {
        Self {
            boundary,
            held: Bytes::new(),
            has_ended: false,
        }
    }

    /// Whether the delimiter was seen.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// The bytes of the content that are certain once `more` has come; perhaps none.
    pub(super) fn push(&mut self, more: Bytes) -> Bytes {
        if self.has_ended {
            return Bytes::new();
        }
        let mut bytes = if self.held.is_empty() {
            more
        } else {
            let mut joined = BytesMut::with_capacity(self.held.len() + more.len());
            joined.extend_from_slice(&self.held);
            joined.extend_from_slice(&more);
            joined.freeze()
        };
        if let Some(end) = self.boundary.content_end(&bytes) {
            self.has_ended = true;
            bytes.truncate(end);
            return bytes;
        }
        let certain = bytes.len() - self.boundary.suspects(&bytes);
        self.held = bytes.split_off(certain);
        bytes
    }
}

/// A parameter of a header such as `form-data; name="key"`. In quotes, `\` quotes what follows.
fn parameter(header: &str, name: &str) -> Option<String> {
    let (_, mut rest) = header.split_once(';')?;
    loop {
        let (found, behind) = rest.split_once('=')?;
        let found = found.trim().trim_start_matches(';').trim();
        let (value, behind) = value(behind);
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = behind;
    }
}

/// The value at the front, and what is behind it.
fn value(text: &str) -> (String, &str) {
    let text = text.trim_start();
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        let (value, behind) = text.split_at_checked(end).unwrap_or((text, ""));
        return (value.trim().to_owned(), behind);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((place, character)) = characters.next() {
        match character {
            '"' => {
                let behind = quoted.get(place + 1..).unwrap_or_default();
                return (value, behind);
            }
            // A path of Windows is not quoted: only a quotation mark or a backslash is.
            '\\' => match characters.clone().next() {
                Some((_, next @ ('"' | '\\'))) => {
                    characters.next();
                    value.push(next);
                }
                _ => value.push(character),
            },
            _ => value.push(character),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundary() -> Boundary {
        Boundary::of("multipart/form-data; charset=utf-8; boundary=\"-x-\"").unwrap()
    }

    #[test]
    fn the_boundary_is_a_parameter() {
        assert!(Boundary::of("multipart/form-data").is_none());
        assert!(Boundary::of("multipart/form-data; boundary=").is_none());
        let long = format!("multipart/form-data; boundary={}", "x".repeat(201));
        assert!(Boundary::of(&long).is_none());
        assert_eq!(&*boundary().delimiter, b"\r\n---x-");
    }

    #[track_caller]
    fn check(bytes: &str, expect: Option<&Found>) {
        let found = boundary().next_part(bytes.as_bytes()).ok();
        assert_eq!(found.as_ref(), expect, "{bytes:?}");
    }

    fn part(name: &str, filename: Option<&str>, length: usize) -> Found {
        let head = PartHead {
            name: name.to_owned(),
            filename: filename.map(str::to_owned),
        };
        Found::Part(head, length)
    }

    #[test]
    fn a_part_has_a_name_and_perhaps_a_file() {
        let key = "---x-\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n";
        check(&format!("{key}value"), Some(&part("key", None, key.len())));
        let file = "\r\n---x- \r\nContent-Type: text/plain\r\ncontent-disposition:form-data; \
                    name=file; filename=\"C:\\dir\\a\\\"b;c.txt\"\r\n\r\n";
        let found = part("file", Some("C:\\dir\\a\"b;c.txt"), file.len());
        check(file, Some(&found));
        let cut = "---x-\r\nContent-Disposition: form-data; na";
        check(cut, Some(&Found::Nothing));
        check("\r\n---x---\r\n", Some(&Found::End));
    }

    #[test]
    fn what_is_no_part_is_refused() {
        check("nonsense", None);
        let junk = "---x-junk\r\nContent-Disposition: form-data; name=a\r\n\r\n";
        check(junk, None);
        check("---x-\r\nContent-Type: text/plain\r\n\r\n", None);
    }

    #[test]
    fn content_ends_at_the_delimiter_however_the_bytes_are_cut() {
        let contents = [
            "",
            "a",
            "\r\n",
            "a\r\n--",
            "\r\n---x",
            "\r\r\n---x \r\n--- x-",
            "--x-\r\n\r",
        ];
        for content in contents {
            let sent = Bytes::from(format!("{content}\r\n---x---\r\nepilogue"));
            for first in 0..sent.len() {
                for second in first..sent.len() {
                    let pieces = [0..first, first..second, second..sent.len()];
                    let mut part = Content::new(boundary());
                    let mut seen = Vec::new();
                    for piece in pieces.clone() {
                        seen.extend(part.push(sent.slice(piece)));
                    }
                    assert!(part.has_ended());
                    assert_eq!(seen, content.as_bytes(), "{pieces:?}");
                }
            }
        }
    }

    #[test]
    fn content_without_a_delimiter_has_not_ended() {
        let mut part = Content::new(boundary());
        assert_eq!(part.push(Bytes::from_static(b"abc\r\n---")), "abc");
        assert!(!part.has_ended());
    }
}
