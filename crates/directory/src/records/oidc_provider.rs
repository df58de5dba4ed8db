//! OpenID Connect providers.

use iamd_ident::{Tag, Timestamp};
use iamd_provider::{ClientIds, IssuerUrl, Thumbprints};
use serde::{Deserialize, Serialize};

use super::record;

/// An OpenID Connect provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OidcProviderRecord {
    /// What tells it from one that had the same URL at another time. AWS has no such id, so nobody
    /// is told.
    pub(crate) id: String,
    pub(crate) url: IssuerUrl,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) client_ids: ClientIds,
    #[serde(default)]
    pub(crate) thumbprints: Thumbprints,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
}

record!(OidcProviderRecord, "an OpenID Connect provider");
