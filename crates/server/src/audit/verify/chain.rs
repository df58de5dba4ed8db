//! Following the chain, line by line.

use serde::Deserialize;

use super::{
    Question, Report,
    finding::{Fault, Finding, Findings},
    must_reach,
    unchained::{Unchained, UnchainedFile},
};
use crate::audit::{
    chain::{Authenticity, ChainKeys, Chained, Link},
    files::rotated_name,
    head::Head,
};

/// LIMIT: gaps that may still turn out to be events at another place.
const GAPS_MAX: usize = 10_000;

/// Where the log is followed.
pub(super) struct Chain<'a> {
    keys: &'a ChainKeys,
    head: Option<Head>,
    /// Events that must be there, by these values.
    must: Vec<Link>,
    /// Whether events may follow the last of them.
    may_follow: bool,
    /// An event that somebody wrote down, until it is seen.
    wanted: Option<Link>,
    is_open: bool,
    report: Report,
    unchained: Unchained,
    /// The oldest event.
    first: Option<Link>,
    /// The event before, and whether it is genuine.
    last: Option<Link>,
    last_is_genuine: bool,
    gaps: Vec<Gap>,
    file: String,
    line: u64,
    /// How many starts came after a kill or a loss of power.
    killed: u64,
}

/// Events that did not stand where they should.
#[derive(Debug, Clone)]
struct Gap {
    from: u64,
    to: u64,
    /// What stands there instead.
    file: String,
    line: u64,
}

impl<'a> Chain<'a> {
    pub(super) fn new(keys: &'a ChainKeys, head: Option<Head>, question: &Question<'_>) -> Self {
        let (must, may_follow) = must_reach(head, question.open_until);
        Self {
            keys,
            head,
            must,
            may_follow,
            wanted: question.wanted,
            is_open: question.open_until.is_some(),
            report: Report::default(),
            unchained: Unchained::default(),
            first: None,
            last: None,
            last_is_genuine: true,
            gaps: Vec::new(),
            file: String::new(),
            line: 0,
            killed: 0,
        }
    }

    pub(super) fn begin_file(&mut self, name: &str) {
        name.clone_into(&mut self.file);
        self.line = 0;
    }

    /// Takes note of what was deleted in time while the log is read, as the head says by now.
    pub(super) fn note_deleted(&mut self, now: Option<Head>) {
        if let (Some(head), Some(now)) = (&mut self.head, now) {
            head.deleted = now.deleted;
        }
    }

    /// The next line.
    pub(super) fn follow(&mut self, line: &[u8], findings: &mut Findings<'_>) {
        self.line += 1;
        let Some(chained) = Chained::read(line) else {
            let text = "the line is no event of this log: somebody inserted it, or changed an event \
                        beyond recognition";
            findings.add(&self.here(Fault::Inserted, text).with_id_of(line));
            return;
        };
        match self.keys.check(&chained) {
            Authenticity::Genuine => self.genuine(&chained, line, findings),
            Authenticity::Changed => {
                let text = "it is not as it was written";
                self.not_genuine(
                    &chained,
                    self.here(Fault::Changed, text).with_id_of(line),
                    findings,
                );
            }
            Authenticity::UnknownKey => {
                let text =
                    "its key is not in the keyring, so that nobody can say whether it is genuine";
                let finding = self.here(Fault::UnknownKey, text).with_id_of(line);
                self.not_genuine(&chained, finding, findings);
            }
        }
    }

    /// The last line of a file, without an end.
    pub(super) fn torn(&mut self, bytes: usize, is_newest: bool, findings: &mut Findings<'_>) {
        self.line += 1;
        if is_newest && self.is_open {
            return;
        }
        if is_newest && self.may_follow {
            self.report.notes.push(format!(
                "{} ends in a torn line of {bytes} bytes, as a kill or a loss of power leaves it; the next \
                 start cuts it off",
                self.file
            ));
            return;
        }
        let text = "the line has no end: it was cut";
        findings.add(&self.here(Fault::Changed, text));
    }

    fn here(&self, fault: Fault, text: impl Into<String>) -> Finding {
        Finding::of(fault, &self.file, text).at(self.line)
    }

    fn not_genuine(&mut self, line: &Chained<'_>, finding: Finding, findings: &mut Findings<'_>) {
        let sequence = line.link.sequence;
        findings.add(&finding.events(sequence, sequence));
        // It stands where the event stood that it was made of, as far as can be told.
        if self
            .last
            .is_none_or(|last| last.next_sequence() == sequence)
        {
            self.last = Some(line.link);
            self.last_is_genuine = false;
        }
    }

