//! From a decision to what the operator reads.

mod events;

use std::sync::Arc;

use iamd_api::{Action, iam};
use iamd_auth::{AuditEvent, Call, Caller, Denial, Principal, RequestFacts, Resource, UserFacts};
use iamd_ident::{AccountId, Arn, Partition, Path};
use iamd_policy::{
    Document, Policies, PolicySet, PolicySource, Request, SourceKind, Trace, Value, decide,
};
use serde_json::json;

use super::*;

const BOB: &str = "arn:aws:iam::123456789012:user/bob";
const EVE: &str = "arn:aws:iam::123456789012:user/eve";

fn bob() -> Caller {
    let (path, name) = (Path::root(), "bob".parse().unwrap());
    let account: AccountId = "123456789012".parse().unwrap();
    let facts = UserFacts {
        account,
        id: "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account, "user", &path, &name),
        name,
        path,
        tags: Vec::new(),
    };
    let key = "AKIAIOSFODNN7EXAMPLE".parse().unwrap();
    Caller::new(Principal::User(Arc::new(facts)), key)
}

fn request() -> RequestFacts {
    RequestFacts {
        request_id: "8a7e".to_owned(),
        received_at: "2026-01-31T00:00:00.5Z".parse().unwrap(),
        source_ip: [127, 0, 0, 1].into(),
        secure_transport: false,
        tls: None,
        host: None,
        user_agent: None,
        referer: None,
        region: "us-west-2".to_owned(),
        signature: None,
        parameters: serde_json::Value::Null,
    }
}

/// The explanation of bob's being denied `iam:GetUser` on eve by these inline policies.
fn denied_by(policies: &[(&str, &str)], context: &[(&str, Value<'_>)]) -> Explanation {
    let compiled = policies.iter().map(|(name, text)| {
        let compiled = Document::parse(text).unwrap().compile();
        let source = PolicySource::new(*name, SourceKind::UserInline);
        (source, Arc::new(compiled))
    });
    let set = PolicySet::new(compiled);
    let layers = Policies::of(iamd_policy::Principal::user(BOB)).with_identity(&set);
    let mut trace = Trace::default();
    let asked = Request::new("iam:GetUser", EVE, &context);
    let decision = decide(&asked, &layers, &mut trace);
    assert!(!decision.is_allowed());
    let denial = Denial {
        action: "iam:GetUser",
        resource: EVE.to_owned(),
        resource_exists: true,
        decision,
        trace,
        is_foreign: false,
    };
    let (caller, request) = (bob(), request());
    let event = AuditEvent {
        call: Call {
            caller: &caller,
            request: &request,
        },
        operation: iam::GetUser::ROW,
        resource: Some(&Resource::named(EVE.to_owned(), caller.account().unwrap())),
        decided_by: None,
        decision: None,
        error: None,
        denial: Some(&denial),
        told: None,
        further: &[],
    };
    Explanation::new(&event, &denial)
}

const OFFICE: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "FromOffice",
            "Effect": "Allow",
            "Action": "iam:Get*",
            "Resource": "*",
            "Condition": {
                "IpAddress": {"aws:SourceIp": "192.0.2.0/24"},
                "StringEquals": {"aws:PrincipalTag/team": "a"},
                "ForAnyValue:StringEquals": {"aws:TagKeys": "a"}
            }
        },
        {"Effect": "Allow", "Action": "iam:List*", "Resource": "*"}
    ]
}"#;

fn office() -> Explanation {
    let keys = ["b".to_owned(), "c\u{1b}[2J".to_owned()];
    denied_by(
        &[("office", OFFICE)],
        &[
            ("aws:SourceIp", "127.0.0.1".into()),
            ("aws:TagKeys", Value::Many(&keys)),
        ],
    )
}

#[test]
fn a_missing_allow_is_explained() {
    let expected = r#"request   8a7e
          at 2026-01-31T00:00:00Z from 127.0.0.1
caller    arn:aws:iam::123456789012:user/bob
action    iam:GetUser
resource  arn:aws:iam::123456789012:user/eve
decision  denied: no statement of the identity policies allows it

identity policies: no statement matches
  office (inline policy of the user), statement 1 "FromOffice", line 4, column 9: Allow, does not match
    yes Action       saw "iam:GetUser"; line 7, column 23
    yes Resource     saw "arn:aws:iam::123456789012:user/eve"; line 8, column 25
    NO  Condition    IpAddress aws:SourceIp: wanted "192.0.2.0/24", saw "127.0.0.1"; line 10, column 31
    NO  Condition    StringEquals aws:PrincipalTag/team: wanted "a", the request does not have this key; line 11, column 34
    NO  Condition    ForAnyValue:StringEquals aws:TagKeys: wanted "a", saw "b", "c\u{1b}[2J"; line 12, column 46
  1 statement is about other actions (--all shows it)
"#;
    assert_eq!(text(&office(), false), expected);
}

#[test]
fn all_shows_the_other_statements_too() {
    let told = text(&office(), true);
    let expected = "  office (inline policy of the user), statement 2, line 15, column 9: Allow, does not \
                    match\n    NO  Action       saw \"iam:GetUser\"; line 15, column 39\n";
    assert!(told.ends_with(expected), "{told}");
}

