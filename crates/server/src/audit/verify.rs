//! Whether the log is as it was written, and if not, where.
//!
//! ```text
//! audit.head ──▶ how far the log must go ─┐
//! files, the oldest first ─▶ lines ─▶ Chain (each event genuine, and behind the one before) ─▶ findings
//! files without a chain ─▶ digests in the first chained event
//! ```
//!
//! A running server's files can be read too: what is written meanwhile is passed over, and what
//! stood in the log when the question was put must be there.
//!
//! What a crash may take is no finding: behind the event that the head names, a kill loses nothing,
//! and a loss of power the events of the last moment, which no head vouches for. A log that ends
//! before its head, a gap, and a line that is not genuine have no such excuse.
//!
//! LIMIT: who can write the files, and puts back an older log with its older head, is found out only
//! by somebody who wrote down a later event (`wanted`).

mod asked;
mod chain;
mod finding;
mod unchained;

use std::{io, path::Path, sync::Arc};

use iamd_disk::{Disk, DiskFile};
use iamd_seal::ChecksumKeys;
use serde::{Deserialize, Serialize};

pub use self::finding::{Fault, Finding};
use self::{asked::AskedFile, chain::Chain, finding::Findings, unchained::Unchained};
use super::{
    chain::{ChainKeys, Link},
    files::{self, CUT_NAME, HEAD_NAME, LogFile, list},
    head::{self, Found, Head, HeadState},
    lines::Lines,
};
use crate::{control::Teller, data_dir::DIRECTORY_FILE};

/// What is asked.
#[derive(Debug)]
pub struct Question<'a> {
    /// The disk.
    pub disk: &'a dyn Disk,
    /// The folder of the log: the data directory.
    pub folder: &'a Path,
    /// Every key that the log was ever chained under.
    pub keys: &'a ChecksumKeys,
    /// The last event of a log that is open now ([`AuditLog::written`](super::AuditLog::written));
    /// `None` if no server has it open.
    pub open_until: Option<Link>,
    /// An event that somebody wrote down, which must be in the log.
    pub wanted: Option<Link>,
    /// Whoever asks, if they may go away: then the log is read no further.
    pub asked_by: Option<Teller>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Files of chained events.
    pub files: u64,
    /// Chained events that are genuine and in their place.
    pub events: u64,
    /// Lines that older programs wrote, which did not chain events; their files are as they were
    /// found by the first program that did.
    pub unchained_events: u64,
    /// The number of the oldest event.
    pub first: Option<u64>,
    /// The newest event. Whoever keeps it elsewhere can ask later whether it is still there.
    pub last: Option<Link>,
    /// What is wrong, counted.
    pub findings: u64,
    /// What is worth knowing and is no fault, in sentences.
    pub notes: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings == 0
    }
}

/// The log cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the audit log in {folder}: {source}")]
pub struct VerifyError {
    /// Where.
    pub folder: String,
    /// What the system says, and of which file.
    pub source: io::Error,
}

/// Reads the whole log and tells what is wrong, in the order of the log. It takes as long as reading
/// takes, and memory that does not grow with the log.
///
/// # Errors
/// A file or the folder cannot be read, or whoever asked has gone away.
pub fn verify(
    question: &Question<'_>,
    tell: &mut dyn FnMut(&Finding),
) -> Result<Report, VerifyError> {
    answer(question, tell).map_err(|source| VerifyError {
        folder: question.folder.display().to_string(),
        source,
    })
}

fn answer(question: &Question<'_>, tell: &mut dyn FnMut(&Finding)) -> io::Result<Report> {
    let keys = ChainKeys::new(question.keys);
    let path = question.folder.join(HEAD_NAME);
    let found = read_head(question, &path, &keys)?;
    let files = list(question.disk, question.folder)?;
    // Files may have been deleted in between, and the head said so before.
    let deleted = head::read(question.disk, &path, &keys)?.head();
    let head = found.head().map(|head| Head {
        deleted: deleted.map_or(head.deleted, |now| now.deleted),
        ..head
    });
    let (chained, others): (Vec<LogFile>, Vec<LogFile>) =
        files.into_iter().partition(|file| file.first.is_some());
    let mut findings = Findings::new(tell);
    check_head(
        found,
        chained.is_empty() && others.is_empty(),
        question,
        &mut findings,
    );
    let mut chain = Chain::new(&keys, head, question);
    let mut read = 0;
    for (place, file) in chained.iter().enumerate() {
        let may_be_torn = place + 1 == chained.len();
        if read_file(question, file, may_be_torn, &mut chain, &mut findings)? {
            read += 1;
        } else {
            // If it was kept long enough, the head said so before it was deleted.
            chain.note_deleted(head::read(question.disk, &path, &keys)?.head());
        }
    }
    let (mut report, mut unchained) = chain.end(&mut findings);
    report.files = read;
    report.unchained_events =
        check_others(question, &others, &mut unchained, &keys, &mut findings)?;
    let now = head::read(question.disk, &path, &keys)?.head();
    unchained.end(now.map_or(0, |now| now.deleted.sequence), &mut findings);
    note_cuts(question, &mut report)?;
    report.findings = findings.count();
    Ok(report)
}

