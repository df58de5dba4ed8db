//! Bucket policies: who may change them, what they may say, and whom they let in.

use iamd_api::{ErrorCode, s3};
use iamd_ident::BucketName;
use iamd_s3::{OnBucket, PublicAccessBlock};

use crate::world::{ACCOUNT, OTHER_ACCOUNT, World, allow, bucket_policy, refused, refused_as};

const ANYBODY: &str = "\"*\"";
const BUCKET: &str = "arn:aws:s3:::bucket";

fn account(id: &str) -> String {
    format!(r#"{{"AWS":"arn:aws:iam::{id}:root"}}"#)
}

fn with(bucket: &BucketName, policy: &str) -> OnBucket<String> {
    OnBucket::with(bucket.clone(), policy.to_owned())
}

#[tokio::test]
async fn a_policy_is_kept_as_it_was_put() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let on = || OnBucket::of(bucket.clone());
    let none = world.ask::<s3::GetBucketPolicy>(&world.root, on()).await;
    refused(
        none,
        "NoSuchBucketPolicy",
        "The bucket policy does not exist",
    );
    let none = world.ask::<s3::GetBucketPolicyStatus>(&world.root, on());
    refused_as(none.await, ErrorCode::NoSuchBucketPolicy);
    let policy = bucket_policy("Allow", &account(OTHER_ACCOUNT), "s3:ListBucket", BUCKET);
    let put = world.ask::<s3::PutBucketPolicy>(&world.root, with(&bucket, &policy));
    put.await.unwrap();
    let kept = world.ask::<s3::GetBucketPolicy>(&world.root, on()).await;
    assert_eq!(kept.unwrap(), policy);
    let status = world.ask::<s3::GetBucketPolicyStatus>(&world.root, on());
    assert!(!status.await.unwrap().is_public);
    for _ in 0..2 {
        let deleted = world.ask::<s3::DeleteBucketPolicy>(&world.root, on());
        deleted.await.unwrap();
    }
    let none = world.ask::<s3::GetBucketPolicy>(&world.root, on()).await;
    refused_as(none, ErrorCode::NoSuchBucketPolicy);
}

#[tokio::test]
async fn a_policy_that_cannot_be_is_refused_in_the_words_of_s3() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let other = bucket_policy(
        "Allow",
        &account(ACCOUNT),
        "s3:GetObject",
        "arn:aws:s3:::b/*",
    );
    let nobody = r#"{"AWS":"arn:aws:iam::123456789012:user/nobody"}"#;
    let nobody = bucket_policy("Allow", nobody, "s3:ListBucket", BUCKET);
    let long = format!("{{\"Statement\":[],\"Id\":\"{}\"}}", "a".repeat(20 * 1024));
    for (policy, text) in [
        (
            " {}",
            "Policies must be valid JSON and the first byte must be '{'",
        ),
        ("{}", "Missing required field Statement"),
        (other.as_str(), "Policy has invalid resource"),
        (nobody.as_str(), "Invalid principal in policy"),
        (
            long.as_str(),
            "Policy exceeds the maximum allowed document size.",
        ),
    ] {
        let put = world.ask::<s3::PutBucketPolicy>(&world.root, with(&bucket, policy));
        refused(put.await, "MalformedPolicy", text);
    }
}

#[tokio::test]
async fn a_public_policy_is_blocked_unless_the_owner_opens_the_bucket() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let public = bucket_policy("Allow", ANYBODY, "s3:ListBucket", BUCKET);
    let put = || world.ask::<s3::PutBucketPolicy>(&world.root, with(&bucket, &public));
    refused(
        put().await,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on \
         resource: \"arn:aws:s3:::bucket\" because public policies are blocked by the \
         BlockPublicPolicy block public access setting.",
    );
    let on = || OnBucket::of(bucket.clone());
    let opened = world.ask::<s3::DeletePublicAccessBlock>(&world.root, on());
    opened.await.unwrap();
    put().await.unwrap();
    let status = world.ask::<s3::GetBucketPolicyStatus>(&world.root, on());
    assert!(status.await.unwrap().is_public);
    // Anybody may look, until that is shut again.
    for caller in [&world.anonymous, &world.stranger] {
        world.ask::<s3::HeadBucket>(caller, on()).await.unwrap();
    }
    let block = PublicAccessBlock {
        restrict_public_buckets: true,
        ..PublicAccessBlock::default()
    };
    let shut = OnBucket::with(bucket.clone(), block);
    let shut = world.ask::<s3::PutPublicAccessBlock>(&world.root, shut);
    shut.await.unwrap();
    for caller in [&world.anonymous, &world.stranger] {
        let denied = world.ask::<s3::HeadBucket>(caller, on()).await;
        refused(denied, "AccessDenied", "Access Denied");
    }
}

