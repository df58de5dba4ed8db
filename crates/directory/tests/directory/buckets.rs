//! Buckets: names, owners, permits, limits, what is kept in memory.

use std::sync::Arc;

use iamd_api::{ErrorCode, s3};
use iamd_auth::{Caller, Permit, PermitMismatch, Target};
use iamd_directory::{
    BucketFilter, BucketSettings, CorsRule, Error, NewBucket, ObjectOwnership, PageRequest,
    PublicAccessBlock, Quota, Versioning,
};
use iamd_ident::Tag;
use iamd_store::{Key, Scope, Table, Txn};
use serde::Serialize;

use crate::{
    bucket_world::{bucket, bucket_name, new_bucket, object, work},
    world::{World, account},
};

fn tag(key: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: String::new(),
    }
}

#[tokio::test]
async fn a_new_bucket_has_the_settings_of_aws() {
    let world = World::new().await;
    let made = world.bucket("bucket").await;
    assert_eq!(made.arn, "arn:aws:s3:::bucket");
    assert_eq!((made.owner, made.region.as_str()), (account(), "us-west-2"));
    assert_eq!(made.owner_id().account(), account());
    assert_eq!(made.policy, None);
    let settings = &made.settings;
    assert_eq!(settings.public_access_block, Some(PublicAccessBlock::ALL));
    assert_eq!(
        settings.ownership,
        Some(ObjectOwnership::BucketOwnerEnforced)
    );
    assert_eq!(settings.versioning, Versioning::Unversioned);
    assert_eq!(world.read("bucket").await, made);
}

#[tokio::test]
async fn names_are_unique_over_all_accounts() {
    let world = World::new().await;
    let other = world.other_root().await;
    world.bucket("bucket").await;
    let again = world.create(new_bucket("bucket")).await;
    assert!(
        matches!(again, Err(Error::BucketOwnedByYou(_))),
        "{again:?}"
    );

    let act = |permit| world.directory.create_bucket(permit, new_bucket("bucket"));
    let target = Target::NewBucket(bucket_name("bucket"));
    let taken = world
        .acting::<s3::CreateBucket, _, _, _>(&other, target.clone(), act)
        .await
        .unwrap();
    assert!(matches!(taken, Err(Error::BucketExists(_))), "{taken:?}");

    world.delete("bucket").await;
    let free = world
        .acting::<s3::CreateBucket, _, _, _>(&other, target, act)
        .await
        .unwrap();
    assert_eq!(Some(free.unwrap().owner), other.account());
}

#[tokio::test]
async fn what_the_server_answers_itself_is_no_name_of_a_bucket() {
    let world = World::new().await;
    let refused = world.create(new_bucket("federation")).await;
    assert!(
        matches!(refused, Err(Error::BucketNameReserved(_))),
        "{refused:?}"
    );
}

async fn listed(world: &World, filter: &BucketFilter, items_max: usize) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut marker = None;
    loop {
        let page = PageRequest { marker, items_max };
        let act = |permit| world.directory.list_buckets(permit, filter, &page);
        let found = world
            .with_permit::<s3::ListBuckets, _, _, _>(Target::Buckets, act)
            .await
            .unwrap();
        let names = found.items.iter().map(|entry| entry.name.to_string());
        pages.push(names.collect());
        marker = found.next;
        if marker.is_none() {
            return pages;
        }
    }
}

#[tokio::test]
async fn an_account_sees_its_own_buckets_in_order() {
    let world = World::new().await;
    let other = world.other_root().await;
    for name in ["b-2", "a-1", "b-1", "b-3"] {
        world.bucket(name).await;
    }
    let elsewhere = NewBucket {
        region: "eu-west-1".to_owned(),
        ..new_bucket("b-4")
    };
    world.create(elsewhere).await.unwrap();
    let act = |permit| world.directory.create_bucket(permit, new_bucket("b-0"));
    let target = Target::NewBucket(bucket_name("b-0"));
    let foreign = world.acting::<s3::CreateBucket, _, _, _>(&other, target, act);
    foreign.await.unwrap().unwrap();

    let all = BucketFilter::default();
    assert_eq!(
        listed(&world, &all, 2).await,
        [vec!["a-1", "b-1"], vec!["b-2", "b-3"], vec!["b-4"]]
    );
    let some = BucketFilter {
        prefix: "b-".to_owned(),
        region: Some("us-west-2".to_owned()),
    };
    assert_eq!(
        listed(&world, &some, 2).await,
        [vec!["b-1", "b-2"], vec!["b-3"]]
    );
    let names = world
        .directory
        .bucket_names(&work(), None, 100)
        .await
        .unwrap();
    assert_eq!(names.len(), 6);
    let behind = world
        .directory
        .bucket_names(&work(), names.get(3), 1)
        .await
        .unwrap();
    assert_eq!(behind, [bucket_name("b-3")]);
}

