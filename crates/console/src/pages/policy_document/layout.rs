//! JSON with an element a line.

use iamd_policy::counted_bytes;
use serde::de::IgnoredAny;

/// LIMIT: arrays and objects inside each other that are laid out. What is deeper is no policy, and
/// would be mostly indentation.
const DEPTH_MAX: usize = 32;

/// LIMIT: the length of what is laid out, white space not counted. No policy may be as long, and the
/// layout is many times longer.
const BYTES_MAX: usize = 20_480;

/// The spaces of one step.
const STEP: &str = "    ";

/// A JSON text with each member and element on a line of its own. Nothing else is changed: names,
/// texts and numbers stay as they are written, in their order. None if it is no JSON, too long or too deep.
pub(crate) fn laid_out(text: &str) -> Option<String> {
    if counted_bytes(text) > BYTES_MAX {
        return None;
    }
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut layout = Layout::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (token, behind) = rest.split_at_checked(token_bytes(rest))?;
        layout.add(token)?;
        rest = behind.trim_start();
    }
    Some(layout.text)
}

/// The length of the token that a text begins with: a text with its quotes, a mark, or a word.
fn token_bytes(rest: &str) -> usize {
    match rest.as_bytes().first() {
        Some(b'"') => literal_bytes(rest),
        Some(b'{' | b'}' | b'[' | b']' | b',' | b':') => 1,
        _ => rest
            .find(|character: char| character.is_whitespace() || ",:]}".contains(character))
            .unwrap_or(rest.len()),
    }
}

/// The length of the text in quotes that `rest` begins with; all of it if the end is missing.
pub(super) fn literal_bytes(rest: &str) -> usize {
    let mut is_escaped = false;
    for (offset, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

#[derive(Default)]
struct Layout {
    text: String,
    depth: usize,
    /// Whether nothing stands yet between the last bracket and here.
    is_open: bool,
}

impl Layout {
    fn add(&mut self, token: &str) -> Option<()> {
        match token {
            "{" | "[" => {
                self.begin();
                self.text.push_str(token);
                self.depth += 1;
                self.is_open = true;
                return (self.depth <= DEPTH_MAX).then_some(());
            }
            "}" | "]" => {
                self.depth = self.depth.checked_sub(1)?;
                if !self.is_open {
                    self.new_line();
                }
                self.is_open = false;
                self.text.push_str(token);
            }
            "," => {
                self.text.push(',');
                self.new_line();
            }
            ":" => self.text.push_str(": "),
            scalar => {
                self.begin();
                self.text.push_str(scalar);
            }
        }
        Some(())
    }

    /// The first value behind a bracket begins a line.
    fn begin(&mut self) {
        if self.is_open {
            self.new_line();
            self.is_open = false;
        }
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str(STEP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(laid_out(text).as_deref(), expected);
    }

    #[test]
    fn each_member_has_its_line() {
        check(
            r#" {"a":[ "b\"]" ,1.50],"c":{},"d":[],"e":{"f":null}} "#,
            Some(
                "{\n    \"a\": [\n        \"b\\\"]\",\n        1.50\n    ],\n    \"c\": {},\n    \
                 \"d\": [],\n    \"e\": {\n        \"f\": null\n    }\n}",
            ),
        );
        check("\"<b>\"", Some("\"<b>\""));
    }

    #[test]
    fn what_is_laid_out_stays_as_it_is() {
        let once = laid_out(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}"#);
        let once = once.unwrap();
        check(&once, Some(&once));
    }

    #[test]
    fn no_json_is_not_laid_out() {
        check("{", None);
        check("", None);
        check("{\"a\": 1,}", None);
        check("{} {}", None);
    }

    #[test]
    fn length_and_depth_have_limits() {
        let long = |items| format!("[{}1]", "1,".repeat(items));
        assert!(laid_out(&long(10_000)).is_some());
        assert!(laid_out(&long(11_000)).is_none());
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(laid_out(&nested(DEPTH_MAX)).is_some());
        assert!(laid_out(&nested(DEPTH_MAX + 1)).is_none());
        assert!(laid_out(&nested(60_000)).is_none());
    }
}
