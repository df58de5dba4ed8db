//! The keys that session tokens and authorization messages are sealed with.
//!
//! ```text
//! made ──── current, seals ────▶ replaced ──── only opens ────▶ gone
//!              24 hours             as long as a token may live, and an hour
//! ```

use std::sync::Arc;

use iamd_auth::SystemWork;
use iamd_ident::Timestamp;
use iamd_seal::{SealingKey, SealingKeys};
use iamd_store::Committed;

use crate::{
    Directory, Error,
    cache::Cache,
    draft::{load, transact},
    keyspace,
    records::{SealingKeyEntry, SealingKeysRecord},
};

/// How old the current key gets, in seconds.
const CURRENT_SECONDS: i64 = 86_400;

/// How long a key opens after it was replaced, in seconds: as long as the longest session that was
/// sealed with it in its last moment, and an hour for whoever sealed while it was replaced.
///
/// SOURCE: STS API Reference, `GetSessionToken` and `GetFederationToken`: at most 129,600 seconds.
const KEPT_SECONDS: i64 = 129_600 + 3_600;

/// LIMIT: how many keys there are. Who replaces the key more often than that within the longest
/// session ends the oldest ones.
const KEYS_MAX: usize = 256;

/// What becomes of the keys that a new one takes the place of before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormerSealingKeys {
    /// They open for as long as what they sealed may live.
    Keep,
    /// They are forgotten: somebody else may have them. All sessions, authorization messages and
    /// tokens of before count no more.
    Forget,
}

/// The keys, opened.
pub(crate) struct KnownSealingKeys {
    ring: Cache<(), SealingKeys>,
}

impl KnownSealingKeys {
    pub(crate) fn new() -> Self {
        Self {
            ring: Cache::new(1),
        }
    }

    /// Drops the keys if a transaction has changed them.
    pub(crate) fn apply(&self, committed: &Committed) {
        let table = keyspace::SEALING_KEYS.name();
        if committed
            .changes
            .iter()
            .any(|change| change.key.table() == table)
        {
            self.clear();
        }
    }

    pub(crate) fn clear(&self) {
        self.ring.remove(&());
    }
}

impl Directory {
    /// Makes a new sealing key if there is none or the current one is a day old, and drops those
    /// whose last session has ended. Says whether it made one. Called every now and then.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn rotate_sealing_key(&self, _work: &SystemWork) -> Result<bool, Error> {
        self.renew_sealing_keys().await
    }

    /// Makes a new sealing key, however young the current one is.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn rotate_sealing_key_now(
        &self,
        _work: &SystemWork,
        former: FormerSealingKeys,
    ) -> Result<(), Error> {
        let place = keyspace::sealing_keys();
        transact!(self, |draft| {
            let now = self.clock().now();
            let record: Option<SealingKeysRecord> = draft.read(&place).await?;
            let before = match former {
                FormerSealingKeys::Keep => record.unwrap_or_default().keys,
                FormerSealingKeys::Forget => Vec::new(),
            };
            let mut keys = change_at(now, &before, true).keys;
            keys.insert(0, self.fresh_sealing_key(now)?);
            keys.truncate(KEYS_MAX);
            draft.put(place.clone(), &SealingKeysRecord { keys })
        });
        Ok(())
    }

    /// The keys that seal and open. The first one is made for whoever comes first.
    pub(crate) async fn open_sealing_keys(&self) -> Result<Arc<SealingKeys>, Error> {
        let known = &self.known_sealing_keys().ring;
        if let Some(ring) = known.get(&()) {
            return Ok(ring);
        }
        if self.stored_sealing_keys().await?.is_empty() {
            self.renew_sealing_keys().await?;
        }
        let ticket = known.ticket(&());
        let ring = Arc::new(self.ring_of(&self.stored_sealing_keys().await?)?);
        known.insert((), Arc::clone(&ring), ticket);
        Ok(ring)
    }

    async fn renew_sealing_keys(&self) -> Result<bool, Error> {
        let place = keyspace::sealing_keys();
        if as_of(self.clock().now(), &self.stored_sealing_keys().await?).is_none() {
            return Ok(false);
        }
        let made = transact!(self, |draft| {
            let now = self.clock().now();
            let record: Option<SealingKeysRecord> = draft.read(&place).await?;
            let Some(mut change) = as_of(now, &record.unwrap_or_default().keys) else {
                return Ok(false);
            };
            if change.is_due {
                change.keys.insert(0, self.fresh_sealing_key(now)?);
            }
            draft.put(place.clone(), &SealingKeysRecord { keys: change.keys })?;
            Ok(change.is_due)
        });
        Ok(made)
    }

    async fn stored_sealing_keys(&self) -> Result<Vec<SealingKeyEntry>, Error> {
        let record = load::<SealingKeysRecord>(self.store(), &keyspace::sealing_keys()).await?;
        Ok(record.map(|(record, _)| record.keys).unwrap_or_default())
    }

    fn fresh_sealing_key(&self, now: Timestamp) -> Result<SealingKeyEntry, Error> {
        let key = SealingKey::generate(self.random());
        Ok(SealingKeyEntry {
            id: key.id().to_string(),
            made: now,
            replaced: None,
            sealed_key: self.seal_secret(&keyspace::sealing_keys(), key.expose())?,
        })
    }

    fn ring_of(&self, entries: &[SealingKeyEntry]) -> Result<SealingKeys, Error> {
        let mut keys = entries.iter().map(|entry| self.open_sealing_key(entry));
        let current = keys.next().ok_or_else(|| damaged("there is none"))??;
        let mut ring = SealingKeys::new(current);
        for key in keys {
            ring.add_old(key?);
        }
        Ok(ring)
    }

    /// SECURITY: keys of one record are sealed for one place; that none stands for another follows
    /// from its id, which is computed from the key.
    fn open_sealing_key(&self, entry: &SealingKeyEntry) -> Result<SealingKey, Error> {
        let bytes = self.open_secret(&keyspace::sealing_keys(), &entry.sealed_key)?;
        let bytes: [u8; SealingKey::BYTES] = bytes
            .expose()
            .as_slice()
            .try_into()
            .map_err(|_| damaged("its length is wrong"))?;
        let key = SealingKey::from_bytes(bytes.into());
        if key.id().to_string() != entry.id {
            return Err(damaged("it has another's id"));
        }
        Ok(key)
    }
}