/// What was permitted, of a permit that was refused.
#[track_caller]
fn mismatch<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Permit(PermitMismatch { permitted, .. })) => permitted,
        other => panic!("the permit should be refused: {other:?}"),
    }
}

/// Verbs on buckets with permits for something else.
macro_rules! refused {
    ($world:ident, $target:expr, $($operation:ident: $act:expr;)*) => {$(
        let target = $target;
        let outcome = $world.with_permit::<s3::$operation, _, _, _>(target, $act).await;
        mismatch(outcome);
    )*};
}

#[tokio::test]
async fn a_permit_for_something_else_is_not_good_for_a_bucket() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let directory = &world.directory;
    let (filter, page) = (
        BucketFilter::default(),
        PageRequest {
            marker: None,
            items_max: 10,
        },
    );
    refused! { world, object("bucket", "key"),
        HeadBucket: |permit| directory.bucket(permit);
        DeleteBucket: |permit| directory.delete_bucket(permit);
        PutBucketPolicy: |permit| directory.put_bucket_policy(permit, policy());
        GetBucketPolicy: |permit| directory.get_bucket_policy(permit);
        DeleteBucketPolicy: |permit| directory.delete_bucket_policy(permit);
        PutBucketTagging: |permit| directory.change_bucket(permit, |_, _| Ok(()));
    }
    refused! { world, bucket("bucket"),
        CreateBucket: |permit| directory.create_bucket(permit, new_bucket("another"));
        ListBuckets: |permit| directory.list_buckets(permit, &filter, &page);
    }
    refused! { world, Target::Any,
        HeadBucket: |permit| directory.bucket(permit);
        GetObject: |permit| async move { directory.bucket_of(&permit).await };
    }
}

fn policy() -> String {
    r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject",
        "Resource":"arn:aws:s3:::bucket/*"}}"#
        .to_owned()
}

#[track_caller]
fn gone<T: std::fmt::Debug>(outcome: &Result<T, Error>) {
    assert!(
        matches!(outcome, Err(Error::NoSuchBucket(_))),
        "{outcome:?}"
    );
}

/// Runs each verb on a bucket that was deleted and made anew since the decision.
macro_rules! gone {
    ($world:ident, $target:expr, $($operation:ident: $act:expr;)*) => {$(
        let act = |permit: Permit<s3::$operation>| async {
            $world.delete("bucket").await;
            $world.bucket("bucket").await;
            ($act)(permit).await
        };
        gone(&$world.with_permit::<s3::$operation, _, _, _>($target, act).await);
    )*};
}

#[tokio::test]
async fn a_bucket_that_was_made_anew_is_not_touched() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let directory = &world.directory;
    gone! { world, bucket("bucket"),
        HeadBucket: |permit| directory.bucket(permit);
        DeleteBucket: |permit| directory.delete_bucket(permit);
        PutBucketPolicy: |permit| directory.put_bucket_policy(permit, policy());
        GetBucketPolicy: |permit| directory.get_bucket_policy(permit);
        DeleteBucketPolicy: |permit| directory.delete_bucket_policy(permit);
        PutBucketVersioning: |permit| directory.change_bucket(permit, |_, versioning| {
            *versioning = Versioning::Enabled;
            Ok(())
        });
    }
    gone! { world, object("bucket", "key"),
        GetObject: async |permit: Permit<s3::GetObject>| directory.bucket_of(&permit).await;
    }
    let found = world.read("bucket").await;
    assert_eq!(found.settings, BucketSettings::of_new_bucket());
    assert_eq!(found.policy, None);
}

#[tokio::test]
async fn a_change_counts_at_once_and_touches_one_part() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let before = world.read("bucket").await;
    world
        .set_part::<s3::PutBucketVersioning>("bucket", Versioning::Enabled)
        .await
        .unwrap();
    world
        .set_part::<s3::PutBucketTagging>("bucket", vec![tag("a")])
        .await
        .unwrap();
    world
        .set_part::<s3::PutBucketWebsite>("bucket", Some("{}".to_owned()))
        .await
        .unwrap();
    let mut expect = before.settings.clone();
    expect.versioning = Versioning::Enabled;
    expect.tags = vec![tag("a")];
    expect.website = Some("{}".to_owned());
    assert_eq!(world.read("bucket").await.settings, expect);
    let again = world.read("bucket").await;
    assert!(
        Arc::ptr_eq(&again, &world.read("bucket").await),
        "it is kept"
    );

    let back = world
        .set_part::<s3::PutBucketVersioning>("bucket", Versioning::Unversioned)
        .await;
    assert!(
        matches!(back, Err(Error::InvalidBucketState { .. })),
        "{back:?}"
    );
    let tags = (0..51).map(|number| tag(&number.to_string())).collect();
    let over = world.set_part::<s3::PutBucketTagging>("bucket", tags).await;
    assert!(
        matches!(over, Err(Error::Quota(Quota::TagsPerBucket))),
        "{over:?}"
    );
    assert_eq!(world.read("bucket").await.settings, expect);
}

