//! From an action to the statements that may match it.

use std::{collections::HashMap, ops::Range, sync::Arc};

use crate::{
    compile::{ActionPattern, CompiledStatement},
    document::Effect,
};

/// Finds statements by action. Denying and allowing ones are kept apart, so that a request looks at
/// no more than it must.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// By a whole action, such as `iam:getuser`.
    exact: HashMap<Arc<str>, Bucket>,
    /// By the service of patterns such as `iam:get*`.
    service: HashMap<Arc<str>, Bucket>,
    /// `*`, `NotAction`, and patterns whose service has a wildcard.
    general: Bucket,
    candidates: Box<[Candidate]>,
}

/// A statement that may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Its number among all statements of the principal.
    pub(super) statement: u32,
    /// What must still be asked about its action.
    pub(super) action: ActionCheck,
}

/// What the way to a candidate does not yet say about its action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ActionCheck {
    /// Nothing: the action matches.
    Known,
    /// Whether this pattern of the statement matches.
    Pattern(u32),
    /// Whether the statement's `Action` or `NotAction` as a whole matches.
    Element,
}

/// A stretch of [`Index::candidates`]: first those that deny, then those that allow, each in the
/// order of their numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    start: u32,
    allows: u32,
    end: u32,
}

impl Index {
    /// Indexes statements by their numbers: the first is 0.
    pub(super) fn new<'a>(statements: impl Iterator<Item = &'a CompiledStatement>) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for (number, statement) in (0..).zip(statements) {
            add_entries(number, statement, &mut entries);
        }
        entries.sort_unstable();
        entries.dedup();

        let mut index = Self::default();
        let mut start = 0;
        for group in entries.chunk_by(|one, next| one.key == next.key) {
            let Some(first) = group.first() else { continue };
            let bucket = Bucket::new(start, group);
            start = bucket.end;
            match &first.key {
                Key::Exact(action) => drop(index.exact.insert(Arc::clone(action), bucket)),
                Key::Service(service) => drop(index.service.insert(Arc::clone(service), bucket)),
                Key::General => index.general = bucket,
            }
        }
        index.candidates = entries.into_iter().map(|entry| entry.candidate).collect();
        index
    }

    /// The statements of an effect that may match an action in lower case: three lists, each in the
    /// order of the statements' numbers.
    pub(super) fn candidates(&self, action: &str, effect: Effect) -> [&[Candidate]; 3] {
        let service = action.split(':').next().unwrap_or_default();
        let exact = self.exact.get(action).copied().unwrap_or_default();
        let service = self.service.get(service).copied().unwrap_or_default();
        [exact, service, self.general].map(|bucket| {
            self.candidates
                .get(bucket.range(effect))
                .unwrap_or_default()
        })
    }
}

impl Bucket {
    fn new(start: u32, entries: &[Entry]) -> Self {
        let denies = entries.partition_point(|entry| entry.effect == Effect::Deny);
        let behind = |count: usize| start.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        Self {
            start,
            allows: behind(denies),
            end: behind(entries.len()),
        }
    }

    fn range(self, effect: Effect) -> Range<usize> {
        match effect {
            Effect::Deny => self.start as usize..self.allows as usize,
            Effect::Allow => self.allows as usize..self.end as usize,
        }
    }
}

/// A candidate with where it belongs. Sorted, entries stand as the index keeps them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: Key,
    effect: Effect,
    candidate: Candidate,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Exact(Arc<str>),
    Service(Arc<str>),
    General,
}

fn add_entries(number: u32, statement: &CompiledStatement, entries: &mut Vec<Entry>) {
    let effect = statement.effect();
    let mut add = |key, action| {
        entries.push(Entry {
            key,
            effect,
            candidate: Candidate {
                statement: number,
                action,
            },
        });
    };
    let Some(patterns) = statement.action_patterns() else {
        return add(Key::General, ActionCheck::Element);
    };
    for (place, pattern) in (0..).zip(patterns) {
        match pattern {
            ActionPattern::Any => add(Key::General, ActionCheck::Known),
            ActionPattern::Exact(action) => add(Key::Exact(Arc::clone(action)), ActionCheck::Known),
            ActionPattern::Glob {
                service: Some(service),
                ..
            } => {
                add(
                    Key::Service(Arc::clone(service)),
                    ActionCheck::Pattern(place),
                );
            }
            ActionPattern::Glob { service: None, .. } => {
                add(Key::General, ActionCheck::Pattern(place));
            }
        }
    }
}
