//! Forms: the names and values of a request, from a POST body or from a GET query.

use std::fmt;

use crate::{Error, ErrorCode};

/// LIMIT: the most members that a form may have. The largest list that the model allows has 256
/// elements; simulations pass longer ones without a limit in the model.
pub const MEMBERS_MAX: usize = 10_000;

/// LIMIT: the most bytes that the name of a member may have, decoded. The longest that the model
/// allows stays below 100.
pub const NAME_BYTES_MAX: usize = 512;

/// The members of an `application/x-www-form-urlencoded` text, in the order of their names.
///
/// How large the whole may be is the business of whoever read it from the wire: a form holds at
/// most as many bytes as its text, and parsing takes time in proportion to it (and to the
/// logarithm of the number of members).
///
/// SECURITY: `Debug` shows names alone, as values may be secrets.
#[derive(Default)]
pub struct Form {
    members: Vec<Member>,
}

/// A name and its value.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Form {
    /// Parses the body of a POST request or the query of a GET request.
    ///
    /// `+` and `%20` are spaces, empty parts between `&` are ignored, a name without `=` has the
    /// empty value.
    ///
    /// # Errors
    /// `MalformedQueryString` for a `%` without two hexadecimal digits, for bytes that are no UTF-8
    /// once decoded, for a name that is there twice (AWS does not document which value it takes;
    /// what is authorized must not depend on it), for more than [`MEMBERS_MAX`] members and for a
    /// name of more than [`NAME_BYTES_MAX`] bytes.
    pub fn parse(text: &[u8]) -> Result<Self, Error> {
        let mut members = Vec::new();
        for part in text.split(|byte| *byte == b'&') {
            if part.is_empty() {
                continue;
            }
            if members.len() == MEMBERS_MAX {
                return Err(malformed("The request has too many parameters."));
            }
            members.push(Member::parse(part)?);
        }
        members.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        let twice = members.windows(2).any(|pair| match pair {
            [one, other] => one.name == other.name,
            _ => false,
        });
        if twice {
            return Err(malformed("The request has the same parameter twice."));
        }
        Ok(Self { members })
    }

    /// A form with these members, as clients and tests make it.
    ///
    /// # Errors
    /// As [`Form::parse`].
    pub fn from_members<'a>(
        members: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Error> {
        Self::parse(encode_members(members).as_bytes())
    }

    /// The value of the member with this very name.
    pub fn value(&self, name: &str) -> Option<&str> {
        let place = self
            .members
            .binary_search_by(|member| member.name.as_str().cmp(name))
            .ok()?;
        self.members.get(place).map(|member| member.value.as_str())
    }

    /// Names and values, in the order of the names.
    pub fn members(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let members = self.members.iter();
        members.map(|member| (member.name.as_str(), member.value.as_str()))
    }

    pub(crate) fn as_slice(&self) -> &[Member] {
        &self.members
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.members.iter().map(|member| &member.name);
        f.debug_list().entries(names).finish()
    }
}

/// Names and values as the text of a form.
pub fn encode_members<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, value) in members {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&crate::policy_document::url_encode(name));
        text.push('=');
        text.push_str(&crate::policy_document::url_encode(value));
    }
    text
}

impl Member {
    fn parse(part: &[u8]) -> Result<Self, Error> {
        let equals = part.iter().position(|byte| *byte == b'=');
        let (name, value) = match equals.and_then(|place| part.split_at_checked(place)) {
            Some((name, value)) => (name, value.get(1..).unwrap_or_default()),
            None => (part, &[][..]),
        };
        // An encoded byte takes three at most.
        if name.len() > 3 * NAME_BYTES_MAX {
            return Err(malformed("The name of a parameter is too long."));
        }
        let name = percent_decode(name)?;
        if name.len() > NAME_BYTES_MAX {
            return Err(malformed("The name of a parameter is too long."));
        }
        let value = percent_decode(value)?;
        Ok(Self { name, value })
    }
}

fn percent_decode(text: &[u8]) -> Result<String, Error> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => match (hex_digit(rest.next()), hex_digit(rest.next())) {
                (Some(high), Some(low)) => high << 4 | low,
                _ => return Err(malformed("The request has an invalid percent-encoding.")),
            },
            other => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| malformed("The request has bytes that are not UTF-8."))
}

fn hex_digit(byte: Option<&u8>) -> Option<u8> {
    let digit = char::from(*byte?).to_digit(16)?;
    u8::try_from(digit).ok()
}

fn malformed(message: &str) -> Error {
    Error::new(ErrorCode::MalformedQueryString, message)
}
