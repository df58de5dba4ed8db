//! How often somebody who acts as a user may guess at that user's password.
//!
//! Whoever has a key or a session of a user, but not the password, could look for it by asking to
//! change it. After five wrong ones a user's password is not looked at for 30 seconds, then for one
//! minute, two, and so on up to a quarter of an hour: about a hundred guesses a day. Counted in
//! memory, as wrong codes are: no wrong password costs a write, and a restart forgives.

use std::collections::HashMap;

use iamd_ident::{AccountId, Timestamp, UniqueId};
use parking_lot::Mutex;

/// How many wrong passwords are looked at one after the other.
const FREE: u32 = 5;
const FIRST_WAIT_SECONDS: i64 = 30;
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// How long wrong passwords count.
const MEMORY_SECONDS: i64 = 24 * 60 * 60;

/// LIMIT: how many users of one account are counted: all that an account usually has. Beyond that,
/// those are forgotten who guessed least.
const USERS_MAX: usize = 5_000;

/// Wrong passwords of users.
///
/// SECURITY: each account has its own share of the memory. Who fills it makes iamd forget the
/// guesses in that account alone.
#[derive(Default)]
pub(crate) struct PasswordGuesses {
    accounts: Mutex<HashMap<AccountId, HashMap<UniqueId, Wrong>>>,
}

#[derive(Clone, Copy)]
struct Wrong {
    count: u32,
    last: Timestamp,
}

impl PasswordGuesses {
    /// Counts a guess as wrong until it is known to be right.
    ///
    /// INVARIANT: however many guess at the same time, each counts before it looks.
    ///
    /// # Errors
    /// No password is looked at for so many seconds.
    pub(super) fn begin(
        &self,
        account: AccountId,
        user: UniqueId,
        now: Timestamp,
    ) -> Result<(), u64> {
        let mut accounts = self.accounts.lock();
        let users = accounts.entry(account).or_default();
        if !users.contains_key(&user) && users.len() >= USERS_MAX {
            make_room(users, now);
        }
        let wrong = users.entry(user).or_insert(Wrong {
            count: 0,
            last: now,
        });
        let waited = wrong.age_seconds(now);
        if let Ok(left @ 1..) = u64::try_from(wrong.wait_seconds() - waited) {
            return Err(left);
        }
        if waited >= MEMORY_SECONDS {
            wrong.count = 0;
        }
        wrong.count = wrong.count.saturating_add(1);
        wrong.last = now;
        Ok(())
    }

    /// Takes back a guess that was never looked at.
    pub(super) fn take_back(&self, account: AccountId, user: UniqueId) {
        if let Some(users) = self.accounts.lock().get_mut(&account)
            && let Some(wrong) = users.get_mut(&user)
        {
            wrong.count = wrong.count.saturating_sub(1);
        }
    }

    /// Forgets the guesses of somebody who knows the password, or of a user without one.
    pub(super) fn forget(&self, account: AccountId, user: UniqueId) {
        if let Some(users) = self.accounts.lock().get_mut(&account) {
            users.remove(&user);
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.accounts.lock().clear();
    }
}

impl Wrong {
    /// How long no password is looked at after the last of these.
    fn wait_seconds(self) -> i64 {
        let Some(doublings) = self.count.checked_sub(FREE) else {
            return 0;
        };
        let factor = 1_i64.checked_shl(doublings.min(16)).unwrap_or(i64::MAX);
        FIRST_WAIT_SECONDS
            .saturating_mul(factor)
            .min(LONGEST_WAIT_SECONDS)
    }

    /// A clock that was put back makes nobody wait less.
    fn age_seconds(self, now: Timestamp) -> i64 {
        now.as_second().saturating_sub(self.last.as_second()).max(0)
    }
}

/// Forgets what is old, or else the user with the fewest wrong passwords.
fn make_room(users: &mut HashMap<UniqueId, Wrong>, now: Timestamp) {
    users.retain(|_, wrong| wrong.age_seconds(now) < MEMORY_SECONDS);
    if users.len() < USERS_MAX {
        return;
    }
    let least = users
        .iter()
        .min_by_key(|(_, wrong)| (wrong.count, wrong.last));
    if let Some(user) = least.map(|(user, _)| *user) {
        users.remove(&user);
    }
}

#[cfg(test)]
mod tests {
    use iamd_ident::IdKind;
    use iamd_testkit::SeededRandom;

    use super::*;

    fn account(number: u64) -> AccountId {
        AccountId::new(number).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    #[test]
    fn who_guesses_waits_longer_and_longer() {
        let user = UniqueId::random(IdKind::User, &SeededRandom::new(1));
        let guesses = PasswordGuesses::default();
        let guess = |second| guesses.begin(account(1), user, at(second));
        for second in 0..5 {
            guess(second).unwrap();
        }
        assert_eq!(guess(4), Err(30));
        assert_eq!(guess(33), Err(1), "and asking makes it no longer");
        guess(34).unwrap();
        assert_eq!(guess(35), Err(59));
        assert_eq!(
            guess(-1000),
            Err(60),
            "nor does a clock that goes back help"
        );
        let mut now = 34 + 60;
        for _ in 0..10 {
            guess(now).unwrap();
            now += LONGEST_WAIT_SECONDS;
        }
        assert_eq!(guess(now - 1), Err(1));
        // Another account, another user: not concerned.
        guesses.begin(account(2), user, at(now - 1)).unwrap();
        // A day later all is forgotten.
        now += MEMORY_SECONDS;
        for _ in 0..5 {
            guess(now).unwrap();
        }
        assert_eq!(guess(now), Err(30));
        guesses.take_back(account(1), user);
        guess(now).unwrap();
        guesses.forget(account(1), user);
        guess(now).unwrap();
    }

    #[test]
    fn the_memory_is_bounded() {
        let random = SeededRandom::new(1);
        let guesses = PasswordGuesses::default();
        let fresh = || UniqueId::random(IdKind::User, &random);
        let guessed_at = fresh();
        for _ in 0..5 {
            guesses.begin(account(1), guessed_at, at(0)).unwrap();
        }
        for second in 0..6_000 {
            guesses.begin(account(1), fresh(), at(second % 10)).unwrap();
        }
        assert_eq!(guesses.accounts.lock()[&account(1)].len(), USERS_MAX);
        assert!(guesses.begin(account(1), guessed_at, at(10)).is_err());
    }
}
