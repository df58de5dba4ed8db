//! Conditions: operators, qualifiers, `IfExists`, absent keys and lists.

mod address;
mod bytes;
mod moment;
mod number;
mod operator;

use std::cmp::Ordering;

use operator::{Compare, Sense};
pub use operator::{Name, Operator, Presence, Qualifier, Test};

use crate::{
    context::{Context, Value},
    document::Statement,
    fault::{Fault, Faults},
    json::Json,
    pattern::{self, Syntax, Token},
    trial::Trial,
};

/// Whether a statement's conditions hold: every key of every operator.
///
/// An operator that nobody knows, unless it is empty, decides the whole element: an Allow never
/// matches, a Deny always does as far as conditions go.
pub(crate) fn holds(trial: &Trial<'_>, statement: &Statement<'_>) -> bool {
    let mut tests = Vec::new();
    for (name, keys) in statement.condition {
        let Json::Object(keys) = keys else {
            return statement.denies;
        };
        match Name::read(name) {
            Some(name) => tests.extend(keys.iter().map(|(key, values)| (name, key, values))),
            None if keys.is_empty() => {}
            None => {
                return statement.denies && !trial.faults.has(Fault::UnknownOperatorDenyFails);
            }
        }
    }
    tests
        .into_iter()
        .all(|(name, key, values)| key_holds(trial, statement, name, (key, values)))
}

fn key_holds(
    trial: &Trial<'_>,
    statement: &Statement<'_>,
    name: Name,
    (key, values): (&str, &Json),
) -> bool {
    let faults = trial.faults;
    let mfa_absent = Value::One("false".to_owned());
    let mut said = trial.question.context.find(key, faults);
    if said.is_none()
        && faults.has(Fault::MfaAbsentIsFalse)
        && key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent")
    {
        said = Some(&mfa_absent);
    }
    let policy_values: Vec<Asked<'_>> = values
        .items()
        .iter()
        .filter(|value| !faults.has(Fault::ScalarsMatchNothing) || value.text().is_some())
        .filter_map(|value| {
            Some(Asked {
                text: value.scalar()?,
                statement,
                trial,
            })
        })
        .collect();
    let held = if name.operator.compare() == Compare::Null {
        policy_values
            .iter()
            .any(|value| null_matches(&value.text, said.is_some()))
    } else {
        outcome(name, &policy_values, said, faults)
    };
    trial.saw_test(Test {
        name,
        presence: Presence::of(said),
        held,
    });
    held
}

/// The table of one key: what an operator says of an absent key, a list, a single value.
fn outcome(name: Name, asked: &[Asked<'_>], said: Option<&Value>, faults: Faults) -> bool {
    let negated = name.operator.negated();
    // One value of the request passes if some value of the policy matches it; with a negated
    // operator, if none does.
    let passes = |value: &String| {
        if negated && faults.has(Fault::NegatedValuesOrEd) {
            return asked
                .iter()
                .any(|asked| !asked.matches(name.operator, value));
        }
        asked
            .iter()
            .any(|asked| asked.matches(name.operator, value))
            != negated
    };
    match (name.qualifier, said) {
        // A single value, or a set of one.
        (_, Some(Value::One(value))) => passes(value),
        (Qualifier::Plain, None) if name.if_exists && !faults.has(Fault::IfExistsIgnored) => true,
        (Qualifier::Plain, None) => negated && !faults.has(Fault::NegatedAbsentFails),
        // A list needs a qualifier: without one nothing matches, negated or not.
        (Qualifier::Plain, Some(Value::Many(values))) => {
            faults.has(Fault::PlainOperatorSearchesLists) && values.iter().any(passes)
        }
        (Qualifier::ForAllValues, None) => !faults.has(Fault::AllAbsentFails),
        (Qualifier::ForAllValues, Some(Value::Many(values))) => values.iter().all(passes),
        (Qualifier::ForAnyValue, None) => negated && faults.has(Fault::AnyNegatedAbsentHolds),
        (Qualifier::ForAnyValue, Some(Value::Many(values))) => values.iter().any(passes),
    }
}

/// `Null` with `true` asks that the key is absent, with `false` that it is present.
fn null_matches(text: &str, is_present: bool) -> bool {
    if is_present {
        text.eq_ignore_ascii_case("false")
    } else {
        text.eq_ignore_ascii_case("true")
    }
}

/// One value of a condition in a policy.
struct Asked<'a> {
    text: String,
    statement: &'a Statement<'a>,
    trial: &'a Trial<'a>,
}

