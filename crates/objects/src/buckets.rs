//! Buckets, as far as objects know them: whether they take changes.

use iamd_api::s3::{CreateBucket, DeleteBucket};
use iamd_auth::{Permit, SystemWork};
use iamd_ident::BucketId;
use iamd_store::KeyRange;

use crate::{
    Error, Objects,
    draft::{parse, transact},
    keyspace,
    permits::bucket_of,
    records::BucketRecord,
};

/// LIMIT: how many buckets a start looks at at once.
const CHUNK_MAX: usize = 256;

impl Objects {
    /// Makes room for a bucket that is about to be made. The permit stays good for making it.
    ///
    /// # Errors
    /// The id is taken.
    pub async fn create_bucket(
        &self,
        _: &Permit<CreateBucket>,
        bucket: &BucketId,
    ) -> Result<(), Error> {
        self.open_new(bucket).await
    }

    /// As [`Self::create_bucket`], for a bucket that comes from elsewhere.
    ///
    /// # Errors
    /// The id is taken.
    pub async fn admit_bucket(&self, _: &SystemWork, bucket: &BucketId) -> Result<(), Error> {
        self.open_new(bucket).await
    }

    async fn open_new(&self, bucket: &BucketId) -> Result<(), Error> {
        let place = keyspace::bucket(bucket)?;
        transact!(self, |draft| {
            if draft.read::<BucketRecord>(&place).await?.is_some() {
                return Err(Error::BucketExists);
            }
            draft.put(place.clone(), &BucketRecord::OPEN)
        });
        Ok(())
    }

    /// Takes back [`Self::create_bucket`] because the bucket could not be made.
    ///
    /// # Errors
    /// There is something in it.
    pub async fn discard_bucket(&self, _: &SystemWork, bucket: &BucketId) -> Result<(), Error> {
        self.close(bucket.clone()).await?.remove().await
    }

    /// Lets nobody change a bucket any more, if it is empty. The permit stays good for deleting it;
    /// whoever has done so calls [`ClosedBucket::remove`].
    ///
    /// # Errors
    /// The bucket holds something, or somebody else is deleting it.
    pub async fn close_bucket(&self, permit: &Permit<DeleteBucket>) -> Result<ClosedBucket, Error> {
        self.close(bucket_of(permit)?).await
    }

    async fn close(&self, bucket: BucketId) -> Result<ClosedBucket, Error> {
        // Before the bucket is closed: whoever gives up halfway opens it again.
        let closed = ClosedBucket {
            token: u128::from_be_bytes(self.random().bytes()),
            objects: self.clone(),
            bucket,
            is_settled: false,
        };
        let place = keyspace::bucket(&closed.bucket)?;
        transact!(self, |draft| {
            draft.in_bucket(&closed.bucket).await?;
            draft.put(place.clone(), &BucketRecord::closed(closed.token))
        });
        if closed.is_empty().await? {
            return Ok(closed);
        }
        closed.reopen().await?;
        Err(Error::BucketNotEmpty)
    }

    /// Opens the buckets that a former run did not come to delete.
    pub(crate) async fn reopen_buckets(&self) -> Result<(), Error> {
        let mut range = KeyRange::under(&keyspace::buckets());
        loop {
            let snapshot = self.store().snapshot().await?;
            let records = snapshot.examine(&range, CHUNK_MAX).await?;
            let Some((last, _)) = records.last() else {
                return Ok(());
            };
            range = range.after(last);
            for (place, examined) in &records {
                // What is damaged refuses changes in one bucket, and keeps no other from anything.
                let found = examined.as_ref().ok();
                let found = found.and_then(|stored| parse::<BucketRecord>(stored).ok());
                let Some((record, _)) = found else {
                    tracing::error!(%place, "the record of a bucket is damaged");
                    continue;
                };
                if record.is_closing() {
                    transact!(self, |draft| {
                        draft.put(place.clone(), &BucketRecord::OPEN)
                    });
                }
            }
        }
    }
}

/// An empty bucket that nobody can change. Dropped, it is opened again.
#[must_use = "a bucket that is closed is removed or opened again"]
#[derive(Debug)]
pub struct ClosedBucket {
    objects: Objects,
    bucket: BucketId,
    /// Tells this closing from others.
    token: u128,
    is_settled: bool,
}

impl ClosedBucket {
    /// Removes what objects know of the bucket.
    ///
    /// # Errors
    /// The index cannot be written. Nothing is left but a record that does not matter.
    pub async fn remove(mut self) -> Result<(), Error> {
        self.is_settled = true;
        settle(&self.objects, &self.bucket, self.token, None).await
    }

    /// Lets changes in again.
    ///
    /// # Errors
    /// The index cannot be written. The next start opens the bucket.
    pub async fn reopen(mut self) -> Result<(), Error> {
        self.is_settled = true;
        let open = Some(BucketRecord::OPEN);
        settle(&self.objects, &self.bucket, self.token, open).await
    }

    /// Whether there is no object, version or upload in it. Each key that has a version has a
    /// newest one.
    async fn is_empty(&self) -> Result<bool, Error> {
        for prefix in [
            keyspace::all_current(&self.bucket)?,
            keyspace::all_uploads(&self.bucket)?,
        ] {
            let range = KeyRange::under(&prefix);
            if !self.objects.store().scan(&range, 1).await?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Writes what becomes of a bucket, if this very closing is still the last word on it.
async fn settle(
    objects: &Objects,
    bucket: &BucketId,
    token: u128,
    becomes: Option<BucketRecord>,
) -> Result<(), Error> {
    let place = keyspace::bucket(bucket)?;
    transact!(objects, |draft| {
        let found: Option<BucketRecord> = draft.read(&place).await?;
        match becomes {
            _ if found != Some(BucketRecord::closed(token)) => Ok(()),
            Some(record) => draft.put(place.clone(), &record),
            None => {
                draft.delete(place.clone());
                Ok(())
            }
        }
    });
    Ok(())
}

/// Whoever deletes a bucket may go away halfway: their request was given up.
impl Drop for ClosedBucket {
    fn drop(&mut self) {
        if self.is_settled {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let (objects, bucket, token) = (self.objects.clone(), self.bucket.clone(), self.token);
        runtime.spawn(async move {
            let open = Some(BucketRecord::OPEN);
            if let Err(error) = settle(&objects, &bucket, token, open).await {
                tracing::warn!(%error, %bucket, "a bucket stays closed until the next start");
            }
        });
    }
}
