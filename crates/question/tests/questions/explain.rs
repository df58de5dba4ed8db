//! The trace of a decision.

use iamd_question::{Options, answer_line_with};
use serde_json::{Value, json};

use crate::asked::{ROOT, document, question_with};

fn explained(question: &Value) -> Value {
    let answer = answer_line_with(&question.to_string(), Options { explain: true });
    serde_json::from_str(&answer).unwrap()
}

/// A question whose trace has something of everything. The documents whose places count are texts:
/// the order of an object's members is not fixed.
fn traced() -> Value {
    let policy = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "Keys", "Effect": "Allow", "Action": "iam:*", "Resource": "*"},
  {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*", "Condition": {
    "StringEquals": {"aws:username": "Eve"}, "Bool": {"aws:SecureTransport": "true"}
  }}
]}"#;
    let line = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
    let lines = "{\n\"Version\": \"2012-10-17\",\n \"Statement\":\n  {\"Effect\": \"Deny\"}}";
    explained(&question_with([
        ("/policies/identity", json!([policy])),
        ("/policies/boundary", json!([document("Deny")])),
        ("/policies/scp", json!([[document("Allow")], []])),
        ("/policies/session", json!([line, lines])),
    ]))
}

#[test]
fn a_trace_tells_every_layer() {
    let answer = traced();
    assert_eq!(answer["decision"], "ExplicitlyDenied", "{answer}");
    assert_eq!(answer["layer"], "boundary");
    let said: Vec<_> = answer["trace"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| [layer["layer"].clone(), layer["says"].clone()])
        .collect();
    let expected = [
        ["scp", "allows"],
        ["scp", "nothing"],
        ["identity", "nothing"],
        ["boundary", "denies"],
        ["session", "denies"],
    ];
    assert_eq!(json!(said), json!(expected));
}

#[test]
fn a_trace_tells_every_check() {
    let answer = traced();
    let identity = &answer["trace"][2]["statements"];
    let first = json!({
        "policy": 0, "index": 0, "sid": "Keys", "effect": "Allow", "line": 2, "column": 3,
        "matched": false,
        "checks": [{
            "element": "Action", "matched": false, "line": 2, "column": 48,
            "operator": null, "key": null, "wanted": null, "seen": ["s3:GetObject"]
        }]
    });
    assert_eq!(identity[0], first);
    assert_eq!(identity[1]["index"], 1);
    let conditions: Vec<_> = identity[1]["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["element"] == "Condition")
        .map(|check| {
            json!([
                check["operator"],
                check["key"],
                check["wanted"],
                check["seen"],
                check["matched"]
            ])
        })
        .collect();
    let expected = json!([
        ["StringEquals", "aws:username", ["Eve"], ["Bob"], false],
        ["Bool", "aws:SecureTransport", ["true"], null, false]
    ]);
    assert_eq!(json!(conditions), expected);
}

#[test]
fn what_is_not_understood_was_compared_with_nothing() {
    let lower = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "allow", "Action": "*", "Resource": "*"},
        {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"},
        {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
            "StringEquals": {"aws:username": "Bob"}, "StringEqualish": {"aws:username": ["a", "b"]}
        }}
    ]});
    let answer = explained(&question_with([("/policies/identity", json!([lower]))]));
    let last = |statement: usize| {
        let checks = &answer["trace"][0]["statements"][statement]["checks"];
        let last = checks.as_array().unwrap().last().unwrap();
        json!([
            last["element"],
            last["operator"],
            last["wanted"],
            last["seen"]
        ])
    };
    assert_eq!(last(0), json!(["Unknown", null, null, null]));
    assert_eq!(last(1), json!(["Unknown", null, null, null]));
    let odd = json!(["Unknown", "StringEqualish", ["a", "b"], null]);
    assert_eq!(last(2), odd);
    let checks = answer["trace"][0]["statements"][2]["checks"].as_array();
    assert_eq!(checks.map(Vec::len), Some(3));
}

#[test]
fn a_statement_stands_where_its_document_says() {
    let answer = traced();
    let statements = answer["trace"][4]["statements"].as_array().unwrap();
    let places: Vec<_> = statements
        .iter()
        .map(|statement| {
            [
                &statement["policy"],
                &statement["line"],
                &statement["column"],
            ]
        })
        .collect();
    assert_eq!(json!(places), json!([[0, 1, 15], [1, 4, 3]]));
}

#[test]
fn a_trace_is_of_the_layers_that_were_asked() {
    let root = question_with([
        ("/request/principal", json!(ROOT)),
        ("/policies/boundary", json!([document("Deny")])),
    ]);
    assert_eq!(explained(&root)["trace"], json!([]));
    let unconditional = question_with([
        ("/request/action", json!("sts:GetCallerIdentity")),
        ("/policies/identity", json!([document("Deny")])),
    ]);
    assert_eq!(explained(&unconditional)["trace"], json!([]));
    let malformed = question_with([("/request/action", json!(7))]);
    assert_eq!(explained(&malformed)["trace"], json!([]));
}

#[test]
fn an_explained_answer_begins_like_the_short_one() {
    let question = question_with([("/policies/identity", json!([document("Allow")]))]).to_string();
    let short = iamd_question::answer_line(&question);
    let long = answer_line_with(&question, Options { explain: true });
    let begin = short.strip_suffix('}').unwrap();
    assert!(long.starts_with(&format!("{begin},\"trace\":[")), "{long}");
}
