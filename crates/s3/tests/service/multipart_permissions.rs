//! Who may do what with uploads in parts.

use iamd_api::{ErrorCode, s3};
use iamd_ident::Tag;
use iamd_objects::WriteCondition;
use iamd_s3::{
    AclHeaders, CompleteMultipartUploadInput, CreateMultipartUploadInput, ObjectSettings,
};

use crate::{
    uploads::{all_parts, all_uploads, completion, new_part, new_upload},
    world::{World, allow, bucket_policy, refused_as},
};

const OBJECTS: &str = "arn:aws:s3:::bucket/*";

#[tokio::test]
async fn who_may_write_may_upload_in_parts() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let writer = world
        .user(
            "writer",
            &allow("s3:PutObject", "arn:aws:s3:::bucket/mine/*"),
        )
        .await;
    let upload = world
        .begin_as(&writer, new_upload(&bucket, "mine/key"))
        .await
        .unwrap();
    world
        .part_as(&writer, new_part(&upload, 1, "bytes"))
        .await
        .unwrap();
    let theirs = world
        .begin_as(&writer, new_upload(&bucket, "theirs/key"))
        .await;
    refused_as(theirs, ErrorCode::AccessDenied);
    let reader = world.user("reader", &allow("s3:GetObject", OBJECTS)).await;
    let part = world.part_as(&reader, new_part(&upload, 1, "other")).await;
    refused_as(part, ErrorCode::AccessDenied);

    let list = || all_parts(&upload);
    let listed = world.ask::<s3::ListParts>(&writer, list()).await;
    refused_as(listed, ErrorCode::AccessDenied);
    let abort = world.ask::<s3::AbortMultipartUpload>(&writer, upload.clone());
    refused_as(abort.await, ErrorCode::AccessDenied);
    let tidy = world
        .user("tidy", &allow("s3:AbortMultipartUpload", OBJECTS))
        .await;
    let auditor = world
        .user("auditor", &allow("s3:ListMultipartUploadParts", OBJECTS))
        .await;
    world.ask::<s3::ListParts>(&auditor, list()).await.unwrap();
    world
        .ask::<s3::AbortMultipartUpload>(&tidy, upload)
        .await
        .unwrap();
}

#[tokio::test]
async fn listing_uploads_is_an_action_on_the_bucket() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let action = "s3:ListBucketMultipartUploads";
    let (of_bucket, of_objects) = (
        world
            .user("one", &allow(action, "arn:aws:s3:::bucket"))
            .await,
        world.user("other", &allow(action, OBJECTS)).await,
    );
    let input = || all_uploads(&bucket);
    world
        .ask::<s3::ListMultipartUploads>(&of_bucket, input())
        .await
        .unwrap();
    let denied = world
        .ask::<s3::ListMultipartUploads>(&of_objects, input())
        .await;
    refused_as(denied, ErrorCode::AccessDenied);
}

#[tokio::test]
async fn tags_of_an_upload_need_leave_of_their_own() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let tagged = || CreateMultipartUploadInput {
        settings: ObjectSettings {
            tags: Some(vec![Tag {
                key: "kind".to_owned(),
                value: "log".to_owned(),
            }]),
            ..ObjectSettings::default()
        },
        ..new_upload(&bucket, "key")
    };
    let writer = world.user("writer", &allow("s3:PutObject", OBJECTS)).await;
    refused_as(
        world.begin_as(&writer, tagged()).await,
        ErrorCode::AccessDenied,
    );
    let labeller = world
        .user("labeller", &allow("s3:PutObject*", OBJECTS))
        .await;
    world.begin_as(&labeller, tagged()).await.unwrap();
}

#[tokio::test]
async fn lists_of_access_control_are_those_that_say_nothing() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let canned = |name: &str| CreateMultipartUploadInput {
        settings: ObjectSettings {
            acl: AclHeaders {
                canned: Some(name.to_owned()),
                ..AclHeaders::default()
            },
            ..ObjectSettings::default()
        },
        ..new_upload(&bucket, "key")
    };
    world
        .begin_as(&world.root, canned("bucket-owner-full-control"))
        .await
        .unwrap();
    let public = world.begin_as(&world.root, canned("public-read")).await;
    refused_as(public, ErrorCode::AccessControlListNotSupported);
}

/// A policy that wants conditions of whoever makes objects leaves parts alone, which make none.
#[tokio::test]
async fn only_completing_makes_an_object() {
    let world = World::new().await;
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"{OBJECTS}","Condition":{{"Null":{{"s3:if-none-match":"true"}},"Bool":{{"s3:ObjectCreationOperation":"true"}}}}}}]}}"#
    );
    let bucket = world.open_bucket("bucket", &policy).await;
    let writer = world.user("writer", &allow("s3:PutObject", OBJECTS)).await;
    let upload = world
        .begin_as(&writer, new_upload(&bucket, "key"))
        .await
        .unwrap();
    let part = world.part(&upload, 1, "bytes").await;
    let complete = async |condition| {
        let input = CompleteMultipartUploadInput {
            condition,
            ..completion(&upload, std::slice::from_ref(&part))
        };
        world
            .ask::<s3::CompleteMultipartUpload>(&writer, input)
            .await
    };
    refused_as(complete(None).await, ErrorCode::AccessDenied);
    complete(Some(WriteCondition::Absent)).await.unwrap();
}

#[tokio::test]
async fn whom_a_bucket_lets_in_may_upload_but_nobody_may_begin() {
    let world = World::new().await;
    let policy = bucket_policy("Allow", r#""*""#, "s3:PutObject", OBJECTS);
    let bucket = world.open_bucket("bucket", &policy).await;
    let upload = world
        .begin_as(&world.stranger, new_upload(&bucket, "key"))
        .await
        .unwrap();
    for caller in [&world.stranger, &world.anonymous] {
        world
            .part_as(caller, new_part(&upload, 1, "bytes"))
            .await
            .unwrap();
    }
    let refused = world
        .begin_as(&world.anonymous, new_upload(&bucket, "key"))
        .await;
    refused_as(refused, ErrorCode::AccessDenied);
    let closed = world.bucket("closed").await;
    let denied = world
        .begin_as(&world.anonymous, new_upload(&closed, "key"))
        .await;
    refused_as(denied, ErrorCode::AccessDenied);
    let denied = world
        .begin_as(&world.stranger, new_upload(&closed, "key"))
        .await;
    refused_as(denied, ErrorCode::AccessDenied);
}
