//! Secrets in records: sealed where they are kept, and sealed anew when their key is replaced.
//!
//! ```text
//! use_secrets(new, and the old ones)    no commit leaves anything any more that an old key sealed
//! reseal_secrets, step by step          what lies there: found by the ids of the old keys, sealed anew
//! use_secrets(new)                      once a whole sweep found nothing to do
//! ```
//!
//! INVARIANT: a secret is sealed for the place of the very record that holds it. So a sealed value can
//! be opened and sealed anew by who knows nothing of the record, and no type of record is forgotten.

mod value;

use std::{collections::BTreeSet, sync::Arc};

use arc_swap::ArcSwap;
use futures::future::join_all;
use iamd_auth::SystemWork;
use iamd_ident::{Random, Secret};
use iamd_seal::{KeyId, KeyRing, KeyTraces, SealingKey};
use iamd_store::{
    CommitError, Expect, Key, KeyRange, Revision, Rewrapped, SCAN_RECORDS_MAX, StoreError, Txn,
};
use tokio::sync::RwLock;

use crate::{Directory, Error, draft::Draft};

/// LIMIT: how many records of a sweep are in memory, and on their way into the store, at once.
const PAGE_RECORDS: usize = 128;

/// The keys of now. They are replaced while others seal and open.
pub(crate) struct Secrets {
    keys: ArcSwap<SecretKeys>,
    /// Held by whoever commits, and alone by whoever replaces the keys.
    ///
    /// INVARIANT: each commit is checked against the keys of the moment in which it happens. What was
    /// sealed with those of before, however long ago, is sealed anew on its way.
    commits: RwLock<()>,
}

struct SecretKeys {
    ring: KeyRing,
    old: KeyTraces,
    /// Keys that this program once had and has no more.
    gone: BTreeSet<KeyId>,
    traces_of_gone: KeyTraces,
}

impl Secrets {
    pub(crate) fn new(ring: KeyRing) -> Self {
        Self {
            keys: ArcSwap::from_pointee(SecretKeys::new(ring, BTreeSet::new())),
            commits: RwLock::default(),
        }
    }
}

impl SecretKeys {
    fn new(ring: KeyRing, mut gone: BTreeSet<KeyId>) -> Self {
        gone.retain(|id| ring.key(*id).is_none());
        Self {
            old: KeyTraces::of_old_keys(&ring),
            traces_of_gone: KeyTraces::of(gone.iter().copied()),
            ring,
            gone,
        }
    }

    /// These keys behind the ones of now.
    fn after(&self, ring: KeyRing) -> Self {
        let known = self.ring.keys().map(SealingKey::id);
        Self::new(ring, known.chain(self.gone.iter().copied()).collect())
    }

    /// The record with everything under the current key; `None` if it is like that already.
    ///
    /// # Errors
    /// Something does not open; or it was sealed so long ago that its key is gone, and has to be
    /// sealed anew.
    fn renewed(
        &self,
        place: &Key,
        record: &[u8],
        random: &dyn Random,
    ) -> Result<Option<Vec<u8>>, Error> {
        if self.traces_of_gone.are_in(record) {
            return Err(Error::Contended);
        }
        if !self.old.are_in(record) {
            return Ok(None);
        }
        value::renewed(record, |sealed| self.renew_value(place, sealed, random))
    }

