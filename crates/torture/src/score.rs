//! What a run did and found.

use std::{fmt, time::Duration};

use crate::ledger::Tally;

/// What a run did and found.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// How often the program was killed, and how often of that during its start.
    pub kills: u64,
    /// See `kills`.
    pub kills_at_start: u64,
    /// How often a command on the stopped directory was killed.
    pub kills_at_command: u64,
    /// How often the power was lost.
    pub power_losses: u64,
    /// How often the disk took nothing for a while.
    pub spells: u64,
    /// How often keys were replaced, in process.
    pub rotations: u64,
    /// Changes that were acknowledged.
    pub acknowledged: u64,
    /// Facts that were read back and compared.
    pub checked: u64,
    /// Changes whose answers were lost, and which had happened.
    pub happened: u64,
    /// Changes whose answers were lost, and which had not happened.
    pub not_happened: u64,
    /// Requests that a server whose disk was full or read-only refused, and said so.
    pub refused: u64,
    /// Acknowledged requests that were found in the audit log.
    pub audited: u64,
    /// How often `verify` looked at everything.
    pub verified: u64,
    /// The slowest start, until the server answered.
    pub slowest_start: Duration,
    /// What must hold and did not.
    pub findings: Vec<String>,
}

impl Score {
    /// Takes up what actors counted.
    pub(crate) fn count(&mut self, tally: &Tally) {
        self.acknowledged += tally.acknowledged;
        self.checked += tally.checked;
        self.happened += tally.happened;
        self.not_happened += tally.not_happened;
        self.refused += tally.refused;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.power_losses > 0 {
            let (losses, kills) = (self.power_losses, self.kills);
            writeln!(
                f,
                "power losses      {losses}, and {kills} kills between them"
            )?;
            writeln!(f, "keys replaced     {} times", self.rotations)?;
        } else if self.spells > 0 {
            writeln!(f, "disk unable       {} times", self.spells)?;
        } else {
            let (starts, commands) = (self.kills_at_start, self.kills_at_command);
            writeln!(
                f,
                "kills             {} ({starts} during a start, {commands} during a command)",
                self.kills
            )?;
            writeln!(f, "slowest start     {} ms", self.slowest_start.as_millis())?;
        }
        writeln!(f, "acknowledged      {} changes", self.acknowledged)?;
        writeln!(f, "compared          {} facts", self.checked)?;
        let (happened, not) = (self.happened, self.not_happened);
        writeln!(
            f,
            "without an answer {happened} had happened, {not} had not"
        )?;
        if self.refused > 0 {
            writeln!(
                f,
                "refused           {} while the disk took nothing",
                self.refused
            )?;
        }
        if self.audited > 0 {
            writeln!(f, "in the audit log  {} of them", self.audited)?;
        }
        writeln!(f, "verified          {} times", self.verified)?;
        write!(f, "found             {}", self.findings.len())?;
        for finding in &self.findings {
            write!(f, "\n  {finding}")?;
        }
        Ok(())
    }
}
