//! A short rest of the writer, so that several stores can be seen at one moment.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

use tokio::sync::OwnedRwLockWriteGuard;

/// LIMIT: the longest that a writer rests. Then it goes on, and the hold is void.
pub const HOLD_MAX: Duration = Duration::from_secs(2);

/// The writer of a store rests while this lives: all that was acknowledged is in a snapshot taken
/// now, and nothing is performed. Readers notice nothing; commits wait.
///
/// Whoever drops it, or dies with it, lets the writer go on; so does time ([`HOLD_MAX`]).
///
/// ```
/// # use iamd_seal::ChecksumKey;
/// # use iamd_store::Memory;
/// # let memory = |key: u8| Memory::new(ChecksumKey::from_bytes([key; 32].into())).store();
/// # let (one, other) = (memory(1), memory(2));
/// # futures::executor::block_on(async {
/// let (first, second) = (one.hold().await?, other.hold().await?);
/// let moment = (one.snapshot().await?, other.snapshot().await?);
/// if first.release().is_ok() && second.release().is_ok() {
///     // Both snapshots are of one moment.
///     # let _ = moment;
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Debug)]
#[must_use = "the writer goes on at once"]
pub struct Hold {
    began: Instant,
    keeper: Keeper,
}

/// A hold took too long, and the writer went on before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the writer was held longer than {} seconds and went on", HOLD_MAX.as_secs())]
pub struct HoldEnded;

#[derive(Debug)]
enum Keeper {
    /// The writer's thread waits at the other end.
    Embedded(mpsc::Sender<()>),
    Memory(#[expect(dead_code, reason = "held")] OwnedRwLockWriteGuard<()>),
}

impl Hold {
    /// A hold and the end at which the writer waits.
    pub(crate) fn embedded() -> (Self, mpsc::Receiver<()>) {
        let (keeper, writer) = mpsc::channel();
        (Self::new(Keeper::Embedded(keeper)), writer)
    }

    pub(crate) fn memory(gate: OwnedRwLockWriteGuard<()>) -> Self {
        Self::new(Keeper::Memory(gate))
    }

    fn new(keeper: Keeper) -> Self {
        Self {
            began: Instant::now(),
            keeper,
        }
    }

    /// Lets the writer go on, and says how long it rested.
    ///
    /// # Errors
    /// It went on before: what was read meanwhile may be of several moments.
    pub fn release(self) -> Result<Duration, HoldEnded> {
        match &self.keeper {
            // INVARIANT: the writer gives its end up before it does anything, so if this arrives,
            // nothing was done until now.
            Keeper::Embedded(writer) => writer.send(()).map_err(|_| HoldEnded)?,
            Keeper::Memory(_) => {}
        }
        Ok(self.began.elapsed())
    }
}
