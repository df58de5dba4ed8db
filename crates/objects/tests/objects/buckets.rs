//! Buckets: made, closed, removed, and nothing slips in meanwhile.

use futures::future::join_all;
use iamd_api::s3::DeleteBucket;
use iamd_objects::{ClosedBucket, Error, Versioning};

use super::world::{World, run, work};

async fn close(world: &World) -> Result<ClosedBucket, Error> {
    let permit = world.permit::<DeleteBucket>(None).await;
    world.objects.close_bucket(&permit).await
}

#[test]
fn a_bucket_with_anything_in_it_is_not_closed() {
    run(async {
        let world = World::new().await;
        world.put("a", b"1").await.unwrap();
        assert!(matches!(close(&world).await, Err(Error::BucketNotEmpty)));
        // A delete marker is something.
        world
            .delete_as(Versioning::Enabled, "a", None)
            .await
            .unwrap();
        assert!(matches!(close(&world).await, Err(Error::BucketNotEmpty)));
        let request = iamd_objects::VersionListRequest {
            max: 1000,
            ..Default::default()
        };
        for version in world.list_versions(&request).await.versions {
            let id = Some(version.object.version);
            world.delete_as(Versioning::Enabled, "a", id).await.unwrap();
        }
        let upload = world.begin("b").await;
        assert!(matches!(close(&world).await, Err(Error::BucketNotEmpty)));
        let permit = world.permit(Some("b")).await;
        let key = super::world::object_key("b");
        world
            .objects
            .abort_upload(permit, &key, &upload)
            .await
            .unwrap();
        close(&world).await.unwrap().remove().await.unwrap();
        assert!(matches!(
            world.put("a", b"1").await,
            Err(Error::NoSuchBucket)
        ));
        assert!(matches!(close(&world).await, Err(Error::NoSuchBucket)));
        world.make_bucket(&world.bucket).await.unwrap();
        let again = world.make_bucket(&world.bucket).await;
        assert!(matches!(again, Err(Error::BucketExists)));
    });
}

#[test]
fn a_closed_bucket_takes_nothing_until_it_is_opened_again() {
    run(async {
        let world = World::new().await;
        let closed = close(&world).await.unwrap();
        assert!(matches!(
            world.put("a", b"1").await,
            Err(Error::BucketClosing)
        ));
        assert!(matches!(close(&world).await, Err(Error::BucketClosing)));
        closed.reopen().await.unwrap();
        world.put("a", b"1").await.unwrap();
        world.delete("a").await.unwrap();

        // Whoever goes away halfway leaves it open.
        drop(close(&world).await.unwrap());
        while matches!(world.put("a", b"1").await, Err(Error::BucketClosing)) {
            tokio::task::yield_now().await;
        }
        assert_eq!(world.read("a", None).await.unwrap(), b"1");
    });
}

#[test]
fn a_start_opens_what_a_crash_left_closed() {
    run(async {
        let world = World::new().await;
        std::mem::forget(close(&world).await.unwrap());
        let world = world.restarted().await;
        world.put("a", b"1").await.unwrap();
        let discarded = world.objects.discard_bucket(&work(), &world.bucket).await;
        assert!(matches!(discarded, Err(Error::BucketNotEmpty)));
    });
}

/// Of writers and a deletion at once: either the object is there and the bucket as well, or the
/// bucket is gone and the object was refused.
#[test]
fn nothing_slips_into_a_bucket_that_goes() {
    run(async {
        let all = World::new().await;
        for seed in 0..30 {
            let world = all.with_bucket(1000 + seed).await;
            let writers = (0..4).map(|_| {
                let world = world.clone();
                tokio::spawn(async move { world.put("a", b"1").await.is_ok() })
            });
            let deleting = world.clone();
            let deleter = tokio::spawn(async move {
                match close(&deleting).await {
                    Ok(closed) => closed.remove().await.is_ok(),
                    Err(_) => false,
                }
            });
            let outcomes = join_all(writers).await;
            let is_written = outcomes.into_iter().any(|outcome| outcome.unwrap());
            let is_gone = deleter.await.unwrap();
            assert!(is_written != is_gone, "seed {seed}");
            assert_eq!(world.read("a", None).await.is_ok(), is_written);
        }
    });
}
