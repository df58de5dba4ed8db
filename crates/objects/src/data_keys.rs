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

use iamd_auth::SystemWork;
use iamd_ident::Random;
use iamd_seal::SealingKeys;
use iamd_store::{Key, KeysInUse, Revision, Rewrapped, Table};

use crate::{
    Error, Objects,
    draft::Draft,
    keys::KeyRecord,
    keyspace,
    records::{HeadRecord, Record, UploadRecord, VersionRecord, What, decode, encode},
};

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
type Renew = fn(&SealingKeys, &Key, &[u8], &dyn Random) -> Result<Option<Vec<u8>>, Error>;

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

/// A record with its data key under the current key; `None` if it is like that already.
fn renewed(
    keys: &KeysInUse,
    place: &Key,
    record: &[u8],
    random: &dyn Random,
) -> Result<Option<Vec<u8>>, Error> {
    let holder = HOLDERS
        .iter()
        .find(|(table, _)| table.name() == place.table());
    let (_, renew) = holder
        .ok_or_else(|| Error::corrupt("a data key", "it lies where no data key is looked for"))?;
    renew(keys.ring(), place, record, random)
}

fn renew_record<R: HoldsKey>(
    keys: &SealingKeys,
    place: &Key,
    record: &[u8],
    random: &dyn Random,
) -> Result<Option<Vec<u8>>, Error> {
    let mut record: R = decode(record).map_err(|error| Error::corrupt(R::NAME, error))?;
    let Some(key) = record.key_mut() else {
        return Ok(None);
    };
    let bucket = place.segments().next().unwrap_or_default();
    if !key.renew(bucket, (keys, keys), random)? {
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
    pub async fn use_keys(&self, keys: SealingKeys) -> Result<(), Error> {
        Ok(self.data_keys().use_keys(self.store(), keys).await?)
    }

    /// Puts data keys under the current key: one step behind the record `after`, in which at most
    /// `records_max` are looked at. Each record is a change of its own, so a sweep may be broken off
    /// and begun anew at any time.
    ///
    /// # Errors
    /// `records_max` is 0 or above [`SCAN_RECORDS_MAX`](iamd_store::SCAN_RECORDS_MAX), or the index
    /// cannot be read or written.
    pub async fn rewrap_data_keys(
        &self,
        _work: &SystemWork,
        after: Option<Key>,
        records_max: usize,
    ) -> Result<Rewrapped, Error> {
        let renew = |keys: &KeysInUse, place: &Key, record: &[u8]| {
            renewed(keys, place, record, self.random())
        };
        let sweep = self
            .data_keys()
            .sweep(self.store(), (after, records_max), renew);
        Ok(sweep.await?)
    }

    /// Whether what was looked up is to be looked up again, because it may be under keys that came
    /// behind these.
    ///
    /// INVARIANT: whoever opens a data key takes the keys before looking it up. So they open what is
    /// found, whoever replaces them meanwhile, unless it came under a newer one in between.
    pub(crate) fn is_due_again<T>(
        &self,
        keys: &Arc<KeysInUse>,
        looked_up: &Result<T, Error>,
    ) -> bool {
        matches!(looked_up, Err(Error::Corrupt { .. })) && !Arc::ptr_eq(keys, &self.keys())
    }

    /// Commits a draft. Tells the record that somebody else changed meanwhile, if there is one: then
    /// nothing came about, and the change is to be planned anew.
    pub(crate) async fn commit(&self, draft: Draft<'_>) -> Result<Result<Revision, Key>, Error> {
        let renew = |keys: &KeysInUse, place: &Key, record: &[u8]| {
            renewed(keys, place, record, self.random())
        };
        self.data_keys()
            .commit(self.store(), draft.into_txn(), renew)
            .await
    }
}
