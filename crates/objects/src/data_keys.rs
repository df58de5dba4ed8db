//! The keys that seal data keys, and how data keys come under another one.
//!
//! ```text
//! use_keys(new, and the old ones)       no commit leaves a data key any more that an old key sealed
//! rewrap_data_keys, step by step        objects, their older versions, uploads: each record by itself
//! use_keys(new)                         once a whole sweep found nothing to do
//! ```
//!
//! The bytes of objects stay as they are: their data keys do. A data key that a customer's key seals
//! is nobody's business here.

use std::sync::Arc;

use arc_swap::ArcSwap;
use futures::future::join_all;
use iamd_auth::SystemWork;
use iamd_ident::Random;
use iamd_seal::{KeyRing, KeyTraces};
use iamd_store::{
    CommitError, Expect, Key, KeyRange, Revision, Rewrapped, SCAN_RECORDS_MAX, StoreError, Table,
    Txn,
};
use tokio::sync::RwLock;

use crate::{
    Error, Objects,
    draft::Draft,
    keys::KeyRecord,
    keyspace,
    records::{HeadRecord, Record, UploadRecord, VersionRecord, What, decode, encode},
};

/// LIMIT: how many records of a sweep are in memory, and on their way into the index, at once.
const PAGE_RECORDS: usize = 128;

/// The tables whose records hold data keys, and what renews those.
///
/// INVARIANT: there are no others. A record of another table that has traces of an old key is
/// refused, and so noticed.
const HOLDERS: [(Table, Renew); 3] = [
    (keyspace::CURRENT, renew_record::<HeadRecord>),
    (keyspace::VERSIONS, renew_record::<VersionRecord>),
    (keyspace::UPLOADS, renew_record::<UploadRecord>),
];

/// What puts the data key of the record at a place under the current key.
type Renew = fn(&DataKeys, &Key, &[u8], &dyn Random) -> Result<Option<Vec<u8>>, Error>;

/// A record that may hold a data key.
trait HoldsKey: Record {
    fn key_mut(&mut self) -> Option<&mut KeyRecord>;
}

impl HoldsKey for HeadRecord {
    fn key_mut(&mut self) -> Option<&mut KeyRecord> {
        self.newest.key_mut()
    }
}

impl HoldsKey for VersionRecord {
    fn key_mut(&mut self) -> Option<&mut KeyRecord> {
        match &mut self.what {
            What::Object(object) => Some(&mut object.key),
            What::DeleteMarker => None,
        }
    }
}

impl HoldsKey for UploadRecord {
    fn key_mut(&mut self) -> Option<&mut KeyRecord> {
        Some(&mut self.key)
    }
}

/// The keys of now. They are replaced while others seal and open.
pub(crate) struct Protectors {
    keys: ArcSwap<DataKeys>,
    /// Held by whoever commits, and alone by whoever replaces the keys.
    ///
    /// INVARIANT: each commit is checked against the keys of the moment in which it happens. What was
    /// sealed with those of before, as for an object that took an hour to come, is sealed anew on
    /// its way.
    commits: RwLock<()>,
}

/// The keys of one time.
#[derive(Debug)]
pub(crate) struct DataKeys {
    ring: KeyRing,
    old: KeyTraces,
}

impl Protectors {
    pub(crate) fn new(ring: KeyRing) -> Self {
        Self {
            keys: ArcSwap::from_pointee(DataKeys::new(ring)),
            commits: RwLock::default(),
        }
    }

    pub(crate) fn now(&self) -> Arc<DataKeys> {
        self.keys.load_full()
    }
}

impl DataKeys {
    fn new(ring: KeyRing) -> Self {
        Self {
            old: KeyTraces::of_old_keys(&ring),
            ring,
        }
    }

    pub(crate) fn ring(&self) -> &KeyRing {
        &self.ring
    }

