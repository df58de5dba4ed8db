//! What was acknowledged survives a loss of power at any moment, and nothing is there by half.

use std::{collections::BTreeMap, path::Path};

use futures::{executor::block_on, future::join_all};
use iamd_store::{KeyRange, Store, Txn};
use iamd_testkit::{DoubleDisk, Faults, SeededRandom};

use super::{key, open, put, value};

/// Values by name.
type State = BTreeMap<String, Vec<u8>>;

/// Everything that was asked of a store, as the states that it must go through.
struct History {
    /// The state before the first transaction and after each.
    states: Vec<State>,
    /// How many transactions were acknowledged: the store may be at no earlier state.
    acknowledged: usize,
    random: SeededRandom,
}

impl History {
    fn new(seed: u64) -> Self {
        Self {
            states: vec![State::new()],
            acknowledged: 0,
            random: SeededRandom::new(seed),
        }
    }

    fn below(&self, end: usize) -> usize {
        usize::try_from(self.random.next() % end as u64).unwrap()
    }

    /// A transaction on several records at once; all that it writes carries its number.
    fn next_txn(&mut self) -> Txn {
        let number = self.states.len();
        let mut state = self.states.last().unwrap().clone();
        let mut txn = Txn::new();
        let first = self.below(20);
        for name in (first..=first + self.below(5)).map(|name| name.to_string()) {
            if self.below(5) == 0 {
                state.remove(&name);
                txn = txn.delete(key(&name));
            } else {
                let mut value = number.to_be_bytes().to_vec();
                value.resize(8 + self.below(40) * self.below(100), 0xa5);
                state.insert(name.clone(), value.clone());
                txn = txn.put(key(&name), value);
            }
        }
        // So that every state differs from every other.
        state.insert("number".to_owned(), number.to_be_bytes().to_vec());
        self.states.push(state);
        txn.put(key("number"), number.to_be_bytes().to_vec())
    }

    /// Commits until the rounds are over or the power is off; `width` transactions at once.
    fn write(&mut self, store: &Store, rounds: usize, width: usize) {
        for _ in 0..rounds {
            let txns: Vec<_> = (0..=self.below(width)).map(|_| self.next_txn()).collect();
            let commits = txns.into_iter().map(|txn| store.commit(txn));
            let outcomes = block_on(join_all(commits));
            self.acknowledged += outcomes.iter().take_while(|one| one.is_ok()).count();
            if outcomes.iter().any(Result::is_err) {
                return;
            }
        }
    }

    /// Finds the state that the store is in, and goes on from there.
    fn check(&mut self, store: &Store) -> Result<(), String> {
        let records = block_on(store.scan(&KeyRange::all(), 1000));
        let records = records.map_err(|error| error.to_string())?;
        let found: State = records
            .into_iter()
            .map(|(key, stored)| (key.name().unwrap().to_owned(), stored.value))
            .collect();
        let candidates = self.states.iter().enumerate().skip(self.acknowledged);
        let mut fitting = candidates.filter(|(_, state)| **state == found);
        let (number, _) = fitting.next().ok_or("acknowledged records are missing")?;
        self.states.truncate(number + 1);
        self.acknowledged = number;
        Ok(())
    }
}

/// A life of a store among crashes; `Err` says what was lost.
fn survive(seed: u64, generations: usize, faults: Faults, width: usize) -> Result<(), String> {
    let mut history = History::new(seed);
    let mut disk = DoubleDisk::new(Faults::default());
    for generation in 0..generations {
        let mut faults = faults;
        let until = 40 + history.below(300) as u64;
        if faults.sync_skipped.is_none() {
            faults.power_off_at = Some(1 + history.random.next() % until);
        }
        disk.set_faults(faults);
        if let Ok(store) = open(&disk) {
            history.check(&store)?;
            history.write(&store, 12, width);
            disk = crash(&disk, generation, &history.random);
        } else if disk.is_off() {
            disk = crash(&disk, generation, &history.random);
        } else {
            return Err("the store does not open".to_owned());
        }
    }
    let store = open(&disk).map_err(|error| error.to_string())?;
    history.check(&store)
}

/// The power is lost, or now and then only the process is killed, which leaves what was not
/// synced to the next loss of power.
fn crash(disk: &DoubleDisk, generation: usize, random: &SeededRandom) -> DoubleDisk {
    if generation % 3 == 1 {
        disk.after_kill()
    } else {
        disk.after_power_loss(random)
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_there_by_half() {
    for seed in 0..300 {
        let survived = survive(seed, 4, Faults::default(), 4);
        assert_eq!(survived, Ok(()), "seed {seed}");
    }
}

/// The test above is worth something only if it notices what it is for.
#[test]
fn it_is_noticed_when_one_sync_is_taken_out() {
    let (created, committed) = syncs_of_creation_and_commits(3);
    assert_eq!(committed, created + 3 * SYNCS_OF_A_COMMIT);
    for skipped in created + 1..=committed {
        let noticed = (0..400).any(|seed| {
            let faults = Faults {
                sync_skipped: Some(skipped),
                power_off_behind_skipped: 1 + seed % 6,
                ..Faults::default()
            };
            survive(seed, 1, faults, 1).is_err()
        });
        assert!(noticed, "sync {skipped} was not missed");
    }
}

#[test]
fn it_is_noticed_when_the_sync_of_the_folder_is_taken_out() {
    let faults = Faults {
        skips_sync_of: Some(is_the_folder),
        ..Faults::default()
    };
    assert!((0..400).any(|seed| survive(seed, 1, faults, 1).is_err()));
}

/// The next process takes a file that its maker had no time to make durable, and must do so itself.
#[test]
fn a_start_that_was_killed_leaves_nothing_to_chance() {
    for seed in 0..40 {
        let disk = DoubleDisk::new(Faults {
            skips_sync_of: Some(is_the_folder),
            ..Faults::default()
        });
        let _killed = open(&disk).unwrap();
        let disk = disk.after_kill();
        let store = open(&disk).unwrap();
        block_on(store.commit(put("a", b"kept"))).unwrap();
        let disk = disk.after_power_loss(&SeededRandom::new(seed));
        assert!(value(&open(&disk).unwrap(), "a").is_some(), "seed {seed}");
    }
}

/// Whether a path is the folder that the file lies in.
fn is_the_folder(path: &Path) -> bool {
    path.as_os_str().is_empty()
}

/// Pages first, then the byte that makes them the newest state.
const SYNCS_OF_A_COMMIT: u64 = 2;

/// How many syncs of the file were done after it was made, and after so many commits more.
fn syncs_of_creation_and_commits(commits: u64) -> (u64, u64) {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    let created = disk.syncs();
    for number in 0..commits {
        block_on(store.commit(put("a", &number.to_be_bytes()))).unwrap();
    }
    assert_eq!(store.stats().commits, commits);
    (created, disk.syncs())
}
