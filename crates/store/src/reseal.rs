//! Another key for what records hold sealed, while they are read and written.
//!
//! ```text
//! use_keys(new, and the old ones)   no commit leaves anything any more that an old key sealed
//! sweep, step by step               what lies there: found by the ids of the old keys, sealed anew
//! use_keys(new)                     once a whole sweep found nothing to do
//! ```
//!
//! How a record holds what is sealed is its owner's business, who says how one is renewed.

use std::sync::Arc;

use arc_swap::ArcSwap;
use futures::future::join_all;
use iamd_seal::{KeyId, KeyTraces, SealingKey, SealingKeys};
use tokio::sync::RwLock;

use crate::{
    CommitError, Expect, Key, Revision, Rewrapped, Snapshot, Store, StoreError, Txn, rewrap::Pages,
};

/// LIMIT: keys that are remembered after they went. Every commit looks for each of them, and none is
/// so late that as many came and went since it was planned.
const GONE_MAX: usize = 16;

/// The keys that seal what the records of a store hold. They are replaced while others seal, open
/// and commit.
#[derive(Debug)]
pub struct SealedRecords {
    keys: ArcSwap<KeysInUse>,
    /// Held by whoever commits, and alone by whoever replaces the keys.
    ///
    /// INVARIANT: each commit is checked against the keys of the moment in which it happens. What was
    /// sealed with those of before, however long ago, is sealed anew on its way.
    commits: RwLock<()>,
}

/// The keys of one time.
#[derive(Debug)]
pub struct KeysInUse {
    ring: SealingKeys,
    traces_of_old: KeyTraces,
    /// Keys that this program once had and has no more: those that went last, the newest first.
    gone: Vec<KeyId>,
    traces_of_gone: KeyTraces,
}

impl KeysInUse {
    fn new(ring: SealingKeys, mut gone: Vec<KeyId>) -> Self {
        gone.retain(|id| ring.key(*id).is_none());
        gone.truncate(GONE_MAX);
        Self {
            traces_of_old: KeyTraces::of_old_keys(&ring),
            traces_of_gone: KeyTraces::of(gone.iter().copied()),
            ring,
            gone,
        }
    }

    /// These keys behind the ones of now.
    fn after(&self, ring: SealingKeys) -> Self {
        let known = self.ring.keys().map(SealingKey::id);
        Self::new(ring, known.chain(self.gone.iter().copied()).collect())
    }

    /// The keys that open, and the one that seals.
    pub fn ring(&self) -> &SealingKeys {
        &self.ring
    }
}

impl SealedRecords {
    /// Records that the keys of this ring open.
    pub fn new(ring: SealingKeys) -> Self {
        Self {
            keys: ArcSwap::from_pointee(KeysInUse::new(ring, Vec::new())),
            commits: RwLock::default(),
        }
    }

    /// The keys of now.
    ///
    /// Whoever takes them *before* reading a record opens what it holds, or finds afterwards that
    /// there are other keys by now: then another look is due.
    pub fn keys(&self) -> Arc<KeysInUse> {
        self.keys.load_full()
    }

