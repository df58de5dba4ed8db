//! The one thread that writes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
    time::Instant,
};

use iamd_seal::ChecksumKeys;
use redb::Database;
use tokio::sync::oneshot;

use super::{
    Settings, Shared, State,
    backend::Backend,
    database::{self, Outcomes},
    errand::{Errand, answer},
    opening::{Opened, open_database},
    queue::{Job, Pace, Work},
    view::{contained, store_error},
};
use crate::{
    CommitError, Committed, HOLD_MAX, Hold, Key, Revision, StoreError, envelope::Envelope,
    observer::Counters,
};

/// Takes groups from the queue until it closes. It owns the database; others see only views.
pub(super) struct Writer {
    shared: Arc<Shared>,
    path: PathBuf,
    settings: Settings,
    backend: Backend,
    /// `None` after a fault, until the file could be opened again.
    database: Option<Database>,
    /// Under the keys that records are written with and read with.
    envelope: Arc<Envelope>,
    /// The newest revision that readers and observers know.
    revision: Revision,
    /// A group whose commit failed on its way, until the file tells whether it happened.
    in_doubt: Vec<Committed>,
}

impl Writer {
    pub(super) fn new(
        shared: Arc<Shared>,
        path: PathBuf,
        settings: Settings,
        opened: Opened,
    ) -> Self {
        Self {
            shared,
            path,
            settings,
            backend: opened.backend,
            database: Some(opened.database),
            envelope: Arc::clone(&opened.view.envelope),
            revision: opened.view.revision,
            in_doubt: Vec::new(),
        }
    }

    /// Performs groups until the queue is closed and empty, then closes the file.
    pub(super) fn run(mut self) -> Result<(), StoreError> {
        let shared = Arc::clone(&self.shared);
        let mut pace = Pace::default();
        while let Some(group) = shared.queue.next_group(pace) {
            let started = Instant::now();
            let answered = group.len();
            self.work(group);
            pace = Pace::after(answered, shared.queue.waiting(), started.elapsed());
        }
        shared.set_state(State::Closed);
        match self.database.take() {
            Some(database) => contained(|| database.close().map_err(store_error)),
            None => Ok(()),
        }
    }

    /// Does what was given, in its order; transactions that follow each other as one group.
    fn work(&mut self, given: Vec<Work>) {
        let mut group = Vec::with_capacity(given.len());
        for work in given {
            match work {
                Work::Job(job) => group.push(job),
                Work::Errand(errand) => {
                    self.perform(std::mem::take(&mut group));
                    self.run_errand(errand);
                }
            }
        }
        self.perform(group);
    }

    fn run_errand(&mut self, errand: Errand) {
        match errand {
            Errand::UseKeys { keys, answer: to } => {
                answer(to, self.contained(|writer| writer.use_keys(keys)));
            }
            Errand::Renew {
                keys,
                is_last,
                answer: to,
            } => answer(to, self.contained(|writer| writer.renew(&keys, is_last))),
            Errand::Hold { answer } => self.rest(answer),
        }
    }

    /// Reads and writes under these keys from now on, if the file could be opened with them.
    fn use_keys(&mut self, keys: ChecksumKeys) -> Result<(), CommitError> {
        let envelope = Arc::new(Envelope::new(keys.clone()));
        let database = self.opened()?;
        database::check_header(database, &envelope)?;
        let view = database::view(database, &envelope)?;
        self.settings.checksum_keys = keys;
        self.envelope = envelope;
        self.shared.set_state(State::Ready(Arc::new(view)));
        Ok(())
    }

    /// Puts records under the current key, durably. Readers see the same as before, observers
    /// nothing.
    fn renew(&mut self, keys: &[Key], is_last: bool) -> Result<u64, CommitError> {
        let envelope = Arc::clone(&self.envelope);
        let renewed = database::rewrap(self.opened()?, &envelope, (keys, is_last));
        let renewed = renewed.map_err(|error| self.give_up_group(error))?;
        self.publish(&[]);
        Ok(renewed)
    }

    /// Does nothing for as long as whoever asked for that wants it, or until that is too long.
    fn rest(&mut self, to: oneshot::Sender<Result<Hold, CommitError>>) {
        let (hold, released) = Hold::embedded();
        let sound = self.opened().map(|_| hold);
        if to.send(sound).is_ok() {
            // Let go, gone, or too long: the writer goes on.
            let _ = released.recv_timeout(HOLD_MAX);
        }
    }

    /// The database, opened again if it has to be.
    fn opened(&mut self) -> Result<&Database, CommitError> {
        self.open_again()?;
        let database = self.database.as_ref();
        database.ok_or_else(|| unavailable("the file is not open".to_owned()))
    }