impl Asked<'_> {
    /// Whether the value matches one value of the request, the operator's negation aside.
    fn matches(&self, operator: Operator, said: &str) -> bool {
        let asked = self.text.as_str();
        match operator.compare() {
            Compare::StringEquals => {
                let globs = self.trial.faults.has(Fault::StringEqualsGlobs);
                self.tokens(globs)
                    .is_some_and(|tokens| pattern::matches(&tokens, said))
            }
            Compare::StringEqualsIgnoreCase => self
                .tokens(false)
                .is_some_and(|tokens| same_but_for_case(&tokens, said)),
            Compare::StringLike => self
                .tokens(true)
                .is_some_and(|tokens| pattern::matches(&tokens, said)),
            Compare::Arn if self.trial.faults.has(Fault::ArnLikeCrossesColons) => self
                .tokens(true)
                .is_some_and(|tokens| pattern::matches(&tokens, said)),
            Compare::Arn => self
                .tokens(true)
                .is_some_and(|tokens| arn_matches(&tokens, said)),
            Compare::Numeric(sense) if self.trial.faults.has(Fault::NumbersAsText) => {
                sense.holds(said.cmp(asked))
            }
            Compare::Numeric(sense) => compared(sense, number::compare(said, asked)),
            Compare::Date(sense) => compared(sense, moment::compare(said, asked)),
            Compare::Bool => truth(asked).is_some() && truth(asked) == truth(said),
            Compare::Binary => {
                bytes::decode(asked).is_some() && bytes::decode(asked) == bytes::decode(said)
            }
            Compare::Address => {
                let masks = !self.trial.faults.has(Fault::RangeNotMasked);
                address::is_within(said, asked, masks)
            }
            Compare::Null => false,
        }
    }

    /// The value as a pattern; none if a variable in it has no value.
    fn tokens(&self, wildcards: bool) -> Option<Vec<Token>> {
        let faults = self.trial.faults;
        let replaced = self.statement.has_variables || faults.has(Fault::VariablesInOldVersion);
        let context: &Context = &self.trial.question.context;
        let variables = replaced.then_some(context);
        pattern::read(
            &self.text,
            Syntax {
                wildcards,
                variables,
                faults,
            },
        )
    }
}

fn compared(sense: Sense, ordering: Option<Ordering>) -> bool {
    ordering.is_some_and(|ordering| sense.holds(ordering))
}

fn truth(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

fn same_but_for_case(tokens: &[Token], said: &str) -> bool {
    let mut asked = String::new();
    for token in tokens {
        if let Token::Is(character) | Token::Brought(character) = token {
            asked.push(*character);
        }
    }
    lower(&asked) == lower(said)
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// ARNs are compared part by part: a star in one part never reaches into the next. The sixth part
/// is all the rest. Both must have all six. Colons that a variable brings divide as others do.
fn arn_matches(tokens: &[Token], said: &str) -> bool {
    let is_colon = |token: &Token| matches!(token, Token::Is(':') | Token::Brought(':'));
    let asked: Vec<&[Token]> = tokens.splitn(6, is_colon).collect();
    let said: Vec<&str> = said.splitn(6, ':').collect();
    asked.len() == 6
        && said.len() == 6
        && asked
            .iter()
            .zip(&said)
            .all(|(asked, said)| pattern::matches(asked, said))
}
