//! Unique ids that more than one entity of the server has.
//!
//! An import gives other ids to whatever has one that is taken. Imports at the same time, and those of
//! earlier versions, may have let two in.

use std::collections::{HashMap, hash_map::Entry};

use iamd_ident::{AccountId, UniqueId};
use iamd_store::Key;

use crate::keyspace;

/// LIMIT: ids that are held, some 40 bytes each. Those behind them are not compared with each other.
const IDS_MAX: usize = 1_000_000;

/// What is to be done about it.
pub(super) const ADVICE: &str = "delete one of the two and make it again; until then a condition such as \
     aws:userid that is meant for one of them fits both";

/// The ids that were seen so far, and whose each is.
#[derive(Default)]
pub(super) struct Ids(HashMap<UniqueId, AccountId>);

impl Ids {
    /// Takes note of a record's id, if it is kept by one. Tells what is wrong with it.
    pub(super) fn note(&mut self, account: AccountId, key: &Key) -> Option<String> {
        let mut tables = keyspace::WITH_IDS.iter();
        if !tables.any(|table| table.name() == key.table()) {
            return None;
        }
        let id = key.name()?.parse().ok()?;
        let is_full = self.0.len() >= IDS_MAX;
        match self.0.entry(id) {
            Entry::Occupied(seen) => Some(format!("account {} has the id {id} too", seen.get())),
            Entry::Vacant(place) => {
                if !is_full {
                    place.insert(account);
                }
                None
            }
        }
    }
}
