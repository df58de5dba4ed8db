//! JSON as it is written.
//!
//! A number keeps its text, and an object keeps its order and its duplicate keys: the grammar of
//! policies forbids duplicates, so they must be seen.

use std::{collections::BTreeSet, fmt};

/// How deep lists and objects may nest.
// LIMIT: questions nest about ten deep; the reader recurses.
const DEPTH_MAX: usize = 64;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written
    Number(String),
    /// A string, without its quotes and escapes
    Text(String),
    /// `[…]`
    List(Vec<Json>),
    /// `{…}` with all its members in order
    Object(Vec<(String, Json)>),
}

/// Why something could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Malformed {}

impl Json {
    /// Reads one value that is the whole text.
    ///
    /// # Errors
    /// The text is not JSON, or nests too deep.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader { rest: text };
        let value = reader.value(0)?;
        reader.space();
        if reader.rest.is_empty() {
            Ok(value)
        } else {
            Err(Malformed("text after the value"))
        }
    }

    /// The member with this name; of several the last.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        members
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The member with this name, unless it is `null`.
    pub fn given(&self, name: &str) -> Option<&Self> {
        self.get(name).filter(|value| !matches!(value, Self::Null))
    }

    /// The content of a string.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The text that stands for a string, a number or a boolean.
    pub fn scalar(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text.clone()),
            Self::Bool(flag) => Some(flag.to_string()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// A list's elements; any other value is a list of itself.
    pub fn items(&self) -> &[Self] {
        if let Self::List(items) = self {
            items
        } else {
            std::slice::from_ref(self)
        }
    }

    /// Whether some object has two members of the same name, at any depth.
    pub fn has_duplicates(&self) -> bool {
        match self {
            Self::Object(members) => {
                let names: BTreeSet<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
                names.len() != members.len()
                    || members.iter().any(|(_, value)| value.has_duplicates())
            }
            Self::List(items) => items.iter().any(Self::has_duplicates),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => false,
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(flag) => write!(f, "{flag}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => write_text(f, text),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_text(f, name)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            control if u32::from(control) < 0x20 => write!(f, "\\u{:04x}", u32::from(control))?,
            other => write!(f, "{other}")?,
        }
    }
    f.write_str("\"")
}

/// Reads from the front of a text.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Json, Malformed> {
        if depth > DEPTH_MAX {
            return Err(Malformed("nested too deep"));
        }
        self.space();
        match self.rest.chars().next() {
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some('"') => self.string().map(Json::Text),
            Some('-' | '0'..='9') => self.number(),
            _ if self.take("null") => Ok(Json::Null),
            _ if self.take("true") => Ok(Json::Bool(true)),
            _ if self.take("false") => Ok(Json::Bool(false)),
            _ => Err(Malformed("not a JSON value")),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Malformed> {
        self.take("{");
        let mut members = Vec::new();
        self.space();
        if self.take("}") {
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            if !self.take(":") {
                return Err(Malformed("no colon after a name"));
            }
            members.push((name, self.value(depth + 1)?));
            self.space();
            if self.take("}") {
                return Ok(Json::Object(members));
            }
            if !self.take(",") {
                return Err(Malformed("no comma in an object"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, Malformed> {
        self.take("[");
        let mut items = Vec::new();
        self.space();
        if self.take("]") {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take("]") {
                return Ok(Json::List(items));
            }
            if !self.take(",") {
                return Err(Malformed("no comma in a list"));
            }
        }
    }

    fn string(&mut self) -> Result<String, Malformed> {
        if !self.take("\"") {
            return Err(Malformed("not a string"));
        }
        let mut text = String::new();
        loop {
            match self.next().ok_or(Malformed("a string without an end"))? {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                control if u32::from(control) < 0x20 => {
                    return Err(Malformed("a control character in a string"));
                }
                other => text.push(other),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Malformed> {
        let bad = Malformed("a bad escape");
        Ok(match self.next().ok_or(bad)? {
            same @ ('"' | '\\' | '/') => same,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.four_digits()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first).ok_or(bad);
                }
                if !self.take("\\u") {
                    return Err(bad);
                }
                let second = self.four_digits()?;
                if !(0xdc00..0xe000).contains(&second) {
                    return Err(bad);
                }
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return char::from_u32(code).ok_or(bad);
            }
            _ => return Err(bad),
        })
    }

    fn four_digits(&mut self) -> Result<u32, Malformed> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.next().and_then(|digit| digit.to_digit(16));
            code = code * 16 + digit.ok_or(Malformed("a bad escape"))?;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Json, Malformed> {
        let mut text = String::new();
        if self.take("-") {
            text.push('-');
        }
        let whole = self.digits();
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(Malformed("a bad number"));
        }
        text.push_str(whole);
        if self.take(".") {
            let fraction = self.digits();
            if fraction.is_empty() {
                return Err(Malformed("a bad number"));
            }
            text.push('.');
            text.push_str(fraction);
        }
        if let Some(mark @ ('e' | 'E')) = self.rest.chars().next() {
            self.next();
            text.push(mark);
            if let Some(sign @ ('+' | '-')) = self.rest.chars().next() {
                self.next();
                text.push(sign);
            }
            let exponent = self.digits();
            if exponent.is_empty() {
                return Err(Malformed("a bad number"));
            }
            text.push_str(exponent);
        }
        Ok(Json::Number(text))
    }

    fn digits(&mut self) -> &'a str {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        digits
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn take(&mut self, word: &str) -> bool {
        self.rest
            .strip_prefix(word)
            .map(|rest| self.rest = rest)
            .is_some()
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_known_parser_about_what_is_json() {
        let texts = [
            "null",
            "true",
            " [1, 2] ",
            "[1,]",
            "{}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "01",
            "1.",
            "1.5e+3",
            "-",
            "-0",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\t\"",
            "\"a",
            "[]]",
            "",
            "tru",
            "{\"a\":{\"b\":[{}]}}",
            "1e",
            "1E5",
            "\u{a0}1",
            "nullx",
        ];
        for text in texts {
            let known = serde_json::from_str::<serde_json::Value>(text);
            let ours = Json::parse(text);
            assert_eq!(ours.is_ok(), known.is_ok(), "{text:?}");
            if let (Ok(ours), Ok(known)) = (ours, known) {
                let again: serde_json::Value = serde_json::from_str(&ours.to_string()).unwrap();
                assert_eq!(again, known, "{text:?}");
            }
        }
    }

    #[test]
    fn keeps_numbers_and_duplicates() {
        let json = Json::parse(r#"{"a":1.50,"a":2}"#).unwrap();
        assert!(json.has_duplicates());
        assert_eq!(json.get("a"), Some(&Json::Number("2".to_owned())));
        assert!(!Json::parse(r#"{"a":{"a":1}}"#).unwrap().has_duplicates());
        assert_eq!(
            Json::parse("1.50").unwrap().scalar().as_deref(),
            Some("1.50")
        );
    }
}
