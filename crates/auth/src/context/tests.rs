use std::{net::IpAddr, sync::Arc};

use iamd_ident::{AccessKeyId, AccountId, Arn, Partition, Path, Tag, UniqueId};
use serde_json::Value as Json;

use super::*;

mod reads;
mod sessions;

use crate::{
    Caller, Principal, RequestFacts, RootUserFacts, SignatureFacts, SignatureKind, Target,
    TlsFacts, UserFacts,
};

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
        tls: Some(TlsFacts {
            version: "TLSv1.3",
            cipher_suite: "TLS_AES_128_GCM_SHA256",
        }),
        host: None,
        user_agent: Some("a client".into()),
        referer: Some("https://example.com/".into()),
        region: "eu-west-1".into(),
        signature: Some(SignatureFacts {
            kind: SignatureKind::Header,
            age_milliseconds: 1500,
            content_sha256: Some("UNSIGNED-PAYLOAD".into()),
        }),
        parameters: Json::Null,
    }
}

/// A request that brings everything that a request can bring.
fn full() -> Requirements {
    Requirements::on(Target::Any)
        .tags(vec![tag("Team", "b"), tag("cost", "1")])
        .removes_tags(&["old".into()])
        .policy_arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
        .permissions_boundary(Some("arn:aws:iam::aws:policy/Billing"))
        .object_tags(vec![tag("Class", "x"), tag("Kind", "y")])
        .with_text("s3:prefix", "home/")
        .with_number("s3:max-keys", 10)
}

fn resource() -> Resource {
    named("arn:aws:iam::210987654321:user/eve")
}

fn named(arn: &str) -> Resource {
    let named = Resource::named(arn.to_owned(), account(210_987_654_321));
    let mut resource = named.tagged(vec![tag("Owner", "eve")]);
    resource.object_tags = vec![tag("Status", "old")];
    resource.version = Some(iamd_ident::VersionId::null());
    resource
}

const ACTION: &str = "iam:CreateUser";

/// The value of a key as text, lists joined by commas.
fn text(value: Value<'_>) -> String {
    match value {
        Value::One(scalar) => scalar.text().as_str().to_owned(),
        Value::Many(texts) => texts.join(","),
        Value::Ambiguous => "ambiguous".to_owned(),
    }
}

#[track_caller]
fn check(caller: &Caller, requirements: &Requirements, key: &str, expected: Option<&str>) {
    let (request, resource) = (request(), resource());
    let call = Call {
        caller,
        request: &request,
    };
    let context = RequestContext::new(action_with(key), call, requirements, &resource);
    for key in [key.to_owned(), key.to_lowercase(), key.to_uppercase()] {
        assert_eq!(context.get(&key).map(text).as_deref(), expected, "{key}");
    }
}

/// An action that has the key.
fn action_with(key: &str) -> &'static str {
    match key {
        "s3:prefix" | "s3:max-keys" => "s3:ListBucket",
        "iam:PolicyARN" | "iam:PermissionsBoundary" => "iam:AttachUserPolicy",
        "s3:RequestObjectTagKeys" | "s3:RequestObjectTag/class" => "s3:PutObject",
        _ if key.starts_with("s3:") => "s3:GetObjectVersion",
        _ => ACTION,
    }
}

