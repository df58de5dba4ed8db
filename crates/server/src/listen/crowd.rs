//! Who may be connected: so many in all, and so many of one address.
//!
//! Where that many are, the one that has waited longest for its peer is closed, and the newcomer is
//! served. So connections that somebody opens and leaves idle, or keeps busy with a byte now and then,
//! keep nobody out. A connection whose request the server is at work on is never closed for another.
//!
//! SECURITY: nobody is known yet who only connects, so what a connection costs is bounded before
//! anything else. Among those that wait the newest is closed last: whoever comes with a request has
//! time to ask it, however many others come.

use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry as Found},
    net::IpAddr,
    sync::{
        Arc,
        atomic::{
            AtomicBool,
            Ordering::{AcqRel, Acquire, Release},
        },
    },
    task::{Context, Poll},
    time::Duration,
};

use futures::task::AtomicWaker;
use iamd_auth::Network;
use parking_lot::Mutex;
use tokio::{
    sync::Notify,
    time::{Instant, timeout},
};

use super::watch::Watch;
use crate::config::Networks;

/// All who are connected.
#[derive(Debug)]
pub(super) struct Crowd {
    connections_max: usize,
    of_address_max: usize,
    rooms: Mutex<Rooms>,
    /// Somebody left, or stays after all.
    changed: Notify,
}

#[derive(Debug, Default)]
struct Rooms {
    all: Room,
    of_network: HashMap<Network, Room>,
    last_id: u64,
}

/// Those who share a limit.
#[derive(Debug, Default)]
struct Room {
    guests: HashMap<u64, Arc<Guest>>,
    /// Who was told to leave and is still there.
    leaving: usize,
    /// Who had waited longest when that was last looked for; the longest stands last.
    longest: Vec<(Arc<Guest>, Instant)>,
}

/// One connection, as others know it.
#[derive(Debug)]
struct Guest {
    id: u64,
    /// None of a trusted proxy.
    network: Option<Network>,
    watch: Arc<Watch>,
    is_told: AtomicBool,
    waker: AtomicWaker,
}

/// The place of one connection, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Presence {
    guest: Arc<Guest>,
    crowd: Arc<Crowd>,
}

/// What a newcomer is told.
enum Entry {
    Come(Arc<Guest>),
    /// Somebody leaves for it, or all are at work.
    Wait,
    /// Its address has all that it may have, and all of it at work.
    Refused,
}

/// LIMIT: how many are looked for at once. To look goes through all connections; so it is done once
/// for this many newcomers.
const LONGEST: usize = 64;

/// LIMIT: for how long a peer may leave unread or unsent what is in memory, whoever needs the room. Who reads
/// as fast as the network is has moments of it all the time.
const HOARDING_MIN: Duration = Duration::from_secs(1);

/// When a newcomer looks again whether somebody waits now.
const PAUSE: Duration = Duration::from_millis(20);

