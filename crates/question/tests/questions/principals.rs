//! Who asks, and what follows from that.

use serde_json::{Value, json};

use crate::asked::{
    BOB, FEDERATED, ROOT, SESSION, answer, check, document, document_for, document_if,
    question_with, with_statement,
};

/// Every principal with the values of its keys; without one, the key is absent.
#[test]
fn keys_follow_from_the_principal() {
    const KEYS: [&str; 7] = [
        "aws:PrincipalArn",
        "aws:PrincipalAccount",
        "aws:PrincipalType",
        "aws:userid",
        "aws:username",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalServiceName",
    ];
    let account = "111122223333";
    let role = "arn:aws:iam::111122223333:role/Auditor";
    let (cn_user, cn_account) = ("arn:aws-cn:iam::444455556666:user/Eve", "444455556666");
    let rows = [
        (
            json!(ROOT),
            [ROOT, account, "Account", account, "", "false", ""],
        ),
        (json!(BOB), [BOB, account, "User", "", "Bob", "false", ""]),
        (
            json!(cn_user),
            [cn_user, cn_account, "User", "", "Eve", "false", ""],
        ),
        (
            json!(SESSION),
            [role, account, "AssumedRole", "", "", "false", ""],
        ),
        (
            json!(FEDERATED),
            [
                FEDERATED,
                account,
                "FederatedUser",
                "111122223333:Ann",
                "",
                "false",
                "",
            ],
        ),
        (
            json!("anonymous"),
            ["", "anonymous", "Anonymous", "anonymous", "", "", ""],
        ),
        (
            json!({"service": "s.amazonaws.com"}),
            ["", "", "", "", "", "true", "s.amazonaws.com"],
        ),
        (
            json!({"federated": "accounts.google.com"}),
            ["", "", "", "", "", "", ""],
        ),
    ];
    for (principal, values) in rows {
        for (key, value) in KEYS.into_iter().zip(values) {
            check_key(&principal, key, value);
        }
        check_key(&principal, "aws:CurrentTime", "");
        check_key(&principal, "aws:SourceIp", "");
    }
}

/// Asks a resource's policy that allows everybody for whom the key has the value; an empty value
/// stands for a key that is absent.
#[track_caller]
fn check_key(principal: &Value, key: &str, value: &str) {
    let condition = if value.is_empty() {
        json!({"Null": {key: "true"}})
    } else {
        json!({"StringEquals": {key: value}})
    };
    let policy = with_statement(&json!({
        "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition
    }));
    let question = question_with([
        ("/request/principal", principal.clone()),
        ("/policies/resource", policy),
    ]);
    let answer = answer(&question);
    assert_eq!(
        answer["decision"], "ExplicitlyDenied",
        "{principal} {key} {value}: {answer}"
    );
}

#[test]
fn the_context_has_the_last_word() {
    let question = question_with([
        ("/request/context", json!({"AWS:UserName": "Eve"})),
        (
            "/policies/identity",
            json!([document_if("aws:username", "Eve")]),
        ),
    ]);
    check(&question, "Allowed", "identity");
}

#[test]
fn values_are_compared_as_they_are_written() {
    let rows = [
        (json!(true), "true"),
        (json!(12), "12"),
        (json!("text"), "text"),
        (json!("a\"b"), "a\"b"),
    ];
    for (value, text) in rows {
        let question = question_with([
            ("/request/context", json!({"app:key": value})),
            ("/policies/identity", json!([document_if("APP:Key", text)])),
        ]);
        check(&question, "Allowed", "identity");
    }
    let line = question_with([
        ("/request/context", json!({"app:key": "NUMBER"})),
        (
            "/policies/identity",
            json!([document_if("app:key", "1.50e1")]),
        ),
    ]);
    let line = line.to_string().replace("\"NUMBER\"", "1.50e1");
    assert_eq!(crate::asked::answer_to(&line)["decision"], "Allowed");
}

