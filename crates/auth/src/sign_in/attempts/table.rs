//! Wrong attempts of one kind, and when the next one may be made.

use std::{collections::HashMap, hash::Hash};

use iamd_ident::Timestamp;

/// LIMIT: how many are counted in each table, of some hundred bytes each.
const COUNTED_MAX: usize = 20_000;

/// When those of a table wait, in seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// How many wrong ones are free.
    pub(super) free: u32,
    /// How long one waits after the first that is not. It doubles with each further one.
    pub(super) first_seconds: i64,
    pub(super) longest_seconds: i64,
    /// How long wrong ones count.
    pub(super) memory_seconds: i64,
}

/// Wrong attempts, by what is counted.
#[derive(Debug)]
pub(super) struct Table<K> {
    schedule: Schedule,
    counted: HashMap<K, Wrong>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wrong {
    count: u32,
    /// When the last one was, or the first that had to wait before it was looked at.
    last: Timestamp,
    /// Whether somebody was told to wait since.
    is_waiting: bool,
}

/// What counting one attempt changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    before: Option<Wrong>,
    after: Wrong,
}

impl<K: Clone + Eq + Hash> Table<K> {
    pub(super) fn new(schedule: Schedule) -> Self {
        Self {
            schedule,
            counted: HashMap::new(),
        }
    }

    /// How long the next attempt has to wait; `at_least` so long after the last. Whoever has made
    /// none is counted from now on, so that it waits once and no longer.
    pub(super) fn wait_seconds(&mut self, key: &K, now: Timestamp, at_least: i64) -> i64 {
        if at_least > 0 && !self.counted.contains_key(key) {
            self.put(key, Wrong::none(now), now);
        }
        self.counted.get(key).map_or(0, |wrong| {
            let wait = self.schedule.wait_seconds(wrong.count).max(at_least);
            wait.saturating_sub(wrong.age_seconds(now)).max(0)
        })
    }

    /// Notes that somebody was told to wait. `false` if that was known.
    pub(super) fn note_waiting(&mut self, key: &K, now: Timestamp) -> bool {
        if let Some(wrong) = self.counted.get_mut(key) {
            return !std::mem::replace(&mut wrong.is_waiting, true);
        }
        let first = Wrong {
            is_waiting: true,
            ..Wrong::none(now)
        };
        self.put(key, first, now);
        true
    }

    pub(super) fn is_past_free(&self, key: &K, now: Timestamp) -> bool {
        self.count_of(key, now) >= self.schedule.free
    }

    /// How many wrong ones count.
    pub(super) fn count_of(&self, key: &K, now: Timestamp) -> u32 {
        let wrong = self.counted.get(key);
        let wrong = wrong.filter(|wrong| !wrong.is_forgotten(self.schedule, now));
        wrong.map_or(0, |wrong| wrong.count)
    }

    /// Counts a wrong one.
    pub(super) fn count(&mut self, key: &K, now: Timestamp) -> Change {
        let before = self.counted.get(key).copied();
        let after = Wrong {
            count: self.count_of(key, now).saturating_add(1),
            last: now,
            is_waiting: false,
        };
        self.put(key, after, now);
        Change { before, after }
    }

    /// Where others have tried since, their tries stay, and so does the time of the last one.
    pub(super) fn take_back(&mut self, key: &K, change: Change) {
        let Some(wrong) = self.counted.get_mut(key) else {
            return;
        };
        if (wrong.count, wrong.last) != (change.after.count, change.after.last) {
            wrong.count = wrong.count.saturating_sub(1);
        } else if let Some(before) = change.before {
            *wrong = Wrong {
                is_waiting: false,
                ..before
            };
        } else {
            self.counted.remove(key);
        }
    }

    /// Forgets all wrong ones, and says how many there were.
    pub(super) fn forget(&mut self, key: &K) -> u32 {
        let wrong = self.counted.remove(key);
        wrong.map_or(0, |wrong| wrong.count)
    }

    /// Forgets some wrong ones. The time of the last one stays.
    pub(super) fn forgive(&mut self, key: &K, count: u32) {
        if let Some(wrong) = self.counted.get_mut(key) {
            wrong.count = wrong.count.saturating_sub(count);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.counted.len()
    }

    fn put(&mut self, key: &K, wrong: Wrong, now: Timestamp) {
        if self.counted.len() >= COUNTED_MAX && !self.counted.contains_key(key) {
            self.make_room(now);
        }
        self.counted.insert(key.clone(), wrong);
    }

    /// Forgets what is old, or else the half with the fewest wrong attempts.
    ///
    /// SECURITY: whoever comes from thousands of addresses can make those be forgotten that have
    /// guessed least. What it wins are a few guesses more for each address.
    fn make_room(&mut self, now: Timestamp) {
        let schedule = self.schedule;
        self.counted
            .retain(|_, wrong| !wrong.is_forgotten(schedule, now));
        if self.counted.len() < COUNTED_MAX {
            return;
        }
        let mut ranks: Vec<_> = self.counted.values().map(Wrong::rank).collect();
        let middle = ranks.len() / 2;
        let (_, median, _) = ranks.select_nth_unstable(middle);
        let median = *median;
        self.counted.retain(|_, wrong| wrong.rank() > median);
    }
}

impl Schedule {
    fn wait_seconds(self, count: u32) -> i64 {
        let Some(doublings) = count.checked_sub(self.free) else {
            return 0;
        };
        let factor = 1_i64.checked_shl(doublings.min(16)).unwrap_or(i64::MAX);
        let wait = self.first_seconds.saturating_mul(factor);
        wait.min(self.longest_seconds)
    }
}

impl Wrong {
    fn none(now: Timestamp) -> Self {
        Self {
            count: 0,
            last: now,
            is_waiting: false,
        }
    }

    fn rank(&self) -> (u32, Timestamp) {
        (self.count, self.last)
    }

    fn is_forgotten(&self, schedule: Schedule, now: Timestamp) -> bool {
        self.age_seconds(now) >= schedule.memory_seconds
    }

    /// A clock that was put back makes nobody wait less.
    fn age_seconds(&self, now: Timestamp) -> i64 {
        now.as_second().saturating_sub(self.last.as_second()).max(0)
    }
}
