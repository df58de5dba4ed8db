//! Server certificates.

use iamd_ident::{Path, ServerCertificateName, Tag, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::record;

/// A server certificate, as lists tell it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServerCertificateRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: ServerCertificateName,
    pub(crate) path: Path,
    pub(crate) uploaded: Timestamp,
    pub(crate) expires: Timestamp,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
}

record!(ServerCertificateRecord, "a server certificate");

/// The texts of a server certificate. A record of its own, so that lists read little.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServerCertificateTextRecord {
    pub(crate) body: String,
    #[serde(default)]
    pub(crate) chain: Option<String>,
    /// The private key, sealed under the master key, bound to this record's place.
    pub(crate) sealed_private_key: Vec<u8>,
}

record!(
    ServerCertificateTextRecord,
    "the text of a server certificate"
);
