//! What the listeners count.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::Door;
use crate::metrics::{Page, table};

/// Why the server ends a connection by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Another one needs its place, or what it keeps in memory.
    Crowded,
    /// Its address has too many, and all of them at work.
    Refused,
    /// The TLS handshake failed or took too long.
    Handshake,
    /// The head of a request did not come.
    Header,
    /// No request came for long.
    Idle,
    /// The peer did not read its answer.
    Unread,
}

const CUTS: [(Cut, &str); 6] = [
    (Cut::Crowded, "crowded"),
    (Cut::Refused, "refused"),
    (Cut::Handshake, "handshake"),
    (Cut::Header, "header"),
    (Cut::Idle, "idle"),
    (Cut::Unread, "unread"),
];

/// The numbers of all listeners.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Connections that were accepted, and that ended, by listener.
    accepted: [AtomicU64; Door::ALL.len()],
    ended: [AtomicU64; Door::ALL.len()],
    cut: [AtomicU64; CUTS.len()],
    received: AtomicU64,
    sent: AtomicU64,
}

impl Counts {
    pub(super) fn accepted(&self, door: Door) {
        add(self.accepted.get(door as usize), 1);
    }

    pub(super) fn ended(&self, door: Door) {
        add(self.ended.get(door as usize), 1);
    }

    pub(super) fn cut(&self, why: Cut) {
        add(self.cut.get(why as usize), 1);
    }

    pub(super) fn received(&self, bytes: usize) {
        add(Some(&self.received), bytes);
    }

    pub(super) fn sent(&self, bytes: usize) {
        add(Some(&self.sent), bytes);
    }

    pub(super) fn tell(&self, page: &mut Page) {
        for door in Door::ALL {
            let read = |counts: &[AtomicU64]| {
                let count = counts.get(door as usize);
                count.map_or(0, |count| count.load(Relaxed))
            };
            let (ended, accepted) = (read(&self.ended), read(&self.accepted));
            let labels = [door.as_str()];
            let open = accepted.saturating_sub(ended);
            page.number(&table::CONNECTIONS, &labels, open);
            page.number(&table::CONNECTIONS_TOTAL, &labels, accepted);
        }
        for ((_, reason), count) in CUTS.iter().zip(&self.cut) {
            page.number(&table::CONNECTIONS_CUT, &[reason], count.load(Relaxed));
        }
        page.number(&table::RECEIVED_BYTES, &[], self.received.load(Relaxed));
        page.number(&table::SENT_BYTES, &[], self.sent.load(Relaxed));
    }
}

fn add(count: Option<&AtomicU64>, number: usize) {
    if let Some(count) = count {
        count.fetch_add(u64::try_from(number).unwrap_or(0), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_and_door_has_a_place_of_its_own() {
        for (place, (cut, _)) in CUTS.into_iter().enumerate() {
            assert_eq!(cut as usize, place);
        }
        for (place, door) in Door::ALL.into_iter().enumerate() {
            assert_eq!(door as usize, place);
        }
    }
}
