//! A byte of the file is not what it was: that is noticed, or does not matter.

use std::collections::BTreeMap;

use futures::executor::block_on;
use iamd_store::{Store, Txn};
use iamd_testkit::SeededRandom;

use super::{
    FILE,
    disk::{DoubleDisk, Faults},
    key, open,
};

/// What became of the records of a file with a flipped byte.
#[derive(Debug, Default)]
struct Tally {
    unopened: u32,
    unreadable: u32,
    harmless: u32,
    missing: u32,
}

#[test]
fn a_flipped_byte_never_makes_a_wrong_value() {
    let (contents, records) = filled();
    let random = SeededRandom::new(3);
    let mut tally = Tally::default();
    for _ in 0..600 {
        let mut flipped = contents.clone();
        let length = flipped.len() as u64;
        let place = usize::try_from(random.next() % length).unwrap();
        flipped[place] ^= u8::try_from(1 + random.next() % 255).unwrap();
        let disk = DoubleDisk::with_file(FILE, flipped);
        match open(&disk) {
            Err(_) => tally.unopened += 1,
            Ok(store) => check(&store, &records, &mut tally),
        }
    }
    println!("{tally:?}");
}

fn check(store: &Store, records: &BTreeMap<String, Vec<u8>>, tally: &mut Tally) {
    let before = (tally.unreadable, tally.missing);
    for (name, value) in records {
        match block_on(store.get(&key(name))) {
            Err(_) => tally.unreadable += 1,
            Ok(None) => tally.missing += 1,
            Ok(Some(stored)) => assert_eq!(stored.value, *value, "{name}"),
        }
    }
    if before == (tally.unreadable, tally.missing) {
        tally.harmless += 1;
    }
}

/// A file with records of many sizes, as a killed process leaves it, and those records.
fn filled() -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    let random = SeededRandom::new(2);
    let mut records = BTreeMap::new();
    for chunk in 0..40 {
        let mut txn = Txn::new();
        for number in 0..40 {
            let name = format!("{chunk}-{number}");
            let value = vec![chunk; usize::try_from(random.next() % 900).unwrap()];
            txn = txn.put(key(&name), value.clone());
            records.insert(name, value);
        }
        block_on(store.commit(txn)).unwrap();
    }
    (disk.contents(FILE), records)
}
