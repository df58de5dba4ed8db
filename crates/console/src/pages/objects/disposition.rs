//! What a download is called when the browser keeps it.

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands as it is in the extended form of a parameter.
///
/// SOURCE: RFC 8187, "attr-char".
const ATTR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// LIMIT: characters of a file's name. Most file systems take 255 bytes.
const CHARACTERS_MAX: usize = 120;

/// What an object without any name of its own is called.
const NAMELESS: &str = "object";

/// A header `Content-Disposition` that has the browser keep an object and never show it.
///
/// SECURITY: of the key only its last segment counts, without anything that could be a path, end
/// the header or turn the direction of what is shown.
pub(super) fn attachment(key: &str) -> HeaderValue {
    let name = file_name(key);
    let plain: String = name
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect();
    let extended = utf8_percent_encode(&name, ATTR);
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || " .-_()".contains(character)
}

fn file_name(key: &str) -> String {
    let key = key.trim_end_matches('/');
    let last = key.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|character| !is_hidden(*character))
        .take(CHARACTERS_MAX)
        .collect();
    let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if clean.is_empty() {
        NAMELESS.to_owned()
    } else {
        clean.to_owned()
    }
}

/// Control characters, and those that turn the direction of text.
///
/// SOURCE: Unicode Standard Annex 9, "Directional Formatting Characters".
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, plain: &str, extended: &str) {
        let expect = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}");
        assert_eq!(attachment(key), expect.as_str(), "{key:?}");
    }

    #[test]
    fn downloads_are_called_as_their_last_segment() {
        check("photos/cat.png", "cat.png", "cat.png");
        check("a//b", "b", "b");
        check("folder/", "folder", "folder");
        check("/", "object", "object");
        check("été 1.txt", "_t_ 1.txt", "%C3%A9t%C3%A9%201.txt");
    }

    #[test]
    fn hostile_keys_name_harmless_files() {
        check("../../..", "object", "object");
        check("..\\..\\boot.ini", "boot.ini", "boot.ini");
        check(
            "a\"; filename=\"b.exe",
            "a__ filename__b.exe",
            "a%22%3B%20filename%3D%22b.exe",
        );
        check("a\r\nSet-Cookie: b", "aSet-Cookie_ b", "aSet-Cookie%3A%20b");
        check("cod\u{202e}fdp.exe", "codfdp.exe", "codfdp.exe");
        check(".bashrc", "bashrc", "bashrc");
        let long = "x".repeat(1024);
        let name = "x".repeat(CHARACTERS_MAX);
        check(&long, &name, &name);
    }
}
