//! When lifecycle rules take effect.

use iamd_ident::Timestamp;
use jiff::SignedDuration;

use crate::{LifecycleRun, S3, expiration::midnight_after};

/// Runs the lifecycle rules once a day. It does not wait by itself: who holds it calls
/// [`LifecycleKeeper::keep_up`] every minute or so, which costs nothing while nothing is due, and
/// so notices when the clock is moved.
pub struct LifecycleKeeper {
    s3: S3,
    last: Option<Last>,
}

/// The last run.
#[derive(Clone, Copy, Debug)]
struct Last {
    at: Timestamp,
    next: Timestamp,
}

/// How soon a run that did not do everything is made again.
const RETRY: SignedDuration = SignedDuration::from_hours(1);

impl LifecycleKeeper {
    /// A keeper that has not run yet: the first call of [`Self::keep_up`] does what was missed while
    /// the program did not run.
    pub fn new(s3: S3) -> Self {
        Self { s3, last: None }
    }

    /// Does what the rules say, if a midnight (UTC) has passed since that was done last. Tells what
    /// was done.
    ///
    /// SOURCE: S3 User Guide, "Lifecycle configuration elements": rules run once a day; what is due
    /// is due from a midnight on.
    pub async fn keep_up(&mut self) -> Option<LifecycleRun> {
        let now = self.s3.clock().now();
        if !is_due(self.last, now) {
            return None;
        }
        let run = self.s3.run_lifecycle(now).await;
        self.last = next_midnight(now).map(|midnight| Last {
            at: now,
            next: if run.failures == 0 {
                midnight
            } else {
                now.checked_add(RETRY).unwrap_or(midnight).min(midnight)
            },
        });
        Some(run)
    }
}

impl std::fmt::Debug for LifecycleKeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LifecycleKeeper")
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

/// A clock that was set back makes a new beginning.
fn is_due(last: Option<Last>, now: Timestamp) -> bool {
    last.is_none_or(|last| now < last.at || last.next <= now)
}

fn next_midnight(now: Timestamp) -> Option<Timestamp> {
    midnight_after(now, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, expect: bool) {
        let last = Last {
            at: "2026-01-31T12:00:00Z".parse().unwrap(),
            next: "2026-02-01T00:00:00Z".parse().unwrap(),
        };
        assert_eq!(is_due(Some(last), now.parse().unwrap()), expect, "{now}");
    }

    #[test]
    fn rules_run_once_between_two_midnights() {
        check("2026-01-31T12:00:00Z", false);
        check("2026-01-31T23:59:59Z", false);
        check("2026-02-01T00:00:00Z", true);
        check("2026-05-01T07:00:00Z", true);
        check("2026-01-31T11:59:59Z", true);
        assert!(is_due(None, "2026-01-31T12:00:00Z".parse().unwrap()));
    }
}