impl Crowd {
    pub(super) fn new(connections_max: usize, of_address_max: usize) -> Self {
        Self {
            connections_max,
            of_address_max,
            rooms: Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Lets a connection in as soon as there is a place; `None` if its address has too many. A trusted
    /// proxy has as many as it likes: it brings those of others.
    pub(super) async fn admit(
        self: &Arc<Self>,
        peer: IpAddr,
        proxies: &Networks,
        watch: &Arc<Watch>,
    ) -> Option<Presence> {
        let peer = peer.to_canonical();
        let network = (!proxies.contain(peer)).then(|| Network::of(peer));
        loop {
            let changed = self.changed.notified();
            let entry = self.rooms.lock().enter(self, network, watch);
            match entry {
                Entry::Come(guest) => {
                    let crowd = Arc::clone(self);
                    return Some(Presence { guest, crowd });
                }
                Entry::Refused => return None,
                // Nobody says when a request ends: that would cost every request something.
                Entry::Wait => _ = timeout(PAUSE, changed).await,
            }
        }
    }

    /// Has the connection closed whose peer has left its answer unread, or its body unsent, for
    /// longest: what it keeps in memory is needed by others. False if there is none.
    pub(super) fn close_a_hoarder(&self) -> bool {
        let latest = Instant::now().checked_sub(HOARDING_MIN);
        latest.is_some_and(|latest| self.close_who_hoards_since(latest))
    }

    fn close_who_hoards_since(&self, latest: Instant) -> bool {
        let mut rooms = self.rooms.lock();
        let guests = rooms.all.guests.values().filter(|guest| !guest.is_told());
        let hoarders = guests.filter_map(|guest| Some((guest.watch.hoards_since()?, guest)));
        let longest = hoarders
            .filter(|(since, _)| *since <= latest)
            .min_by_key(|(since, _)| *since);
        let Some(guest) = longest.map(|(_, guest)| Arc::clone(guest)) else {
            return false;
        };
        rooms.tell(&guest);
        true
    }
}

impl Rooms {
    fn enter(&mut self, crowd: &Crowd, network: Option<Network>, watch: &Arc<Watch>) -> Entry {
        if let Some(room) = network.and_then(|network| self.of_network.get_mut(&network))
            && room.guests.len() >= crowd.of_address_max
        {
            let longest = room.who_leaves(crowd.of_address_max);
            return self.make_room(longest).unwrap_or(Entry::Refused);
        }
        if self.all.guests.len() >= crowd.connections_max {
            let longest = self.all.who_leaves(crowd.connections_max);
            return self.make_room(longest).unwrap_or(Entry::Wait);
        }
        self.last_id += 1;
        let guest = Arc::new(Guest {
            id: self.last_id,
            network,
            watch: Arc::clone(watch),
            is_told: AtomicBool::new(false),
            waker: AtomicWaker::new(),
        });
        if let Some(network) = network {
            self.of_network.entry(network).or_default();
        }
        self.each_of(&guest, |room| {
            room.guests.insert(guest.id, Arc::clone(&guest));
        });
        Entry::Come(guest)
    }

    /// Has somebody leave, if somebody can.
    fn make_room(&mut self, leaving: Leaving) -> Option<Entry> {
        match leaving {
            Leaving::Already => {}
            Leaving::Now(guest) => self.tell(&guest),
            Leaving::Nobody => return None,
        }
        Some(Entry::Wait)
    }

    fn tell(&mut self, guest: &Guest) {
        self.each_of(guest, |room| room.leaving += 1);
        guest.is_told.store(true, Release);
        guest.waker.wake();
    }

    /// The guest is gone, or stays after all.
    fn untell(&mut self, guest: &Guest) {
        if guest.is_told.swap(false, AcqRel) {
            self.each_of(guest, |room| room.leaving = room.leaving.saturating_sub(1));
        }
    }

    fn remove(&mut self, guest: &Guest) {
        self.untell(guest);
        self.each_of(guest, |room| {
            room.guests.remove(&guest.id);
        });
        if let Some(network) = guest.network
            && let Found::Occupied(room) = self.of_network.entry(network)
            && room.get().guests.is_empty()
        {
            room.remove();
        }
    }

    /// The rooms that a guest is in.
    fn each_of(&mut self, guest: &Guest, mut change: impl FnMut(&mut Room)) {
        change(&mut self.all);
        let of_network = guest
            .network
            .and_then(|network| self.of_network.get_mut(&network));
        if let Some(room) = of_network {
            change(room);
        }
    }
}

/// Who makes room in a full one.
enum Leaving {
    /// Somebody who was told already.
    Already,
    /// Who has waited longest.
    Now(Arc<Guest>),
    Nobody,
}

impl Room {
    fn who_leaves(&mut self, guests_max: usize) -> Leaving {
        if self.guests.len() - self.leaving < guests_max {
            return Leaving::Already;
        }
        self.longest().map_or(Leaving::Nobody, Leaving::Now)
    }

    /// Who has waited longest for its peer, if anybody waits.
    fn longest(&mut self) -> Option<Arc<Guest>> {
        while let Some((guest, since)) = self.longest.pop() {
            if guest.waits_since() == Some(since) && self.guests.contains_key(&guest.id) {
                return Some(guest);
            }
        }
        let guests = self.guests.values();
        let mut waiting: Vec<_> = guests
            .filter_map(|guest| Some((Arc::clone(guest), guest.waits_since()?)))
            .collect();
        if waiting.len() > LONGEST {
            waiting.select_nth_unstable_by_key(LONGEST, |(_, since)| *since);
            waiting.truncate(LONGEST);
        }
        waiting.sort_unstable_by_key(|(_, since)| Reverse(*since));
        self.longest = waiting;
        self.longest.pop().map(|(guest, _)| guest)
    }
}

impl Guest {
    fn is_told(&self) -> bool {
        self.is_told.load(Acquire)
    }

    /// Since when the peer is waited for; `None` if it is not, or is told to leave already.
    fn waits_since(&self) -> Option<Instant> {
        self.watch.waits_since().filter(|_| !self.is_told())
    }
}

impl Presence {
    /// Becomes ready when the connection is told to leave.
    pub(super) fn poll_told(&self, context: &mut Context<'_>) -> Poll<()> {
        if self.guest.is_told() {
            return Poll::Ready(());
        }
        self.guest.waker.register(context.waker());
        if self.guest.is_told() {
            return Poll::Ready(());
        }
        Poll::Pending
    }

    /// Whether the connection leaves, having been told so. It stays if a request came in meanwhile.
    pub(super) fn leaves(&self) -> bool {
        if self.guest.watch.waits_since().is_some() {
            return true;
        }
        self.crowd.rooms.lock().untell(&self.guest);
        self.crowd.changed.notify_waiters();
        false
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.crowd.rooms.lock().remove(&self.guest);
        self.crowd.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests;
