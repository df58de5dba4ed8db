//! From what a document says to what it means.

use crate::{
    document::{Document, Effect, Located, Patterns, Statement, Version},
    position::{Position, Span},
    request::Request,
    trace::{Check, Element, Seen, Tracer},
};

mod action;
mod arn_pattern;
mod condition;
mod principal;
mod resource;
mod text_pattern;
mod variable;

pub(crate) use action::ActionPattern;
use condition::Conditions;
use principal::{EntityAt, PrincipalMatcher};
pub(crate) use principal::{Grant, PrincipalRule, View};
pub(crate) use resource::ResourcePattern;

/// A document, compiled: compact, immutable, ready to decide. Share it in an
/// [`Arc`](std::sync::Arc).
#[derive(Debug)]
pub struct Compiled {
    statements: Box<[CompiledStatement]>,
}

impl Compiled {
    /// See [`Document::compile_with_entities`].
    pub(crate) fn new(document: &Document, entity: EntityAt<'_>) -> Self {
        let version = document
            .version
            .as_ref()
            .map_or(Version::V2008, |version| version.value);
        let compile = |statement: &Located<Statement>| {
            CompiledStatement::new(statement, version, &mut *entity)
        };
        Self {
            statements: document.statements.iter().map(compile).collect(),
        }
    }

    pub(crate) fn statements(&self) -> &[CompiledStatement] {
        &self.statements
    }

    pub(crate) fn statement(&self, index: u32) -> Option<&CompiledStatement> {
        self.statements.get(index as usize)
    }
}

/// A statement, compiled.
#[derive(Debug)]
pub(crate) struct CompiledStatement {
    sid: Option<Box<str>>,
    span: Span,
    effect: Effect,
    actions: Matcher<ActionPattern>,
    resources: Matcher<ResourcePattern>,
    principal: Option<PrincipalMatcher>,
    conditions: Conditions,
    /// Where something stands that AWS would not have taken.
    unknown: Option<Position>,
}

/// `Action` or `Resource`, or a complement.
#[derive(Debug)]
struct Matcher<P> {
    element: Element,
    negated: bool,
    /// Whether the element is missing or has no value: it matches everything in a Deny and nothing
    /// in an Allow, its complement too.
    missing: bool,
    at: Position,
    patterns: Box<[P]>,
    /// Where each pattern stands.
    places: Box<[Position]>,
}

impl CompiledStatement {
    fn new(statement: &Located<Statement>, version: Version, entity: EntityAt<'_>) -> Self {
        let Located { value, span } = statement;
        let effect = value.effect.value.effect;
        let sid = value.sid.as_ref().map(|sid| sid.value.clone());
        let at = span.start;
        Self {
            sid: sid.filter(|sid| !sid.is_empty()),
            span: *span,
            effect,
            actions: Matcher::new(
                value.action.as_ref(),
                [Element::Action, Element::NotAction],
                at,
                ActionPattern::new,
            ),
            resources: Matcher::new(
                value.resource.as_ref(),
                [Element::Resource, Element::NotResource],
                at,
                |text| ResourcePattern::new(text, version),
            ),
            principal: value
                .principal
                .as_ref()
                .map(|element| PrincipalMatcher::new(&element.value, element.span.start, entity)),
            conditions: value
                .condition
                .as_ref()
                .map(|block| Conditions::new(&block.value, version))
                .unwrap_or_default(),
            unknown: (!value.effect.value.is_exact()).then_some(value.effect.span.start),
        }
    }

