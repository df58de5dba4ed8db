//! From values to text.

use std::fmt::{self, Write};

/// Writes JSON piece by piece, without white space.
pub(crate) struct Writer<'a, W: Write> {
    out: &'a mut W,
    comma: bool,
}

impl<'a, W: Write> Writer<'a, W> {
    pub(crate) fn new(out: &'a mut W) -> Self {
        Self { out, comma: false }
    }

    /// `[…]`, what stands inside is written by `items`.
    pub(crate) fn array(&mut self, items: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.bracketed(['[', ']'], items)
    }

    /// `{…}`, what stands inside is written by `members`.
    pub(crate) fn object(&mut self, members: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.bracketed(['{', '}'], members)
    }

    /// `"…":`.
    pub(crate) fn key(&mut self, key: &str) -> fmt::Result {
        self.string(key)?;
        self.comma = false;
        self.out.write_char(':')
    }

    /// `"…"`.
    pub(crate) fn string(&mut self, text: &str) -> fmt::Result {
        self.separate()?;
        string(self.out, text)
    }

    /// A number or a word of JSON, as it is.
    pub(crate) fn raw(&mut self, text: &str) -> fmt::Result {
        self.separate()?;
        self.out.write_str(text)
    }

    fn bracketed(
        &mut self,
        [open, close]: [char; 2],
        inside: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        self.separate()?;
        self.out.write_char(open)?;
        self.comma = false;
        inside(self)?;
        self.comma = true;
        self.out.write_char(close)
    }

    fn separate(&mut self) -> fmt::Result {
        if self.comma {
            self.out.write_char(',')?;
        }
        self.comma = true;
        Ok(())
    }
}

/// A text in quotes, by itself.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::new();
    // A string takes all that is written to it.
    let _ = string(&mut out, text);
    out
}

/// A text in quotes. Control characters and all beyond U+00FF, which a document may not hold as
/// they are, are escaped.
fn string(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(out, "\\{character}")?,
            ' '..='\u{ff}' => out.write_char(character)?,
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
    }
    out.write_char('"')
}
