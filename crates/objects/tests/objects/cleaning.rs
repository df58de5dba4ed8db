//! Space that nobody uses is given back.

use futures::{FutureExt as _, StreamExt as _, stream};
use iamd_api::s3::PutObject;
use iamd_auth::{SystemReason, SystemWork};
use iamd_objects::{BodyError, Error, Staging, Versioning, file_named_by};
use iamd_store::KeyRange;

use super::world::{World, body, data, run, staging};

#[test]
fn what_is_replaced_or_deleted_is_removed() {
    run(async {
        let world = World::new().await;
        for seed in 0..100 {
            world.put("a", &data(seed, 20_000)).await.unwrap();
        }
        world.clean_up().await;
        assert_eq!((world.blobs.count(), world.records("blobs").await), (1, 1));
        world.delete("a").await.unwrap();
        world.clean_up().await;
        assert_eq!((world.blobs.count(), world.records("blobs").await), (0, 0));
        assert_eq!(world.records("trash").await, 0);
    });
}

#[test]
fn a_body_that_breaks_off_leaves_nothing() {
    run(async {
        let world = World::new().await;
        for sent in [0, 10, 16_385, 70_001, 2_000_000] {
            let broken = stream::iter([Err::<bytes::Bytes, BodyError>("gone".into())]);
            let body = body(&data(1, sent)).chain(broken);
            let permit = world.permit::<PutObject>(Some("a")).await;
            let staged = world.objects.stage(&permit, staging(), body).await;
            let Err(Error::Body(error)) = staged else {
                panic!("the error of the body");
            };
            assert_eq!(error.to_string(), "gone");
        }
        check_nothing_left(&world).await;
    });
}

#[test]
fn a_body_that_is_too_long_leaves_nothing() {
    run(async {
        let world = World::new().await;
        for (bytes_max, sent) in [(9, 10), (100_000, 100_001)] {
            let permit = world.permit::<PutObject>(Some("a")).await;
            let staging = Staging {
                bytes_max,
                ..staging()
            };
            let sent = body(&data(1, sent));
            let staged = world.objects.stage(&permit, staging, sent).await;
            assert!(matches!(staged, Err(Error::TooLarge { .. })));
        }
        check_nothing_left(&world).await;
    });
}

#[test]
fn what_is_staged_and_not_put_leaves_nothing() {
    run(async {
        let world = World::new().await;
        drop(world.stage("a", &data(1, 100_000)).await.unwrap());
        let bucketless = world.with_bucket(9).await;
        let new = iamd_objects::NewObject {
            condition: Some(iamd_objects::WriteCondition::Exists),
            ..Default::default()
        };
        let refused = bucketless.put_new("a", &data(1, 100_000), new).await;
        assert!(matches!(refused, Err(Error::NoSuchKey)));
        check_nothing_left(&world).await;
    });
}

/// Files are removed on threads of their own, after the answer.
async fn check_nothing_left(world: &World) {
    while world.blobs.count() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        world.records("small").await + world.records("blobs").await,
        0
    );
}

#[test]
fn a_start_removes_what_the_one_before_did_not_finish() {
    run(async {
        let world = World::new().await;
        world.put("a", &data(1, 20_000)).await.unwrap();
        // A crash between the file and the index.
        std::mem::forget(world.stage("b", &data(2, 20_000)).await.unwrap());
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 2, "it may be about to be put");
        let world = world.restarted().await;
        std::mem::forget(world.stage("c", &data(3, 20_000)).await.unwrap());
        world.clean_up().await;
        assert_eq!(
            world.blobs.count(),
            2,
            "what this start wrote is left alone"
        );
        let world = world.restarted().await;
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 1);
        assert!(world.read("a", None).await.unwrap() == data(1, 20_000));
    });
}

#[test]
fn trash_of_a_former_start_is_removed() {
    run(async {
        let world = World::new().await;
        world.put("a", &data(1, 20_000)).await.unwrap();
        let (one, two) = (data(2, 20_000), data(3, 20_000));
        world
            .upload(Versioning::Unversioned, "a", &[&one, &two])
            .await
            .unwrap();
        world.delete("a").await.unwrap();
        assert!(world.records("trash").await >= 3);
        let world = world.restarted().await;
        world.clean_up().await;
        assert_eq!((world.blobs.count(), world.records("trash").await), (0, 0));
        assert_eq!(
            world.records("manifests").await + world.records("parts").await,
            0
        );
    });
}

/// What is damaged stays and does not stand in the way of the rest.
#[test]
fn one_damaged_entry_does_not_stop_the_others() {
    run(async {
        let world = World::new().await;
        let (one, two) = (data(1, 20_000), data(2, 20_000));
        world
            .upload(Versioning::Unversioned, "a", &[&one, &two])
            .await
            .unwrap();
        let all = world.store.scan(&KeyRange::all(), 100).await.unwrap();
        let manifest = all
            .iter()
            .find(|(key, _)| key.table() == "manifests")
            .unwrap();
        let delete = iamd_store::Txn::new().delete(manifest.0.clone());
        world.store.commit(delete).await.unwrap();
        world.put("b", &one).await.unwrap();
        world.delete("b").await.unwrap();
        world.clean_up().await;
        assert_eq!((world.blobs.count(), world.records("trash").await), (2, 1));
    });
}

#[test]
fn files_that_are_kept_stay_until_the_end() {
    run(async {
        let world = World::new().await;
        let former = world.put("a", &data(1, 20_000)).await.unwrap();
        let work = SystemWork::new(SystemReason::Operator);
        let kept = world.objects.keep_files(&work).await;
        world.put("a", &data(2, 20_000)).await.unwrap();
        world.delete("a").await.unwrap();
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 2, "{former:?} and its successor");
        drop(kept);
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 0);
    });
}

#[test]
fn a_start_sweeps_nothing_that_is_kept() {
    run(async {
        let world = World::new().await;
        std::mem::forget(world.stage("b", &data(2, 20_000)).await.unwrap());
        let world = world.restarted().await;
        let work = SystemWork::new(SystemReason::Operator);
        let kept = world.objects.keep_files(&work).await;
        // The sweep waits, and has not begun.
        assert!(world.objects.clean_up(&work).now_or_never().is_none());
        assert_eq!(world.blobs.count(), 1);
        drop(kept);
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 0);
    });
}

#[test]
fn records_say_which_files_are_in_use() {
    run(async {
        let world = World::new().await;
        world.put("large", &data(1, 20_000)).await.unwrap();
        world.put("small", &data(1, 200)).await.unwrap();
        let all = world.store.scan(&KeyRange::all(), 10_000).await.unwrap();
        let named: Vec<_> = all
            .iter()
            .filter_map(|(key, _)| file_named_by(key))
            .collect();
        assert_eq!(named.len(), 1);
        let work = SystemWork::new(SystemReason::Operator);
        let kept = world.objects.keep_files(&work).await;
        let file = kept.open(named[0]).unwrap();
        assert!(file.bytes().unwrap() > 20_000);
    });
}
