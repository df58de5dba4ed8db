//! A permit is good for the object that it was given for, in the bucket that it was given for.

use iamd_api::s3::{GetObject, PutObject};
use iamd_objects::{Error, NewObject};

use super::world::{World, object_key, run};

#[test]
fn a_permit_is_for_one_key() {
    run(async {
        let world = World::new().await;
        world.put("a/b", b"secret").await.unwrap();
        // Neither the end of the key nor its beginning is the key.
        for other in ["b", "a", "a/b/", "x/a/b", "A/b"] {
            let permit = world.permit::<GetObject>(Some(other)).await;
            let key = object_key("a/b");
            let answer = world.objects.get(permit, &key, None, None).await;
            assert!(matches!(answer, Err(Error::Permit(_))), "{other}");
        }
    });
}

#[test]
fn a_permit_is_for_one_bucket_whatever_has_its_name() {
    run(async {
        let world = World::new().await;
        let other = world.with_bucket(7).await;
        let staged = world.stage("a", b"data").await.unwrap();
        let permit = other.permit::<PutObject>(Some("a")).await;
        let key = object_key("a");
        let put = world
            .objects
            .put(permit, &key, staged, NewObject::default());
        put.await.unwrap();
        assert!(matches!(world.read("a", None).await, Err(Error::NoSuchKey)));
    });
}

#[test]
fn a_permit_for_the_bucket_is_none_for_its_objects() {
    run(async {
        let world = World::new().await;
        world.put("a", b"secret").await.unwrap();
        let permit = world.permit::<GetObject>(None).await;
        let answer = world
            .objects
            .get(permit, &object_key("a"), None, None)
            .await;
        assert!(matches!(answer, Err(Error::Permit(_))));
    });
}
