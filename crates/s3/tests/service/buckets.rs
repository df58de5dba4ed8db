//! Buckets: made, found, listed, deleted.

use iamd_api::{ErrorCode, s3};
use iamd_ident::{CanonicalUserId, Tag};
use iamd_s3::{AclHeaders, CreateBucketInput, ListBucketsInput, OnBucket};

use crate::world::{ACCOUNT, World, allow, create, refused, refused_as};

fn at(name: &str, location: &str) -> CreateBucketInput {
    CreateBucketInput {
        location: Some(location.to_owned()),
        ..create(name)
    }
}

#[tokio::test]
async fn a_bucket_is_where_it_was_made() {
    let world = World::new().await;
    let first = world.bucket("first").await;
    let made = world.ask::<s3::CreateBucket>(&world.root, at("west", "eu-west-1"));
    assert_eq!(made.await.unwrap().location, "/west");
    let west = || OnBucket::of("west".parse().unwrap());
    let head = world.ask::<s3::HeadBucket>(&world.root, west()).await;
    assert_eq!(head.unwrap().region, "eu-west-1");
    let location = world.ask::<s3::GetBucketLocation>(&world.root, west());
    assert_eq!(location.await.unwrap().as_deref(), Some("eu-west-1"));
    let location = world.ask::<s3::GetBucketLocation>(&world.root, OnBucket::of(first));
    assert_eq!(location.await.unwrap(), None);
}

#[tokio::test]
async fn a_location_has_to_fit_the_endpoint() {
    let world = World::new().await;
    let make = |region: &'static str, input| {
        world.ask_from::<s3::CreateBucket>(region, &world.root, input)
    };
    refused(
        make("eu-west-1", create("bucket")).await,
        "IllegalLocationConstraintException",
        "The unspecified location constraint is incompatible for the region specific endpoint this \
         request was sent to.",
    );
    refused(
        make("us-east-1", at("bucket", "us-east-1")).await,
        "InvalidLocationConstraint",
        "The specified location-constraint is not valid",
    );
    make("eu-west-1", at("bucket", "eu-west-1")).await.unwrap();
}

#[tokio::test]
async fn names_are_unique_over_all_accounts() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let again = world.ask::<s3::CreateBucket>(&world.stranger, create("bucket"));
    refused(
        again.await,
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of \
         the system. Please select a different name and try again.",
    );
    // In the first region, making one's own bucket again is no fault.
    let again = world.ask::<s3::CreateBucket>(&world.root, create("bucket"));
    again.await.unwrap();
    let elsewhere = world.ask::<s3::CreateBucket>(&world.root, at("bucket", "eu-west-1"));
    refused(
        elsewhere.await,
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
    );
    let made = world.ask::<s3::CreateBucket>(&world.root, at("west", "eu-west-1"));
    made.await.unwrap();
    let again = world.ask::<s3::CreateBucket>(&world.root, create("west"));
    refused_as(again.await, ErrorCode::BucketAlreadyOwnedByYou);
    let reserved = world.ask::<s3::CreateBucket>(&world.root, create("federation"));
    refused_as(reserved.await, ErrorCode::InvalidBucketName);
}

#[tokio::test]
async fn making_a_bucket_is_for_whom_it_is_allowed() {
    let world = World::new().await;
    let maker = allow("s3:CreateBucket", "arn:aws:s3:::own-*");
    let maker = world.user("maker", &maker).await;
    world
        .ask::<s3::CreateBucket>(&maker, create("own-one"))
        .await
        .unwrap();
    let text = "User: arn:aws:iam::123456789012:user/maker is not authorized to perform: \
                s3:CreateBucket on resource: \"arn:aws:s3:::other\" because no identity-based \
                policy allows the s3:CreateBucket action";
    let other = world.ask::<s3::CreateBucket>(&maker, create("other")).await;
    refused(other, "AccessDenied", text);
    let tagged = CreateBucketInput {
        tags: vec![Tag {
            key: "team".to_owned(),
            value: "a".to_owned(),
        }],
        ..create("own-two")
    };
    let denied = world.ask::<s3::CreateBucket>(&maker, tagged.clone()).await;
    refused_as(denied, ErrorCode::AccessDenied);
    let made = world.ask::<s3::CreateBucket>(&world.root, tagged.clone());
    made.await.unwrap();
    let tags = world.ask::<s3::GetBucketTagging>(&world.root, OnBucket::of(tagged.bucket));
    assert_eq!(tags.await.unwrap(), tagged.tags);
    let nobody = world.ask::<s3::CreateBucket>(&world.anonymous, create("other"));
    refused_as(nobody.await, ErrorCode::AccessDenied);
}

#[tokio::test]
async fn conditions_see_what_is_asked_of_a_new_bucket() {
    let world = World::new().await;
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow",
        "Action":"s3:CreateBucket","Resource":"*","Condition":{"StringEquals":{
        "s3:LocationConstraint":"eu-west-1","s3:x-amz-acl":"private",
        "s3:x-amz-object-ownership":"ObjectWriter"}}}}"#;
    let maker = world.user("maker", policy).await;
    let fitting = CreateBucketInput {
        acl: AclHeaders {
            canned: Some("private".to_owned()),
            ..AclHeaders::default()
        },
        ownership: Some("ObjectWriter".to_owned()),
        ..at("bucket", "eu-west-1")
    };
    let elsewhere = CreateBucketInput {
        location: Some("eu-west-2".to_owned()),
        ..fitting.clone()
    };
    let denied = world.ask::<s3::CreateBucket>(&maker, elsewhere).await;
    refused_as(denied, ErrorCode::AccessDenied);
    let made = world.ask::<s3::CreateBucket>(&maker, fitting).await;
    made.unwrap();
}

