//! A denial in the form in which AWS's decoded messages tell one.

use iamd_policy::{Element, Outcome, TracedCheck, TracedStatement};
use serde_json::{Value, json};

use crate::{Call, Denial};

/// LIMIT: how many statements and condition keys a message tells, how many values of a key, and how
/// many characters of a value.
const STATEMENTS_MAX: usize = 20;
const KEYS_MAX: usize = 50;
const VALUES_MAX: usize = 20;
const CHARACTERS_MAX: usize = 512;

/// What a denial was about, as `DecodeAuthorizationMessage` tells it: whether a statement denied it,
/// the statements that matched, who asked for what, and the condition keys that policies read.
///
/// Of the actions and resources of a statement it tells those of the request that they match.
///
/// SECURITY: no key of a context is a secret. Of a denial on what belongs to another account it tells
/// nothing that could depend on what there is in that account: no statement, no condition, and not
/// whether anything denied it, since conditions and variables of the caller's own policies may read
/// tags of the resource.
///
/// SOURCE: STS API Reference, "DecodeAuthorizationMessage", its sample; decoded messages as AWS's
/// documentation of its services shows them.
pub fn denial_message(denial: &Denial, call: Call<'_>) -> Value {
    let (statements, conditions) = if denial.is_foreign {
        (Vec::new(), Vec::new())
    } else {
        let matched = denial.trace.statements().iter();
        let matched = matched.filter(|statement| statement.matched());
        let caller = call.caller.user_id();
        let told = matched.take(STATEMENTS_MAX);
        let told = told.map(|statement| of_statement(statement, denial, &caller));
        (told.collect(), keys_read(denial))
    };
    json!({
        "allowed": false,
        "explicitDeny": !denial.is_foreign && denial.decision.outcome == Outcome::ExplicitlyDenied,
        "matchedStatements": {"items": statements},
        "failures": {"items": []},
        "context": {
            "principal": {
                "id": clipped(&call.caller.user_id()),
                "arn": clipped(call.caller.shown()),
            },
            "action": denial.action,
            "resource": denial.resource,
            "conditions": {"items": conditions},
        },
    })
}

fn of_statement(traced: &TracedStatement, denial: &Denial, caller: &str) -> Value {
    let conditions = traced.checks.iter().filter_map(|check| {
        let (_, key) = check.condition.as_ref()?;
        Some(of_key(key, &check.wanted))
    });
    json!({
        "statementId": clipped(traced.statement.sid().unwrap_or_default()),
        "effect": traced.statement.effect().as_str().to_ascii_uppercase(),
        "principals": items(&[caller]),
        "principalGroups": {"items": []},
        "actions": items(&[denial.action]),
        "resources": items(&[&denial.resource]),
        "conditions": {"items": conditions.take(KEYS_MAX).collect::<Vec<_>>()},
    })
}

/// The keys that conditions read of the request, each once, with the values that they found; a key
/// that the request does not have has none.
fn keys_read(denial: &Denial) -> Vec<Value> {
    let checks = denial.trace.statements().iter();
    let checks = checks.flat_map(|statement| &statement.checks);
    let mut read: Vec<(&str, &TracedCheck)> = Vec::new();
    for check in checks.filter(|check| check.element == Element::Condition) {
        let Some((_, key)) = &check.condition else {
            continue;
        };
        let is_known = read
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(key));
        if read.len() < KEYS_MAX && !is_known {
            read.push((key, check));
        }
    }
    let read = read.into_iter();
    read.map(|(key, check)| of_key(key, check.seen.as_deref().unwrap_or_default()))
        .collect()
}

fn of_key(key: &str, values: &[impl AsRef<str>]) -> Value {
    json!({"key": clipped(key), "values": items(values)})
}

fn items(values: &[impl AsRef<str>]) -> Value {
    let values = values.iter().take(VALUES_MAX);
    let values: Vec<Value> = values
        .map(|value| json!({"value": clipped(value.as_ref())}))
        .collect();
    json!({"items": values})
}

fn clipped(text: &str) -> String {
    text.chars().take(CHARACTERS_MAX).collect()
}
