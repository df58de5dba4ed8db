//! From an action and a resource to the statements that may match them.

use super::prefixes::{Key, Stretch, Trees};
use crate::{
    compile::{ActionPattern, CompiledStatement, ResourcePattern},
    document::Effect,
    glob::Glob,
};

/// Finds statements by action, then by resource, each by a whole text or by the plain text that a
/// pattern begins with. Denying and allowing ones are kept apart, so that a request looks at no
/// more than it must.
///
/// LIMIT: a statement stands here at most once for each pair of its actions and resources, or, if
/// that is more than [`PAIRS_PER_PATTERN_MAX`] for each of them, once for each of its actions. So an
/// index grows as its documents do.
#[derive(Debug, Default)]
pub(super) struct Index {
    denies: Side,
    allows: Side,
}

const PAIRS_PER_PATTERN_MAX: usize = 4;

/// A statement that may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Its number among all statements of the set.
    pub(super) statement: u32,
    /// What must still be asked about its action.
    pub(super) action: Remains,
    /// What must still be asked about its resource.
    pub(super) resource: Remains,
}

/// What the way to a candidate does not yet say about one of its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remains {
    /// Nothing: the element matches.
    Nothing,
    /// Whether this pattern of the element matches.
    Pattern(u32),
    /// Whether the element as a whole matches.
    Element,
}

/// The statements of one effect.
#[derive(Debug, Default)]
struct Side {
    /// One tree: from actions to trees of resources.
    actions: Trees<u32>,
    /// From resources to stretches of the candidates.
    resources: Trees<Stretch>,
    candidates: Vec<Candidate>,
}

impl Index {
    /// Indexes statements by their numbers: the first is 0.
    pub(super) fn new<'a>(statements: impl Iterator<Item = &'a CompiledStatement>) -> Self {
        let mut denies = Vec::new();
        let mut allows = Vec::new();
        for (number, statement) in (0..).zip(statements) {
            match statement.effect() {
                Effect::Deny => add_actions(number, statement, &mut denies),
                Effect::Allow => add_actions(number, statement, &mut allows),
            }
        }
        Self {
            denies: Side::new(denies),
            allows: Side::new(allows),
        }
    }

    /// The bytes that it takes.
    pub(super) fn heap_bytes(&self) -> usize {
        self.denies.heap_bytes() + self.allows.heap_bytes()
    }

    /// The statements of an effect that may match an action in lower case and a resource.
    pub(super) fn candidates(
        &self,
        action: &str,
        resource: &str,
        effect: Effect,
    ) -> impl Iterator<Item = &Candidate> {
        let side = match effect {
            Effect::Deny => &self.denies,
            Effect::Allow => &self.allows,
        };
        side.actions
            .matching(Side::ACTIONS_ROOT, action)
            .flat_map(move |root| side.resources.matching(root, resource))
            .flat_map(|stretch| stretch.of_list(&side.candidates))
    }
}

/// A statement under one of its actions.
#[derive(Clone, Copy)]
struct OfAction<'a> {
    action: Key<'a>,
    number: u32,
    remains: Remains,
    statement: &'a CompiledStatement,
}

impl OfAction<'_> {
    fn order(&self) -> impl Ord {
        (self.action, self.number, self.remains)
    }

    /// Whether another stands for the same, but for the action.
    fn is_like(&self, other: &Self) -> bool {
        (self.number, self.remains) == (other.number, other.remains)
    }
}

impl Side {
    const ACTIONS_ROOT: u32 = 0;

    fn heap_bytes(&self) -> usize {
        self.actions.heap_bytes()
            + self.resources.heap_bytes()
            + self.candidates.capacity() * size_of::<Candidate>()
    }

