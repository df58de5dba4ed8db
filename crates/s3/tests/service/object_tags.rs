//! Tags of objects: put, read, taken away, and seen by policies.

use iamd_api::{ErrorCode, s3};
use iamd_s3::PutObjectTaggingInput;

use crate::{
    objects::{KEY, at, tags, version},
    world::{World, allow, refused, refused_as},
};

const OBJECTS: &str = "arn:aws:s3:::bucket/*";

#[tokio::test]
async fn tags_are_put_whole() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, "data").await;
    let set = |pairs: &[(&str, &str)]| {
        let input = PutObjectTaggingInput {
            object: at(&bucket, KEY),
            tags: tags(pairs),
        };
        world.ask::<s3::PutObjectTagging>(&world.root, input)
    };
    let read = || world.ask::<s3::GetObjectTagging>(&world.root, at(&bucket, KEY));
    assert_eq!(read().await.unwrap().tags, []);
    set(&[("b", "1"), ("a", "2")]).await.unwrap();
    set(&[("c", "3")]).await.unwrap();
    assert_eq!(read().await.unwrap().tags, tags(&[("c", "3")]));
    refused(
        set(&[("aws:a", "1")]).await,
        "InvalidTag",
        "Your TagKey cannot be prefixed with aws:",
    );
    let many: Vec<_> = (0..11).map(|number| number.to_string()).collect();
    let many: Vec<_> = many.iter().map(|key| (key.as_str(), "")).collect();
    refused(
        set(&many).await,
        "BadRequest",
        "Object tags cannot be greater than 10",
    );
    let remove = world.ask::<s3::DeleteObjectTagging>(&world.root, at(&bucket, KEY));
    remove.await.unwrap();
    assert_eq!(read().await.unwrap().tags, []);
    let none = world
        .ask::<s3::GetObjectTagging>(&world.root, at(&bucket, "none"))
        .await;
    refused_as(none, ErrorCode::NoSuchKey);
}

#[tokio::test]
async fn versions_have_tags_and_actions_of_their_own() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, KEY, "first").await.version.unwrap();
    world.put(&bucket, KEY, "second").await;
    let old = || version(&bucket, KEY, first.as_str());
    let input = || PutObjectTaggingInput {
        object: old(),
        tags: tags(&[("old", "yes")]),
    };
    let tagger = world
        .user("tagger", &allow("s3:PutObjectTagging", OBJECTS))
        .await;
    let asked = world.ask::<s3::PutObjectTagging>(&tagger, input()).await;
    refused_as(asked, ErrorCode::AccessDenied);
    let tagger = world
        .user("of-versions", &allow("s3:*ObjectVersionTagging", OBJECTS))
        .await;
    let set = world.ask::<s3::PutObjectTagging>(&tagger, input()).await;
    assert_eq!(set.unwrap(), Some(first.clone()));
    let found = world
        .ask::<s3::GetObjectTagging>(&tagger, old())
        .await
        .unwrap();
    assert_eq!(found.tags, tags(&[("old", "yes")]));
    let newest = world
        .ask::<s3::GetObjectTagging>(&world.root, at(&bucket, KEY))
        .await;
    assert_eq!(newest.unwrap().tags, []);
    let asked = world
        .ask::<s3::GetObjectTagging>(&tagger, at(&bucket, KEY))
        .await;
    refused_as(asked, ErrorCode::AccessDenied);
    world
        .ask::<s3::DeleteObjectTagging>(&tagger, old())
        .await
        .unwrap();
}

#[tokio::test]
async fn policies_see_the_tags_that_are_there() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put_tagged(&bucket, "ours", &[("team", "a")]).await;
    world.put_tagged(&bucket, "theirs", &[("team", "b")]).await;
    world.put(&bucket, "nobodys", "data").await;
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",
            "Action":["s3:GetObject","s3:PutObjectTagging"],"Resource":"{OBJECTS}",
            "Condition":{{"StringEquals":{{"s3:ExistingObjectTag/team":"a"}}}}}}}}"#
    );
    let user = world.user("user", &policy).await;
    world.get(&user, at(&bucket, "ours")).await.unwrap();
    for key in ["theirs", "nobodys", "none"] {
        let asked = world.get(&user, at(&bucket, key)).await;
        refused_as(asked, ErrorCode::AccessDenied);
    }
    // Who gives an object away does not get it back.
    let give = PutObjectTaggingInput {
        object: at(&bucket, "ours"),
        tags: tags(&[("team", "b")]),
    };
    world
        .ask::<s3::PutObjectTagging>(&user, give)
        .await
        .unwrap();
    refused_as(
        world.get(&user, at(&bucket, "ours")).await,
        ErrorCode::AccessDenied,
    );
}

#[tokio::test]
async fn policies_see_the_tags_that_are_put() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, KEY, "data").await;
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:PutObjectTagging",
            "Resource":"{OBJECTS}","Condition":{{"ForAllValues:StringEquals":
            {{"s3:RequestObjectTagKeys":["team"]}}}}}}}}"#
    );
    let user = world.user("user", &policy).await;
    let ask = |pairs: &[(&str, &str)]| {
        let input = PutObjectTaggingInput {
            object: at(&bucket, KEY),
            tags: tags(pairs),
        };
        world.ask::<s3::PutObjectTagging>(&user, input)
    };
    ask(&[("team", "a")]).await.unwrap();
    refused_as(
        ask(&[("team", "a"), ("cost", "1")]).await,
        ErrorCode::AccessDenied,
    );
}
