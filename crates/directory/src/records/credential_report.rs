//! The credential report of an account.

use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

use super::record;

/// What is known of an account's credential report. Its text lies beside it, in parts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct CredentialReportRecord {
    /// The number of the last report that was asked for.
    #[serde(default)]
    pub(crate) last: u64,
    /// Whether that one is still to be made.
    #[serde(default)]
    pub(crate) is_pending: bool,
    /// The last one that was made.
    #[serde(default)]
    pub(crate) made: Option<MadeReportEntry>,
}

record!(CredentialReportRecord, "a credential report");

/// A report that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MadeReportEntry {
    pub(crate) number: u64,
    /// The moment that it shows.
    pub(crate) generated: Timestamp,
    /// How many parts its text has.
    pub(crate) parts: u32,
}

/// A part of the text of a report. The number of the report and that of the part are in its key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CredentialReportPartRecord {
    pub(crate) text: String,
}

record!(CredentialReportPartRecord, "a part of a credential report");
