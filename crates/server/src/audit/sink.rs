//! Appending whole lines, and keeping those that could not be appended.

use std::{io, sync::Arc};

use super::{
    AuditCounts,
    medium::{Medium, Syncer},
};

/// LIMIT: what waits for a disk that takes nothing, in bytes.
const BACKLOG_BYTES_MAX: usize = 4 << 20;

/// The log's file and what it still has to get.
#[derive(Debug)]
pub(super) struct Sink {
    medium: Box<dyn Medium>,
    /// Made once, while there is a file descriptor for it.
    syncer: Option<Arc<dyn Syncer>>,
    backlog: Vec<u8>,
    backlog_events: u64,
    counts: AuditCounts,
}

impl Sink {
    pub(super) fn new(medium: Box<dyn Medium>) -> Self {
        Self {
            syncer: medium.syncer().ok().map(Arc::from),
            medium,
            backlog: Vec::new(),
            backlog_events: 0,
            counts: AuditCounts::default(),
        }
    }

    /// Appends lines, those that wait first; true if all are in the file now.
    pub(super) fn append(&mut self, lines: &[u8], events: u64) -> bool {
        if self.backlog.is_empty() {
            if lines.is_empty() {
                return true;
            }
            return match self.append_whole(lines, events) {
                Ok(()) => true,
                Err(error) => {
                    tracing::error!(%error, "the audit log cannot be written; nothing can be changed");
                    self.keep(lines, events);
                    false
                }
            };
        }
        self.keep(lines, events);
        let waiting = std::mem::take(&mut self.backlog);
        let waiting_events = std::mem::take(&mut self.backlog_events);
        let written = self.append_whole(&waiting, waiting_events).is_ok();
        if written {
            tracing::info!(events = waiting_events, "the audit log is written again");
        } else {
            self.backlog = waiting;
            self.backlog_events = waiting_events;
        }
        written
    }

    pub(super) fn has_backlog(&self) -> bool {
        !self.backlog.is_empty()
    }

    pub(super) fn counts(&self) -> AuditCounts {
        self.counts
    }

    pub(super) fn syncer(&self) -> io::Result<Arc<dyn Syncer>> {
        match &self.syncer {
            Some(syncer) => Ok(Arc::clone(syncer)),
            None => self.medium.syncer().map(Arc::from),
        }
    }

    /// Appends all of the bytes or none.
    fn append_whole(&mut self, bytes: &[u8], events: u64) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let error = match self.medium.append(rest) {
                Ok(0) => io::ErrorKind::WriteZero.into(),
                Ok(written) => {
                    rest = rest.get(written..).unwrap_or_default();
                    continue;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => error,
            };
            self.counts.failed_writes += 1;
            let done = u64::try_from(bytes.len() - rest.len()).unwrap_or_default();
            if done > 0
                && let Err(error) = self.medium.take_back(done)
            {
                tracing::error!(%error, "a torn line stays in the audit log");
            }
            return Err(error);
        }
        self.counts.writes += 1;
        self.counts.events += events;
        Ok(())
    }

    fn keep(&mut self, lines: &[u8], events: u64) {
        if self.backlog.len() + lines.len() <= BACKLOG_BYTES_MAX {
            self.backlog.extend_from_slice(lines);
            self.backlog_events += events;
        } else {
            self.counts.lost_events += events;
            tracing::error!(events, "audit events are lost: too many wait for the disk");
        }
    }
}