    fn genuine(&mut self, event: &Chained<'_>, text: &[u8], findings: &mut Findings<'_>) {
        let link = event.link;
        let Some(last) = self.last else {
            self.first(event, findings);
            self.arrive(link, text, findings);
            return;
        };
        let expected = last.next_sequence();
        if self.begins_anew(event) {
            self.arrive(link, text, findings);
        } else if link.sequence == expected {
            if event.previous != last.value && self.last_is_genuine {
                let said = "it is genuine, and does not follow from the event before it: one of the two \
                            is of another history of this log, such as one before a restore";
                let finding = self.here(Fault::Foreign, said).with_id_of(text);
                findings.add(&finding.events(link.sequence, link.sequence));
            }
            self.arrive(link, text, findings);
        } else if link.sequence > expected {
            self.gap(expected, link.sequence - 1, findings);
            self.arrive(link, text, findings);
        } else if self.fill(link.sequence) {
            let said = format!("it stands behind event {}", last.sequence);
            let finding = self.here(Fault::Reordered, said).with_id_of(text);
            findings.add(&finding.events(link.sequence, link.sequence));
            self.report.events += 1;
            self.check_known(link, findings);
        } else {
            let said = format!("it stands a second time, behind event {}", last.sequence);
            let finding = self.here(Fault::Duplicated, said).with_id_of(text);
            findings.add(&finding.events(link.sequence, link.sequence));
        }
    }

    /// Whether a start could trust nothing, and began to count anew: it says so.
    fn begins_anew(&self, event: &Chained<'_>) -> bool {
        let is_first = event.link.sequence == 1 && self.first != Some(event.link);
        is_first && own_event(event).is_some_and(|own| ["broken", "missing"].contains(&&*own.left))
    }

    /// The first event of all: before it there may be what retention deleted.
    fn first(&mut self, event: &Chained<'_>, findings: &mut Findings<'_>) {
        let before = event.before();
        self.report.first = Some(event.link.sequence);
        self.first = Some(event.link);
        let deleted = self.head.map(|head| head.deleted).unwrap_or_default();
        // An event that says that a backup was restored begins a log anywhere.
        let is_beginning = own_event(event).is_some_and(|own| own.left == "restored");
        if before.sequence > deleted.sequence && !is_beginning {
            self.gap(deleted.next_sequence(), before.sequence, findings);
        } else if before.sequence == deleted.sequence && before != deleted {
            let text = "it does not follow from the last event that was deleted in time";
            findings.add(&self.here(Fault::Foreign, text));
        }
        if deleted.sequence > 0 {
            self.report.notes.push(format!(
                "the events to {} were deleted because they were kept long enough",
                deleted.sequence
            ));
        }
    }

    /// A genuine event in its place.
    fn arrive(&mut self, link: Link, text: &[u8], findings: &mut Findings<'_>) {
        self.last = Some(link);
        self.last_is_genuine = true;
        self.report.events += 1;
        self.report.last = Some(link);
        self.check_known(link, findings);
        if let Some(own) = Chained::read(text).and_then(|event| own_event(&event)) {
            self.own(own, link, text, findings);
        }
    }

    /// What is known of an event from elsewhere.
    fn check_known(&mut self, link: Link, findings: &mut Findings<'_>) {
        let mut known = self
            .must
            .iter()
            .filter(|known| known.sequence == link.sequence);
        if known.any(|known| *known != link) {
            let text = "it is another one than the head names: the log, or the head, is of another history";
            findings.add(
                &self
                    .here(Fault::Foreign, text)
                    .events(link.sequence, link.sequence),
            );
        }
        let wanted = self
            .wanted
            .take_if(|wanted| wanted.sequence == link.sequence);
        if let Some(wanted) = wanted
            && wanted != link
        {
            let text = format!("it is another one than {wanted}, which was written down");
            let finding = self.here(Fault::Wanted, text);
            findings.add(&finding.events(link.sequence, link.sequence));
        }
    }

    /// What a start says of how it found the log.
    fn own(&mut self, own: OwnEvent, link: Link, text: &[u8], findings: &mut Findings<'_>) {
        let said = match own.left.as_str() {
            "killed" => {
                self.killed += 1;
                return;
            }
            "unchained" => {
                let deleted = self.head.map_or(0, |head| head.deleted.sequence);
                if deleted < link.sequence {
                    let key = own.digest_key.unwrap_or_default();
                    self.unchained.add(own.unchained, &key, link.sequence);
                }
                return;
            }
            "restored" => {
                let note = format!("a backup was restored before event {}", link.sequence);
                self.report.notes.push(note);
                return;
            }
            "missing" => "a server was started on a data directory whose audit log was gone",
            "cut" => {
                "a server was started on a log from which events were missing that had been on the disk"
            }
            "broken" => {
                "a server was started on a log whose head or events had been changed or removed"
            }
            _ => return,
        };
        let finding = self.here(Fault::FoundDamaged, said).with_id_of(text);
        findings.add(&finding.events(link.sequence, link.sequence));
    }

