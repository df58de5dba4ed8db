//! GetObject, HeadObject and GetObjectAttributes: what is told, when, and to whom.

use iamd_api::{Error, ErrorCode, s3};
use iamd_s3::{
    ByteRange, ETags, GetObjectAttributesInput, GetObjectInput, ObjectHead, ReadConditions,
};

use crate::{
    objects::{KEY, at, bytes_of, customer_key, get, put},
    world::{OTHER_ACCOUNT, World, allow, bucket_policy, refused, refused_as},
};

const OBJECTS: &str = "arn:aws:s3:::bucket/*";
const DATA: &str = "0123456789";

async fn head(world: &World, input: GetObjectInput) -> Result<ObjectHead, Error> {
    world.ask::<s3::HeadObject>(&world.root, input).await
}

#[tokio::test]
async fn an_object_comes_back_as_it_was_written() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let mut input = put(&bucket, KEY, DATA);
    let metadata = &mut input.settings.metadata;
    metadata.content_type = Some("text/plain".to_owned());
    metadata.expires = Some("some day".to_owned());
    metadata.storage_class = Some("STANDARD".to_owned());
    metadata.user.insert("name".to_owned(), "wärme".to_owned());
    let mut kept = metadata.clone();
    kept.storage_class = None;
    world
        .ask::<s3::PutObject>(&world.root, input)
        .await
        .unwrap();
    let told = head(&world, get(at(&bucket, KEY))).await.unwrap();
    assert_eq!(told.metadata, kept);
    assert_eq!(
        (told.size, told.range.clone(), told.is_partial),
        (10, 0..10, false)
    );
    assert_eq!((told.version.as_ref(), told.tag_count), (None, None));
    let output = world.get(&world.root, at(&bucket, KEY)).await.unwrap();
    assert_eq!(output.head, told);
    assert_eq!(bytes_of(output).await, DATA);
}

#[tokio::test]
async fn a_range_is_some_of_the_bytes() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, DATA).await;
    let ask = |range: &str| {
        let mut input = get(at(&bucket, KEY));
        input.range = ByteRange::parse(range);
        input.wants_checksum = true;
        world.ask::<s3::GetObject>(&world.root, input)
    };
    let output = ask("bytes=2-4").await.unwrap();
    assert_eq!((output.head.range.clone(), output.head.size), (2..5, 10));
    assert!(output.head.is_partial);
    assert_eq!(output.head.checksum, None);
    assert_eq!(bytes_of(output).await, "234");
    assert_eq!(bytes_of(ask("bytes=-3").await.unwrap()).await, "789");
    let all = ask("bytes=0-").await.unwrap();
    assert!(all.head.checksum.is_some());
    let error = ask("bytes=10-").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidRange);
    let details = [("RangeRequested", "bytes=10-"), ("ActualObjectSize", "10")];
    assert_eq!(
        error.details,
        details.map(|(name, text)| (name, text.to_owned()))
    );
}

#[tokio::test]
async fn an_object_of_one_piece_has_one_part() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, DATA).await;
    let ask = |number, range: Option<&str>| {
        let mut input = get(at(&bucket, KEY));
        input.part_number = Some(number);
        input.range = range.and_then(ByteRange::parse);
        head(&world, input)
    };
    let first = ask(1, None).await.unwrap();
    assert_eq!(
        (first.range, first.is_partial, first.parts_count),
        (0..10, true, None)
    );
    let error = ask(2, None).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidPartNumber);
    for number in [0, -1, 10_001] {
        refused_as(ask(number, None).await, ErrorCode::InvalidArgument);
    }
    refused(
        ask(1, Some("bytes=0-1")).await,
        "InvalidRequest",
        "Cannot specify both Range header and partNumber query parameter",
    );
}

#[tokio::test]
async fn reads_have_conditions() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let etag = world.put(&bucket, KEY, DATA).await.etag;
    let ask = |conditions| {
        let mut input = get(at(&bucket, KEY));
        input.conditions = conditions;
        head(&world, input)
    };
    let known = ReadConditions {
        matches_none: Some(ETags::OneOf(vec![etag.clone()])),
        ..ReadConditions::default()
    };
    let error = ask(known).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotModified);
    let told = [
        ("ETag", format!("\"{etag}\"")),
        ("LastModified", "Sat, 31 Jan 2026 00:00:00 GMT".to_owned()),
    ];
    assert_eq!(error.details, told);
    let other = ReadConditions {
        matches: Some(ETags::OneOf(vec!["other".parse().unwrap()])),
        ..ReadConditions::default()
    };
    refused_as(ask(other).await, ErrorCode::PreconditionFailed);
}

#[tokio::test]
async fn absence_is_told_to_who_may_list_the_bucket() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let reader = world.user("reader", &allow("s3:GetObject*", OBJECTS)).await;
    let lister = allow("s3:*", "arn:aws:s3:::bucket*");
    let lister = world.user("lister", &lister).await;
    let error = world.get(&reader, at(&bucket, "none")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AccessDenied);
    assert!(error.message.contains("s3:ListBucket"), "{}", error.message);
    let error = world.get(&lister, at(&bucket, "none")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NoSuchKey);
    assert_eq!(error.details, [("Key", "none".to_owned())]);
    let nowhere = "nowhere".parse().unwrap();
    let error = world.get(&reader, at(&nowhere, KEY)).await;
    refused_as(error, ErrorCode::NoSuchBucket);
}

