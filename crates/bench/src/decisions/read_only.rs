//! AWS's own policy `ReadOnlyAccess`: thousands of patterns of actions.

use anyhow::{Context, Result, ensure};
use iamd_directory::AwsManagedPolicies;
use serde_json::Value;

use super::case::{ACCOUNT, Caller, Case, Policies, QUESTIONS, Question};

/// The policy, attached to the user, and questions.
pub(crate) fn case() -> Result<Case> {
    let text = text()?;
    let document: Value = serde_json::from_str(&text)?;
    let statements = document.get("Statement").and_then(Value::as_array);
    let statements = statements.context("a policy has statements")?;
    let patterns: Vec<&str> = statements
        .iter()
        .filter_map(|statement| statement.get("Action")?.as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    ensure!(!patterns.is_empty(), "ReadOnlyAccess names actions");
    let question = |number: usize| {
        let pattern = patterns.get(number * patterns.len() / QUESTIONS)?;
        let (service, name) = pattern.split_once(':')?;
        // Every tenth asks for something that no pattern of the service can be.
        let allowed = !number.is_multiple_of(10);
        let action = if allowed {
            format!("{service}:{}", name.replace('*', "Thing"))
        } else {
            format!("{service}:Create{number}")
        };
        Some(Question {
            action,
            resource: format!("arn:aws:{service}:us-west-2:{ACCOUNT}:thing/{number}"),
            facts: Vec::new(),
            allowed,
        })
    };
    let questions = (0..QUESTIONS).filter_map(question).collect();
    let count = statements.len();
    let policies = Policies {
        identity: vec![text],
        ..Policies::default()
    };
    let mut case = Case::new("ReadOnlyAccess", Caller::User, policies, questions);
    case.statements = count;
    Ok(case)
}

/// The document, as AWS shows it.
fn text() -> Result<String> {
    let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse()?;
    let policy = AwsManagedPolicies::load().get(&arn);
    policy
        .and_then(|policy| policy.default_document())
        .context("AWS has this policy")
}
