//! Lifecycle rules, by a clock that is moved.

use iamd_api::{ErrorCode, s3};
use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::{BucketName, Clock as _, Timestamp};
use iamd_objects::VersionListRequest;
use iamd_s3::{
    LifecycleKeeper, LifecycleRun, OnBucket, PutExpiration, PutFilter, PutLifecycle,
    PutLifecycleRule, PutNoncurrentExpiration,
};

use crate::{
    objects::{at, tags},
    uploads::{all_parts, new_upload},
    world::{World, refused_as},
};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// A rule about everything, which does nothing yet.
fn rule(id: &str) -> PutLifecycleRule {
    PutLifecycleRule {
        id: Some(id.to_owned()),
        status: "Enabled".to_owned(),
        filter: Some(PutFilter::default()),
        ..PutLifecycleRule::default()
    }
}

fn days(days: i32) -> PutExpiration {
    PutExpiration {
        days: Some(days),
        ..PutExpiration::default()
    }
}

impl World {
    async fn set_rules(&self, bucket: &BucketName, rules: Vec<PutLifecycleRule>) {
        let put = PutLifecycle {
            rules,
            transition_default_minimum_object_size: None,
        };
        let put = OnBucket::with(bucket.clone(), put);
        let put = self.ask::<s3::PutBucketLifecycleConfiguration>(&self.root, put);
        put.await.unwrap();
    }

    /// Moves the clock, and does what the rules say.
    async fn live_on(&self, days: i64) -> LifecycleRun {
        self.clock.advance_seconds(days * DAY_SECONDS);
        self.s3.run_lifecycle(self.clock.now()).await
    }

    /// What is in a bucket: keys, `-` behind those of delete markers.
    async fn shown(&self, bucket: &BucketName) -> Vec<String> {
        let work = SystemWork::new(SystemReason::Decision);
        let found = self.directory.find_bucket(&work, bucket).await;
        let request = VersionListRequest {
            max: 1000,
            ..VersionListRequest::default()
        };
        let id = found.unwrap().unwrap().id.clone();
        let page = self.objects.survey_versions(&work, &id, &request).await;
        let versions = page.unwrap().versions.into_iter();
        versions
            .map(|version| {
                let marker = if version.is_delete_marker { "-" } else { "" };
                format!("{}{marker}", version.object.key)
            })
            .collect()
    }
}

#[tokio::test]
async fn objects_expire_at_the_midnight_behind_their_days() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    // Half past ten in the morning of the last of January.
    world.clock.advance_seconds(10 * 60 * 60 + 30 * 60);
    world.put(&bucket, "old", "bytes").await;
    let expiring = PutLifecycleRule {
        expiration: Some(days(2)),
        ..rule("two days")
    };
    world.set_rules(&bucket, vec![expiring]).await;
    let midnight: Timestamp = "2026-02-03T00:00:00Z".parse().unwrap();
    world.clock.set(midnight);
    world.clock.advance_seconds(-1);
    world.put(&bucket, "new", "bytes").await;
    assert_eq!(world.live_on(0).await, LifecycleRun::default());
    world.clock.set(midnight);
    let run = world.live_on(0).await;
    assert_eq!((run.objects, run.failures), (1, 0));
    refused_as(
        world.get(&world.root, at(&bucket, "old")).await,
        ErrorCode::NoSuchKey,
    );
    assert_eq!(world.shown(&bucket).await, ["new"]);
    // What was written anew is another object, however it is called.
    world.put(&bucket, "new", "newer").await;
    assert_eq!(world.live_on(1).await, LifecycleRun::default());
}

