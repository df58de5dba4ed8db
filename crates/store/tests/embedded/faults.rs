//! Disks that fail without losing power.

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use iamd_store::{CommitError, Committed, OpenError, StoreError};
use iamd_testkit::{DoubleDisk, Faults, SeededRandom};

use super::{FILE, key, open, put, value};

#[test]
fn a_full_disk_refuses_writes_and_goes_on_when_there_is_room() {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    block_on(store.commit(put("before", b"kept"))).unwrap();
    disk.set_faults(Faults {
        file_bytes_max: Some(disk.contents(FILE).len() as u64),
        ..Faults::default()
    });
    let large = vec![7; 1_000_000];
    let names: Vec<_> = (0..20).map(|index| index.to_string()).collect();
    let outcomes: Vec<_> = names
        .iter()
        .map(|name| block_on(store.commit(put(name, &large))))
        .collect();
    assert_eq!(outcomes.last(), Some(&Err(CommitError::StorageFull)));
    for (name, outcome) in names.iter().zip(&outcomes) {
        assert_eq!(
            value(&store, name).is_some(),
            outcome.is_ok(),
            "{outcome:?}"
        );
    }
    assert_eq!(value(&store, "before"), Some(b"kept".to_vec()));

    disk.set_faults(Faults::default());
    block_on(store.commit(put("after", &large))).unwrap();
    block_on(store.close()).unwrap();
    let store = open(&disk.after_power_loss(&SeededRandom::new(1))).unwrap();
    assert_eq!(value(&store, "after"), Some(large));
    assert_eq!(value(&store, "before"), Some(b"kept".to_vec()));
}

#[test]
fn a_failed_sync_stops_the_store_and_loses_nothing() {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    block_on(store.commit(put("before", b"kept"))).unwrap();
    disk.set_faults(Faults {
        fails_sync_of: Some(|_| true),
        ..Faults::default()
    });
    let failed = block_on(store.commit(put("lost", b"")));
    assert!(
        matches!(failed, Err(CommitError::Unavailable { .. })),
        "{failed:?}"
    );
    disk.set_faults(Faults::default());
    // What the system says about the file is no longer sure to be so: nothing is served.
    let refused = block_on(store.commit(put("later", b"")));
    assert!(
        matches!(refused, Err(CommitError::Unavailable { .. })),
        "{refused:?}"
    );
    let refused = block_on(store.get(&key("before")));
    assert!(
        matches!(refused, Err(StoreError::Unavailable { .. })),
        "{refused:?}"
    );
    drop(store);
    assert_eq!(
        value(&open(&disk).unwrap(), "before"),
        Some(b"kept".to_vec())
    );
}

/// Whatever fails in a commit, readers and observers agree on what happened, and what was refused
/// happened whole or not at all.
#[test]
fn a_passing_fault_is_got_over() {
    let mut went_on = 0;
    for fault in 1..40 {
        let disk = DoubleDisk::new(Faults::default());
        let store = open(&disk).unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let note = Arc::clone(&told);
        store.observe(Box::new(move |committed: &Committed| {
            note.lock().unwrap().push(committed.clone());
        }));
        disk.set_faults(Faults {
            fails_once_at: Some(fault),
            ..Faults::default()
        });
        let names = ["a", "b", "c", "d"];
        let outcomes = names.map(|name| block_on(store.commit(put(name, &[0; 9000]))));
        let refused = outcomes.iter().filter(|outcome| outcome.is_err()).count();
        if refused > 1 {
            // A sync failed: the store has stopped.
            assert!(block_on(store.snapshot()).is_err(), "fault {fault}");
            continue;
        }
        went_on += 1;
        let told = told.lock().unwrap();
        for (name, outcome) in names.iter().zip(&outcomes) {
            let there = value(&store, name).is_some();
            let observed = told
                .iter()
                .any(|committed| committed.changes.iter().any(|one| one.key == key(name)));
            assert_eq!(
                (there, there),
                (outcome.is_ok(), observed),
                "{fault} {name}"
            );
        }
        let newest = block_on(store.snapshot()).unwrap().revision();
        assert_eq!(told.last().map(|last| last.revision), Some(newest));
    }
    assert!(went_on > 10, "{went_on}");
}

#[test]
fn a_full_disk_is_told_at_opening() {
    let disk = DoubleDisk::new(Faults {
        file_bytes_max: Some(10_000),
        ..Faults::default()
    });
    let refused = open(&disk).unwrap_err();
    assert!(
        matches!(refused, OpenError::StorageFull { .. }),
        "{refused}"
    );
    disk.set_faults(Faults::default());
    open(&disk).unwrap();
}

#[test]
fn an_observer_that_panics_stops_the_store() {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    store.observe(Box::new(|_: &Committed| panic!("a fault in a cache")));
    let failed = block_on(store.commit(put("a", b"")));
    assert!(
        matches!(failed, Err(CommitError::Unavailable { .. })),
        "{failed:?}"
    );
    assert!(block_on(store.get(&key("a"))).is_err());
    drop(store);
    // It was durable before the observer was called.
    assert!(value(&open(&disk).unwrap(), "a").is_some());
}
