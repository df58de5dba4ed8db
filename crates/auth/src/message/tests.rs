//! What messages tell, to whom, and what is left of them when there is little room.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_ident::{Path, UserName};
use iamd_policy::{
    Document, Policies, PolicySet, PolicySource, Request, SourceKind, Trace, decide,
};
use iamd_seal::SealingKey;
use iamd_testkit::SeededRandom;
use serde_json::json;

use super::*;
use crate::{Call, Caller, Denial, Principal, RequestFacts, UserFacts};

const ACTION: &str = "s3:GetObject";
const OBJECT: &str = "arn:aws:s3:::photos/a.png";
const BOB: &str = "arn:aws:iam::123456789012:user/bob";

const DENY_WITHOUT_TLS: &str = r#"[
    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
    {"Sid": "Tls", "Effect": "Deny", "Action": "s3:*", "Resource": "*",
     "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
    {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}
]"#;

fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

fn ring() -> SealingKeys {
    SealingKeys::new(SealingKey::from_bytes([1; SealingKey::BYTES].into()))
}

fn bob() -> Caller {
    let facts = UserFacts {
        account: account(),
        id: "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
        name: "bob".parse::<UserName>().unwrap(),
        path: Path::root(),
        arn: BOB.parse().unwrap(),
        tags: Vec::new(),
    };
    Caller::new(
        Principal::User(Arc::new(facts)),
        "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
    )
}

fn request() -> RequestFacts {
    RequestFacts {
        request_id: "a request".to_owned(),
        received_at: "2026-01-31T00:00:00Z".parse().unwrap(),
        source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        secure_transport: false,
        tls: None,
        host: None,
        user_agent: None,
        referer: None,
        region: "us-west-2".to_owned(),
        signature: None,
        parameters: Value::Null,
    }
}

