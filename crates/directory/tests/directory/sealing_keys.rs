//! The keys that sessions hang on: made, replaced, kept for as long as a session, and dropped.

use std::sync::Arc;

use iamd_auth::{SystemReason, SystemWork, TokenKeys};
use iamd_seal::{OpenError, SealingKeys};
use iamd_store::{Key, Scope, Table, Txn};
use iamd_testkit::SeededRandom;

use crate::world::World;

const DAY: i64 = 86_400;

async fn ring(world: &World) -> Arc<SealingKeys> {
    world.directory.sealing_keys().await.unwrap()
}

async fn rotate(world: &World) -> bool {
    let work = SystemWork::new(SystemReason::Rotation);
    world.directory.rotate_sealing_key(&work).await.unwrap()
}

fn seal(ring: &SealingKeys) -> Vec<u8> {
    ring.seal(b"a token", &[], &SeededRandom::new(3)).unwrap()
}

#[tokio::test]
async fn the_first_key_is_made_once_and_survives_a_restart() {
    let world = World::new().await;
    let sealed = seal(&*ring(&world).await);
    assert!(!rotate(&world).await, "there is one");
    let world = world.restarted();
    assert!(!rotate(&world).await);
    let opened = ring(&world).await.open(&sealed, &[]).unwrap();
    assert_eq!(opened.expose(), b"a token");

    let world = World::new().await;
    assert!(rotate(&world).await, "or at the start");
    assert_eq!(ring(&world).await.keys().count(), 1);
}

#[tokio::test]
async fn a_key_is_replaced_after_a_day_and_opens_for_as_long_as_a_session() {
    let world = World::new().await;
    let first = seal(&*ring(&world).await);
    world.clock.advance_seconds(DAY - 1);
    assert!(!rotate(&world).await);
    world.clock.advance_seconds(1);
    // Sealed with the first key in its last moment, for the longest session.
    assert!(rotate(&world).await);
    let second = seal(&*ring(&world).await);
    assert_ne!(first[1..9], second[1..9], "the ids of the keys");
    assert!(ring(&world).await.open(&first, &[]).is_ok());

    world.clock.advance_seconds(129_600);
    assert!(rotate(&world).await);
    let world = world.restarted();
    assert!(ring(&world).await.open(&first, &[]).is_ok());
    assert!(ring(&world).await.open(&second, &[]).is_ok());

    world.clock.advance_seconds(3_600);
    assert!(!rotate(&world).await, "one goes, and none comes");
    let opened = ring(&world).await.open(&first, &[]);
    assert!(
        matches!(opened, Err(OpenError::UnknownKey { .. })),
        "{opened:?}"
    );
    assert!(ring(&world).await.open(&second, &[]).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_rotate_at_once_one_makes_a_key() {
    let world = Arc::new(World::new().await);
    for keys in 1..4 {
        let tasks: Vec<_> = (0..32)
            .map(|number| {
                let world = Arc::clone(&world);
                tokio::spawn(async move {
                    if number % 2 == 0 {
                        return rotate(&world).await;
                    }
                    ring(&world).await;
                    false
                })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            made += usize::from(task.await.unwrap());
        }
        assert!(made <= 1, "{made}");
        assert_eq!(ring(&world).await.keys().count(), keys);
        world.clock.advance_seconds(DAY);
    }
}

#[tokio::test]
async fn keys_lie_sealed_and_none_stands_for_another() {
    let world = World::new().await;
    rotate(&world).await;
    let key = *ring(&world).await.current().expose();
    let place = Key::new(Scope::Global, Table::new("sealing-keys"));
    let record = world.store.get(&place).await.unwrap().unwrap().value;
    assert!(!record.windows(key.len()).any(|bytes| bytes == key));

    world.clock.advance_seconds(DAY);
    rotate(&world).await;
    let two = world.store.get(&place).await.unwrap().unwrap().value;
    let ids: Vec<String> = ring(&world)
        .await
        .keys()
        .map(|key| key.id().to_string())
        .collect();
    let text = |id: &str| {
        let found = two
            .windows(id.len())
            .position(|bytes| bytes == id.as_bytes());
        found.unwrap()
    };
    let (first, second) = (text(&ids[0]), text(&ids[1]));
    let mut swapped = two.clone();
    swapped[first..first + 16].copy_from_slice(ids[1].as_bytes());
    swapped[second..second + 16].copy_from_slice(ids[0].as_bytes());
    world
        .store
        .commit(Txn::new().put(place.clone(), swapped))
        .await
        .unwrap();
    assert!(world.directory.sealing_keys().await.is_err());
    world
        .store
        .commit(Txn::new().put(place, two))
        .await
        .unwrap();
    assert_eq!(ring(&world).await.keys().count(), 2);
}

#[tokio::test]
async fn a_directory_that_forgets_everything_makes_new_keys() {
    let world = World::new().await;
    let sealed = seal(&*ring(&world).await);
    let place = Key::new(Scope::Global, Table::new("sealing-keys"));
    world.store.commit(Txn::new().delete(place)).await.unwrap();
    world.directory.forget_everything();
    assert!(ring(&world).await.open(&sealed, &[]).is_err());
}