#[tokio::test]
async fn another_account_needs_both_sides() {
    let world = World::new().await;
    let policy = bucket_policy("Allow", &account(OTHER_ACCOUNT), "s3:*", BUCKET);
    let bucket = world.open_bucket("bucket", &policy).await;
    let on = || OnBucket::of(bucket.clone());
    let can = allow("s3:*", "*");
    let can = world.user_of(&world.stranger, "can", &can).await;
    let cannot = allow("s3:GetObject", "*");
    let cannot = world.user_of(&world.stranger, "cannot", &cannot).await;
    world.ask::<s3::HeadBucket>(&can, on()).await.unwrap();
    world.ask::<s3::GetBucketAcl>(&can, on()).await.unwrap();
    let denied = world.ask::<s3::HeadBucket>(&cannot, on()).await;
    refused(denied, "AccessDenied", "Access Denied");
    // The policy itself is for the owner's account alone.
    let text = "The specified method is not allowed against this resource.";
    let theirs = world.ask::<s3::GetBucketPolicy>(&can, on()).await;
    refused(theirs, "MethodNotAllowed", text);
    let theirs = world.ask::<s3::PutBucketPolicy>(&can, with(&bucket, &policy));
    refused(theirs.await, "MethodNotAllowed", text);
    let theirs = world.ask::<s3::DeleteBucketPolicy>(&can, on()).await;
    refused(theirs, "MethodNotAllowed", text);
}

#[tokio::test]
async fn who_is_locked_out_can_ask_the_root_user() {
    let world = World::new().await;
    let admin = world.user("admin", &allow("s3:*", "*")).await;
    let bucket = world.bucket("bucket").await;
    let deny = bucket_policy("Deny", ANYBODY, "s3:*", BUCKET);
    let put = world.ask::<s3::PutBucketPolicy>(&admin, with(&bucket, &deny));
    put.await.unwrap();
    let on = || OnBucket::of(bucket.clone());
    let denied = world.ask::<s3::DeleteBucketPolicy>(&admin, on()).await;
    refused(
        denied,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/admin is not authorized to perform: \
         s3:DeleteBucketPolicy on resource: \"arn:aws:s3:::bucket\" with an explicit deny in a \
         resource-based policy",
    );
    let denied = world.ask::<s3::HeadBucket>(&world.root, on()).await;
    refused_as(denied, ErrorCode::AccessDenied);
    let read = world.ask::<s3::GetBucketPolicy>(&world.root, on()).await;
    assert_eq!(read.unwrap(), deny);
    let deleted = world.ask::<s3::DeleteBucketPolicy>(&world.root, on());
    deleted.await.unwrap();
    world.ask::<s3::HeadBucket>(&admin, on()).await.unwrap();
}

#[tokio::test]
async fn a_policy_lets_in_a_user_who_has_no_rights_of_their_own() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let policy = allow("s3:GetObject", "arn:aws:s3:::other/*");
    let guest = world.user("guest", &policy).await;
    let on = || OnBucket::of(bucket.clone());
    let denied = world.ask::<s3::GetBucketLocation>(&guest, on()).await;
    refused(
        denied,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/guest is not authorized to perform: \
         s3:GetBucketLocation on resource: \"arn:aws:s3:::bucket\" because no identity-based policy \
         allows the s3:GetBucketLocation action",
    );
    let who = r#"{"AWS":"arn:aws:iam::123456789012:user/guest"}"#;
    let policy = bucket_policy("Allow", who, "s3:GetBucketLocation", BUCKET);
    let put = world.ask::<s3::PutBucketPolicy>(&world.root, with(&bucket, &policy));
    put.await.unwrap();
    let told = world.ask::<s3::GetBucketLocation>(&guest, on()).await;
    told.unwrap();
}
