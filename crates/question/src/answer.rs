//! The answer to a question.

use std::borrow::Cow;

use iamd_policy::{Layer, NoTrace, StatementRef, Trace};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{Options, error::QuestionError, explain::LayerTrace, question::Question, written};

/// Answers one question, which is a line of JSON, with a line of JSON; neither has an end of line.
///
/// There is always an answer. If the question or one of its documents is malformed, the answer's
/// `error` says what is wrong and where, and the rest of the answer is null.
pub fn answer_line(line: &str) -> String {
    answer_line_with(line, Options::default())
}

/// Answers one question as [`answer_line`] does, in another way.
pub fn answer_line_with(line: &str, options: Options) -> String {
    let question = match Question::read(line) {
        Ok(question) => question,
        Err(error) => return refusal(Some(line), &error, options),
    };
    let mut trace = Trace::default();
    let decision = if options.explain {
        question.decide(&mut trace)
    } else {
        question.decide(&mut NoTrace)
    };
    let answer = Answer {
        id: question.id().map(on_one_line),
        decision: Some(decision.outcome.as_str()),
        layer: layer_word(decision.layer),
        statement: decision.statement.as_ref().map(StatementName::new),
        error: None,
        trace: options.explain.then(|| LayerTrace::all(&trace)),
    };
    answer.to_line()
}

/// The answer to what is no question. The id is that in `line`, if there is a line.
pub(crate) fn refusal(line: Option<&str>, error: &QuestionError, options: Options) -> String {
    let answer = Answer {
        id: line.and_then(written::id_of).map(on_one_line),
        decision: None,
        layer: None,
        statement: None,
        error: Some(error.to_string()),
        trace: options.explain.then(Vec::new),
    };
    answer.to_line()
}

/// An answer with its members in their order.
#[derive(Serialize)]
struct Answer<'a> {
    id: Option<Cow<'a, RawValue>>,
    decision: Option<&'static str>,
    layer: Option<&'static str>,
    statement: Option<StatementName<'a>>,
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<Vec<LayerTrace<'a>>>,
}

impl Answer<'_> {
    fn to_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| {
            // Nothing of an answer can fail to be written.
            r#"{"id":null,"decision":null,"layer":null,"statement":null,"error":"internal error"}"#
                .to_owned()
        })
    }
}

/// A statement by its place among the policies of its layer.
#[derive(Serialize)]
pub(crate) struct StatementName<'a> {
    /// The number of the policy, through all levels of the layer.
    policy: Option<usize>,
    index: u32,
    sid: Option<&'a str>,
}

impl<'a> StatementName<'a> {
    pub(crate) fn new(statement: &'a StatementRef) -> Self {
        Self {
            policy: statement.source().id.parse().ok(),
            index: statement.index(),
            sid: statement.sid(),
        }
    }
}

/// An id of several lines would make its answer several lines.
fn on_one_line(id: &RawValue) -> Cow<'_, RawValue> {
    let is_end = |character| matches!(character, '\n' | '\r');
    if !id.get().contains(is_end) {
        return Cow::Borrowed(id);
    }
    // Inside a text of JSON an end of line is always escaped, so these are white space.
    RawValue::from_string(id.get().replace(is_end, " ")).map_or(Cow::Borrowed(id), Cow::Owned)
}

/// The word for a layer; none if no layer was asked.
pub(crate) fn layer_word(layer: Layer) -> Option<&'static str> {
    (layer != Layer::Unconditional).then_some(layer.as_str())
}
