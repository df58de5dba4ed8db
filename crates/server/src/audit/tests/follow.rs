//! The log is followed: each event once, whatever is rotated meanwhile.

use std::ops::ControlFlow;

use serde_json::Value;

use super::world::{World, event};
use crate::audit::{follow::Follower, *};

async fn record(log: &AuditLog, count: usize) {
    for _ in 0..count {
        log.record(&event("r")).await.unwrap();
        log.sync().await;
    }
}

/// A world whose files are full after so many bytes.
fn full_after(bytes: u64) -> World {
    let mut world = World::new();
    world.rotation.bytes = bytes;
    world
}

/// The numbers of the events that are told now.
fn told(follower: &mut Follower<'_>) -> Vec<u64> {
    let mut told = Vec::new();
    let went = follower.go_on(&mut |line| {
        let event: Value = serde_json::from_slice(line).unwrap();
        told.push(event["chain"]["sequence"].as_u64().unwrap());
        ControlFlow::Continue(())
    });
    assert!(went.unwrap().is_continue());
    told
}

#[tokio::test]
async fn each_event_is_told_once_however_many_files_came_meanwhile() {
    // Files of many events, of two, and of one.
    for bytes in [u64::MAX, 1200, 1] {
        for between in 1..6 {
            let world = full_after(bytes);
            let log = world.open();
            record(&log, 3).await;
            let disk = world.disk.clone();
            let mut follower = Follower::from_last(&disk, &world.folder, 0).unwrap();
            let mut expect = log.written().sequence + 1;
            assert!(told(&mut follower).is_empty());
            for round in 0..8 {
                record(&log, between).await;
                let last = log.written().sequence;
                let all: Vec<u64> = (expect..=last).collect();
                let case = format!("{bytes} bytes, {between} at once, round {round}");
                assert_eq!(told(&mut follower), all, "{case}");
                assert!(told(&mut follower).is_empty(), "{case}");
                expect = last + 1;
            }
        }
    }
}

#[tokio::test]
async fn what_comes_before_the_first_look_is_told_from_where_it_began() {
    for events in [0, 1, 2, 5, 100] {
        for bytes in [u64::MAX, 1200, 1] {
            let world = full_after(bytes);
            let log = world.open();
            record(&log, 5).await;
            let before = log.written().sequence;
            let disk = world.disk.clone();
            let mut follower = Follower::from_last(&disk, &world.folder, events).unwrap();
            record(&log, 5).await;
            let first = before.saturating_sub(events as u64) + 1;
            let all: Vec<u64> = (first..=log.written().sequence).collect();
            assert_eq!(told(&mut follower), all, "{events} of {bytes}");
        }
    }
}

#[tokio::test]
async fn files_that_are_gone_are_passed_over() {
    let world = full_after(1);
    let log = world.open();
    record(&log, 2).await;
    let disk = world.disk.clone();
    let mut follower = Follower::from_last(&disk, &world.folder, 0).unwrap();
    assert!(told(&mut follower).is_empty());
    let before = log.written().sequence;
    record(&log, 4).await;
    // The first file that comes is open already, the second is gone, and the newest is empty.
    let gone = world.path(&rotated_name(before + 2));
    world.disk.remove_file(&gone).unwrap();
    let mut rest: Vec<u64> = (before + 1..=log.written().sequence).collect();
    rest.remove(1);
    assert_eq!(told(&mut follower), rest);
}

#[tokio::test]
async fn who_stops_listening_is_told_no_more() {
    let world = full_after(1);
    let log = world.open();
    record(&log, 4).await;
    let disk = world.disk.clone();
    let mut follower = Follower::from_last(&disk, &world.folder, 3).unwrap();
    let mut count = 0;
    let went = follower.go_on(&mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert!(went.unwrap().is_break());
    assert_eq!(count, 1);
}