    fn new(mut statements: Vec<OfAction<'_>>) -> Self {
        // Documents tend to be sorted, and this sort makes use of it.
        statements.sort_by(|one, next| one.order().cmp(&next.order()));
        statements.dedup_by(|one, next| one.action == next.action && one.is_like(next));
        let mut side = Self::default();
        let mut actions: Vec<(Key<'_>, u32)> = Vec::new();
        let mut last: &[OfAction<'_>] = &[];
        for group in statements.chunk_by(|one, next| one.action == next.action) {
            let Some(first) = group.first() else { continue };
            // Neighbours often stand in the same statements: then one tree does for both.
            let root = match actions.last() {
                Some((_, root)) if are_alike(last, group) => *root,
                _ => side.plant_resources(group),
            };
            actions.push((first.action, root));
            last = group;
        }
        side.actions.plant(&actions);
        side.actions.shrink();
        side.resources.shrink();
        side.candidates.shrink_to_fit();
        side
    }

    /// Plants the tree of the resources of one action's statements.
    fn plant_resources(&mut self, statements: &[OfAction<'_>]) -> u32 {
        let mut candidates: Vec<(Key<'_>, Candidate)> = Vec::new();
        for statement in statements {
            add_resources(statement, &mut candidates);
        }
        candidates.sort();
        candidates.dedup();
        let mut resources: Vec<(Key<'_>, Stretch)> = Vec::new();
        for group in candidates.chunk_by(|(one, _), (next, _)| one == next) {
            let Some((key, _)) = group.first() else {
                continue;
            };
            let start = self.candidates.len();
            self.candidates
                .extend(group.iter().map(|(_, candidate)| *candidate));
            resources.push((*key, Stretch::of(start..self.candidates.len())));
        }
        self.resources.plant(&resources)
    }
}

fn are_alike(one: &[OfAction<'_>], other: &[OfAction<'_>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_like(other))
}

/// Every text, as a beginning.
const ANY: Key<'_> = Key {
    text: "",
    is_whole: false,
};

fn add_actions<'a>(
    number: u32,
    statement: &'a CompiledStatement,
    statements: &mut Vec<OfAction<'a>>,
) {
    let mut add = |(action, remains)| {
        statements.push(OfAction {
            action,
            number,
            remains,
            statement,
        });
    };
    match statement.action_patterns() {
        Some(patterns) => (0..).zip(patterns).map(action_key).for_each(add),
        None => add((ANY, Remains::Element)),
    }
}

fn add_resources<'a>(of: &OfAction<'a>, candidates: &mut Vec<(Key<'a>, Candidate)>) {
    let mut add = |(key, resource)| {
        let candidate = Candidate {
            statement: of.number,
            action: of.remains,
            resource,
        };
        candidates.push((key, candidate));
    };
    let action_count = of.statement.action_patterns().map_or(1, <[_]>::len);
    let patterns = of.statement.resource_patterns().filter(|patterns| {
        let pairs = patterns.len().saturating_mul(action_count);
        pairs <= PAIRS_PER_PATTERN_MAX * (patterns.len() + action_count)
    });
    match patterns {
        Some(patterns) => (0..).zip(patterns).map(resource_key).for_each(add),
        None => add((ANY, Remains::Element)),
    }
}

fn action_key((place, pattern): (u32, &ActionPattern)) -> (Key<'_>, Remains) {
    match pattern {
        ActionPattern::Any => (ANY, Remains::Nothing),
        ActionPattern::Exact(action) => (whole(action), Remains::Nothing),
        ActionPattern::Prefix(text) => (beginning(text), Remains::Nothing),
        ActionPattern::Glob(glob) => glob_key(place, glob, true),
    }
}

fn resource_key((place, pattern): (u32, &ResourcePattern)) -> (Key<'_>, Remains) {
    match pattern.glob() {
        None => (ANY, Remains::Nothing),
        Some(glob) => glob_key(place, glob, pattern.is_constant()),
    }
}

fn glob_key(place: u32, glob: &Glob, is_constant: bool) -> (Key<'_>, Remains) {
    match glob.as_exact() {
        Some(text) if is_constant => (whole(text), Remains::Nothing),
        // An empty beginning is that of `*` alone, which an action without a resource needs.
        _ if is_constant && glob.is_prefix() && !glob.prefix().is_empty() => {
            (beginning(glob.prefix()), Remains::Nothing)
        }
        _ => (beginning(glob.prefix()), Remains::Pattern(place)),
    }
}

fn whole(text: &str) -> Key<'_> {
    Key {
        text,
        is_whole: true,
    }
}

fn beginning(text: &str) -> Key<'_> {
    Key {
        text,
        is_whole: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObject"], "Resource": "arn:aws:s3:::b/*"},
        {"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"], "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:Get*Acl", "Resource": "arn:aws:s3:::*/x"},
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::b/c"},
        {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::b/*"},
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}"}
    ]}"#;

    #[track_caller]
    fn check(effect: Effect, action: &str, resource: &str, expect: &[(u32, Remains, Remains)]) {
        let compiled = Document::parse(POLICY).unwrap().compile();
        let index = Index::new(compiled.statements().iter());
        let mut found: Vec<_> = index
            .candidates(action, resource, effect)
            .map(|found| (found.statement, found.action, found.resource))
            .collect();
        found.sort();
        assert_eq!(found, expect);
    }

    #[test]
    fn what_cannot_match_is_not_found() {
        use Remains::{Element, Nothing, Pattern};
        let expect = [
            (0, Nothing, Nothing),
            (1, Nothing, Nothing),
            (2, Pattern(0), Pattern(0)),
            (3, Element, Nothing),
            (5, Nothing, Pattern(0)),
        ];
        check(Effect::Allow, "s3:getobject", "arn:aws:s3:::b/c", &expect);
        let expect = [(1, Nothing, Nothing), (2, Pattern(0), Pattern(0))];
        check(
            Effect::Allow,
            "s3:getobjectacl",
            "arn:aws:s3:::d/x",
            &expect,
        );
        check(Effect::Allow, "s3:putx", "*", &[(1, Nothing, Nothing)]);
        check(Effect::Allow, "sqs:sendmessage", "*", &[]);
        check(Effect::Deny, "a:b", "*", &[(4, Nothing, Element)]);
    }

    #[test]
    fn neighbours_in_the_same_statements_share_a_tree() {
        let text = r#"{"Statement": {"Effect": "Allow", "Action": ["a:A*", "a:B", "a:C*"],
            "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::c"]}}"#;
        let compiled = Document::parse(text).unwrap().compile();
        let index = Index::new(compiled.statements().iter());
        assert_eq!(index.allows.candidates.len(), 2);
    }
}
