//! Transactions in the making.

use iamd_ident::BucketId;
use iamd_store::{Expect, Key, Revision, Snapshot, Store, Stored, Txn};

use crate::{
    BlobPlace, Error, keyspace,
    records::{
        BlobRecord, BodyRecord, BucketRecord, Record, TrashRecord, VersionRecord, What, decode,
        encode,
    },
};

/// A change that is planned: what was read for it must still be so when it is committed.
///
/// INVARIANT: each record that a plan reads is checked by its revision, and each that it finds
/// missing is checked to be absent.
pub(crate) struct Draft<'a> {
    store: &'a Store,
    txn: Txn,
    /// Files that nothing refers to any more once this is committed.
    files: Vec<BlobPlace>,
    /// What else is to be removed then.
    trash: Vec<TrashRecord>,
}

/// What is to be written under keys that only the one who commits can give.
pub(crate) type Trash = Vec<TrashRecord>;

impl<'a> Draft<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self {
            store,
            txn: Txn::new(),
            files: Vec::new(),
            trash: Vec::new(),
        }
    }

    /// Reads a record and takes it, or its absence, for granted.
    pub(crate) async fn read<R: Record>(&mut self, key: &Key) -> Result<Option<R>, Error> {
        let (record, expect) = match load(self.store, key).await? {
            Some((record, revision)) => (Some(record), Expect::Revision(revision)),
            None => (None, Expect::Absent),
        };
        if !self.txn.is_checked(key) {
            self.add(|txn| txn.check(key.clone(), expect));
        }
        Ok(record)
    }

    /// Takes for granted that a bucket takes changes.
    ///
    /// INVARIANT: every change of something in a bucket does this, so none is made while the bucket
    /// is being deleted, or afterwards.
    pub(crate) async fn in_bucket(&mut self, bucket: &BucketId) -> Result<(), Error> {
        match self
            .read::<BucketRecord>(&keyspace::bucket(bucket)?)
            .await?
        {
            None => Err(Error::NoSuchBucket),
            Some(bucket) if bucket.is_closing() => Err(Error::BucketClosing),
            Some(_) => Ok(()),
        }
    }

    /// The first record below a key. What makes it be the first is for the caller to check.
    pub(crate) async fn first_below<R: Record>(
        &mut self,
        prefix: &Key,
    ) -> Result<Option<R>, Error> {
        let range = iamd_store::KeyRange::under(prefix);
        let found = self.store.scan(&range, 1).await?;
        let first = found.first().map(|(_, stored)| parse::<R>(stored));
        Ok(first.transpose()?.map(|(record, _)| record))
    }

    /// Takes for granted that this revision wrote a record.
    pub(crate) fn expect(&mut self, key: Key, revision: Revision) {
        self.add(|txn| txn.check(key, Expect::Revision(revision)));
    }

    /// Writes a record.
    pub(crate) fn put<R: Record>(&mut self, key: Key, record: &R) -> Result<(), Error> {
        let bytes = encode(record).map_err(|error| Error::corrupt(R::NAME, error))?;
        self.put_bytes(key, bytes);
        Ok(())
    }

    /// Writes bytes that are no record.
    pub(crate) fn put_bytes(&mut self, key: Key, bytes: Vec<u8>) {
        self.add(|txn| txn.put(key, bytes));
    }

    /// Removes a record.
    pub(crate) fn delete(&mut self, key: Key) {
        self.add(|txn| txn.delete(key));
    }

    /// Writes what makes a blob one that is in use: its bytes, or that its file is named.
    pub(crate) fn keep_blob(
        &mut self,
        blob: BlobRecord,
        small: Option<&[u8]>,
    ) -> Result<(), Error> {
        match blob {
            BlobRecord::Empty => {}
            BlobRecord::Small(id) => {
                self.put_bytes(keyspace::small(id)?, small.unwrap_or_default().to_vec());
            }
            BlobRecord::File(place) => self.put_bytes(keyspace::blob(place)?, Vec::new()),
        }
        Ok(())
    }

    /// Gives up a blob that was in use.
    pub(crate) fn drop_blob(&mut self, blob: BlobRecord) -> Result<(), Error> {
        match blob {
            BlobRecord::Empty => {}
            BlobRecord::Small(id) => self.delete(keyspace::small(id)?),
            BlobRecord::File(place) => {
                self.delete(keyspace::blob(place)?);
                self.files.push(place);
            }
        }
        Ok(())
    }

    /// Gives up the bytes of a version that goes.
    pub(crate) fn drop_body(&mut self, version: &VersionRecord) -> Result<(), Error> {
        match &version.what {
            What::DeleteMarker => Ok(()),
            What::Object(object) => match &object.body {
                BodyRecord::Blob(blob) => self.drop_blob(*blob),
                BodyRecord::Parts(manifest) => {
                    self.throw_away(TrashRecord::Parts {
                        id: manifest.id,
                        chunks: manifest.records(),
                    });
                    Ok(())
                }
            },
        }
    }

    /// Leaves work for later, behind what was left before.
    pub(crate) fn throw_away(&mut self, trash: TrashRecord) {
        self.trash.push(trash);
    }

    /// Takes out what is to be left for later.
    pub(crate) fn take_trash(&mut self) -> Trash {
        let mut trash = std::mem::take(&mut self.trash);
        let files = std::mem::take(&mut self.files);
        if !files.is_empty() {
            trash.push(TrashRecord::Files(files));
        }
        trash
    }

    /// What is to be committed, by [`Objects::commit`](crate::Objects) as a rule.
    pub(crate) fn into_txn(self) -> Txn {
        self.txn
    }

    fn add(&mut self, operation: impl FnOnce(Txn) -> Txn) {
        self.txn = operation(std::mem::take(&mut self.txn));
    }
}

/// Reads a record, with the revision that wrote it.
pub(crate) async fn load<R: Record>(
    store: &Store,
    key: &Key,
) -> Result<Option<(R, Revision)>, Error> {
    store
        .get(key)
        .await?
        .map(|stored| parse(&stored))
        .transpose()
}

/// Reads a record of a snapshot.
pub(crate) async fn load_from<R: Record>(
    snapshot: &Snapshot,
    key: &Key,
) -> Result<Option<R>, Error> {
    let stored = snapshot.get(key).await?;
    let parsed = stored.map(|stored| parse(&stored)).transpose()?;
    Ok(parsed.map(|(record, _)| record))
}

/// The record that stored bytes hold.
pub(crate) fn parse<R: Record>(stored: &Stored) -> Result<(R, Revision), Error> {
    let record = decode(&stored.value).map_err(|error| Error::corrupt(R::NAME, error))?;
    Ok((record, stored.revision))
}

/// Plans a change and commits it, again for as long as others are faster.
///
/// `transact!(objects, |draft| { …; Ok(value) })` has the value of the plan that was committed, and
/// the revision of the commit. The plan may use `?` with [`Error`], reads through `draft`, and must
/// have no other effect.
macro_rules! transact {
    ($objects:expr, |$draft:ident| $plan:block) => {{
        let mut attempts = ::iamd_store::Attempts::new($objects.turns());
        loop {
            let mut $draft = $crate::draft::Draft::new($objects.store());
            let planned: Result<_, $crate::Error> = async { $plan }.await;
            let planned = planned?;
            let wakes = $objects.file_trash(&mut $draft)?;
            match $objects.commit($draft).await? {
                Ok(revision) => {
                    if wakes {
                        $objects.wake();
                    }
                    break (planned, revision);
                }
                Err(record) => attempts.again(&record).await?,
            }
        }
    }};
}
pub(crate) use transact;
