//! SAML providers.

use std::fmt;

use iamd_ident::{SamlProviderName, Tag, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::record;

/// Whether assertions for a SAML provider must be encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssertionEncryption {
    /// They may be.
    #[default]
    Allowed,
    /// They must be.
    Required,
}

/// A SAML provider. Its metadata document lies in a record of its own: it may be large, and lists
/// and tags have no need of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SamlProviderRecord {
    /// What AWS calls its UUID: a namesake of another time has another one.
    pub(crate) id: String,
    pub(crate) name: SamlProviderName,
    pub(crate) created: Timestamp,
    pub(crate) valid_until: Timestamp,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    #[serde(default)]
    pub(crate) encryption: AssertionEncryption,
    /// The keys that decrypt assertions, in the order in which they came.
    #[serde(default)]
    pub(crate) private_keys: Vec<SamlKeyEntry>,
}

record!(SamlProviderRecord, "a SAML provider");

/// A private key of a SAML provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SamlKeyEntry {
    pub(crate) id: String,
    pub(crate) added: Timestamp,
    /// The key in PEM, sealed under the master key, bound to the provider's place.
    pub(crate) sealed_key: PackedBytes,
}

/// The metadata document of a SAML provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SamlDocumentRecord {
    /// A raw deflate stream.
    pub(crate) deflated: PackedBytes,
    /// How many bytes the document has.
    pub(crate) bytes: u64,
}

record!(
    SamlDocumentRecord,
    "the metadata document of a SAML provider"
);

/// Bytes that take up no more room than there are of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct PackedBytes(pub(crate) Vec<u8>);

impl fmt::Debug for PackedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for PackedBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for PackedBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(BytesVisitor)
    }
}

struct BytesVisitor;

impl de::Visitor<'_> for BytesVisitor {
    type Value = PackedBytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<PackedBytes, E> {
        Ok(PackedBytes(bytes.to_vec()))
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<PackedBytes, E> {
        Ok(PackedBytes(bytes))
    }
}
