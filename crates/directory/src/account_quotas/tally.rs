//! The numbers behind the quotas of accounts, kept true by what commits.

use std::{collections::HashMap, sync::Arc};

use iamd_ident::AccountId;
use iamd_store::{ChangeKind, Committed, Revision};
use parking_lot::Mutex;

use super::AccountQuota;

/// What is counted: a kind of an account.
pub(super) type Place = (AccountId, AccountQuota);

/// The tallies of all accounts, as far as anybody asked for them.
#[derive(Default)]
pub(crate) struct Tallies {
    tallies: Mutex<HashMap<Place, Arc<Mutex<Tally>>>>,
    /// LIMIT: one counts at a time.
    counting: tokio::sync::Mutex<()>,
}

/// How many there are of one kind.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// None while they are counted.
    total: Option<u64>,
    /// The revision at which they were counted.
    at: Option<Revision>,
    /// By how much the number grew, and by which revision, since the counting began.
    meanwhile: Vec<(Revision, i64)>,
    /// How many are being created and not counted yet.
    pending: u64,
    /// How many of those that were being created are counted, by reservations that still live.
    arrived: u64,
}

impl Tally {
    /// How many there are.
    pub(super) fn total(&self) -> u64 {
        self.total.unwrap_or_default()
    }

    /// Keeps room for one more, if there is any.
    pub(super) fn reserve(&mut self, most: u64) -> bool {
        let has_room = self.total().saturating_add(self.pending) < most;
        self.pending += u64::from(has_room);
        has_room
    }

    /// Gives room free that was kept.
    ///
    /// Reservations of a kind are alike: if one of them was for something that is counted by now, this
    /// is the one.
    pub(super) fn release(&mut self) {
        if self.arrived > 0 {
            self.arrived -= 1;
        } else {
            self.pending = self.pending.saturating_sub(1);
        }
    }

    /// Begins with what was found at a revision; what committed later is added.
    pub(super) fn counted(&mut self, found: u64, at: Revision) {
        let meanwhile = std::mem::take(&mut self.meanwhile);
        let later = meanwhile.iter().filter(|(revision, _)| *revision > at);
        let total = later.fold(found, |total, (_, change)| {
            total.saturating_add_signed(*change)
        });
        self.total = Some(total);
        self.at = Some(at);
    }

    /// What committed before the counting may be told of after it. Nobody waits for room of it: who
    /// holds room asked for it when the counting was over.
    fn changed(&mut self, revision: Revision, change: i64) {
        if self.at.is_some_and(|at| revision <= at) {
            return;
        }
        let Some(total) = &mut self.total else {
            return self.meanwhile.push((revision, change));
        };
        *total = total.saturating_add_signed(change);
        let arrived = u64::try_from(change).unwrap_or(0).min(self.pending);
        self.pending -= arrived;
        self.arrived += arrived;
    }
}

/// The right to count, for one place.
pub(super) struct Counting<'a> {
    tallies: &'a Tallies,
    place: Place,
    _alone: tokio::sync::MutexGuard<'a, ()>,
}

impl Counting<'_> {
    /// The tally, which from now on hears of changes.
    pub(super) fn watch(&self) -> Arc<Mutex<Tally>> {
        let tally = Arc::new(Mutex::new(Tally::default()));
        let mut tallies = self.tallies.tallies.lock();
        tallies.insert(self.place, Arc::clone(&tally));
        tally
    }
}

/// Who gave up leaves nothing that listens and is never asked.
impl Drop for Counting<'_> {
    fn drop(&mut self) {
        let mut tallies = self.tallies.tallies.lock();
        let is_counted = |tally: &Arc<Mutex<Tally>>| tally.lock().total.is_some();
        if !tallies.get(&self.place).is_some_and(is_counted) {
            tallies.remove(&self.place);
        }
    }
}

impl Tallies {
    /// The tally of a kind, if it was counted.
    pub(super) fn counted(&self, place: Place) -> Option<Arc<Mutex<Tally>>> {
        let tally = self.tallies.lock().get(&place).cloned()?;
        let is_counted = tally.lock().total.is_some();
        is_counted.then_some(tally)
    }

    /// Waits for the right to count.
    pub(super) async fn begin(&self, place: Place) -> Counting<'_> {
        Counting {
            tallies: self,
            place,
            _alone: self.counting.lock().await,
        }
    }

    /// Adds and takes away what a transaction made and removed.
    pub(crate) fn apply(&self, committed: &Committed) {
        // A name that changes is one that comes and one that goes.
        let mut changes = HashMap::<Place, i64>::new();
        for change in &committed.changes {
            let by = match change.kind {
                ChangeKind::Created => 1,
                ChangeKind::Deleted => -1,
                ChangeKind::Replaced => continue,
            };
            let kind = AccountQuota::in_table(change.key.table());
            if let (Some(kind), Ok(account)) = (kind, change.key.scope().parse()) {
                *changes.entry((account, kind)).or_default() += by;
            }
        }
        for (place, change) in changes {
            let tally = self.tallies.lock().get(&place).cloned();
            if let Some(tally) = tally {
                tally.lock().changed(committed.revision, change);
            }
        }
    }

    /// Forgets every number. Reservations that live do not count any more.
    pub(crate) fn clear(&self) {
        self.tallies.lock().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(total: u64) -> Tally {
        let mut tally = Tally::default();
        tally.counted(total, Revision::new(1));
        tally
    }

    #[test]
    fn there_is_room_up_to_the_quota() {
        let mut tally = counted(1);
        assert!(tally.reserve(3) && tally.reserve(3));
        assert!(!tally.reserve(3), "two are being created");
        tally.release();
        assert!(tally.reserve(3), "one of them came to nothing");
    }

    #[test]
    fn what_arrives_is_counted_once() {
        let mut tally = counted(1);
        assert!(tally.reserve(3));
        tally.changed(Revision::new(2), 1);
        assert!(
            tally.reserve(3),
            "two of three, though the first still holds its room"
        );
        assert!(!tally.reserve(3));
        tally.release();
        assert!(!tally.reserve(3), "it has arrived, so no room came free");
        tally.changed(Revision::new(3), -1);
        assert_eq!(tally.total(), 1);
        assert!(tally.reserve(3));
    }

    #[test]
    fn what_commits_while_it_is_counted_is_counted_once() {
        let mut tally = Tally::default();
        tally.changed(Revision::new(4), 1);
        tally.changed(Revision::new(6), 1);
        tally.changed(Revision::new(7), -1);
        tally.changed(Revision::new(8), 1);
        tally.counted(10, Revision::new(6));
        assert_eq!(tally.total(), 10);
    }

    #[test]
    fn what_was_counted_and_is_told_of_later_is_counted_once() {
        let mut tally = Tally::default();
        tally.counted(10, Revision::new(6));
        assert!(tally.reserve(11));
        tally.changed(Revision::new(5), 1);
        tally.changed(Revision::new(6), -1);
        assert_eq!(tally.total(), 10);
        assert!(!tally.reserve(11), "the room is still held");
        tally.changed(Revision::new(7), 1);
        assert_eq!(tally.total(), 11);
    }

    #[test]
    fn a_quota_that_is_below_what_there_is_lets_nothing_come() {
        assert!(!counted(5).reserve(3));
        assert!(!counted(0).reserve(0));
    }
}