/// A running server may be writing it: what is damaged is read once more.
fn read_head(question: &Question<'_>, path: &Path, keys: &ChainKeys) -> io::Result<Found> {
    const ATTEMPTS: usize = 5;
    let mut found = head::read(question.disk, path, keys)?;
    for _ in 1..ATTEMPTS {
        if question.open_until.is_none() || matches!(found, Found::Head(_)) {
            break;
        }
        std::thread::yield_now();
        found = head::read(question.disk, path, keys)?;
    }
    Ok(found)
}

fn check_head(found: Found, is_empty: bool, question: &Question<'_>, findings: &mut Findings<'_>) {
    // The log is there before anything else is.
    let was_begun = || {
        let store = question.folder.join(DIRECTORY_FILE);
        question.open_until.is_some() || question.disk.entry(&store).is_ok()
    };
    let text = match found {
        Found::Head(_) => return,
        Found::Missing if is_empty && !was_begun() => return,
        Found::Missing if is_empty => "it is gone, and the whole log with it",
        Found::Damaged(_) => {
            "it was changed, so that nobody can say whether the end of the log was cut"
        }
        Found::Missing => "it is gone, so that nobody can say whether the log was cut",
        Found::Unreadable => {
            "it was changed, or none of our keys made it, so that nobody can say whether the log was cut"
        }
    };
    findings.add(&Finding::of(Fault::Head, HEAD_NAME, text));
}

/// Opens a file to be read for as long as somebody wants to know; `None` if it is gone.
fn open(question: &Question<'_>, file: &LogFile) -> io::Result<Option<Arc<dyn DiskFile>>> {
    let opened = file.open(question.disk, question.folder)?;
    Ok(opened.map(|opened| AskedFile::of(opened, question.asked_by.as_ref())))
}

/// Reads a file; false if it is gone.
fn read_file(
    question: &Question<'_>,
    file: &LogFile,
    is_newest: bool,
    chain: &mut Chain<'_>,
    findings: &mut Findings<'_>,
) -> io::Result<bool> {
    let failed = |error: io::Error| files::of(&file.name, &error);
    let Some(opened) = open(question, file)? else {
        return Ok(false);
    };
    chain.begin_file(&file.name);
    let mut lines = Lines::from(opened, 0).map_err(failed)?;
    while let Some(line) = lines.next().map_err(failed)? {
        if line.is_whole {
            chain.follow(line.bytes, findings);
        } else {
            chain.torn(line.bytes.len(), is_newest, findings);
        }
    }
    Ok(true)
}

/// Files that do not begin with a chained event: those of older programs, and foreign ones.
fn check_others(
    question: &Question<'_>,
    others: &[LogFile],
    unchained: &mut Unchained,
    keys: &ChainKeys,
    findings: &mut Findings<'_>,
) -> io::Result<u64> {
    let mut events = 0;
    for file in others {
        if file.was_empty {
            continue;
        }
        let Some(opened) = open(question, file)? else {
            continue;
        };
        let checked = unchained.check(&file.name, &opened, keys, findings);
        events += checked.map_err(|error| files::of(&file.name, &error))?;
    }
    Ok(events)
}

fn note_cuts(question: &Question<'_>, report: &mut Report) -> io::Result<()> {
    let mut names = question.disk.names(question.folder)?;
    names.retain(|name| name.starts_with(CUT_NAME));
    names.sort();
    for name in names {
        report.notes.push(format!(
            "{name} holds what a start cut off because it did not follow from what was known to be on the \
             disk, as a loss of power leaves it"
        ));
    }
    Ok(())
}

/// How far the log must go, and what may follow.
fn must_reach(head: Option<Head>, open_until: Option<Link>) -> (Vec<Link>, bool) {
    let mut must = Vec::new();
    // The events before a restored backup are not here, and are nobody's loss.
    let vouching = head.filter(|head| head.state != HeadState::Restored);
    must.extend(vouching.map(|head| head.written));
    must.extend(open_until);
    let may_follow = match head {
        Some(head) => head.state != HeadState::Closed || open_until.is_some(),
        None => true,
    };
    (must, may_follow)
}
