//! How much of reports is kept, and that damage in one account is none to others.

use std::sync::Arc;

use iamd_ident::{Clock, Partition, time_ordered_uuid};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{Memory, Txn};
use iamd_testkit::{ManualClock, SeededRandom};

use super::*;
use crate::{
    AccountQuotas, DirectoryParts,
    draft::{Draft, load},
};

struct World {
    directory: Directory,
    clock: Arc<ManualClock>,
}

fn account(number: u64) -> AccountId {
    AccountId::new(number).unwrap()
}

impl World {
    fn new() -> Self {
        let master = MasterKey::from_bytes([7; MasterKey::BYTES].into());
        let clock = Arc::new(ManualClock::default());
        clock.set(Timestamp::from_second(1_800_000_000).unwrap());
        let directory = Directory::new(DirectoryParts {
            store: Memory::new(master.checksum_key(Purpose::new("records"))).store(),
            keys: SealingKeys::new(master.sealing_key(Purpose::new("secrets"))),
            partition: Partition::Aws,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::new(1)),
            quotas: AccountQuotas::default(),
        });
        Self { directory, clock }
    }

    /// Keeps a report that is said to have so many records of users and roles, and has one of them.
    async fn keep(&self, account: AccountId, parts: u32) -> String {
        self.clock.advance_seconds(1);
        let created = self.clock.now();
        let job = time_ordered_uuid(created, self.directory.random());
        let entities = AccessJobEntitiesRecord {
            entities: Vec::new(),
        };
        let kept = self.directory.keep_entities(account, &job, 0, &entities);
        kept.await.unwrap();
        let record = AccessJobRecord {
            owner: "bob".to_owned(),
            created,
            completed: created,
            tells_actions: false,
            services: Vec::new(),
            used_services: Vec::new(),
            actions: Vec::new(),
            used_actions: Vec::new(),
            parts,
        };
        let kept = self.directory.keep_job(account, &job, &record);
        kept.await.unwrap();
        job
    }

    async fn set_count(&self, account: AccountId, jobs: AccessJobCountRecord) {
        let place = keyspace::access_job_count(account);
        let mut draft = Draft::new(self.directory.store());
        draft.put(place, &jobs).unwrap();
        assert_eq!(self.directory.commit(draft).await.unwrap(), None);
    }

    /// Which reports there are, and how many they and their records are said to be.
    async fn check(&self, account: AccountId, jobs: &[&String], count: u32, parts: u64) {
        let store = self.directory.store();
        let under = KeyRange::under(&keyspace::access_jobs(account));
        let found = keys(store, &under, 100).await.unwrap();
        let found: Vec<_> = found.iter().filter_map(Key::name).collect();
        assert_eq!(found, jobs);
        let under = KeyRange::under(&keyspace::all_access_job_entities(account));
        let entities = keys(store, &under, 100).await.unwrap();
        let of: Vec<_> = entities.iter().filter_map(job_of).collect();
        assert_eq!(of, jobs, "whose users and roles are there");
        let place = keyspace::access_job_count(account);
        let counted = load::<AccessJobCountRecord>(store, &place).await.unwrap();
        let (counted, _) = counted.unwrap();
        assert_eq!((counted.count, counted.parts), (count, parts));
    }
}

#[tokio::test]
async fn the_oldest_reports_go_until_there_are_not_too_many() {
    let (world, bob) = (World::new(), account(1));
    let mut jobs = Vec::new();
    for _ in 0..4 {
        jobs.push(world.keep(bob, 1).await);
    }
    let all: Vec<_> = jobs.iter().collect();
    world.check(bob, &all, 4, 4).await;
    // As two tasks leave it that picked the same one.
    let count = JOBS_MAX + 1;
    world
        .set_count(bob, AccessJobCountRecord { count, parts: 4 })
        .await;
    let last = world.keep(bob, 1).await;
    world
        .check(bob, &[&jobs[2], &jobs[3], &last], JOBS_MAX, 3)
        .await;
}

#[tokio::test]
async fn the_oldest_reports_go_until_they_are_not_too_large() {
    let (world, bob) = (World::new(), account(1));
    let most = u32::try_from(PARTS_MAX).unwrap();
    let old = world.keep(bob, most / 2).await;
    let new = world.keep(bob, most / 2).await;
    world.check(bob, &[&old, &new], 2, PARTS_MAX).await;
    let next = world.keep(bob, 1).await;
    world
        .check(bob, &[&new, &next], 2, u64::from(most / 2 + 1))
        .await;
    // The newest stays.
    let large = world.keep(bob, most + 1).await;
    world.check(bob, &[&large], 1, PARTS_MAX + 1).await;
    let small = world.keep(bob, 1).await;
    world.check(bob, &[&small], 1, 1).await;
}

#[tokio::test]
async fn a_damaged_account_does_not_keep_others_from_being_swept() {
    let world = World::new();
    let (damaged, whole) = (account(1), account(2));
    for account in [damaged, whole] {
        world.keep(account, 1).await;
        let place = keyspace::account(account).unwrap();
        let txn = Txn::new().put(place, b"an account".to_vec());
        world.directory.store().commit(txn).await.unwrap();
    }
    let place = keyspace::access_job_count(damaged);
    let txn = Txn::new().put(place, b"garbage".to_vec());
    world.directory.store().commit(txn).await.unwrap();
    world.clock.advance_seconds(KEPT_SECONDS + 2);
    let work = SystemWork::new(SystemReason::Sweep);
    let swept = world.directory.sweep_access_jobs(&work).await;
    assert!(matches!(swept, Err(Error::Corrupt { .. })), "{swept:?}");
    world.check(whole, &[], 0, 0).await;
}
