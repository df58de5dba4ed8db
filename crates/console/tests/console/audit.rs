//! An audit in memory.

use std::sync::Arc;

use iamd_auth::{Audit, AuditError, AuditEvent, SignInEvent};
use parking_lot::Mutex;

/// An event, as far as tests look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// The operation, or what was done about signing in.
    pub(crate) name: &'static str,
    /// The error of the answer, if it was refused.
    pub(crate) error: Option<String>,
    /// All of it, as a log would show it.
    pub(crate) shown: String,
}

/// Keeps what is written down. Clones are the same audit.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Log>>);

#[derive(Default)]
struct Log {
    events: Vec<Event>,
    /// The event after which nothing can be written.
    last: Option<&'static str>,
    is_full: bool,
}

impl Recorder {
    /// Takes the events since the last time.
    pub(crate) fn take(&self) -> Vec<Event> {
        std::mem::take(&mut self.0.lock().events)
    }

    /// The names of the events since the last time.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.take().iter().map(|event| event.name).collect()
    }
}

impl Recorder {
    /// Has nothing be written any more after the next event of this name.
    pub(crate) fn end_with(&self, name: &'static str) {
        self.0.lock().last = Some(name);
    }

    fn push(&self, event: Event) {
        let mut log = self.0.lock();
        log.is_full |= log.last == Some(event.name);
        log.events.push(event);
    }
}

impl Audit for Recorder {
    fn is_writable(&self) -> bool {
        !self.0.lock().is_full
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        self.push(Event {
            name: event.operation.name,
            error: event.error.map(|error| error.code.as_str().to_owned()),
            shown: format!("{event:?}"),
        });
        Ok(())
    }

    async fn record_sign_in(&self, event: SignInEvent<'_>) -> Result<(), AuditError> {
        self.push(Event {
            name: event.kind.as_str(),
            error: event.failure.map(|failure| failure.as_str().to_owned()),
            shown: format!("{event:?}"),
        });
        Ok(())
    }
}
