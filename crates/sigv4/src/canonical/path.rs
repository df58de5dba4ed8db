//! The canonical path.

use crate::{
    SignatureError,
    escape::{self, Plus},
    rules::PathRule,
};

/// Writes the canonical form of the path `path`, as it stands on the wire.
pub(super) fn write(out: &mut Vec<u8>, path: &str, rule: PathRule) -> Result<(), SignatureError> {
    // SECURITY: `.` and `*` are no paths that a client signs, though they would normalise to some.
    if !path.is_empty() && !path.starts_with('/') {
        return Err(SignatureError::Mismatch);
    }
    match rule {
        PathRule::NormalizedEscapedAgain => {
            write_normalized(out, path);
            Ok(())
        }
        PathRule::EscapedOnce => write_escaped_once(out, path),
    }
}

/// Escapes what is on the wire, escapes included: `%20` becomes `%2520`.
fn write_normalized(out: &mut Vec<u8>, path: &str) {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    for segment in &segments {
        out.push(b'/');
        escape::push(out, segment.as_bytes());
    }
    if segments.is_empty() || path.ends_with('/') {
        out.push(b'/');
    }
}

fn write_escaped_once(out: &mut Vec<u8>, path: &str) -> Result<(), SignatureError> {
    let path = path.strip_prefix('/').unwrap_or(path);
    for segment in path.split('/') {
        let segment = escape::canonical(segment, Plus::Plus);
        out.push(b'/');
        out.extend_from_slice(&segment.map_err(|_| SignatureError::MalformedEscape)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, normalized: &str, once: &str) {
        for (rule, expect) in [
            (PathRule::NormalizedEscapedAgain, normalized),
            (PathRule::EscapedOnce, once),
        ] {
            let mut out = Vec::new();
            write(&mut out, path, rule).unwrap();
            assert_eq!(
                String::from_utf8(out).unwrap(),
                expect,
                "{path} by {rule:?}"
            );
        }
    }

    #[test]
    fn paths_are_written_by_their_rule() {
        check("/", "/", "/");
        check("", "/", "/");
        check("//", "/", "//");
        check("/a/b/", "/a/b/", "/a/b/");
        check("/a//b", "/a/b", "/a//b");
        check("/./a", "/a", "/./a");
        check("/a/../b", "/b", "/a/../b");
        check("/../..", "/", "/../..");
        check("/a/..", "/", "/a/..");
        check("/a b", "/a%20b", "/a%20b");
        check("/a%20b", "/a%2520b", "/a%20b");
        check("/a%2fb", "/a%252fb", "/a%2Fb");
        check("/a+b", "/a%2Bb", "/a%2Bb");
        check("/%7Ea", "/%257Ea", "/~a");
        check("/ሴ", "/%E1%88%B4", "/%E1%88%B4");
    }

    #[test]
    fn what_is_no_path_matches_nothing() {
        for path in ["*", ".", "a/b", "%2F"] {
            let refused = write(&mut Vec::new(), path, PathRule::NormalizedEscapedAgain);
            assert_eq!(refused, Err(SignatureError::Mismatch), "{path}");
        }
    }

    #[test]
    fn a_broken_escape_is_refused_where_escapes_are_read() {
        let refused = write(&mut Vec::new(), "/a%", PathRule::EscapedOnce);
        assert_eq!(refused, Err(SignatureError::MalformedEscape));
    }
}
