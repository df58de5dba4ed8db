//! A byte of the file is not what it was: that is noticed, or does not matter.

use std::{collections::BTreeMap, path::Path};

use futures::executor::block_on;
use iamd_store::{OpenError, Settings, Store, Txn};
use iamd_testkit::{DoubleDisk, Faults, SeededRandom};

use super::{FILE, key, open, settings};

/// What became of the records of a file with a flipped byte.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    unreadable: u32,
    missing: u32,
}

fn checking() -> Settings {
    Settings {
        check_pages: true,
        ..settings(7)
    }
}

fn open_flipped(
    contents: &[u8],
    place: usize,
    with: u8,
    settings: Settings,
) -> Result<Store, OpenError> {
    let mut flipped = contents.to_vec();
    flipped[place] ^= with;
    let disk = DoubleDisk::with_file(FILE, flipped);
    Store::open_on(&disk, Path::new(FILE), settings)
}

/// LIMIT: redb's one bit that says which of two states is the newer one. A file with this bit
/// flipped is that of a process which was killed before its last commit became the newest.
const NEWEST_STATE: (usize, u8) = (9, 1);

#[test]
fn every_bit_of_the_head_but_one_is_noticed_or_does_not_matter() {
    let (contents, records) = filled();
    let head = (0..64).flat_map(|place| (0..8).map(move |bit| (place, 1 << bit)));
    let slots = (64..320).map(|place| (place, 1));
    let mut lost = Vec::new();
    for (place, with) in head.chain(slots) {
        if let Ok(store) = open_flipped(&contents, place, with, checking())
            && tally(&store, &records) != Tally::default()
        {
            lost.push((place, with));
        }
    }
    assert_eq!(lost, [NEWEST_STATE]);
}

#[test]
fn a_flipped_byte_never_makes_a_wrong_value() {
    let (contents, records) = filled();
    let random = SeededRandom::new(3);
    for _ in 0..400 {
        let (place, with) = any_used_byte(&contents, &random);
        if let Ok(store) = open_flipped(&contents, place, with, settings(7)) {
            tally(&store, &records);
        }
    }
}

#[test]
fn with_pages_checked_every_flipped_byte_is_noticed_at_opening() {
    let (contents, records) = filled();
    let random = SeededRandom::new(4);
    for _ in 0..400 {
        let (place, with) = any_used_byte(&contents, &random);
        if let Ok(store) = open_flipped(&contents, place, with, checking()) {
            let tally = tally(&store, &records);
            assert_eq!(tally, Tally::default(), "byte {place}");
        }
    }
}

/// Reads all records. A wrong value fails the test at once.
fn tally(store: &Store, records: &BTreeMap<String, Vec<u8>>) -> Tally {
    let mut tally = Tally::default();
    for (name, value) in records {
        match block_on(store.get(&key(name))) {
            Err(_) => tally.unreadable += 1,
            Ok(None) => tally.missing += 1,
            Ok(Some(stored)) => assert_eq!(stored.value, *value, "{name}"),
        }
    }
    tally
}

/// A place that is in use, and what to flip there.
fn any_used_byte(contents: &[u8], random: &SeededRandom) -> (usize, u8) {
    loop {
        let place = usize::try_from(random.next() % contents.len() as u64).unwrap();
        if contents[place] != 0 {
            return (place, u8::try_from(1 + random.next() % 255).unwrap());
        }
    }
}

/// A file with records of many sizes, as a killed process leaves it, and those records.
fn filled() -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    let random = SeededRandom::new(2);
    let mut records = BTreeMap::new();
    for chunk in 0..20 {
        let mut txn = Txn::new();
        for number in 0..20 {
            let name = format!("{chunk}-{number}");
            let value = vec![chunk; usize::try_from(random.next() % 900).unwrap()];
            txn = txn.put(key(&name), value.clone());
            records.insert(name, value);
        }
        block_on(store.commit(txn)).unwrap();
    }
    (disk.contents(FILE), records)
}