    fn gap(&mut self, from: u64, to: u64, findings: &mut Findings<'_>) {
        let gap = Gap {
            from,
            to,
            file: self.file.clone(),
            line: self.line,
        };
        if self.gaps.len() < GAPS_MAX {
            self.gaps.push(gap);
        } else {
            findings.add(&gap.finding());
        }
    }

    /// Whether an event was missing so far; it no longer is.
    fn fill(&mut self, sequence: u64) -> bool {
        let within = |gap: &Gap| (gap.from..=gap.to).contains(&sequence);
        let Some(place) = self.gaps.iter().position(within) else {
            return false;
        };
        let gap = self.gaps.remove(place);
        let after = Gap {
            from: sequence + 1,
            ..gap.clone()
        };
        let before = Gap {
            to: sequence - 1,
            ..gap
        };
        for part in [after, before]
            .into_iter()
            .filter(|part| part.from <= part.to)
        {
            self.gaps.insert(place, part);
        }
        true
    }

    /// What is known once everything was read.
    pub(super) fn end(mut self, findings: &mut Findings<'_>) -> (Report, Unchained) {
        let deleted = self.head.map_or(0, |head| head.deleted.sequence);
        for gap in &self.gaps {
            if gap.to > deleted || gap.line > 1 {
                findings.add(&gap.finding());
            }
        }
        let last = self.last.map_or(0, |last| last.sequence);
        let reached = self
            .must
            .iter()
            .map(|must| must.sequence)
            .max()
            .unwrap_or(0);
        if last < reached {
            let text = format!("the log ends with event {last}, and went on to event {reached}");
            findings
                .add(&Finding::of(Fault::CutTail, self.newest(), text).events(last + 1, reached));
        } else if last > reached && !self.may_follow {
            let text = "it says that the log ended before, so that it is older than the log";
            findings.add(&Finding::of(Fault::Head, crate::audit::HEAD_NAME, text));
        } else if last >= reached && self.may_follow && !self.is_open && last > 0 {
            self.report.notes.push(format!(
                "the server did not end cleanly: event {reached} is known to have been on the disk, and what \
                 a loss of power took behind event {last} nobody can say"
            ));
        }
        self.end_wanted(findings);
        if self.killed > 0 {
            let killed = self.killed;
            self.report.notes.push(format!(
                "{killed} {} came after a kill or a loss of power",
                if killed == 1 { "start" } else { "starts" }
            ));
        }
        (self.report, self.unchained)
    }

    fn end_wanted(&mut self, findings: &mut Findings<'_>) {
        let Some(wanted) = self.wanted else {
            return;
        };
        let deleted = self.head.map_or(0, |head| head.deleted.sequence);
        if wanted.sequence <= deleted {
            let note = format!("event {} was deleted in time", wanted.sequence);
            self.report.notes.push(note);
            return;
        }
        let text = format!("event {wanted}, which was written down, is not in the log");
        let finding = Finding::of(Fault::Wanted, self.newest(), text);
        findings.add(&finding.events(wanted.sequence, wanted.sequence));
    }

    fn newest(&self) -> &str {
        if self.file.is_empty() {
            crate::audit::FILE_NAME
        } else {
            &self.file
        }
    }
}

impl Gap {
    fn finding(&self) -> Finding {
        if self.line > 1 {
            let text = format!("gone from before line {}", self.line);
            return Finding::of(Fault::Removed, &self.file, text).events(self.from, self.to);
        }
        let text = format!(
            "gone, with all of its events up to the beginning of {}",
            self.file
        );
        Finding::of(Fault::MissingFile, &rotated_name(self.from), text).events(self.from, self.to)
    }
}

/// What an event of the log itself says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OwnEvent {
    left: String,
    #[serde(default)]
    unchained: Vec<UnchainedFile>,
    digest_key: Option<String>,
}

/// Reads an event of the log itself: the first one of a start.
fn own_event(event: &Chained<'_>) -> Option<OwnEvent> {
    #[derive(Deserialize)]
    struct Event {
        #[serde(rename = "eventSource")]
        source: String,
        #[serde(rename = "eventName")]
        name: String,
        #[serde(rename = "additionalEventData")]
        additional: Option<Additional>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Additional {
        audit_log: OwnEvent,
    }
    // Most events are ruled out without being parsed.
    if !event.mentions("OpenAuditLog") {
        return None;
    }
    let event: Event = event.parse()?;
    if (event.source.as_str(), event.name.as_str()) != ("iamd", "OpenAuditLog") {
        return None;
    }
    Some(event.additional?.audit_log)
}
