//! What the embedded engine takes: time and syncs of commits, reads, opening after a kill.
//!
//! It prints what it measures and judges nothing.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails has nobody to tell but its caller"
)]

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use futures::executor::block_on;
use iamd_ident::AccountId;
use iamd_seal::ChecksumKey;
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX, Scope, Settings, Store, Table, Txn};

const USERS: Table = Table::new("users");
const USERS_BY_NAME: Table = Table::new("users-by-name");
const ACCESS_KEYS: Table = Table::new("access-keys");

/// About what a user takes: the user, its name, an access key in the account and in the world.
const USERS_LOADED: usize = 100_000;

fn main() {
    let folder = tempfile::tempdir_in(".").unwrap();
    starts(folder.path());
    commits(folder.path());
    let path = load(folder.path());
    restarts("100,000 users", &path);
    reads(&path);
}

fn commits(folder: &Path) {
    println!("writers  transactions/s  transactions/sync  p50 ms  p99 ms");
    for writers in [1, 4, 16, 64] {
        let store = open(&folder.join(format!("commits-{writers}.redb")), false);
        let each = (4000 / writers).max(100);
        let before = store.stats();
        let started = Instant::now();
        let mut times = on_threads(writers, |writer| {
            (0..each)
                .map(|number| {
                    let begun = Instant::now();
                    let txn = user(&format!("{writer}-{number}"));
                    block_on(store.commit(txn)).unwrap();
                    begun.elapsed()
                })
                .collect()
        });
        let took = started.elapsed().as_secs_f64();
        let after = store.stats();
        times.sort();
        let total = times.len();
        println!(
            "{writers:>7}  {:>14.0}  {:>17.1}  {:>6.2}  {:>6.2}",
            f64::from(u32::try_from(total).unwrap()) / took,
            f64::from(u32::try_from(total).unwrap())
                / f64::from(u32::try_from(after.syncs - before.syncs).unwrap()),
            milliseconds(times.get(total / 2)),
            milliseconds(times.get(total * 99 / 100)),
        );
    }
}

fn on_threads(threads: usize, work: impl Fn(usize) -> Vec<Duration> + Sync) -> Vec<Duration> {
    thread::scope(|scope| {
        let work = &work;
        let spawned: Vec<_> = (0..threads)
            .map(|index| scope.spawn(move || work(index)))
            .collect();
        let joined = spawned
            .into_iter()
            .flat_map(|thread| thread.join().unwrap());
        joined.collect()
    })
}

/// A store with many users, as a killed process leaves it.
fn load(folder: &Path) -> PathBuf {
    let path = folder.join("loaded.redb");
    let store = open(&path, false);
    let started = Instant::now();
    let names: Vec<_> = (0..USERS_LOADED).map(|number| number.to_string()).collect();
    on_threads(64, |thread| {
        for name in names.iter().skip(thread).step_by(64) {
            block_on(store.commit(user(name))).unwrap();
        }
        Vec::new()
    });
    let killed = folder.join("killed.redb");
    fs::copy(&path, &killed).unwrap();
    println!(
        "{USERS_LOADED} users: {} MB, loaded in {:.1} s",
        fs::metadata(&killed).unwrap().len() / 1_000_000,
        started.elapsed().as_secs_f64()
    );
    killed
}

fn starts(folder: &Path) {
    let path = folder.join("small.redb");
    let started = Instant::now();
    let store = open(&path, false);
    println!(
        "making a file: {:.1} ms",
        milliseconds(Some(&started.elapsed()))
    );
    block_on(store.commit(user("a"))).unwrap();
    restarts("one user", &path);
    println!("resident: {} KiB", resident_kib());
}

/// Opens copies of a file that some store still has open, which is what a kill leaves.
fn restarts(what: &str, killed: &Path) {
    for (check_pages, how) in [(false, ""), (true, ", pages checked")] {
        let path = killed.with_extension("copy");
        fs::copy(killed, &path).unwrap();
        File::open(&path).unwrap().sync_all().unwrap();
        let started = Instant::now();
        let store = open(&path, check_pages);
        let opened = started.elapsed();
        drop(store);
        println!(
            "opening {what} after a kill{how}: {:.1} ms",
            milliseconds(Some(&opened))
        );
    }
}

fn reads(path: &Path) {
    let store = open(path, false);
    println!("resident after opening: {} KiB", resident_kib());
    let started = Instant::now();
    for number in 0..USERS_LOADED {
        let key = key(USERS, &number.to_string());
        assert!(block_on(store.get(&key)).unwrap().is_some());
    }
    let each = started.elapsed() / u32::try_from(USERS_LOADED).unwrap();
    println!("get: {} ns", each.as_nanos());
    let started = Instant::now();
    let range = KeyRange::under(&Key::new(account(), USERS));
    let records = block_on(store.scan(&range, SCAN_RECORDS_MAX)).unwrap();
    let each = started.elapsed() / u32::try_from(records.len()).unwrap();
    println!("scan: {} ns a record", each.as_nanos());
    println!("resident after reading: {} KiB", resident_kib());
}

fn user(name: &str) -> Txn {
    let global = Key::new(Scope::Global, ACCESS_KEYS).with(name).unwrap();
    Txn::new()
        .put(key(USERS, name), vec![1; 300])
        .put(key(USERS_BY_NAME, name), vec![2; 40])
        .put(key(ACCESS_KEYS, name), vec![3; 200])
        .put(global, vec![4; 40])
}

fn key(table: Table, name: &str) -> Key {
    Key::new(account(), table).with(name).unwrap()
}

fn account() -> Scope {
    Scope::Account(AccountId::new(123_456_789_012).unwrap())
}

fn open(path: &Path, check_pages: bool) -> Store {
    let key = ChecksumKey::from_bytes([7; 32].into());
    let mut settings = Settings::new(key, "2026-01-31T00:00:00Z".parse().unwrap());
    settings.check_pages = check_pages;
    Store::open(path, settings).unwrap()
}

fn milliseconds(time: Option<&Duration>) -> f64 {
    time.map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or_default()
}
