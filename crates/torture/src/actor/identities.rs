//! Users, groups, roles, policies and access keys.

mod changes;
mod groups;
mod keys;
mod policies;
mod reading;
mod roles;
mod users;
mod world;

use std::collections::BTreeMap;

use self::world::IdentityWorld;
use super::{Actor, Stage};
use crate::{
    client::{Answer, Key},
    ledger::{Ledger, Tally, Trouble},
};

/// Somebody who manages identities below a path of its own.
pub(crate) struct Identities {
    name: &'static str,
    ledger: Ledger<IdentityWorld>,
    /// The keys whose secrets were told, by their ids.
    keys: BTreeMap<String, Key>,
    /// Makes each document unlike any other.
    documents: u64,
}

impl Identities {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ledger: Ledger::default(),
            keys: BTreeMap::new(),
            documents: 0,
        }
    }

    /// The path below which everything is.
    fn path(&self) -> String {
        format!("/torture/{}/", self.name)
    }

    /// Changes one thing as the root user.
    fn change(
        &mut self,
        stage: &mut Stage,
        action: &str,
        members: &[(&str, &str)],
        after: impl Fn(&mut IdentityWorld, Option<&Answer>),
    ) -> Result<Answer, Trouble> {
        let root = stage.root.clone();
        let client = &mut stage.client;
        let what = format!("{action} {members:?}");
        let call = || client.iam(&root, action, members);
        self.ledger.change(&what, call, after)
    }

    /// Whether the secrets that were told still open what they opened.
    fn check_keys(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let users = &self.ledger.known().users;
        let all = users.values().flat_map(|user| &user.keys);
        let known: BTreeMap<_, _> = all
            .map(|(id, is_active)| (id.clone(), *is_active))
            .collect();
        self.keys.retain(|id, _| known.contains_key(id));
        for (id, key) in &self.keys {
            let answer = stage.client.sts(key, "GetCallerIdentity", &[])?;
            let is_active = known.get(id) == Some(&true);
            let expected = if is_active { 200 } else { 403 };
            if answer.status >= 500 {
                return Err(Trouble::Unable(answer.text()));
            }
            if answer.status != expected {
                return Err(Trouble::Broken(format!(
                    "key {id} is active: {is_active}, but GetCallerIdentity answers {}: {}",
                    answer.status,
                    answer.text()
                )));
            }
        }
        self.ledger.tally.checked += self.keys.len() as u64;
        Ok(())
    }
}

impl Actor for Identities {
    fn step(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        self.change_something(stage)
    }

    fn check(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let found = self.read(stage)?;
        self.ledger.compare(found)?;
        self.check_keys(stage)
    }

    fn tally(&mut self) -> &mut Tally {
        &mut self.ledger.tally
    }

    fn name(&self) -> &str {
        self.name
    }
}
