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
    shard_weight_max: usize,
    weigh: fn(&V) -> usize,
}

struct Shard<K, V> {
    entries: HashMap<K, Entry<V>>,
    /// That of all entries.
    weight: usize,
    changes: u64,
    uses: CacheUses,
}

/// How often a cache knew what was looked for, and how often not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheUses {
    /// Look-ups that it answered.
    pub hits: u64,
    /// Look-ups that it did not answer.
    pub misses: u64,
}

struct Entry<V> {
    value: Arc<V>,
    /// What it weighed when it came, so that the same is taken away when it goes.
    weight: usize,
}

impl<K: Hash + Eq, V> Shard<K, V> {
    fn remove(&mut self, key: &K) {
        if let Some(entry) = self.entries.remove(key) {
            self.weight = self.weight.saturating_sub(entry.weight);
        }
    }

    fn clear(&mut self) {
        self.entries.clear();
        self.weight = 0;
    }
}

/// The state of a shard before its record was read.
#[derive(Clone, Copy)]
pub(crate) struct Ticket(u64);

impl<K: Hash + Eq, V> Cache<K, V> {
    /// A cache for about `entries_max` entries.
    pub(crate) fn new(entries_max: usize) -> Self {
        Self::weighing(entries_max, |_| 1)
    }

    /// A cache for entries that weigh about `weight_max` together.
    ///
    /// LIMIT: a shard that is full is emptied; what was in it is read again when it is needed. What
    /// is heavier than a shard's share is not kept at all.
    pub(crate) fn weighing(weight_max: usize, weigh: fn(&V) -> usize) -> Self {
        let shard = || {
            Mutex::new(Shard {
                entries: HashMap::new(),
                weight: 0,
                changes: 0,
                uses: CacheUses::default(),
            })
        };
        Self {
            shards: (0..SHARDS).map(|_| shard()).collect(),
            hasher: RandomState::new(),
            shard_weight_max: weight_max.div_ceil(SHARDS),
            weigh,
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<Arc<V>> {
        let mut shard = self.shard(key)?.lock();
        let found = shard.entries.get(key).map(|entry| Arc::clone(&entry.value));
        match found {
            Some(_) => shard.uses.hits += 1,
            None => shard.uses.misses += 1,
        }
        found
    }

    /// How often it was of use.
    pub(crate) fn uses(&self) -> CacheUses {
        let shards = self.shards.iter().map(|shard| shard.lock().uses);
        shards.fold(CacheUses::default(), |sum, uses| CacheUses {
            hits: sum.hits + uses.hits,
            misses: sum.misses + uses.misses,
        })
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
        let weight = (self.weigh)(&value);
        if weight > self.shard_weight_max {
            return;
        }
        let mut shard = shard.lock();
        if shard.changes != ticket.0 {
            return;
        }
        shard.remove(&key);
        if shard.weight.saturating_add(weight) > self.shard_weight_max {
            shard.clear();
        }
        shard.weight = shard.weight.saturating_add(weight);
        shard.entries.insert(key, Entry { value, weight });
    }

    /// Drops what is known under a key, because it changed.
    pub(crate) fn remove(&self, key: &K) {
        if let Some(shard) = self.shard(key) {
            let mut shard = shard.lock();
            shard.changes += 1;
            shard.remove(key);
        }
    }

    /// Drops everything.
    pub(crate) fn clear(&self) {
        for shard in &self.shards {
            let mut shard = shard.lock();
            shard.changes += 1;
            shard.clear();
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
        assert_eq!(cache.uses(), CacheUses { hits: 1, misses: 1 });
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

    /// A cache whose entries are what they weigh, and keys that share a shard of it.
    fn weighed(shard_weight_max: usize) -> (Cache<u32, usize>, [u32; 3]) {
        let cache = Cache::weighing(shard_weight_max * SHARDS, |weight| *weight);
        let shard = |key: &u32| std::ptr::from_ref(cache.shard(key).unwrap());
        let mut together = (0..).filter(|key| shard(key) == shard(&0));
        let keys = std::array::from_fn(|_| together.next().unwrap());
        (cache, keys)
    }

    fn keep(cache: &Cache<u32, usize>, key: u32, weight: usize) {
        cache.insert(key, Arc::new(weight), cache.ticket(&key));
    }

    #[track_caller]
    fn check(cache: &Cache<u32, usize>, keys: [u32; 3], kept: [Option<usize>; 3]) {
        assert_eq!(keys.map(|key| cache.get(&key).map(|weight| *weight)), kept);
        let weight: usize = kept.iter().flatten().sum();
        assert_eq!(cache.shard(&keys[0]).unwrap().lock().weight, weight);
    }

    #[test]
    fn a_shard_that_would_be_too_heavy_is_emptied() {
        let (cache, keys) = weighed(10);
        keep(&cache, keys[0], 4);
        keep(&cache, keys[1], 6);
        check(&cache, keys, [Some(4), Some(6), None]);
        keep(&cache, keys[2], 1);
        check(&cache, keys, [None, None, Some(1)]);
    }

    #[test]
    fn what_is_too_heavy_for_a_shard_is_not_kept() {
        let (cache, keys) = weighed(10);
        keep(&cache, keys[0], 4);
        keep(&cache, keys[1], 11);
        check(&cache, keys, [Some(4), None, None]);
        keep(&cache, keys[2], usize::MAX);
        check(&cache, keys, [Some(4), None, None]);
    }

    #[test]
    fn what_goes_gives_its_weight_back() {
        let (cache, keys) = weighed(10);
        keep(&cache, keys[0], 4);
        keep(&cache, keys[1], 6);
        cache.remove(&keys[1]);
        cache.remove(&keys[1]);
        keep(&cache, keys[2], 5);
        check(&cache, keys, [Some(4), None, Some(5)]);
        keep(&cache, keys[0], 5);
        check(&cache, keys, [Some(5), None, Some(5)]);
        cache.clear();
        check(&cache, keys, [None; 3]);
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
