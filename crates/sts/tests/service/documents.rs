//! Policy documents.

use serde_json::{Value, json};

/// A document that allows actions on everything.
pub(crate) fn allow(actions: &[&str]) -> String {
    allow_on(actions, "*")
}

/// A document that allows actions on a resource.
pub(crate) fn allow_on(actions: &[&str], resource: &str) -> String {
    document(&json!({ "Effect": "Allow", "Action": actions, "Resource": resource }))
}

/// A document of one statement.
pub(crate) fn document(statement: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

/// A trust policy that lets a principal do these with the role.
pub(crate) fn trust(principal: &str, actions: &[&str]) -> String {
    trust_if(principal, actions, json!({}))
}

/// The same under a condition.
pub(crate) fn trust_if(principal: &str, actions: &[&str], condition: Value) -> String {
    let mut statement = json!({
        "Effect": "Allow",
        "Principal": { "AWS": principal },
        "Action": actions,
    });
    if condition != json!({}) {
        statement["Condition"] = condition;
    }
    document(&statement)
}
