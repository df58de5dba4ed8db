//! Conditions.
//!
//! Not recorded: what AWS says of a key's name. `CreatePolicy` takes one without a colon, so its
//! message "Actions/Conditions must be prefaced by a vendor" is only ever given for actions here.

use super::{Document, Text, statements};
use crate::{
    date,
    document::{ConditionKey, ConditionOperator, ConditionValue, Located, Statement},
    operator::{Operator, Test},
};

/// Why a document with an unknown operator is refused.
pub(super) const UNKNOWN_OPERATOR: &str = "an unknown condition operator";

/// The first unknown operator that has a key.
///
/// SOURCE: recorded answers of `CreatePolicy`, which takes unknown operators without keys.
pub(super) fn unknown_operator(document: &Document) -> Option<&Text> {
    statements(document)
        .flat_map(operators)
        .filter(|operator| !operator.keys.is_empty())
        .map(|operator| &operator.name)
        .find(|name| Operator::parse(&name.value).is_none())
}

/// The first value of an operator of dates that is no date.
pub(super) fn unreadable_date(statement: &Statement) -> Option<&Located<ConditionValue>> {
    operators(statement)
        .filter(|operator| {
            let parsed = Operator::parse(&operator.name.value);
            parsed.is_some_and(|operator| matches!(operator.test, Test::Date(_)))
        })
        .flat_map(|operator| &operator.keys)
        .flat_map(|key| &key.values)
        .find(|value| date::parse(value.value.text()).is_none())
}

/// The operators of a statement's condition.
pub(super) fn operators(statement: &Statement) -> impl Iterator<Item = &ConditionOperator> {
    statement
        .condition
        .iter()
        .flat_map(|block| &block.value.operators)
}

/// The keys of a statement's condition.
pub(super) fn keys(statement: &Statement) -> impl Iterator<Item = &ConditionKey> {
    operators(statement).flat_map(|operator| &operator.keys)
}
