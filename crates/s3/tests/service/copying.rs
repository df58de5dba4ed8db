//! CopyObject: from one object to another, with a permission for each.

use iamd_api::{ErrorCode, s3};
use iamd_s3::{
    CopyObjectInput, CopySource, Directive, ETags, ObjectAddress, ObjectSettings, ReadConditions,
    write_condition,
};

use crate::{
    objects::{at, bytes_of, customer_key, get, put, tags, version},
    world::{ACCOUNT, OTHER_ACCOUNT, World, allow, bucket_policy, refused, refused_as},
};

const DATA: &str = "0123456789";

fn copy(from: ObjectAddress, to: ObjectAddress) -> CopyObjectInput {
    CopyObjectInput {
        target: to,
        source: CopySource {
            object: from,
            expected_owner: None,
            conditions: ReadConditions::default(),
            customer_key: None,
        },
        metadata_from: None,
        tags_from: None,
        settings: ObjectSettings::default(),
        checksum_algorithm: None,
        condition: None,
    }
}

#[tokio::test]
async fn a_copy_is_what_the_source_is() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let mut input = put(&bucket, "from", DATA);
    input.settings.metadata.content_type = Some("text/plain".to_owned());
    input.settings.metadata.storage_class = Some("STANDARD_IA".to_owned());
    input.settings.tags = Some(tags(&[("team", "a")]));
    let written = world
        .ask::<s3::PutObject>(&world.root, input)
        .await
        .unwrap();
    let input = copy(at(&bucket, "from"), at(&bucket, "to"));
    let copied = world
        .ask::<s3::CopyObject>(&world.root, input)
        .await
        .unwrap();
    assert_eq!(
        (copied.etag, copied.checksum),
        (written.etag, written.checksum)
    );
    let head = world.get(&world.root, at(&bucket, "to")).await.unwrap();
    assert_eq!(
        head.head.metadata.content_type.as_deref(),
        Some("text/plain")
    );
    // The class is the request's.
    assert_eq!(head.head.metadata.storage_class, None);
    assert_eq!(head.head.tag_count, Some(1));
    assert_eq!(bytes_of(head).await, DATA);
}

#[tokio::test]
async fn a_copy_may_be_described_anew() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put_tagged(&bucket, "from", &[("team", "a")]).await;
    let mut input = copy(at(&bucket, "from"), at(&bucket, "to"));
    input.metadata_from = Some(Directive::Replace);
    input.tags_from = Some(Directive::Replace);
    input
        .settings
        .metadata
        .user
        .insert("new".to_owned(), "yes".to_owned());
    input.checksum_algorithm = Some("SHA256".to_owned());
    let copied = world
        .ask::<s3::CopyObject>(&world.root, input)
        .await
        .unwrap();
    assert_eq!(
        copied.checksum.unwrap().checksum.algorithm().name(),
        "SHA256"
    );
    let head = world
        .get(&world.root, at(&bucket, "to"))
        .await
        .unwrap()
        .head;
    assert_eq!(head.metadata.user.len(), 1);
    assert_eq!(head.tag_count, None);
}

#[tokio::test]
async fn an_object_is_copied_onto_itself_only_to_change_it() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "key", DATA).await;
    let itself = || copy(at(&bucket, "key"), at(&bucket, "key"));
    refused(
        world.ask::<s3::CopyObject>(&world.root, itself()).await,
        "InvalidRequest",
        "This copy request is illegal because it is trying to copy an object to itself without \
         changing the object's metadata, storage class, website redirect location or encryption \
         attributes.",
    );
    let mut changed = itself();
    changed.metadata_from = Some(Directive::Replace);
    world
        .ask::<s3::CopyObject>(&world.root, changed)
        .await
        .unwrap();
    assert_eq!(world.read(at(&bucket, "key")).await, DATA);
}

#[tokio::test]
async fn a_source_has_conditions() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let etag = world.put(&bucket, "from", DATA).await.etag;
    let ask = |conditions| {
        let mut input = copy(at(&bucket, "from"), at(&bucket, "to"));
        input.source.conditions = conditions;
        world.ask::<s3::CopyObject>(&world.root, input)
    };
    let known = ReadConditions {
        matches_none: Some(ETags::OneOf(vec![etag])),
        ..ReadConditions::default()
    };
    let error = ask(known).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PreconditionFailed);
    let name = "x-amz-copy-source-If-None-Match".to_owned();
    assert_eq!(error.details, [("Condition", name)]);
    let mut input = copy(at(&bucket, "from"), at(&bucket, "to"));
    input.condition = write_condition(None, Some("*")).unwrap();
    world
        .ask::<s3::CopyObject>(&world.root, input.clone())
        .await
        .unwrap();
    let again = world.ask::<s3::CopyObject>(&world.root, input).await;
    refused_as(again, ErrorCode::PreconditionFailed);
}

#[tokio::test]
async fn source_and_target_may_have_keys_of_the_customers() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let mut input = put(&bucket, "from", DATA);
    input.settings.customer_key = customer_key(1);
    world
        .ask::<s3::PutObject>(&world.root, input)
        .await
        .unwrap();
    let ask = |source, target| {
        let mut input = copy(at(&bucket, "from"), at(&bucket, "to"));
        input.source.customer_key = source;
        input.settings.customer_key = target;
        world.ask::<s3::CopyObject>(&world.root, input)
    };
    refused_as(ask(None, None).await, ErrorCode::InvalidRequest);
    ask(customer_key(1), customer_key(2)).await.unwrap();
    let mut input = get(at(&bucket, "to"));
    input.customer_key = customer_key(2);
    let output = world
        .ask::<s3::GetObject>(&world.root, input)
        .await
        .unwrap();
    assert_eq!(bytes_of(output).await, DATA);
}

