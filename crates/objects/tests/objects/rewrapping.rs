//! Data keys under another key: of objects, older versions and uploads, while others write.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_api::s3::{GetObject, PutObject};
use iamd_objects::{CustomerKey, NewObject, Protection, Staging, Versioning};
use iamd_seal::{KeyTraces, SealingKey, SealingKeys};
use iamd_store::{KeyRange, Rewrapped};

use super::{
    uploads::of,
    world::{World, as_listed, body, data, object_key, read, run, staging, work},
};

fn key(byte: u8) -> SealingKey {
    SealingKey::from_bytes([byte; 32].into())
}

/// The current key, then the old ones. A world begins with key 7.
fn ring(bytes: &[u8]) -> SealingKeys {
    let (current, old) = bytes.split_first().unwrap();
    let mut ring = SealingKeys::new(key(*current));
    for byte in old {
        ring.add_old(key(*byte));
    }
    ring
}

/// A whole sweep in small steps.
async fn sweep(world: &World) -> Rewrapped {
    let mut whole = Rewrapped::default();
    loop {
        let step = world
            .objects
            .rewrap_data_keys(&work(), whole.next.clone(), 5)
            .await
            .unwrap();
        whole.absorb(step);
        if whole.next.is_none() {
            return whole;
        }
    }
}

/// How many records an old key of this ring is needed for.
async fn left(world: &World, ring: &SealingKeys) -> usize {
    let traces = KeyTraces::of_old_keys(ring);
    let records = world.store.scan(&KeyRange::all(), 10_000).await.unwrap();
    let found = records
        .iter()
        .filter(|(_, stored)| traces.are_in(&stored.value));
    found.count()
}

async fn put_as_customer(world: &World, name: &str, customer: &CustomerKey, data: &[u8]) {
    let permit = world.permit::<PutObject>(Some(name)).await;
    let staging = Staging {
        protection: Protection::Customer(customer),
        ..staging()
    };
    let staged = world.objects.stage(&permit, staging, body(data)).await;
    let key = object_key(name);
    let put = world
        .objects
        .put(permit, &key, staged.unwrap(), NewObject::default());
    put.await.unwrap();
}

#[test]
fn everything_that_the_server_seals_comes_under_another_key() {
    run(async {
        let world = World::new().await;
        let (small, large) = (data(1, 100), data(2, 100_000));
        world.put("small", &small).await.unwrap();
        world.put("large", &large).await.unwrap();
        let versioned = Versioning::Enabled;
        let older = world.put_as(versioned, "line", &large).await.unwrap();
        world.put_as(versioned, "line", &small).await.unwrap();
        world.delete_as(versioned, "line", None).await.unwrap();
        let parts: [&[u8]; 2] = [&large, &small];
        let unversioned = Versioning::Unversioned;
        world.upload(unversioned, "parts", &parts).await.unwrap();
        let upload = world.begin("half").await;
        let part = world.put_part("half", &upload, 1, &large).await.unwrap();
        let customer = CustomerKey::new([9; 32].into());
        put_as_customer(&world, "theirs", &customer, &small).await;

        let both = ring(&[1, 7]);
        // small, large, two versions of the line, parts, the upload.
        assert_eq!(left(&world, &both).await, 6);
        world.objects.use_keys(both.clone()).await.unwrap();
        let swept = sweep(&world).await;
        assert_eq!((swept.changed, swept.unreadable.len()), (6, 0));
        assert_eq!(sweep(&world).await.changed, 0);
        assert_eq!(left(&world, &both).await, 0);

        world.objects.use_keys(ring(&[1])).await.unwrap();
        assert!(world.read("small", None).await.unwrap() == small);
        assert!(world.read("large", None).await.unwrap() == large);
        let version = Some(&older.version);
        assert!(world.read("line", version).await.unwrap() == large);
        assert!(world.read("parts", None).await.unwrap() == [&large[..], &small].concat());
        let last = world.put_part("half", &upload, 2, &small).await.unwrap();
        let completion = of(vec![as_listed(&part), as_listed(&last)]);
        let completed = world.complete("half", &upload, &completion);
        completed.await.unwrap();
        assert!(world.read("half", None).await.unwrap() == [&large[..], &small].concat());
        let permit = world.permit::<GetObject>(Some("theirs")).await;
        let key = object_key("theirs");
        let get = world.objects.get(permit, &key, None, Some(&customer));
        assert!(read(get.await.unwrap(), 0..100).await.unwrap() == small);
    });
}

/// An object that was begun long ago is sealed anew when it becomes visible, even if the key that it
/// was begun with is gone by then.
#[test]
fn an_object_that_took_long_to_come_is_under_the_key_of_now() {
    run(async {
        let world = World::new().await;
        let data = data(1, 100_000);
        let staged = world.stage("slow", &data).await.unwrap();
        world.objects.use_keys(ring(&[1, 7])).await.unwrap();
        let late = world.stage("late", &data).await.unwrap();
        assert_eq!(sweep(&world).await.changed, 0);
        world.objects.use_keys(ring(&[2, 1])).await.unwrap();
        for (name, staged) in [("slow", staged), ("late", late)] {
            let permit = world.permit::<PutObject>(Some(name)).await;
            let key = object_key(name);
            let put = world
                .objects
                .put(permit, &key, staged, NewObject::default());
            put.await.unwrap();
        }
        assert_eq!(sweep(&world).await.changed, 0);
        world.objects.use_keys(ring(&[2])).await.unwrap();
        for name in ["slow", "late"] {
            assert!(world.read(name, None).await.unwrap() == data);
        }
    });
}

#[test]
fn writers_and_readers_go_on_meanwhile() {
    run(async {
        let world = World::new().await;
        let ended = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..4_u64)
            .map(|writer| {
                let (world, ended) = (world.clone(), Arc::clone(&ended));
                tokio::spawn(async move {
                    let mut number = 0;
                    while number < 5 || !ended.load(Ordering::Relaxed) {
                        let name = format!("{writer}-{}", number % 7);
                        let data = data(
                            writer * 1_000 + number,
                            if writer == 0 { 20_000 } else { 20 },
                        );
                        let put = world.put_as(Versioning::Enabled, &name, &data);
                        let written = put.await.unwrap();
                        let version = Some(&written.version);
                        assert!(world.read(&name, version).await.unwrap() == data);
                        number += 1;
                    }
                    number
                })
            })
            .collect();
        for new in 10..16 {
            let before = if new == 10 { 7 } else { new - 1 };
            let both = ring(&[new, before]);
            world.objects.use_keys(both.clone()).await.unwrap();
            let swept = sweep(&world).await;
            assert!(swept.unreadable.is_empty(), "{swept:?}");
            assert_eq!(left(&world, &both).await, 0);
        }
        ended.store(true, Ordering::Relaxed);
        let mut written = 0;
        for writer in writers {
            written += writer.await.unwrap();
        }
        world.objects.use_keys(ring(&[15])).await.unwrap();
        let heads = world.records("current").await + world.records("versions").await;
        assert_eq!(heads as u64, written);
        for writer in 0..4 {
            for number in 0..5 {
                let name = format!("{writer}-{number}");
                assert!(world.read(&name, None).await.is_ok());
            }
        }
    });
}
