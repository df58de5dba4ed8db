//! One suite for every engine: whatever stands behind the port, it behaves like this.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics is a test that fails"
)]

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    thread,
};

use futures::{FutureExt as _, executor::block_on, future::join_all};
use iamd_seal::ChecksumKey;
use iamd_store::{
    Change, ChangeKind, CommitError, Committed, Expect, Key, KeyRange, Memory, Revision,
    SCAN_RECORDS_MAX, Scope, Settings, Store, StoreError, Stored, TXN_BYTES_MAX,
    TXN_OPERATIONS_MAX, Table, Txn,
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::Config};
use tempfile::TempDir;

const THINGS: Table = Table::new("things");
const OTHERS: Table = Table::new("others");

/// An engine under test: how it is opened, and opened again.
trait Bench {
    fn store(&self) -> Store;
    /// Closes the store and opens it again; a store in memory just stays.
    fn reopen(&mut self);
}

impl Bench for Memory {
    fn store(&self) -> Store {
        Memory::store(self)
    }

    fn reopen(&mut self) {}
}

struct Embedded {
    folder: TempDir,
    store: Option<Store>,
}

impl Embedded {
    fn new() -> Self {
        let mut bench = Self {
            folder: tempfile::tempdir().unwrap(),
            store: None,
        };
        bench.reopen();
        bench
    }
}

impl Bench for Embedded {
    fn store(&self) -> Store {
        self.store.clone().unwrap()
    }

    fn reopen(&mut self) {
        if let Some(store) = self.store.take() {
            block_on(store.close()).unwrap();
        }
        let mut settings = Settings::new(checksum_key(), "2026-01-31T00:00:00Z".parse().unwrap());
        settings.cache_bytes = 256 * 1024;
        self.store = Some(Store::open(&self.folder.path().join("test.redb"), settings).unwrap());
    }
}

/// Runs a check against each engine.
fn on_every_engine(check: impl Fn(&mut dyn Bench)) {
    check(&mut Memory::new(checksum_key()));
    check(&mut Embedded::new());
}

fn checksum_key() -> ChecksumKey {
    ChecksumKey::from_bytes([7; 32].into())
}

fn key(name: &str) -> Key {
    Key::new(Scope::Global, THINGS).with(name).unwrap()
}

fn get(store: &Store, name: &str) -> Option<Stored> {
    block_on(store.get(&key(name))).unwrap()
}

fn put(store: &Store, name: &str, value: &[u8]) -> Revision {
    block_on(store.commit(Txn::new().put(key(name), value.to_vec()))).unwrap()
}

fn names(records: &[(Key, Stored)]) -> Vec<&str> {
    records.iter().map(|(key, _)| key.name().unwrap()).collect()
}

#[test]
fn what_is_put_is_read_until_it_is_deleted() {
    on_every_engine(|bench| {
        let store = bench.store();
        assert_eq!(get(&store, "a"), None);
        let first = put(&store, "a", b"one");
        let second = put(&store, "a", b"two");
        assert!(first < second);
        let expected = Stored {
            value: b"two".to_vec(),
            revision: second,
        };
        assert_eq!(get(&store, "a"), Some(expected.clone()));
        bench.reopen();
        assert_eq!(get(&bench.store(), "a"), Some(expected));
        let deleted = block_on(bench.store().commit(Txn::new().delete(key("a")))).unwrap();
        assert_eq!(
            (deleted, get(&bench.store(), "a")),
            (Revision::new(3), None)
        );
    });
}

#[test]
fn a_transaction_happens_whole_or_not_at_all() {
    on_every_engine(|bench| {
        let store = bench.store();
        let revision = put(&store, "a", b"");
        let stale = Expect::Revision(Revision::new(revision.number() + 1));
        for (name, expect) in [
            ("a", Expect::Absent),
            ("b", Expect::Present),
            ("a", stale),
            ("b", stale),
        ] {
            let txn = Txn::new()
                .put(key("c"), b"trace".to_vec())
                .delete(key("a"))
                .check(key("a"), Expect::Present)
                .check(key(name), expect);
            let refused = block_on(store.commit(txn));
            assert_eq!(refused, Err(CommitError::Conflict { key: key(name) }));
        }
        assert!(get(&store, "a").is_some() && get(&store, "c").is_none());
        assert_eq!(store.stats().conflicts, 4);

        let txn = Txn::new()
            .check(key("a"), Expect::Revision(revision))
            .check(key("b"), Expect::Absent)
            .put(key("b"), b"new".to_vec())
            .delete(key("a"));
        assert_eq!(block_on(store.commit(txn)), Ok(Revision::new(2)));
        assert!(get(&store, "a").is_none() && get(&store, "b").is_some());
    });
}

