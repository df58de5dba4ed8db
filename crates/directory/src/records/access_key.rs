//! Access keys.

use iamd_ident::{AccountId, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::record;

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyOwner {
    /// The root user of the key's account.
    RootUser,
    /// An IAM user, by its id.
    User(UniqueId),
}

/// Whether a key opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessKeyStatus {
    /// Requests that it signs are accepted.
    Active,
    /// Requests that it signs are refused.
    Inactive,
}

/// An access key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessKeyRecord {
    pub(crate) owner: KeyOwner,
    pub(crate) status: AccessKeyStatus,
    pub(crate) created: Timestamp,
    /// The secret, sealed under the master key, bound to this record's place.
    pub(crate) sealed_secret: Vec<u8>,
}

record!(AccessKeyRecord, "an access key");

/// Which account an access key belongs to: key ids are unique on the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GlobalAccessKeyRecord {
    pub(crate) account: AccountId,
}

record!(GlobalAccessKeyRecord, "the account of an access key");

/// The last use of an access key, a role or a password. A record of its own, so that noting a use
/// disturbs nothing else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LastUsedRecord {
    pub(crate) at: Timestamp,
    pub(crate) region: String,
    pub(crate) service: String,
}

record!(LastUsedRecord, "a last use");
