//! Why a decision came out as it did.

use std::ops::Range;

use crate::{decision::Layer, position::Position, request::Value, source::StatementRef};

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
    /// the first element that fails is its last. Of conditions all are told, unless an operator is
    /// unknown: then only what is not understood is.
    fn check(&mut self, check: Check<'_>);

    /// A layer was asked; the statements since the layer before are its. Of control policies every
    /// level is told by itself.
    fn layer(&mut self, layer: Layer, says: Says);
}

/// What a layer, or one level of it, says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Says {
    /// A statement of it denies.
    Denies,
    /// A statement of it allows, and none denies. That need not be enough: a resource's policy that
    /// names the caller's account leaves it to the policies of that account.
    Allows,
    /// No statement of it matches.
    Nothing,
}

impl Says {
    /// The word as traces write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Denies => "denies",
            Self::Allows => "allows",
            Self::Nothing => "nothing",
        }
    }
}

/// What became of one element of a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check<'a> {
    /// The element.
    pub element: Element,
    /// Whether it lets the statement match. (`NotAction` matches when none of its patterns does.)
    pub matched: bool,
    /// What of the request it was compared with.
    pub seen: Seen<'a>,
    /// Where the pattern stands that decided, or else the element; for a condition its key.
    pub at: Position,
}

/// What of a request an element was compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen<'a> {
    /// Nothing: the element is not understood.
    Nothing,
    /// The action, the resource, the caller.
    Text(&'a str),
    /// The value of a condition key.
    Key {
        /// The operator as the policy writes it.
        operator: &'a str,
        /// The key as the policy writes it.
        key: &'a str,
        /// The values that the policy compares it with, as the policy writes them.
        wanted: &'a [Box<str>],
        /// Its value; `None` if the request does not have the key, and if the operator is unknown.
        value: Option<Value<'a>>,
    },
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
    /// `Principal`.
    Principal,
    /// `NotPrincipal`.
    NotPrincipal,
    /// A key of `Condition`.
    Condition,
    /// Something that is not understood: its Allow never matches, its Deny always does.
    Unknown,
}

impl Element {
    /// The element as policies and traces write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
            Self::Condition => "Condition",
            Self::Unknown => "Unknown",
        }
    }
}

/// Records nothing and costs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTrace;

impl Tracer for NoTrace {
    const ON: bool = false;

    fn statement(&mut self, _layer: Layer, _statement: StatementRef) {}

    fn check(&mut self, _check: Check<'_>) {}

    fn layer(&mut self, _layer: Layer, _says: Says) {}
}

/// Records every layer that was asked and every statement that was looked at.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    statements: Vec<TracedStatement>,
    layers: Vec<TracedLayer>,
}

impl Trace {
    /// The statements, in the order of the layers, then of the policies.
    pub fn statements(&self) -> &[TracedStatement] {
        &self.statements
    }

    /// The layers, in the order in which they were asked. Of control policies every level is there.
    pub fn layers(&self) -> &[TracedLayer] {
        &self.layers
    }

    /// The statements of one of the layers.
    pub fn statements_of(&self, layer: &TracedLayer) -> &[TracedStatement] {
        let range = layer.statements.clone();
        self.statements.get(range).unwrap_or_default()
    }
}

/// What a layer, or one level of it, said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedLayer {
    /// The layer.
    pub layer: Layer,
    /// What it said.
    pub says: Says,
    /// Which of the statements of the trace are its.
    statements: Range<usize>,
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
    /// The operator and the key, if it is a condition.
    pub condition: Option<(String, String)>,
    /// The values that the policy compares the key with, as it writes them; empty if it is no
    /// condition.
    pub wanted: Vec<String>,
    /// The values of the request that it was compared with: one, but for a condition key with none
    /// or several. `None` if the request does not have the key, and for what is not understood.
    pub seen: Option<Vec<String>>,
    /// Where the pattern stands that decided, or else the element; for a condition its key.
    pub at: Position,
}

impl From<Check<'_>> for TracedCheck {
    fn from(check: Check<'_>) -> Self {
        let (condition, wanted, seen) = match check.seen {
            Seen::Nothing => (None, Vec::new(), None),
            Seen::Text(text) => (None, Vec::new(), Some(vec![clipped(text)])),
            Seen::Key {
                operator,
                key,
                wanted,
                value,
            } => {
                let seen = value.map(|value| match value {
                    Value::One(scalar) => vec![clipped(scalar.text().as_str())],
                    Value::Many(texts) => some(texts.iter().map(String::as_str)),
                    Value::Ambiguous => vec!["(ambiguous)".to_owned()],
                });
                let wanted = some(wanted.iter().map(|text| &**text));
                (Some((clipped(operator), clipped(key))), wanted, seen)
            }
        };
        Self {
            element: check.element,
            matched: check.matched,
            condition,
            wanted,
            seen,
            at: check.at,
        }
    }
}

/// LIMIT: the bytes of a text in a trace, and the values of a key; what is cut ends with `…`.
const TEXT_BYTES_MAX: usize = 4096;
const VALUES_MAX: usize = 100;

fn clipped(text: &str) -> String {
    if text.len() <= TEXT_BYTES_MAX {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(TEXT_BYTES_MAX);
    format!("{}…", text.get(..end).unwrap_or_default())
}

fn some<'t>(texts: impl ExactSizeIterator<Item = &'t str>) -> Vec<String> {
    let is_cut = texts.len() > VALUES_MAX;
    let mut told: Vec<String> = texts.take(VALUES_MAX).map(clipped).collect();
    if is_cut {
        told.push("…".to_owned());
    }
    told
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
        statement.checks.push(check.into());
    }

    fn layer(&mut self, layer: Layer, says: Says) {
        let start = self.layers.last().map_or(0, |last| last.statements.end);
        self.layers.push(TracedLayer {
            layer,
            says,
            statements: start..self.statements.len(),
        });
    }
}
