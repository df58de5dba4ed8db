//! What a kill and a loss of power leave: nothing that was synced is gone, nothing is torn, and
//! nobody is blamed for it.

use iamd_testkit::{Faults, SeededRandom};

use super::world::{World, event, request_ids};
use crate::audit::*;

/// Starts again on what is left, and checks what must hold.
#[track_caller]
fn start_again(left: &World, synced: &[String], written: &[String]) {
    let log = left.open();
    let found = found(left);
    assert!(
        found.len() >= synced.len(),
        "{} of {} synced events",
        found.len(),
        synced.len()
    );
    assert_eq!(found, written[..found.len()]);
    left.check_sound(&log);
}

/// All events, the oldest first.
fn found(world: &World) -> Vec<String> {
    let mut names: Vec<String> = world.files();
    names.retain(|name| name.starts_with(FILE_NAME));
    names.rotate_left(1);
    names
        .iter()
        .flat_map(|name| request_ids(&world.text_of(name)))
        .collect()
}

fn again(world: &World, disk: iamd_testkit::DoubleDisk) -> World {
    World {
        rotation: world.rotation,
        ..World::on(disk)
    }
}

#[tokio::test]
async fn a_kill_loses_nothing() {
    let mut world = World::new();
    world.rotation.bytes = 1200;
    let log = world.open();
    let mut written = Vec::new();
    for number in 0..12 {
        let id = format!("r-{number}");
        log.record(&event(&id)).await.unwrap();
        written.push(id);
        start_again(&again(&world, world.disk.after_kill()), &written, &written);
        if number % 3 == 0 {
            log.sync().await;
            start_again(&again(&world, world.disk.after_kill()), &written, &written);
        }
    }
}

#[tokio::test]
async fn a_loss_of_power_loses_at_most_what_was_not_synced() {
    for seed in 0..60 {
        let mut world = World::new();
        world.rotation.bytes = 1200 + seed * 100;
        let random = SeededRandom::new(seed);
        let log = world.open();
        let (mut written, mut synced) = (Vec::new(), Vec::new());
        for number in 0..10 {
            let id = format!("r-{number}");
            log.record(&event(&id)).await.unwrap();
            written.push(id);
            start_again(
                &again(&world, world.disk.after_power_loss(&random)),
                &synced,
                &written,
            );
            if random.next().is_multiple_of(3) {
                log.sync().await;
                synced.clone_from(&written);
                start_again(
                    &again(&world, world.disk.after_power_loss(&random)),
                    &synced,
                    &written,
                );
            }
        }
    }
}

/// The power fails at each operation in turn, through rotations and starts.
#[tokio::test]
async fn the_power_may_fail_at_any_moment() {
    let mut at = 1;
    loop {
        let mut world = World::new();
        world.rotation.bytes = 1200;
        world.rotation.keep_files = 2;
        world.disk.set_faults(Faults {
            power_off_at: Some(at),
            ..Faults::default()
        });
        let opened = AuditLog::open(world.parts());
        // The stores are made when the log is there.
        let is_fresh = opened.is_err();
        if let Ok(log) = opened {
            for number in 0..8 {
                let written = log.record(&event(&format!("r-{number}"))).await;
                if written.is_err() {
                    break;
                }
                log.sync().await;
            }
        }
        let is_through = !world.disk.is_off();
        for seed in 0..4 {
            let random = SeededRandom::new(at * 10 + seed);
            let left = World {
                is_fresh: Some(is_fresh),
                ..again(&world, world.disk.after_power_loss(&random))
            };
            let log = left.open();
            left.check_sound(&log);
            log.record(&event("after")).await.unwrap();
            log.close().await.unwrap();
            drop(log);
            let (report, findings) = left.verified(None);
            assert!(report.is_sound(), "at {at}, seed {seed}: {findings:#?}");
        }
        if is_through {
            assert!(at > 50, "{at}");
            return;
        }
        at += 1;
    }
}

/// Without the sync of the log's files, what the head names may be gone: that is seen.
#[tokio::test]
async fn a_sync_that_is_left_out_is_found_out() {
    let mut found_out = 0;
    for seed in 0..20 {
        let world = World::new();
        let log = world.open();
        world.disk.set_faults(Faults {
            skips_sync_of: Some(|path| path.to_string_lossy().contains("audit.jsonl")),
            ..Faults::default()
        });
        for number in 0..5 {
            log.record(&event(&format!("r-{number}"))).await.unwrap();
            log.sync().await;
        }
        let left = again(
            &world,
            world.disk.after_power_loss(&SeededRandom::new(seed)),
        );
        found_out += u32::from(!left.verified(None).0.is_sound());
    }
    assert!(found_out > 10, "{found_out}");
}
