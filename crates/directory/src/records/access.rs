//! What users and roles tried to do.

use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

use super::record;

/// The last attempts of a user or role. A record of its own, so that noting one disturbs nothing
/// else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessesRecord {
    /// The last attempt at each action, in the order of the actions.
    pub(crate) attempts: Vec<AttemptRecord>,
}

record!(AccessesRecord, "the accesses of a principal");

/// The last attempt at an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttemptRecord {
    /// Such as `iam:CreateUser`.
    pub(crate) action: String,
    pub(crate) at: Timestamp,
    /// The region of the request's signature.
    pub(crate) region: String,
}