#[test]
fn what_changes_nothing_makes_no_revision() {
    on_every_engine(|bench| {
        let store = bench.store();
        let seen = observe(&store);
        let revision = put(&store, "a", b"");
        for idle in [
            Txn::new(),
            Txn::new().check(key("a"), Expect::Present),
            Txn::new().delete(key("missing")),
        ] {
            assert_eq!(block_on(store.commit(idle)), Ok(revision));
        }
        assert_eq!(seen.lock().unwrap().len(), 1);
    });
}

#[test]
fn limits_are_told() {
    on_every_engine(|bench| {
        let store = bench.store();
        let many = (0..=TXN_OPERATIONS_MAX).fold(Txn::new(), |txn, index| {
            txn.put(key(&index.to_string()), Vec::new())
        });
        let large = Txn::new().put(key("a"), vec![0; TXN_BYTES_MAX]);
        for over in [many, large] {
            let refused = block_on(store.commit(over));
            assert!(
                matches!(refused, Err(CommitError::TooLarge { .. })),
                "{refused:?}"
            );
        }
        let twice = Txn::new().put(key("a"), Vec::new()).delete(key("a"));
        let refused = block_on(store.commit(twice));
        assert_eq!(refused, Err(CommitError::Repeated { key: key("a") }));
        let scan = block_on(store.scan(&KeyRange::all(), SCAN_RECORDS_MAX + 1));
        let limit = SCAN_RECORDS_MAX + 1;
        assert_eq!(scan, Err(StoreError::LimitTooLarge { limit }));

        let room = TXN_BYTES_MAX - key("a").as_bytes().len();
        put(&store, "a", &vec![9; room]);
        bench.reopen();
        assert_eq!(get(&bench.store(), "a").unwrap().value, vec![9; room]);
    });
}

#[test]
fn scans_follow_the_order_of_keys_within_their_range() {
    on_every_engine(|bench| {
        let store = bench.store();
        let other = Key::new(Scope::Global, OTHERS).with("x").unwrap();
        let txn = ["d", "a", "c", "b"]
            .iter()
            .fold(Txn::new(), |txn, name| txn.put(key(name), Vec::new()));
        block_on(store.commit(txn.put(other, Vec::new()))).unwrap();
        let things = KeyRange::under(&Key::new(Scope::Global, THINGS));
        let check = |range: KeyRange, limit, expected: &[&str]| {
            let records = block_on(store.scan(&range, limit)).unwrap();
            assert_eq!(names(&records), expected);
        };
        check(things.clone(), 10, &["a", "b", "c", "d"]);
        check(things.clone(), 2, &["a", "b"]);
        check(things.clone(), 0, &[]);
        check(things.clone().after(&key("b")), 10, &["c", "d"]);
        check(things.clone().after(&key("bb")), 1, &["c"]);
        check(things.clone().before(&key("c")), 10, &["a", "b"]);
        check(things.clone().after(&key("b")).before(&key("c")), 10, &[]);
        check(things.after(&key("c")).before(&key("b")), 10, &[]);
        check(KeyRange::all(), 10, &["x", "a", "b", "c", "d"]);
    });
}

#[test]
fn a_snapshot_stays_as_it_was() {
    on_every_engine(|bench| {
        let store = bench.store();
        let revision = put(&store, "a", b"old");
        let snapshot = block_on(store.snapshot()).unwrap();
        put(&store, "a", b"new");
        put(&store, "b", b"new");
        assert_eq!(snapshot.revision(), revision);
        let old = block_on(snapshot.get(&key("a"))).unwrap().unwrap();
        assert_eq!((&*old.value, old.revision), (&b"old"[..], revision));
        let all = block_on(snapshot.scan(&KeyRange::all(), 10)).unwrap();
        assert_eq!(names(&all), ["a"]);
    });
}

#[test]
fn observers_are_told_in_order_before_the_commit_returns() {
    on_every_engine(|bench| {
        let store = bench.store();
        let seen = observe(&store);
        thread::scope(|scope| {
            for writer in 0..8 {
                let (store, seen) = (&store, &seen);
                scope.spawn(move || {
                    for index in 0..20 {
                        let revision = put(store, &format!("{writer}-{index}"), b"");
                        let told = seen.lock().unwrap();
                        assert!(told.iter().any(|committed| committed.revision == revision));
                    }
                });
            }
        });
        let told = seen.lock().unwrap();
        let revisions = told.iter().map(|committed| committed.revision.number());
        assert_eq!(revisions.collect::<Vec<_>>(), (1..=160).collect::<Vec<_>>());
    });
}

