//! The policies of one principal, merged and indexed.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::{
    compile::{Compiled, CompiledStatement},
    decision::Layer,
    document::Effect,
    request::Request,
    source::{PolicySource, SourcedPolicy, StatementRef},
    trace::{Check, Tracer},
};

mod index;

use index::{ActionCheck, Candidate, Index};

/// Several policies as one, with an index by action: those of a user, of its groups, of a role.
///
/// Building it costs about as much as reading the policies once, so it is built when a policy or an
/// attachment changes and kept. Principals with the same policies can share one.
#[derive(Debug, Default)]
pub struct PrincipalPolicies {
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

/// What one layer says to a request.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// A statement denies.
    Denied(StatementRef),
    /// Nothing denies and a statement allows.
    Allowed(StatementRef),
    /// No statement matches.
    Nothing,
}

impl PrincipalPolicies {
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

    /// What these policies, as a layer, say to a request.
    pub(crate) fn evaluate<T: Tracer>(
        &self,
        layer: Layer,
        request: &Request<'_>,
        tracer: &mut T,
    ) -> Verdict {
        let action = LowerCase::new(request.action());
        let asked = Asked {
            request,
            action: action.as_str(),
        };
        if T::ON {
            return self.evaluate_all(layer, &asked, tracer);
        }
        if let Some(statement) = self.first_match(Effect::Deny, &asked, tracer) {
            return Verdict::Denied(statement);
        }
        match self.first_match(Effect::Allow, &asked, tracer) {
            Some(statement) => Verdict::Allowed(statement),
            None => Verdict::Nothing,
        }
    }

    /// The first statement of an effect that matches, found through the index.
    fn first_match<T: Tracer>(
        &self,
        effect: Effect,
        asked: &Asked<'_>,
        tracer: &mut T,
    ) -> Option<StatementRef> {
        let mut best: Option<u32> = None;
        for candidates in self.index.candidates(asked.action, effect) {
            let better = candidates
                .iter()
                .take_while(|candidate| best.is_none_or(|best| candidate.statement < best))
                .find(|candidate| self.matches(candidate, asked, tracer));
            best = better.map(|candidate| candidate.statement).or(best);
        }
        best.and_then(|statement| self.reference(statement))
    }

    /// Looks at every statement, for a tracer that records.
    fn evaluate_all<T: Tracer>(&self, layer: Layer, asked: &Asked<'_>, tracer: &mut T) -> Verdict {
        let mut verdict = Verdict::Nothing;
        for number in (0..).take(self.statements.len()) {
            let Some(statement) = self.reference(number) else {
                continue;
            };
            tracer.statement(layer, statement.clone());
            let candidate = Candidate {
                statement: number,
                action: ActionCheck::Element,
            };
            if !self.matches(&candidate, asked, tracer) {
                continue;
            }
            verdict = match (verdict, statement.effect()) {
                (Verdict::Denied(first), _) => Verdict::Denied(first),
                (_, Effect::Deny) => Verdict::Denied(statement),
                (Verdict::Allowed(first), Effect::Allow) => Verdict::Allowed(first),
                (Verdict::Nothing, Effect::Allow) => Verdict::Allowed(statement),
            };
        }
        verdict
    }

    /// Whether a candidate matches: its action, then its resource, then its conditions.
    fn matches<T: Tracer>(&self, candidate: &Candidate, asked: &Asked<'_>, tracer: &mut T) -> bool {
        let Some(statement) = self.statement(candidate.statement) else {
            return false;
        };
        let action = match candidate.action {
            ActionCheck::Known => true,
            ActionCheck::Pattern(pattern) => {
                statement.action_pattern_matches(pattern, asked.action)
            }
            ActionCheck::Element => {
                let (element, matched, at) = statement.action_matches(asked.action);
                if T::ON {
                    tracer.check(Check {
                        element,
                        matched,
                        seen: asked.request.action(),
                        at,
                    });
                }
                matched
            }
        };
        action && statement.rest_matches(asked.request, tracer)
    }

    fn statement(&self, number: u32) -> Option<&CompiledStatement> {
        let id = self.statements.get(number as usize)?;
        self.policies
            .get(id.policy as usize)?
            .compiled
            .statement(id.statement)
    }

    fn reference(&self, number: u32) -> Option<StatementRef> {
        let id = self.statements.get(number as usize)?;
        let policy = self.policies.get(id.policy as usize)?;
        Some(StatementRef::new(policy, id.statement))
    }
}

/// A request with its action in lower case.
struct Asked<'a> {
    request: &'a Request<'a>,
    action: &'a str,
}

/// An action in lower case, on the stack if it has at most 128 bytes, as all of AWS's have.
struct LowerCase(SmallVec<[u8; 128]>);

impl LowerCase {
    fn new(text: &str) -> Self {
        let mut bytes = SmallVec::from_slice(text.as_bytes());
        bytes.make_ascii_lowercase();
        Self(bytes)
    }

    fn as_str(&self) -> &str {
        // Lower case of ASCII letters leaves UTF-8 what it is.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}