#[tokio::test]
async fn both_objects_are_decided_on() {
    let world = World::new().await;
    let source = world.bucket("source").await;
    let target = world.bucket("target").await;
    world.put(&source, "a", DATA).await;
    let read = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::source/*"}"#;
    let write = r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::target/*"}"#;
    let list = r#"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::source"}"#;
    let policy = |statements: &[&str]| {
        let statements = statements.join(",");
        format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
    };
    let reader = world.user("reader", &policy(&[read])).await;
    let writer = world.user("writer", &policy(&[write])).await;
    let both = world.user("both", &policy(&[read, write])).await;
    let lister = world.user("lister", &policy(&[read, write, list])).await;
    let input = |key: &str| copy(at(&source, key), at(&target, "b"));
    for (caller, missing) in [(&reader, "s3:PutObject"), (&writer, "s3:GetObject")] {
        let error = world
            .ask::<s3::CopyObject>(caller, input("a"))
            .await
            .unwrap_err();
        assert!(error.message.contains(missing), "{}", error.message);
    }
    world
        .ask::<s3::CopyObject>(&both, input("a"))
        .await
        .unwrap();
    // What is not there is told to who may list the source's bucket.
    refused_as(
        world.ask::<s3::CopyObject>(&both, input("none")).await,
        ErrorCode::AccessDenied,
    );
    refused_as(
        world.ask::<s3::CopyObject>(&lister, input("none")).await,
        ErrorCode::NoSuchKey,
    );
    // Tags go along only for who may read and write them.
    world.put_tagged(&source, "tagged", &[("team", "a")]).await;
    let error = world
        .ask::<s3::CopyObject>(&both, input("tagged"))
        .await
        .unwrap_err();
    assert!(
        error.message.contains("s3:GetObjectTagging"),
        "{}",
        error.message
    );
    let mut without = input("tagged");
    without.tags_from = Some(Directive::Replace);
    world.ask::<s3::CopyObject>(&both, without).await.unwrap();
}

#[tokio::test]
async fn versions_are_copied_by_their_own_action() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    let first = world.put(&bucket, "key", "first").await.version.unwrap();
    world.put(&bucket, "key", "second").await;
    let old = || version(&bucket, "key", first.as_str());
    let plain = r#""s3:GetObject","s3:PutObject""#;
    let policy = |actions: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}}}"#
        )
    };
    let user = world.user("user", &policy(plain)).await;
    let input = || copy(old(), at(&bucket, "key"));
    let error = world
        .ask::<s3::CopyObject>(&user, input())
        .await
        .unwrap_err();
    assert!(
        error.message.contains("s3:GetObjectVersion"),
        "{}",
        error.message
    );
    let allowed = r#""s3:GetObjectVersion","s3:PutObject""#;
    let user = world.user("user2", &policy(allowed)).await;
    let copied = world.ask::<s3::CopyObject>(&user, input()).await.unwrap();
    assert_eq!(copied.source_version, Some(first));
    assert!(copied.version.is_some());
    assert_eq!(world.read(at(&bucket, "key")).await, "first");
    let deleted = world.ask::<s3::DeleteObject>(
        &world.root,
        iamd_s3::DeleteObjectInput {
            object: at(&bucket, "key"),
            condition: None,
        },
    );
    let marker = deleted.await.unwrap().version.unwrap();
    let input = copy(version(&bucket, "key", marker.as_str()), at(&bucket, "b"));
    refused(
        world.ask::<s3::CopyObject>(&world.root, input).await,
        "InvalidRequest",
        "The source of a copy request may not specifically refer to a delete marker by version id.",
    );
}

#[tokio::test]
async fn the_source_may_be_anothers() {
    let world = World::new().await;
    let who = format!(r#"{{"AWS":"{OTHER_ACCOUNT}"}}"#);
    let policy = bucket_policy("Allow", &who, "s3:GetObject", "arn:aws:s3:::bucket/*");
    let bucket = world.open_bucket("bucket", &policy).await;
    world.put(&bucket, "a", DATA).await;
    let theirs = crate::world::create("theirs");
    world
        .ask::<s3::CreateBucket>(&world.stranger, theirs)
        .await
        .unwrap();
    let target = at(&"theirs".parse().unwrap(), "b");
    let mut input = copy(at(&bucket, "a"), target);
    input.source.expected_owner = Some(OTHER_ACCOUNT.parse().unwrap());
    let asked = world
        .ask::<s3::CopyObject>(&world.stranger, input.clone())
        .await;
    refused(asked, "AccessDenied", "Access Denied");
    input.source.expected_owner = Some(ACCOUNT.parse().unwrap());
    world
        .ask::<s3::CopyObject>(&world.stranger, input)
        .await
        .unwrap();
}

#[tokio::test]
async fn policies_see_where_a_copy_is_from() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "open/a", DATA).await;
    world.put(&bucket, "shut/a", DATA).await;
    let policy = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:*","Resource":"*"},
        {"Effect":"Deny","Action":"s3:PutObject","Resource":"*",
         "Condition":{"StringNotLike":{"s3:x-amz-copy-source":"bucket/open/*"}}}]}"#;
    let user = world.user("user", policy).await;
    let input = |key: &str| copy(at(&bucket, key), at(&bucket, "b"));
    world
        .ask::<s3::CopyObject>(&user, input("open/a"))
        .await
        .unwrap();
    let asked = world.ask::<s3::CopyObject>(&user, input("shut/a")).await;
    refused_as(asked, ErrorCode::AccessDenied);
    let one = world.user("one", &allow("s3:GetObject", "*")).await;
    refused_as(
        world.ask::<s3::CopyObject>(&one, input("open/a")).await,
        ErrorCode::AccessDenied,
    );
}
