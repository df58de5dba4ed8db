//! The lines of a document, in pieces that a page can colour.

use super::layout::literal_bytes;

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number; the first is 1.
    pub(crate) number: usize,
    /// What stands in it.
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The class that style sheets know it by; empty for marks and spaces.
    pub(crate) class: &'static str,
    /// Its text.
    pub(crate) text: String,
}

const NAME: &str = "doc-name";
const TEXT: &str = "doc-text";
const WORD: &str = "doc-word";
const PLAIN: &str = "";

/// The lines of a text that may be JSON. What is none is plain.
pub(crate) fn numbered(text: &str) -> Vec<Line> {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(index, line)| Line {
        number: index + 1,
        pieces: pieces(line),
    });
    lines.collect()
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (class, bytes) = first(rest);
        let Some((text, behind)) = rest.split_at_checked(bytes) else {
            break;
        };
        pieces.push(Piece {
            class,
            text: text.to_owned(),
        });
        rest = behind;
    }
    pieces
}

/// The class and length of the first piece. It has at least one byte.
fn first(rest: &str) -> (&'static str, usize) {
    let is_word = |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    if rest.starts_with('"') {
        let bytes = literal_bytes(rest);
        let behind = rest.get(bytes..).unwrap_or_default();
        let is_name = behind.trim_start().starts_with(':');
        return (if is_name { NAME } else { TEXT }, bytes);
    }
    if rest.starts_with(is_word) {
        let end = rest.find(|character| !is_word(character));
        return (WORD, end.unwrap_or(rest.len()));
    }
    let end = rest.find(|character| character == '"' || is_word(character));
    (PLAIN, end.unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[(&str, &str)]) {
        let found = pieces(line);
        let found: Vec<_> = found
            .iter()
            .map(|piece| (piece.class, piece.text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_texts_and_words_are_told_apart() {
        check(
            r#"  "a" : "b\"c", true"#,
            &[
                (PLAIN, "  "),
                (NAME, "\"a\""),
                (PLAIN, " : "),
                (TEXT, "\"b\\\"c\""),
                (PLAIN, ", "),
                (WORD, "true"),
            ],
        );
        check("-1.5e3", &[(WORD, "-1.5e3")]);
        check("\"open", &[(TEXT, "\"open")]);
        check("é\u{202e}", &[(PLAIN, "é\u{202e}")]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let lines = numbered("{\n\n}");
        let numbers: Vec<_> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }
}
