//! Conditional writes, alone and against each other.

use futures::future::join_all;
use iamd_api::s3::DeleteObject;
use iamd_objects::{Deletion, ETag, Error, NewObject, Versioning, WriteCondition};

use super::world::{World, object_key, run};

fn on(condition: WriteCondition) -> NewObject {
    NewObject {
        condition: Some(condition),
        ..NewObject::default()
    }
}

fn absent() -> NewObject {
    on(WriteCondition::Absent)
}

#[test]
fn conditions_are_about_the_object_that_readers_see() {
    run(async {
        let world = World::new().await;
        let other: ETag = "0123".parse().unwrap();
        for condition in [
            WriteCondition::Exists,
            WriteCondition::Matches(other.clone()),
        ] {
            let put = world.put_new("a", b"1", on(condition)).await;
            assert!(matches!(put, Err(Error::NoSuchKey)));
        }
        let first = world.put_new("a", b"1", absent()).await.unwrap();
        let again = world.put_new("a", b"2", absent()).await;
        assert!(matches!(again, Err(Error::PreconditionFailed)));
        let wrong = world
            .put_new("a", b"2", on(WriteCondition::Matches(other)))
            .await;
        assert!(matches!(wrong, Err(Error::PreconditionFailed)));
        let right = on(WriteCondition::Matches(first.etag));
        world.put_new("a", b"2", right).await.unwrap();
        assert_eq!(world.read("a", None).await.unwrap(), b"2");

        // A delete marker is no object.
        world
            .delete_as(Versioning::Enabled, "a", None)
            .await
            .unwrap();
        let on_marker = world.put_new("a", b"3", on(WriteCondition::Exists)).await;
        assert!(matches!(on_marker, Err(Error::NoSuchKey)));
        world.put_new("a", b"3", absent()).await.unwrap();
    });
}

#[test]
fn a_deletion_can_have_a_condition() {
    run(async {
        let world = World::new().await;
        let written = world.put("a", b"1").await.unwrap();
        let delete = async |etag: ETag| {
            let permit = world.permit::<DeleteObject>(Some("a")).await;
            let deletion = Deletion {
                condition: Some(WriteCondition::Matches(etag)),
                ..Deletion::default()
            };
            world
                .objects
                .delete(permit, &object_key("a"), deletion)
                .await
        };
        let wrong = delete("0123".parse().unwrap()).await;
        assert!(matches!(wrong, Err(Error::PreconditionFailed)));
        delete(written.etag.clone()).await.unwrap();
        let gone = delete(written.etag).await;
        assert!(matches!(gone, Err(Error::NoSuchKey)));
    });
}

#[test]
fn of_many_that_want_to_be_first_one_is() {
    run(async {
        let world = World::new().await;
        for round in 0..20 {
            let key = format!("key-{round}");
            let puts = (0..16_u8).map(|writer| {
                let (world, key) = (world.clone(), key.clone());
                tokio::spawn(
                    async move { (writer, world.put_new(&key, &[writer], absent()).await) },
                )
            });
            let mut winners = Vec::new();
            for outcome in join_all(puts).await {
                match outcome.unwrap() {
                    (writer, Ok(_)) => winners.push(writer),
                    (_, Err(error)) => assert!(matches!(error, Error::PreconditionFailed)),
                }
            }
            assert_eq!(winners.len(), 1);
            assert_eq!(world.read(&key, None).await.unwrap(), winners);
        }
        // What lost leaves nothing behind.
        assert_eq!(world.records("small").await, 20);
    });
}

/// A counter that everybody raises by comparing and swapping loses no step.
#[test]
fn compare_and_swap_counts_right() {
    run(async {
        let world = World::new().await;
        world.put("count", b"0").await.unwrap();
        let workers = (0..8).map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    raise(&world).await;
                }
            })
        });
        for worker in join_all(workers).await {
            worker.unwrap();
        }
        assert_eq!(world.read("count", None).await.unwrap(), b"80");
    });
}

async fn raise(world: &World) {
    loop {
        let reader = world.get("count", None).await.unwrap();
        let (etag, bytes) = (reader.info().etag.clone(), reader.info().bytes);
        let count = super::world::read(reader, 0..bytes).await.unwrap();
        let count: u32 = String::from_utf8(count).unwrap().parse().unwrap();
        let next = (count + 1).to_string();
        let put = world.put_new("count", next.as_bytes(), on(WriteCondition::Matches(etag)));
        match put.await {
            Ok(_) => return,
            Err(error) => assert!(matches!(error, Error::PreconditionFailed), "{error}"),
        }
    }
}
