//! Addresses of pages.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What needs no percent sign in a segment or a value.
///
/// SOURCE: RFC 3986, section 2.3, "Unreserved Characters".
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as one segment of a path: `link::to(&["users", name])` is `/users/NAME`.
///
/// LIMIT: `.` and `..` are no segments; no name of a page is one of them.
pub(crate) fn to(segments: &[&str]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        path.extend(utf8_percent_encode(segment, ENCODED));
    }
    path
}

/// A path with a query. Values that are empty are left out.
pub(crate) fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let mut link = path.to_owned();
    let mut separator = '?';
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        let value = utf8_percent_encode(value, ENCODED);
        let _never_fails = write!(link, "{separator}{name}={value}");
        separator = '&';
    }
    link
}

/// A path on this console, if it is one.
///
/// SECURITY: browsers take `//host`, `/\host` and control characters in such places for other hosts.
pub(crate) fn own(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_plain && !rest.starts_with('/')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_segments() {
        assert_eq!(
            to(&["users", "a+b=c,d@e_f-g.h"]),
            "/users/a%2Bb%3Dc%2Cd%40e_f-g.h"
        );
        assert_eq!(
            to(&["users", "<a>/?#&\"é"]),
            "/users/%3Ca%3E%2F%3F%23%26%22%C3%A9"
        );
    }

    #[test]
    fn queries_hold_any_text() {
        let link = with_query("/policies/view", &[("arn", "a:b/c&d=e"), ("marker", "")]);
        assert_eq!(link, "/policies/view?arn=a%3Ab%2Fc%26d%3De");
    }

    #[test]
    fn own_paths_lead_nowhere_else() {
        for own_path in ["/", "/users", "/users?marker=a%2Fb", "/a//b"] {
            assert_eq!(own(own_path), Some(own_path));
        }
        for other in [
            "",
            "users",
            "//a.example",
            "/\\a.example",
            "/\t/a.example",
            "https://a",
            "/é",
        ] {
            assert_eq!(own(other), None, "{other:?}");
        }
    }
}
