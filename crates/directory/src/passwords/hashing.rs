//! Work on hashes of passwords: slow on purpose, so on threads of its own and little of it at once.

mod queue;

use std::{num::NonZero, sync::Arc, thread::available_parallelism};

use iamd_auth::Network;
use iamd_ident::AccountId;
use iamd_seal::{PasswordHashError, PasswordMemory};
use tokio::task::spawn_blocking;

use self::queue::Queue;
use crate::Error;

/// LIMIT: how many passwords are hashed at once, if there are more processors than that: one is left
/// for everything else. Each takes [`iamd_seal::PASSWORD_HASH_MEMORY_BYTES`], which are kept for the
/// next one.
const AT_ONCE_MAX: usize = 4;

/// Where passwords are hashed.
pub(crate) struct Hashing {
    queue: Arc<Queue>,
}

/// For whom a password is hashed. All have the same share.
///
/// SECURITY: a new password may take as many hashes as there are old ones, and wrong ones cost nobody
/// anything. Whoever has many hashed holds up others by one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// An account, in which somebody sets passwords.
    Account(AccountId),
    /// A network, from which somebody wants to sign in.
    Network(Network),
}

impl Default for Hashing {
    fn default() -> Self {
        let processors = available_parallelism().map_or(1, NonZero::get);
        Self::with_places((processors - 1).clamp(1, AT_ONCE_MAX))
    }
}

impl Hashing {
    fn with_places(places: usize) -> Self {
        Self {
            queue: Arc::new(Queue::new(places)),
        }
    }

    /// Does work on hashes, as soon as it is the party's turn.
    ///
    /// INVARIANT: work that nobody waits for any more keeps its place until it has ended.
    ///
    /// # Errors
    /// Too many wait already, or the work failed.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        party: Party,
        work: impl FnOnce(&mut PasswordMemory) -> Result<T, PasswordHashError> + Send + 'static,
    ) -> Result<T, Error> {
        let mut place = self.queue.place(party).await?;
        let work = spawn_blocking(move || work(place.memory()));
        work.await.map_err(failed)?.map_err(failed)
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Corrupt {
        what: "the hash of a password",
        source: Box::new(error),
    }
}

#[cfg(test)]
mod tests;