#[tokio::test]
async fn a_new_bucket_grants_nothing_to_others() {
    let world = World::new().await;
    let with_acl = |canned: &str, ownership: Option<&str>| CreateBucketInput {
        acl: AclHeaders {
            canned: Some(canned.to_owned()),
            ..AclHeaders::default()
        },
        ownership: ownership.map(str::to_owned),
        ..create("bucket")
    };
    let make = |input| world.ask::<s3::CreateBucket>(&world.root, input);
    refused(
        make(with_acl("public-read", None)).await,
        "InvalidBucketAclWithObjectOwnership",
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
    let granting = make(with_acl("public-read", Some("ObjectWriter"))).await;
    refused_as(granting, ErrorCode::NotImplemented);
    refused_as(
        make(with_acl("sesame", None)).await,
        ErrorCode::InvalidArgument,
    );
    let unknown = make(with_acl("private", Some("Nobody"))).await;
    refused_as(unknown, ErrorCode::InvalidArgument);
    let locked = CreateBucketInput {
        has_object_lock: true,
        ..create("bucket")
    };
    refused_as(make(locked).await, ErrorCode::NotImplemented);
    make(with_acl("private", None)).await.unwrap();
}

#[tokio::test]
async fn buckets_are_listed_for_their_account() {
    let world = World::new().await;
    for name in ["logs-1", "logs-2", "logs-3"] {
        world.bucket(name).await;
    }
    let made = world.ask::<s3::CreateBucket>(&world.root, at("data", "eu-west-1"));
    made.await.unwrap();
    let list = |input| world.ask::<s3::ListBuckets>(&world.root, input);
    let all = list(ListBucketsInput::default()).await.unwrap();
    let names: Vec<_> = all
        .buckets
        .iter()
        .map(|bucket| bucket.name.as_str())
        .collect();
    assert_eq!(names, ["data", "logs-1", "logs-2", "logs-3"]);
    assert_eq!(all.owner, CanonicalUserId::of(ACCOUNT.parse().unwrap()));
    let page = ListBucketsInput {
        prefix: Some("logs-".to_owned()),
        region: Some("us-east-1".to_owned()),
        buckets_max: Some(2),
        continuation_token: None,
    };
    let first = list(page.clone()).await.unwrap();
    assert_eq!(first.buckets.len(), 2);
    let rest = ListBucketsInput {
        continuation_token: first.continuation_token,
        ..page.clone()
    };
    let rest = list(rest).await.unwrap();
    assert_eq!((rest.buckets.len(), rest.continuation_token), (1, None));
    let none = ListBucketsInput {
        buckets_max: Some(0),
        ..page.clone()
    };
    refused(
        list(none).await,
        "InvalidArgument",
        "Argument max-buckets must be an integer between 1 and 10000",
    );
    let astray = ListBucketsInput {
        continuation_token: Some("nonsense".to_owned()),
        ..page
    };
    refused_as(list(astray).await, ErrorCode::InvalidArgument);
    let others = world.ask::<s3::ListBuckets>(&world.stranger, ListBucketsInput::default());
    assert!(others.await.unwrap().buckets.is_empty());
    let nobody = world.ask::<s3::ListBuckets>(&world.anonymous, ListBucketsInput::default());
    refused_as(nobody.await, ErrorCode::AccessDenied);
}

#[tokio::test]
async fn a_deleted_bucket_gives_back_its_name() {
    let world = World::new().await;
    let bucket = || OnBucket::of("bucket".parse().unwrap());
    refused(
        world.ask::<s3::DeleteBucket>(&world.root, bucket()).await,
        "NoSuchBucket",
        "The specified bucket does not exist",
    );
    world.bucket("bucket").await;
    let reader = world.user("reader", &allow("s3:ListBucket", "*")).await;
    world
        .ask::<s3::HeadBucket>(&reader, bucket())
        .await
        .unwrap();
    let denied = world.ask::<s3::DeleteBucket>(&reader, bucket()).await;
    refused_as(denied, ErrorCode::AccessDenied);
    let denied = world.ask::<s3::HeadBucket>(&world.stranger, bucket()).await;
    refused(denied, "AccessDenied", "Access Denied");
    let denied = world
        .ask::<s3::DeleteBucket>(&world.stranger, bucket())
        .await;
    refused(denied, "AccessDenied", "Access Denied");
    let deleted = world.ask::<s3::DeleteBucket>(&world.root, bucket()).await;
    deleted.unwrap();
    let gone = world.ask::<s3::HeadBucket>(&world.root, bucket()).await;
    refused_as(gone, ErrorCode::NoSuchBucket);
    let theirs = world.ask::<s3::CreateBucket>(&world.stranger, create("bucket"));
    theirs.await.unwrap();
}
