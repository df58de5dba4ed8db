//! What is wrong with a log.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Events are gone from within the log.
    Removed,
    /// A file is gone, with its events.
    MissingFile,
    /// The end of the log is gone.
    CutTail,
    /// An event is not as it was written.
    Changed,
    /// An event stands at another place than where it was written.
    Reordered,
    /// An event stands there a second time.
    Duplicated,
    /// A line was not written by this server.
    Inserted,
    /// An event is genuine and does not follow from the one before it: it is of another history of
    /// this log.
    Foreign,
    /// An event is chained under a key that is not in the keyring.
    UnknownKey,
    /// A file is none of the log's, or is not as it was.
    ForeignFile,
    /// The head is gone or changed, or does not belong to this log.
    Head,
    /// The log was damaged when the server was started, which said so.
    FoundDamaged,
    /// The event that somebody wrote down is not there.
    Wanted,
}

impl Fault {
    /// As reports call it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::MissingFile => "missing file",
            Self::CutTail => "cut",
            Self::Changed => "changed",
            Self::Reordered => "reordered",
            Self::Duplicated => "duplicated",
            Self::Inserted => "inserted",
            Self::Foreign => "foreign",
            Self::UnknownKey => "unknown key",
            Self::ForeignFile => "foreign file",
            Self::Head => "head",
            Self::FoundDamaged => "found damaged",
            Self::Wanted => "not there",
        }
    }
}

/// One fault, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What it is.
    pub fault: Fault,
    /// In which file.
    pub file: String,
    /// In which line; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// Of which event: its number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sequence: Option<u64>,
    /// The last of them, where there are several.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sequence_to: Option<u64>,
    /// The event's id, if there is an event.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub event_id: Option<String>,
    /// What is wrong, in words.
    pub text: String,
}

impl Finding {
    pub(super) fn of(fault: Fault, file: &str, text: impl Into<String>) -> Self {
        Self {
            fault,
            file: file.to_owned(),
            line: None,
            sequence: None,
            sequence_to: None,
            event_id: None,
            text: text.into(),
        }
    }

    pub(super) fn at(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(super) fn events(mut self, from: u64, to: u64) -> Self {
        self.sequence = Some(from);
        self.sequence_to = Some(to).filter(|to| *to != from);
        self
    }

    /// With the id of the event that this line claims to be.
    pub(super) fn with_id_of(mut self, line: &[u8]) -> Self {
        self.event_id = event_id(line);
        self
    }
}

/// `changed: audit.jsonl line 7, event 42 (id …): it is not as it was written`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.fault.as_str(), self.file)?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        match (self.sequence, self.sequence_to) {
            (Some(from), Some(to)) => write!(f, ", events {from} to {to}")?,
            (Some(sequence), None) => write!(f, ", event {sequence}")?,
            (None, _) => {}
        }
        if let Some(id) = &self.event_id {
            write!(f, " (id {id})")?;
        }
        write!(f, ": {}", self.text)
    }
}

fn event_id(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct WithId {
        #[serde(rename = "eventID")]
        event_id: String,
    }
    /// LIMIT: ids are of 36 characters; somebody may have written another one.
    const ID_BYTES_MAX: usize = 64;
    let found = serde_json::from_slice::<WithId>(line).ok()?;
    (found.event_id.len() <= ID_BYTES_MAX).then_some(found.event_id)
}

/// Findings on their way to whoever asked.
pub(super) struct Findings<'a> {
    tell: &'a mut dyn FnMut(&Finding),
    count: u64,
}

/// LIMIT: how many findings are told; the others are counted.
const TOLD_MAX: u64 = 1000;

impl<'a> Findings<'a> {
    pub(super) fn new(tell: &'a mut dyn FnMut(&Finding)) -> Self {
        Self { tell, count: 0 }
    }

    pub(super) fn add(&mut self, finding: &Finding) {
        self.count += 1;
        if self.count <= TOLD_MAX {
            (self.tell)(finding);
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }
}
