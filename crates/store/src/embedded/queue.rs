//! Work that waits for the writer, and how it gathers transactions into groups.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::errand::Errand;
use crate::{CommitError, Revision, Txn};

/// The longest that a group waits for writers that are expected back.
const PATIENCE_MAX: Duration = Duration::from_millis(2);

/// What the writer is given to do.
pub(super) enum Work {
    /// A transaction. Those that follow each other are committed together.
    Job(Job),
    /// Something else, behind all that came before.
    Errand(Errand),
}

/// A transaction and who waits for it.
pub(super) struct Job {
    pub(super) txn: Txn,
    answer: oneshot::Sender<Result<Revision, CommitError>>,
    /// Its share of the queue's room, given back when the job is dropped.
    _room: OwnedSemaphorePermit,
}

/// What a job is answered.
pub(super) type Answer = oneshot::Receiver<Result<Revision, CommitError>>;

impl Job {
    /// A job, and where its answer will be.
    pub(super) fn new(txn: Txn, room: OwnedSemaphorePermit) -> (Self, Answer) {
        let (answer, receiver) = oneshot::channel();
        let job = Self {
            txn,
            answer,
            _room: room,
        };
        (job, receiver)
    }

    /// Answers the one who waits, if it still does.
    pub(super) fn answer(self, outcome: Result<Revision, CommitError>) {
        let _ = self.answer.send(outcome);
    }
}

/// How large the next group is expected to be, and how long it is worth waiting for that.
///
/// Writers that were just answered mostly come back at once. A writer that began the next commit
/// without them would make two commits of half the size out of one: with 64 clients groups of 32,
/// or of 1 and 63. So it expects those that it answered and those that came meanwhile, for at
/// most a part of the time that a commit takes. Alone, a writer is never waited with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    expected: usize,
    patience: Duration,
}

impl Pace {
    /// The pace behind a group of `answered` transactions whose commit took `commit`, while
    /// `waiting` others came.
    pub(super) fn after(answered: usize, waiting: usize, commit: Duration) -> Self {
        Self {
            expected: answered + waiting,
            patience: (commit / 2).min(PATIENCE_MAX),
        }
    }
}

/// The queue. Its room is limited by those who push.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    /// Told when `wanted` jobs are there, or when the queue closes.
    ready: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Work>,
    wanted: usize,
    closed: bool,
}

impl Queue {
    /// Adds work; gives it back if the queue is closed.
    pub(super) fn push(&self, job: Work) -> Result<(), Work> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(job);
        }
        state.jobs.push_back(job);
        if state.jobs.len() >= state.wanted {
            self.ready.notify_one();
        }
        Ok(())
    }

    /// Takes no more jobs from now on.
    pub(super) fn close(&self) {
        self.state.lock().closed = true;
        self.ready.notify_one();
    }

    /// How many jobs wait.
    pub(super) fn waiting(&self) -> usize {
        self.state.lock().jobs.len()
    }

    /// Waits for the next group; `None` when the queue is closed and empty.
    pub(super) fn next_group(&self, pace: Pace) -> Option<Vec<Work>> {
        let mut state = self.state.lock();
        state.wanted = 1;
        while state.jobs.is_empty() && !state.closed {
            self.ready.wait(&mut state);
        }
        state.wanted = pace.expected;
        let deadline = Instant::now() + pace.patience;
        while state.jobs.len() < pace.expected && !state.closed {
            if self.ready.wait_until(&mut state, deadline).timed_out() {
                break;
            }
        }
        let group: Vec<_> = std::mem::take(&mut state.jobs).into();
        (!group.is_empty()).then_some(group)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::Semaphore;

    use super::*;

    const COMMIT: Duration = Duration::from_millis(10);

    fn push(queue: &Queue) {
        let room = Arc::new(Semaphore::new(1)).try_acquire_owned().unwrap();
        let (job, _answer) = Job::new(Txn::new(), room);
        assert!(queue.push(Work::Job(job)).is_ok());
    }

    #[test]
    fn a_lone_writer_is_not_waited_with() {
        let queue = Queue::default();
        push(&queue);
        let begun = Instant::now();
        // A patience that the test would not end with.
        let pace = Pace {
            expected: Pace::after(1, 0, COMMIT).expected,
            patience: Duration::from_hours(1),
        };
        assert_eq!(queue.next_group(pace).unwrap().len(), 1);
        assert!(begun.elapsed() < pace.patience);
    }

    #[test]
    fn a_group_waits_for_those_that_are_expected_and_no_longer() {
        let queue = Queue::default();
        let pace = Pace {
            expected: Pace::after(1, 2, COMMIT).expected,
            patience: Duration::from_hours(1),
        };
        std::thread::scope(|scope| {
            let group = scope.spawn(|| queue.next_group(pace).unwrap().len());
            (0..3).for_each(|_| push(&queue));
            assert_eq!(group.join().unwrap(), 3);
        });
        push(&queue);
        let pace = Pace::after(64, 0, COMMIT);
        assert_eq!(pace.patience, PATIENCE_MAX);
        assert_eq!(queue.next_group(pace).unwrap().len(), 1);
    }

    #[test]
    fn a_closed_queue_gives_what_it_has_and_takes_no_more() {
        let queue = Queue::default();
        push(&queue);
        queue.close();
        assert_eq!(queue.next_group(Pace::default()).unwrap().len(), 1);
        assert!(queue.next_group(Pace::default()).is_none());
        let room = Arc::new(Semaphore::new(1)).try_acquire_owned().unwrap();
        let (job, _answer) = Job::new(Txn::new(), room);
        assert!(queue.push(Work::Job(job)).is_err());
    }
}
