//! From text to values.

use super::{Kind, Member, Node};
use crate::{
    document::DocumentError,
    position::{Position, Span},
};

/// LIMIT: bytes of a document. The API takes at most 131,072 characters; this is for documents that
/// come by another way.
const BYTES_MAX: usize = 1 << 20;

/// LIMIT: arrays and objects inside each other. A policy needs seven.
const DEPTH_MAX: u32 = 32;

type Result<T> = std::result::Result<T, DocumentError>;

/// Reads one value, with nothing behind it but white space.
pub(crate) fn parse(text: &str) -> Result<Node> {
    let mut parser = Parser {
        rest: text,
        at: Position::START,
    };
    if text.len() > BYTES_MAX {
        return Err(parser.fault("the document is too long"));
    }
    parser.skip_white_space();
    let node = parser.value(0)?;
    parser.skip_white_space();
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.fault("something follows the document")),
    }
}

struct Parser<'a> {
    rest: &'a str,
    at: Position,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: u32) -> Result<Node> {
        if depth > DEPTH_MAX {
            return Err(self.fault("values are nested too deep"));
        }
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => Kind::Object(self.object(depth)?),
            Some('[') => Kind::Array(self.array(depth)?),
            Some('"') => Kind::String(self.string()?),
            Some('-' | '0'..='9') => Kind::Number(self.number()?),
            Some('a'..='z') => self.word()?,
            Some(_) => return Err(self.fault("a value is expected")),
            None => return Err(self.fault("the document ends in the middle")),
        };
        Ok(Node {
            kind,
            span: Span {
                start,
                end: self.at,
            },
        })
    }

    fn object(&mut self, depth: u32) -> Result<Vec<Member>> {
        let mut members = Vec::new();
        self.bump();
        self.skip_white_space();
        if self.eat('}') {
            return Ok(members);
        }
        loop {
            members.push(self.member(depth)?);
            if !self.another('}')? {
                break;
            }
        }
        refuse_duplicates(&members)?;
        Ok(members)
    }

    fn member(&mut self, depth: u32) -> Result<Member> {
        let start = self.at;
        if self.peek() != Some('"') {
            return Err(self.fault("a key is expected"));
        }
        let key = self.string()?;
        let key_span = Span {
            start,
            end: self.at,
        };
        self.skip_white_space();
        if !self.eat(':') {
            return Err(self.fault("a colon is expected"));
        }
        self.skip_white_space();
        let value = self.value(depth + 1)?;
        Ok(Member {
            key,
            key_span,
            value,
        })
    }

    fn array(&mut self, depth: u32) -> Result<Vec<Node>> {
        let mut items = Vec::new();
        self.bump();
        self.skip_white_space();
        if self.eat(']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.another(']')? {
                return Ok(items);
            }
        }
    }

    /// Whether a comma promises another item; otherwise the list is closed by `close`.
    fn another(&mut self, close: char) -> Result<bool> {
        self.skip_white_space();
        if self.eat(close) {
            return Ok(false);
        }
        if !self.eat(',') {
            return Err(self.fault("a comma or the end of the list is expected"));
        }
        self.skip_white_space();
        Ok(true)
    }

    fn string(&mut self) -> Result<Box<str>> {
        self.bump();
        let plain = self.plain();
        if self.eat('"') {
            return Ok(plain.into());
        }
        let mut text = plain.to_owned();
        loop {
            let at = self.at;
            match self.bump() {
                Some('"') => return Ok(text.into()),
                Some('\\') => text.push(self.escape(at)?),
                Some(character) if character < ' ' => {
                    return Err(DocumentError::syntax("a control character in a text", at));
                }
                Some(character) if character > '\u{ff}' => {
                    return Err(DocumentError::syntax("a character beyond U+00FF", at));
                }
                Some(character) => text.push(character),
                None => return Err(DocumentError::syntax("a text without an end", at)),
            }
            text.push_str(self.plain());
        }
    }

    /// Takes what of a text stands for itself, as far as it is ASCII: nearly all of every text.
    fn plain(&mut self) -> &'a str {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        let end = self.rest.bytes().position(|byte| !is_plain(byte));
        let end = end.unwrap_or(self.rest.len());
        let Some((plain, rest)) = self.rest.split_at_checked(end) else {
            return "";
        };
        self.rest = rest;
        // The whole text has at most `BYTES_MAX`.
        let length = u32::try_from(end).unwrap_or_default();
        self.at.offset += length;
        self.at.column += length;
        plain
    }

    fn escape(&mut self, at: Position) -> Result<char> {
        let character = match self.bump() {
            Some(character @ ('"' | '\\' | '/')) => character,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode_escape(at),
            _ => return Err(DocumentError::syntax("an unknown escape", at)),
        };
        Ok(character)
    }

    /// The character behind `\u`, which two escapes may write together.
    fn unicode_escape(&mut self, at: Position) -> Result<char> {
        let fault = DocumentError::syntax("an escape that is no character", at);
        let Some(first) = self.four_digits() else {
            return Err(fault);
        };
        let code = match first {
            0xd800..=0xdbff => {
                let second = (self.eat('\\') && self.eat('u')).then(|| self.four_digits());
                let Some(Some(second @ 0xdc00..=0xdfff)) = second else {
                    return Err(fault);
                };
                0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
            }
            _ => first,
        };
        char::from_u32(code).ok_or(fault)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number << 4 | self.bump()?.to_digit(16)?;
        }
        Some(number)
    }

    fn number(&mut self) -> Result<Box<str>> {
        let text = self.rest;
        let start = self.at.offset;
        self.eat('-');
        if !self.eat('0') {
            self.digits()?;
        }
        if self.eat('.') {
            self.digits()?;
        }
        if self.eat('e') || self.eat('E') {
            let _sign = self.eat('+') || self.eat('-');
            self.digits()?;
        }
        let bytes = (self.at.offset - start) as usize;
        Ok(text.get(..bytes).unwrap_or_default().into())
    }

    fn digits(&mut self) -> Result<()> {
        if !self
            .peek()
            .is_some_and(|character| character.is_ascii_digit())
        {
            return Err(self.fault("a digit is expected"));
        }
        while self
            .peek()
            .is_some_and(|character| character.is_ascii_digit())
        {
            self.bump();
        }
        Ok(())
    }

    fn word(&mut self) -> Result<Kind> {
        const WORDS: [(&str, Kind); 3] = [
            ("true", Kind::Bool(true)),
            ("false", Kind::Bool(false)),
            ("null", Kind::Null),
        ];
        let fault = self.fault("a value is expected");
        let found = WORDS
            .into_iter()
            .find(|(word, _)| self.rest.starts_with(word));
        let (word, kind) = found.ok_or(fault)?;
        for _ in word.chars() {
            self.bump();
        }
        Ok(kind)
    }

    fn skip_white_space(&mut self) {
        loop {
            let blanks = self.rest.bytes().take_while(|byte| *byte == b' ').count();
            self.rest = self.rest.get(blanks..).unwrap_or_default();
            let length = u32::try_from(blanks).unwrap_or_default();
            self.at.offset += length;
            self.at.column += length;
            if !matches!(self.peek(), Some('\t' | '\n' | '\r')) {
                return;
            }
            self.bump();
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.bump();
        }
        found
    }

    fn bump(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next()?;
        self.rest = characters.as_str();
        // At most four, and the whole text has at most `BYTES_MAX`.
        self.at.offset += u32::try_from(character.len_utf8()).unwrap_or_default();
        if character == '\n' {
            self.at.line += 1;
            self.at.column = 1;
        } else {
            self.at.column += 1;
        }
        Some(character)
    }

    fn fault(&self, reason: &'static str) -> DocumentError {
        DocumentError::syntax(reason, self.at)
    }
}

/// SECURITY: of two values for one key, one reader takes the first and another the last.
fn refuse_duplicates(members: &[Member]) -> Result<()> {
    let mut sorted: Vec<&Member> = members.iter().collect();
    sorted.sort_by_key(|member| &member.key);
    let twice = sorted.windows(2).find_map(|pair| match pair {
        [one, other] if one.key == other.key => Some(other),
        _ => None,
    });
    match twice {
        None => Ok(()),
        Some(member) => Err(DocumentError::syntax(
            "a key stands twice",
            member.key_span.start,
        )),
    }
}
