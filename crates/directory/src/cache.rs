//! Caches that never serve what a write has made untrue.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
    sync::Arc,
};

use parking_lot::Mutex;

const SHARDS: usize = 64;

/// What was read from the store, in a form that is quick to use.
///
/// INVARIANT: an entry is as new as the last change that was told through [`Cache::remove`]. Reading
/// and inserting are two steps, between which a change may come; so a reader takes a [`Ticket`]
/// first, and what it read is not inserted if its shard changed meanwhile.
pub(crate) struct Cache<K, V> {
    shards: Box<[Mutex<Shard<K, V>>]>,
    hasher: RandomState,
    shard_entries_max: usize,
}

struct Shard<K, V> {
    entries: HashMap<K, Arc<V>>,
    changes: u64,
}

/// The state of a shard before its record was read.
#[derive(Clone, Copy)]
pub(crate) struct Ticket(u64);

impl<K: Hash + Eq, V> Cache<K, V> {
    /// A cache for about `entries_max` entries.
    ///
    /// LIMIT: a shard that is full is emptied; what was in it is read again when it is needed.
    pub(crate) fn new(entries_max: usize) -> Self {
        let shard = || {
            Mutex::new(Shard {
                entries: HashMap::new(),
                changes: 0,
            })
        };
        Self {
            shards: (0..SHARDS).map(|_| shard()).collect(),
            hasher: RandomState::new(),
            shard_entries_max: entries_max.div_ceil(SHARDS),
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<Arc<V>> {
        self.shard(key)?.lock().entries.get(key).cloned()
    }

    /// To be taken before the record is read.
    pub(crate) fn ticket(&self, key: &K) -> Ticket {
        Ticket(self.shard(key).map_or(0, |shard| shard.lock().changes))
    }

    /// Keeps what was read, unless something changed since the ticket was taken.
    pub(crate) fn insert(&self, key: K, value: Arc<V>, ticket: Ticket) {
        let Some(shard) = self.shard(&key) else {
            return;
        };
        let mut shard = shard.lock();
        if shard.changes != ticket.0 {
            return;
        }
        if shard.entries.len() >= self.shard_entries_max {
            shard.entries.clear();
        }
        shard.entries.insert(key, value);
    }

    /// Drops what is known under a key, because it changed.
    pub(crate) fn remove(&self, key: &K) {
        if let Some(shard) = self.shard(key) {
            let mut shard = shard.lock();
            shard.changes += 1;
            shard.entries.remove(key);
        }
    }

    /// Drops everything.
    pub(crate) fn clear(&self) {
        for shard in &self.shards {
            let mut shard = shard.lock();
            shard.changes += 1;
            shard.entries.clear();
        }
    }

    fn shard(&self, key: &K) -> Option<&Mutex<Shard<K, V>>> {
        let hash = usize::try_from(self.hasher.hash_one(key) % SHARDS as u64).ok()?;
        self.shards.get(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stays_until_it_is_removed() {
        let cache = Cache::new(100);
        let ticket = cache.ticket(&"bob");
        cache.insert("bob", Arc::new(1), ticket);
        assert_eq!(cache.get(&"bob").as_deref(), Some(&1));
        cache.remove(&"bob");
        assert_eq!(cache.get(&"bob"), None);
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept() {
        let cache = Cache::new(100);
        let ticket = cache.ticket(&"bob");
        cache.remove(&"bob");
        cache.insert("bob", Arc::new(1), ticket);
        assert_eq!(cache.get(&"bob"), None);
    }

    #[test]
    fn a_cache_does_not_grow_beyond_its_limit() {
        let cache = Cache::new(640);
        for key in 0..10_000 {
            let ticket = cache.ticket(&key);
            cache.insert(key, Arc::new(key), ticket);
        }
        let entries: usize = cache
            .shards
            .iter()
            .map(|shard| shard.lock().entries.len())
            .sum();
        assert!(entries <= 640, "{entries}");
    }

    #[test]
    fn dropping_everything_counts_as_a_change() {
        let cache = Cache::new(100);
        let ticket = cache.ticket(&"bob");
        cache.clear();
        cache.insert("bob", Arc::new(1), ticket);
        assert_eq!(cache.get(&"bob"), None);
    }

    /// A reader or a writer between two of its steps.
    #[derive(Clone, Default)]
    struct Party {
        step: usize,
        ticket: Option<Ticket>,
        read: u32,
    }

    const STEPS: usize = 3;

    /// Makes the next step of a reader: take a ticket, read the record, keep it.
    fn read_on(party: &mut Party, cache: &Cache<&str, u32>, record: u32) {
        match (party.step, party.ticket) {
            (0, _) => party.ticket = Some(cache.ticket(&"bob")),
            (1, _) => party.read = record,
            (_, Some(ticket)) => cache.insert("bob", Arc::new(party.read), ticket),
            (_, None) => {}
        }
        party.step += 1;
    }

    /// Makes the next step of a writer: change the record, tell the cache, answer.
    fn write_on(party: &mut Party, cache: &Cache<&str, u32>, record: &mut u32) {
        match party.step {
            0 => *record += 1,
            1 => cache.remove(&"bob"),
            _ => {}
        }
        party.step += 1;
    }

    /// Two readers and a writer that writes twice, in the order that the digits of `order` say.
    fn run(mut order: usize) -> bool {
        let cache = Cache::new(100);
        let mut record = 1;
        let (mut readers, mut writer) = ([Party::default(), Party::default()], Party::default());
        let mut answered = record;
        while order > 0 {
            match order % 4 {
                who @ (1 | 2) => {
                    let reader = &mut readers[who - 1];
                    if reader.step < STEPS {
                        read_on(reader, &cache, record);
                    }
                }
                3 => {
                    if writer.step == STEPS {
                        writer = Party::default();
                    }
                    write_on(&mut writer, &cache, &mut record);
                    if writer.step == STEPS {
                        answered = record;
                    }
                }
                _ => return true,
            }
            order /= 4;
            // What is kept is never older than the last write that was answered.
            if cache.get(&"bob").is_some_and(|kept| *kept < answered) {
                return false;
            }
        }
        true
    }

    #[test]
    fn no_order_of_events_keeps_what_an_answered_write_made_untrue() {
        for order in 0..4_usize.pow(9) {
            assert!(run(order), "{order}");
        }
    }
}