    /// The record with its data key under the current key; `None` if it is like that already.
    fn renewed(
        &self,
        place: &Key,
        record: &[u8],
        random: &dyn Random,
    ) -> Result<Option<Vec<u8>>, Error> {
        if !self.old.are_in(record) {
            return Ok(None);
        }
        let holder = HOLDERS
            .iter()
            .find(|(table, _)| table.name() == place.table());
        let (_, renew) = holder.ok_or_else(|| {
            Error::corrupt("a data key", "it lies where no data key is looked for")
        })?;
        renew(self, place, record, random)
    }
}

fn renew_record<R: HoldsKey>(
    keys: &DataKeys,
    place: &Key,
    record: &[u8],
    random: &dyn Random,
) -> Result<Option<Vec<u8>>, Error> {
    let mut record: R = decode(record).map_err(|error| Error::corrupt(R::NAME, error))?;
    let Some(key) = record.key_mut() else {
        return Ok(None);
    };
    let bucket = place.segments().next().unwrap_or_default();
    if !key.renew(bucket, (&keys.ring, &keys.ring), random)? {
        return Ok(None);
    }
    let bytes = encode(&record).map_err(|error| Error::corrupt(R::NAME, error))?;
    Ok(Some(bytes))
}

impl Objects {
    /// Seals data keys under the current one of these keys from now on, and opens those that any of
    /// them sealed. When this returns, no change will leave anything that an old key sealed.
    ///
    /// The keys must open what there is: an old one may go when [`Objects::rewrap_data_keys`] has
    /// nothing left to do, and a moment after that, for whoever has just read a record.
    ///
    /// # Errors
    /// The index cannot be written.
    pub async fn use_keys(&self, keys: KeyRing) -> Result<(), Error> {
        let _alone = self.protectors().commits.write().await;
        self.protectors().keys.store(Arc::new(DataKeys::new(keys)));
        // A commit that nobody waits for any more may still be on its way to the writer. This one
        // changes nothing and comes behind it.
        self.store().commit(Txn::new()).await?;
        Ok(())
    }

    /// Puts data keys under the current key: one step behind the record `after`, in which at most
    /// `records_max` are looked at. Each record is a change of its own, so a sweep may be broken off
    /// and begun anew at any time.
    ///
    /// # Errors
    /// `records_max` is 0 or above [`SCAN_RECORDS_MAX`], or the index cannot be read or written.
    pub async fn rewrap_data_keys(
        &self,
        _work: &SystemWork,
        after: Option<Key>,
        records_max: usize,
    ) -> Result<Rewrapped, Error> {
        if records_max == 0 || records_max > SCAN_RECORDS_MAX {
            let limit = records_max;
            return Err(StoreError::LimitTooLarge { limit }.into());
        }
        let mut step = Rewrapped {
            next: after,
            ..Rewrapped::default()
        };
        let mut left = records_max;
        while left > 0 {
            let page = left.min(PAGE_RECORDS);
            self.rewrap_page(&mut step, page).await?;
            if step.next.is_none() {
                break;
            }
            left -= page;
        }
        Ok(step)
    }

    async fn rewrap_page(&self, step: &mut Rewrapped, page: usize) -> Result<(), Error> {
        let range = match &step.next {
            Some(after) => KeyRange::all().after(after),
            None => KeyRange::all(),
        };
        let examined = self.store().snapshot().await?.examine(&range, page).await?;
        step.looked_at += examined.len() as u64;
        let is_last = examined.len() < page;
        step.next = examined.last().map(|(key, _)| key.clone());
        if is_last {
            step.next = None;
        }
        let _commits = self.protectors().commits.read().await;
        let keys = self.protectors().now();
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
            Err(error) => Err(error.into()),
        }
    }

    /// Commits a draft. Tells the record that somebody else changed meanwhile, if there is one: then
    /// nothing came about, and the change is to be planned anew.
    pub(crate) async fn commit(&self, draft: Draft<'_>) -> Result<Result<Revision, Key>, Error> {
        let _commits = self.protectors().commits.read().await;
        let keys = self.protectors().now();
        let renewed = |place: &Key, record: &[u8]| keys.renewed(place, record, self.random());
        draft.commit_renewed(renewed).await
    }
}