    /// Here end the panics of redb on damaged pages and those of observers. After either, caches or
    /// pages cannot be trusted, so the store serves no more until the program starts anew.
    fn contained<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, CommitError>,
    ) -> Result<T, CommitError> {
        let attempt = catch_unwind(AssertUnwindSafe(|| work(&mut *self)));
        attempt
            .unwrap_or_else(|_| Err(self.stop("a commit met an error that cannot be".to_owned())))
    }

    /// Performs a group and answers everyone in it, whatever happens.
    fn perform(&mut self, group: Vec<Job>) {
        if group.is_empty() {
            return;
        }
        let started = Instant::now();
        let attempted = self.contained(|writer| writer.attempt(&group));
        self.shared.counters.took(started.elapsed());
        match attempted {
            Ok(outcomes) => {
                for (job, outcome) in group.into_iter().zip(outcomes) {
                    self.shared.counters.count(&outcome);
                    job.answer(outcome.map(|committed| committed.revision));
                }
            }
            Err(error) => {
                for job in group {
                    job.answer(Err(error.clone()));
                }
            }
        }
    }

    /// Applies a group, makes it durable, and tells the observers.
    fn attempt(&mut self, group: &[Job]) -> Result<Outcomes, CommitError> {
        self.open_again()?;
        let Some(database) = &self.database else {
            return Err(unavailable("the file is not open".to_owned()));
        };
        let txns = group.iter().map(|job| &job.txn);
        let staged = match database::stage(database, &self.envelope, self.revision, txns) {
            Ok(staged) => staged,
            Err(error) => return Err(self.give_up_group(error)),
        };
        let revision = staged.revision;
        if revision == self.revision {
            let (outcomes, result) = staged.forget();
            return result
                .map(|()| outcomes)
                .map_err(|error| self.give_up_group(error));
        }
        let (outcomes, result) = staged.commit();
        let committed = changes(&outcomes);
        if let Err(error) = result {
            self.in_doubt = committed;
            let failure = self.give_up_group(error);
            // It may have happened all the same: then opening again found it.
            let happened = self.revision == revision;
            return if happened { Ok(outcomes) } else { Err(failure) };
        }
        Counters::add(&self.shared.counters.commits, 1);
        self.publish(&committed);
        Ok(outcomes)
    }

    /// Shows readers what is durable now, then tells the observers.
    fn publish(&mut self, committed: &[Committed]) {
        if let Some(database) = &self.database {
            match database::view(database, &self.envelope) {
                Ok(view) => self.shared.set_state(State::Ready(Arc::new(view))),
                Err(error) => {
                    self.shared.set_state(State::Failed(error.to_string()));
                    self.database = None;
                }
            }
        }
        for committed in committed {
            self.revision = committed.revision;
            self.shared.observers.tell(committed);
        }
    }

    /// Ends a group that could not be staged or committed. redb refuses everything after a fault,
    /// so the file is opened again; nothing that was acknowledged is touched by that.
    fn give_up_group(&mut self, error: StoreError) -> CommitError {
        let full = self.backend.faults.take_full();
        self.shared.set_state(State::Failed(error.to_string()));
        self.database = None;
        match self.open_again() {
            Ok(()) if full => CommitError::StorageFull,
            Ok(()) => error.into(),
            Err(_) if full => unavailable("the disk is full".to_owned()),
            Err(failure) => failure,
        }
    }

    /// Opens the file after a fault, and finds out what became of a group in doubt.
    fn open_again(&mut self) -> Result<(), CommitError> {
        if self.database.is_some() {
            return Ok(());
        }
        if let State::Stopped(reason) = &*self.shared.state.read() {
            return Err(unavailable(reason.clone()));
        }
        // The system may have dropped what it could not write and forgotten that it did, so what
        // is read of this file is no longer sure to be what is on the disk.
        if self.backend.faults.sync_failed() || self.backend.sync().is_err() {
            return Err(self.stop("the disk failed to make a write durable".to_owned()));
        }
        let database = open_database(&self.backend, &self.path, &self.settings)
            .map_err(|error| unavailable(error.to_string()))?;
        let view = database::view(&database, &self.envelope)?;
        let doubtful = std::mem::take(&mut self.in_doubt);
        let happened = doubtful
            .last()
            .is_some_and(|last| last.revision == view.revision);
        if !happened && view.revision != self.revision {
            return Err(self.stop("the file is not at the revision that it had".to_owned()));
        }
        self.database = Some(database);
        self.shared.set_state(State::Ready(Arc::new(view)));
        if happened {
            self.publish(&doubtful);
        }
        Ok(())
    }

    /// Serves nothing any more.
    fn stop(&mut self, reason: String) -> CommitError {
        self.shared.set_state(State::Stopped(reason.clone()));
        let database = self.database.take();
        // Closing a database that panicked may panic again; there is nothing left to do about it.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(database)));
        unavailable(reason)
    }
}

fn changes(outcomes: &Outcomes) -> Vec<Committed> {
    let committed = outcomes.iter().flatten();
    committed
        .filter(|committed| !committed.changes.is_empty())
        .cloned()
        .collect()
}

fn unavailable(reason: String) -> CommitError {
    CommitError::Unavailable { reason }
}
