//! Several policies as one, merged and indexed.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::{
    compile::{Compiled, CompiledStatement, Grant, View},
    decision::Layer,
    document::Effect,
    request::Request,
    source::{PolicySource, SourcedPolicy, StatementRef},
    trace::Tracer,
};

mod index;
mod prefixes;

use index::{Candidate, Index, Remains};

/// Several policies as one, with an index by action and resource: those of a user with its groups,
/// of a role, of a resource, of one level of an organisation.
///
/// Building it costs about as much as reading the policies once, so it is built when a policy or an
/// attachment changes and kept. Principals with the same policies can share one.
#[derive(Debug, Default)]
pub struct PolicySet {
    policies: Box<[Arc<SourcedPolicy>]>,
    statements: Box<[StatementId]>,
    index: Index,
}

/// Where a statement stands.
#[derive(Clone, Copy, Debug)]
struct StatementId {
    policy: u32,
    statement: u32,
}

/// A request with what all layers ask of it.
pub(crate) struct Asked<'a> {
    request: &'a Request<'a>,
    /// The action in lower case.
    action: &'a str,
}

/// What one layer says to a request. Statements are numbers, for a [`PolicySet`] to name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Verdict {
    /// The first statement that denies.
    pub(crate) denied: Option<u32>,
    /// The first statements that allow, by how closely they name the caller; unless one denies.
    allowed: [Option<u32>; 3],
}

impl Verdict {
    /// The first statement that allows and names the caller at least so closely.
    pub(crate) fn allowed(&self, least: Grant) -> Option<u32> {
        let grants = self.allowed.iter().skip(least as usize);
        grants.copied().flatten().min()
    }

    fn allow(&mut self, grant: Grant, statement: u32) {
        if let Some(first) = self.allowed.get_mut(grant as usize) {
            *first = Some(first.map_or(statement, |first| first.min(statement)));
        }
    }

    /// Whether a statement that allows could still change anything.
    fn may_gain_by(&self, statement: u32) -> bool {
        self.allowed(Grant::Whole)
            .is_none_or(|first| statement < first)
    }
}

impl<'a> Asked<'a> {
    pub(crate) fn new(request: &'a Request<'a>, action: &'a LowerCase) -> Self {
        Self {
            request,
            action: action.as_str(),
        }
    }

    /// The action in lower case.
    pub(crate) fn action(&self) -> &'a str {
        self.action
    }
}

impl PolicySet {
    /// Merges policies. Their order counts only for which statement a decision names.
    pub fn new(policies: impl IntoIterator<Item = (PolicySource, Arc<Compiled>)>) -> Self {
        let policies: Box<[_]> = policies
            .into_iter()
            .map(|(source, compiled)| Arc::new(SourcedPolicy { source, compiled }))
            .collect();
        let statements: Box<[_]> = (0..)
            .zip(&policies)
            .flat_map(|(policy, sourced)| {
                let count = sourced.compiled.statements().len();
                (0..)
                    .take(count)
                    .map(move |statement| StatementId { policy, statement })
            })
            .collect();
        let all = policies
            .iter()
            .flat_map(|sourced| sourced.compiled.statements());
        let index = Index::new(all);
        Self {
            policies,
            statements,
            index,
        }
    }

    /// Where the policies come from, in the order in which they were given.
    pub fn sources(&self) -> impl Iterator<Item = &PolicySource> {
        self.policies.iter().map(|sourced| &sourced.source)
    }

    /// How many statements there are.
    pub fn statement_count(&self) -> usize {
        self.statements.len()
    }

    /// About how many bytes it takes, without the compiled policies, which sets share.
    pub fn heap_bytes(&self) -> usize {
        self.index.heap_bytes()
            + self.policies.len() * size_of::<SourcedPolicy>()
            + self.statements.len() * size_of::<StatementId>()
    }

