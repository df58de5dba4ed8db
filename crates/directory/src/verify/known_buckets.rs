//! Which buckets there are, for who compares them with those that hold objects.

use iamd_auth::SystemWork;
use iamd_ident::{BucketId, BucketName};
use iamd_store::KeyRange;

use crate::{Directory, Error, draft::parse, keyspace, records::BucketRecord};

/// LIMIT: records that are held at once.
const AT_ONCE: usize = 64;

/// The buckets of all accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketIds {
    /// Those that can be read.
    pub known: Vec<(BucketName, BucketId)>,
    /// How many cannot: their ids are not known.
    pub unreadable: u64,
}

impl Directory {
    /// The buckets of all accounts, with what tells them from their namesakes.
    ///
    /// LIMIT: some 100 bytes of memory for each.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn bucket_ids(&self, _work: &SystemWork) -> Result<BucketIds, Error> {
        let snapshot = self.snapshot().await?;
        let mut range = KeyRange::under(&keyspace::all_buckets());
        let mut ids = BucketIds::default();
        loop {
            let chunk = snapshot.examine(&range, AT_ONCE).await;
            let chunk = chunk.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = chunk.last() else {
                return Ok(ids);
            };
            range = range.after(last);
            for (_, examined) in &chunk {
                let record = examined.as_ref().ok();
                match record.and_then(|stored| parse::<BucketRecord>(stored).ok()) {
                    Some((bucket, _)) => ids.known.push((bucket.name, bucket.id)),
                    None => ids.unreadable += 1,
                }
            }
        }
    }
}
