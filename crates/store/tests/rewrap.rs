//! Another key for the checksums, while others read and write: the same for every engine.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics is a test that fails"
)]

use std::{
    sync::atomic::{AtomicBool, Ordering},
    sync::{Arc, Mutex},
    thread,
};

use futures::executor::block_on;
use iamd_seal::{ChecksumKey, ChecksumKeys};
use iamd_store::{
    CommitError, Committed, Expect, Key, KeyRange, Memory, Rewrapped, SCAN_RECORDS_MAX, Scope,
    Settings, Snapshot, Store, StoreError, Stored, Table, Txn,
};

const THINGS: Table = Table::new("things");

fn one(byte: u8) -> ChecksumKey {
    ChecksumKey::from_bytes([byte; 32].into())
}

/// The current key, then the old ones.
fn keys(bytes: &[u8]) -> ChecksumKeys {
    let (current, old) = bytes.split_first().unwrap();
    ChecksumKeys::with_old(one(*current), old.iter().copied().map(one).collect())
}

/// Runs a check on each engine, opened under key 1.
fn on_every_engine(check: impl Fn(Store)) {
    check(Memory::new(one(1)).store());
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::new(one(1), "2026-01-31T00:00:00Z".parse().unwrap());
    check(Store::open(&folder.path().join("test.redb"), settings).unwrap());
}

fn key(number: usize) -> Key {
    let things = Key::new(Scope::Global, THINGS);
    things.with(format!("{number:05}")).unwrap()
}

fn fill(store: &Store, records: usize) {
    for start in (0..records).step_by(90) {
        let txn = (start..records.min(start + 90)).fold(Txn::new(), |txn, number| {
            txn.put(key(number), number.to_be_bytes().to_vec())
        });
        block_on(store.commit(txn)).unwrap();
    }
}

fn all(snapshot: &Snapshot) -> Vec<(Key, Stored)> {
    block_on(snapshot.scan(&KeyRange::all(), SCAN_RECORDS_MAX)).unwrap()
}

fn now(store: &Store) -> Snapshot {
    block_on(store.snapshot()).unwrap()
}

/// A whole sweep in steps of this size.
fn sweep(store: &Store, records_max: usize) -> Rewrapped {
    let mut whole = Rewrapped::default();
    loop {
        let step = block_on(store.rewrap(whole.next.clone(), records_max)).unwrap();
        assert!(step.looked_at <= records_max as u64, "{step:?}");
        whole.absorb(step);
        if whole.next.is_none() {
            return whole;
        }
    }
}

#[test]
fn records_come_under_another_key_and_stay_the_same() {
    on_every_engine(|store| {
        fill(&store, 700);
        let told = Arc::new(Mutex::new(0));
        let note = Arc::clone(&told);
        store.observe(Box::new(move |_: &Committed| *note.lock().unwrap() += 1));
        let before = now(&store);
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        assert_eq!(all(&now(&store)), all(&before), "under both");

        let swept = sweep(&store, 300);
        assert_eq!((swept.looked_at, swept.changed), (700, 700));
        let again = sweep(&store, 1000);
        assert_eq!((again.looked_at, again.changed), (700, 0));
        assert!(again.unreadable.is_empty());

        block_on(store.use_checksum_keys(keys(&[2]))).unwrap();
        let after = now(&store);
        assert_eq!(all(&after), all(&before));
        assert_eq!(after.revision(), before.revision());
        assert_eq!(*told.lock().unwrap(), 0, "nothing was changed");
        fill(&store, 800);
        assert_eq!(all(&now(&store)).len(), 800);
        assert_eq!(*told.lock().unwrap(), 9);
    });
}

#[test]
fn a_sweep_that_was_broken_off_passes_over_what_is_done() {
    on_every_engine(|store| {
        fill(&store, 500);
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        let step = block_on(store.rewrap(None, 200)).unwrap();
        assert_eq!((step.looked_at, step.changed), (200, 200));
        assert_eq!(step.next, Some(key(199)));
        // Another key still, before the sweep was through.
        block_on(store.use_checksum_keys(keys(&[3, 2, 1]))).unwrap();
        assert_eq!(all(&now(&store)).len(), 500);
        assert_eq!(sweep(&store, 128).changed, 500);
        assert_eq!(sweep(&store, 1).changed, 0);
        block_on(store.use_checksum_keys(keys(&[3]))).unwrap();
        assert_eq!(all(&now(&store)).len(), 500);
    });
}