/// What is to change of the keys.
struct Change {
    /// Those that stay.
    keys: Vec<SealingKeyEntry>,
    /// Whether a new one is to become the current one.
    is_due: bool,
}

/// What is to change of the keys at a moment, if anything is.
///
/// INVARIANT: the first key is the current one, and the only one that was not replaced.
fn as_of(now: Timestamp, keys: &[SealingKeyEntry]) -> Option<Change> {
    let is_due = keys
        .first()
        .is_none_or(|current| seconds_between(current.made, now) >= CURRENT_SECONDS);
    let change = change_at(now, keys, is_due);
    (is_due || change.keys.len() < keys.len()).then_some(change)
}

/// Which keys stay at a moment, and that the current one is replaced if a new one is due.
fn change_at(now: Timestamp, keys: &[SealingKeyEntry], is_due: bool) -> Change {
    let is_kept = |key: &SealingKeyEntry| {
        key.replaced
            .is_none_or(|replaced| seconds_between(replaced, now) < KEPT_SECONDS)
    };
    let mut kept: Vec<_> = keys.iter().filter(|key| is_kept(key)).cloned().collect();
    if is_due && let Some(current) = kept.first_mut() {
        current.replaced = Some(now);
    }
    Change { keys: kept, is_due }
}

fn seconds_between(then: Timestamp, now: Timestamp) -> i64 {
    now.as_second().saturating_sub(then.as_second())
}

fn damaged(reason: &'static str) -> Error {
    Error::Corrupt {
        what: "a sealing key",
        source: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn key(made: i64, replaced: Option<i64>) -> SealingKeyEntry {
        SealingKeyEntry {
            id: made.to_string(),
            made: at(made),
            replaced: replaced.map(at),
            sealed_key: Vec::new(),
        }
    }

    /// Checks whether a new key is due and which old ones stay; `None` if nothing changes.
    #[track_caller]
    fn check(now: i64, keys: &[SealingKeyEntry], expect: Option<(bool, &[&str])>) {
        let change = as_of(at(now), keys);
        let seen = change.as_ref().map(|change| {
            let ids: Vec<&str> = change.keys.iter().map(|key| key.id.as_str()).collect();
            (change.is_due, ids)
        });
        assert_eq!(seen, expect.map(|(due, ids)| (due, ids.to_vec())), "{now}");
    }

    #[test]
    fn a_key_is_current_for_a_day() {
        check(0, &[], Some((true, &[])));
        check(CURRENT_SECONDS - 1, &[key(0, None)], None);
        check(CURRENT_SECONDS, &[key(0, None)], Some((true, &["0"])));
    }

    #[test]
    fn a_replaced_key_stays_for_as_long_as_a_session() {
        let keys = [key(100, None), key(0, Some(100))];
        check(100 + CURRENT_SECONDS - 1, &keys, None);
        let young = [key(100 + 129_600, None), key(0, Some(100))];
        check(100 + 129_600, &young, None);
        check(99 + KEPT_SECONDS, &young, None);
        check(100 + KEPT_SECONDS, &young, Some((false, &["129700"])));
    }

    #[test]
    fn a_clock_that_goes_back_drops_and_makes_nothing() {
        check(
            -CURRENT_SECONDS * 10,
            &[key(100, None), key(0, Some(100))],
            None,
        );
    }
}
