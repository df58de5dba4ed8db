//! What somebody who manages identities has made.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::{UNKNOWN, World, learn_id};

/// Everything below one path, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct IdentityWorld {
    pub(super) users: BTreeMap<String, User>,
    pub(super) groups: BTreeSet<String>,
    pub(super) policies: BTreeMap<String, Policy>,
    pub(super) roles: BTreeMap<String, Role>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct User {
    pub(super) tags: BTreeMap<String, String>,
    /// Policies by name.
    pub(super) inline: BTreeMap<String, String>,
    /// Whether each key is active.
    pub(super) keys: BTreeMap<String, bool>,
    /// Names of policies.
    pub(super) attached: BTreeSet<String>,
    pub(super) groups: BTreeSet<String>,
}

impl User {
    /// Whether it can be deleted.
    pub(super) fn is_bare(&self) -> bool {
        let Self {
            tags: _,
            inline,
            keys,
            attached,
            groups,
        } = self;
        inline.is_empty() && keys.is_empty() && attached.is_empty() && groups.is_empty()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Policy {
    /// Documents by version.
    pub(super) versions: BTreeMap<String, String>,
    pub(super) default: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Role {
    pub(super) trust: String,
    pub(super) inline: BTreeMap<String, String>,
}

impl World for IdentityWorld {
    fn learn(&mut self, found: &Self) {
        for (name, user) in &mut self.users {
            if let Some(found) = found.users.get(name) {
                learn_id(&mut user.keys, &found.keys);
            }
        }
        for (name, policy) in &mut self.policies {
            if let Some(found) = found.policies.get(name) {
                learn_id(&mut policy.versions, &found.versions);
                if policy.default == UNKNOWN {
                    policy.default.clone_from(&found.default);
                }
            }
        }
    }

    fn facts(&self) -> BTreeSet<String> {
        let mut facts = BTreeSet::new();
        for (name, it) in &self.users {
            facts.insert(format!("user {name}"));
            facts.extend(
                it.tags
                    .iter()
                    .map(|fact| format!("user {name} tag {fact:?}")),
            );
            facts.extend(
                it.inline
                    .iter()
                    .map(|fact| format!("user {name} policy {fact:?}")),
            );
            facts.extend(
                it.keys
                    .iter()
                    .map(|fact| format!("user {name} key {fact:?}")),
            );
            facts.extend(
                it.attached
                    .iter()
                    .map(|fact| format!("user {name} attached {fact}")),
            );
            facts.extend(
                it.groups
                    .iter()
                    .map(|fact| format!("user {name} in group {fact}")),
            );
        }
        facts.extend(self.groups.iter().map(|name| format!("group {name}")));
        for (name, it) in &self.policies {
            facts.insert(format!("policy {name} has the default {}", it.default));
            facts.extend(
                it.versions
                    .iter()
                    .map(|fact| format!("policy {name} version {fact:?}")),
            );
        }
        for (name, it) in &self.roles {
            facts.insert(format!("role {name} trusts {}", it.trust));
            facts.extend(
                it.inline
                    .iter()
                    .map(|fact| format!("role {name} policy {fact:?}")),
            );
        }
        facts
    }
}
