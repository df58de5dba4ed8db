use std::net::Ipv4Addr;

use futures::{FutureExt, future::poll_fn};

use super::*;
use crate::config::Timeouts;

fn crowd(connections_max: usize, of_address_max: usize) -> Arc<Crowd> {
    Arc::new(Crowd::new(connections_max, of_address_max))
}

fn watch() -> Arc<Watch> {
    Arc::new(Watch::new(&Timeouts::default(), Arc::default()))
}

fn address(last: u8) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, last).into()
}

/// Lets a connection in at once, or not.
fn enter(crowd: &Arc<Crowd>, peer: IpAddr, watch: &Arc<Watch>) -> Option<Presence> {
    let proxies = Networks::default();
    let entered = crowd.admit(peer, &proxies, watch).now_or_never();
    entered.flatten()
}

fn is_told(presence: &Presence) -> bool {
    poll_fn(|context| presence.poll_told(context))
        .now_or_never()
        .is_some()
}

#[tokio::test]
async fn the_one_that_waited_longest_makes_room() {
    let crowd = crowd(3, 3);
    let watches = [watch(), watch(), watch()];
    let _working = watches[0].working();
    let guests: Vec<_> = watches
        .iter()
        .map(|watch| enter(&crowd, address(1), watch).unwrap())
        .collect();
    // The second has answered a request since; the third has waited from the start.
    watches[1].moved_at(1000);
    assert!(enter(&crowd, address(2), &watch()).is_none());
    let told: Vec<_> = guests.iter().map(is_told).collect();
    assert_eq!(told, [false, false, true]);
}

#[tokio::test]
async fn a_newcomer_comes_in_when_somebody_left_for_it() {
    let crowd = crowd(1, 1);
    let first = enter(&crowd, address(1), &watch()).unwrap();
    let (proxies, second) = (Networks::default(), watch());
    let mut entering = Box::pin(crowd.admit(address(2), &proxies, &second));
    assert!(futures::poll!(&mut entering).is_pending());
    assert!(is_told(&first));
    assert!(first.leaves());
    drop(first);
    assert!(entering.await.is_some());
}

#[tokio::test]
async fn one_is_told_to_leave_for_one_newcomer() {
    let crowd = crowd(3, 3);
    let guests: Vec<_> = (0..3)
        .map(|_| enter(&crowd, address(1), &watch()).unwrap())
        .collect();
    for _ in 0..5 {
        assert!(enter(&crowd, address(2), &watch()).is_none());
    }
    assert_eq!(guests.iter().filter(|guest| is_told(guest)).count(), 1);
}

#[tokio::test]
async fn who_is_at_work_stays() {
    let crowd = crowd(1, 1);
    let busy = watch();
    let guest = enter(&crowd, address(1), &busy).unwrap();
    assert!(enter(&crowd, address(2), &watch()).is_none());
    assert!(is_told(&guest));
    let working = busy.working();
    assert!(!guest.leaves());
    assert!(!is_told(&guest));
    drop(working);
    assert!(enter(&crowd, address(2), &watch()).is_none());
    assert!(is_told(&guest));
}

#[tokio::test]
async fn an_address_has_its_share_and_others_theirs() {
    let crowd = crowd(10, 2);
    let busy = [watch(), watch()];
    let _working = [busy[0].working(), busy[1].working()];
    let _guests: Vec<_> = busy
        .iter()
        .map(|watch| enter(&crowd, address(1), watch).unwrap())
        .collect();
    let refused = crowd
        .admit(address(1), &Networks::default(), &watch())
        .await;
    assert!(refused.is_none());
    assert!(enter(&crowd, address(2), &watch()).is_some());
    // A proxy brings the connections of others.
    let proxies: Networks = "192.0.2.1".parse().unwrap();
    let brought = crowd.admit(address(1), &proxies, &watch()).await;
    assert!(brought.is_some());
}

#[tokio::test]
async fn nothing_is_kept_of_those_who_left() {
    let crowd = crowd(2, 1);
    for last in 0..200 {
        drop(enter(&crowd, address(last), &watch()).unwrap());
    }
    let rooms = crowd.rooms.lock();
    assert!(rooms.all.guests.is_empty());
    assert!(rooms.of_network.is_empty());
    assert_eq!(rooms.all.leaving, 0);
}

#[tokio::test]
async fn who_leaves_most_unread_goes_first() {
    let crowd = crowd(10, 10);
    let (idle, waiting) = (watch(), watch());
    let _working = waiting.working();
    let guests = [&idle, &waiting].map(|watch| enter(&crowd, address(1), watch).unwrap());
    assert!(!crowd.close_who_hoards_since(Instant::now()));
    let _awaiting = waiting.awaiting();
    assert!(crowd.close_who_hoards_since(Instant::now()));
    assert_eq!(guests.each_ref().map(is_told), [false, true]);
    // It is on its way already.
    assert!(!crowd.close_who_hoards_since(Instant::now()));
}