#[test]
fn observers_learn_what_changed_and_find_it_readable() {
    on_every_engine(|bench| {
        let store = bench.store();
        put(&store, "a", b"");
        put(&store, "c", b"old");
        let seen = observe(&store);
        let readable = Arc::new(Mutex::new(None));
        // Emptied below: an observer that holds its store would keep it open for ever.
        let probe = Arc::new(Mutex::new(Some(store.clone())));
        let (note, probing) = (Arc::clone(&readable), Arc::clone(&probe));
        store.observe(Box::new(move |_: &Committed| {
            let store = probing.lock().unwrap();
            let found = store.as_ref().unwrap().get(&key("b")).now_or_never();
            *note.lock().unwrap() = found.unwrap().unwrap();
        }));
        let txn = Txn::new()
            .put(key("b"), b"new".to_vec())
            .put(key("c"), b"new".to_vec())
            .delete(key("a"))
            .delete(key("missing"));
        let revision = block_on(store.commit(txn)).unwrap();
        let change = |name, kind| Change {
            key: key(name),
            kind,
        };
        let changes = vec![
            change("b", ChangeKind::Created),
            change("c", ChangeKind::Replaced),
            change("a", ChangeKind::Deleted),
        ];
        assert_eq!(*seen.lock().unwrap(), [Committed { revision, changes }]);
        let found = readable.lock().unwrap().clone();
        assert_eq!(found.unwrap().value, b"new");
        *probe.lock().unwrap() = None;
    });
}

#[test]
fn compare_and_set_loses_no_update() {
    on_every_engine(|bench| {
        let store = bench.store();
        put(&store, "counter", &0_u64.to_be_bytes());
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..25).for_each(|_| increment(&store)));
            }
        });
        assert_eq!(get(&store, "counter").unwrap().value, 200_u64.to_be_bytes());
    });
}

