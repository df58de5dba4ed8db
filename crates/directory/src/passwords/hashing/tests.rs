//! Turns, without passwords.

use std::{
    pin::Pin,
    sync::mpsc::{Receiver, Sender, channel},
};

use futures::{FutureExt as _, future::join_all};
use parking_lot::Mutex;

use super::{queue::WAITING_MAX, *};

type Working<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

fn network(number: u32) -> Party {
    Party::Network(Network::of(number.to_be_bytes().into()))
}

/// Work that lasts until it may end, and says when.
struct Work {
    hashing: Hashing,
    go: Sender<()>,
    wait: Arc<Mutex<Receiver<()>>>,
    done: Arc<Mutex<Vec<u32>>>,
}

impl Work {
    fn with_places(places: usize) -> Self {
        let (go, wait) = channel();
        Self {
            hashing: Hashing::with_places(places),
            go,
            wait: Arc::new(Mutex::new(wait)),
            done: Arc::default(),
        }
    }

    /// Work that has begun, or waits.
    fn of(&self, party: Party, number: u32) -> Working<'_> {
        let (wait, done) = (Arc::clone(&self.wait), Arc::clone(&self.done));
        let mut work: Working<'_> = Box::pin(self.hashing.run(party, move |_| {
            let _ = wait.lock().recv();
            done.lock().push(number);
            Ok(())
        }));
        assert!((&mut work).now_or_never().is_none());
        work
    }

    fn end_all(self: &Work, all: usize) {
        for _ in 0..all {
            self.go.send(()).unwrap();
        }
    }
}

fn is_busy(work: Working<'_>) -> bool {
    matches!(work.now_or_never(), Some(Err(Error::Busy)))
}

#[test]
fn one_processor_is_left() {
    let places = Hashing::default().queue.free();
    let processors = available_parallelism().unwrap().get();
    assert_eq!(places, (processors - 1).clamp(1, AT_ONCE_MAX));
}

#[tokio::test]
async fn parties_take_turns() {
    let work = Work::with_places(1);
    let mut all = vec![work.of(network(0), 0)];
    for (party, number) in [(1, 10), (1, 11), (1, 12), (2, 20), (3, 30), (2, 21)] {
        all.push(work.of(network(party), number));
    }
    let account = Party::Account(AccountId::new(1).unwrap());
    all.push(work.of(account, 40));
    work.end_all(all.len());
    for done in join_all(all).await {
        done.unwrap();
    }
    assert_eq!(*work.done.lock(), [0, 10, 20, 30, 40, 11, 21, 12]);
    assert_eq!(
        (work.hashing.queue.free(), work.hashing.queue.waiting()),
        (1, 0)
    );
}

/// SECURITY: one network does not fill the queue for others, however many come from it.
#[tokio::test]
async fn who_has_most_makes_room() {
    let work = Work::with_places(1);
    let mut flood: Vec<_> = (0..=WAITING_MAX).map(|_| work.of(network(1), 1)).collect();
    let hashing = &work.hashing;
    let more = |number| -> Working<'_> { Box::pin(hashing.run(network(number), |_| Ok(()))) };
    assert!(is_busy(more(1)), "of its own party nobody makes room");
    let other = work.of(network(2), 2);
    assert_eq!(hashing.queue.waiting(), WAITING_MAX);
    assert!(is_busy(flood.pop().unwrap()), "who came last has to go");
    work.end_all(flood.len() + 1);
    let (flood, other) = futures::join!(join_all(flood), other);
    assert!(flood.into_iter().all(|done| done.is_ok()));
    other.unwrap();
    assert_eq!(
        work.done.lock()[..3],
        [1, 1, 2],
        "and the other one is soon"
    );
}

#[tokio::test]
async fn where_all_have_as_much_nobody_makes_room() {
    let work = Work::with_places(1);
    let parties = u32::try_from(WAITING_MAX).unwrap();
    let mut all: Vec<_> = (0..=parties)
        .map(|party| work.of(network(party), party))
        .collect();
    let hashing = &work.hashing;
    assert!(is_busy(Box::pin(hashing.run(network(1_000), |_| Ok(())))));
    // Who goes away leaves room.
    all.pop();
    all.push(work.of(network(1_000), 1_000));
    work.end_all(all.len());
    for done in join_all(all).await {
        done.unwrap();
    }
    assert_eq!(work.done.lock().last(), Some(&1_000));
}

#[tokio::test]
async fn a_place_is_free_again_whatever_becomes_of_the_work() {
    let hashing = Hashing::with_places(1);
    let panicked = hashing.run(network(1), |_| -> Result<(), _> { panic!("on purpose") });
    panicked.await.unwrap_err();
    let work = Work {
        hashing,
        ..Work::with_places(1)
    };
    // Nobody waits for it any more, nor for the one behind it.
    let begun = work.of(network(1), 1);
    let waiting = work.of(network(2), 2);
    drop((begun, waiting));
    let last = work.of(network(3), 3);
    work.end_all(2);
    last.await.unwrap();
    assert_eq!(*work.done.lock(), [1, 3]);
}
