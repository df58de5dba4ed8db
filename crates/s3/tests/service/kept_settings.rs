//! Settings of a bucket that have little or no effect: defaults, what is kept, what is refused.

use iamd_api::ErrorCode;
use iamd_s3::{Configuration, PutNotification, PutWebsite};

use crate::{
    bucket_settings::{ask, owned},
    world::{refused, refused_as},
};

#[tokio::test]
async fn what_is_not_set_has_its_default_or_its_error() {
    let owned = owned().await;
    assert_eq!(ask!(owned, GetBucketAccelerateConfiguration).unwrap(), None);
    assert_eq!(ask!(owned, GetBucketRequestPayment).unwrap(), "BucketOwner");
    ask!(owned, GetBucketLogging).unwrap();
    assert!(!ask!(owned, GetBucketNotificationConfiguration).unwrap());
    let website = ask!(owned, GetBucketWebsite);
    refused_as(website, ErrorCode::NoSuchWebsiteConfiguration);
    let replication = ask!(owned, GetBucketReplication);
    refused_as(
        replication,
        ErrorCode::ReplicationConfigurationNotFoundError,
    );
    let lock = ask!(owned, GetObjectLockConfiguration);
    refused_as(lock, ErrorCode::ObjectLockConfigurationNotFoundError);
    let tables = ask!(owned, GetBucketMetadataTableConfiguration);
    refused_as(tables, ErrorCode::NoSuchConfiguration);
    ask!(owned, DeleteBucketReplication).unwrap();
    ask!(owned, DeleteBucketWebsite).unwrap();
}

#[tokio::test]
async fn what_promises_neither_access_nor_safety_is_kept() {
    let owned = owned().await;
    let enabled = Some("Enabled".to_owned());
    ask!(owned, PutBucketAccelerateConfiguration, enabled.clone()).unwrap();
    let kept = ask!(owned, GetBucketAccelerateConfiguration).unwrap();
    assert_eq!(kept, enabled);
    let website = PutWebsite {
        index_suffix: Some("index.html".to_owned()),
        text: "a website".to_owned(),
        ..PutWebsite::default()
    };
    ask!(owned, PutBucketWebsite, website).unwrap();
    assert_eq!(ask!(owned, GetBucketWebsite).unwrap(), "a website");
    ask!(owned, DeleteBucketWebsite).unwrap();
    refused_as(
        ask!(owned, GetBucketWebsite),
        ErrorCode::NoSuchWebsiteConfiguration,
    );
    let events = PutNotification {
        has_event_bridge: true,
        ..PutNotification::default()
    };
    ask!(owned, PutBucketNotificationConfiguration, events).unwrap();
    assert!(ask!(owned, GetBucketNotificationConfiguration).unwrap());
    ask!(owned, PutBucketLogging, None).unwrap();
    ask!(owned, PutBucketRequestPayment, "BucketOwner".to_owned()).unwrap();
}

#[tokio::test]
async fn what_would_be_relied_on_in_vain_is_refused() {
    let owned = owned().await;
    let logging = ask!(owned, PutBucketLogging, Some("logs".to_owned()));
    refused_as(logging, ErrorCode::NotImplemented);
    let paying = ask!(owned, PutBucketRequestPayment, "Requester".to_owned());
    refused_as(paying, ErrorCode::NotImplemented);
    let replication = ask!(owned, PutBucketReplication);
    refused_as(replication, ErrorCode::NotImplemented);
    let lock = ask!(owned, PutObjectLockConfiguration);
    refused_as(lock, ErrorCode::NotImplemented);
    let events = PutNotification {
        destinations: vec!["arn:aws:sqs:us-east-1:123456789012:queue".to_owned()],
        ..PutNotification::default()
    };
    refused(
        ask!(owned, PutBucketNotificationConfiguration, events),
        "InvalidArgument",
        "Unable to validate the following destination configurations",
    );
}

#[tokio::test]
async fn configurations_are_kept_by_their_ids() {
    let owned = owned().await;
    let configuration = |id: &str, own_id: &str| Configuration {
        id: id.to_owned(),
        own_id: own_id.to_owned(),
        text: format!("text of {id}"),
    };
    let put = ask!(
        owned,
        PutBucketMetricsConfiguration,
        configuration("b", "b")
    );
    put.unwrap();
    let put = ask!(
        owned,
        PutBucketMetricsConfiguration,
        configuration("a", "a")
    );
    put.unwrap();
    let mixed = ask!(
        owned,
        PutBucketMetricsConfiguration,
        configuration("a", "b")
    );
    refused_as(mixed, ErrorCode::MalformedXML);
    let list = ask!(owned, ListBucketMetricsConfigurations, None).unwrap();
    assert_eq!(list.texts, ["text of a", "text of b"]);
    let one = ask!(owned, GetBucketMetricsConfiguration, "a".to_owned());
    assert_eq!(one.unwrap(), "text of a");
    // The kinds do not see one another.
    let other = ask!(owned, GetBucketInventoryConfiguration, "a".to_owned());
    refused(
        other,
        "NoSuchConfiguration",
        "The specified configuration does not exist.",
    );
    ask!(owned, DeleteBucketMetricsConfiguration, "a".to_owned()).unwrap();
    let again = ask!(owned, DeleteBucketMetricsConfiguration, "a".to_owned());
    refused_as(again, ErrorCode::NoSuchConfiguration);
}
