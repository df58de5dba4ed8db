//! Kills a writing process again and again: what it acknowledged is there, nothing is by half. Each
//! process also puts all records under another key for their checksums, and is killed in the middle
//! of that as well.
//!
//! Called with a path, this program is the process that writes; called without, it starts and
//! kills that one.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that panics is a test that fails, and the writer answers on standard output"
)]

use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use futures::executor::block_on;
use iamd_seal::{ChecksumKey, ChecksumKeys};
use iamd_store::{Key, Scope, Settings, Store, Table, Txn};
use iamd_testkit::SeededRandom;

const COUNTERS: Table = Table::new("counters");
const WRITERS: usize = 4;
const KILLS_MAX: u8 = 40;
const TIME_MAX: Duration = Duration::from_secs(8);

/// The name of the one test, for runners that ask which there are.
const TEST: &str = "a_killed_writer_loses_nothing";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    match arguments.as_slice() {
        [task, path, generation] if task == "write" => {
            write(Path::new(path), generation.parse().unwrap());
        }
        // SOURCE: cargo-nextest, "Custom test harnesses": one line for each test; none is ignored.
        _ if has("--list") && has("--ignored") => {}
        _ if has("--list") => println!("{TEST}: test"),
        _ => kill_again_and_again(),
    }
}

fn kill_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("directory.redb");
    let random = SeededRandom::new(11);
    let started = Instant::now();
    let (mut kills, mut acknowledged) = (0_u8, 0);
    while kills < KILLS_MAX && started.elapsed() < TIME_MAX {
        kills += 1;
        let last = write_until_killed(&path, kills, 1 + random.next() % 300);
        acknowledged = check(&path, kills, &last);
    }
    println!("{kills} kills, {acknowledged} acknowledged transactions, none lost");
}

/// Starts a writer, kills it behind so many acknowledgements, and returns the last number that
/// each of its threads acknowledged.
fn write_until_killed(path: &Path, generation: u8, acknowledgements: u64) -> Vec<u64> {
    let mut writer = Command::new(env::current_exe().unwrap())
        .arg("write")
        .arg(path)
        .arg(generation.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut last = vec![0; WRITERS];
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    for (count, line) in (1..).zip(lines) {
        let line = line.unwrap();
        // The last line may be cut by the kill.
        let Some((thread, number)) = line.strip_suffix('.').and_then(|line| line.split_once(' '))
        else {
            continue;
        };
        let thread: usize = thread.parse().unwrap();
        *last.get_mut(thread).unwrap() = number.parse().unwrap();
        if count == acknowledgements {
            writer.kill().unwrap();
        }
    }
    writer.wait().unwrap();
    last
}

/// Every counter is at least where its thread saw it, and its two halves agree. Returns the sum.
fn check(path: &Path, generation: u8, last: &[u64]) -> u64 {
    let store = open(path, generation);
    let mut sum = 0;
    for (thread, acknowledged) in last.iter().enumerate() {
        let [left, right] = ["left", "right"].map(|half| counter(&store, thread, half));
        assert_eq!(left, right, "half a transaction of thread {thread}");
        assert!(
            left >= *acknowledged,
            "thread {thread}: {left} < {acknowledged}"
        );
        sum += left;
    }
    sum
}

/// Writes until it is killed, each thread counting up both halves of its own counter, while another
/// one puts the records under the current key.
fn write(path: &Path, generation: u8) {
    let store = open(path, generation);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut next = None;
            loop {
                next = block_on(store.rewrap(next, 2)).unwrap().next;
                if next.is_none() {
                    return;
                }
            }
        });
        for thread in 0..WRITERS {
            let store = &store;
            scope.spawn(move || {
                for number in counter(store, thread, "left") + 1.. {
                    let txn = ["left", "right"].into_iter().fold(Txn::new(), |txn, half| {
                        txn.put(key(thread, half), number.to_be_bytes().to_vec())
                    });
                    block_on(store.commit(txn)).unwrap();
                    let mut out = std::io::stdout().lock();
                    // Nobody listens any more when the parent has failed.
                    if writeln!(out, "{thread} {number}.")
                        .and(out.flush())
                        .is_err()
                    {
                        return;
                    }
                }
            });
        }
    });
}

/// Opens the file under the key of this process, with those of all before.
fn open(path: &Path, generation: u8) -> Store {
    let one = |byte: u8| ChecksumKey::from_bytes([byte; 32].into());
    let keys = ChecksumKeys::with_old(one(generation), (0..generation).rev().map(one).collect());
    let settings = Settings::new(keys, "2026-01-31T00:00:00Z".parse().unwrap());
    Store::open(path, settings).unwrap()
}

fn key(thread: usize, half: &str) -> Key {
    let root = Key::new(Scope::Global, COUNTERS);
    root.with(thread.to_string()).unwrap().with(half).unwrap()
}

fn counter(store: &Store, thread: usize, half: &str) -> u64 {
    let found = block_on(store.get(&key(thread, half))).unwrap();
    found.map_or(0, |stored| {
        u64::from_be_bytes(stored.value.try_into().unwrap())
    })
}
