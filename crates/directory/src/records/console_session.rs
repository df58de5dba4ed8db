//! Sessions of the console.

use iamd_auth::ConsoleSession;
use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

use super::record;

record!(ConsoleSession, "a console session");

/// The console sessions of one owner: the guard of their number, and what finds those that have
/// ended.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ConsoleOwnerRecord {
    /// In the order in which they were begun.
    pub(crate) sessions: Vec<ConsoleEntry>,
}

record!(ConsoleOwnerRecord, "the console sessions of an owner");

/// A session, as the record of its owner knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConsoleEntry {
    /// The name of its record: a checksum of the secret of its cookie.
    pub(crate) name: String,
    /// The name of the session of a role or federated user: the sessions of one are begun by one
    /// person, as far as that can be told.
    #[serde(default)]
    pub(crate) begun_by: Option<String>,
    pub(crate) expires_at: Timestamp,
}