#[test]
fn a_snapshot_is_read_with_the_keys_of_its_time() {
    on_every_engine(|store| {
        fill(&store, 50);
        let snapshot = now(&store);
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        sweep(&store, 100);
        block_on(store.use_checksum_keys(keys(&[2]))).unwrap();
        assert_eq!(all(&snapshot).len(), 50);
        let found = block_on(snapshot.get(&key(7))).unwrap();
        assert_eq!(found, block_on(store.get(&key(7))).unwrap());
    });
}

#[test]
fn what_is_committed_after_the_keys_were_taken_is_under_the_new_one() {
    on_every_engine(|store| {
        fill(&store, 200);
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        fill(&store, 100);
        let delete = Txn::new().delete(key(150));
        block_on(store.commit(delete)).unwrap();
        let swept = sweep(&store, 1000);
        assert_eq!((swept.looked_at, swept.changed), (199, 99));
    });
}

#[test]
fn readers_and_writers_go_on_meanwhile() {
    on_every_engine(|store| {
        fill(&store, 1000);
        let ended = AtomicBool::new(false);
        thread::scope(|scope| {
            for writer in 0..4 {
                let (store, ended) = (&store, &ended);
                scope.spawn(move || {
                    let mut count = 0_u64;
                    while !ended.load(Ordering::Relaxed) || count < 10 {
                        increment(store, writer * 250);
                        assert!(
                            block_on(store.get(&key(writer * 250 + 9)))
                                .unwrap()
                                .is_some()
                        );
                        count += 1;
                    }
                    let found = block_on(store.get(&key(writer * 250))).unwrap().unwrap();
                    let start = (writer * 250) as u64;
                    assert_eq!(found.value, (start + count).to_be_bytes());
                });
            }
            for new in 2..6 {
                block_on(store.use_checksum_keys(keys(&[new, new - 1]))).unwrap();
                sweep(&store, 250);
                assert_eq!(sweep(&store, 250).changed, 0);
                block_on(store.use_checksum_keys(keys(&[new]))).unwrap();
                assert_eq!(all(&now(&store)).len(), 1000);
            }
            ended.store(true, Ordering::Relaxed);
        });
    });
}

/// Nobody else changes the record, so no check may fail: a revision that a sweep changed would.
fn increment(store: &Store, number: usize) {
    let found = block_on(store.get(&key(number))).unwrap().unwrap();
    let count = u64::from_be_bytes(found.value.try_into().unwrap());
    let txn = Txn::new()
        .check(key(number), Expect::Revision(found.revision))
        .put(key(number), (count + 1).to_be_bytes().to_vec());
    block_on(store.commit(txn)).unwrap();
}

#[test]
fn a_record_that_no_key_opens_is_told_and_stays_damaged() {
    on_every_engine(|store| {
        fill(&store, 300);
        // As if key 1 had never been there: what is under it cannot be told from damage. The
        // header and the revision come under the new key by a sweep and a commit.
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        sweep(&store, 1000);
        block_on(store.use_checksum_keys(keys(&[1, 2]))).unwrap();
        fill(&store, 3);
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        block_on(store.commit(Txn::new().put(key(900), Vec::new()))).unwrap();
        block_on(store.use_checksum_keys(keys(&[2]))).unwrap();

        let swept = sweep(&store, 100);
        assert_eq!((swept.looked_at, swept.changed), (301, 0));
        assert_eq!(swept.unreadable, [key(0), key(1), key(2)]);
        let damaged = block_on(store.get(&key(1)));
        assert!(
            matches!(damaged, Err(StoreError::Corrupt { .. })),
            "{damaged:?}"
        );
        assert!(block_on(store.get(&key(3))).unwrap().is_some());
    });
}

#[test]
fn a_step_has_a_limit() {
    on_every_engine(|store| {
        for limit in [0, SCAN_RECORDS_MAX + 1] {
            let refused = block_on(store.rewrap(None, limit));
            let expected = CommitError::Unreadable(StoreError::LimitTooLarge { limit });
            assert_eq!(refused, Err(expected));
        }
        block_on(store.close()).unwrap();
        let refused = block_on(store.use_checksum_keys(keys(&[2, 1])));
        assert_eq!(refused, Err(CommitError::Closed));
        assert_eq!(block_on(store.rewrap(None, 1)), Err(CommitError::Closed));
    });
}
