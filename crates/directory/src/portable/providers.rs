//! Identity providers, and certificates of servers.

use iamd_ident::{Path, SamlProviderName, Secret, ServerCertificateName, Tag, Timestamp, UniqueId};
use iamd_provider::{ClientIds, IssuerUrl, Thumbprints};
use serde::{Deserialize, Serialize};

use super::{open_secret, strict};
use crate::AssertionEncryption;

/// A SAML provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableSamlProvider {
    /// What tells it from its namesakes of other times.
    pub id: String,
    /// Its name.
    pub name: SamlProviderName,
    /// When it was made.
    pub created: Timestamp,
    /// Until when its document is good.
    pub valid_until: Timestamp,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
    /// Whether assertions must be encrypted.
    #[serde(default)]
    pub encryption: AssertionEncryption,
    /// Its metadata document.
    pub document: String,
    /// The keys that decrypt assertions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub private_keys: Vec<PortableSamlKey>,
}

/// A private key of a SAML provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableSamlKey {
    /// Its id.
    pub id: String,
    /// When it came.
    pub added: Timestamp,
    /// The key in PEM.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Secret<String>>,
}

/// An OpenID Connect provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableOidcProvider {
    /// Its URL.
    pub url: IssuerUrl,
    /// When it was made.
    pub created: Timestamp,
    /// The audiences that it names.
    #[serde(default)]
    pub client_ids: ClientIds,
    /// The thumbprints of its certificates.
    #[serde(default)]
    pub thumbprints: Thumbprints,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
}

/// A server certificate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableServerCertificate {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: ServerCertificateName,
    /// Its path.
    pub path: Path,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// When it expires.
    pub expires: Timestamp,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
    /// The certificate in PEM.
    pub body: String,
    /// The certificates that lead to its issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<String>,
    /// Its private key in PEM.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub private_key: Option<Secret<String>>,
}
