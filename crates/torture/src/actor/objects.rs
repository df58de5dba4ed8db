//! Objects and their versions, uploads in parts, copies, deletions.

mod changes;
mod reading;
mod uploads;
mod world;

use std::collections::BTreeMap;

use self::world::ObjectWorld;
use super::{Actor, Stage};
use crate::{
    client::{Answer, Unsigned},
    ledger::{Ledger, Tally, Trouble},
};

/// Somebody who has two buckets, one of which keeps versions.
pub(crate) struct Objects {
    name: &'static str,
    ledger: Ledger<ObjectWorld>,
    /// What the parts of uploads hold whose entity tags were told.
    parts: BTreeMap<String, Vec<u8>>,
}

impl Objects {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ledger: Ledger::default(),
            parts: BTreeMap::new(),
        }
    }

    /// The names of the buckets, and whether each keeps versions.
    fn buckets(&self) -> [(String, bool); 2] {
        [
            (format!("torture-{}-plain", self.name), false),
            (format!("torture-{}-versions", self.name), true),
        ]
    }

    /// Changes one thing as the root user.
    fn change(
        &mut self,
        stage: &mut Stage,
        request: &Unsigned<'_>,
        after: impl Fn(&mut ObjectWorld, Option<&Answer>),
    ) -> Result<Answer, Trouble> {
        let root = stage.root.clone();
        let client = &mut stage.client;
        let call = || client.call(&root, request);
        self.ledger.change(&line(request), call, after)
    }
}

fn line(request: &Unsigned<'_>) -> String {
    format!("{} {}?{}", request.method, request.path, request.query)
}

impl Actor for Objects {
    fn step(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        self.change_something(stage)
    }

    fn check(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let found = self.read(stage)?;
        self.ledger.compare(found)
    }

    fn tally(&mut self) -> &mut Tally {
        &mut self.ledger.tally
    }

    fn name(&self) -> &str {
        self.name
    }
}
