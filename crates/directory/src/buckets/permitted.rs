//! The bucket that a permit is for.

use std::sync::Arc;

use iamd_api::{Action, s3};
use iamd_auth::{Permit, PermitMismatch};
use iamd_ident::BucketName;

use super::{Bucket, known::KnownBucket};
use crate::{
    Directory, Error,
    draft::{Draft, load},
    keyspace,
    records::BucketRecord,
};

/// An operation that reads what is known of a bucket, and nothing in it.
pub trait ReadsBucket: Action {}

macro_rules! read_bucket {
    ($($operation:ident)*) => {$(
        impl ReadsBucket for s3::$operation {}
    )*};
}

read_bucket! {
    GetBucketAbac
    GetBucketAccelerateConfiguration
    GetBucketAcl
    GetBucketAnalyticsConfiguration
    GetBucketCors
    GetBucketEncryption
    GetBucketIntelligentTieringConfiguration
    GetBucketInventoryConfiguration
    GetBucketLifecycle
    GetBucketLifecycleConfiguration
    GetBucketLocation
    GetBucketLogging
    GetBucketMetadataConfiguration
    GetBucketMetadataTableConfiguration
    GetBucketMetricsConfiguration
    GetBucketNotification
    GetBucketNotificationConfiguration
    GetBucketOwnershipControls
    GetBucketPolicyStatus
    GetBucketReplication
    GetBucketRequestPayment
    GetBucketTagging
    GetBucketVersioning
    GetBucketWebsite
    GetObjectLockConfiguration
    GetPublicAccessBlock
    HeadBucket
    ListBucketAnalyticsConfigurations
    ListBucketIntelligentTieringConfigurations
    ListBucketInventoryConfigurations
    ListBucketMetricsConfigurations
    PutBucketAcl
}

impl Directory {
    /// The bucket that an operation wants to read.
    ///
    /// # Errors
    /// The bucket that was decided on is gone.
    pub async fn bucket<O: ReadsBucket>(&self, permit: Permit<O>) -> Result<Arc<Bucket>, Error> {
        let known = self.permitted_bucket(&permit).await?;
        permit.covers(&known.bucket.arn)?;
        Ok(Arc::clone(&known.bucket))
    }

    /// The bucket that a permit is for, or that holds what it is for. The permit stays: it is to be
    /// used up by what happens to the objects.
    ///
    /// # Errors
    /// The bucket that was decided on is gone.
    pub async fn bucket_of<O: Action>(&self, permit: &Permit<O>) -> Result<Arc<Bucket>, Error> {
        let known = self.permitted_bucket(permit).await?;
        Ok(Arc::clone(&known.bucket))
    }

    async fn permitted_bucket<O: Action>(
        &self,
        permit: &Permit<O>,
    ) -> Result<Arc<KnownBucket>, Error> {
        let name = self.name_of(permit)?;
        match self.known_bucket(&name).await? {
            Some(known) if is_decided_on(permit, known.bucket.id.as_str()) => Ok(known),
            _ => Err(Error::NoSuchBucket(name)),
        }
    }

    /// The record of the bucket that a permit is for, taken for granted by a draft.
    pub(crate) async fn draft_bucket<O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
    ) -> Result<BucketRecord, Error> {
        let name = self.name_of(permit)?;
        permit.covers(&self.bucket_arn(&name))?;
        let record = draft
            .read::<BucketRecord>(&keyspace::bucket(&name)?)
            .await?;
        decided_on(record, permit, name)
    }

    /// The record of the bucket that a permit is for.
    pub(crate) async fn stored_bucket<O: Action>(
        &self,
        permit: &Permit<O>,
    ) -> Result<BucketRecord, Error> {
        let name = self.name_of(permit)?;
        permit.covers(&self.bucket_arn(&name))?;
        let found = load::<BucketRecord>(self.store(), &keyspace::bucket(&name)?).await?;
        decided_on(found.map(|(record, _)| record), permit, name)
    }

    /// The bucket's name in the ARN that was decided on.
    pub(super) fn name_of<O: Action>(&self, permit: &Permit<O>) -> Result<BucketName, Error> {
        let prefix = format!("arn:{}:s3:::", self.partition());
        let named = permit.resource().strip_prefix(&prefix);
        let bucket = named.and_then(|named| named.split('/').next());
        bucket.and_then(|name| name.parse().ok()).ok_or_else(|| {
            Error::Permit(PermitMismatch {
                action: O::ROW.action,
                permitted: permit.resource().to_owned(),
                asked: format!("{prefix}BUCKET"),
            })
        })
    }
}

/// INVARIANT: who was allowed to touch a bucket is not allowed to touch one that was made under its
/// name afterwards, perhaps by somebody else.
fn decided_on<O: Action>(
    record: Option<BucketRecord>,
    permit: &Permit<O>,
    name: BucketName,
) -> Result<BucketRecord, Error> {
    record
        .filter(|record| is_decided_on(permit, record.id.as_str()))
        .ok_or(Error::NoSuchBucket(name))
}

fn is_decided_on<O: Action>(permit: &Permit<O>, id: &str) -> bool {
    permit.resource_id() == Some(id)
}