#[test]
fn keys_of_s3_are_there_for_actions_that_have_them() {
    for (action, key, expected) in [
        ("s3:GetObject", "s3:ExistingObjectTag/Status", Some("old")),
        ("s3:PutObject", "s3:ExistingObjectTag/Status", None),
        ("s3:DeleteObject", "s3:existingobjecttag/Status", None),
        ("s3:PutObject", "s3:RequestObjectTag/Class", Some("x")),
        ("s3:GetObject", "s3:RequestObjectTag/Class", None),
        ("s3:GetObject", "s3:prefix", None),
        ("s3:ListBucket", "S3:Prefix", Some("home/")),
        ("s3:Unknown", "s3:authType", None),
        ("iam:GetUser", "s3:authType", None),
    ] {
        check_on(action, &resource(), key, expected);
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
    ("aws:RequestedRegion", "us-east-1"),
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
    ("s3:authType", "REST-HEADER"),
    ("s3:signatureversion", "AWS4-HMAC-SHA256"),
    ("s3:signatureAge", "1500"),
    ("s3:x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
    ("s3:TlsVersion", "1.3"),
    ("s3:VersionId", "null"),
    ("s3:ResourceAccount", "210987654321"),
    ("s3:RequestObjectTagKeys", "Class,Kind"),
    ("s3:RequestObjectTag/class", "x"),
    ("s3:ExistingObjectTag/Status", "old"),
    ("s3:prefix", "home/"),
    ("s3:max-keys", "10"),
    ("aws:PrincipalTag/empty", ""),
];

#[test]
fn every_key_has_its_value() {
    for (key, expected) in VALUES {
        if key.starts_with("s3:ExistingObjectTag/") {
            check_on("s3:GetObject", &resource(), key, Some(expected));
        } else {
            check(&bob(), &full(), key, Some(expected));
        }
    }
}

/// SOURCE: Service Authorization Reference, Amazon S3, the condition keys of its actions.
#[test]
fn tags_of_an_object_are_for_actions_on_what_is_there() {
    let key = "s3:ExistingObjectTag/Status";
    for action in ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObjectTagging"] {
        check_on(action, &resource(), key, Some("old"));
    }
    for action in ["s3:PutObject", "s3:DeleteObject", "s3:ListBucket"] {
        check_on(action, &resource(), key, None);
    }
}

#[test]
fn every_key_of_the_tables_is_tested() {
    let values = || VALUES.iter().chain(sessions::VALUES);
    let tested = |name: &&str| values().any(|(key, _)| key.eq_ignore_ascii_case(name));
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
        ACTION,
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

/// What a condition reads of a request of bob's for an action on a resource.
#[track_caller]
fn check_on(action: &str, resource: &Resource, key: &str, expected: Option<&str>) {
    let (bob, request, requirements) = (bob(), request(), full());
    let call = Call {
        caller: &bob,
        request: &request,
    };
    let context = RequestContext::new(action, call, &requirements, resource);
    assert_eq!(context.get(key).map(text).as_deref(), expected, "{key}");
}

#[test]
fn iam_is_in_one_region_and_other_services_where_the_signature_says() {
    for (action, region) in [
        ("iam:GetUser", "us-east-1"),
        ("sts:GetAccessKeyInfo", "eu-west-1"),
        ("s3:GetObject", "eu-west-1"),
    ] {
        check_on(action, &resource(), "aws:RequestedRegion", Some(region));
    }
}

/// SOURCE: service authorization reference of IAM, "Resource types".
#[test]
fn tags_are_keys_of_iam_for_users_and_roles_alone() {
    for (resource, of_iam) in [
        ("user/division/eve", Some("eve")),
        ("role/eve", Some("eve")),
        ("policy/eve", None),
        ("policy/user/eve", None),
        ("instance-profile/eve", None),
        ("root", None),
    ] {
        let resource = named(&format!("arn:aws:iam::210987654321:{resource}"));
        check_on(ACTION, &resource, "iam:ResourceTag/Owner", of_iam);
        check_on(ACTION, &resource, "aws:ResourceTag/Owner", Some("eve"));
    }
    check_on(ACTION, &named("*"), "iam:ResourceTag/Owner", None);
}

#[test]
fn values_have_types() {
    let (bob, request, requirements, resource) = (bob(), request(), full(), resource());
    let call = Call {
        caller: &bob,
        request: &request,
    };
    let context = RequestContext::new(ACTION, call, &requirements, &resource);
    for (key, value) in [
        ("aws:CurrentTime", Scalar::Time(request.received_at)),
        ("aws:EpochTime", Scalar::Integer(1_769_817_601)),
        ("aws:SourceIp", Scalar::Address(request.source_ip)),
        ("aws:SecureTransport", Scalar::Bool(true)),
        ("aws:ViaAWSService", Scalar::Bool(false)),
        ("aws:PrincipalIsAWSService", Scalar::Bool(false)),
        ("aws:username", Scalar::Text("bob")),
    ] {
        assert_eq!(context.get(key), Some(Value::One(value)), "{key}");
    }
    assert!(matches!(context.get("aws:TagKeys"), Some(Value::Many(_))));
}

/// SOURCE: IAM User Guide, "Principal key values"; the root user and a user have them above.
#[test]
fn nobody_is_anonymous() {
    for (key, expected) in [
        ("aws:PrincipalType", Some("Anonymous")),
        ("aws:userid", Some("anonymous")),
        ("aws:PrincipalArn", None),
        ("aws:PrincipalAccount", None),
        ("aws:username", None),
        ("aws:PrincipalTag/Team", None),
    ] {
        check(&Caller::anonymous(), &full(), key, expected);
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
