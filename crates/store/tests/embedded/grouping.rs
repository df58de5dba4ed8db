//! Many transactions, few commits.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use futures::{FutureExt as _, executor::block_on, future::join_all};
use iamd_store::Expect;
use iamd_testkit::{DoubleDisk, Faults};

use super::{key, open, put};

#[test]
fn what_comes_during_a_commit_is_committed_together() {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    let (entered, leave) = hold_next_sync(&disk);
    thread::scope(|scope| {
        let first = scope.spawn(|| block_on(store.commit(put("first", b""))));
        entered.wait();
        // The first commit hangs in its sync; these are all queued when the last is polled.
        let others = scope.spawn(|| {
            let names: Vec<_> = (0..63).map(|index| index.to_string()).collect();
            let commits = names.iter().map(|name| store.commit(put(name, b"")));
            let commits = join_all(commits);
            let release = async { leave.wait() };
            block_on(async { futures::join!(commits, release).0 })
        });
        assert!(first.join().unwrap().is_ok());
        assert!(others.join().unwrap().iter().all(Result::is_ok));
    });
    let stats = store.stats();
    assert_eq!((stats.transactions, stats.commits), (64, 2));
}

#[test]
fn a_conflict_in_a_group_is_only_its_own() {
    let store = open(&DoubleDisk::new(Faults::default())).unwrap();
    let commits = (0..30).map(|index: u8| {
        let own = put(&format!("own-{index}"), b"");
        let one_name = own.check(key("name"), Expect::Absent);
        store.commit(if index % 10 == 5 {
            one_name.put(key("name"), vec![index])
        } else {
            put(&format!("free-{index}"), b"")
        })
    });
    let outcomes = block_on(join_all(commits));
    let refused: Vec<_> = (0..30).filter(|index| outcomes[*index].is_err()).collect();
    assert_eq!(refused, [15, 25]);
}

#[test]
fn a_group_of_conflicts_asks_nothing_of_the_disk() {
    let store = open(&DoubleDisk::new(Faults::default())).unwrap();
    let before = store.stats();
    let refused = put("a", b"").check(key("a"), Expect::Present);
    assert!(block_on(store.commit(refused)).is_err());
    let after = store.stats();
    assert_eq!((after.syncs, after.commits), (before.syncs, before.commits));
}

#[test]
fn what_was_taken_is_performed_before_the_store_closes() {
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    let names: Vec<_> = (0..50).map(|index| index.to_string()).collect();
    let commits = join_all(names.iter().map(|name| store.commit(put(name, b""))));
    let (outcomes, closed) = block_on(async { futures::join!(commits, store.close()) });
    assert!(outcomes.iter().all(Result::is_ok) && closed.is_ok());
    let store = open(&disk).unwrap();
    assert!(
        names
            .iter()
            .all(|name| super::value(&store, name).is_some())
    );
}

#[test]
fn who_finds_the_queue_full_waits_before_it() {
    const MIB: usize = 1024 * 1024;
    let disk = DoubleDisk::new(Faults::default());
    let store = open(&disk).unwrap();
    let (entered, leave) = hold_next_sync(&disk);
    let large = vec![1; MIB - 100];
    thread::scope(|scope| {
        let first = scope.spawn(|| block_on(store.commit(put("first", b""))));
        entered.wait();
        let names: Vec<_> = (0..40).map(|index| index.to_string()).collect();
        let mut commits: Vec<_> = names
            .iter()
            .map(|name| Box::pin(store.commit(put(name, &large))))
            .collect();
        for commit in &mut commits {
            assert!(commit.now_or_never().is_none());
        }
        leave.wait();
        assert!(block_on(join_all(commits)).iter().all(Result::is_ok));
        assert!(first.join().unwrap().is_ok());
    });
    // Without a limit the forty would be one group: two commits in all.
    assert!(store.stats().commits >= 3);
}

/// The next sync tells the first barrier that it has begun, and waits for the second.
fn hold_next_sync(disk: &DoubleDisk) -> (Arc<Barrier>, Arc<Barrier>) {
    let barriers = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (entered, leave) = barriers.clone();
    let once = AtomicBool::new(true);
    disk.set_gate(move || {
        if once.swap(false, Ordering::SeqCst) {
            entered.wait();
            leave.wait();
        }
    });
    barriers
}
