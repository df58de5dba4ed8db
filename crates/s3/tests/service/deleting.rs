//! DeleteObject and DeleteObjects.

use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::Caller;
use iamd_ident::BucketName;
use iamd_s3::{
    DeleteObjectInput, DeleteObjectsInput, Deleted, ObjectAddress, ObjectDeleted, ObjectToDelete,
    delete_condition,
};

use crate::{
    objects::{KEY, at, version},
    world::{World, allow, bucket_policy, refused, refused_as},
};

const OBJECTS: &str = "arn:aws:s3:::bucket/*";

async fn delete(world: &World, caller: &Caller, object: ObjectAddress) -> Result<Deleted, Error> {
    let input = DeleteObjectInput {
        object,
        condition: None,
    };
    world.ask::<s3::DeleteObject>(caller, input).await
}

fn named(key: &str) -> ObjectToDelete {
    ObjectToDelete {
        key: key.to_owned(),
        version: None,
        condition: None,
    }
}

async fn delete_all(
    world: &World,
    caller: &Caller,
    bucket: &BucketName,
    objects: Vec<ObjectToDelete>,
) -> Result<Vec<ObjectDeleted>, Error> {
    let input = DeleteObjectsInput {
        bucket: bucket.clone(),
        objects,
    };
    world.ask::<s3::DeleteObjects>(caller, input).await
}

/// For each object its code, or nothing if it is gone.
fn codes(done: &[ObjectDeleted]) -> Vec<(&str, Option<ErrorCode>)> {
    done.iter()
        .map(|object| {
            let error = object.result.as_ref().err();
            (object.key.as_str(), error.map(|error| error.code))
        })
        .collect()
}

#[tokio::test]
async fn what_is_deleted_is_gone() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, "data").await;
    for _ in 0..2 {
        // What is not there is deleted as well.
        let deleted = delete(&world, &world.root, at(&bucket, KEY)).await.unwrap();
        assert_eq!(deleted, Deleted::default());
    }
    let asked = world.get(&world.root, at(&bucket, KEY)).await;
    refused_as(asked, ErrorCode::NoSuchKey);
}

#[tokio::test]
async fn a_reader_deletes_nothing() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, "data").await;
    let reader = world.user("reader", &allow("s3:GetObject", OBJECTS)).await;
    refused(
        delete(&world, &reader, at(&bucket, KEY)).await,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: s3:DeleteObject \
         on resource: \"arn:aws:s3:::bucket/key\" because no identity-based policy allows the \
         s3:DeleteObject action",
    );
    assert_eq!(world.read(at(&bucket, KEY)).await, "data");
}

#[tokio::test]
async fn deletions_have_conditions() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let ask = |if_match: &str| {
        let input = DeleteObjectInput {
            object: at(&bucket, KEY),
            condition: delete_condition(Some(if_match)),
        };
        world.ask::<s3::DeleteObject>(&world.root, input)
    };
    refused_as(ask("*").await, ErrorCode::NoSuchKey);
    world.put(&bucket, KEY, "data").await;
    refused_as(ask("other").await, ErrorCode::PreconditionFailed);
    ask("*").await.unwrap();
    let etag = world.put(&bucket, KEY, "data").await.etag;
    ask(&format!("\"{etag}\"")).await.unwrap();
}

