//! Where something stands in the text of a document.

use std::fmt;

/// A place in a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Bytes before it.
    pub offset: u32,
    /// Its line; the first is 1. A line ends with LF.
    pub line: u32,
    /// Its column in characters; the first is 1.
    pub column: u32,
}

impl Position {
    /// The beginning of every text.
    pub const START: Self = Self {
        offset: 0,
        line: 1,
        column: 1,
    };
}

impl Default for Position {
    fn default() -> Self {
        Self::START
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A stretch of a document's text, from the first character to behind the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// Where the text goes on behind it.
    pub end: Position,
}
