//! Access control lists of objects, and buckets that are not empty.

use bytes::Bytes;
use futures::stream;
use iamd_api::{ErrorCode, s3};
use iamd_ident::BucketName;
use iamd_s3::{
    AclHeaders, BodyError, ClaimedDigests, ObjectAclInput, ObjectAddress, ObjectSettings, OnBucket,
    Payload, PutAcl, PutObjectInput, PutVersioning,
};

use crate::world::{World, allow, refused, refused_as};

async fn put(world: &World, bucket: &BucketName, key: &str) {
    let bytes: Result<Bytes, BodyError> = Ok(Bytes::from_static(b"bytes"));
    let input = PutObjectInput {
        bucket: bucket.clone(),
        key: key.parse().unwrap(),
        settings: ObjectSettings::default(),
        condition: None,
        payload: Payload {
            body: Box::pin(stream::iter([bytes])),
            length: Some(5),
            trailers: Box::new(Vec::new),
            digests: ClaimedDigests::default(),
        },
    };
    world
        .ask::<s3::PutObject>(&world.root, input)
        .await
        .unwrap();
}

fn of<T>(bucket: &BucketName, key: &str, value: T) -> ObjectAclInput<T> {
    ObjectAclInput {
        address: ObjectAddress::newest(bucket.clone(), key.parse().unwrap()),
        value,
    }
}

#[tokio::test]
async fn the_list_of_an_object_is_that_of_the_owner_of_its_bucket() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    put(&world, &bucket, "key").await;
    let read = world.ask::<s3::GetObjectAcl>(&world.root, of(&bucket, "key", ()));
    let on = OnBucket::of(bucket.clone());
    let owner = world.ask::<s3::GetBucketAcl>(&world.root, on).await;
    assert_eq!(read.await.unwrap(), owner.unwrap());
    let private = || PutAcl {
        headers: AclHeaders {
            canned: Some("private".to_owned()),
            ..AclHeaders::default()
        },
        body: None,
    };
    let put_acl = world.ask::<s3::PutObjectAcl>(&world.root, of(&bucket, "key", private()));
    refused(
        put_acl.await,
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs",
    );
    let writer = OnBucket::with(bucket.clone(), vec!["ObjectWriter".to_owned()]);
    let set = world.ask::<s3::PutBucketOwnershipControls>(&world.root, writer);
    set.await.unwrap();
    let put_acl = world.ask::<s3::PutObjectAcl>(&world.root, of(&bucket, "key", private()));
    put_acl.await.unwrap();
}

#[tokio::test]
async fn that_an_object_is_missing_is_for_who_may_list() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let missing = world.ask::<s3::GetObjectAcl>(&world.root, of(&bucket, "key", ()));
    refused(
        missing.await,
        "NoSuchKey",
        "The specified key does not exist.",
    );
    let reader = world.user("reader", &allow("s3:GetObjectAcl", "*")).await;
    let hidden = world.ask::<s3::GetObjectAcl>(&reader, of(&bucket, "key", ()));
    refused_as(hidden.await, ErrorCode::AccessDenied);
    put(&world, &bucket, "key").await;
    let read = world.ask::<s3::GetObjectAcl>(&reader, of(&bucket, "key", ()));
    read.await.unwrap();
}

#[tokio::test]
async fn a_bucket_with_objects_is_not_deleted() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    put(&world, &bucket, "key").await;
    let on = || OnBucket::of(bucket.clone());
    let text = "The bucket you tried to delete is not empty";
    let deleted = world.ask::<s3::DeleteBucket>(&world.root, on()).await;
    refused(deleted, "BucketNotEmpty", text);
    let enabled = PutVersioning {
        status: Some("Enabled".to_owned()),
        mfa_delete: None,
    };
    let enabled = OnBucket::with(bucket.clone(), enabled);
    let set = world.ask::<s3::PutBucketVersioning>(&world.root, enabled);
    set.await.unwrap();
    let deleted = world.ask::<s3::DeleteBucket>(&world.root, on()).await;
    let text = format!("{text}. You must delete all versions in the bucket.");
    refused(deleted, "BucketNotEmpty", &text);
    // It was closed in vain, and is open again.
    put(&world, &bucket, "key").await;
}
