//! An import that is broken off anywhere leaves nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::Partition;
use iamd_store::KeyRange;
use iamd_transfer::{Incoming, Target, TransferError, import};

use crate::world::World;

const FULL: &str = include_str!("accounts/full.json");

#[test]
fn whatever_was_written_is_cleared_away_by_the_next_start() {
    for steps in 0.. {
        let world = World::new(1);
        world.create("210987654321");
        let before = world.keys();
        let is_through = broken_off_after(&world, steps);
        if is_through {
            assert!(steps > 1, "there were several transactions");
            return;
        }
        assert_ne!(world.keys(), before, "something was written");
        let again = world.import(FULL);
        assert!(again.is_err(), "nobody makes the account meanwhile");
        let world = world.restarted();
        let work = SystemWork::new(SystemReason::Import);
        let cleared = world.wait(world.directory.clear_broken_imports(&work));
        assert_eq!(cleared.unwrap(), ["123456789012".parse().unwrap()]);
        assert_eq!(world.keys(), before, "after {steps} steps");
        world.import(FULL).unwrap();
        let cleared = world.wait(world.directory.clear_broken_imports(&work));
        assert_eq!(cleared.unwrap(), [], "a whole account stays");
    }
}

/// Whether the import came to its end before so many steps.
fn broken_off_after(world: &World, steps: usize) -> bool {
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let incoming = Incoming::read(FULL.as_bytes(), &target).unwrap();
    let work = SystemWork::new(SystemReason::Import);
    let left = std::sync::atomic::AtomicUsize::new(steps);
    let stop = |_, _| {
        let before = left.fetch_update(
            std::sync::atomic::Ordering::SeqCst,
            std::sync::atomic::Ordering::SeqCst,
            |left| left.checked_sub(1),
        );
        if before.is_err() {
            std::panic::resume_unwind(Box::new("the end of the program"));
        }
    };
    let stores = (&world.directory, &world.objects);
    let importing = || world.wait(import(stores, &work, incoming, false, &stop));
    catch_unwind(AssertUnwindSafe(importing)).is_ok()
}

/// How many records there are of objects, buckets' rooms among them.
fn rooms(world: &World) -> usize {
    let all = KeyRange::all();
    let found = world.wait(world.objects_store.scan(&all, 1_000));
    found.unwrap().len()
}

/// The error of an import whose store is closed before so many records from the end.
fn closed_before(world: &World, records: usize) -> TransferError {
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let incoming = Incoming::read(FULL.as_bytes(), &target).unwrap();
    let work = SystemWork::new(SystemReason::Import);
    let close = |written, all| {
        if written + records >= all {
            futures::executor::block_on(world.store.close()).unwrap();
        }
    };
    let stores = (&world.directory, &world.objects);
    let imported = world.wait(import(stores, &work, incoming, false, &close));
    imported.unwrap_err()
}

#[test]
fn while_it_is_in_doubt_whether_there_is_an_account_its_buckets_keep_their_rooms() {
    let world = World::new(1);
    let before = rooms(&world);
    let error = closed_before(&world, 1);
    assert!(matches!(error, TransferError::InDoubt(_)), "{error:?}");
    assert!(rooms(&world) > before);
}

#[test]
fn an_account_that_is_refused_leaves_no_rooms() {
    let world = World::new(1);
    let before = rooms(&world);
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let incoming = Incoming::read(FULL.as_bytes(), &target).unwrap();
    let work = SystemWork::new(SystemReason::Import);
    // Somebody else takes a name meanwhile.
    let other = std::sync::Once::new();
    let take = |_, _| {
        other.call_once(|| {
            let id = "210987654321".parse().unwrap();
            let key = iamd_directory::ChosenKey {
                id: "AKIAANNEXAMPLE000001".parse().unwrap(),
                secret: iamd_ident::Secret::new("x".repeat(40)),
            };
            let made = world.directory.create_account(&work, id, key);
            futures::executor::block_on(made).unwrap();
        });
    };
    let stores = (&world.directory, &world.objects);
    let imported = world.wait(import(stores, &work, incoming, false, &take));
    let error = imported.unwrap_err();
    assert!(
        matches!(error, TransferError::TakenMeanwhile { .. }),
        "{error:?}"
    );
    assert_eq!(rooms(&world), before);
}
