//! Names of users and roles in paths of URLs.

use std::borrow::Cow;

/// What stands before a name that would not stay in a path. No name has it.
const SHIELD: char = '~';

/// A name as a segment of a path, not yet percent-encoded.
///
/// Users may be called `.` and `..`. Browsers take such segments out of paths, even where they are
/// percent-encoded.
/// SOURCE: WHATWG URL Standard, "double-dot URL path segment".
pub(crate) fn segment(name: &str) -> Cow<'_, str> {
    match name {
        "." | ".." => Cow::Owned(format!("{SHIELD}{name}")),
        _ => Cow::Borrowed(name),
    }
}

/// The name that a decoded segment of a path stands for.
pub(crate) fn of_segment(segment: &str) -> &str {
    segment.strip_prefix(SHIELD).unwrap_or(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(segment(name), expected);
        assert_eq!(of_segment(expected), name);
    }

    #[test]
    fn names_stay_in_paths() {
        check("Bob", "Bob");
        check("a+b=c,d.e@f_g-h", "a+b=c,d.e@f_g-h");
        check(".", "~.");
        check("..", "~..");
        check("...", "...");
    }
}
