//! Accounts and their root users.

use iamd_ident::{AccessKeyId, AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::record;

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
}

record!(RootUserRecord, "a root user");
