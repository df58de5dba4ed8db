//! The values of context keys as cases write them.

use std::net::IpAddr;

use iamd_ident::Timestamp;
use iamd_policy::{Scalar, Value};

use crate::Fault;

/// A value as a case gives it.
#[derive(Clone, Debug)]
pub(crate) enum Given<'t> {
    /// One value, as text and of the type that it looks like.
    One { text: &'t str, typed: Scalar<'t> },
    /// A list, perhaps of none.
    Many(Vec<String>),
}

impl<'t> Given<'t> {
    /// Reads `"text"`, `["a", "b"]`, or a word that may look like a boolean, a number, a moment or an
    /// address. It has that type only if the type prints it as it is written.
    pub(crate) fn read(written: &'t str) -> Result<Self, Fault> {
        if let Some(list) = written.strip_prefix('[') {
            let items = list.strip_suffix(']').ok_or("a list has no end")?;
            let items = items.split(", ").filter(|item| !item.is_empty());
            let texts: Option<_> = items.map(|item| Some(quoted(item)?.to_owned())).collect();
            return Ok(Self::Many(texts.ok_or("a list has texts only")?));
        }
        if let Some(text) = quoted(written) {
            let typed = Scalar::Text(text);
            return Ok(Self::One { text, typed });
        }
        let (text, typed) = (written, typed(written));
        Ok(Self::One { text, typed })
    }

    /// The value as the context of a request has it.
    pub(crate) fn value(&self, form: Form) -> Value<'_> {
        match (self, form) {
            (Self::One { typed, .. }, Form::Typed) => Value::One(*typed),
            (Self::One { text, .. }, Form::Text) => Value::One(Scalar::Text(text)),
            (Self::Many(texts), _) => Value::Many(texts),
        }
    }
}

/// How a value is given; it must not matter.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// With its type.
    Typed,
    /// As text.
    Text,
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

fn typed(text: &str) -> Scalar<'_> {
    let types = [
        text.parse().ok().map(Scalar::Bool),
        text.parse().ok().map(Scalar::Integer),
        text.parse::<IpAddr>().ok().map(Scalar::Address),
        text.parse::<Timestamp>().ok().map(Scalar::Time),
    ];
    let mut types = types.into_iter().flatten();
    let same = types.find(|scalar| scalar.text().as_str() == text);
    same.unwrap_or(Scalar::Text(text))
}
