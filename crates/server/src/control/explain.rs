//! The command that says why a request was denied.

use serde::{Deserialize, Serialize};

use crate::explain::Explanation;

/// Say why a request was denied.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainCommand {
    /// The id that its answer carried.
    pub request_id: String,
}

/// Why a request was denied.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explained {
    /// The denial; none if no denial of this id is kept.
    pub denial: Option<Box<Explanation>>,
}
