//! Questions made of parts, and answers taken apart.

use iamd_question::answer_line;
use serde_json::{Value, json};

/// A user of account 111122223333.
pub(crate) const BOB: &str = "arn:aws:iam::111122223333:user/division/Bob";
/// A session of a role of that account.
pub(crate) const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/Auditor/monday";
/// A session of a federated user there.
pub(crate) const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/Ann";
/// The root user there.
pub(crate) const ROOT: &str = "arn:aws:iam::111122223333:root";

/// A question of Bob's for an object in his own account.
pub(crate) fn question() -> Value {
    json!({
        "id": "q",
        "request": {
            "principal": BOB,
            "action": "s3:GetObject",
            "resource": {"arn": "arn:aws:s3:::reports/may", "account": "111122223333"},
            "context": {}
        },
        "policies": {}
    })
}

/// A question with the members at some JSON pointers replaced or added.
pub(crate) fn question_with<const N: usize>(changes: [(&str, Value); N]) -> Value {
    let mut question = question();
    for (pointer, value) in changes {
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let parent = question.pointer_mut(parent).unwrap();
        parent
            .as_object_mut()
            .unwrap()
            .insert(member.to_owned(), value);
    }
    question
}

/// A document with one statement for every action on every resource.
pub(crate) fn document(effect: &str) -> Value {
    with_statement(&json!({"Effect": effect, "Action": "*", "Resource": "*"}))
}

/// A document with one statement that has a principal.
pub(crate) fn document_for(effect: &str, principal: &Value) -> Value {
    with_statement(
        &json!({"Effect": effect, "Principal": principal, "Action": "*", "Resource": "*"}),
    )
}

/// A document that allows everything if a key has a value.
pub(crate) fn document_if(key: &str, value: &str) -> Value {
    with_statement(&json!({
        "Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {key: value}}
    }))
}

pub(crate) fn with_statement(statement: &Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

/// The answer to a question, which has the five members in their order.
pub(crate) fn answer(question: &Value) -> Value {
    answer_to(&question.to_string())
}

pub(crate) fn answer_to(line: &str) -> Value {
    let text = answer_line(line);
    assert!(!text.contains(['\n', '\r']), "{text:?}");
    let answer: Value = serde_json::from_str(&text).unwrap();
    let mut members: Vec<_> = answer.as_object().unwrap().keys().cloned().collect();
    members.sort();
    assert_eq!(members, ["decision", "error", "id", "layer", "statement"]);
    answer
}

/// Checks an answer that is no error: decision and layer.
#[track_caller]
pub(crate) fn check(question: &Value, decision: &str, layer: &str) {
    let answer = answer(question);
    assert_eq!(answer["error"], Value::Null, "{answer}");
    assert_eq!(
        (answer["decision"].as_str(), answer["layer"].as_str()),
        (Some(decision), Some(layer)),
        "{question}"
    );
}

/// Checks an answer that is an error: a part of its text.
#[track_caller]
pub(crate) fn check_error(line: &str, part: &str) {
    let answer = answer_to(line);
    let error = answer["error"].as_str().unwrap_or_default();
    assert!(
        !part.is_empty() && error.contains(part),
        "{error:?} of {line}"
    );
    for member in ["decision", "layer", "statement"] {
        assert_eq!(answer[member], Value::Null);
    }
}
