//! Forms: the names and values of a request, from a POST body or from a GET query.

use std::{cmp::Ordering, fmt};

use iamd_ident::Secret;

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
/// SECURITY: any value may be a password or a private key. `Debug` shows names alone, and values are
/// wiped when the form is dropped.
#[derive(Default)]
pub struct Form {
    members: Vec<Member>,
}

/// A name and its value.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) value: Secret<String>,
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
        members.sort_unstable_by(|one, other| compare(one.name.as_bytes(), other.name.as_bytes()));
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
        let text = Secret::new(encode_members(members));
        Self::parse(text.expose().as_bytes())
    }

    /// The value of the member with this very name.
    pub fn value(&self, name: &str) -> Option<&str> {
        let place = self
            .members
            .binary_search_by(|member| compare(member.name.as_bytes(), name.as_bytes()))
            .ok()?;
        self.members.get(place).map(Member::value)
    }

    /// Names and values, in the order of the names.
    pub fn members(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let members = self.members.iter();
        members.map(|member| (member.name.as_str(), member.value()))
    }

    pub(crate) fn as_slice(&self) -> &[Member] {
        &self.members
    }
}

/// The order of members: by the words of their names, of which dots are the borders, so that a name
/// stands right before those that it begins.
pub(crate) fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let rank = |byte: &u8| {
        if *byte == b'.' {
            0
        } else {
            u16::from(*byte) + 1
        }
    };
    one.iter().map(rank).cmp(other.iter().map(rank))
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
        let value = Secret::new(percent_decode(value)?);
        Ok(Self { name, value })
    }

    pub(crate) fn value(&self) -> &str {
        self.value.expose()
    }
}

/// What is decoded is never longer, so no copy is left behind by growing.
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

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let form = Form::parse(text.as_bytes()).unwrap();
        assert_eq!(form.members().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn forms_are_decoded() {
        check("", &[]);
        check("&&", &[]);
        check("A=1&B=2", &[("A", "1"), ("B", "2")]);
        check("B=2&&A=1&", &[("A", "1"), ("B", "2")]);
        check("A", &[("A", "")]);
        check("A=", &[("A", "")]);
        check("A=b=c", &[("A", "b=c")]);
        check("A=x+y%20z%2B", &[("A", "x y z+")]);
        check("%41=%c3%A9%F0%9F%98%80", &[("A", "é😀")]);
        check("=1", &[("", "1")]);
    }

    #[test]
    fn a_name_stands_right_before_those_that_it_begins() {
        let sorted = [
            ("A", ""),
            ("A.1", ""),
            ("A.1.x", ""),
            ("A.1-", ""),
            ("A-", ""),
        ];
        check("A-&A.1-&A.1.x&A&A.1", &sorted);
    }

    #[track_caller]
    fn check_refused(text: &[u8], message: &str) {
        let error = Form::parse(text).unwrap_err();
        assert_eq!(error.code, ErrorCode::MalformedQueryString);
        assert_eq!(error.message, message);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["A=%", "A=%4", "A=%4g", "%zz=1", "A=%+1"] {
            check_refused(
                text.as_bytes(),
                "The request has an invalid percent-encoding.",
            );
        }
        for text in [&b"A=\xff"[..], b"A=%ff", b"\xc3=1", b"A=%ed%a0%80"] {
            check_refused(text, "The request has bytes that are not UTF-8.");
        }
        for text in ["A=1&A=1", "A=1&%41=2", "A&B&A"] {
            check_refused(text.as_bytes(), "The request has the same parameter twice.");
        }
    }

    #[test]
    fn a_million_members_and_a_name_of_ten_megabytes_are_refused() {
        let members = "A=1&".repeat(1_000_000);
        check_refused(members.as_bytes(), "The request has too many parameters.");
        let name = "A".repeat(10_000_000);
        check_refused(name.as_bytes(), "The name of a parameter is too long.");
        let encoded = "%41".repeat(NAME_BYTES_MAX + 1);
        check_refused(encoded.as_bytes(), "The name of a parameter is too long.");
        let longest = "%41".repeat(NAME_BYTES_MAX);
        assert!(Form::parse(longest.as_bytes()).is_ok());
    }

    #[test]
    fn debug_shows_names_alone() {
        let form = Form::parse(b"Password=hunter2").unwrap();
        assert_eq!(format!("{form:?}"), r#"["Password"]"#);
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(
            members in proptest::collection::btree_map(".{0,20}", ".{0,40}", 0..20)
        ) {
            let pairs = members.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let form = Form::from_members(pairs.clone()).unwrap();
            for (name, value) in pairs {
                prop_assert_eq!(form.value(name), Some(value));
            }
            prop_assert_eq!(form.members().len(), members.len());
        }

        #[test]
        fn no_text_is_too_wild(text in vec(any::<u8>(), 0..200)) {
            let _ = Form::parse(&text);
        }
    }
}
