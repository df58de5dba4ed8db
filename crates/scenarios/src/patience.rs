//! Waiting for a slow server, and saying so.

use std::{pin::pin, time::Duration};

use tokio::time::Instant;

use crate::{RunEvent, Setting};

/// After how long a silence the program says that it still waits.
const SILENCE: Duration = Duration::from_secs(3);

impl Setting {
    /// Waits for an answer. While it does not come, a sentence says so, again and again, but only
    /// when nothing else was said for a while.
    pub(crate) async fn patiently<T>(&self, answer: impl Future<Output = T>) -> T {
        let mut answer = pin!(answer);
        let asked_at = Instant::now();
        loop {
            let silent_since = self.output.said_at().max(asked_at);
            let wait = tokio::time::sleep_until(silent_since + SILENCE);
            tokio::select! {
                biased;
                answered = &mut answer => return answered,
                () = wait => {}
            }
            if self.output.said_at() <= silent_since {
                let seconds = asked_at.elapsed().as_secs();
                // Where nothing can be said, the next event fails.
                let _ = self.output.say(RunEvent::StillWaiting { seconds });
            }
        }
    }
}