    /// The store as it is now, and keys that open whatever is in it, however long it is looked at.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn snapshot(&self, store: &Store) -> Result<(Snapshot, Arc<KeysInUse>), StoreError> {
        // Nobody replaces the keys in between.
        let _commits = self.commits.read().await;
        Ok((store.snapshot().await?, self.keys()))
    }

    /// Seals under the current one of these keys from now on, and opens what any of them sealed. When
    /// this returns, no commit will leave anything that an old key sealed.
    ///
    /// The keys must open what there is: an old one may go when [`SealedRecords::sweep`] has nothing
    /// left to do, and a moment after that, for whoever has just read a record.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn use_keys(&self, store: &Store, ring: SealingKeys) -> Result<(), CommitError> {
        let _alone = self.commits.write().await;
        let next = self.keys.load().after(ring);
        self.keys.store(Arc::new(next));
        // A commit that nobody waits for any more may still be on its way to the writer. This one
        // changes nothing and comes behind it.
        store.commit(Txn::new()).await?;
        Ok(())
    }

    /// Commits, with each record that holds what an old key sealed as `renew` makes it. Tells the
    /// record that somebody else changed meanwhile, if there is one: then nothing came about, and
    /// the change is to be planned anew.
    ///
    /// So it is as well with a record that was sealed so long ago that the key is gone.
    ///
    /// # Errors
    /// As [`Store::commit`] but for the conflict, or `renew` fails.
    pub async fn commit<E: From<CommitError>>(
        &self,
        store: &Store,
        mut txn: Txn,
        renew: impl Fn(&KeysInUse, &Key, &[u8]) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Result<Revision, Key>, E> {
        let _commits = self.commits.read().await;
        let keys = self.keys();
        for (key, record) in &mut txn.puts {
            if keys.traces_of_gone.are_in(record) {
                return Ok(Err(key.clone()));
            }
            if !keys.traces_of_old.are_in(record) {
                continue;
            }
            if let Some(renewed) = renew(&keys, key, record)? {
                *record = renewed;
            }
        }
        match store.commit(txn).await {
            Ok(revision) => Ok(Ok(revision)),
            Err(CommitError::Conflict { key }) => Ok(Err(key)),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts what records hold under the current key: one step behind the record `after`, in which at
    /// most `records_max` are looked at. Each record is a change of its own. One that `renew` fails
    /// at counts as unreadable, and so does one in which an old key would still have traces: that key
    /// must not go.
    ///
    /// # Errors
    /// `records_max` is 0 or above [`SCAN_RECORDS_MAX`](crate::SCAN_RECORDS_MAX), or the store cannot
    /// be read or written.
    pub async fn sweep<E>(
        &self,
        store: &Store,
        (after, records_max): (Option<Key>, usize),
        renew: impl Fn(&KeysInUse, &Key, &[u8]) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Rewrapped, CommitError> {
        let mut pages = Pages::new(after, records_max)?;
        while let Some((range, limit)) = pages.next() {
            let examined = store.snapshot().await?.examine(&range, limit).await?;
            pages.looked_at(&examined);
            let _commits = self.commits.read().await;
            let keys = self.keys();
            let mut changes = Vec::new();
            for (key, stored) in examined {
                let Ok(stored) = stored else {
                    pages.step.unreadable.push(key);
                    continue;
                };
                if !keys.traces_of_old.are_in(&stored.value) {
                    continue;
                }
                match renew(&keys, &key, &stored.value) {
                    Ok(Some(renewed)) if !keys.traces_of_old.are_in(&renewed) => {
                        changes.push(replace(store, key, stored.revision, renewed));
                    }
                    Ok(_) | Err(_) => pages.step.unreadable.push(key),
                }
            }
            for changed in join_all(changes).await {
                pages.step.changed += u64::from(changed?);
            }
        }
        Ok(pages.step)
    }
}

/// Writes a record in the place of the one that was read. Says whether it was still there: whoever
/// changed it meanwhile has left nothing to do.
async fn replace(
    store: &Store,
    key: Key,
    read: Revision,
    record: Vec<u8>,
) -> Result<bool, CommitError> {
    let txn = Txn::new()
        .check(key.clone(), Expect::Revision(read))
        .put(key, record);
    match store.commit(txn).await {
        Ok(_) => Ok(true),
        Err(CommitError::Conflict { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use iamd_seal::ChecksumKey;
    use iamd_testkit::SeededRandom;

    use super::*;
    use crate::{Memory, Scope, Table};

    fn ring(bytes: &[u8]) -> SealingKeys {
        let mut keys = bytes.iter().map(|byte| {
            let bytes = [*byte; SealingKey::BYTES];
            SealingKey::from_bytes(bytes.into())
        });
        let mut ring = SealingKeys::new(keys.next().unwrap());
        keys.for_each(|key| ring.add_old(key));
        ring
    }

    fn place(name: &str) -> Key {
        Key::new(Scope::Global, Table::new("secrets"))
            .with(name)
            .unwrap()
    }

    /// A record is nothing but what is sealed.
    fn seal(ring: &SealingKeys, secret: &[u8]) -> Vec<u8> {
        ring.seal(secret, &[], &SeededRandom::new(1)).unwrap()
    }

    fn renew(keys: &KeysInUse, _: &Key, record: &[u8]) -> Result<Option<Vec<u8>>, CommitError> {
        let opened = keys.ring().open(record, &[]);
        let opened = opened.map_err(|_| CommitError::Conflict { key: place("?") })?;
        Ok(Some(seal(keys.ring(), opened.expose())))
    }

    async fn put(
        records: &SealedRecords,
        store: &Store,
        name: &str,
        record: Vec<u8>,
    ) -> Result<Revision, Key> {
        let txn = Txn::new().put(place(name), record);
        records.commit(store, txn, renew).await.unwrap()
    }

    fn store() -> Store {
        Memory::new(ChecksumKey::from_bytes([7; 32].into())).store()
    }

    #[test]
    fn what_is_committed_late_comes_under_the_current_key_or_is_planned_anew() {
        block_on(async {
            let (records, store) = (SealedRecords::new(ring(&[1])), store());
            let late = seal(&ring(&[1]), b"late");
            records.use_keys(&store, ring(&[2, 1])).await.unwrap();
            put(&records, &store, "late", late.clone()).await.unwrap();
            let stored = store.get(&place("late")).await.unwrap().unwrap();
            let opened = ring(&[2]).open(&stored.value, &[]).unwrap();
            assert_eq!(opened.expose(), b"late");
            for keys in [&[2][..], &[3, 2]] {
                records.use_keys(&store, ring(keys)).await.unwrap();
                let too_late = put(&records, &store, "late", late.clone()).await;
                assert_eq!(too_late, Err(place("late")));
            }
            // The key is back, as when a rotation is taken back.
            records.use_keys(&store, ring(&[3, 2, 1])).await.unwrap();
            assert!(put(&records, &store, "late", late).await.is_ok());
        });
    }

    #[test]
    fn a_sweep_in_steps_of_any_size_leaves_nothing_and_says_what_it_could_not_open() {
        block_on(async {
            for step in [1, 2, 128, 129, 1000] {
                let (records, store) = (SealedRecords::new(ring(&[1])), store());
                for number in 0..300 {
                    let record = seal(&ring(&[1]), b"secret");
                    put(&records, &store, &format!("{number}"), record)
                        .await
                        .unwrap();
                }
                let mut torn = seal(&ring(&[1]), b"secret");
                *torn.last_mut().unwrap() ^= 1;
                put(&records, &store, "torn", torn).await.unwrap();
                records.use_keys(&store, ring(&[2, 1])).await.unwrap();
                let mut swept = Rewrapped::default();
                loop {
                    let from = (swept.next.take(), step);
                    let done = records.sweep(&store, from, renew).await.unwrap();
                    swept.absorb(done);
                    if swept.next.is_none() {
                        break;
                    }
                }
                assert_eq!((swept.looked_at, swept.changed), (301, 300));
                assert_eq!(swept.unreadable, [place("torn")]);
            }
        });
    }

    #[test]
    fn a_record_that_an_old_key_still_has_traces_in_counts_as_unreadable() {
        block_on(async {
            let (records, store) = (SealedRecords::new(ring(&[1])), store());
            let record = seal(&ring(&[1]), b"secret");
            put(&records, &store, "one", record.clone()).await.unwrap();
            records.use_keys(&store, ring(&[2, 1])).await.unwrap();
            for renewed in [None, Some(record)] {
                let renew = |_: &KeysInUse, _: &Key, _: &[u8]| -> Result<_, CommitError> {
                    Ok(renewed.clone())
                };
                let swept = records.sweep(&store, (None, 10), renew).await.unwrap();
                assert_eq!(swept.changed, 0);
                assert_eq!(swept.unreadable, [place("one")]);
            }
        });
    }

    #[test]
    fn the_keys_that_went_last_are_remembered_and_no_more() {
        block_on(async {
            let (records, store) = (SealedRecords::new(ring(&[0])), store());
            for number in 1..=40 {
                records.use_keys(&store, ring(&[number])).await.unwrap();
            }
            let keys = records.keys();
            let id = |number| ring(&[number]).current().id();
            let expect: Vec<KeyId> = (24..40).rev().map(id).collect();
            assert_eq!(keys.gone, expect);
            let late = seal(&ring(&[39]), b"late");
            let refused = put(&records, &store, "late", late).await;
            assert_eq!(refused, Err(place("late")));
        });
    }

    #[test]
    fn a_snapshot_is_opened_by_the_keys_of_its_moment() {
        block_on(async {
            let (records, store) = (SealedRecords::new(ring(&[1])), store());
            let record = seal(&ring(&[1]), b"secret");
            put(&records, &store, "one", record).await.unwrap();
            let (snapshot, keys) = records.snapshot(&store).await.unwrap();
            records.use_keys(&store, ring(&[2, 1])).await.unwrap();
            records.sweep(&store, (None, 10), renew).await.unwrap();
            records.use_keys(&store, ring(&[2])).await.unwrap();
            let stored = snapshot.get(&place("one")).await.unwrap().unwrap();
            assert!(keys.ring().open(&stored.value, &[]).is_ok());
            assert!(records.keys().ring().open(&stored.value, &[]).is_err());
        });
    }

    #[test]
    fn a_step_has_a_limit() {
        block_on(async {
            let (records, store) = (SealedRecords::new(ring(&[1])), store());
            for limit in [0, crate::SCAN_RECORDS_MAX + 1] {
                let refused = records.sweep(&store, (None, limit), renew).await;
                let refused = refused.unwrap_err();
                let is_limit = matches!(
                    refused,
                    CommitError::Unreadable(StoreError::LimitTooLarge { .. })
                );
                assert!(is_limit, "{refused:?}");
            }
        });
    }
}
