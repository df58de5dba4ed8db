//! Answers, and when two of them agree.

use std::{cell::RefCell, fmt};

use crate::{
    decide::decide,
    fault::Faults,
    json::{Json, Malformed},
    layer::{Layer, Place},
    question::Question,
    seen::{Cell, Seen},
    trial::Trial,
};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Something allows and nothing denies
    Allowed,
    /// Nothing denies, but an allow is missing
    ImplicitlyDenied,
    /// A statement denies
    ExplicitlyDenied,
}

impl Decision {
    /// Every decision.
    pub const ALL: &[Self] = &[
        Self::Allowed,
        Self::ImplicitlyDenied,
        Self::ExplicitlyDenied,
    ];

    /// The name in an answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::ImplicitlyDenied => "ImplicitlyDenied",
            Self::ExplicitlyDenied => "ExplicitlyDenied",
        }
    }
}

/// A decision, the layer that made it, and the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The decision
    pub decision: Decision,
    /// The layer that denied or allowed; none if the action needs no permission
    pub layer: Option<Layer>,
    /// The deciding statement; none if its absence decided
    pub statement: Option<Place>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A decision
    Decided(Outcome),
    /// The question could not be read
    Error(String),
}

impl Answer {
    /// Reads an answer as `iamd policy decide` writes it.
    ///
    /// # Errors
    /// The line is no answer.
    pub fn read(line: &str) -> Result<Self, Malformed> {
        let json = Json::parse(line)?;
        if let Some(error) = json.given("error") {
            return Ok(Self::Error(
                error.scalar().unwrap_or_else(|| error.to_string()),
            ));
        }
        let name = |member: &str| json.given(member).and_then(Json::text);
        let decision = Decision::ALL
            .iter()
            .find(|it| Some(it.name()) == name("decision"));
        let layer = match name("layer") {
            None => None,
            Some(name) => Some(
                *Layer::ALL
                    .iter()
                    .find(|it| it.name() == name)
                    .ok_or(Malformed("unknown layer"))?,
            ),
        };
        let number = |statement: &Json, member: &str| {
            let number = statement
                .given(member)
                .and_then(Json::scalar)?
                .parse()
                .ok()?;
            Some(number)
        };
        let place = |it: &Json| {
            Some(Place {
                policy: number(it, "policy")?,
                index: number(it, "index")?,
            })
        };
        let statement = match json.given("statement") {
            None => None,
            Some(json) => Some(place(json).ok_or(Malformed("a statement without a place"))?),
        };
        let decision = *decision.ok_or(Malformed("no decision"))?;
        Ok(Self::Decided(Outcome {
            decision,
            layer,
            statement,
        }))
    }

    /// Whether two answers agree: both are errors, or both say the same.
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Error(_), Self::Error(_)) => true,
            (Self::Decided(one), Self::Decided(other)) => one == other,
            _ => false,
        }
    }

    /// Whether the request is allowed.
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Decided(outcome) if outcome.decision == Decision::Allowed)
    }
}

impl fmt::Display for Answer {
    /// As `iamd policy decide` writes it, without the id and the statement's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self {
            Self::Error(error) => {
                return write!(
                    f,
                    "{}",
                    Json::Object(vec![("error".to_owned(), Json::Text(error.clone()))])
                );
            }
            Self::Decided(outcome) => outcome,
        };
        write!(f, r#"{{"decision":"{}","layer":"#, outcome.decision.name())?;
        match outcome.layer {
            Some(layer) => write!(f, r#""{}""#, layer.name())?,
            None => f.write_str("null")?,
        }
        match outcome.statement {
            Some(place) => {
                write!(
                    f,
                    r#","statement":{{"policy":{},"index":{}}}}}"#,
                    place.policy, place.index
                )
            }
            None => f.write_str(r#","statement":null}"#),
        }
    }
}

/// Answers one question, and counts what was reached on the way.
pub fn answer(line: &str, faults: Faults, seen: &RefCell<Seen>) -> Answer {
    match answer_or_error(line, faults, seen) {
        Ok(outcome) => Answer::Decided(outcome),
        Err(error) => {
            seen.borrow_mut().count(Cell::Error);
            Answer::Error(error.to_string())
        }
    }
}

fn answer_or_error(line: &str, faults: Faults, seen: &RefCell<Seen>) -> Result<Outcome, Malformed> {
    let json = Json::parse(line)?;
    let question = Question::read(&json, faults)?;
    let outcome = decide(&Trial {
        question: &question,
        faults,
        seen,
    });
    let mut seen = seen.borrow_mut();
    seen.count(Cell::Caller(question.caller.kind, outcome.decision));
    if let Some(layer) = outcome.layer {
        seen.count(Cell::Decided(layer, outcome.decision));
    } else {
        seen.count(Cell::Exempt(question.caller.kind));
    }
    Ok(outcome)
}
