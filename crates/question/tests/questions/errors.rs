//! Every way in which a question can be wrong.

use serde_json::{Value, json};

use crate::asked::{BOB, FEDERATED, SESSION, check_error, document, question, question_with};

#[test]
fn lines_that_are_no_question() {
    let rows = [
        ("", "the line is empty"),
        (" \t\r", "the line is empty"),
        ("null", "an object"),
        ("[]", "an object"),
        ("7", "an object"),
        ("{", "EOF"),
        ("{} {}", "missing field `request`"),
        (r#"{"id":1"#, "EOF"),
        (r#"{"request":[]}"#, "an object"),
        (r#"{"request":{}}"#, "missing field `principal`"),
    ];
    for (line, part) in rows {
        check_error(line, part);
    }
    check_error(&format!("{} x", question()), "trailing characters");
}

#[test]
fn members_that_are_missing() {
    for pointer in [
        "/request",
        "/request/principal",
        "/request/action",
        "/request/resource",
    ] {
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let mut question = question();
        let parent = question.pointer_mut(parent).unwrap();
        parent.as_object_mut().unwrap().remove(member);
        check_error(&question.to_string(), &format!("missing field `{member}`"));
    }
    let question = question_with([("/request/resource", json!({}))]);
    check_error(&question.to_string(), "missing field `arn`");
}

#[test]
fn members_that_nobody_knows() {
    for parent in ["", "/request", "/request/resource", "/policies"] {
        let pointer = format!("{parent}/contxt");
        let question = question_with([(&pointer, Value::Null)]);
        check_error(&question.to_string(), "unknown field `contxt`");
    }
}

#[test]
fn members_that_are_there_twice() {
    let rows = [
        (r#""id":"q""#, "duplicate field `id`"),
        (r#""action":"s3:GetObject""#, "duplicate field `action`"),
        (r#""account":"111122223333""#, "duplicate field `account`"),
    ];
    for (member, part) in rows {
        let line = question().to_string();
        assert!(line.contains(member));
        check_error(&line.replace(member, &format!("{member},{member}")), part);
    }
    let policies = question_with([("/policies/identity", json!([]))]);
    let twice = r#""identity":[],"identity":[]"#;
    let line = policies.to_string().replace(r#""identity":[]"#, twice);
    check_error(&line, "duplicate field `identity`");
}

#[test]
fn members_of_the_wrong_type() {
    let rows = [
        ("/request/principal", json!(7), "an ARN, \"anonymous\""),
        ("/request/principal", Value::Null, "an ARN, \"anonymous\""),
        ("/request/principal", json!({}), "an ARN, \"anonymous\""),
        (
            "/request/principal",
            json!({"service": "a", "federated": "b"}),
            "an ARN, \"anonymous\"",
        ),
        (
            "/request/principal",
            json!({"AWS": "arn:aws:iam::111122223333:user/Bob"}),
            "an ARN is written as a text alone",
        ),
        (
            "/request/principal",
            json!({"aws": "a"}),
            "unknown field `aws`, expected `service` or `federated`",
        ),
        ("/request/action", json!(["s3:GetObject"]), "invalid type"),
        (
            "/request/resource",
            json!("arn:aws:s3:::reports"),
            "an object",
        ),
        (
            "/request/resource/account",
            json!(111_122_223_333_u64),
            "invalid type",
        ),
        ("/request/context", json!([]), "condition keys"),
        ("/request/issuer", json!(7), "invalid type"),
        ("/management", json!("true"), "invalid type"),
        ("/policies", json!([]), "an object"),
        (
            "/policies/scp",
            document("Allow"),
            "policies.scp: a list of levels is wanted, each a list of documents",
        ),
        (
            "/policies/scp",
            json!([document("Allow")]),
            "policies.scp[0]: a level is a list of documents",
        ),
        (
            "/policies/rcp",
            json!([[], Value::Null]),
            "policies.rcp[1]: a level is a list of documents",
        ),
    ];
    for (pointer, value, part) in rows {
        check_error(&question_with([(pointer, value)]).to_string(), part);
    }
}

#[test]
fn values_of_the_context_that_cannot_be() {
    for value in [
        json!(null),
        json!({}),
        json!([null]),
        json!([["a"]]),
        json!([{}]),
    ] {
        let question = question_with([("/request/context", json!({"app:key": value}))]);
        check_error(
            &question.to_string(),
            "the value of the condition key `app:key`",
        );
    }
    let context = json!({"app:Key": "a", "other:key": "b", "APP:key": "a"});
    let question = question_with([("/request/context", context)]);
    check_error(
        &question.to_string(),
        "is there twice; its case does not count",
    );
    let line = question_with([("/request/context", json!({"app:key": "HALF"}))]).to_string();
    check_error(
        &line.replace("HALF", "\\ud800"),
        "the value of the condition key `app:key`",
    );
}

#[test]
fn principals_that_cannot_ask() {
    let rows = [
        ("", "neither an ARN nor `anonymous`"),
        ("*", "neither an ARN nor `anonymous`"),
        ("111122223333", "neither an ARN nor `anonymous`"),
        ("Anonymous", "neither an ARN nor `anonymous`"),
        (
            "arn:aws:iam::1111:user/Bob",
            "no account id of twelve digits",
        ),
        (
            "arn:aws:iam:us-east-1:111122223333:user/Bob",
            "is not the ARN of a user",
        ),
        (
            "arn:aws:iam::111122223333:user/",
            "is not the ARN of a user",
        ),
        ("arn:aws:iam::111122223333:user", "is not the ARN of a user"),
        (
            "arn:aws:iam::111122223333:root/Bob",
            "is not the ARN of a user",
        ),
        (
            "arn:aws:iam::111122223333:group/Bob",
            "is not the ARN of a user",
        ),
        (
            "arn:aws:sts::111122223333:user/Bob",
            "is not the ARN of a user",
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/Auditor",
            "is not the ARN of a user",
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/a/b/c",
            "is not the ARN of a user",
        ),
        (
            "arn:aws:sts::111122223333:federated-user/",
            "is not the ARN of a user",
        ),
        (
            "arn:aws-cn:iam::111122223333:role/path/Auditor",
            "a session of it asks, arn:aws-cn:sts::111122223333:assumed-role/Auditor/SESSION",
        ),
    ];
    for (principal, part) in rows {
        let question = question_with([("/request/principal", json!(principal))]);
        check_error(&question.to_string(), part);
    }
    let question = question_with([("/request/principal", json!({"service": ""}))]);
    check_error(
        &question.to_string(),
        "request.principal: the name is empty",
    );
}

#[test]
fn what_does_not_fit_the_principal() {
    let elsewhere = "arn:aws:iam::444455556666:user/Bob";
    let rows = [
        (
            BOB,
            "/issuer",
            json!(BOB),
            "issuer: only the session of a federated user",
        ),
        (
            FEDERATED,
            "/request/issuer",
            json!(elsewhere),
            "request.issuer: `arn:aws:iam::4444",
        ),
        (
            FEDERATED,
            "/issuer",
            json!(SESSION),
            "is not the ARN of a user or root user",
        ),
        (
            FEDERATED,
            "/issuer",
            json!("Bob"),
            "is not the ARN of a user or root user",
        ),
    ];
    for (principal, pointer, value, part) in rows {
        let question = question_with([("/request/principal", json!(principal)), (pointer, value)]);
        check_error(&question.to_string(), part);
    }
    for role in [
        json!(SESSION),
        json!("arn:aws:iam::444455556666:role/Auditor"),
        json!("arn:aws:iam::111122223333:role/Other"),
        json!(["arn:aws:iam::111122223333:role/Auditor"]),
    ] {
        let question = question_with([
            ("/request/principal", json!(SESSION)),
            ("/request/context", json!({"aws:PrincipalArn": role})),
        ]);
        check_error(
            &question.to_string(),
            "aws:PrincipalArn is not the ARN of a role Auditor",
        );
    }
}

#[test]
fn actions_and_resources_that_are_none() {
    for action in ["", "GetObject", ":GetObject", "s3:"] {
        let question = question_with([("/request/action", json!(action))]);
        check_error(&question.to_string(), "is not SERVICE:NAME");
    }
    for arn in ["", "reports/may", "arn:aws:s3:::", "arn:aws:s3::reports"] {
        let question = question_with([("/request/resource/arn", json!(arn))]);
        let part = "is neither an ARN with its six segments nor `*`";
        if arn == "arn:aws:s3:::" {
            assert!(!crate::asked::answer(&question)["decision"].is_null());
        } else {
            check_error(&question.to_string(), part);
        }
    }
    for account in ["", "1111", "anonymous"] {
        let question = question_with([("/request/resource/account", json!(account))]);
        check_error(&question.to_string(), "is no account id of twelve digits");
    }
}

#[test]
fn documents_that_cannot_be_read() {
    let good = document("Allow");
    let bad = json!({"Version": "2012-10-17", "Statements": []});
    let place = |layer: &str, place: &str| {
        (
            format!("/policies/{layer}"),
            format!("policies.{place}: line 1, column "),
        )
    };
    let rows = [
        (place("identity", "identity[1]"), json!([good, bad])),
        (place("boundary", "boundary[0]"), json!([bad])),
        (place("session", "session"), bad.clone()),
        (place("resource", "resource"), bad.clone()),
        (place("scp", "scp[1][0]"), json!([[good], [bad]])),
        (place("rcp", "rcp[0][1]"), json!([[good, bad]])),
        (place("endpoint", "endpoint[0]"), json!([bad])),
        (place("identity", "identity[0]"), json!([null])),
        (place("identity", "identity"), json!(7)),
    ];
    for ((pointer, part), policies) in rows {
        let question = question_with([(&pointer, policies)]);
        check_error(&question.to_string(), &part);
    }
    let question = question_with([("/endpoint", json!([bad]))]);
    check_error(&question.to_string(), "endpoint[0]: line 1, column ");
    let question = question_with([("/policies/resource", json!([good, good]))]);
    check_error(
        &question.to_string(),
        "policies.resource: a resource has one policy",
    );
}

#[test]
fn an_error_says_where_in_the_document() {
    let twice = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny"}}"#;
    let line = question_with([("/policies/identity", json!(["TWICE"]))]).to_string();
    let part = "policies.identity[0]: line 1, column 55: syntax error: ";
    check_error(&line.replace("\"TWICE\"", twice), part);
    let text = json!("{\n  \"Version\": 7\n}");
    let question = question_with([("/policies/identity", json!([text]))]);
    check_error(
        &question.to_string(),
        "policies.identity[0]: line 2, column 14: syntax error: ",
    );
    let line = question_with([("/policies/identity", json!(["HALF"]))]).to_string();
    check_error(&line.replace("HALF", "\\ud800"), "policies.identity[0]: ");
}
