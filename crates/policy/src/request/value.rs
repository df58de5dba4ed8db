//! The values of condition keys.

use std::{
    fmt::{self, Write},
    net::IpAddr,
};

use iamd_ident::Timestamp;

/// The value of a condition key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A key with one value.
    One(Scalar<'a>),
    /// A key that may have several values, such as `aws:TagKeys`, however many it has now.
    Many(&'a [String]),
    /// A key of which nobody can say which value is meant, such as `aws:RequestTag/Team` when the
    /// request has the tags `team` and `TEAM`. Conditions on it never hold in an Allow and always
    /// do in a Deny, and as a variable it has no value.
    Ambiguous,
}

/// One value, typed, so that nothing is parsed twice.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar<'a> {
    /// Text, and whatever has no type of its own, such as ARNs.
    Text(&'a str),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A moment; as text it has whole seconds, such as `2026-01-31T00:00:00Z`.
    Time(Timestamp),
    /// An address of the network.
    Address(IpAddr),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::One(Scalar::Text(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::One(Scalar::Bool(value))
    }
}

impl<'a> Scalar<'a> {
    /// The value as a policy variable stands for it, without an allocation.
    pub fn text(self) -> ScalarText<'a> {
        let mut inline = Inline::default();
        // The longest of these, an IPv6 address with an IPv4 tail, has 45 bytes.
        let _fits = match self {
            Self::Text(text) => return ScalarText(Repr::Borrowed(text)),
            Self::Bool(value) => write!(inline, "{value}"),
            Self::Integer(value) => write!(inline, "{value}"),
            Self::Time(value) => write!(inline, "{value:.0}"),
            Self::Address(value) => write!(inline, "{value}"),
        };
        ScalarText(Repr::Inline(inline))
    }
}

/// The text of a [`Scalar`], borrowed from it or held inline.
#[derive(Clone, Copy, Debug)]
pub struct ScalarText<'a>(Repr<'a>);

#[derive(Clone, Copy, Debug)]
enum Repr<'a> {
    Borrowed(&'a str),
    Inline(Inline),
}

impl<'a> ScalarText<'a> {
    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Borrowed(text) => text,
            Repr::Inline(inline) => inline.as_str(),
        }
    }

    pub(crate) fn borrowed(text: &'a str) -> Self {
        Self(Repr::Borrowed(text))
    }
}

#[derive(Clone, Copy, Debug)]
struct Inline {
    bytes: [u8; Self::BYTES_MAX],
    len: usize,
}

impl Inline {
    const BYTES_MAX: usize = 48;

    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Default for Inline {
    fn default() -> Self {
        Self {
            bytes: [0; Self::BYTES_MAX],
            len: 0,
        }
    }
}

impl Write for Inline {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let place = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scalar: Scalar<'_>, text: &str) {
        assert_eq!(scalar.text().as_str(), text);
    }

    #[test]
    fn every_type_has_a_text() {
        check(Scalar::Text("Bob*"), "Bob*");
        check(Scalar::Bool(true), "true");
        check(Scalar::Integer(i64::MIN), "-9223372036854775808");
        check(
            Scalar::Time("2026-01-31T00:00:00.123Z".parse().unwrap()),
            "2026-01-31T00:00:00Z",
        );
        check(
            Scalar::Address("203.0.113.7".parse().unwrap()),
            "203.0.113.7",
        );
        let long = "1111:2222:3333:4444:5555:6666:7777:8888";
        check(Scalar::Address(long.parse().unwrap()), long);
    }
}
