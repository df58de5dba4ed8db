//! The embedded engine among faults: lost power, killed processes, full disks, flipped bytes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics is a test that fails"
)]

mod corruption;
mod faults;
mod grouping;
mod opening;
mod power_loss;
mod rewrap;

use std::path::Path;

use futures::executor::block_on;
use iamd_disk::Disk;
use iamd_seal::ChecksumKey;
use iamd_store::{Key, OpenError, Scope, Settings, Store, Table, Txn};

const THINGS: Table = Table::new("things");

/// Where the file lies on a double of the disk.
const FILE: &str = "directory.redb";

fn settings(key: u8) -> Settings {
    let checksum_key = ChecksumKey::from_bytes([key; 32].into());
    let mut settings = Settings::new(checksum_key, "2026-01-31T00:00:00Z".parse().unwrap());
    settings.cache_bytes = 256 * 1024;
    settings
}

fn open(disk: &dyn Disk) -> Result<Store, OpenError> {
    Store::open_on(disk, Path::new(FILE), settings(7))
}

fn key(name: &str) -> Key {
    Key::new(Scope::Global, THINGS).with(name).unwrap()
}

fn put(name: &str, value: &[u8]) -> Txn {
    Txn::new().put(key(name), value.to_vec())
}

fn value(store: &Store, name: &str) -> Option<Vec<u8>> {
    let found = block_on(store.get(&key(name))).unwrap();
    found.map(|stored| stored.value)
}
