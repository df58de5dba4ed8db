//! Records as whoever knows nothing of their types sees them: values within values.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap as _};

use crate::Error;

/// What a MessagePack record is made of.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Nothing,
    Truth(bool),
    Unsigned(u64),
    Signed(i64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Map(Vec<(Value, Value)>),
}

/// A record in which `renew` had its way with every value that consists of bytes; `None` if it
/// changed none.
///
/// INVARIANT: nothing else of the record changes. A record that would not come out as it went in, but
/// for those values, is refused.
///
/// # Errors
/// The record is not one that can be taken apart and put together again, or `renew` fails.
pub(super) fn renewed(
    record: &[u8],
    mut renew: impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, Error>,
) -> Result<Option<Vec<u8>>, Error> {
    let mut value: Value = rmp_serde::from_slice(record).map_err(corrupt)?;
    if rmp_serde::to_vec(&value).map_err(corrupt)? != record {
        return Err(corrupt("it is not as it would be written"));
    }
    if !value.renew(&mut renew)? {
        return Ok(None);
    }
    rmp_serde::to_vec(&value).map(Some).map_err(corrupt)
}

fn corrupt(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Corrupt {
        what: "a record with a secret",
        source: reason.into(),
    }
}

impl Value {
    /// Says whether anything was renewed.
    fn renew(
        &mut self,
        renew: &mut impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, Error>,
    ) -> Result<bool, Error> {
        match self {
            Self::Bytes(bytes) => {
                let renewed = renew(bytes)?;
                let is_renewed = renewed.is_some();
                *bytes = renewed.unwrap_or_else(|| std::mem::take(bytes));
                Ok(is_renewed)
            }
            Self::List(items) => {
                if let Some(renewed) = bytes_of(items)
                    .map(|bytes| renew(&bytes))
                    .transpose()?
                    .flatten()
                {
                    *items = renewed
                        .into_iter()
                        .map(|byte| Self::Unsigned(byte.into()))
                        .collect();
                    return Ok(true);
                }
                let mut is_renewed = false;
                for item in items {
                    is_renewed |= item.renew(renew)?;
                }
                Ok(is_renewed)
            }
            Self::Map(members) => {
                let mut is_renewed = false;
                for (_, member) in members {
                    is_renewed |= member.renew(renew)?;
                }
                Ok(is_renewed)
            }
            Self::Nothing
            | Self::Truth(_)
            | Self::Unsigned(_)
            | Self::Signed(_)
            | Self::Text(_) => Ok(false),
        }
    }
}

/// The bytes that a list of numbers stands for.
fn bytes_of(items: &[Value]) -> Option<Vec<u8>> {
    let byte = |item: &Value| match item {
        Value::Unsigned(number) => u8::try_from(*number).ok(),
        _ => None,
    };
    items.iter().map(byte).collect()
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Unsigned(number) => serializer.serialize_u64(*number),
            Self::Signed(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::List(items) => items.serialize(serializer),
            Self::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, member) in members {
                    map.serialize_entry(name, member)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> de::Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a record")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Truth(truth))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Unsigned(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Signed(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.to_vec()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some(member) = members.next_entry()? {
            map.push(member);
        }
        Ok(Value::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::records::PackedBytes;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Inner {
        sealed: Vec<u8>,
        packed: PackedBytes,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Plain,
        Holds(Inner),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Whole {
        text: String,
        numbers: (u8, u64, i64, u128),
        nothing: Option<String>,
        truth: bool,
        kinds: Vec<Kind>,
        map: BTreeMap<String, Vec<Vec<u8>>>,
        packed: PackedBytes,
    }

    fn inner(byte: u8) -> Inner {
        Inner {
            sealed: vec![byte; 40],
            packed: PackedBytes(vec![byte; 300]),
        }
    }

    fn whole(byte: u8) -> Whole {
        Whole {
            text: "é".repeat(300),
            numbers: (7, u64::MAX, -1_000_000, u128::MAX),
            nothing: None,
            truth: true,
            kinds: vec![Kind::Plain, Kind::Holds(inner(byte))],
            map: BTreeMap::from([("a".to_owned(), vec![vec![byte; 70_000], vec![1, 2]])]),
            packed: PackedBytes(vec![byte; 70_000]),
        }
    }

    /// Makes 200s of what is nothing but 100s.
    fn double(bytes: &[u8]) -> Option<Vec<u8>> {
        let is_meant = !bytes.is_empty() && bytes.iter().all(|byte| *byte == 100);
        is_meant.then(|| vec![200; bytes.len()])
    }

    fn doubled(record: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        renewed(record, |bytes| Ok(double(bytes)))
    }

    #[test]
    fn bytes_are_renewed_wherever_they_stand_and_nothing_else() {
        let record = rmp_serde::to_vec_named(&whole(100)).unwrap();
        let doubled = doubled(&record).unwrap().unwrap();
        assert_eq!(doubled, rmp_serde::to_vec_named(&whole(200)).unwrap());
    }

    #[test]
    fn a_record_with_nothing_to_renew_is_left_alone() {
        let record = rmp_serde::to_vec_named(&whole(99)).unwrap();
        assert_eq!(doubled(&record).unwrap(), None);
    }

    #[test]
    fn what_is_no_record_is_refused() {
        let record = rmp_serde::to_vec_named(&whole(100)).unwrap();
        let cut = &record[..record.len() - 1];
        let longer = [&record[..], b"x"].concat();
        // The number 7, written longer than it has to be.
        for wrong in [cut, &longer, b"", &[0xcd, 0, 7]] {
            assert!(doubled(wrong).is_err(), "{wrong:?}");
        }
    }
}
