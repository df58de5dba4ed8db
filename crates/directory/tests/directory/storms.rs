//! Many writers of one record, on an engine that makes groups of them durable.

use std::sync::Arc;

use iamd_api::iam::{AttachUserPolicy, DetachUserPolicy, ListEntitiesForPolicy};
use iamd_auth::Target;
use iamd_directory::{EntityFilter, PageRequest};
use iamd_seal::Purpose;
use iamd_store::{Settings, Store};

use crate::world::{World, master_key, user_name};

/// Attaching and detaching count on the policy's record, which all of these want to change at the
/// same time, again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_one_of_many_writers_of_one_record_comes_through() {
    const WRITERS: usize = 64;
    const ROUNDS: usize = 3;
    let folder = tempfile::tempdir().unwrap();
    let checksums = master_key().checksum_key(Purpose::new("records"));
    let mut settings = Settings::new(checksums, "2026-01-31T00:00:00Z".parse().unwrap());
    settings.cache_bytes = 1024 * 1024;
    let store = Store::open(&folder.path().join("directory.redb"), settings).unwrap();
    let world = Arc::new(World::over(store.clone()).await);
    let arn = world.policy("policy").await;
    for number in 0..WRITERS {
        world.user(&user_name(&format!("user-{number}"))).await;
    }
    let conflicts = store.stats().conflicts;
    let tasks: Vec<_> = (0..WRITERS)
        .map(|number| {
            let (world, arn) = (Arc::clone(&world), arn.clone());
            tokio::spawn(async move {
                let name = user_name(&format!("user-{number}"));
                let target = || Target::User(name.clone());
                let attach = |permit| world.directory.attach_user_policy(permit, &name, &arn);
                let detach = |permit| world.directory.detach_user_policy(permit, &name, &arn);
                for _ in 0..ROUNDS {
                    world
                        .with_permit::<AttachUserPolicy, _, _, _>(target(), attach)
                        .await
                        .unwrap();
                    world
                        .with_permit::<DetachUserPolicy, _, _, _>(target(), detach)
                        .await
                        .unwrap();
                }
                world
                    .with_permit::<AttachUserPolicy, _, _, _>(target(), attach)
                    .await
                    .unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let page = PageRequest {
        marker: None,
        items_max: 1000,
    };
    let users = EntityFilter {
        kind: None,
        usage: None,
        path_prefix: "/".to_owned(),
    };
    let act = |permit| {
        world
            .directory
            .list_entities_for_policy(permit, &arn, &users, &page)
    };
    let target = Target::Policy(arn.clone());
    let found = world
        .with_permit::<ListEntitiesForPolicy, _, _, _>(target, act)
        .await;
    assert_eq!(found.unwrap().items.len(), WRITERS);

    let writes = WRITERS * (2 * ROUNDS + 1);
    let conflicts = store.stats().conflicts - conflicts;
    assert!(
        conflicts < 3 * writes as u64,
        "{conflicts} conflicts in {writes} writes"
    );
    store.close().await.unwrap();
}
