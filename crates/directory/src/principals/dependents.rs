//! Which compiled policies hang on a policy or group, or on what an account lets all its users do.

use std::collections::{HashMap, HashSet};

use iamd_ident::AccountId;

use super::{EntityKey, session::SessionKey};

/// LIMIT: how many entries there are. Beyond that, all are given up, with the policies that they are
/// about; those are compiled again when they are needed.
const ENTRIES_MAX: usize = 1_000_000;

/// What compiled policies hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Root {
    /// A policy or group.
    Entity(EntityKey),
    /// The password policy of an account.
    PasswordPolicy(AccountId),
}

/// Whose policies are kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Dependent {
    /// A user or role.
    Principal(EntityKey),
    /// A session.
    Session(SessionKey),
}

/// The dependents of roots.
///
/// Entries may be stale, never missing. They go with the next change of the root; attaching and
/// detaching a policy are such changes of it.
#[derive(Default)]
pub(super) struct Dependents {
    of: HashMap<Root, HashSet<Dependent>>,
    entries: usize,
}

impl Dependents {
    /// Adds an entry for each of `on`. Gives back those whose entries were given up for it.
    pub(super) fn add(&mut self, dependent: Dependent, on: &HashSet<Root>) -> HashSet<Dependent> {
        let mut given_up = HashSet::new();
        if self.entries.saturating_add(on.len()) > ENTRIES_MAX {
            given_up = std::mem::take(self).of.into_values().flatten().collect();
        }
        for root in on {
            if self.of.entry(*root).or_default().insert(dependent) {
                self.entries += 1;
            }
        }
        given_up
    }

    /// Takes out the dependents of a root that changed.
    pub(super) fn of(&mut self, root: &Root) -> HashSet<Dependent> {
        let dependents = self.of.remove(root).unwrap_or_default();
        self.entries = self.entries.saturating_sub(dependents.len());
        dependents
    }
}

#[cfg(test)]
mod tests {
    use iamd_ident::{AccountId, IdKind, UniqueId};
    use iamd_testkit::SeededRandom;

    use super::*;

    fn key(kind: IdKind, random: &SeededRandom) -> EntityKey {
        let account = AccountId::new(1).unwrap();
        (account, UniqueId::random(kind, random))
    }

    #[test]
    fn dependents_go_with_a_change() {
        let random = SeededRandom::new(1);
        let [one, other] = [(); 2].map(|()| Root::Entity(key(IdKind::ManagedPolicy, &random)));
        let user = Dependent::Principal(key(IdKind::User, &random));
        let mut dependents = Dependents::default();
        for _ in 0..2 {
            assert!(
                dependents
                    .add(user, &HashSet::from([one, other]))
                    .is_empty()
            );
        }
        assert_eq!(dependents.entries, 2);
        assert!(dependents.of(&one) == HashSet::from([user]));
        assert!(dependents.of(&one).is_empty());
        assert_eq!(dependents.entries, 1);
    }

    #[test]
    fn too_many_dependents_are_given_up_together() {
        let random = SeededRandom::new(1);
        let policy = Root::Entity(key(IdKind::ManagedPolicy, &random));
        let [old, new] = [(); 2].map(|()| Dependent::Principal(key(IdKind::User, &random)));
        let mut dependents = Dependents::default();
        dependents.add(old, &HashSet::from([policy]));
        dependents.entries = ENTRIES_MAX;
        assert!(dependents.add(new, &HashSet::from([policy])) == HashSet::from([old]));
        assert_eq!(dependents.entries, 1);
        assert!(dependents.of(&policy) == HashSet::from([new]));
    }
}
