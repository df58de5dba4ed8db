//! Buckets and their objects: list, create, put, get, delete, empty.

use aws_sdk_s3::{
    Client,
    primitives::ByteStream,
    types::{
        BucketLocationConstraint, CreateBucketConfiguration, Delete, Object, ObjectIdentifier,
    },
};

use crate::{Attempt, Failure};

/// The region in which a bucket is made if none is named, and which must not be named.
///
/// SOURCE: Amazon S3 API Reference, CreateBucket, "LocationConstraint".
const REGION_WITHOUT_CONSTRAINT: &str = "us-east-1";

/// The names of all buckets of the account.
///
/// # Errors
/// The call failed; `AccessDenied` if no policy allows it.
pub async fn list_buckets(s3: &Client) -> Result<Vec<String>, Failure> {
    let pages = s3.list_buckets().into_paginator().items().send();
    let buckets = pages
        .collect::<Result<Vec<_>, _>>()
        .await
        .map_err(|error| Failure::call(Attempt::ListBuckets, &error))?;
    tracing::info!(count = buckets.len(), "listed buckets");
    Ok(buckets.into_iter().filter_map(|it| it.name).collect())
}

/// Makes a bucket in the region of the client.
///
/// # Errors
/// The call failed; `BucketAlreadyExists` if somebody has a bucket of this name.
pub async fn create_bucket(s3: &Client, bucket: &str) -> Result<(), Failure> {
    let region = s3.config().region().map(AsRef::as_ref);
    let place = region
        .filter(|region| *region != REGION_WITHOUT_CONSTRAINT)
        .map(|region| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(region))
                .build()
        });
    s3.create_bucket()
        .bucket(bucket)
        .set_create_bucket_configuration(place)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::CreateBucket(bucket.to_owned()), &error))?;
    tracing::info!(bucket, region, "created a bucket");
    Ok(())
}

/// Puts an object into a bucket, in the place of one that has the same key.
///
/// # Errors
/// The call failed.
pub async fn put_object(
    s3: &Client,
    bucket: &str,
    key: &str,
    content: &'static str,
) -> Result<(), Failure> {
    s3.put_object()
        .bucket(bucket)
        .key(key)
        .body(ByteStream::from_static(content.as_bytes()))
        .send()
        .await
        .map_err(|error| {
            let attempt = Attempt::PutObject {
                bucket: bucket.to_owned(),
                key: key.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
    tracing::info!(bucket, key, "put an object");
    Ok(())
}

/// Gets a small object, whole. Bytes that are no text are replaced.
///
/// # Errors
/// The call failed; `NoSuchKey` if there is none.
pub async fn get_object(s3: &Client, bucket: &str, key: &str) -> Result<String, Failure> {
    let attempt = || Attempt::GetObject {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
    };
    let answer = s3
        .get_object()
        .bucket(bucket)
        .key(key)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let content = answer
        .body
        .collect()
        .await
        .map_err(|error| Failure::broken(attempt(), &error))?;
    tracing::info!(bucket, key, "got an object");
    Ok(String::from_utf8_lossy(&content.into_bytes()).into_owned())
}

/// Deletes an object. One that is not there counts as deleted.
///
/// # Errors
/// The call failed; `AccessDenied` if no policy allows it.
pub async fn delete_object(s3: &Client, bucket: &str, key: &str) -> Result<(), Failure> {
    s3.delete_object()
        .bucket(bucket)
        .key(key)
        .send()
        .await
        .map_err(|error| {
            let attempt = Attempt::DeleteObject {
                bucket: bucket.to_owned(),
                key: key.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
    tracing::info!(bucket, key, "deleted an object");
    Ok(())
}

/// Deletes all objects of a bucket without versions, and tells how many there were.
///
/// # Errors
/// A call failed, or an object could not be deleted.
pub async fn empty_bucket(s3: &Client, bucket: &str) -> Result<usize, Failure> {
    let mut pages = s3.list_objects_v2().bucket(bucket).into_paginator().send();
    let mut deleted = 0;
    while let Some(page) = pages.next().await {
        let page =
            page.map_err(|error| Failure::call(Attempt::ListObjects(bucket.to_owned()), &error))?;
        let keys: Vec<&str> = page.contents().iter().filter_map(Object::key).collect();
        if !keys.is_empty() {
            delete_objects(s3, bucket, &keys).await?;
        }
        deleted += keys.len();
    }
    tracing::info!(bucket, deleted, "emptied a bucket");
    Ok(deleted)
}

/// Deletes objects, at most as many as a page of a listing names.
async fn delete_objects(s3: &Client, bucket: &str, keys: &[&str]) -> Result<(), Failure> {
    let attempt = || Attempt::EmptyBucket(bucket.to_owned());
    let objects = keys
        .iter()
        .map(|key| ObjectIdentifier::builder().key(*key).build())
        .collect::<Result<_, _>>()
        .and_then(|objects| {
            Delete::builder()
                .set_objects(Some(objects))
                .quiet(true)
                .build()
        })
        .map_err(|error| Failure::not_made(attempt(), &error))?;
    let answer = s3
        .delete_objects()
        .bucket(bucket)
        .delete(objects)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    // The call succeeds even if an object could not be deleted.
    answer.errors().first().map_or(Ok(()), |error| {
        let [code, message] = [error.code(), error.message()].map(Option::unwrap_or_default);
        Err(Failure::refused(attempt(), code, message))
    })
}

/// Deletes an empty bucket.
///
/// # Errors
/// The call failed; `BucketNotEmpty` if there is an object in it.
pub async fn delete_bucket(s3: &Client, bucket: &str) -> Result<(), Failure> {
    s3.delete_bucket()
        .bucket(bucket)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::DeleteBucket(bucket.to_owned()), &error))?;
    tracing::info!(bucket, "deleted a bucket");
    Ok(())
}
