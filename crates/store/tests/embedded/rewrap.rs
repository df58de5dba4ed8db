//! Another key for the checksums, broken off at any moment: the file opens with the keys of before
//! and of after, no record is lost, and a sweep that is begun anew ends it.

use std::path::Path;

use futures::executor::block_on;
use iamd_seal::{ChecksumKey, ChecksumKeys};
use iamd_store::{KeyRange, OpenError, Rewrapped, Store, Stored};
use iamd_testkit::{DoubleDisk, Faults, SeededRandom};

use super::{FILE, key, put, settings};

const RECORDS: usize = 400;

/// The current key, then the old ones.
fn keys(bytes: &[u8]) -> ChecksumKeys {
    let one = |byte: &u8| ChecksumKey::from_bytes([*byte; 32].into());
    ChecksumKeys::with_old(one(&bytes[0]), bytes[1..].iter().map(one).collect())
}

fn open(disk: &DoubleDisk, bytes: &[u8]) -> Result<Store, OpenError> {
    let mut settings = settings(0);
    settings.checksum_keys = keys(bytes);
    Store::open_on(disk, Path::new(FILE), settings)
}

fn filled() -> DoubleDisk {
    let disk = DoubleDisk::default();
    let store = open(&disk, &[1]).unwrap();
    let commits = (0..RECORDS).map(|number| store.commit(put(&number.to_string(), &[9; 50])));
    for outcome in block_on(futures::future::join_all(commits)) {
        outcome.unwrap();
    }
    block_on(store.close()).unwrap();
    disk.after_power_loss(&SeededRandom::new(1))
}

fn records(store: &Store) -> Vec<(String, Stored)> {
    let records = block_on(store.scan(&KeyRange::all(), 1000)).unwrap();
    let named = records
        .into_iter()
        .map(|(key, stored)| (key.name().unwrap().to_owned(), stored));
    named.collect()
}

/// A sweep until it is through or the disk fails.
fn sweep(store: &Store) -> Option<Rewrapped> {
    let mut whole = Rewrapped::default();
    loop {
        let step = block_on(store.rewrap(whole.next.clone(), 60)).ok()?;
        whole.absorb(step);
        if whole.next.is_none() {
            return Some(whole);
        }
    }
}

#[test]
fn a_sweep_that_loses_power_goes_on_after_the_next_start() {
    let before = records(&open(&filled(), &[1]).unwrap());
    let mut interrupted = 0;
    for seed in 0..120 {
        let random = SeededRandom::new(seed);
        let mut disk = filled();
        for generation in 0..4 {
            disk.set_faults(Faults {
                power_off_at: Some(1 + random.next() % 80),
                ..Faults::default()
            });
            if let Ok(store) = open(&disk, &[2, 1]) {
                interrupted += u32::from(sweep(&store).is_none());
                // What was acknowledged meanwhile stays as well.
                if block_on(store.commit(put("0", &[9; 50]))).is_ok() {
                    assert!(block_on(store.get(&key("0"))).unwrap().is_some());
                }
            }
            disk = match generation % 3 {
                1 => disk.after_kill(),
                _ => disk.after_power_loss(&random),
            };
        }
        disk.set_faults(Faults::default());
        let store = open(&disk, &[2, 1]).unwrap();
        let swept = sweep(&store).unwrap();
        assert_eq!((swept.looked_at, swept.unreadable.len()), (400, 0));
        assert_eq!(sweep(&store).unwrap().changed, 0, "seed {seed}");
        block_on(store.use_checksum_keys(keys(&[2]))).unwrap();
        block_on(store.close()).unwrap();

        let disk = disk.after_power_loss(&random);
        let store = open(&disk, &[2]).unwrap();
        let same = |(name, _): &&(String, Stored)| name != "0";
        let after = records(&store);
        assert!(
            after.iter().filter(same).eq(before.iter().filter(same)),
            "seed {seed}"
        );
        assert_eq!(after.len(), RECORDS);
        drop(store);
        let old = open(&disk, &[1]);
        assert!(matches!(old, Err(OpenError::WrongKey { .. })), "{old:?}");
    }
    assert!(interrupted > 100, "{interrupted}");
}

/// What the header says must not be true before it is: while the old key is needed, a file does not
/// open without it.
#[test]
fn a_file_that_opens_without_the_old_key_needs_it_no_more() {
    let (mut opened, mut refused) = (0, 0);
    for cut in 1..180 {
        let disk = filled();
        disk.set_faults(Faults {
            power_off_at: Some(cut),
            ..Faults::default()
        });
        if let Ok(store) = open(&disk, &[2, 1]) {
            sweep(&store);
        }
        let disk = disk.after_power_loss(&SeededRandom::new(cut));
        match open(&disk, &[2]) {
            Ok(store) => {
                opened += 1;
                assert_eq!(records(&store).len(), RECORDS, "cut at {cut}");
            }
            Err(OpenError::WrongKey { .. }) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert!(opened > 10 && refused > 10, "{opened} {refused}");
}

/// Keys that do not open the file are refused, and the store goes on with those that it has.
#[test]
fn keys_that_the_file_does_not_know_are_refused() {
    let disk = filled();
    let store = open(&disk, &[1]).unwrap();
    assert!(block_on(store.use_checksum_keys(keys(&[2]))).is_err());
    block_on(store.commit(put("new", b"value"))).unwrap();
    assert_eq!(records(&store).len(), RECORDS + 1);
    // The header is the last to come under the new key.
    block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
    block_on(store.rewrap(None, 100)).unwrap();
    block_on(store.commit(put("newer", b"value"))).unwrap();
    assert!(block_on(store.use_checksum_keys(keys(&[2]))).is_err());
    sweep(&store).unwrap();
    block_on(store.use_checksum_keys(keys(&[2]))).unwrap();
}

#[test]
fn a_passing_fault_breaks_a_sweep_off_and_nothing_else() {
    let mut broken_off = 0;
    for fault in 1..60 {
        let disk = filled();
        let store = open(&disk, &[1]).unwrap();
        block_on(store.use_checksum_keys(keys(&[2, 1]))).unwrap();
        disk.set_faults(Faults {
            fails_once_at: Some(disk.operations() + fault),
            ..Faults::default()
        });
        let swept = sweep(&store);
        broken_off += u32::from(swept.is_none());
        if block_on(store.snapshot()).is_err() {
            // A sync failed: the store has stopped.
            continue;
        }
        assert!(sweep(&store).is_some(), "fault {fault}");
        assert_eq!(sweep(&store).unwrap().changed, 0, "fault {fault}");
        assert_eq!(records(&store).len(), RECORDS);
        block_on(store.commit(put("new", b"value"))).unwrap();
    }
    assert!(broken_off > 10, "{broken_off}");
}
