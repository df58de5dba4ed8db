//! Members that may stand in several places, and ways to write the same.

use serde_json::{Value, json};

use crate::asked::{
    BOB, FEDERATED, answer, answer_to, check, check_error, document, document_for, question,
    question_with,
};

#[test]
fn some_members_have_several_places() {
    let denied_for_bob = document_for("Deny", &json!({"AWS": BOB}));
    for place in ["/issuer", "/request/issuer"] {
        let question = question_with([
            ("/request/principal", json!(FEDERATED)),
            ("/policies/resource", denied_for_bob.clone()),
            (place, json!(BOB)),
        ]);
        check(&question, "ExplicitlyDenied", "resource");
    }
    for place in ["/management", "/request/management", "/policies/management"] {
        let question = question_with([
            ("/policies/identity", json!([document("Allow")])),
            ("/policies/scp", json!([[document("Deny")]])),
            (place, json!(true)),
        ]);
        check(&question, "Allowed", "identity");
    }
    for place in ["/endpoint", "/policies/endpoint"] {
        for policies in [json!([document("Deny")]), document("Deny")] {
            let question = question_with([
                ("/policies/identity", json!([document("Allow")])),
                (place, policies),
            ]);
            check(&question, "ExplicitlyDenied", "endpoint");
        }
    }
}

#[test]
fn one_of_several_places_is_enough() {
    let rows = [
        ("/issuer", "/request/issuer", json!(BOB)),
        ("/management", "/policies/management", json!(false)),
        ("/request/management", "/policies/management", json!(true)),
        ("/endpoint", "/policies/endpoint", json!([])),
    ];
    for (one, other, value) in rows {
        let twice = question_with([(one, value.clone()), (other, value.clone())]);
        check_error(&twice.to_string(), "only one of them may be given");
        let nothing = question_with([(one, Value::Null), (other, Value::Null)]);
        assert_eq!(answer(&nothing)["error"], Value::Null);
    }
}

#[test]
fn a_document_may_be_a_text_or_alone() {
    let text = json!(format!("\n {}", document("Allow")));
    for policies in [json!([text]), text, document("Allow")] {
        let question = question_with([("/policies/identity", policies)]);
        check(&question, "Allowed", "identity");
    }
    let of_bob = document_for("Allow", &json!({"AWS": BOB}));
    for policy in [json!([of_bob]), json!(of_bob.to_string()), of_bob] {
        let question = question_with([("/policies/resource", policy)]);
        check(&question, "Allowed", "resource");
    }
}

#[test]
fn an_id_comes_back_as_it_is() {
    let ids = [
        "null",
        "7",
        "-1.50e+3",
        "\"a\\u0041\\ud800\"",
        "true",
        "[ 1,{\"a\" :2}]",
        "{}",
        "123456789012345678901234567890",
    ];
    for id in ids {
        let good = question().to_string().replace("\"q\"", id);
        let bad = format!("{{\"nonsense\":1,\"id\":{id}}}");
        for line in [good, bad] {
            let answer = iamd_question::answer_line(&line);
            assert!(
                answer.starts_with(&format!("{{\"id\":{id},\"decision\":")),
                "{answer}"
            );
        }
    }
    let none = answer_to(r#"{"request": 1}"#);
    assert_eq!(none["id"], Value::Null);
    let lines = question().to_string().replace("\"q\"", "[1,\r\n2]");
    assert_eq!(answer_to(&lines)["id"], json!([1, 2]));
}
