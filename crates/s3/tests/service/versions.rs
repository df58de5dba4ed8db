//! Versions: written, read, hidden, listed.

use iamd_api::{ErrorCode, s3};
use iamd_s3::{DeleteObjectInput, ListObjectVersionsInput, ListObjectVersionsOutput, Listing};

use crate::{
    objects::{KEY, at, version},
    world::{World, allow, refused, refused_as},
};

fn list(bucket: &str, max_keys: Option<i32>) -> ListObjectVersionsInput {
    ListObjectVersionsInput {
        listing: Listing {
            bucket: bucket.parse().unwrap(),
            prefix: None,
            delimiter: None,
            max_keys,
        },
        key_marker: None,
        version_marker: None,
    }
}

fn ids(page: &ListObjectVersionsOutput) -> Vec<(String, bool, bool)> {
    let versions = page.versions.iter();
    versions
        .map(|version| {
            let id = version.object.version.to_string();
            (id, version.is_latest, version.is_delete_marker)
        })
        .collect()
}

#[tokio::test]
async fn versions_stay_behind_the_newest() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let before = world.put(&bucket, KEY, "zero").await;
    assert_eq!(before.version, None);
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, KEY, "first").await.version.unwrap();
    let second = world.put(&bucket, KEY, "second").await.version.unwrap();
    assert_ne!(first, second);
    assert_eq!(world.read(at(&bucket, KEY)).await, "second");
    assert_eq!(
        world.read(version(&bucket, KEY, first.as_str())).await,
        "first"
    );
    assert_eq!(world.read(version(&bucket, KEY, "null")).await, "zero");
    let output = world.get(&world.root, at(&bucket, KEY)).await.unwrap();
    assert_eq!(output.head.version, Some(second));
    world.set_versioning(&bucket, "Suspended").await;
    assert_eq!(world.put(&bucket, KEY, "third").await.version, None);
    let output = world.get(&world.root, at(&bucket, KEY)).await.unwrap();
    assert!(output.head.version.unwrap().is_null());
    assert_eq!(world.read(version(&bucket, KEY, "null")).await, "third");
}

#[tokio::test]
async fn a_marker_hides_the_object() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, KEY, "first").await.version.unwrap();
    let delete = |object| {
        let input = DeleteObjectInput {
            object,
            condition: None,
        };
        world.ask::<s3::DeleteObject>(&world.root, input)
    };
    let deleted = delete(at(&bucket, KEY)).await.unwrap();
    let marker = deleted.version.unwrap();
    assert!(deleted.delete_marker);
    let error = world.get(&world.root, at(&bucket, KEY)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NoSuchKey);
    for detail in [
        ("DeleteMarker", "true"),
        ("VersionId", marker.as_str()),
        ("Key", KEY),
    ] {
        let detail = (detail.0, detail.1.to_owned());
        assert!(error.details.contains(&detail), "{detail:?}");
    }
    let named = version(&bucket, KEY, marker.as_str());
    let error = world.get(&world.root, named.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::MethodNotAllowed);
    let date = "Sat, 31 Jan 2026 00:00:00 GMT";
    for detail in [
        ("DeleteMarker", "true"),
        ("Allow", "DELETE"),
        ("LastModified", date),
    ] {
        let detail = (detail.0, detail.1.to_owned());
        assert!(error.details.contains(&detail), "{detail:?}");
    }
    assert_eq!(
        world.read(version(&bucket, KEY, first.as_str())).await,
        "first"
    );
    // Without the marker the object is there again.
    let deleted = delete(named).await.unwrap();
    assert_eq!(
        (deleted.version, deleted.delete_marker),
        (Some(marker), true)
    );
    assert_eq!(world.read(at(&bucket, KEY)).await, "first");
}

#[tokio::test]
async fn reading_a_version_has_an_action_of_its_own() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, KEY, "first").await.version.unwrap();
    let objects = "arn:aws:s3:::bucket/*";
    let plain = world.user("plain", &allow("s3:GetObject", objects)).await;
    let reader = world
        .user("reader", &allow("s3:GetObjectVersion", objects))
        .await;
    let old = || version(&bucket, KEY, first.as_str());
    world.get(&plain, at(&bucket, KEY)).await.unwrap();
    refused_as(world.get(&plain, old()).await, ErrorCode::AccessDenied);
    world.get(&reader, old()).await.unwrap();
    refused_as(
        world.get(&reader, at(&bucket, KEY)).await,
        ErrorCode::AccessDenied,
    );
    let none = version(&bucket, KEY, &"0".repeat(32));
    let error = world.get(&reader, none.clone()).await.unwrap_err();
    assert!(
        error.message.contains("s3:ListBucketVersions"),
        "{}",
        error.message
    );
    let error = world.get(&world.root, none).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NoSuchVersion);
    assert_eq!(error.details[0], ("Key", KEY.to_owned()));
    // One version may be meant alone.
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObjectVersion",
            "Resource":"{objects}","Condition":{{"StringEquals":{{"s3:VersionId":"{first}"}}}}}}}}"#
    );
    let one = world.user("one", &policy).await;
    world.get(&one, old()).await.unwrap();
    let second = world.put(&bucket, KEY, "second").await.version.unwrap();
    let second = version(&bucket, KEY, second.as_str());
    refused_as(world.get(&one, second).await, ErrorCode::AccessDenied);
}

#[tokio::test]
async fn versions_are_listed_newest_first() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, KEY, "first").await.version.unwrap();
    let second = world.put(&bucket, KEY, "second").await.version.unwrap();
    let delete = DeleteObjectInput {
        object: at(&bucket, KEY),
        condition: None,
    };
    let deleted = world
        .ask::<s3::DeleteObject>(&world.root, delete)
        .await
        .unwrap();
    let marker = deleted.version.unwrap();
    let ask = |input| world.ask::<s3::ListObjectVersions>(&world.root, input);
    let all = ask(list("bucket", None)).await.unwrap();
    let expect = [
        (marker.to_string(), true, true),
        (second.to_string(), false, false),
        (first.to_string(), false, false),
    ];
    assert_eq!(ids(&all), expect);
    let mut input = list("bucket", Some(1));
    let mut seen = Vec::new();
    loop {
        let page = ask(input.clone()).await.unwrap();
        seen.extend(ids(&page));
        let Some(next) = page.next else { break };
        input.key_marker = Some(next.key);
        input.version_marker = next.version.map(|version| version.to_string());
    }
    assert_eq!(seen, expect);
}

#[tokio::test]
async fn a_list_of_versions_goes_on_from_what_is_there() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let ask = |key: Option<&str>, version: Option<&str>| {
        let input = ListObjectVersionsInput {
            key_marker: key.map(str::to_owned),
            version_marker: version.map(str::to_owned),
            ..list("bucket", None)
        };
        world.ask::<s3::ListObjectVersions>(&world.root, input)
    };
    refused(
        ask(None, Some("null")).await,
        "InvalidArgument",
        "A version-id marker cannot be specified without a key marker.",
    );
    refused(
        ask(Some("k"), Some("")).await,
        "InvalidArgument",
        "A version-id marker cannot be empty.",
    );
    refused_as(
        ask(Some("k"), Some("nonsense")).await,
        ErrorCode::InvalidArgument,
    );
    ask(Some("k"), Some("null")).await.unwrap();
    // Versions have an action of their own.
    let lister = world
        .user("lister", &allow("s3:ListBucket", "arn:aws:s3:::bucket"))
        .await;
    let asked = world
        .ask::<s3::ListObjectVersions>(&lister, list("bucket", None))
        .await;
    refused_as(asked, ErrorCode::AccessDenied);
}