#[tokio::test]
async fn strangers_read_what_the_bucket_lets_them() {
    let world = World::new().await;
    let anybody = bucket_policy(
        "Allow",
        "\"*\"",
        "s3:GetObject",
        "arn:aws:s3:::bucket/open/*",
    );
    let bucket = world.open_bucket("bucket", &anybody).await;
    world.put(&bucket, "open/a", DATA).await;
    world.put(&bucket, "shut/a", DATA).await;
    let other = world
        .user_of(&world.stranger, "other", &allow("s3:GetObject", "*"))
        .await;
    let nobody = world
        .user_of(&world.stranger, "nobody", &allow("s3:PutObject", "*"))
        .await;
    for (caller, key, may) in [
        (&world.anonymous, "open/a", true),
        (&other, "open/a", true),
        // A user of another account needs the leave of that account as well.
        (&nobody, "open/a", false),
        (&world.anonymous, "shut/a", false),
        (&other, "shut/a", false),
        // Nobody but who may list is told what is not there.
        (&world.anonymous, "open/none", false),
    ] {
        let asked = world.get(caller, at(&bucket, key)).await;
        if may {
            assert_eq!(bytes_of(asked.unwrap()).await, DATA);
        } else {
            refused(asked, "AccessDenied", "Access Denied");
        }
    }
    let mut choosing = get(at(&bucket, "open/a"));
    choosing.chooses_headers = true;
    let asked = world.ask::<s3::GetObject>(&world.anonymous, choosing.clone());
    refused(
        asked.await,
        "InvalidRequest",
        "Request specific response headers cannot be used for anonymous GET requests.",
    );
    world.ask::<s3::GetObject>(&other, choosing).await.unwrap();
}

#[tokio::test]
async fn one_prefix_may_be_denied() {
    let world = World::new().await;
    let other = format!(r#"{{"AWS":"{OTHER_ACCOUNT}"}}"#);
    let deny = bucket_policy(
        "Deny",
        "\"*\"",
        "s3:GetObject",
        "arn:aws:s3:::bucket/private/*",
    );
    let bucket = world.open_bucket("bucket", &deny).await;
    world.put(&bucket, "private/a", DATA).await;
    world.put(&bucket, "a", DATA).await;
    assert_eq!(world.read(at(&bucket, "a")).await, DATA);
    let asked = world.get(&world.root, at(&bucket, "private/a")).await;
    let error = asked.unwrap_err();
    assert!(error.message.contains("explicit deny"), "{}", error.message);
    let allow = bucket_policy("Allow", &other, "s3:GetObject", OBJECTS);
    let policy = iamd_s3::OnBucket::with(bucket.clone(), allow);
    // A change counts in the very next request.
    world
        .ask::<s3::PutBucketPolicy>(&world.root, policy)
        .await
        .unwrap();
    assert_eq!(world.read(at(&bucket, "private/a")).await, DATA);
    world.get(&world.stranger, at(&bucket, "a")).await.unwrap();
}

#[tokio::test]
async fn the_number_of_tags_is_for_who_may_read_them() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world
        .put_tagged(&bucket, KEY, &[("a", "1"), ("b", "2")])
        .await;
    let reader = world.user("reader", &allow("s3:GetObject", OBJECTS)).await;
    let tag_reader = world
        .user("tag-reader", &allow("s3:GetObject*", OBJECTS))
        .await;
    for (caller, expect) in [(&reader, None), (&tag_reader, Some(2))] {
        let output = world.get(caller, at(&bucket, KEY)).await.unwrap();
        assert_eq!(output.head.tag_count, expect);
    }
}

#[tokio::test]
async fn attributes_are_those_that_are_asked_for() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, DATA).await;
    let ask = |names: &[&str]| GetObjectAttributesInput {
        object: at(&bucket, KEY),
        attributes: names.iter().map(|name| (*name).to_owned()).collect(),
        parts_max: None,
        part_marker: None,
        customer_key: None,
    };
    let all = [
        "ETag",
        "Checksum",
        "ObjectParts",
        "StorageClass",
        "ObjectSize",
    ];
    let told = world
        .ask::<s3::GetObjectAttributes>(&world.root, ask(&all))
        .await
        .unwrap();
    assert_eq!((told.info.bytes, told.parts.is_none()), (10, true));
    for wrong in [&[][..], &["Etag"]] {
        let asked = world
            .ask::<s3::GetObjectAttributes>(&world.root, ask(wrong))
            .await;
        assert!(asked.is_err(), "{wrong:?}");
    }
    // To read the object is not enough, nor are its attributes alone.
    for (name, action) in [
        ("reader", "s3:GetObject"),
        ("asker", "s3:GetObjectAttributes"),
    ] {
        let user = world.user(name, &allow(action, OBJECTS)).await;
        let asked = world.ask::<s3::GetObjectAttributes>(&user, ask(&all)).await;
        refused_as(asked, ErrorCode::AccessDenied);
    }
    let both = world.user("both", &allow("s3:GetObject*", OBJECTS)).await;
    world
        .ask::<s3::GetObjectAttributes>(&both, ask(&all))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_key_that_is_not_needed_is_refused() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, DATA).await;
    let mut input = get(at(&bucket, KEY));
    input.customer_key = customer_key(1);
    refused(
        head(&world, input).await,
        "InvalidRequest",
        "The encryption parameters are not applicable to this object.",
    );
}
