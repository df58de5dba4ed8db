//! How often somebody may guess at a device's code.
//!
//! A guess hits one of the three codes that count at a time with a chance of 3 in 1,000,000. After
//! five wrong codes a device waits: 30 seconds, one minute, two, and so on up to an hour. So who
//! knows everything but the device tries 24 codes a day: even chances after 26 years. Whoever
//! mistypes a code a few times notices nothing, since the device shows another one by then anyway.
//!
//! Wrong codes count for a device and a holder together: whom it is enabled for, or whom it is asked
//! to be enabled for. So nobody makes a device wait that others are about to enable. Who has many
//! users to ask for guesses more often, and wins nothing: enabling takes two codes at once, which a
//! guess hits with a chance of 3 in 1,000,000,000,000. With 5,000 users, each at 24 guesses a day,
//! that is even chances after 5,000 years.
//!
//! Counted in memory: no wrong code costs a write, and a restart forgives what was counted.

use std::collections::HashMap;

use iamd_ident::{AccountId, Timestamp, UniqueId};
use parking_lot::Mutex;

/// How many wrong codes are taken before a device waits.
const FREE: u32 = 5;

/// How long a device waits after the first wrong code that is not free, in seconds. It doubles with
/// each further one.
const FIRST_WAIT_SECONDS: i64 = 30;

/// How long a device waits at most, in seconds.
const LONGEST_WAIT_SECONDS: i64 = 3_600;

/// How long wrong codes count, in seconds.
const MEMORY_SECONDS: i64 = 86_400;

/// LIMIT: how many devices wrong codes are counted of in one account. More than all of an account's
/// users have that are enabled, at eight for each of 5,000 users.
const GUESSED_MAX: usize = 50_000;

/// What somebody guesses at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Guessed {
    /// The account of the device.
    pub account: AccountId,
    /// The serial number of the device, which exists.
    pub serial_number: String,
    /// When the device was made: its namesake of another time has another seed.
    pub made: Timestamp,
    /// The user whom it is enabled for or is to be enabled for; none for the root user.
    pub holder: Option<UniqueId>,
}

/// Wrong codes of devices.
///
/// SECURITY: each account has its own share of the memory. Who fills it makes iamd forget wrong
/// codes of that account alone.
#[derive(Debug, Default)]
pub struct Guesses {
    accounts: Mutex<HashMap<AccountId, Counts>>,
}

type Counts = HashMap<Guessed, Wrong>;

/// The wrong codes of one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wrong {
    count: u32,
    last: Timestamp,
}

/// A try that is counted as wrong until it is known to be right.
#[derive(Clone, Copy, Debug)]
struct Tried {
    /// What was counted before it, if anything was.
    before: Option<Wrong>,
    after: Wrong,
}

impl Guesses {
    /// Tries a code of a device: `check` finds what it stands for, and is not asked while the device
    /// has to wait. `None` if it stands for nothing, or was not asked. What is found takes back the
    /// one try that it was: the wrong codes before it still count, until [`Guesses::proved`].
    ///
    /// SECURITY: not to be asked for a code that was used before, which is no guess.
    ///
    /// INVARIANT: however many try at the same time, each counts before it looks.
    pub fn attempt<T>(
        &self,
        guessed: &Guessed,
        now: Timestamp,
        check: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        let tried = self.count_as_wrong(guessed, now)?;
        let found = check()?;
        self.take_back(guessed, tried);
        Some(found)
    }

    /// Forgets the wrong codes of a device that has shown a right one, which is used up.
    ///
    /// SECURITY: only once nobody can show that code again. Whoever holds one that stays good could
    /// otherwise have the wrong ones forgotten with it, again and again.
    pub fn proved(&self, guessed: &Guessed) {
        if let Some(counts) = self.accounts.lock().get_mut(&guessed.account) {
            counts.remove(guessed);
        }
    }

    /// Forgets the wrong codes of a device that is gone.
    pub fn forget(&self, account: AccountId, serial_number: &str) {
        if let Some(counts) = self.accounts.lock().get_mut(&account) {
            counts.retain(|guessed, _| guessed.serial_number != serial_number);
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.accounts.lock().clear();
    }

    /// Counts a try as if it were wrong. `None` if the device has to wait.
    fn count_as_wrong(&self, guessed: &Guessed, now: Timestamp) -> Option<Tried> {
        let mut accounts = self.accounts.lock();
        let counts = accounts.entry(guessed.account).or_default();
        if let Some(wrong) = counts.get_mut(guessed) {
            let before = *wrong;
            return wrong.again(now).then_some(Tried {
                before: Some(before),
                after: *wrong,
            });
        }
        if counts.len() >= GUESSED_MAX {
            make_room(counts, now);
        }
        let first = Wrong {
            count: 1,
            last: now,
        };
        counts.insert(guessed.clone(), first);
        Some(Tried {
            before: None,
            after: first,
        })
    }

    /// Takes back a try that was right. Where others have tried since, their tries stay, and so does
    /// the time of the last one.
    fn take_back(&self, guessed: &Guessed, tried: Tried) {
        let mut accounts = self.accounts.lock();
        let Some(counts) = accounts.get_mut(&guessed.account) else {
            return;
        };
        let Some(wrong) = counts.get_mut(guessed) else {
            return;
        };
        if *wrong != tried.after {
            wrong.count = wrong.count.saturating_sub(1);
        } else if let Some(before) = tried.before {
            *wrong = before;
        } else {
            counts.remove(guessed);
        }
    }
}

impl Wrong {
    /// Counts one more, unless the device has to wait.
    fn again(&mut self, now: Timestamp) -> bool {
        if self.age_seconds(now) < self.wait_seconds() {
            return false;
        }
        if self.is_forgotten(now) {
            self.count = 0;
        }
        self.count = self.count.saturating_add(1);
        self.last = now;
        true
    }

    /// How long the device waits after the last of these.
    fn wait_seconds(self) -> i64 {
        let Some(doublings) = self.count.checked_sub(FREE) else {
            return 0;
        };
        let factor = 1_i64.checked_shl(doublings.min(16)).unwrap_or(i64::MAX);
        FIRST_WAIT_SECONDS
            .saturating_mul(factor)
            .min(LONGEST_WAIT_SECONDS)
    }

    fn is_forgotten(self, now: Timestamp) -> bool {
        self.age_seconds(now) >= MEMORY_SECONDS
    }

    /// A clock that was put back makes nobody wait less.
    fn age_seconds(self, now: Timestamp) -> i64 {
        now.as_second().saturating_sub(self.last.as_second()).max(0)
    }
}

/// Forgets what is old, or else the device with the fewest wrong codes.
///
/// SECURITY: never the one that has to wait while another need not. Who has so many devices that
/// another one is forgotten before it has to wait may make thousands of users in its account: they
/// need no code of anybody's.
fn make_room(counts: &mut Counts, now: Timestamp) {
    counts.retain(|_, wrong| !wrong.is_forgotten(now));
    if counts.len() < GUESSED_MAX {
        return;
    }
    let least = counts
        .iter()
        .min_by_key(|(_, wrong)| (wrong.count, wrong.last))
        .map(|(guessed, _)| guessed.clone());
    if let Some(guessed) = least {
        counts.remove(&guessed);
    }
}

#[cfg(test)]
mod tests;