#[test]
fn an_explicit_deny_is_explained() {
    let deny = r#"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Sid": "No", "Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:iam::*:role/*"}]}"#;
    let told = text(&denied_by(&[("no", deny)], &[]), false);
    for part in [
        "decision  denied by no statement 2 (No), inline policy of the user, line 2, column 9\n",
        "identity policies: a statement denies\n",
        "statement 1, line 1, column 16: Allow, matches\n",
        "statement 2 \"No\", line 2, column 9: Deny, matches\n",
        "yes NotAction ",
        "yes NotResource ",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn the_operation_is_named_beside_another_action() {
    let mut denied = denied_by(&[], &[]);
    assert!(text(&denied, false).contains("action    iam:GetUser\n"));
    denied.operation = "iam:CreateUser".to_owned();
    denied.action = "iam:TagUser".to_owned();
    let expected = "action    iam:TagUser, which iam:CreateUser needs as well\n";
    let told = text(&denied, false);
    assert!(told.contains(expected), "{told}");
}

#[test]
fn what_is_not_understood_is_named() {
    let unknown = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEqualish": {"aws:username": "bob"}}}}"#;
    let told = text(&denied_by(&[("odd", unknown)], &[]), false);
    let expected = "NO  Unknown      StringEqualish aws:username: this is not understood";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn json_says_the_same() {
    let office = office();
    let json = serde_json::to_value(&office).unwrap();
    assert_eq!(json["decision"], "ImplicitlyDenied");
    assert_eq!(json["layer"], "identity");
    let statement = &json["trace"][0]["statements"][0];
    assert_eq!(statement["sid"], "FromOffice");
    assert_eq!(
        statement["checks"][2],
        json!({
            "element": "Condition",
            "matched": false,
            "operator": "IpAddress",
            "key": "aws:SourceIp",
            "wanted": ["192.0.2.0/24"],
            "seen": ["127.0.0.1"],
            "line": 10,
            "column": 31
        })
    );
    let read: Explanation = serde_json::from_value(json).unwrap();
    assert_eq!(read, office);
}

#[test]
fn an_explanation_has_a_size_and_says_what_it_leaves_out() {
    let statements = |action: &str, count: usize| {
        let one = json!({"Effect": "Allow", "Action": action, "Resource": "arn:aws:iam::*:role/*"});
        json!({"Statement": vec![one; count]}).to_string()
    };
    let (others, bearing) = (
        statements("iam:ListUsers", 400),
        statements("iam:GetUser", 50),
    );
    let explanation = denied_by(&[("others", &others), ("bearing", &bearing)], &[]);
    let json = serde_json::to_vec(&explanation).unwrap();
    assert!(json.len() < 66 << 10, "{}", json.len());
    // What bears on the action is there, although it comes last, and stands behind the others.
    let told = &explanation.trace[0].statements;
    let bearing = told
        .iter()
        .filter(|statement| statement.policy == "bearing");
    assert_eq!(bearing.count(), 50);
    assert_eq!(told.last().unwrap().policy, "bearing");
    let cut = explanation.cut;
    assert_eq!((cut.statements, cut.texts), (0, 0));
    assert_eq!(cut.statements_on_other_actions, 450 - told.len());
    assert!(cut.statements_on_other_actions > 0);
    let said = text(&explanation, true);
    assert!(said.contains("left out, to keep within"), "{said}");
}

#[test]
fn long_texts_are_shortened() {
    let long = "ü".repeat(5000);
    let policy = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:UserAgent": "a client"}}}}"#;
    let explanation = denied_by(
        &[("agent", policy)],
        &[("aws:UserAgent", long.as_str().into())],
    );
    let seen = &explanation.trace[0].statements[0].checks[2].seen;
    let shortened = format!("{}…", "ü".repeat(1024));
    assert_eq!(seen.as_deref(), Some([shortened].as_slice()));
    assert_eq!(explanation.cut.texts, 1);
}

#[test]
fn what_a_policy_wants_is_shortened_too() {
    let wanted: Vec<_> = (0..70).map(|number| number.to_string()).collect();
    let policy = json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:UserAgent": wanted}}}});
    let explanation = denied_by(&[("agent", &policy.to_string())], &[]);
    let told = &explanation.trace[0].statements[0].checks[2].wanted;
    assert_eq!(told.as_deref(), wanted.get(..64));
    assert_eq!(explanation.cut.texts, 6);
}

#[test]
fn no_policies_are_explained_too() {
    let told = text(&denied_by(&[], &[]), false);
    assert!(
        told.contains("identity policies: the user has no policies\n"),
        "{told}"
    );
}

#[test]
fn whose_policies_are_missing_is_said() {
    let session = "arn:aws:sts::123456789012:";
    for (caller, expected) in [
        (BOB.to_owned(), "the user has no policies"),
        (
            format!("{session}assumed-role/reader/today"),
            "the role has no policies",
        ),
        (
            format!("{session}federated-user/guest"),
            "the user who made the session has no policies",
        ),
    ] {
        let explanation = Explanation {
            caller,
            ..denied_by(&[], &[])
        };
        let told = text(&explanation, false);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_role_that_does_not_exist_is_said_to_be_none() {
    let trust = Layer {
        layer: "trust".to_owned(),
        says: "nothing".to_owned(),
        statements: Vec::new(),
    };
    let none = Explanation {
        layer: "trust".to_owned(),
        resource_exists: false,
        trace: vec![trust],
        ..denied_by(&[], &[])
    };
    let told = text(&none, false);
    for line in [
        "\ndecision  denied: there is no role with this ARN\n",
        "\nrole's trust policy: there is no role with this ARN\n",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let one = Explanation {
        resource_exists: true,
        ..none
    };
    let told = text(&one, false);
    assert!(
        told.contains("no statement of the role's trust policy allows it"),
        "{told}"
    );
}
