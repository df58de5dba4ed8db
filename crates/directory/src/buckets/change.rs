//! Changes of a bucket's settings.

use std::collections::BTreeMap;

use iamd_api::{Action, s3};
use iamd_auth::Permit;
use iamd_ident::Tag;

use super::limits;
use crate::{
    BucketEncryption, BucketSettings, CorsRule, Directory, Error, Lifecycle, ObjectOwnership,
    PublicAccessBlock, Versioning, draft::transact, keyspace,
};

/// An operation that changes one part of a bucket's settings, and no other.
pub trait ChangesBucket: Action {
    /// The part.
    type Part;

    /// Where the part is.
    fn part(settings: &mut BucketSettings) -> &mut Self::Part;
}

macro_rules! change_bucket {
    ($($operation:ident => $member:ident: $part:ty;)*) => {$(
        impl ChangesBucket for s3::$operation {
            type Part = $part;

            fn part(settings: &mut BucketSettings) -> &mut Self::Part {
                &mut settings.$member
            }
        }
    )*};
}

change_bucket! {
    DeleteBucketAnalyticsConfiguration => analytics: BTreeMap<String, String>;
    DeleteBucketCors => cors: Vec<CorsRule>;
    DeleteBucketEncryption => encryption: BucketEncryption;
    DeleteBucketIntelligentTieringConfiguration => intelligent_tiering: BTreeMap<String, String>;
    DeleteBucketInventoryConfiguration => inventory: BTreeMap<String, String>;
    DeleteBucketLifecycle => lifecycle: Lifecycle;
    DeleteBucketMetricsConfiguration => metrics: BTreeMap<String, String>;
    DeleteBucketOwnershipControls => ownership: Option<ObjectOwnership>;
    DeleteBucketReplication => replication: Option<String>;
    DeleteBucketTagging => tags: Vec<Tag>;
    DeleteBucketWebsite => website: Option<String>;
    DeletePublicAccessBlock => public_access_block: Option<PublicAccessBlock>;
    PutBucketAccelerateConfiguration => accelerate: Option<String>;
    PutBucketAnalyticsConfiguration => analytics: BTreeMap<String, String>;
    PutBucketCors => cors: Vec<CorsRule>;
    PutBucketEncryption => encryption: BucketEncryption;
    PutBucketIntelligentTieringConfiguration => intelligent_tiering: BTreeMap<String, String>;
    PutBucketInventoryConfiguration => inventory: BTreeMap<String, String>;
    PutBucketLifecycle => lifecycle: Lifecycle;
    PutBucketLifecycleConfiguration => lifecycle: Lifecycle;
    PutBucketLogging => logging: Option<String>;
    PutBucketMetricsConfiguration => metrics: BTreeMap<String, String>;
    PutBucketNotification => notification: Option<String>;
    PutBucketNotificationConfiguration => notification: Option<String>;
    PutBucketOwnershipControls => ownership: Option<ObjectOwnership>;
    PutBucketReplication => replication: Option<String>;
    PutBucketRequestPayment => request_payment: Option<String>;
    PutBucketTagging => tags: Vec<Tag>;
    PutBucketVersioning => versioning: Versioning;
    PutBucketWebsite => website: Option<String>;
    PutObjectLockConfiguration => object_lock: Option<String>;
    PutPublicAccessBlock => public_access_block: Option<PublicAccessBlock>;
}

impl Directory {
    /// Changes the part of a bucket's settings that the operation is for. `change` sees all
    /// settings as they are and gets that part; it may be asked more than once, and must do nothing
    /// else.
    ///
    /// # Errors
    /// The bucket that was decided on is gone, a limit would be passed, or `change` refuses.
    pub async fn change_bucket<O: ChangesBucket>(
        &self,
        permit: Permit<O>,
        change: impl Fn(&BucketSettings, &mut O::Part) -> Result<(), Error> + Send + Sync,
    ) -> Result<(), Error> {
        transact!(self, |draft| {
            let mut bucket = self.draft_bucket(&mut draft, &permit).await?;
            let settings = bucket.settings.clone();
            change(&settings, O::part(&mut bucket.settings))?;
            // What an older version of the program took may stay as it is.
            if bucket.settings == settings {
                return Ok(());
            }
            limits::check(&bucket.settings)?;
            check_versioning(settings.versioning, bucket.settings.versioning)?;
            draft.put(keyspace::bucket(&bucket.name)?, &bucket)
        });
        Ok(())
    }
}

/// INVARIANT: a bucket that once kept versions never claims that it has none.
fn check_versioning(old: Versioning, new: Versioning) -> Result<(), Error> {
    if new == Versioning::Unversioned && old != new {
        let reason = "The versioning of a bucket can be suspended, not undone.";
        return Err(Error::InvalidBucketState { reason });
    }
    Ok(())
}