#[tokio::test]
async fn each_object_is_decided_on() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    for key in ["a", "b", "kept/c"] {
        world.put(&bucket, key, "data").await;
    }
    // Nobody has to be allowed anything on the bucket itself.
    let policy = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::bucket/*"},
        {"Effect":"Deny","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::bucket/kept/*"}]}"#;
    let user = world.user("user", policy).await;
    let objects = ["a", "kept/c", "none", "a", "b"].map(named).to_vec();
    let done = delete_all(&world, &user, &bucket, objects).await.unwrap();
    let expect = [
        ("a", None),
        ("kept/c", Some(ErrorCode::AccessDenied)),
        ("none", None),
        ("a", None),
        ("b", None),
    ];
    assert_eq!(codes(&done), expect);
    assert_eq!(world.read(at(&bucket, "kept/c")).await, "data");
    refused_as(
        world.get(&world.root, at(&bucket, "a")).await,
        ErrorCode::NoSuchKey,
    );
    // Who may delete nothing gets an answer as well: one error for each object.
    let nobody = world.user("nobody", &allow("s3:GetObject", "*")).await;
    for caller in [&nobody, &world.anonymous, &world.stranger] {
        let done = delete_all(&world, caller, &bucket, vec![named("kept/c")]).await;
        assert_eq!(
            codes(&done.unwrap()),
            [("kept/c", Some(ErrorCode::AccessDenied))]
        );
    }
}

#[tokio::test]
async fn a_list_has_its_limits() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let ask = |count: usize| {
        let objects = (0..count)
            .map(|number| named(&number.to_string()))
            .collect();
        delete_all(&world, &world.root, &bucket, objects)
    };
    for count in [0, 1001] {
        refused_as(ask(count).await, ErrorCode::MalformedXML);
    }
    assert_eq!(ask(1000).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn what_can_be_no_object_is_an_error_of_its_own() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, "data").await;
    let long = "k".repeat(1025);
    let mut nonsense = named(KEY);
    nonsense.version = Some("nonsense".to_owned());
    let objects = vec![named(""), named(&long), nonsense, named(KEY)];
    let done = delete_all(&world, &world.root, &bucket, objects)
        .await
        .unwrap();
    let expect = [
        ("", Some(ErrorCode::UserKeyMustBeSpecified)),
        (long.as_str(), Some(ErrorCode::KeyTooLongError)),
        (KEY, Some(ErrorCode::NoSuchVersion)),
        (KEY, None),
    ];
    assert_eq!(codes(&done), expect);
}

#[tokio::test]
async fn a_version_has_an_action_of_its_own() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, KEY, "first").await.version.unwrap();
    let hider = world
        .user("hider", &allow("s3:DeleteObject", OBJECTS))
        .await;
    let deleted = delete(&world, &hider, at(&bucket, KEY)).await.unwrap();
    assert!(deleted.delete_marker);
    let old = || version(&bucket, KEY, first.as_str());
    refused_as(delete(&world, &hider, old()).await, ErrorCode::AccessDenied);
    let mut listed = named(KEY);
    listed.version = Some(first.to_string());
    let done = delete_all(&world, &hider, &bucket, vec![listed.clone()]).await;
    assert_eq!(
        codes(&done.unwrap()),
        [(KEY, Some(ErrorCode::AccessDenied))]
    );
    let remover = world
        .user("remover", &allow("s3:DeleteObjectVersion", OBJECTS))
        .await;
    refused_as(
        delete(&world, &remover, at(&bucket, KEY)).await,
        ErrorCode::AccessDenied,
    );
    let done = delete_all(&world, &remover, &bucket, vec![listed])
        .await
        .unwrap();
    assert_eq!(codes(&done), [(KEY, None)]);
    refused_as(
        world.get(&world.root, old()).await,
        ErrorCode::NoSuchVersion,
    );
}

#[tokio::test]
async fn anybody_may_delete_where_the_bucket_says_so() {
    let world = World::new().await;
    let policy = bucket_policy(
        "Allow",
        "\"*\"",
        "s3:DeleteObject",
        "arn:aws:s3:::bucket/tmp/*",
    );
    let bucket = world.open_bucket("bucket", &policy).await;
    world.put(&bucket, "tmp/a", "data").await;
    world.put(&bucket, "a", "data").await;
    let objects = vec![named("tmp/a"), named("a")];
    let done = delete_all(&world, &world.anonymous, &bucket, objects)
        .await
        .unwrap();
    let expect = [("tmp/a", None), ("a", Some(ErrorCode::AccessDenied))];
    assert_eq!(codes(&done), expect);
}