fn increment(store: &Store) {
    loop {
        let found = get(store, "counter").unwrap();
        let count = u64::from_be_bytes(found.value.try_into().unwrap());
        let txn = Txn::new()
            .check(key("counter"), Expect::Revision(found.revision))
            .put(key("counter"), (count + 1).to_be_bytes().to_vec());
        match block_on(store.commit(txn)) {
            Ok(_) => return,
            Err(CommitError::Conflict { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn of_many_that_want_one_name_one_gets_it() {
    on_every_engine(|bench| {
        let store = bench.store();
        let claims = (0..50).map(|index: u8| {
            let txn = Txn::new()
                .check(key("name"), Expect::Absent)
                .put(key("name"), vec![index]);
            store.commit(txn)
        });
        let outcomes = block_on(join_all(claims));
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 49));
        let conflict = Err(CommitError::Conflict { key: key("name") });
        assert!(lost.iter().all(|outcome| *outcome == conflict));
    });
}

#[test]
fn a_closed_store_refuses() {
    on_every_engine(|bench| {
        let store = bench.store();
        put(&store, "a", b"");
        block_on(store.close()).unwrap();
        block_on(store.close()).unwrap();
        let commit = block_on(store.commit(Txn::new().put(key("b"), Vec::new())));
        assert_eq!(commit, Err(CommitError::Closed));
        assert_eq!(block_on(store.get(&key("a"))), Err(StoreError::Closed));
        assert!(block_on(store.snapshot()).is_err());
    });
}

#[test]
fn a_reset_is_one_change_that_observers_see() {
    let memory = Memory::new(checksum_key());
    let store = memory.store();
    assert_eq!(memory.reset(), Revision::new(0));
    put(&store, "a", b"");
    put(&store, "b", b"");
    let seen = observe(&store);
    assert_eq!(memory.reset(), Revision::new(3));
    assert_eq!(seen.lock().unwrap()[0].changes.len(), 2);
    assert_eq!(
        (get(&store, "a"), put(&store, "a", b"")),
        (None, Revision::new(4))
    );
}

fn observe(store: &Store) -> Arc<Mutex<Vec<Committed>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let note = Arc::clone(&seen);
    store.observe(Box::new(move |committed: &Committed| {
        note.lock().unwrap().push(committed.clone());
    }));
    seen
}

/// One step of a random history.
#[derive(Clone, Debug)]
enum Step {
    Commit {
        checks: Vec<(Key, Guess)>,
        puts: BTreeMap<Key, Vec<u8>>,
        deletes: Vec<Key>,
    },
    Scan {
        prefix: Option<Key>,
        after: Option<Key>,
        before: Option<Key>,
        limit: usize,
    },
    Reopen,
}

/// What a check expects, seen from what is really there.
#[derive(Clone, Copy, Debug)]
enum Guess {
    Absent,
    Present,
    Right,
    Stale,
}

#[derive(Default)]
struct Model {
    records: BTreeMap<Key, Stored>,
    revision: u64,
}

impl Model {
    fn expect(&self, key: &Key, guess: Guess) -> (Expect, bool) {
        let found = self.records.get(key).map(|stored| stored.revision);
        match guess {
            Guess::Absent => (Expect::Absent, found.is_none()),
            Guess::Present => (Expect::Present, found.is_some()),
            Guess::Right => match found {
                Some(revision) => (Expect::Revision(revision), true),
                None => (Expect::Absent, true),
            },
            Guess::Stale => {
                let wrong = found.map_or(1, |revision| revision.number() + 1);
                (Expect::Revision(Revision::new(wrong)), false)
            }
        }
    }

    fn change(&mut self, puts: BTreeMap<Key, Vec<u8>>, deletes: &[Key]) {
        let changes = !puts.is_empty() || deletes.iter().any(|key| self.records.contains_key(key));
        self.revision += u64::from(changes);
        let revision = Revision::new(self.revision);
        for key in deletes {
            self.records.remove(key);
        }
        for (key, value) in puts {
            self.records.insert(key, Stored { value, revision });
        }
    }

    fn scan(&self, range: &KeyRange, limit: usize) -> Vec<(Key, Stored)> {
        let inside = self.records.iter().filter(|(key, _)| range.contains(key));
        let cloned = inside.map(|(key, stored)| (key.clone(), stored.clone()));
        cloned.take(limit).collect()
    }

    fn step(&mut self, bench: &mut dyn Bench, step: Step) {
        match step {
            Step::Reopen => bench.reopen(),
            Step::Scan {
                prefix,
                after,
                before,
                limit,
            } => {
                let mut range = prefix.map_or(KeyRange::all(), |key| KeyRange::under(&key));
                range = after.iter().fold(range, KeyRange::after);
                range = before.iter().fold(range, KeyRange::before);
                let found = block_on(bench.store().scan(&range, limit)).unwrap();
                assert_eq!(found, self.scan(&range, limit), "{range:?}");
            }
            Step::Commit {
                checks,
                puts,
                mut deletes,
            } => {
                deletes.retain(|key| !puts.contains_key(key));
                deletes.sort();
                deletes.dedup();
                let mut txn = Txn::new();
                let mut conflict = None;
                for (key, guess) in checks {
                    let (expect, holds) = self.expect(&key, guess);
                    conflict = conflict.or((!holds).then(|| key.clone()));
                    txn = txn.check(key, expect);
                }
                txn = deletes.iter().cloned().fold(txn, Txn::delete);
                for (key, value) in &puts {
                    txn = txn.put(key.clone(), value.clone());
                }
                let outcome = block_on(bench.store().commit(txn));
                if let Some(key) = conflict {
                    assert_eq!(outcome, Err(CommitError::Conflict { key }));
                } else {
                    self.change(puts, &deletes);
                    assert_eq!(outcome, Ok(Revision::new(self.revision)));
                }
            }
        }
    }
}

fn any_key() -> impl Strategy<Value = Key> + Clone {
    let account = Scope::Account("123456789012".parse().unwrap());
    let scopes = select(vec![Scope::Global, account]);
    let tables = select(vec![THINGS, OTHERS]);
    let names = select(vec!["a", "ab", "b", "\u{1}", "ÿ"]);
    (scopes, tables, vec(names, 0..3)).prop_map(|(scope, table, names)| {
        let root = Key::new(scope, table);
        names.iter().fold(root, |key, name| key.with(name).unwrap())
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    let guesses = select(vec![
        Guess::Absent,
        Guess::Present,
        Guess::Right,
        Guess::Right,
        Guess::Stale,
    ]);
    let value = prop_oneof![vec(any::<u8>(), 0..40), vec(any::<u8>(), 3000..6000)];
    let commit = (
        vec((any_key(), guesses), 0..2),
        proptest::collection::btree_map(any_key(), value, 0..4),
        vec(any_key(), 0..3),
    );
    let option = || proptest::option::of(any_key());
    let scan = (option(), option(), option(), 0..12_usize);
    prop_oneof![
        6 => commit.prop_map(|(checks, puts, deletes)| Step::Commit { checks, puts, deletes }),
        3 => scan.prop_map(|(prefix, after, before, limit)| {
            Step::Scan { prefix, after, before, limit }
        }),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_history_is_that_of_a_map(steps in vec(any_step(), 1..40)) {
        on_every_engine(|bench| {
            let mut model = Model::default();
            for step in steps.clone() {
                model.step(bench, step);
            }
            let all = block_on(bench.store().scan(&KeyRange::all(), SCAN_RECORDS_MAX)).unwrap();
            assert_eq!(all, model.scan(&KeyRange::all(), SCAN_RECORDS_MAX));
            for (key, stored) in &model.records {
                assert_eq!(block_on(bench.store().get(key)).unwrap().as_ref(), Some(stored));
            }
        });
    }
}
