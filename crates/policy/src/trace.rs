//! Why a decision came out as it did.

use crate::{decision::Layer, position::Position, source::StatementRef};

/// Watches a decision being made.
///
/// The code that decides is the same with every tracer. With [`Tracer::ON`] false the calls are
/// compiled away, and statements that the index rules out are not looked at; with it true every
/// statement is.
pub trait Tracer {
    /// Whether anything is recorded.
    const ON: bool;

    /// A statement is looked at; the checks that follow are its.
    fn statement(&mut self, layer: Layer, statement: StatementRef);

    /// An element of the statement matched or failed. A statement matches when all its checks did;
    /// the first that fails is its last.
    fn check(&mut self, check: Check<'_>);
}

/// What became of one element of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// The element.
    pub element: Element,
    /// Whether it lets the statement match. (`NotAction` matches when none of its patterns does.)
    pub matched: bool,
    /// The value of the request that it was compared with.
    pub seen: &'a str,
    /// Where the pattern stands that decided, or else the element.
    pub at: Position,
}

/// The elements of a statement that decide whether it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Element {
    /// `Action`.
    Action,
    /// `NotAction`.
    NotAction,
    /// `Resource`.
    Resource,
    /// `NotResource`.
    NotResource,
    /// `Condition`.
    Condition,
    /// Something that is not understood: its Allow never matches, its Deny always does.
    Unknown,
}

/// Records nothing and costs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTrace;

impl Tracer for NoTrace {
    const ON: bool = false;

    fn statement(&mut self, _layer: Layer, _statement: StatementRef) {}

    fn check(&mut self, _check: Check<'_>) {}
}

/// Records every statement that was looked at.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    statements: Vec<TracedStatement>,
}

impl Trace {
    /// The statements, in the order of the layers, then of the policies.
    pub fn statements(&self) -> &[TracedStatement] {
        &self.statements
    }
}

/// What became of one statement.
#[derive(Clone, Debug)]
pub struct TracedStatement {
    /// The layer that it stands in.
    pub layer: Layer,
    /// The statement.
    pub statement: StatementRef,
    /// Its checks; the last may have failed.
    pub checks: Vec<TracedCheck>,
}

impl TracedStatement {
    /// Whether the statement matched.
    pub fn matched(&self) -> bool {
        self.checks.iter().all(|check| check.matched)
    }
}

/// A [`Check`] that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedCheck {
    /// The element.
    pub element: Element,
    /// Whether it let the statement match.
    pub matched: bool,
    /// The value of the request that it was compared with.
    pub seen: String,
    /// Where the pattern stands that decided, or else the element.
    pub at: Position,
}

impl Tracer for Trace {
    const ON: bool = true;

    fn statement(&mut self, layer: Layer, statement: StatementRef) {
        self.statements.push(TracedStatement {
            layer,
            statement,
            checks: Vec::new(),
        });
    }

    fn check(&mut self, check: Check<'_>) {
        let Some(statement) = self.statements.last_mut() else {
            return;
        };
        statement.checks.push(TracedCheck {
            element: check.element,
            matched: check.matched,
            seen: check.seen.to_owned(),
            at: check.at,
        });
    }
}