/// How bob is denied an object by an identity policy with these statements.
fn denial(statements: &str, is_foreign: bool) -> Denial {
    let policy = format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#);
    let compiled = Document::parse(&policy).unwrap().compile();
    let source = PolicySource::new("rights", SourceKind::UserInline);
    let set = PolicySet::new([(source, Arc::new(compiled))]);
    let context: &[(&str, iamd_policy::Value<'_>)] = &[("aws:SecureTransport", false.into())];
    let request = Request::new(ACTION, OBJECT, &context);
    let layers = Policies::of(iamd_policy::Principal::user(BOB)).with_identity(&set);
    let mut trace = Trace::default();
    let decision = decide(&request, &layers, &mut trace);
    assert!(!decision.is_allowed());
    Denial {
        action: ACTION,
        resource: OBJECT.to_owned(),
        resource_exists: true,
        decision,
        trace,
        is_foreign,
    }
}

fn message(statements: &str, is_foreign: bool) -> Value {
    let (caller, request) = (bob(), request());
    let call = Call {
        caller: &caller,
        request: &request,
    };
    denial_message(&denial(statements, is_foreign), call)
}

#[test]
fn a_message_has_the_shape_of_aws_s() {
    let transport =
        |values: Value| json!({"key": "aws:SecureTransport", "values": {"items": values}});
    let statement = |id: &str, effect: &str, conditions: Value| {
        json!({
            "statementId": id,
            "effect": effect,
            "principals": {"items": [{"value": "AIDAQ2UWEXAMPLEQ2UWEX"}]},
            "principalGroups": {"items": []},
            "actions": {"items": [{"value": ACTION}]},
            "resources": {"items": [{"value": OBJECT}]},
            "conditions": {"items": conditions},
        })
    };
    let expected = json!({
        "allowed": false,
        "explicitDeny": true,
        "matchedStatements": {"items": [
            statement("", "ALLOW", json!([])),
            statement("Tls", "DENY", json!([transport(json!([{"value": "false"}]))])),
        ]},
        "failures": {"items": []},
        "context": {
            "principal": {"id": "AIDAQ2UWEXAMPLEQ2UWEX", "arn": BOB},
            "action": ACTION,
            "resource": OBJECT,
            "conditions": {"items": [transport(json!([{"value": "false"}]))]},
        },
    });
    assert_eq!(message(DENY_WITHOUT_TLS, false), expected);
}

#[test]
fn what_no_statement_allows_is_denied_without_one() {
    let other = r#"[{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]"#;
    let message = message(other, false);
    assert_eq!(message["explicitDeny"], json!(false));
    assert_eq!(message["matchedStatements"], json!({"items": []}));
}

/// The key that people look for most, `aws:MultiFactorAuthPresent`, is often the one that is missing.
#[test]
fn a_key_that_the_request_does_not_have_is_told_without_values() {
    let with_mfa = r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]"#;
    let message = message(with_mfa, false);
    let absent = json!([{"key": "aws:MultiFactorAuthPresent", "values": {"items": []}}]);
    assert_eq!(message["context"]["conditions"]["items"], absent);
    assert_eq!(message["matchedStatements"], json!({"items": []}));
}

/// Whether a condition of one's own holds may depend on what is in the other account.
#[test]
fn a_message_tells_nothing_of_another_account() {
    let hidden = message(DENY_WITHOUT_TLS, true);
    assert_eq!(hidden["explicitDeny"], json!(false));
    assert_eq!(hidden["matchedStatements"], json!({"items": []}));
    assert_eq!(hidden["context"]["conditions"], json!({"items": []}));
    assert_eq!(hidden["context"]["resource"], json!(OBJECT));

    let plain = r#"[{"Effect": "Deny", "Action": "*", "Resource": "*"}]"#;
    assert_eq!(message(plain, true), hidden, "whatever denies it");
    let none = r#"[{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]"#;
    assert_eq!(message(none, true), hidden, "and if nothing allows it");
}

#[test]
fn a_sealed_message_opens_for_its_account_alone() {
    let (ring, random) = (ring(), SeededRandom::new(1));
    let message = message(DENY_WITHOUT_TLS, false);
    let sealed = seal_message(&ring, account(), &message, &random).unwrap();
    assert!(
        sealed
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
    assert_eq!(
        open_message(&ring, account(), &sealed).unwrap(),
        message.to_string()
    );

    let refused = |ring: &SealingKeys, account: &str, text: &str| {
        let opened = open_message(ring, account.parse().unwrap(), text);
        assert_eq!(opened, Err(MessageFault::Invalid));
    };
    let own = "123456789012";
    refused(&ring, "210987654321", &sealed);
    refused(
        &SealingKeys::new(SealingKey::generate(&random)),
        own,
        &sealed,
    );
    for place in [0, 1, 5, 20, sealed.len() / 2, sealed.len() - 1] {
        let mut altered = sealed.clone().into_bytes();
        altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
        refused(&ring, own, &String::from_utf8(altered).unwrap());
        refused(&ring, own, sealed.get(..place).unwrap());
    }
    refused(&ring, own, &"A".repeat(5000));
    refused(&ring, own, "~");
}

#[test]
fn what_has_no_room_leaves_out_conditions_first_and_then_statements() {
    let random = SeededRandom::new(2);
    let noise = || {
        (0..31)
            .map(|_| format!("{:016x}", random.next()))
            .collect::<Vec<_>>()
            .concat()
    };
    let values =
        |number: usize| -> Vec<Value> { (0..number).map(|_| json!({"value": noise()})).collect() };
    let told = |conditions: usize, statements: usize| {
        let mut message = message(DENY_WITHOUT_TLS, false);
        message["context"]["conditions"]["items"] = json!(values(conditions));
        let items = values(statements).into_iter().map(
            |value| json!({"statementId": value, "conditions": {"items": values(conditions)}}),
        );
        message["matchedStatements"]["items"] = items.collect();
        let sealed = seal_message(&ring(), account(), &message, &random).unwrap();
        assert!(sealed.len() <= MESSAGE_CHARACTERS_MAX);
        let text = open_message(&ring(), account(), &sealed).unwrap();
        let opened: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(opened["context"]["resource"], json!(OBJECT));
        let conditions = opened["context"]["conditions"]["items"].as_array().unwrap();
        let statements = opened["matchedStatements"]["items"].as_array().unwrap();
        (conditions.len(), statements.len())
    };
    assert_eq!(told(2, 1), (2, 1));
    assert_eq!(told(20, 1), (0, 1));
    assert_eq!(told(20, 30), (0, 0));
}

#[test]
fn what_is_too_long_in_any_case_is_not_sealed() {
    let random = SeededRandom::new(3);
    let noise: Vec<String> = (0..1000)
        .map(|_| format!("{:016x}", random.next()))
        .collect();
    let sealed = seal_message(&ring(), account(), &json!({"context": noise}), &random);
    assert_eq!(sealed, Err(MessageFault::TooLong));
}
