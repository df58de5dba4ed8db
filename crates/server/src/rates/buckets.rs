//! Token buckets in a table that neither grows nor locks.
//!
//! A bucket is one number: the moment at which it will be full again, had nobody asked since. Each
//! that is asked for moves it on by the time in which one token comes; who would have to wait for
//! longer than a burst takes is turned away. (The idea is known as the generic cell rate algorithm.)
//!
//! Whoever asks has one bucket in each row of the table, where a hash says. A token is taken from both,
//! and who finds one of them not empty is let in: so two who share a bucket in one row do not take each
//! other's share, unless they share one in the other row as well.
//!
//! SECURITY: there are no entries that could be pushed out. In a table of limited size that forgets,
//! whoever comes from many addresses has its own forgotten, and begins with a full bucket again.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// LIMIT: buckets a row; two rows take up 512 KiB.
const ROW: usize = 1 << 15;

const SECOND: u64 = 1_000_000_000;

/// How many tokens come, and how many there are at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    /// In which a token comes, in nanoseconds; zero where there is no rate.
    interval: u64,
    /// In which an empty bucket gets full.
    burst: u64,
}

impl Rate {
    /// So many a second, and so many at once; none a second stands for no rate.
    pub(crate) fn new(per_second: u64, burst: u64) -> Self {
        let interval = SECOND.checked_div(per_second).map_or(0, |time| time.max(1));
        Self {
            interval,
            burst: interval.saturating_mul(burst.max(1)),
        }
    }
}

/// The buckets of all who ask.
#[derive(Debug)]
pub(crate) struct Buckets {
    rate: Rate,
    /// Absent where there is no rate.
    rows: [Box<[AtomicU64]>; 2],
}

impl Buckets {
    pub(crate) fn new(rate: Rate) -> Self {
        let length = if rate.interval == 0 { 0 } else { ROW };
        let row = || (0..length).map(|_| AtomicU64::new(0)).collect();
        Self {
            rate,
            rows: [row(), row()],
        }
    }

    /// Whether there is no rate.
    pub(crate) fn are_off(&self) -> bool {
        self.rate.interval == 0
    }

    /// Whether a token is there. Moments are in nanoseconds.
    pub(crate) fn has_room(&self, who: u64, now: u64) -> bool {
        let latest = self.latest(now);
        self.are_off() || self.of(who).any(|bucket| bucket.load(Relaxed) <= latest)
    }

    /// Takes a token, if one is there. Who is turned away takes none.
    pub(crate) fn take(&self, who: u64, now: u64) -> bool {
        if !self.has_room(who, now) {
            return false;
        }
        for bucket in self.of(who) {
            let taken = |full_at: u64| Some(full_at.max(now).saturating_add(self.rate.interval));
            // It always does.
            let _moved = bucket.fetch_update(Relaxed, Relaxed, taken);
        }
        true
    }

    /// The latest moment at which a bucket may be full again that still has a token.
    fn latest(&self, now: u64) -> u64 {
        now.saturating_add(self.rate.burst)
            .saturating_sub(self.rate.interval)
    }

    fn of(&self, who: u64) -> impl Iterator<Item = &AtomicU64> {
        let places = [who, who >> 32];
        let places = places.map(|hash| usize::try_from(hash % ROW as u64).unwrap_or_default());
        self.rows
            .iter()
            .zip(places)
            .filter_map(|(row, place)| row.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hashes that meet in one row at most.
    const ONE: u64 = 1 << 32 | 1;
    const OTHER: u64 = 2 << 32 | 1;

    #[test]
    fn a_burst_is_let_in_and_then_as_many_as_come() {
        let buckets = Buckets::new(Rate::new(10, 5));
        let let_in = |now| (0..100).filter(|_| buckets.take(ONE, now)).count();
        assert_eq!(let_in(0), 5);
        assert_eq!(let_in(SECOND / 10), 1);
        assert_eq!(let_in(SECOND / 2), 4);
        assert_eq!(let_in(100 * SECOND), 5);
    }

    #[test]
    fn who_shares_one_bucket_keeps_the_own_share() {
        let buckets = Buckets::new(Rate::new(1, 3));
        while buckets.take(OTHER, 0) {}
        assert_eq!((0..10).filter(|_| buckets.take(ONE, 0)).count(), 3);
    }

    #[test]
    fn looking_takes_nothing() {
        let buckets = Buckets::new(Rate::new(1, 1));
        assert!((0..10).all(|_| buckets.has_room(ONE, 0)));
        assert!(buckets.take(ONE, 0));
        assert!(!buckets.has_room(ONE, 0));
    }

    #[test]
    fn the_largest_rate_is_one() {
        let buckets = Buckets::new(Rate::new(u64::MAX, u64::MAX));
        assert!(
            [0, 0, u64::MAX - 1]
                .into_iter()
                .all(|now| buckets.take(ONE, now))
        );
    }

    #[test]
    fn threads_together_take_no_more_than_there_is() {
        let buckets = Buckets::new(Rate::new(1, 1000));
        let taken: usize = std::thread::scope(|scope| {
            let take = || (0..1000).filter(|_| buckets.take(ONE, 0)).count();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(take)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        // Each thread may find the last token there.
        assert!((1000..1004).contains(&taken), "{taken}");
    }
}
