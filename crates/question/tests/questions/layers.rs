//! Every layer allows, denies and fails to allow.

use serde_json::{Value, json};

use crate::asked::{
    BOB, FEDERATED, ROOT, SESSION, answer, check, document, document_for, question_with,
    with_statement,
};

#[test]
fn an_allowed_question_names_the_statement() {
    let two = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
        {"Sid": "Read", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    ]});
    let question = question_with([("/policies/identity", json!([document("Allow"), two]))]);
    let first = json!({
        "id": "q", "decision": "Allowed", "layer": "identity",
        "statement": {"policy": 0, "index": 0, "sid": null}, "error": null
    });
    assert_eq!(answer(&question), first);
    let question = question_with([("/policies/identity", json!([two]))]);
    let statement = json!({"policy": 0, "index": 1, "sid": "Read"});
    assert_eq!(answer(&question)["statement"], statement);
}

#[test]
fn every_layer_denies() {
    let allow = json!([document("Allow")]);
    let anyone = json!("*");
    let rows = [
        ("identity", json!([document("Deny")]), "identity"),
        ("boundary", json!([document("Deny")]), "boundary"),
        ("session", json!([document("Deny")]), "session"),
        (
            "scp",
            json!([[document("Allow")], [document("Deny")]]),
            "scp",
        ),
        ("rcp", json!([[document_for("Deny", &anyone)]]), "rcp"),
        ("resource", document_for("Deny", &anyone), "resource"),
        (
            "endpoint",
            json!([document_for("Deny", &anyone)]),
            "endpoint",
        ),
    ];
    for (member, policies, layer) in rows {
        let pointer = format!("/policies/{member}");
        let question = question_with([("/policies/identity", allow.clone()), (&pointer, policies)]);
        check(&question, "ExplicitlyDenied", layer);
        assert!(answer(&question)["statement"].is_object());
    }
}

#[test]
fn every_layer_that_must_allow_is_missed() {
    let other = json!([with_statement(
        &json!({"Effect": "Allow", "Action": "iam:*", "Resource": "*"})
    )]);
    let rows = [
        ("identity", other.clone(), "identity"),
        ("boundary", other.clone(), "boundary"),
        ("session", other.clone(), "session"),
        ("scp", json!([[document("Allow")], other]), "scp"),
        ("endpoint", other.clone(), "endpoint"),
    ];
    for (member, policies, layer) in rows {
        let pointer = format!("/policies/{member}");
        let question = question_with([
            ("/request/principal", json!(SESSION)),
            ("/policies/identity", json!([document("Allow")])),
            (&pointer, policies),
        ]);
        check(&question, "ImplicitlyDenied", layer);
        assert_eq!(answer(&question)["statement"], Value::Null);
    }
}

#[test]
fn an_empty_list_is_no_layer_but_an_empty_level_is_one() {
    let allowed = ("/policies/identity", json!([document("Allow")]));
    for member in ["boundary", "session", "scp", "rcp", "endpoint", "resource"] {
        for none in [json!([]), Value::Null] {
            let pointer = format!("/policies/{member}");
            let question = question_with([allowed.clone(), (&pointer, none)]);
            check(&question, "Allowed", "identity");
        }
    }
    let question = question_with([allowed.clone(), ("/policies/scp", json!([[]]))]);
    check(&question, "ImplicitlyDenied", "scp");
    let question = question_with([allowed, ("/policies/rcp", json!([[]]))]);
    check(&question, "Allowed", "identity");
    for none in [json!([]), Value::Null] {
        let question = question_with([("/policies/identity", none)]);
        check(&question, "ImplicitlyDenied", "identity");
    }
    check(
        &question_with([("/policies", Value::Null)]),
        "ImplicitlyDenied",
        "identity",
    );
}

#[test]
fn policies_are_counted_through_all_levels() {
    let allow = document("Allow");
    let levels = json!([[allow, allow], [], [allow, document("Deny")]]);
    let question = question_with([("/policies/scp", levels)]);
    check(&question, "ExplicitlyDenied", "scp");
    let statement = json!({"policy": 3, "index": 0, "sid": null});
    assert_eq!(answer(&question)["statement"], statement);
}

