//! Parts that are copied from objects.

use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::Caller;
use iamd_objects::ETag;
use iamd_s3::{
    CopySource, ETags, ObjectAddress, ReadConditions, UploadAddress, UploadPartCopyInput,
    UploadPartCopyOutput,
};

use crate::{
    objects::at,
    uploads::listed,
    world::{World, refused, refused_as},
};

/// A copy of `bucket/source` to the first part of an upload.
fn copy(upload: &UploadAddress) -> UploadPartCopyInput {
    UploadPartCopyInput {
        upload: upload.clone(),
        part_number: 1,
        source: CopySource {
            object: ObjectAddress {
                bucket: upload.bucket.clone(),
                key: "source".parse().unwrap(),
                version: None,
            },
            expected_owner: None,
            conditions: ReadConditions::default(),
            customer_key: None,
        },
        range: None,
        customer_key: None,
    }
}

async fn ask(
    world: &World,
    caller: &Caller,
    input: UploadPartCopyInput,
) -> Result<UploadPartCopyOutput, Error> {
    world.ask::<s3::UploadPartCopy>(caller, input).await
}

#[tokio::test]
async fn a_part_may_be_a_range_of_an_object() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "source", "0123456789").await;
    let upload = world.begin(&bucket, "key").await;
    let of_range = async |range: &str| {
        let input = UploadPartCopyInput {
            range: Some(range.to_owned()),
            ..copy(&upload)
        };
        ask(&world, &world.root, input).await
    };
    let text = "The x-amz-copy-source-range value must be of the form bytes=first-last where first \
                and last are the zero-based offsets of the first and last bytes to copy";
    for wrong in ["bytes=4", "bytes=4-", "bytes=-4", "bytes=4-3", "4-5"] {
        refused(of_range(wrong).await, "InvalidArgument", text);
    }
    let text = "Range specified is not valid for source object of size: 10";
    refused(of_range("bytes=4-10").await, "InvalidArgument", text);
    let part = of_range("bytes=4-6").await.unwrap();
    world
        .complete(&upload, &[listed(1, &part.etag)])
        .await
        .unwrap();
    assert_eq!(world.read(at(&bucket, "key")).await, "456");
}

#[tokio::test]
async fn a_copy_has_conditions() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "source", "bytes").await;
    let upload = world.begin(&bucket, "key").await;
    let etag: ETag = "4b3a6218bb3e3a7303e8a171a60fcf92".parse().unwrap();
    let on = async |conditions: ReadConditions| {
        let mut input = copy(&upload);
        input.source.conditions = conditions;
        ask(&world, &world.root, input).await
    };
    let matching = || Some(ETags::OneOf(vec![etag.clone()]));
    on(ReadConditions {
        matches: matching(),
        ..ReadConditions::default()
    })
    .await
    .unwrap();
    let unmet = on(ReadConditions {
        matches_none: matching(),
        ..ReadConditions::default()
    });
    refused_as(unmet.await, ErrorCode::PreconditionFailed);
    let mut missing = copy(&upload);
    missing.source.object.key = "missing".parse().unwrap();
    refused_as(
        ask(&world, &world.root, missing).await,
        ErrorCode::NoSuchKey,
    );
    let gone = UploadAddress {
        upload: "gone".to_owned(),
        ..upload
    };
    refused_as(
        ask(&world, &world.root, copy(&gone)).await,
        ErrorCode::NoSuchUpload,
    );
}

#[tokio::test]
async fn a_copy_needs_leave_to_read_and_to_write() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "source", "bytes").await;
    let upload = world.begin(&bucket, "key").await;
    let user = async |name: &str, actions: &str| {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"arn:aws:s3:::bucket/*"}}]}}"#
        );
        world.user(name, &policy).await
    };
    let (both, reader, writer) = (
        user("both", r#""s3:GetObject","s3:PutObject""#).await,
        user("reader", r#""s3:GetObject""#).await,
        user("writer", r#""s3:PutObject","s3:GetObjectVersion""#).await,
    );
    ask(&world, &both, copy(&upload)).await.unwrap();
    refused_as(
        ask(&world, &reader, copy(&upload)).await,
        ErrorCode::AccessDenied,
    );
    refused_as(
        ask(&world, &writer, copy(&upload)).await,
        ErrorCode::AccessDenied,
    );
    // A version has an action of its own.
    let mut version = copy(&upload);
    version.source.object.version = Some("null".parse().unwrap());
    refused_as(
        ask(&world, &both, version.clone()).await,
        ErrorCode::AccessDenied,
    );
    ask(&world, &writer, version).await.unwrap();
    // Who may not list the bucket is not told what is missing.
    let mut missing = copy(&upload);
    missing.source.object.key = "missing".parse().unwrap();
    refused_as(ask(&world, &both, missing).await, ErrorCode::AccessDenied);
}
