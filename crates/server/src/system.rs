//! The real clock and the real source of chance, and the clock that development mode moves.

use std::sync::atomic::{AtomicI64, Ordering};

use iamd_ident::{Clock, Random, Timestamp};
use jiff::SignedDuration;

/// The wall clock of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge that reads the wall clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The random bytes of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    /// SECURITY: without chance every id, secret and nonce would be guessable. The system has none
    /// to give only where it is broken beyond repair, so the process ends.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge that asks the system"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            tracing::error!(%error, "the system gives no random bytes");
            std::process::abort();
        }
    }
}

/// A clock that runs as another does, moved by an offset that development mode sets.
#[derive(Debug)]
pub struct AdjustableClock<C> {
    base: C,
    /// How far the clock is moved from its base, in milliseconds.
    offset: AtomicI64,
}

impl<C: Clock> AdjustableClock<C> {
    /// A clock that agrees with its base until it is moved.
    pub fn new(base: C) -> Self {
        Self {
            base,
            offset: AtomicI64::new(0),
        }
    }

    /// Moves the clock forward, or back.
    pub fn advance(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let moved = |offset: i64| Some(offset.saturating_add(by));
        let _before = self
            .offset
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved);
    }

    /// Sets the clock; it runs on from there.
    pub fn set(&self, now: Timestamp) {
        let offset = now.as_millisecond() - self.base.now().as_millisecond();
        self.offset.store(offset, Ordering::SeqCst);
    }

    /// Lets the clock agree with its base again.
    pub fn reset(&self) {
        self.offset.store(0, Ordering::SeqCst);
    }
}

impl<C: Clock> Clock for AdjustableClock<C> {
    /// The moved time, which stays within what a timestamp can be.
    fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_millis(self.offset.load(Ordering::SeqCst));
        let saturated = if offset.is_negative() {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        self.base.now().checked_add(offset).unwrap_or(saturated)
    }
}

#[cfg(test)]
mod tests {
    use iamd_testkit::ManualClock;

    use super::*;

    #[test]
    fn a_moved_clock_runs_on() {
        let clock = AdjustableClock::new(ManualClock::at("2026-01-31T00:00:00Z"));
        clock.advance(SignedDuration::from_secs(900));
        assert_eq!(clock.now().to_string(), "2026-01-31T00:15:00Z");
        clock.set("2030-01-01T00:00:00Z".parse().unwrap());
        clock.base.advance_seconds(1);
        assert_eq!(clock.now().to_string(), "2030-01-01T00:00:01Z");
        clock.reset();
        assert_eq!(clock.now(), clock.base.now());
    }

    #[test]
    fn a_clock_cannot_be_moved_out_of_time() {
        let clock = AdjustableClock::new(ManualClock::default());
        clock.advance(SignedDuration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
    }

    #[test]
    fn the_system_gives_different_bytes() {
        let random: &dyn Random = &SystemRandom;
        assert_ne!(random.bytes::<16>(), random.bytes::<16>());
    }
}
