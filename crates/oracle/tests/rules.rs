//! The evaluator's own rules, one small question each: what it answers is said here by hand.

use std::cell::RefCell;

use iamd_oracle::{Faults, Seen, answer};

const ALICE: &str = r#""arn:aws:iam::111122223333:user/alice""#;
const ROOT: &str = r#""arn:aws:iam::111122223333:root""#;
const SESSION: &str = r#""arn:aws:sts::111122223333:assumed-role/Worker/s1""#;
const CAROL: &str = r#""arn:aws:sts::111122223333:federated-user/carol""#;
const ZED: &str = r#""arn:aws:iam::444455556666:user/zed""#;

const FILE: &str =
    r#""s3:GetObject","resource":{"arn":"arn:aws:s3:::box/a","account":"111122223333"}"#;
const ROLE: &str = r#""sts:AssumeRole","resource":{"arn":"arn:aws:iam::111122223333:role/R"}"#;
const KEY: &str = r#""kms:Decrypt","resource":{"arn":"arn:aws:kms:eu-west-1:111122223333:key/k"}"#;

const ALL: &str = r#"[{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}]"#;
const NONE: &str = r#"[{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}]"#;
const DENY: &str = r#"[{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}]"#;

/// Asks, and compares the decision, the layer and the statement.
#[track_caller]
fn check(principal: &str, target: &str, policies: &str, expected: &str) {
    let context = if principal == SESSION {
        r#""aws:PrincipalArn":"arn:aws:iam::111122223333:role/app/Worker","aws:userid":"AROAWORKER:s1""#
    } else if principal == ALICE {
        r#""aws:userid":"AIDAALICE","aws:PrincipalTag/Team":"red","aws:TagKeys":["a","b"]"#
    } else {
        ""
    };
    let issuer = if principal == CAROL {
        format!(r#","issuer":{ALICE}"#)
    } else {
        String::new()
    };
    let line = format!(
        r#"{{"request":{{"principal":{principal},"action":{target},"context":{{{context}}}}},"policies":{{{policies}}}{issuer}}}"#
    );
    let found = answer(&line, Faults::NONE, &RefCell::new(Seen::default())).to_string();
    let found = found
        .replace(r#"{"decision":"#, "")
        .replace(['"', '{', '}'], "");
    let found = found
        .replace("layer:", "")
        .replace("statement:", "")
        .replace("policy:", "");
    assert_eq!(
        found.replace("index:", "").replace(',', " "),
        expected,
        "{line}"
    );
}

/// A resource policy of one statement that allows.
fn granting(principal: &str) -> String {
    let element = format!(r#""Principal":{principal},"Action":"*","Resource":"*""#);
    format!(r#""resource":{{"Statement":{{"Effect":"Allow",{element}}}}}"#)
}

fn aws(name: &str) -> String {
    granting(&format!(r#"{{"AWS":"{name}"}}"#))
}

#[test]
fn the_table_of_one_account() {
    let user = aws("arn:aws:iam::111122223333:user/alice");
    let role = aws("arn:aws:iam::111122223333:role/app/Worker");
    let session = aws("arn:aws:sts::111122223333:assumed-role/Worker/s1");
    let carol = aws("arn:aws:sts::111122223333:federated-user/carol");
    let account = aws("111122223333");
    let bounded = |grant: &str| format!(r#"{grant},"boundary":{NONE}"#);
    let limited = |grant: &str| format!(r#"{grant},"session":{NONE}"#);
    check(ALICE, FILE, &bounded(&user), "Allowed resource 0 0");
    check(SESSION, FILE, &role, "Allowed resource 0 0");
    check(
        SESSION,
        FILE,
        &bounded(&role),
        "ImplicitlyDenied boundary null",
    );
    check(
        SESSION,
        FILE,
        &limited(&role),
        "ImplicitlyDenied session null",
    );
    check(
        SESSION,
        FILE,
        &bounded(&limited(&session)),
        "Allowed resource 0 0",
    );
    check(CAROL, FILE, &bounded(&carol), "Allowed resource 0 0");
    check(CAROL, FILE, &user, "ImplicitlyDenied session null");
    check(
        CAROL,
        FILE,
        &format!(r#"{user},"session":{ALL}"#),
        "Allowed resource 0 0",
    );
    check(
        SESSION,
        FILE,
        &bounded(&limited(&aws("*"))),
        "Allowed resource 0 0",
    );
    check(ALICE, FILE, &account, "ImplicitlyDenied identity null");
    check(
        ALICE,
        FILE,
        &format!(r#"{account},"identity":{ALL}"#),
        "Allowed identity 0 0",
    );
    check(
        ALICE,
        FILE,
        &format!(r#"{user},"boundary":{DENY}"#),
        "ExplicitlyDenied boundary 0 0",
    );
    check(ROOT, FILE, "", "Allowed root null");
}

#[test]
fn trust_and_key_policies_must_allow() {
    for (target, layer) in [(ROLE, "trust"), (KEY, "resource")] {
        let identity = format!(r#""identity":{ALL}"#);
        check(
            ALICE,
            target,
            &identity,
            &format!("ImplicitlyDenied {layer} null"),
        );
        let account = aws("arn:aws:iam::111122223333:root");
        check(ALICE, target, &account, "ImplicitlyDenied identity null");
        check(
            ALICE,
            target,
            &format!("{account},{identity}"),
            "Allowed identity 0 0",
        );
        // The root user cannot assume roles.
        let root = if layer == "trust" {
            "ImplicitlyDenied trust null"
        } else {
            "Allowed root null"
        };
        check(ROOT, target, &account, root);
        check(ROOT, target, "", &format!("ImplicitlyDenied {layer} null"));
        check(
            ALICE,
            target,
            &aws("AIDAALICE"),
            &format!("Allowed {layer} 0 0"),
        );
        check(
            SESSION,
            target,
            &aws("AROAWORKER"),
            &format!("Allowed {layer} 0 0"),
        );
        check(
            SESSION,
            target,
            &aws("AROAGONE"),
            &format!("ImplicitlyDenied {layer} null"),
        );
    }
    let service = r#"{"service":"ec2.amazonaws.com"}"#;
    check(
        service,
        ROLE,
        &granting(r#""*""#),
        "ImplicitlyDenied trust null",
    );
    check(
        service,
        ROLE,
        &granting(r#"{"Service":"ec2.amazonaws.com"}"#),
        "Allowed trust 0 0",
    );
    check(service, KEY, &granting(r#""*""#), "Allowed resource 0 0");
}

#[test]
fn an_account_beside_one_of_its_entities_is_no_exception_of_its_own() {
    const BOB: &str = r#""arn:aws:iam::111122223333:user/bob""#;
    const ACCOUNT: &str = r#""111122223333""#;
    let outcome = |principal: &str, effect: &str, names: &[&str], expected: &str| {
        let names = names.join(",");
        let statement = format!(
            r#"{{"Effect":"{effect}","NotPrincipal":{{"AWS":[{names}]}},"Action":"*","Resource":"*"}}"#
        );
        let session = if principal == CAROL {
            format!(r#","session":{ALL}"#)
        } else {
            String::new()
        };
        let policies =
            format!(r#""resource":{{"Statement":[{statement}]}},"identity":{ALL}{session}"#);
        check(principal, FILE, &policies, expected);
    };
    let (spared, denied) = ("Allowed identity 0 0", "ExplicitlyDenied resource 0 0");
    for account in [ACCOUNT, ROOT] {
        outcome(BOB, "Deny", &[account], spared);
        outcome(SESSION, "Deny", &[account, ZED], spared);
        for entity in [ALICE, SESSION, CAROL, r#""AIDAALICE""#, r#""AROAGONE""#] {
            outcome(BOB, "Deny", &[account, entity], denied);
            outcome(ROOT, "Deny", &[account, entity], "Allowed root null");
        }
        outcome(ALICE, "Deny", &[account, ALICE], spared);
        outcome(ALICE, "Deny", &[account, r#""AIDAALICE""#], spared);
        outcome(CAROL, "Deny", &[account, ALICE], spared);
        outcome(SESSION, "Deny", &[account, ALICE], denied);
        outcome(BOB, "Deny", &[account, ALICE, r#""*""#], spared);
        outcome(BOB, "Allow", &[account, ALICE], spared);
    }
    outcome(ROOT, "Deny", &[ALICE], denied);
    outcome(ALICE, "Deny", &[ALICE], spared);
}

#[test]
fn two_accounts_both_allow() {
    let identity = format!(r#""identity":{ALL}"#);
    let named = aws("arn:aws:iam::444455556666:user/zed");
    check(ZED, FILE, &identity, "ImplicitlyDenied resource null");
    check(ZED, FILE, &named, "ImplicitlyDenied identity null");
    check(
        ZED,
        FILE,
        &format!("{named},{identity}"),
        "Allowed identity 0 0",
    );
    let bounded = format!(r#"{named},{identity},"boundary":{NONE}"#);
    check(ZED, FILE, &bounded, "ImplicitlyDenied boundary null");
}

#[test]
fn guards_and_the_order_of_blame() {
    let identity = format!(r#""identity":{ALL}"#);
    let levels = format!(r#"{identity},"scp":[{ALL},{NONE}]"#);
    check(ALICE, FILE, &levels, "ImplicitlyDenied scp null");
    check(
        ALICE,
        FILE,
        &format!(r#"{identity},"scp":[{ALL},{DENY}]"#),
        "ExplicitlyDenied scp 1 0",
    );
    check(ROOT, FILE, r#""scp":[[]]"#, "ImplicitlyDenied scp null");
    let open = granting(r#""*""#);
    check(
        r#""anonymous""#,
        FILE,
        &format!(r#"{open},"scp":[[]]"#),
        "Allowed resource 0 0",
    );
    let rcp = format!(r#"{open},"rcp":[{DENY}]"#);
    check(r#""anonymous""#, FILE, &rcp, "ExplicitlyDenied rcp 0 0");
    check(
        ROOT,
        FILE,
        &format!(r#""endpoint":{NONE}"#),
        "ImplicitlyDenied endpoint null",
    );
    let who = r#""sts:GetCallerIdentity","resource":{"arn":"*"}"#;
    check(
        SESSION,
        who,
        &format!(r#""identity":{DENY}"#),
        "Allowed null null",
    );
}

/// A statement of alice's own policy, in the version that has variables.
#[track_caller]
fn check_own(statement: &str, expected: &str) {
    let policy = format!(r#""identity":[{{"Version":"2012-10-17","Statement":{{{statement}}}}}]"#);
    check(ALICE, FILE, &policy, expected);
}

#[test]
fn conditions() {
    let own = |effect: &str, condition: &str, expected: &str| {
        let statement = format!(
            r#""Effect":"{effect}","Action":"*","Resource":"*","Condition":{{{condition}}}"#
        );
        check_own(&statement, expected);
    };
    let (yes, no) = ("Allowed identity 0 0", "ImplicitlyDenied identity null");
    own("Allow", r#""StringNotEquals":{"a:b":"x"}"#, yes);
    own("Allow", r#""ForAnyValue:StringNotEquals":{"a:b":"x"}"#, no);
    own("Allow", r#""ForAllValues:StringEquals":{"a:b":"x"}"#, yes);
    own(
        "Allow",
        r#""StringEquals":{"AWS:principaltag/TEAM":["blue","red"]}"#,
        yes,
    );
    own(
        "Allow",
        r#""StringNotEquals":{"aws:PrincipalTag/Team":["blue","red"]}"#,
        no,
    );
    own("Allow", r#""StringNotEquals":{"aws:TagKeys":"c"}"#, no);
    own(
        "Allow",
        r#""ForAnyValue:StringNotEquals":{"aws:TagKeys":"a"}"#,
        yes,
    );
    own("Allow", r#""Null":{"aws:TagKeys":false,"a:b":true}"#, yes);
    own("Allow", r#""StringIs":{}"#, yes);
    own("Allow", r#""StringIs":{"a:b":"x"}"#, no);
    own(
        "Deny",
        r#""StringIs":{"a:b":"x"}"#,
        "ExplicitlyDenied identity 0 0",
    );
    own(
        "Allow",
        r#""StringEquals":{"aws:username":"${aws:username}"}"#,
        yes,
    );
    own(
        "Allow",
        r#""BoolIfExists":{"aws:MultiFactorAuthPresent":true}"#,
        yes,
    );
    own(
        "Allow",
        r#""Bool":{"aws:MultiFactorAuthPresent":"false"}"#,
        no,
    );
}

#[test]
fn what_aws_would_not_have_saved() {
    check_own(
        r#""Effect":"allow","Action":"*","Resource":"*""#,
        "ImplicitlyDenied identity null",
    );
    check_own(
        r#""Effect":"Allow","NotAction":[],"Resource":"*""#,
        "ImplicitlyDenied identity null",
    );
    check_own(r#""Effect":"DENY""#, "ExplicitlyDenied identity 0 0");
    check_own(
        r#""Effect":"Deny","Action":"*","Resource":[]"#,
        "ExplicitlyDenied identity 0 0",
    );
    check_own(
        r#""Effect":"Allow","Effect":"Allow""#,
        "error:a duplicate key",
    );
    check_own(r#""Effect":"Permit""#, "error:an unknown effect");
    check_own(
        r#""Effect":"Allow","Actions":"*""#,
        "error:an unknown element",
    );
}
