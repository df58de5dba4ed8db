//! From what a document says to what it means.

use crate::{
    document::{Document, Effect, Located, Patterns, Statement, Version},
    position::{Position, Span},
    request::Request,
    trace::{Check, Element, Tracer},
};

mod action;
mod resource;
mod variable;

pub(crate) use action::ActionPattern;
use resource::ResourcePattern;

/// A document, compiled: compact, immutable, ready to decide. Share it in an
/// [`Arc`](std::sync::Arc).
#[derive(Debug)]
pub struct Compiled {
    statements: Box<[CompiledStatement]>,
}

impl Compiled {
    /// Compiles a document; the same as [`Document::compile`].
    pub fn new(document: &Document) -> Self {
        let version = document
            .version
            .as_ref()
            .map_or(Version::V2008, |version| version.value);
        let compile = |statement: &Located<Statement>| CompiledStatement::new(statement, version);
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
    rest: Rest,
}

/// `Action` or `Resource`, or a complement.
#[derive(Debug)]
struct Matcher<P> {
    element: Element,
    negated: bool,
    at: Position,
    patterns: Box<[P]>,
    /// Where each pattern stands.
    places: Box<[Position]>,
}

/// What a statement asks besides its action and its resource.
#[derive(Clone, Copy, Debug)]
enum Rest {
    /// Nothing.
    Nothing,
    /// Conditions, which are not evaluated.
    Condition(Position),
    /// Something that a policy of this kind must not have.
    Unknown(Position),
}

impl CompiledStatement {
    fn new(statement: &Located<Statement>, version: Version) -> Self {
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
                (effect, at),
                ActionPattern::new,
            ),
            resources: Matcher::new(
                value.resource.as_ref(),
                [Element::Resource, Element::NotResource],
                (effect, at),
                |text| ResourcePattern::new(text, version),
            ),
            rest: Rest::new(value),
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

    /// The patterns of `Action`; none if the statement has `NotAction`.
    pub(crate) fn action_patterns(&self) -> Option<&[ActionPattern]> {
        (!self.actions.negated).then_some(&self.actions.patterns)
    }

    /// Whether one of the patterns of `Action` matches an action in lower case.
    pub(crate) fn action_pattern_matches(&self, pattern: u32, action: &str) -> bool {
        let pattern = self.actions.patterns.get(pattern as usize);
        pattern.is_some_and(|pattern| pattern.matches(action))
    }

    /// Whether `Action` or `NotAction` matches an action in lower case, and what decided it.
    pub(crate) fn action_matches(&self, action: &str) -> (Element, bool, Position) {
        self.actions.matches(|pattern| pattern.matches(action))
    }

    /// Whether all but the action matches.
    pub(crate) fn rest_matches<T: Tracer>(&self, request: &Request<'_>, tracer: &mut T) -> bool {
        let (element, matched, at) = self.resources.matches(|pattern| pattern.matches(request));
        if T::ON {
            tracer.check(Check {
                element,
                matched,
                seen: request.resource(),
                at,
            });
        }
        matched && self.rest.holds(self.effect, tracer)
    }
}

impl<P> Matcher<P> {
    /// An element that is missing matches everything in a Deny and nothing in an Allow.
    fn new(
        patterns: Option<&Located<Patterns>>,
        [plain, complement]: [Element; 2],
        (effect, statement): (Effect, Position),
        compile: impl Fn(&str) -> P,
    ) -> Self {
        let Some(Located { value, span }) = patterns else {
            let negated = effect == Effect::Deny;
            let (patterns, places) = (Box::default(), Box::default());
            return Self {
                element: plain,
                negated,
                at: statement,
                patterns,
                places,
            };
        };
        Self {
            element: if value.negated { complement } else { plain },
            negated: value.negated,
            at: span.start,
            patterns: value
                .values
                .iter()
                .map(|pattern| compile(&pattern.value))
                .collect(),
            places: value
                .values
                .iter()
                .map(|pattern| pattern.span.start)
                .collect(),
        }
    }

    fn matches(&self, fits: impl FnMut(&P) -> bool) -> (Element, bool, Position) {
        let found = self.patterns.iter().position(fits);
        let place = found.and_then(|pattern| self.places.get(pattern));
        (
            self.element,
            found.is_some() != self.negated,
            place.copied().unwrap_or(self.at),
        )
    }
}

impl Rest {
    fn new(statement: &Statement) -> Self {
        let condition = statement
            .condition
            .as_ref()
            .filter(|block| !block.value.is_empty());
        match (&statement.principal, condition) {
            (Some(principal), _) => Self::Unknown(principal.span.start),
            _ if !statement.effect.value.is_exact() => Self::Unknown(statement.effect.span.start),
            (None, Some(condition)) => Self::Condition(condition.span.start),
            (None, None) => Self::Nothing,
        }
    }

    /// SECURITY: what cannot be understood never allows and always denies.
    fn holds<T: Tracer>(self, effect: Effect, tracer: &mut T) -> bool {
        let (element, at) = match self {
            Self::Nothing => return true,
            Self::Condition(at) => (Element::Condition, at),
            Self::Unknown(at) => (Element::Unknown, at),
        };
        let matched = effect == Effect::Deny;
        if T::ON {
            tracer.check(Check {
                element,
                matched,
                seen: "",
                at,
            });
        }
        matched
    }
}