#[tokio::test]
async fn a_refused_change_changes_nothing() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let act = |permit| {
        world
            .directory
            .change_bucket(permit, |settings, versioning: &mut Versioning| {
                assert_eq!(settings.versioning, *versioning);
                *versioning = Versioning::Enabled;
                Err(Error::InvalidBucketState { reason: "no" })
            })
    };
    let refused = world
        .with_permit::<s3::PutBucketVersioning, _, _, _>(bucket("bucket"), act)
        .await;
    assert!(refused.is_err());
    let versioning = world.read("bucket").await.settings.versioning;
    assert_eq!(versioning, Versioning::Unversioned);
}

#[tokio::test]
async fn nobody_needs_a_permit_for_cors_rules() {
    let world = World::new().await;
    let name = bucket_name("bucket");
    let rules = || world.directory.cors_rules(&name);
    assert!(rules().await.unwrap().is_none(), "and absence is not kept");
    world.bucket("bucket").await;
    assert!(rules().await.unwrap().unwrap().is_empty());
    let rule = CorsRule {
        allowed_origins: vec!["*".to_owned()],
        ..CorsRule::default()
    };
    world
        .set_part::<s3::PutBucketCors>("bucket", vec![rule.clone()])
        .await
        .unwrap();
    assert_eq!(*rules().await.unwrap().unwrap(), [rule]);
    world.delete("bucket").await;
    assert!(rules().await.unwrap().is_none());
}

#[tokio::test]
async fn everybody_is_told_that_there_is_no_bucket() {
    let world = World::new().await;
    for caller in [Caller::anonymous(), world.other_root().await] {
        for target in [bucket("bucket"), object("bucket", "key")] {
            let answer = world.decision::<s3::GetObject>(&caller, target).await;
            assert_eq!(answer, Some(ErrorCode::NoSuchBucket));
        }
    }
    let nobody = Caller::anonymous();
    for target in [Target::Buckets, Target::NewBucket(bucket_name("bucket"))] {
        let answer = world.decision::<s3::GetObject>(&nobody, target).await;
        assert_eq!(answer, Some(ErrorCode::AccessDenied));
    }
}

/// As the directory writes it.
#[derive(Serialize)]
struct Count {
    count: u32,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_quota_holds_however_many_write_at_once() {
    const ROOM: usize = 3;
    let world = Arc::new(World::new().await);
    let place = Key::new(Scope::Account(account()), Table::new("bucket-count"));
    let count = rmp_serde::to_vec_named(&Count {
        count: 10_000 - u32::try_from(ROOM).unwrap(),
    });
    let txn = Txn::new().put(place, count.unwrap());
    world.store.commit(txn).await.unwrap();
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let world = Arc::clone(&world);
            tokio::spawn(async move { world.create(new_bucket(&format!("bucket-{number}"))).await })
        })
        .collect();
    let mut made = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            Ok(bucket) => made.push(bucket),
            Err(error) => assert!(matches!(error, Error::Quota(Quota::BucketsPerAccount))),
        }
    }
    assert_eq!(made.len(), ROOM);
    world.delete(made[0].name.as_str()).await;
    world.bucket("another").await;
    let over = world.create(new_bucket("one-more")).await;
    assert!(matches!(over, Err(Error::Quota(_))), "{over:?}");
}

#[tokio::test]
async fn a_bucket_that_is_damaged_lets_nobody_in() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let place = Key::new(Scope::Global, Table::new("buckets"))
        .with("bucket")
        .unwrap();
    let txn = Txn::new().put(place, b"garbage".to_vec());
    world.store.commit(txn).await.unwrap();
    let root = world.caller(&world.root).await;
    for target in [bucket("bucket"), object("bucket", "key")] {
        let answer = world.decision::<s3::GetObject>(&root, target).await;
        assert_eq!(answer, Some(ErrorCode::InternalFailure));
    }
}
