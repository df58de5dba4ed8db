//! The command that reads the audit log's chain.

use serde::{Deserialize, Serialize};

use crate::audit::{Link, verify::Report};

/// Say whether the audit log is as it was written. The findings are sent as lines of JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditCommand {
    /// An event that somebody wrote down, which must be in the log.
    pub wanted: Option<Link>,
}

/// What was read; what is wrong, was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditAnswer {
    /// What was read, and how much is wrong.
    pub report: Report,
}
