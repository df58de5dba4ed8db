//! How often somebody may try a password or a code before it has to wait.
//!
//! Three things are counted, all in memory, so that a wrong password costs no write. A network is an
//! address, or many of one customer: see [`Network`].
//!
//! - Wrong attempts at a name from a network. After five one waits: 30 seconds, one minute, two, and
//!   so on up to a quarter of an hour. So who guesses from one network tries a hundred passwords of
//!   somebody a day.
//! - Wrong attempts from a network, at whatever names. After thirty, a name that was tried three
//!   times from there waits with all others like it: ten seconds, twenty, and so on up to five
//!   minutes. A name that was not waits ten seconds, for itself. So who tries one password with many
//!   names gets three for each a day.
//! - Wrong attempts at a name from anywhere. After a hundred every network waits thirty seconds
//!   before each of its attempts, for itself.
//!
//! Nobody is locked out by others for long. To wait for oneself is to wait from one's own first
//! attempt on, however many others guess meanwhile. Only who guesses at the very name from the very
//! network keeps its owner waiting. What holds off guesses from many networks is that few passwords
//! are hashed at once.
//!
//! Names that nobody has are counted as others are, so the waits tell nobody who exists.

mod table;

use std::net::IpAddr;

use iamd_ident::Timestamp;
use parking_lot::Mutex;

use self::table::{Change, Schedule, Table};
use crate::Network;

/// Who tries what, from where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Tried {
    name: String,
    network: Network,
}

/// What is counted of failed attempts at signing in.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    counts: Mutex<Counts>,
}

/// An attempt that has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damped {
    /// For how long.
    pub(super) wait_seconds: u32,
    /// Whether its network waits from now on. Its further attempts until then are not the first.
    pub(super) is_first: bool,
}

/// An attempt that was counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    pair: Change,
    network: Change,
    name: Change,
}

#[derive(Debug)]
struct Counts {
    pairs: Table<Tried>,
    networks: Table<Network>,
    names: Table<String>,
}

const OF_PAIRS: Schedule = Schedule {
    free: 5,
    first_seconds: 30,
    longest_seconds: 900,
    memory_seconds: 86_400,
};

const OF_NETWORKS: Schedule = Schedule {
    free: 30,
    first_seconds: 10,
    longest_seconds: 300,
    memory_seconds: 3_600,
};

/// A name waits for nobody by itself: see [`HOT_SECONDS`].
const OF_NAMES: Schedule = Schedule {
    free: 100,
    first_seconds: 0,
    longest_seconds: 0,
    memory_seconds: 3_600,
};

/// How long every network waits before an attempt at a name that too many have guessed at.
const HOT_SECONDS: i64 = 30;

/// How long a name waits, before each attempt, that was hardly tried from a network from which too
/// many others were.
const HARDLY_TRIED_SECONDS: i64 = 10;

/// LIMIT: how many wrong attempts at a name those are.
const HARDLY_TRIED_MAX: u32 = 2;

/// LIMIT: how many characters of an account or a name are looked at. No real one has more.
const CHARACTERS_MAX: usize = 64;

impl Tried {
    /// An attempt at the user of an account, or at its root user.
    pub(super) fn by(account: &str, user: Option<&str>, address: IpAddr) -> Self {
        let clipped = |text: &str| -> String {
            let characters = text.chars().take(CHARACTERS_MAX);
            characters.flat_map(char::to_lowercase).collect()
        };
        // Neither sign is in an account's id or alias.
        let user = user.map(|user| format!("/{}", clipped(user)));
        Self {
            name: clipped(account) + user.as_deref().unwrap_or(":"),
            network: Network::of(address),
        }
    }
}

impl Attempts {
    /// Counts an attempt as wrong, before it is looked at: however many try at the same time, each
    /// counts.
    ///
    /// # Errors
    /// It has to wait, and is not to be looked at.
    pub(super) fn begin(&self, tried: &Tried, now: Timestamp) -> Result<Begun, Damped> {
        let mut counts = self.counts.lock();
        let wait_seconds = counts.wait_seconds(tried, now);
        if wait_seconds > 0 {
            return Err(Damped {
                wait_seconds: u32::try_from(wait_seconds).unwrap_or(u32::MAX),
                is_first: counts.networks.note_waiting(&tried.network, now),
            });
        }
        Ok(Begun {
            pair: counts.pairs.count(tried, now),
            network: counts.networks.count(&tried.network, now),
            name: counts.names.count(&tried.name, now),
        })
    }

    /// Takes back an attempt that was right so far. The wrong ones before it still count.
    pub(super) fn take_back(&self, tried: &Tried, begun: Begun) {
        let mut counts = self.counts.lock();
        counts.pairs.take_back(tried, begun.pair);
        counts.networks.take_back(&tried.network, begun.network);
        counts.names.take_back(&tried.name, begun.name);
    }

    /// Takes back an attempt that was not looked at. It counts for its network alone.
    ///
    /// SECURITY: whoever keeps the server busy with attempts is to wait for that.
    pub(super) fn was_not_looked_at(&self, tried: &Tried, begun: Begun) {
        let mut counts = self.counts.lock();
        counts.pairs.take_back(tried, begun.pair);
        counts.names.take_back(&tried.name, begun.name);
    }

    /// Forgets the wrong attempts at a name from the network of somebody who is signed in with it.
    ///
    /// SECURITY: not those at other names: whoever has a user of its own guesses no more often at
    /// the others.
    pub(super) fn proved(&self, tried: &Tried) {
        let mut counts = self.counts.lock();
        let forgiven = counts.pairs.forget(tried);
        counts.networks.forgive(&tried.network, forgiven);
        counts.names.forgive(&tried.name, forgiven);
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        *self.counts.lock() = Counts::default();
    }
}

impl Counts {
    fn wait_seconds(&mut self, tried: &Tried, now: Timestamp) -> i64 {
        let is_hot = self.names.is_past_free(&tried.name, now);
        let mut by_itself = if is_hot { HOT_SECONDS } else { 0 };
        let mut with_others = 0;
        if self.pairs.count_of(tried, now) > HARDLY_TRIED_MAX {
            with_others = self.networks.wait_seconds(&tried.network, now, 0);
        } else if self.networks.is_past_free(&tried.network, now) {
            by_itself = by_itself.max(HARDLY_TRIED_SECONDS);
        }
        let by_itself = self.pairs.wait_seconds(tried, now, by_itself);
        by_itself.max(with_others)
    }
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            pairs: Table::new(OF_PAIRS),
            networks: Table::new(OF_NETWORKS),
            names: Table::new(OF_NAMES),
        }
    }
}

#[cfg(test)]
mod tests;
