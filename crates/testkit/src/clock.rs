//! A clock that tests move.

use std::sync::atomic::{AtomicI64, Ordering};

use iamd_ident::{Clock, Timestamp};

/// Stands still until it is told to move. Whole milliseconds.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `now`, such as `2026-01-31T00:00:00Z`.
    ///
    /// # Panics
    /// The text is no moment.
    #[expect(
        clippy::expect_used,
        reason = "a fixture with a wrong date is a wrong test"
    )]
    pub fn at(now: &str) -> Self {
        let now: Timestamp = now.parse().expect("a moment in RFC 3339");
        Self(AtomicI64::new(now.as_millisecond()))
    }

    /// Moves the clock forward.
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Sets the clock, back as well as forward.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millisecond(), Ordering::SeqCst);
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::at("2026-01-31T00:00:00Z")
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_moves_only_when_told() {
        let clock = ManualClock::at("2026-01-31T00:00:00Z");
        assert_eq!(clock.now(), clock.now());
        clock.advance_seconds(90);
        assert_eq!(clock.now().to_string(), "2026-01-31T00:01:30Z");
    }
}
