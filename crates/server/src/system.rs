//! The real clock and the real source of chance, and the clock that development mode moves.

use std::sync::atomic::{AtomicI64, Ordering};

use iamd_ident::{Clock, Random, Timestamp};
use jiff::SignedDuration;
use parking_lot::Mutex;

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

/// Random bytes drawn from the system some kilobytes at a time, so that asking for a few costs no
/// call of the system.
///
/// SECURITY: for ids, which must not repeat but may be guessed. Bytes that will be handed out lie
/// in memory, where no key or nonce should lie before it is needed.
pub struct IdRandom<R> {
    system: R,
    drawn: Mutex<Drawn>,
}

/// What was drawn, and how much of it is used up.
struct Drawn {
    bytes: [u8; Self::BYTES],
    used: usize,
}

impl Drawn {
    const BYTES: usize = 4096;
}

impl<R: Random> IdRandom<R> {
    /// A source that draws from another.
    pub fn new(system: R) -> Self {
        let drawn = Drawn {
            bytes: [0; Drawn::BYTES],
            used: Drawn::BYTES,
        };
        Self {
            system,
            drawn: Mutex::new(drawn),
        }
    }
}

impl<R: Random> Random for IdRandom<R> {
    fn fill(&self, bytes: &mut [u8]) {
        if bytes.len() > Drawn::BYTES {
            return self.system.fill(bytes);
        }
        let mut drawn = self.drawn.lock();
        if drawn.used + bytes.len() > Drawn::BYTES {
            self.system.fill(&mut drawn.bytes);
            drawn.used = 0;
        }
        let fresh = drawn.used..drawn.used + bytes.len();
        if let Some(fresh) = drawn.bytes.get(fresh) {
            bytes.copy_from_slice(fresh);
        }
        drawn.used += bytes.len();
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
    fn drawn_bytes_are_handed_out_once() {
        let seeded = iamd_testkit::SeededRandom::new(1);
        let drawing = IdRandom::new(iamd_testkit::SeededRandom::new(1));
        let (plain, drawn): (&dyn Random, &dyn Random) = (&seeded, &drawing);
        for _ in 0..1000 {
            assert_eq!(plain.bytes::<16>(), drawn.bytes::<16>());
        }
        assert_ne!(drawn.bytes::<5000>(), [0; 5000]);
        assert_ne!(drawn.bytes::<4096>(), drawn.bytes::<4096>());
    }

    #[test]
    fn the_system_gives_different_bytes() {
        let random: &dyn Random = &SystemRandom;
        assert_ne!(random.bytes::<16>(), random.bytes::<16>());
    }
}
