//! The principal as it is written.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};

/// The members that an object can have, of which it has one.
const SERVICE: &str = "service";
const FEDERATED: &str = "federated";

/// `principal`: a text, or an object with one member.
#[derive(Debug)]
pub(crate) enum WrittenPrincipal<'a> {
    /// An ARN or `anonymous`.
    Text(Cow<'a, str>),
    /// `{"service": NAME}`.
    Service(String),
    /// `{"federated": PROVIDER}`.
    Federated(String),
}

impl<'de: 'a, 'a> Deserialize<'de> for WrittenPrincipal<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PrincipalVisitor)
    }
}

struct PrincipalVisitor;

impl<'de> Visitor<'de> for PrincipalVisitor {
    type Value = WrittenPrincipal<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"an ARN, "anonymous", {"service": NAME} or {"federated": PROVIDER}"#)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(WrittenPrincipal::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(WrittenPrincipal::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let principal = match map.next_key::<String>()?.as_deref() {
            Some(SERVICE) => WrittenPrincipal::Service(map.next_value()?),
            Some(FEDERATED) => WrittenPrincipal::Federated(map.next_value()?),
            // As policies name principals.
            Some("AWS") => return Err(de::Error::custom("an ARN is written as a text alone")),
            Some(other) => return Err(de::Error::unknown_field(other, &[SERVICE, FEDERATED])),
            None => return Err(de::Error::invalid_length(0, &self)),
        };
        if map.next_key::<String>()?.is_some() {
            return Err(de::Error::invalid_length(2, &self));
        }
        Ok(principal)
    }
}
