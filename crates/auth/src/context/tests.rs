use std::{net::IpAddr, sync::Arc};

use iamd_ident::{AccessKeyId, AccountId, Arn, Partition, Path, UniqueId};
use serde_json::Value as Json;

use super::*;
use crate::{Caller, Principal, RequestFacts, RootUserFacts, Target, UserFacts};

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: key.into(),
        value: value.into(),
    }
}

fn account(number: u64) -> AccountId {
    AccountId::new(number).unwrap()
}

fn key() -> AccessKeyId {
    "AKIAIOSFODNN7EXAMPLE".parse().unwrap()
}

fn bob() -> Caller {
    let (path, name) = ("/team/".parse::<Path>().unwrap(), "bob".parse().unwrap());
    let facts = UserFacts {
        account: account(123_456_789_012),
        id: "AIDAQ2UWEXAMPLEQ2UWEX".parse::<UniqueId>().unwrap(),
        arn: Arn::iam_entity(
            Partition::Aws,
            account(123_456_789_012),
            "user",
            &path,
            &name,
        ),
        name,
        path,
        tags: vec![tag("Team", "a"), tag("empty", "")],
    };
    Caller::new(Principal::User(Arc::new(facts)), key())
}

fn root() -> Caller {
    let account = account(123_456_789_012);
    let facts = RootUserFacts {
        account,
        arn: Arn::root_user(Partition::Aws, account),
    };
    Caller::new(Principal::RootUser(Arc::new(facts)), key())
}

fn request() -> RequestFacts {
    RequestFacts {
        request_id: "a request".into(),
        received_at: "2026-01-31T00:00:01.5Z".parse().unwrap(),
        source_ip: IpAddr::from([192, 0, 2, 7]),
        secure_transport: true,
        tls: None,
        host: None,
        user_agent: Some("a client".into()),
        referer: Some("https://example.com/".into()),
        region: "eu-west-1".into(),
        parameters: Json::Null,
    }
}

/// A request that brings everything that a request can bring.
fn full() -> Requirements {
    let mut requirements = Requirements::on(Target::Any)
        .tags(vec![tag("Team", "b"), tag("cost", "1")])
        .removes_tags(&["old".into()])
        .policy_arn("arn:aws:iam::aws:policy/ReadOnlyAccess");
    requirements.permissions_boundary = Some("arn:aws:iam::aws:policy/Billing".into());
    requirements
}

fn resource() -> Resource {
    Resource::any(account(210_987_654_321)).tagged(vec![tag("Owner", "eve")])
}

/// The value of a key as text, lists joined by commas.
fn text(value: Value<'_>) -> String {
    match value {
        Value::One(scalar) => scalar.text().as_str().to_owned(),
        Value::Many(texts) => texts.join(","),
    }
}

#[track_caller]
fn check(caller: &Caller, requirements: &Requirements, key: &str, expected: Option<&str>) {
    let (request, resource) = (request(), resource());
    let call = Call {
        caller,
        request: &request,
    };
    let context = RequestContext::new(call, requirements, &resource);
    for key in [key.to_owned(), key.to_lowercase(), key.to_uppercase()] {
        assert_eq!(context.get(&key).map(text).as_deref(), expected, "{key}");
    }
}

/// Every key with its value in a request of bob's that brings everything.
const VALUES: &[(&str, &str)] = &[
    ("aws:CurrentTime", "2026-01-31T00:00:01Z"),
    ("aws:EpochTime", "1769817601"),
    ("aws:SecureTransport", "true"),
    ("aws:SourceIp", "192.0.2.7"),
    ("aws:UserAgent", "a client"),
    ("aws:Referer", "https://example.com/"),
    ("aws:RequestedRegion", "eu-west-1"),
    ("aws:ViaAWSService", "false"),
    ("aws:PrincipalIsAWSService", "false"),
    ("aws:PrincipalAccount", "123456789012"),
    (
        "aws:PrincipalArn",
        "arn:aws:iam::123456789012:user/team/bob",
    ),
    ("aws:PrincipalType", "User"),
    ("aws:userid", "AIDAQ2UWEXAMPLEQ2UWEX"),
    ("aws:username", "bob"),
    ("aws:ResourceAccount", "210987654321"),
    ("aws:TagKeys", "Team,cost,old"),
    ("iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ("iam:PermissionsBoundary", "arn:aws:iam::aws:policy/Billing"),
    ("aws:RequestTag/team", "b"),
    ("aws:RequestTag/cost", "1"),
    ("aws:ResourceTag/Owner", "eve"),
    ("iam:ResourceTag/Owner", "eve"),
    ("aws:PrincipalTag/Team", "a"),
    ("aws:PrincipalTag/empty", ""),
];

#[test]
fn every_key_has_its_value() {
    for (key, expected) in VALUES {
        check(&bob(), &full(), key, Some(expected));
    }
}

#[test]
fn every_key_of_the_tables_is_tested() {
    let tested = |name: &&str| VALUES.iter().any(|(key, _)| key.eq_ignore_ascii_case(name));
    let untested: Vec<_> = KEYS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !tested(name))
        .collect();
    assert_eq!(untested, [""; 0]);
    for (prefix, _) in TAG_KEYS {
        let tested = VALUES
            .iter()
            .any(|(key, _)| key.to_lowercase().starts_with(prefix));
        assert!(tested, "{prefix}");
    }
    assert!(KEYS.iter().all(|(name, _)| *name == name.to_lowercase()));
}

#[test]
fn a_request_that_brings_nothing_has_no_keys_of_what_it_could_bring() {
    let nothing = Requirements::on(Target::Any);
    for key in [
        "aws:TagKeys",
        "iam:PolicyARN",
        "iam:PermissionsBoundary",
        "aws:RequestTag/Team",
        "aws:RequestTag/",
        "aws:ResourceTag/Team",
        "aws:PrincipalTag/cost",
        "aws:PrincipalTag/",
        "aws:PrincipalTag",
    ] {
        check(&bob(), &nothing, key, None);
    }
    let request = RequestFacts {
        user_agent: None,
        referer: None,
        ..request()
    };
    let (bob, resource) = (bob(), resource());
    let context = RequestContext::new(
        Call {
            caller: &bob,
            request: &request,
        },
        &nothing,
        &resource,
    );
    assert_eq!(context.get("aws:UserAgent"), None);
    assert_eq!(context.get("aws:Referer"), None);
}

/// SOURCE: IAM User Guide, "AWS global condition context keys": a long-term key without a token code
/// has no MFA keys, not even with the value false; sessions alone have those of sessions.
#[test]
fn long_term_keys_have_no_keys_of_sessions() {
    for key in [
        "aws:MultiFactorAuthPresent",
        "aws:MultiFactorAuthAge",
        "aws:TokenIssueTime",
        "aws:SourceIdentity",
        "aws:FederatedProvider",
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:CalledVia",
        "aws:PrincipalOrgID",
        "aws:PrincipalServiceName",
        "aws:SourceVpc",
        "sts:ExternalId",
        "nothing",
        "",
    ] {
        check(&bob(), &full(), key, None);
    }
}

#[test]
fn the_root_user_is_no_user() {
    for (key, expected) in [
        ("aws:PrincipalArn", Some("arn:aws:iam::123456789012:root")),
        ("aws:PrincipalType", Some("Account")),
        ("aws:PrincipalAccount", Some("123456789012")),
        ("aws:userid", Some("123456789012")),
        ("aws:username", None),
        ("aws:PrincipalTag/Team", None),
    ] {
        check(&root(), &full(), key, expected);
    }
}
