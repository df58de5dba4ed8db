//! Writers that rest, and stores that are filled from others.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics is a test that fails"
)]

use std::{path::Path, sync::Arc, thread};

use futures::{
    executor::block_on,
    future::{Either, select},
};
use iamd_disk::Disk as _;
use iamd_seal::ChecksumKey;
use iamd_store::{
    HOLD_MAX, Hold, HoldEnded, Key, KeyRange, Loading, Memory, Revision, Scope, Settings, Store,
    Table, Txn,
};
use iamd_testkit::{DoubleDisk, SeededRandom};

const THINGS: Table = Table::new("things");

fn checksum_key() -> ChecksumKey {
    ChecksumKey::from_bytes([7; 32].into())
}

fn settings() -> Settings {
    Settings::new(checksum_key(), "2026-01-31T00:00:00Z".parse().unwrap())
}

fn key(name: &str) -> Key {
    Key::new(Scope::Global, THINGS).with(name).unwrap()
}

fn put(name: &str, value: &[u8]) -> Txn {
    Txn::new().put(key(name), value.to_vec())
}

fn all(store: &Store) -> Vec<(Key, Vec<u8>, Revision)> {
    let range = KeyRange::under(&Key::new(Scope::Global, THINGS));
    let records = block_on(store.scan(&range, 10_000)).unwrap().into_iter();
    records
        .map(|(key, stored)| (key, stored.value, stored.revision))
        .collect()
}

fn commit(store: &Store, txn: Txn) {
    let _revision = block_on(store.commit(txn)).unwrap();
}

/// The same for both engines.
#[track_caller]
fn check_both(check: impl Fn(&Store)) {
    check(&Memory::new(checksum_key()).store());
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store"), settings()).unwrap();
    check(&store);
    block_on(store.close()).unwrap();
}

#[test]
fn nothing_is_performed_while_a_writer_is_held() {
    check_both(|store| {
        commit(store, put("a", b"1"));
        let hold = block_on(store.hold()).unwrap();
        let snapshot = block_on(store.snapshot()).unwrap();
        let committing = thread::spawn({
            let store = store.clone();
            move || block_on(store.commit(put("b", b"2"))).unwrap()
        });
        // Readers read, and find what was there.
        assert_eq!(all(store).len(), 1);
        let rested = hold.release().unwrap();
        assert!(rested < HOLD_MAX);
        let revision = committing.join().unwrap();
        assert!(revision > snapshot.revision());
        assert_eq!(all(store).len(), 2);
    });
}

#[test]
fn a_commit_waits_for_the_hold_and_not_longer() {
    check_both(|store| {
        let hold = block_on(store.hold()).unwrap();
        let commit = Box::pin(store.commit(put("a", b"1")));
        // The hold is given up in the middle of the commit's waiting; whoever holds dies.
        let committed = thread::scope(|scope| {
            let releasing = scope.spawn(move || drop::<Hold>(hold));
            releasing.join().unwrap();
            block_on(commit)
        });
        let _revision = committed.unwrap();
    });
}

#[test]
fn two_holds_come_one_after_the_other() {
    check_both(|store| {
        let first = block_on(store.hold()).unwrap();
        let second = Box::pin(store.hold());
        let nothing = Box::pin(std::future::ready(()));
        let second = match block_on(select(second, nothing)) {
            Either::Left(_) => None,
            Either::Right(((), second)) => Some(second),
        };
        first.release().unwrap();
        let second = block_on(second.unwrap()).unwrap();
        second.release().unwrap();
        commit(store, put("a", b"1"));
    });
}

#[test]
fn a_writer_that_is_held_too_long_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store"), settings()).unwrap();
    let hold = block_on(store.hold()).unwrap();
    commit(&store, put("a", b"1"));
    assert_eq!(hold.release(), Err(HoldEnded));
    block_on(store.close()).unwrap();
    assert!(block_on(store.hold()).is_err());
}

/// Moves all records of a store into a new file, as a restore does.
fn load(from: &Store, disk: &DoubleDisk, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let snapshot = block_on(from.snapshot())?;
    let mut loading = Loading::begin(Arc::new(disk.clone()), path, &settings())?;
    let mut range = KeyRange::all();
    loop {
        let records = block_on(snapshot.scan(&range, 7))?;
        let Some((last, _)) = records.last() else {
            break;
        };
        range = range.after(last);
        for (key, stored) in &records {
            loading.put(key.as_bytes(), stored.revision, &stored.value)?;
        }
    }
    loading.finish(snapshot.revision())?;
    Ok(())
}

fn filled() -> Store {
    let store = Memory::new(checksum_key()).store();
    for number in 0..50 {
        let name = format!("thing-{number:03}");
        block_on(store.commit(put(&name, &vec![7; 1 << 18]))).unwrap();
    }
    store
}

#[test]
fn a_store_that_is_loaded_is_the_same_store() {
    let (store, disk) = (filled(), DoubleDisk::default());
    let path = Path::new("loaded");
    load(&store, &disk, path).unwrap();
    assert!(load(&store, &disk, path).is_err(), "there is one");
    let disk = disk.after_power_loss(&SeededRandom::new(1));
    let loaded = Store::open_on(&disk, path, settings()).unwrap();
    assert!(all(&loaded) == all(&store));
    let revision = |store: &Store| block_on(store.snapshot()).unwrap().revision();
    assert_eq!(revision(&loaded), revision(&store));
    commit(&loaded, put("a", b"1"));
    assert!(revision(&loaded) > revision(&store));
}

#[test]
fn a_loading_that_was_broken_off_leaves_no_store() {
    let store = filled();
    let disk = DoubleDisk::default();
    let path = Path::new("loaded");
    let mut loading = Loading::begin(Arc::new(disk.clone()), path, &settings()).unwrap();
    let record = key("a");
    loading
        .put(record.as_bytes(), Revision::new(1), b"1")
        .unwrap();
    assert!(loading.put(b"no key", Revision::new(1), b"1").is_err());
    drop(loading);
    assert!(disk.entry(path).is_err());
    load(&store, &disk, path).unwrap();
    let loaded = Store::open_on(&disk, path, settings()).unwrap();
    assert!(all(&loaded) == all(&store));
}
