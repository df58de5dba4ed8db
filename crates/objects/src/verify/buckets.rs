//! Which buckets there are, for who compares them with those that have a name.

use iamd_auth::SystemWork;
use iamd_ident::BucketId;
use iamd_store::KeyRange;

use crate::{Error, Objects, keyspace};

/// LIMIT: records that are held at once.
const AT_ONCE: usize = 256;

impl Objects {
    /// The buckets that objects may be in.
    ///
    /// LIMIT: some 50 bytes of memory for each.
    ///
    /// # Errors
    /// The index does not answer.
    pub async fn bucket_ids(&self, _: &SystemWork) -> Result<Vec<BucketId>, Error> {
        let snapshot = self.store().snapshot().await?;
        let mut range = KeyRange::under(&keyspace::buckets());
        let mut ids = Vec::new();
        loop {
            let chunk = snapshot.examine(&range, AT_ONCE).await?;
            let Some((last, _)) = chunk.last() else {
                return Ok(ids);
            };
            range = range.after(last);
            ids.extend(chunk.iter().filter_map(|(key, _)| key.name()?.parse().ok()));
        }
    }

    /// Whether objects may be in a bucket, and whether any are; none if nothing is known of it.
    ///
    /// # Errors
    /// The index does not answer.
    pub async fn holds_objects(
        &self,
        _: &SystemWork,
        bucket: &BucketId,
    ) -> Result<Option<bool>, Error> {
        let snapshot = self.store().snapshot().await?;
        let known = KeyRange::under(&keyspace::bucket(bucket)?);
        if snapshot.examine(&known, 1).await?.is_empty() {
            return Ok(None);
        }
        for prefix in [
            keyspace::all_current(bucket)?,
            keyspace::all_uploads(bucket)?,
        ] {
            if !snapshot
                .examine(&KeyRange::under(&prefix), 1)
                .await?
                .is_empty()
            {
                return Ok(Some(true));
            }
        }
        Ok(Some(false))
    }
}