    /// What these policies, as a layer, say to a request.
    pub(crate) fn evaluate<T: Tracer>(
        &self,
        layer: Layer,
        asked: &Asked<'_>,
        view: &View<'_>,
        tracer: &mut T,
    ) -> Verdict {
        if T::ON {
            return self.evaluate_all(layer, asked, view, tracer);
        }
        let mut verdict = Verdict::default();
        let resource = asked.request.resource();
        let denies = self
            .index
            .candidates(asked.action(), resource, Effect::Deny);
        for candidate in denies {
            let is_first = verdict
                .denied
                .is_none_or(|first| candidate.statement < first);
            if is_first && self.matches(candidate, asked, view, tracer).is_some() {
                verdict.denied = Some(candidate.statement);
            }
        }
        if verdict.denied.is_some() {
            return verdict;
        }
        let allows = self
            .index
            .candidates(asked.action(), resource, Effect::Allow);
        for candidate in allows {
            if verdict.may_gain_by(candidate.statement)
                && let Some(grant) = self.matches(candidate, asked, view, tracer)
            {
                verdict.allow(grant, candidate.statement);
            }
        }
        verdict
    }

    /// The statement of a number.
    pub(crate) fn reference(&self, number: u32) -> Option<StatementRef> {
        let id = self.statements.get(number as usize)?;
        let policy = self.policies.get(id.policy as usize)?;
        Some(StatementRef::new(policy, id.statement))
    }

    /// Looks at every statement, for a tracer that records.
    fn evaluate_all<T: Tracer>(
        &self,
        layer: Layer,
        asked: &Asked<'_>,
        view: &View<'_>,
        tracer: &mut T,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        for statement in (0..).take(self.statements.len()) {
            let Some(reference) = self.reference(statement) else {
                continue;
            };
            let effect = reference.effect();
            tracer.statement(layer, reference);
            let candidate = Candidate {
                statement,
                action: Remains::Element,
                resource: Remains::Element,
            };
            let Some(grant) = self.matches(&candidate, asked, view, tracer) else {
                continue;
            };
            match effect {
                Effect::Deny => verdict.denied = verdict.denied.or(Some(statement)),
                Effect::Allow => verdict.allow(grant, statement),
            }
        }
        if verdict.denied.is_some() {
            verdict.allowed = Default::default();
        }
        verdict
    }

    /// How closely a candidate matches: its action, its resource, then the rest; `None` if it does
    /// not.
    fn matches<T: Tracer>(
        &self,
        candidate: &Candidate,
        asked: &Asked<'_>,
        view: &View<'_>,
        tracer: &mut T,
    ) -> Option<Grant> {
        let statement = self.statement(candidate.statement)?;
        let action = match candidate.action {
            Remains::Nothing => true,
            Remains::Pattern(pattern) => statement.action_pattern_matches(pattern, asked.action()),
            Remains::Element => {
                statement.action_matches(asked.action(), asked.request.action(), tracer)
            }
        };
        let resource = action
            && match candidate.resource {
                Remains::Nothing => true,
                Remains::Pattern(pattern) => {
                    statement.resource_pattern_matches(pattern, asked.request)
                }
                Remains::Element => statement.resource_matches(asked.request, view, tracer),
            };
        if !resource {
            return None;
        }
        statement.rest_matches(asked.request, view, tracer)
    }

    fn statement(&self, number: u32) -> Option<&CompiledStatement> {
        let id = self.statements.get(number as usize)?;
        self.policies
            .get(id.policy as usize)?
            .compiled
            .statement(id.statement)
    }
}

/// An action in lower case, on the stack if it has at most 128 bytes, as all of AWS's have.
pub(crate) struct LowerCase(SmallVec<[u8; 128]>);

impl LowerCase {
    pub(crate) fn new(text: &str) -> Self {
        let mut bytes = SmallVec::from_slice(text.as_bytes());
        bytes.make_ascii_lowercase();
        Self(bytes)
    }

    fn as_str(&self) -> &str {
        // Lower case of ASCII letters leaves UTF-8 what it is.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}