#[tokio::test]
async fn a_rule_is_about_what_its_filter_fits() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let tagged = [("kind", "scratch"), ("more", "")];
    world.put_tagged(&bucket, "tagged", &tagged).await;
    for (key, bytes) in [
        ("logs/a", "bytes"),
        ("logs2", "bytes"),
        ("large", "many more bytes"),
    ] {
        world.put(&bucket, key, bytes).await;
    }
    let filtered = |id: &str, filter| PutLifecycleRule {
        filter: Some(filter),
        expiration: Some(days(1)),
        ..rule(id)
    };
    let off = PutLifecycleRule {
        status: "Disabled".to_owned(),
        expiration: Some(days(1)),
        ..rule("off")
    };
    let below = PutFilter {
        prefix: Some("logs/".to_owned()),
        ..PutFilter::default()
    };
    world
        .set_rules(&bucket, vec![off, filtered("logs", below)])
        .await;
    assert_eq!(world.live_on(2).await.objects, 1);
    assert_eq!(world.shown(&bucket).await, ["large", "logs2", "tagged"]);
    let scratch = PutFilter {
        tag: tags(&[("kind", "scratch")]).pop(),
        ..PutFilter::default()
    };
    let large = PutFilter {
        size_greater_than_bytes: Some(5),
        ..PutFilter::default()
    };
    world
        .set_rules(
            &bucket,
            vec![filtered("scratch", scratch), filtered("large", large)],
        )
        .await;
    assert_eq!(world.live_on(0).await.objects, 2);
    assert_eq!(world.shown(&bucket).await, ["logs2"]);
}

#[tokio::test]
async fn a_date_counts_from_that_day_on() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "key", "bytes").await;
    let dated = PutLifecycleRule {
        expiration: Some(PutExpiration {
            date: Some("2026-02-02T00:00:00Z".parse().unwrap()),
            ..PutExpiration::default()
        }),
        ..rule("dated")
    };
    world.set_rules(&bucket, vec![dated]).await;
    assert_eq!(world.live_on(1).await.objects, 0);
    assert_eq!(world.live_on(1).await.objects, 1);
    world.put(&bucket, "key", "bytes").await;
    assert_eq!(world.live_on(1).await.objects, 1);
}

#[tokio::test]
async fn where_there_are_versions_they_go_one_after_the_other() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    world.put(&bucket, "key", "one").await;
    world.clock.advance_seconds(DAY_SECONDS);
    world.put(&bucket, "key", "two").await;
    let all = PutLifecycleRule {
        expiration: Some(days(3)),
        noncurrent_expiration: Some(PutNoncurrentExpiration {
            days: Some(3),
            newer_versions: None,
        }),
        ..rule("all")
    };
    world.set_rules(&bucket, vec![all]).await;
    // The newest is hidden by its age; the older one goes, as long as it was the older one.
    assert_eq!(world.live_on(3).await, LifecycleRun::default());
    let run = world.live_on(1).await;
    assert_eq!(
        (run.objects, run.older_versions, run.lone_markers),
        (1, 1, 0)
    );
    assert_eq!(world.shown(&bucket).await, ["key-", "key"]);
    assert_eq!(world.live_on(3).await, LifecycleRun::default());
    let run = world.live_on(1).await;
    assert_eq!(
        (run.objects, run.older_versions, run.lone_markers),
        (0, 1, 0)
    );
    // In the next run nothing is behind the marker, which has the age of an object.
    assert_eq!(world.shown(&bucket).await, ["key-"]);
    let run = world.live_on(0).await;
    assert_eq!(
        (run.objects, run.older_versions, run.lone_markers),
        (0, 0, 1)
    );
    assert_eq!(world.shown(&bucket).await, [""; 0]);
}

#[tokio::test]
async fn some_older_versions_may_stay() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    for bytes in ["one", "two", "three", "four"] {
        world.put(&bucket, "key", bytes).await;
    }
    let keeping = PutLifecycleRule {
        noncurrent_expiration: Some(PutNoncurrentExpiration {
            days: Some(1),
            newer_versions: Some(2),
        }),
        ..rule("keeping")
    };
    world.set_rules(&bucket, vec![keeping]).await;
    assert_eq!(world.live_on(1).await.older_versions, 0);
    assert_eq!(world.live_on(1).await.older_versions, 1);
    assert_eq!(world.live_on(100).await.older_versions, 0);
    assert_eq!(world.shown(&bucket).await, ["key"; 3]);
    assert_eq!(world.read(at(&bucket, "key")).await, "four");
}

