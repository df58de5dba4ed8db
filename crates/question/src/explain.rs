//! The trace of a decision, as `--explain` shows it.

use iamd_policy::{Trace, TracedCheck, TracedLayer, TracedStatement};
use serde::Serialize;

use crate::answer::{StatementName, layer_word};

/// What one layer said, and each of its statements; of control policies one level.
#[derive(Serialize)]
pub(crate) struct LayerTrace<'a> {
    layer: Option<&'static str>,
    says: &'static str,
    statements: Vec<StatementTrace<'a>>,
}

/// What became of one statement.
#[derive(Serialize)]
struct StatementTrace<'a> {
    #[serde(flatten)]
    name: StatementName<'a>,
    effect: &'static str,
    line: u32,
    column: u32,
    matched: bool,
    checks: Vec<CheckTrace<'a>>,
}

/// What became of one element of a statement.
#[derive(Serialize)]
struct CheckTrace<'a> {
    element: &'static str,
    matched: bool,
    line: u32,
    column: u32,
    operator: Option<&'a str>,
    key: Option<&'a str>,
    wanted: Option<&'a [String]>,
    seen: Option<&'a [String]>,
}

impl<'a> LayerTrace<'a> {
    /// All layers that were asked.
    pub(crate) fn all(trace: &'a Trace) -> Vec<Self> {
        let layers = trace.layers().iter();
        layers.map(|layer| Self::new(layer, trace)).collect()
    }

    fn new(layer: &TracedLayer, trace: &'a Trace) -> Self {
        let statements = trace.statements_of(layer).iter();
        Self {
            layer: layer_word(layer.layer),
            says: layer.says.as_str(),
            statements: statements.map(StatementTrace::from).collect(),
        }
    }
}

impl<'a> From<&'a TracedStatement> for StatementTrace<'a> {
    fn from(traced: &'a TracedStatement) -> Self {
        let start = traced.statement.span().start;
        Self {
            name: StatementName::new(&traced.statement),
            effect: traced.statement.effect().as_str(),
            line: start.line,
            column: start.column,
            matched: traced.matched(),
            checks: traced.checks.iter().map(CheckTrace::from).collect(),
        }
    }
}

impl<'a> From<&'a TracedCheck> for CheckTrace<'a> {
    fn from(check: &'a TracedCheck) -> Self {
        let (operator, key) = check
            .condition
            .as_ref()
            .map(|(operator, key)| (operator.as_str(), key.as_str()))
            .unzip();
        Self {
            element: check.element.as_str(),
            matched: check.matched,
            line: check.at.line,
            column: check.at.column,
            operator,
            key,
            wanted: check.condition.is_some().then_some(&*check.wanted),
            seen: check.seen.as_deref(),
        }
    }
}
