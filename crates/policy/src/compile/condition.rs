//! Conditions, compiled: operators known, values of their types.

use crate::{
    document::{ConditionBlock, ConditionKey, ConditionOperator, Effect, Version},
    operator::{Operator, Qualifier, Test},
    position::Position,
    request::{Context, Request, Scalar, Value},
    trace::{Check, Element, Seen, Tracer},
};

mod values;

use values::Values;

/// The `Condition` of a statement: all of its keys must hold.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    keys: Box<[KeyCondition]>,
    /// Whether one of the operators is unknown.
    is_unknown: bool,
}

/// One key under one operator.
#[derive(Debug)]
struct KeyCondition {
    /// As written, for traces.
    operator: Box<str>,
    key: Box<str>,
    wanted: Box<[Box<str>]>,
    asks: Asks,
    at: Position,
}

/// What is asked of a key.
#[derive(Debug)]
enum Asks {
    /// That it is missing, or that it is there; or nothing that can hold.
    Null { missing: bool, present: bool },
    /// That its values compare with those of the policy.
    Compare { operator: Operator, values: Values },
    /// Nothing that is known.
    Unknown,
}

impl Conditions {
    pub(super) fn new(block: &ConditionBlock, version: Version) -> Self {
        let keys = block.operators.iter().flat_map(|operator| {
            operator
                .keys
                .iter()
                .map(move |key| KeyCondition::new(operator, key, version))
        });
        let keys: Box<[_]> = keys.collect();
        let is_unknown = keys.iter().any(KeyCondition::is_unknown);
        Self { keys, is_unknown }
    }

    /// Whether all hold. With a tracer that records, all are told.
    ///
    /// SECURITY: with an unknown operator they never hold in an Allow and always in a Deny, whatever
    /// the others say. Then the others are not looked at and not told.
    pub(super) fn hold<T: Tracer>(
        &self,
        effect: Effect,
        request: &Request<'_>,
        tracer: &mut T,
    ) -> bool {
        if self.is_unknown {
            return self.hold_unknown(effect, tracer);
        }
        let mut hold = true;
        for condition in &self.keys {
            let value = request.context().get(&condition.key);
            let matched = match value {
                // SECURITY: what cannot be understood never allows and always denies.
                Some(Value::Ambiguous) => effect == Effect::Deny,
                _ => condition.holds(value, request.context()),
            };
            if T::ON {
                tracer.check(condition.check(matched, value));
            } else if !matched {
                return false;
            }
            hold &= matched;
        }
        hold
    }

    fn hold_unknown<T: Tracer>(&self, effect: Effect, tracer: &mut T) -> bool {
        let hold = effect == Effect::Deny;
        if T::ON {
            for condition in self.keys.iter().filter(|key| key.is_unknown()) {
                tracer.check(condition.check(hold, None));
            }
        }
        hold
    }
}

impl KeyCondition {
    fn new(operator: &ConditionOperator, key: &ConditionKey, version: Version) -> Self {
        let asks = match Operator::parse(&operator.name.value) {
            None => Asks::Unknown,
            Some(Operator {
                test: Test::Null, ..
            }) => {
                let asked = |word: &str| {
                    let mut values = key.values.iter();
                    values.any(|value| value.value.text().eq_ignore_ascii_case(word))
                };
                Asks::Null {
                    missing: asked("true"),
                    present: asked("false"),
                }
            }
            Some(operator) => Asks::Compare {
                values: Values::new(operator.test, &key.values, version),
                operator,
            },
        };
        Self {
            operator: operator.name.value.clone(),
            key: key.name.value.clone(),
            wanted: key
                .values
                .iter()
                .map(|value| value.value.text().into())
                .collect(),
            asks,
            at: key.name.span.start,
        }
    }

    fn is_unknown(&self) -> bool {
        matches!(self.asks, Asks::Unknown)
    }

    fn holds(&self, value: Option<Value<'_>>, context: &dyn Context) -> bool {
        match &self.asks {
            // INVARIANT: conditions with an unknown operator are not looked at one by one.
            Asks::Unknown => false,
            Asks::Null { missing, present } => match value {
                None => *missing,
                Some(_) => *present,
            },
            Asks::Compare { operator, values } => compare(*operator, values, value, context),
        }
    }

    fn check<'a>(&'a self, matched: bool, value: Option<Value<'a>>) -> Check<'a> {
        let element = match self.asks {
            Asks::Unknown => Element::Unknown,
            Asks::Null { .. } | Asks::Compare { .. } => Element::Condition,
        };
        Check {
            element,
            matched,
            seen: Seen::Key {
                operator: &self.operator,
                key: &self.key,
                wanted: &self.wanted,
                value,
            },
            at: self.at,
        }
    }
}

/// Whether a key's values compare as asked.
///
/// SOURCE: IAM User Guide, "Multivalued context keys" and "IAM JSON policy elements: Condition
/// operators". A key with several values, be they none or one, never holds under an operator
/// without qualifier, a negated one included: AWS only says that a qualifier is required, and this
/// is what was measured in an independent simulator.
fn compare(
    operator: Operator,
    values: &Values,
    value: Option<Value<'_>>,
    context: &dyn Context,
) -> bool {
    let fits = |scalar: Scalar<'_>| values.any_matches(scalar, context) != operator.negated;
    match (value, operator.qualifier) {
        (Some(Value::One(scalar)), _) => fits(scalar),
        (Some(Value::Many(_)), None) | (Some(Value::Ambiguous), _) => false,
        (Some(Value::Many(texts)), Some(Qualifier::ForAllValues)) => {
            texts.iter().all(|text| fits(Scalar::Text(text)))
        }
        (Some(Value::Many(texts)), Some(Qualifier::ForAnyValue)) => {
            texts.iter().any(|text| fits(Scalar::Text(text)))
        }
        (None, None) => operator.negated || operator.if_exists,
        (None, Some(qualifier)) => qualifier == Qualifier::ForAllValues,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, trace::NoTrace};

    /// What nobody can tell never allows and always denies.
    #[test]
    fn an_ambiguous_value_holds_in_a_deny_alone() {
        struct Unclear;
        impl Context for Unclear {
            fn get(&self, _key: &str) -> Option<Value<'_>> {
                Some(Value::Ambiguous)
            }
        }
        for operator in [
            "StringEquals",
            "StringNotEquals",
            "ForAllValues:StringLike",
            "Null",
        ] {
            let holds = |effect: &str| {
                let text = format!(
                    r#"{{"Statement": {{"Effect": "{effect}", "Action": "*", "Resource": "*",
                        "Condition": {{"{operator}": {{"aws:RequestTag/a": "true"}}}}}}}}"#
                );
                let document = Document::parse(&text).unwrap();
                let statement = &document.statements[0].value;
                let block = &statement.condition.as_ref().unwrap().value;
                let conditions = Conditions::new(block, Version::V2012);
                let request = Request::new("a:b", "*", &Unclear);
                conditions.hold(statement.effect.value.effect, &request, &mut NoTrace)
            };
            assert!(!holds("Allow"), "{operator}");
            assert!(holds("Deny"), "{operator}");
        }
    }
}