#[tokio::test]
async fn delete_markers_go_when_nothing_is_behind_them() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "first", "bytes").await;
    world.set_versioning(&bucket, "Suspended").await;
    let expiring = PutLifecycleRule {
        expiration: Some(days(1)),
        ..rule("expiring")
    };
    // Where versioning is suspended, the marker takes the place of what is called `null`.
    world.set_rules(&bucket, vec![expiring]).await;
    assert_eq!(world.live_on(2).await.objects, 1);
    assert_eq!(world.shown(&bucket).await, ["first-"]);
    let tidy = PutLifecycleRule {
        expiration: Some(PutExpiration {
            lone_delete_marker: Some(true),
            ..PutExpiration::default()
        }),
        ..rule("tidy")
    };
    world.set_rules(&bucket, vec![tidy]).await;
    assert_eq!(world.live_on(0).await.lone_markers, 1);
    assert_eq!(world.shown(&bucket).await, [""; 0]);
}

#[tokio::test]
async fn uploads_that_nobody_completes_are_aborted() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let aborting = PutLifecycleRule {
        filter: Some(PutFilter {
            prefix: Some("tmp/".to_owned()),
            ..PutFilter::default()
        }),
        abort_incomplete_upload: Some(Some(2)),
        ..rule("aborting")
    };
    world.set_rules(&bucket, vec![aborting]).await;
    let begun = world.ask::<s3::CreateMultipartUpload>(&world.root, new_upload(&bucket, "tmp/a"));
    let abortion = begun.await.unwrap().abortion.unwrap();
    assert_eq!(abortion.rule_id, "aborting");
    assert_eq!(abortion.at.to_string(), "2026-02-03T00:00:00Z");
    let upload = world.begin(&bucket, "tmp/b").await;
    let kept = world.begin(&bucket, "kept").await;
    world.part(&upload, 1, "bytes").await;
    let list = |upload: &iamd_s3::UploadAddress| {
        world.ask::<s3::ListParts>(&world.root, all_parts(upload))
    };
    assert_eq!(list(&upload).await.unwrap().abortion, Some(abortion));
    assert_eq!(list(&kept).await.unwrap().abortion, None);
    assert_eq!(world.live_on(2).await.uploads, 0);
    assert_eq!(world.live_on(1).await.uploads, 2);
    refused_as(list(&upload).await, ErrorCode::NoSuchUpload);
    list(&kept).await.unwrap();
}

#[tokio::test]
async fn a_long_bucket_is_walked_through_to_its_end() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.set_versioning(&bucket, "Enabled").await;
    for key in 0..1_100 {
        world.put(&bucket, &format!("{:04}", key % 550), "").await;
    }
    let all = PutLifecycleRule {
        noncurrent_expiration: Some(PutNoncurrentExpiration {
            days: Some(1),
            newer_versions: None,
        }),
        ..rule("all")
    };
    world.set_rules(&bucket, vec![all]).await;
    let run = world.live_on(2).await;
    assert_eq!((run.older_versions, run.failures), (550, 0));
    assert_eq!(world.shown(&bucket).await.len(), 550);
}

#[tokio::test]
async fn the_keeper_runs_once_a_day() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.put(&bucket, "key", "bytes").await;
    let expiring = PutLifecycleRule {
        expiration: Some(days(1)),
        ..rule("expiring")
    };
    world.set_rules(&bucket, vec![expiring]).await;
    let mut keeper = LifecycleKeeper::new(world.s3.clone());
    assert_eq!(keeper.keep_up().await, Some(LifecycleRun::default()));
    assert_eq!(keeper.keep_up().await, None);
    world.clock.advance_seconds(DAY_SECONDS - 1);
    assert_eq!(keeper.keep_up().await, None);
    world.clock.advance_seconds(1);
    assert_eq!(keeper.keep_up().await.map(|run| run.objects), Some(0));
    world.clock.advance_seconds(DAY_SECONDS);
    // As the server does it: in a task of its own.
    let run = tokio::spawn(async move { keeper.keep_up().await });
    assert_eq!(run.await.unwrap().map(|run| run.objects), Some(1));
    assert_eq!(world.shown(&bucket).await, [""; 0]);
}