#[test]
fn a_list_is_a_key_with_several_values() {
    let any = |value: &str| {
        with_statement(&json!({
            "Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": value}}
        }))
    };
    let context = ("/request/context", json!({"aws:TagKeys": ["a", 2, true]}));
    for value in ["a", "2", "true"] {
        let question =
            question_with([context.clone(), ("/policies/identity", json!([any(value)]))]);
        check(&question, "Allowed", "identity");
    }
    let none = ("/request/context", json!({"aws:TagKeys": []}));
    let question = question_with([none, ("/policies/identity", json!([any("a")]))]);
    check(&question, "ImplicitlyDenied", "identity");
}

#[test]
fn a_role_has_the_path_that_the_context_says() {
    let role = "arn:aws:iam::111122223333:role/path/Auditor";
    let named = (
        "/policies/resource",
        document_for("Allow", &json!({"AWS": role})),
    );
    let session = ("/request/principal", json!(SESSION));
    let question = question_with([session.clone(), named.clone()]);
    check(&question, "ImplicitlyDenied", "identity");
    let context = ("/request/context", json!({"aws:principalarn": role}));
    check(
        &question_with([session, named, context]),
        "Allowed",
        "resource",
    );
}

#[test]
fn the_unique_id_is_that_of_aws_userid() {
    let rows = [
        (BOB, "AIDAQ2UWEXAMPLEQ2UWEX", "AIDAQ2UWEXAMPLEQ2UWEX", true),
        (
            SESSION,
            "AROAQ2UWEXAMPLEQ2UWEX:monday",
            "AROAQ2UWEXAMPLEQ2UWEX",
            true,
        ),
        (
            SESSION,
            "AROAQ2UWEXAMPLEQ2UWEX:monday",
            "AROAQ2UWOTHERSQ2UWEX2",
            false,
        ),
        (
            SESSION,
            "AIDAQ2UWEXAMPLEQ2UWEX",
            "AIDAQ2UWEXAMPLEQ2UWEX",
            false,
        ),
    ];
    for (principal, user_id, named, matches) in rows {
        let question = question_with([
            ("/request/principal", json!(principal)),
            ("/request/context", json!({"aws:userid": user_id})),
            (
                "/policies/resource",
                document_for("Allow", &json!({"AWS": named})),
            ),
        ]);
        let decision = if matches {
            "Allowed"
        } else {
            "ImplicitlyDenied"
        };
        assert_eq!(
            answer(&question)["decision"],
            decision,
            "{principal} {user_id}"
        );
    }
}

#[test]
fn a_federated_user_may_have_an_issuer() {
    let named = (
        "/policies/resource",
        document_for("Deny", &json!({"AWS": BOB})),
    );
    let principal = ("/request/principal", json!(FEDERATED));
    let question = question_with([principal.clone(), named.clone()]);
    check(&question, "ImplicitlyDenied", "identity");
    let issuer = ("/issuer", json!(BOB));
    check(
        &question_with([principal.clone(), named, issuer]),
        "ExplicitlyDenied",
        "resource",
    );
    let of_root = question_with([
        principal,
        ("/issuer", json!(ROOT)),
        ("/policies/session", json!([document("Allow")])),
    ]);
    check(&of_root, "Allowed", "root");
}

#[test]
fn nobody_in_particular_needs_the_resources_policy() {
    let principal = ("/request/principal", json!("anonymous"));
    let allowed = ("/policies/identity", json!([document("Allow")]));
    check(
        &question_with([principal.clone(), allowed]),
        "ImplicitlyDenied",
        "resource",
    );
    let anyone = ("/policies/resource", document_for("Allow", &json!("*")));
    check(&question_with([principal, anyone]), "Allowed", "resource");
}

#[test]
fn a_provider_is_named_as_federated() {
    let provider = "arn:aws:iam::111122223333:oidc-provider/idp.example.com";
    let trust = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Federated": provider},
        "Action": "sts:AssumeRoleWithWebIdentity"
    }});
    let question = question_with([
        ("/request/principal", json!({"federated": provider})),
        ("/request/action", json!("sts:AssumeRoleWithWebIdentity")),
        (
            "/request/resource",
            json!({"arn": "arn:aws:iam::111122223333:role/Auditor"}),
        ),
        ("/policies/resource", trust),
    ]);
    check(&question, "Allowed", "trust");
}
