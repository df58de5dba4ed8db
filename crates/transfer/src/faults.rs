//! What is said of a document that cannot be read.
//!
//! SECURITY: what stands in the wrong place may be a secret: ids and secrets of keys stand next to each
//! other and are easily swapped. So no value is told, but where it stands and what ought to stand there.

use std::fmt::Write as _;

use serde_path_to_error::{Path, Segment};

/// LIMIT: characters of a member that is told. None of a document's is longer.
const MEMBER_LENGTH_MAX: usize = 32;

/// LIMIT: characters of a word in the text of an error. What is longer was not written by people.
const WORD_LENGTH_MAX: usize = 20;

/// What is told in the place of an error that may hold a value.
const WRONG: &str = "this is not what it should be";

/// The errors of serde that hold a value, which stands between their beginning and `, expected`.
const WITH_VALUES: [(&str, &str); 4] = [
    ("unknown field ", "a member that is not known"),
    ("unknown variant ", "a word that is not known"),
    ("invalid type: ", "invalid type"),
    ("invalid value: ", "invalid value"),
];

/// The errors of serde that hold nothing but names of members that the program knows.
const WITHOUT_VALUES: [&str; 3] = ["missing field `", "duplicate field `", "invalid length "];

/// Where in a document something is wrong; empty if that is the document itself.
pub(crate) fn place(path: &Path, error: &serde_json::Error) -> String {
    let is_unknown = error.to_string().starts_with("unknown ");
    let count = path.iter().len();
    let mut place = String::new();
    for (index, segment) in path.iter().enumerate() {
        let member = match segment {
            Segment::Seq { index } => {
                let _written = write!(place, "[{index}]").is_ok();
                continue;
            }
            Segment::Map { key } => key,
            Segment::Enum { variant } => variant,
            Segment::Unknown => "?",
        };
        // The member is what is not known.
        if is_unknown && index + 1 == count && error.to_string().contains(&format!("`{member}`")) {
            break;
        }
        if !place.is_empty() {
            place.push('.');
        }
        place.push_str(if member.len() > MEMBER_LENGTH_MAX {
            "?"
        } else {
            member
        });
    }
    place
}

/// What is wrong, and in which line.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // Broken JSON is told without what it is.
    if !error.is_data() {
        return text;
    }
    let line = format!(" at line {} column {}", error.line(), error.column());
    let reason = text.strip_suffix(&line);
    let line = if reason.is_some() {
        line
    } else {
        String::new()
    };
    format!("{}{line}", without_values(reason.unwrap_or(&text)))
}

fn without_values(reason: &str) -> String {
    for (begin, told) in WITH_VALUES {
        if let Some(rest) = reason.strip_prefix(begin) {
            let expected = rest.rfind(", expected ").and_then(|at| rest.get(at..));
            let kind = kind_of_value(rest);
            return format!(
                "{told}{}{}",
                kind.unwrap_or_default(),
                expected.unwrap_or_default()
            );
        }
    }
    let is_known = WITHOUT_VALUES.iter().any(|begin| reason.starts_with(begin));
    let may_hold_values = reason.contains(['"', '`', '\''])
        || reason
            .split_whitespace()
            .any(|word| word.len() > WORD_LENGTH_MAX);
    if may_hold_values && !is_known {
        WRONG.to_owned()
    } else {
        reason.to_owned()
    }
}

/// The kind of a value, as serde begins to tell it.
fn kind_of_value(told: &str) -> Option<&'static str> {
    let kinds = [
        ("string ", ": a string"),
        ("integer ", ": an integer"),
        ("floating point ", ": a fraction"),
        ("boolean ", ": a boolean"),
        ("map", ": an object"),
        ("sequence", ": an array"),
        ("null", ": null"),
    ];
    let found = kinds.into_iter().find(|(begin, _)| told.starts_with(begin));
    found.map(|(_, told)| told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_tell_no_values() {
        for (reason, expect) in [
            (
                r#"invalid type: string "wJa", expected lr", expected a map"#,
                "invalid type: a string, expected a map",
            ),
            (
                "invalid type: integer `7`, expected a string",
                "invalid type: an integer, expected a string",
            ),
            (
                "unknown variant `wJa`, expected `Active` or `Inactive`",
                "a word that is not known, expected `Active` or `Inactive`",
            ),
            (
                "unknown field `wJa`, expected one of `id`, `status`",
                "a member that is not known, expected one of `id`, `status`",
            ),
            (
                "unknown field `wJa`, there are no fields",
                "a member that is not known",
            ),
            ("missing field `x`", "missing field `x`"),
            (r#"failed to parse "wJa" as year"#, WRONG),
            ("wJalrXUtnFEMI/K7MDENG/b is no id", WRONG),
            (
                "an account id has exactly 12 digits",
                "an account id has exactly 12 digits",
            ),
        ] {
            assert_eq!(without_values(reason), expect, "{reason}");
        }
    }
}
