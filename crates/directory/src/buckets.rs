//! Buckets: their names, their owners, and what is known of them before any object is looked at.
//!
//! The objects in a bucket are elsewhere and know the bucket by its id alone.

use std::sync::Arc;

use iamd_api::s3::{CreateBucket, DeleteBucket};
use iamd_auth::{Permit, SystemWork};
use iamd_ident::{AccountId, BucketId, BucketName, CanonicalUserId, Timestamp};

use crate::{
    BucketSettings, Directory, Error, Quota,
    draft::transact,
    keyspace,
    records::{BucketCountRecord, BucketEntryRecord, BucketRecord},
};

mod change;
mod known;
mod limits;
mod list;
mod permitted;
mod policy;
mod resource;

pub use change::ChangesBucket;
pub(crate) use known::KnownBuckets;
pub use known::{BucketPolicyStatus, CorsRules};
pub(crate) use limits::check as check_limits;
pub use list::{BucketEntry, BucketFilter};
pub use permitted::ReadsBucket;

/// LIMIT: buckets of an account.
/// SOURCE: AWS General Reference, "Amazon S3 endpoints and quotas": 10,000 by default.
pub(crate) const PER_ACCOUNT_MAX: u32 = 10_000;

/// Names that would be hidden behind other things that the server answers on the same host.
const RESERVED: [&str; 1] = ["federation"];

/// Whether a name would be hidden.
pub(crate) fn is_reserved(name: &BucketName) -> bool {
    RESERVED.contains(&name.as_str())
}

/// A bucket, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its name, which no other bucket of any account has at the same time.
    pub name: BucketName,
    /// What tells it from a bucket that has its name at another time.
    pub id: BucketId,
    /// The account that it belongs to.
    pub owner: AccountId,
    /// `arn:PARTITION:s3:::NAME`.
    pub arn: String,
    /// Where it is said to be.
    pub region: String,
    /// When it was made.
    pub created: Timestamp,
    /// What its owner has set.
    pub settings: BucketSettings,
    /// What is known of its policy, if it has one.
    pub policy: Option<BucketPolicyStatus>,
}

impl Bucket {
    /// The owner as S3 calls it.
    pub fn owner_id(&self) -> CanonicalUserId {
        CanonicalUserId::of(self.owner)
    }

    /// Whether its policy is public and lets in nobody but principals of its own account.
    pub fn is_restricted(&self) -> bool {
        let block = self.settings.public_access_block.unwrap_or_default();
        block.restrict_public_buckets && self.policy.is_some_and(|policy| policy.is_public)
    }
}

/// What a new bucket is made of.
#[derive(Clone, Debug)]
pub struct NewBucket {
    /// What tells it from a bucket that has its name at another time. Those who keep its objects
    /// know it already.
    pub id: BucketId,
    /// Its name.
    pub name: BucketName,
    /// Where it is said to be.
    pub region: String,
    /// What is set from the start; see [`BucketSettings::of_new_bucket`].
    pub settings: BucketSettings,
}

impl Directory {
    /// Makes a bucket.
    ///
    /// # Errors
    /// The name is taken or reserved, or a limit is passed.
    pub async fn create_bucket(
        &self,
        permit: Permit<CreateBucket>,
        new: NewBucket,
    ) -> Result<Arc<Bucket>, Error> {
        permit.covers(&self.bucket_arn(&new.name))?;
        if is_reserved(&new.name) {
            return Err(Error::BucketNameReserved(new.name));
        }
        limits::check(&new.settings)?;
        let owner = permit.account();
        let record = BucketRecord {
            id: new.id,
            owner,
            region: new.region,
            created: self.clock().now(),
            policy: None,
            settings: new.settings,
            name: new.name,
        };
        let entry = BucketEntryRecord {
            region: record.region.clone(),
            created: record.created,
        };
        let place = keyspace::bucket(&record.name)?;
        transact!(self, |draft| {
            if let Some(other) = draft.read::<BucketRecord>(&place).await? {
                let is_own = other.owner == owner;
                return Err(if is_own {
                    Error::BucketOwnedByYou(other.name)
                } else {
                    Error::BucketExists(other.name)
                });
            }
            // INVARIANT: the quota holds however many write at once, because each changes this.
            let count_place = keyspace::bucket_count(owner);
            let mut count: BucketCountRecord = draft.read(&count_place).await?.unwrap_or_default();
            if count.count >= PER_ACCOUNT_MAX {
                return Err(Error::Quota(Quota::BucketsPerAccount));
            }
            count.count += 1;
            draft.put(count_place, &count)?;
            draft.put(keyspace::bucket_of(owner, &record.name)?, &entry)?;
            draft.put(place.clone(), &record)
        });
        Ok(Arc::new(self.bucket_from(record, None)))
    }

    /// Deletes a bucket with all its settings. That nothing is in it is for the caller to know.
    ///
    /// # Errors
    /// The bucket that was decided on is gone.
    pub async fn delete_bucket(&self, permit: Permit<DeleteBucket>) -> Result<(), Error> {
        transact!(self, |draft| {
            let bucket = self.draft_bucket(&mut draft, &permit).await?;
            let count_place = keyspace::bucket_count(bucket.owner);
            let mut count: BucketCountRecord = draft.read(&count_place).await?.unwrap_or_default();
            count.count = count.count.saturating_sub(1);
            draft.put(count_place, &count)?;
            draft.delete(keyspace::bucket_of(bucket.owner, &bucket.name)?);
            draft.delete(keyspace::bucket(&bucket.name)?);
            Ok(())
        });
        Ok(())
    }

    /// The bucket that has a name now, for work that no caller asked for.
    ///
    /// # Errors
    /// The store cannot be read, or the record is damaged.
    pub async fn find_bucket(
        &self,
        _work: &SystemWork,
        name: &BucketName,
    ) -> Result<Option<Arc<Bucket>>, Error> {
        let known = self.known_bucket(name).await?;
        Ok(known.map(|known| Arc::clone(&known.bucket)))
    }

    /// `arn:PARTITION:s3:::NAME`.
    pub(crate) fn bucket_arn(&self, name: &BucketName) -> String {
        format!("arn:{}:s3:::{name}", self.partition())
    }

    fn bucket_from(&self, record: BucketRecord, policy: Option<BucketPolicyStatus>) -> Bucket {
        Bucket {
            arn: self.bucket_arn(&record.name),
            name: record.name,
            id: record.id,
            owner: record.owner,
            region: record.region,
            created: record.created,
            settings: record.settings,
            policy,
        }
    }
}