    pub(crate) fn sid(&self) -> Option<&str> {
        self.sid.as_deref()
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    pub(crate) fn effect(&self) -> Effect {
        self.effect
    }

    /// The patterns of `Action`; `None` if the statement has `NotAction`, or neither.
    pub(crate) fn action_patterns(&self) -> Option<&[ActionPattern]> {
        self.actions.plain_patterns()
    }

    /// The patterns of `Resource`; `None` if the statement has `NotResource`, or neither.
    pub(crate) fn resource_patterns(&self) -> Option<&[ResourcePattern]> {
        self.resources.plain_patterns()
    }

    /// Whether the pattern of that number in `Action` matches an action in lower case.
    pub(crate) fn action_pattern_matches(&self, pattern: u32, action: &str) -> bool {
        let pattern = self.actions.patterns.get(pattern as usize);
        pattern.is_some_and(|pattern| pattern.matches(action))
    }

    /// Whether the pattern of that number in `Resource` matches.
    pub(crate) fn resource_pattern_matches(&self, pattern: u32, request: &Request<'_>) -> bool {
        let pattern = self.resources.patterns.get(pattern as usize);
        pattern.is_some_and(|pattern| pattern.matches(request))
    }

    /// Whether `Action` or `NotAction` matches an action in lower case.
    pub(crate) fn action_matches<T: Tracer>(
        &self,
        action: &str,
        seen: &str,
        tracer: &mut T,
    ) -> bool {
        let found = self.actions.find(|pattern| pattern.matches(action));
        let matched = self.actions.says(found, self.effect == Effect::Deny);
        self.actions.tell(found, matched, seen, tracer);
        matched
    }

    /// Whether `Resource` or `NotResource` matches. A trust policy has neither, and means its role.
    pub(crate) fn resource_matches<T: Tracer>(
        &self,
        request: &Request<'_>,
        view: &View<'_>,
        tracer: &mut T,
    ) -> bool {
        let found = self.resources.find(|pattern| pattern.matches(request));
        let if_missing = view.is_trust || self.effect == Effect::Deny;
        let matched = self.resources.says(found, if_missing);
        self.resources
            .tell(found, matched, request.resource(), tracer);
        matched
    }

    /// How closely all that is neither action nor resource matches; `None` if it does not.
    pub(crate) fn rest_matches<T: Tracer>(
        &self,
        request: &Request<'_>,
        view: &View<'_>,
        tracer: &mut T,
    ) -> Option<Grant> {
        let principal = self.principal.as_ref();
        let grant =
            PrincipalMatcher::grant(principal, (self.effect, self.span.start), view, tracer)?;
        let holds =
            self.is_understood(tracer) && self.conditions.hold(self.effect, request, tracer);
        holds.then_some(grant)
    }

    /// SECURITY: what cannot be understood never allows and always denies.
    fn is_understood<T: Tracer>(&self, tracer: &mut T) -> bool {
        let Some(at) = self.unknown else { return true };
        let matched = self.effect == Effect::Deny;
        if T::ON {
            tracer.check(Check {
                element: Element::Unknown,
                matched,
                seen: Seen::Nothing,
                at,
            });
        }
        matched
    }
}

impl<P> Matcher<P> {
    fn new(
        patterns: Option<&Located<Patterns>>,
        [plain, complement]: [Element; 2],
        statement: Position,
        compile: impl Fn(&str) -> P,
    ) -> Self {
        let patterns = patterns.filter(|patterns| !patterns.value.values.is_empty());
        let Some(Located { value, span }) = patterns else {
            return Self {
                element: plain,
                negated: false,
                missing: true,
                at: statement,
                patterns: Box::default(),
                places: Box::default(),
            };
        };
        let patterns = value.values.iter();
        Self {
            element: if value.negated { complement } else { plain },
            negated: value.negated,
            missing: false,
            at: span.start,
            patterns: patterns.clone().map(|each| compile(&each.value)).collect(),
            places: patterns.map(|each| each.span.start).collect(),
        }
    }

    /// The patterns, unless there is a complement or nothing.
    fn plain_patterns(&self) -> Option<&[P]> {
        (!self.negated && !self.missing).then_some(&self.patterns)
    }

    /// The first pattern that fits.
    fn find(&self, fits: impl FnMut(&P) -> bool) -> Option<usize> {
        self.patterns.iter().position(fits)
    }

    /// Whether the element matches, or, if it is missing, what that means.
    fn says(&self, found: Option<usize>, if_missing: bool) -> bool {
        if self.missing {
            if_missing
        } else {
            found.is_some() != self.negated
        }
    }

    fn tell<T: Tracer>(&self, found: Option<usize>, matched: bool, seen: &str, tracer: &mut T) {
        if T::ON {
            let place = found.and_then(|pattern| self.places.get(pattern));
            tracer.check(Check {
                element: self.element,
                matched,
                seen: Seen::Text(seen),
                at: place.copied().unwrap_or(self.at),
            });
        }
    }
}
