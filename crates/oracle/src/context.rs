//! The context of a request: what condition keys say.

use crate::{
    fault::{Fault, Faults},
    json::{Json, Malformed},
};

/// What a condition key says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A single value
    One(String),
    /// A list, which may be empty or hold a single value
    Many(Vec<String>),
}

/// The keys of a request and their values.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pairs: Vec<(String, Value)>,
}

impl Context {
    /// Reads `{KEY: VALUE or [VALUE…]}`.
    pub(crate) fn read(json: Option<&Json>) -> Result<Self, Malformed> {
        let Some(json) = json else {
            return Ok(Self::default());
        };
        let Json::Object(members) = json else {
            return Err(Malformed("the context is not an object"));
        };
        let mut pairs: Vec<(String, Value)> = Vec::new();
        for (key, value) in members {
            if pairs
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(key))
            {
                return Err(Malformed("a condition key has two values"));
            }
            pairs.push((key.clone(), read_value(value)?));
        }
        Ok(Self { pairs })
    }

    /// Gives a derived key its value, unless the request says another.
    pub(crate) fn derive(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value
            && self.find(key, Faults::NONE).is_none()
        {
            self.pairs.push((key.to_owned(), Value::One(value)));
        }
    }

    /// The value of a key. Names of keys are case-insensitive, names of tags in them as well.
    pub(crate) fn find(&self, key: &str, faults: Faults) -> Option<&Value> {
        self.pairs
            .iter()
            .find(|(name, _)| same_key(name, key, faults))
            .map(|(_, value)| value)
    }

    /// The value of a key that has a single one.
    pub(crate) fn single(&self, key: &str, faults: Faults) -> Option<&str> {
        match self.find(key, faults) {
            Some(Value::One(text)) => Some(text),
            Some(Value::Many(_)) | None => None,
        }
    }
}

fn same_key(name: &str, key: &str, faults: Faults) -> bool {
    if faults.has(Fault::KeysCaseSensitive) {
        return name == key;
    }
    if faults.has(Fault::TagKeyCaseSensitive)
        && let (Some((prefix, tag)), Some((key_prefix, key_tag))) =
            (name.split_once('/'), key.split_once('/'))
    {
        return prefix.eq_ignore_ascii_case(key_prefix) && tag == key_tag;
    }
    name.eq_ignore_ascii_case(key)
}

fn read_value(json: &Json) -> Result<Value, Malformed> {
    let bad = Malformed("a context value is not a scalar or a list of scalars");
    match json {
        Json::List(items) => items
            .iter()
            .map(|item| item.scalar().ok_or(bad))
            .collect::<Result<_, _>>()
            .map(Value::Many),
        scalar => scalar.scalar().ok_or(bad).map(Value::One),
    }
}
