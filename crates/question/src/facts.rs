//! The context of a question: condition keys with their values.

use std::{cmp::Ordering, fmt};

use iamd_policy::{Context, Scalar, Value};
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// Condition keys with their values, in the order of the keys without regard to case, in which no
/// two are equal.
#[derive(Debug, Default)]
pub(crate) struct Facts(Vec<(String, Fact)>);

/// The value of a key. Numbers and booleans are kept as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// A key with one value.
    One(String),
    /// A key that may have several values.
    Many(Vec<String>),
}

impl Facts {
    /// The value of a key, whose case does not count.
    pub(crate) fn find(&self, key: &str) -> Option<&Fact> {
        let place = self.0.binary_search_by(|(name, _)| compare(name, key));
        self.0.get(place.ok()?).map(|(_, fact)| fact)
    }

    /// Adds the keys that are not there yet.
    pub(crate) fn add_missing(&mut self, facts: impl IntoIterator<Item = (&'static str, String)>) {
        for (key, value) in facts {
            let place = self.0.binary_search_by(|(name, _)| compare(name, key));
            if let Err(place) = place {
                self.0.insert(place, (key.to_owned(), Fact::One(value)));
            }
        }
    }
}

impl Context for Facts {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        self.find(key).map(|fact| match fact {
            Fact::One(text) => Value::One(Scalar::Text(text)),
            Fact::Many(texts) => Value::Many(texts),
        })
    }
}

fn compare(left: &str, right: &str) -> Ordering {
    let left = left.bytes().map(|byte| byte.to_ascii_lowercase());
    let right = right.bytes().map(|byte| byte.to_ascii_lowercase());
    left.cmp(right)
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FactsVisitor)
    }
}

struct FactsVisitor;

impl<'de> Visitor<'de> for FactsVisitor {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with condition keys and their values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Facts, A::Error> {
        let mut facts = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let written: &RawValue = map.next_value()?;
            let Some(fact) = fact(written) else {
                return Err(de::Error::custom(format_args!(
                    "the value of the condition key `{key}` is not a text, a number, a boolean or \
                     a list of these"
                )));
            };
            facts.push((key, fact));
        }
        facts.sort_by(|(left, _), (right, _)| compare(left, right));
        let twice = facts.windows(2).find_map(|pair| match pair {
            [(one, _), (other, _)] if one.eq_ignore_ascii_case(other) => Some(other),
            _ => None,
        });
        match twice {
            Some(key) => Err(de::Error::custom(format_args!(
                "the condition key `{key}` is there twice; its case does not count"
            ))),
            None => Ok(Facts(facts)),
        }
    }
}

fn fact(written: &RawValue) -> Option<Fact> {
    if !written.get().starts_with('[') {
        return scalar(written).map(Fact::One);
    }
    let values: Vec<&RawValue> = serde_json::from_str(written.get()).ok()?;
    let texts = values.into_iter().map(scalar);
    texts.collect::<Option<_>>().map(Fact::Many)
}

/// The text of a scalar; `None` for everything else.
fn scalar(written: &RawValue) -> Option<String> {
    let text = written.get();
    match text.bytes().next()? {
        b'"' => serde_json::from_str(text).ok(),
        b'{' | b'[' | b'n' => None,
        _ => Some(text.to_owned()),
    }
}
