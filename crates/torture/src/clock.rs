//! The time that it is.

use iamd_ident::{Clock, Timestamp};

/// The clock of the machine, which clients sign by.
#[derive(Clone, Copy, Debug, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "a client signs for the time that it is"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