    /// One value of a record under the current key; `None` if no old key sealed it.
    fn renew_value(
        &self,
        place: &Key,
        sealed: &[u8],
        random: &dyn Random,
    ) -> Result<Option<Vec<u8>>, Error> {
        match iamd_seal::key_id_of(sealed) {
            Ok(id) if id != self.ring.current().id() && self.ring.key(id).is_some() => {
                let secret = self.open(place, sealed)?;
                self.seal(place, secret.expose(), random).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn seal(&self, place: &Key, secret: &[u8], random: &dyn Random) -> Result<Vec<u8>, Error> {
        let sealed = self
            .ring
            .seal(secret, &[associated(place).as_bytes()], random);
        sealed.map_err(|error| Error::Corrupt {
            what: "a secret",
            source: Box::new(error),
        })
    }

    fn open(&self, place: &Key, sealed: &[u8]) -> Result<Secret<Vec<u8>>, Error> {
        let opened = self.ring.open(sealed, &[associated(place).as_bytes()]);
        opened.map_err(|error| Error::Corrupt {
            what: "a sealed secret",
            source: Box::new(error),
        })
    }
}

/// SECURITY: a sealed secret that is copied to another record does not open there.
fn associated(place: &Key) -> String {
    format!("{place}")
}

impl Directory {
    /// Seals secrets under the current one of these keys from now on, and opens those that any of
    /// them sealed. When this returns, no change will leave anything that an old key sealed.
    ///
    /// The keys must open what there is: an old one may go when [`Directory::reseal_secrets`] has
    /// nothing left to do, and a moment after that, for whoever has just read a record.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn use_secrets(&self, keys: KeyRing) -> Result<(), Error> {
        let secrets = self.secrets();
        let _alone = secrets.commits.write().await;
        let next = secrets.keys.load().after(keys);
        secrets.keys.store(Arc::new(next));
        // A commit that nobody waits for any more may still be on its way to the writer. This one
        // changes nothing and comes behind it.
        match self.store().commit(Txn::new()).await {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::Store(Box::new(error))),
        }
    }

    /// Seals what old keys sealed under the current one: one step behind the record `after`, in which
    /// at most `records_max` are looked at. Each record is a change of its own, so a sweep may be
    /// broken off and begun anew at any time.
    ///
    /// # Errors
    /// `records_max` is 0 or above [`SCAN_RECORDS_MAX`], or the store cannot be read or written.
    pub async fn reseal_secrets(
        &self,
        _work: &SystemWork,
        after: Option<Key>,
        records_max: usize,
    ) -> Result<Rewrapped, Error> {
        if records_max == 0 || records_max > SCAN_RECORDS_MAX {
            let limit = records_max;
            return Err(Error::Store(Box::new(StoreError::LimitTooLarge { limit })));
        }
        let mut step = Rewrapped {
            next: after,
            ..Rewrapped::default()
        };
        let mut left = records_max;
        while left > 0 {
            let page = left.min(PAGE_RECORDS);
            self.reseal_page(&mut step, page).await?;
            if step.next.is_none() {
                break;
            }
            left -= page;
        }
        Ok(step)
    }

    async fn reseal_page(&self, step: &mut Rewrapped, page: usize) -> Result<(), Error> {
        let range = match &step.next {
            Some(after) => KeyRange::all().after(after),
            None => KeyRange::all(),
        };
        let examined = self.snapshot().await?.examine(&range, page).await;
        let examined = examined.map_err(|error| Error::Store(Box::new(error)))?;
        step.looked_at += examined.len() as u64;
        let is_last = examined.len() < page;
        step.next = examined.last().map(|(key, _)| key.clone());
        if is_last {
            step.next = None;
        }
        let _commits = self.secrets().commits.read().await;
        let keys = self.secrets().keys.load_full();
        let mut changes = Vec::new();
        for (place, stored) in examined {
            let Ok(stored) = stored else {
                step.unreadable.push(place);
                continue;
            };
            match keys.renewed(&place, &stored.value, self.random()) {
                Ok(None) => {}
                Ok(Some(renewed)) => changes.push(self.replace(place, stored.revision, renewed)),
                Err(_) => step.unreadable.push(place),
            }
        }
        for changed in join_all(changes).await {
            step.changed += u64::from(changed?);
        }
        Ok(())
    }

    /// Writes a record in the place of the one that was read. Says whether it was still there:
    /// whoever changed it meanwhile has left nothing to do.
    async fn replace(&self, place: Key, read: Revision, record: Vec<u8>) -> Result<bool, Error> {
        let txn = Txn::new()
            .check(place.clone(), Expect::Revision(read))
            .put(place, record);
        match self.store().commit(txn).await {
            Ok(_) => Ok(true),
            Err(CommitError::Conflict { .. }) => Ok(false),
            Err(error) => Err(Error::Store(Box::new(error))),
        }
    }

    /// Commits a draft. Tells the record that somebody else changed meanwhile, if there is one: then
    /// nothing came about, and the change is to be planned anew.
    pub(crate) async fn commit(&self, draft: Draft<'_>) -> Result<Option<Key>, Error> {
        let _commits = self.secrets().commits.read().await;
        let keys = self.secrets().keys.load();
        let renewed = |place: &Key, record: &[u8]| keys.renewed(place, record, self.random());
        draft.commit_renewed(renewed).await
    }

    /// Seals a secret so that it opens only where it is kept.
    pub(crate) fn seal_secret(&self, place: &Key, secret: &[u8]) -> Result<Vec<u8>, Error> {
        self.secrets()
            .keys
            .load()
            .seal(place, secret, self.random())
    }

    /// Opens a secret that was sealed for the same place.
    pub(crate) fn open_secret(&self, place: &Key, sealed: &[u8]) -> Result<Secret<Vec<u8>>, Error> {
        self.secrets().keys.load().open(place, sealed)
    }

    /// As [`Directory::open_secret`], for a text.
    pub(crate) fn open_text(&self, place: &Key, sealed: &[u8]) -> Result<Secret<String>, Error> {
        let bytes = self.open_secret(place, sealed)?;
        let text = str::from_utf8(bytes.expose()).map_err(|error| Error::Corrupt {
            what: "a sealed secret",
            source: Box::new(error),
        })?;
        Ok(Secret::new(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use iamd_ident::{AccessKeyId, Partition};
    use iamd_seal::ChecksumKey;
    use iamd_store::Memory;
    use iamd_testkit::{ManualClock, SeededRandom};

    use super::*;
    use crate::{
        AccessKeyStatus, AccountQuotas, DirectoryParts, KeyOwner, draft::load, keyspace,
        records::AccessKeyRecord,
    };

    fn ring(bytes: &[u8]) -> KeyRing {
        let mut keys = bytes.iter().map(|byte| {
            let bytes = [*byte; SealingKey::BYTES];
            SealingKey::from_bytes(bytes.into())
        });
        let mut ring = KeyRing::new(keys.next().unwrap());
        keys.for_each(|key| ring.add_old(key));
        ring
    }

    fn directory() -> Directory {
        Directory::new(DirectoryParts {
            store: Memory::new(ChecksumKey::from_bytes([7; 32].into())).store(),
            keys: ring(&[1]),
            partition: Partition::Aws,
            clock: Arc::new(ManualClock::default()),
            random: Arc::new(SeededRandom::new(1)),
            quotas: AccountQuotas::default(),
        })
    }

    /// What was sealed before the keys were replaced, and is committed afterwards.
    #[tokio::test]
    async fn a_late_commit_leaves_nothing_under_an_old_key() {
        let directory = directory();
        let account = "123456789012".parse().unwrap();
        let id = AccessKeyId::long_term(account, directory.random());
        let place = keyspace::access_key(account, &id).unwrap();
        let record = AccessKeyRecord {
            owner: KeyOwner::RootUser,
            status: AccessKeyStatus::Active,
            created: directory.clock().now(),
            sealed_secret: directory.seal_secret(&place, b"a secret").unwrap(),
        };
        directory.use_secrets(ring(&[2, 1])).await.unwrap();
        let mut draft = Draft::new(directory.store());
        draft.put(place.clone(), &record).unwrap();
        assert_eq!(directory.commit(draft).await.unwrap(), None);

        directory.use_secrets(ring(&[2])).await.unwrap();
        let found = load::<AccessKeyRecord>(directory.store(), &place).await;
        let (found, _) = found.unwrap().unwrap();
        let opened = directory.open_secret(&place, &found.sealed_secret);
        assert_eq!(opened.unwrap().expose(), b"a secret");
        // Too late: nobody can open it any more, so it does not come into the store.
        for keys in [&[2][..], &[3, 2]] {
            directory.use_secrets(ring(keys)).await.unwrap();
            let mut draft = Draft::new(directory.store());
            draft.put(place.clone(), &record).unwrap();
            let refused = directory.commit(draft).await;
            assert!(matches!(refused, Err(Error::Contended)), "{refused:?}");
        }
    }
}
