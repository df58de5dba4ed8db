//! Whatever is changed behind the directory's back is found and named, and of a world that only the
//! directory changed nothing is said.

use std::collections::BTreeSet;

use iamd_auth::{SystemReason, SystemWork};
use iamd_store::{Finding, Findings, Key, KeyRange, SCAN_RECORDS_MAX, Severity, Stored, Txn};

use crate::world::World;

#[derive(Default)]
struct Gathered {
    found: Vec<Finding>,
    passed: u64,
}

impl Findings for Gathered {
    fn found(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    fn passed(&mut self, records: u64) {
        self.passed += records;
    }
}

impl World {
    pub(crate) async fn verify(&self) -> Vec<Finding> {
        let mut gathered = Gathered::default();
        let work = SystemWork::new(SystemReason::Operator);
        let verified = self.directory.verify(&work, &mut gathered).await.unwrap();
        assert_eq!(gathered.passed, verified.records);
        gathered.found
    }

    async fn all_records(&self) -> Vec<(Key, Stored)> {
        let all = self.store.scan(&KeyRange::all(), SCAN_RECORDS_MAX).await;
        all.unwrap()
    }

    async fn put_back(&self, key: &Key, stored: &Stored) {
        let txn = Txn::new().put(key.clone(), stored.value.clone());
        self.store.commit(txn).await.unwrap();
    }
}

/// What the record is called in a test's message, and whether one of the findings is about it.
fn names(found: &[Finding], key: &Key) -> bool {
    let shown = key.to_string();
    found
        .iter()
        .any(|finding| finding.key.as_ref() == Some(key) || finding.what.contains(&shown))
}

#[tokio::test]
async fn of_a_world_that_is_sound_nothing_is_said() {
    assert_eq!(
        World::new().await.verify().await.len(),
        1,
        "no sealing key yet"
    );
    let world = World::whole().await;
    assert_eq!(world.verify().await, []);
    assert_eq!(world.restarted().verify().await, []);
}

/// The tables of which the whole world has a record: all.
#[tokio::test]
async fn the_whole_world_has_every_kind_of_records() {
    const KEYSPACE: &str = include_str!("../../src/keyspace.rs");
    let built = KEYSPACE.lines().filter_map(|line| {
        let name = line.split("Table::new(\"").nth(1)?.split('"').next()?;
        Some(name.to_owned())
    });
    let mut built: BTreeSet<String> = built.collect();
    // An import that was broken off is gone at the next start.
    built.remove("imports");
    let world = World::whole().await;
    let records = world.all_records().await;
    let there: BTreeSet<String> = records
        .iter()
        .map(|(key, _)| key.table().to_owned())
        .collect();
    assert_eq!(
        built.difference(&there).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

/// Tables whose records nobody else speaks of, so that nobody misses one that was taken away with all
/// its traces. What the disk loses is found by the checksums of pages.
const ALONE: [&str; 11] = [
    "access-job-entities",
    "accesses",
    "account-properties",
    "last-used",
    "oidc-providers",
    "password-policy",
    "passwords-last-used",
    "role-deletions",
    "roles-last-used",
    "token-preferences",
    // Of an MFA device that is enabled for nobody.
    "mfa-devices",
];

#[tokio::test]
async fn a_record_that_is_gone_is_missed() {
    let world = World::whole().await;
    let mut missed = Vec::new();
    for (key, stored) in world.all_records().await {
        world
            .store
            .commit(Txn::new().delete(key.clone()))
            .await
            .unwrap();
        let found = world.verify().await;
        let may_be_gone = ALONE.contains(&key.table()) || is_empty_size(&key, &stored);
        // Of the reports of access, the record that counts them misses one.
        let is_counted = key.table() == "access-jobs" && !found.is_empty();
        if !names(&found, &key) && !may_be_gone && !is_counted {
            missed.push((key.clone(), found));
        }
        world.put_back(&key, &stored).await;
    }
    assert_eq!(missed, []);
    assert_eq!(world.verify().await, []);
}

/// A group without members may have no record of how many it has, nor a policy that nobody uses.
fn is_empty_size(key: &Key, stored: &Stored) -> bool {
    ["aws-policies", "group-sizes"].contains(&key.table()) && stored.value.ends_with(&[0])
}

#[tokio::test]
async fn a_record_that_is_none_is_named() {
    let world = World::whole().await;
    for (key, stored) in world.all_records().await {
        let cut = stored.value.split_last().map_or(&[][..], |(_, rest)| rest);
        for bytes in [b"garbage".to_vec(), Vec::new(), cut.to_vec()] {
            let txn = Txn::new().put(key.clone(), bytes);
            world.store.commit(txn).await.unwrap();
            let found = world.verify().await;
            let is_damage = |finding: &&Finding| finding.severity == Severity::Damage;
            let damage: Vec<Finding> = found.iter().filter(is_damage).cloned().collect();
            assert!(names(&damage, &key), "{key}: {found:?}");
        }
        world.put_back(&key, &stored).await;
    }
}

/// Of a kind whose records say nothing of where they belong, any may stand for any other.
const ALIKE: [&str; 13] = [
    "access-job-entities",
    "accesses",
    "boundaries",
    "attachments",
    "group-members",
    "last-used",
    "mfa-steps",
    "passwords-last-used",
    "roles-last-used",
    "policy-versions",
    "role-policies",
    "user-policies",
    "group-policies",
];

#[tokio::test]
async fn a_record_in_the_place_of_another_is_named() {
    let world = World::whole().await;
    let records = world.all_records().await;
    let mut missed = Vec::new();
    for (key, stored) in &records {
        let others = records.iter().filter(|(other, _)| {
            other != key && other.table() == key.table() && other.scope() == key.scope()
        });
        for (other, moved) in others {
            if ALIKE.contains(&key.table()) || moved.value == stored.value {
                continue;
            }
            world.put_back(key, moved).await;
            let found = world.verify().await;
            if !names(&found, key) {
                missed.push((other, key, found));
            }
            world.put_back(key, stored).await;
        }
    }
    assert_eq!(missed, []);
}

/// One of each kind stands a second time, under a key that is nearly its own.
#[tokio::test]
async fn a_record_that_stands_twice_is_named() {
    let world = World::whole().await;
    let mut missed = Vec::new();
    for (key, stored) in world.all_records().await {
        let Some(twin) = twin_of(&key) else { continue };
        world.put_back(&twin, &stored).await;
        let found = world.verify().await;
        let may_be_twice = ["access-job-entities", "oidc-providers"].contains(&key.table());
        if !names(&found, &twin) && !may_be_twice {
            missed.push((twin.clone(), found));
        }
        world.store.commit(Txn::new().delete(twin)).await.unwrap();
    }
    assert_eq!(missed, []);
}

/// The key with another character at its end.
fn twin_of(key: &Key) -> Option<Key> {
    let mut segments: Vec<Vec<u8>> = key.segments().map(<[u8]>::to_vec).collect();
    let last = segments.last_mut()?.last_mut()?;
    *last = match *last {
        b'A' => b'B',
        b'a' => b'b',
        b'0' => b'1',
        b'9' => b'8',
        other if other.is_ascii_digit() => other + 1,
        other if other.is_ascii_uppercase() => b'A',
        _ => b'a',
    };
    let scope = key
        .scope()
        .parse()
        .map_or(iamd_store::Scope::Global, iamd_store::Scope::Account);
    let table = table_named(key.table());
    let begin = Key::new(scope, table);
    segments
        .iter()
        .try_fold(begin, |key, segment| key.with(segment).ok())
}

/// Tables have names that are constants.
fn table_named(name: &str) -> iamd_store::Table {
    iamd_store::Table::new(String::leak(name.to_owned()))
}
