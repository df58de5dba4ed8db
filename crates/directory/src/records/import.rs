//! Accounts that are being imported.

use iamd_ident::{AccountAlias, Timestamp};
use serde::{Deserialize, Serialize};

use super::record;

/// That an account is being imported. Kept under the account's id for as long as there is not the
/// account: what else there is of it is not whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ImportRecord {
    pub(crate) started: Timestamp,
    /// The alias that it is to have, which no other of its records tells.
    #[serde(default)]
    pub(crate) alias: Option<AccountAlias>,
}

record!(ImportRecord, "the mark of an import");
