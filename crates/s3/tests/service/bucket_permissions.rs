//! Who may ask for a bucket's settings.

use iamd_api::{ErrorCode, s3};
use iamd_s3::{
    OnBucket, PublicAccessBlock, PutAcl, PutLifecycle, PutNotification, PutVersioning, PutWebsite,
};

use crate::{
    bucket_settings::owned,
    world::{allow, refused, refused_as},
};

/// Asks for operations as somebody who may do something else, and as nobody.
macro_rules! denied {
    ($world:expr, $bucket:expr, $reader:expr; $($operation:ident: $value:expr;)*) => {$(
        let input = OnBucket::with($bucket.clone(), $value);
        let asked = $world.ask::<s3::$operation>(&$reader, input).await;
        refused_as(asked, ErrorCode::AccessDenied);
        let input = OnBucket::with($bucket.clone(), $value);
        let asked = $world.ask::<s3::$operation>(&$world.anonymous, input).await;
        refused(asked, "AccessDenied", "Access Denied");
    )*};
}

/// Each setting has an action of its own, and a user with another one is denied.
#[tokio::test]
async fn every_setting_is_for_whom_it_is_allowed() {
    let owned = owned().await;
    let world = &owned.world;
    let reader = allow("s3:GetBucketVersioning", "arn:aws:s3:::bucket");
    let reader = world.user("reader", &reader).await;
    let on = || OnBucket::of(owned.bucket.clone());
    let read = world.ask::<s3::GetBucketVersioning>(&reader, on()).await;
    assert_eq!(read.unwrap(), None);
    denied! {
        world, owned.bucket, reader;
        PutBucketVersioning: PutVersioning::default();
        GetPublicAccessBlock: ();
        PutPublicAccessBlock: PublicAccessBlock::default();
        DeletePublicAccessBlock: ();
        GetBucketOwnershipControls: ();
        PutBucketOwnershipControls: Vec::new();
        DeleteBucketOwnershipControls: ();
        GetBucketTagging: ();
        PutBucketTagging: Vec::new();
        DeleteBucketTagging: ();
        GetBucketEncryption: ();
        PutBucketEncryption: Vec::new();
        DeleteBucketEncryption: ();
        GetBucketCors: ();
        PutBucketCors: Vec::new();
        DeleteBucketCors: ();
        GetBucketLifecycleConfiguration: ();
        PutBucketLifecycleConfiguration: PutLifecycle::default();
        DeleteBucketLifecycle: ();
        GetBucketAcl: ();
        PutBucketAcl: PutAcl::default();
        GetBucketPolicy: ();
        GetBucketPolicyStatus: ();
        DeleteBucketPolicy: ();
        PutBucketPolicy: String::new();
    }
}

#[tokio::test]
async fn settings_without_effect_are_for_whom_they_are_allowed_as_well() {
    let owned = owned().await;
    let world = &owned.world;
    let reader = allow("s3:GetBucketVersioning", "arn:aws:s3:::bucket");
    let reader = world.user("reader", &reader).await;
    denied! {
        world, owned.bucket, reader;
        GetBucketWebsite: ();
        PutBucketWebsite: PutWebsite::default();
        DeleteBucketWebsite: ();
        GetBucketAccelerateConfiguration: ();
        PutBucketAccelerateConfiguration: None;
        GetBucketRequestPayment: ();
        PutBucketRequestPayment: String::new();
        GetBucketLogging: ();
        PutBucketLogging: None;
        GetBucketNotificationConfiguration: ();
        PutBucketNotificationConfiguration: PutNotification::default();
        GetBucketReplication: ();
        PutBucketReplication: ();
        DeleteBucketReplication: ();
        GetObjectLockConfiguration: ();
        PutObjectLockConfiguration: ();
        GetBucketMetadataTableConfiguration: ();
        GetBucketMetricsConfiguration: String::new();
        ListBucketMetricsConfigurations: None;
        DeleteBucketMetricsConfiguration: String::new();
        GetBucketAnalyticsConfiguration: String::new();
        ListBucketAnalyticsConfigurations: None;
        DeleteBucketAnalyticsConfiguration: String::new();
        GetBucketInventoryConfiguration: String::new();
        ListBucketInventoryConfigurations: None;
        DeleteBucketInventoryConfiguration: String::new();
        GetBucketIntelligentTieringConfiguration: String::new();
        ListBucketIntelligentTieringConfigurations: None;
        DeleteBucketIntelligentTieringConfiguration: String::new();
        GetBucketLocation: ();
        HeadBucket: ();
        DeleteBucket: ();
    }
}