#[test]
fn a_resource_policy_may_be_enough() {
    let of_bob = document_for("Allow", &json!({"AWS": BOB}));
    let question = question_with([("/policies/resource", of_bob)]);
    check(&question, "Allowed", "resource");
    let of_account = document_for("Allow", &json!({"AWS": "111122223333"}));
    let question = question_with([("/policies/resource", of_account)]);
    check(&question, "ImplicitlyDenied", "identity");
}

#[test]
fn another_account_must_allow_too() {
    let elsewhere = ("/request/resource/account", json!("444455556666"));
    let allowed = ("/policies/identity", json!([document("Allow")]));
    let question = question_with([elsewhere.clone(), allowed.clone()]);
    check(&question, "ImplicitlyDenied", "resource");
    let of_bob = (
        "/policies/resource",
        document_for("Allow", &json!({"AWS": BOB})),
    );
    check(
        &question_with([elsewhere, allowed, of_bob]),
        "Allowed",
        "identity",
    );
}

#[test]
fn without_an_account_the_resource_is_the_callers() {
    let question = question_with([
        (
            "/request/resource",
            json!({"arn": "arn:aws:s3:::reports/may", "account": null}),
        ),
        ("/policies/identity", json!([document("Allow")])),
    ]);
    check(&question, "Allowed", "identity");
}

#[test]
fn who_assumes_a_role_is_asked_of_its_trust_policy() {
    let role = json!({"arn": "arn:aws:iam::111122223333:role/Auditor"});
    let trust = |principal: Value| {
        json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
        ]})
    };
    let assume = [
        ("/request/action", json!("sts:AssumeRole")),
        ("/request/resource", role),
    ];
    let [action, resource] = assume;
    let by_name = ("/policies/resource", trust(json!({"AWS": BOB})));
    let question = question_with([action.clone(), resource.clone(), by_name]);
    check(&question, "Allowed", "trust");
    let allowed = ("/policies/identity", json!([document("Allow")]));
    let question = question_with([action.clone(), resource.clone(), allowed]);
    check(&question, "ImplicitlyDenied", "trust");
    let service = (
        "/policies/resource",
        trust(json!({"Service": "ec2.amazonaws.com"})),
    );
    let by_service = (
        "/request/principal",
        json!({"service": "ec2.amazonaws.com"}),
    );
    check(
        &question_with([action, resource, service, by_service]),
        "Allowed",
        "trust",
    );
}

#[test]
fn the_root_user_needs_no_policy() {
    let question = question_with([("/request/principal", json!(ROOT))]);
    check(&question, "Allowed", "root");
    assert_eq!(answer(&question)["statement"], Value::Null);
}

#[test]
fn what_everybody_may_do_has_no_layer() {
    let question = question_with([
        ("/request/action", json!("sts:GetCallerIdentity")),
        ("/request/resource", json!({"arn": "*"})),
        ("/policies/identity", json!([document("Deny")])),
    ]);
    let answer = answer(&question);
    assert_eq!(answer["decision"], "Allowed");
    assert_eq!(answer["layer"], Value::Null);
    assert_eq!(answer["statement"], Value::Null);
}

#[test]
fn a_federated_session_needs_session_policies() {
    let principal = ("/request/principal", json!(FEDERATED));
    let allowed = ("/policies/identity", json!([document("Allow")]));
    let question = question_with([principal.clone(), allowed.clone()]);
    check(&question, "ImplicitlyDenied", "session");
    let session = ("/policies/session", json!([document("Allow")]));
    check(
        &question_with([principal, allowed, session]),
        "Allowed",
        "identity",
    );
}

#[test]
fn the_management_account_is_spared_control_policies() {
    let question = question_with([
        ("/policies/identity", json!([document("Allow")])),
        ("/policies/scp", json!([[document("Deny")]])),
        ("/management", json!(true)),
    ]);
    check(&question, "Allowed", "identity");
}

#[test]
fn the_example_of_the_documentation_is_true() {
    let document = include_str!("../../../../docs/policy-decide.md");
    let mut examples = document.lines().filter(|line| line.starts_with("{\"id\":"));
    let (question, answer) = (examples.next().unwrap(), examples.next().unwrap());
    assert_eq!(iamd_question::answer_line(question), answer);
}
