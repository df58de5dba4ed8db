//! How many of something took how long.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// The upper ends of the buckets, in nanoseconds and as the page writes them, in seconds.
const BUCKETS: [(u64, &str); 14] = [
    (100_000, "0.0001"),
    (250_000, "0.00025"),
    (500_000, "0.0005"),
    (1_000_000, "0.001"),
    (2_500_000, "0.0025"),
    (5_000_000, "0.005"),
    (10_000_000, "0.01"),
    (25_000_000, "0.025"),
    (50_000_000, "0.05"),
    (100_000_000, "0.1"),
    (250_000_000, "0.25"),
    (1_000_000_000, "1"),
    (5_000_000_000, "5"),
    (10_000_000_000, "10"),
];

/// Times, sorted into buckets. To note one costs two additions.
#[derive(Debug, Default)]
pub struct Histogram {
    /// Those of each bucket alone; the last is for what is longer than all of them.
    counts: [AtomicU64; BUCKETS.len() + 1],
    nanoseconds: AtomicU64,
}

impl Histogram {
    /// Notes one time.
    pub fn note(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let place = BUCKETS.iter().take_while(|(end, _)| *end < nanoseconds);
        if let Some(count) = self.counts.get(place.count()) {
            count.fetch_add(1, Relaxed);
        }
        self.nanoseconds.fetch_add(nanoseconds, Relaxed);
    }

    /// How many took at most as long as each bucket says; `+Inf` is the last.
    pub(super) fn cumulated(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let ends = BUCKETS.iter().map(|(_, end)| *end).chain(["+Inf"]);
        let mut sum = 0;
        ends.zip(&self.counts).map(move |(end, count)| {
            sum += count.load(Relaxed);
            (end, sum)
        })
    }

    /// All times together.
    pub(super) fn sum(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_in_its_bucket_and_in_all_above() {
        let histogram = Histogram::default();
        for microseconds in [1, 100, 101, 20_000_000] {
            histogram.note(Duration::from_micros(microseconds));
        }
        let counts: Vec<u64> = histogram.cumulated().map(|(_, count)| count).collect();
        assert_eq!(counts, [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4]);
        assert_eq!(histogram.sum(), Duration::from_micros(20_000_202));
    }
}
