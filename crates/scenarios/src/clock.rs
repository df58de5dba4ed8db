//! The time of day.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// The time of day: what it was at the start, and what has passed since. Only the start is asked of
/// the system, so that a test whose time is its own has a time of day of its own as well.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Since 1970.
    at_start: Duration,
    start: Instant,
}

impl Clock {
    /// A clock that shows `now` at this moment. Before 1970 it shows 1970.
    pub fn starting_at(now: SystemTime) -> Self {
        Self {
            at_start: now.duration_since(UNIX_EPOCH).unwrap_or_default(),
            start: Instant::now(),
        }
    }

    /// What has passed since 1970.
    pub fn since_1970(&self) -> Duration {
        self.at_start.saturating_add(self.start.elapsed())
    }
}
