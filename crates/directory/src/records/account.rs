//! Accounts and their root users.

use iamd_ident::{AccessKeyId, AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{MfaEntry, record};

/// An account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccountRecord {
    pub(crate) id: AccountId,
    pub(crate) created: Timestamp,
}

record!(AccountRecord, "an account");

/// The root user of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RootUserRecord {
    pub(crate) created: Timestamp,
    /// At most two.
    #[serde(default)]
    pub(crate) access_keys: Vec<AccessKeyId>,
    /// In the order in which they were enabled.
    #[serde(default)]
    pub(crate) mfa_devices: Vec<MfaEntry>,
}

record!(RootUserRecord, "a root user");
