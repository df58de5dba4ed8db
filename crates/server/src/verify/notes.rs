//! What was found so far, and how far the work is.

use iamd_store::{Finding, Findings};

use super::{Found, Report, Severity, Totals};

/// LIMIT: what is told one by one; more is only counted.
const FOUND_MAX: usize = 1_000;

/// LIMIT: of a text about a record, whose key may be long.
const TEXT_BYTES_MAX: usize = 4_096;

/// What was found so far. Who is told how far the work is gets a sentence now and then.
pub(crate) struct Notes<'a> {
    report: Report,
    /// The file that is being looked at.
    file: String,
    passed: u64,
    say: &'a mut (dyn FnMut(String) + Send + Sync),
}

impl<'a> Notes<'a> {
    pub(crate) fn new(say: &'a mut (dyn FnMut(String) + Send + Sync)) -> Self {
        Self {
            report: Report::default(),
            file: String::new(),
            passed: 0,
            say,
        }
    }

    /// Goes to a file.
    pub(crate) fn at(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.passed = 0;
        (self.say)(format!("looking at {file}"));
    }

    /// Something is wrong with the file.
    pub(super) fn add(&mut self, severity: Severity, what: impl Into<String>, advice: &str) {
        self.put(Found {
            severity,
            file: self.file.clone(),
            table: None,
            key: None,
            what: what.into(),
            advice: advice.to_owned(),
        });
    }

    pub(super) fn put(&mut self, mut found: Found) {
        match found.severity {
            Severity::Damage => self.report.totals.damage += 1,
            Severity::Warning => self.report.totals.warnings += 1,
        }
        if self.report.found.len() >= FOUND_MAX {
            self.report.totals.untold += 1;
            return;
        }
        shorten(&mut found.what);
        if let Some(key) = &mut found.key {
            shorten(key);
        }
        self.report.found.push(found);
    }

    pub(crate) fn totals(&mut self) -> &mut Totals {
        &mut self.report.totals
    }

    /// Counts damage that is not told of one by one.
    pub(super) fn leave_out(&mut self, damage: u64) {
        self.report.totals.damage += damage;
        self.report.totals.untold += damage;
    }

    pub(crate) fn end(self) -> Report {
        self.report
    }
}

fn shorten(text: &mut String) {
    if text.len() > TEXT_BYTES_MAX {
        let end = (0..=TEXT_BYTES_MAX).rfind(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or_default());
        text.push('…');
    }
}

impl Findings for Notes<'_> {
    fn found(&mut self, finding: Finding) {
        self.put(Found {
            severity: match finding.severity {
                iamd_store::Severity::Damage => Severity::Damage,
                iamd_store::Severity::Warning => Severity::Warning,
            },
            file: self.file.clone(),
            table: Some(finding.table).filter(|table| !table.is_empty()),
            key: finding.key.map(|key| key.to_string()),
            what: finding.what,
            advice: finding.advice.to_owned(),
        });
    }

    fn passed(&mut self, records: u64) {
        const EVERY: u64 = 10_000;
        let before = self.passed / EVERY;
        self.passed += records;
        if self.passed / EVERY > before {
            let (file, passed) = (&self.file, self.passed);
            (self.say)(format!("{file}: {passed} records"));
        }
    }
}
