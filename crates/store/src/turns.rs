//! Turns for those who want to change one record at the same time.
//!
//! Writers do not lock: each plans on what it reads, and one whose reads are no longer true plans
//! anew. Among many writers of one record that alone would let the unlucky lose for ever, and make
//! work in the square of their number. So whoever lost waits for those who lost before.

use std::hash::{BuildHasher, RandomState};

use tokio::sync::{Mutex, MutexGuard};

use crate::Key;

/// LIMIT: how many queues there are. Records beyond that share one.
const QUEUES: usize = 64;

/// How often a change is tried again when others change the same records meanwhile.
///
/// LIMIT: losers take turns, so that each attempt but the first has only newcomers to beat.
const ATTEMPTS_MAX: u32 = 256;

/// Where whoever lost a record to somebody faster waits, first come, first served.
///
/// INVARIANT: nobody waits for a turn while it has another, so no two wait for each other.
#[derive(Debug)]
pub struct Turns {
    queues: Box<[Mutex<()>]>,
    hasher: RandomState,
}

/// A turn, until it is dropped.
type Turn<'a> = MutexGuard<'a, ()>;

impl Turns {
    /// Waits for a turn at a record.
    async fn at(&self, record: &Key) -> Option<Turn<'_>> {
        let hash = self.hasher.hash_one(record) % QUEUES as u64;
        let queue = self.queues.get(usize::try_from(hash).ok()?)?;
        Some(queue.lock().await)
    }
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            queues: (0..QUEUES).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
        }
    }
}

/// A change lost to others again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the same record was changed by others {ATTEMPTS_MAX} times")]
pub struct TooManyConflicts;

/// The attempts of a change.
#[derive(Debug)]
pub struct Attempts<'a> {
    turns: &'a Turns,
    turn: Option<Turn<'a>>,
    made: u32,
}

impl<'a> Attempts<'a> {
    /// None were made yet.
    pub fn new(turns: &'a Turns) -> Self {
        Self {
            turns,
            turn: None,
            made: 0,
        }
    }

    /// Takes note of a conflict over a record, and waits until it is this change's turn there. The
    /// turn is over with the next conflict, or with these attempts.
    ///
    /// # Errors
    /// There were too many.
    pub async fn again(&mut self, record: &Key) -> Result<(), TooManyConflicts> {
        self.made += 1;
        if self.made >= ATTEMPTS_MAX {
            return Err(TooManyConflicts);
        }
        self.turn = None;
        self.turn = self.turns.at(record).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;
    use crate::{Scope, Table};

    fn place(name: &str) -> Key {
        Key::new(Scope::Global, Table::new("counts"))
            .with(name)
            .unwrap()
    }

    #[test]
    fn whoever_loses_waits_for_those_who_lost_before() {
        block_on(async {
            let turns = Turns::default();
            let (mut one, mut other) = (Attempts::new(&turns), Attempts::new(&turns));
            one.again(&place("a")).await.unwrap();
            one.again(&place("a")).await.unwrap();
            let record = place("a");
            let waiting = other.again(&record);
            futures::pin_mut!(waiting);
            assert!(futures::poll!(&mut waiting).is_pending());
            drop(one);
            assert!(futures::poll!(&mut waiting).is_ready());
        });
    }

    #[test]
    fn nobody_tries_for_ever() {
        block_on(async {
            let turns = Turns::default();
            let mut attempts = Attempts::new(&turns);
            for _ in 1..ATTEMPTS_MAX {
                attempts.again(&place("a")).await.unwrap();
            }
            assert_eq!(attempts.again(&place("a")).await, Err(TooManyConflicts));
        });
    }
}
