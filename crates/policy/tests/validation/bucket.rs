//! Bucket policies: `PutBucketPolicy`.

use iamd_policy::DocumentKind;

use super::{one, refused, several, taken};

const BUCKET: DocumentKind<'_> = DocumentKind::Bucket { name: "b" };

#[track_caller]
fn check(text: &str, message: &str) {
    refused(text, BUCKET, "MalformedPolicy", message);
}

#[track_caller]
fn valid(text: &str) {
    taken(text, BUCKET);
}

/// A document that allows anybody an action on a resource, with more elements.
fn allow(action: &str, resource: &str, more: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Principal": "*", "Action": {action}, "Resource": {resource}{more}"#
    ))
}

fn principal(principal: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Principal": {principal}, "Action": "s3:*", "Resource": {OBJECTS}"#
    ))
}

fn condition(action: &str, condition: &str) -> String {
    let both = format!("[{THE_BUCKET}, {OBJECTS}]");
    allow(action, &both, &format!(r#", "Condition": {condition}"#))
}

const THE_BUCKET: &str = r#""arn:aws:s3:::b""#;
const OBJECTS: &str = r#""arn:aws:s3:::b/*""#;

const FIRST_BYTE: &str = "Policies must be valid JSON and the first byte must be '{'";
const JSON: &str = "This policy contains invalid Json";
const VERSION: &str = "The policy must contain a valid version string";
const EMPTY: &str = "Could not parse the policy: Statement is empty!";
const NO_STATEMENT: &str = "Missing required field Statement";
const NO_EFFECT: &str = "Missing required field Effect";
const NO_PRINCIPAL: &str = "Missing required field Principal";
const NO_ACTION: &str = "Missing required field Action";
const NO_RESOURCE: &str = "Missing required field Resource";
const EMPTY_PRINCIPAL: &str = "Missing required field Principal cannot be empty!";
const ALLOW_NOT_PRINCIPAL: &str = "Allow with NotPrincipal is not allowed.";
const SID_TWICE: &str = "The Statement Ids in the policy are not unique";
const ACTION: &str = "Policy has invalid action";
const RESOURCE: &str = "Policy has invalid resource";
const PRINCIPAL: &str = "Invalid principal in policy";
const KEY: &str = "Policy has an invalid condition key";
const ADDRESS: &str = "Invalid IP address in Conditions";
const NOT_FOR_ACTION: &str =
    "Conditions do not apply to combination of actions and resources in statement";
const NOT_FOR_RESOURCE: &str = "Action does not apply to any resource(s) in statement";

#[test]
fn what_is_no_json() {
    for text in ["", "no JSON", "[]", r#""text""#, " {}", "\u{feff}{}"] {
        check(text, FIRST_BYTE);
    }
    for text in ["{", "{} {}", r#"{"Statement": {}, "Statement": {}}"#] {
        check(text, JSON);
    }
}

#[test]
fn length() {
    let policy = allow(r#""s3:*""#, OBJECTS, "");
    let with = |bytes: usize| format!("{policy}{}", " ".repeat(bytes - policy.len()));
    valid(&with(20_480));
    let error = iamd_policy::Document::check(&with(20_481), BUCKET).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Policy exceeds the maximum allowed document size."
    );
    assert_eq!(error.code().as_str(), "MalformedPolicy");
}

#[test]
fn elements() {
    let anybody = r#""Effect": "Allow", "Principal": "*""#;
    let get = r#""Action": "s3:GetObject""#;
    check("{}", NO_STATEMENT);
    check(r#"{"Version": "2012-10-17"}"#, NO_STATEMENT);
    check(r#"{"Statement": []}"#, EMPTY);
    check(
        r#"{"Comment": "", "Statement": []}"#,
        "Unknown field Comment",
    );
    check(&one(r#""condition": {}"#), "Unknown field condition");
    check(&one(r#""Principal": "*""#), NO_EFFECT);
    check(&one(r#""Effect": "Permit""#), "Invalid effect: Permit");
    check(&one(r#""Effect": "DENY""#), "Invalid effect: DENY");
    check(&one(r#""Effect": "Deny""#), NO_PRINCIPAL);
    check(&one(anybody), NO_ACTION);
    check(&one(&format!("{anybody}, {get}")), NO_RESOURCE);
    check(&allow("[]", OBJECTS, ""), ACTION);
    check(&allow(r#""s3:GetObject""#, "[]", ""), RESOURCE);
    for text in [
        r#"{"Statement": "text"}"#,
        &allow("1", OBJECTS, ""),
        &allow(r#""s3:*""#, OBJECTS, r#", "NotAction": []"#),
        &allow(r#""s3:*""#, OBJECTS, r#", "Condition": {"Bool": 1}"#),
        &principal(r#"["*"]"#),
    ] {
        check(text, JSON);
    }
}

#[test]
fn versions() {
    let with = |version: &str| {
        let policy = allow(r#""s3:*""#, OBJECTS, "");
        policy.replacen(r#""Version": "2012-10-17", "#, version, 1)
    };
    valid(&with(""));
    valid(&with(r#""Version": "2008-10-17", "#));
    check(&with(r#""Version": "2020-01-01", "#), VERSION);
}

#[test]
fn sids() {
    let statement = |sid: &str| {
        format!(
            r#""Sid": "{sid}", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": {OBJECTS}"#
        )
    };
    valid(&several(&[&statement("Deny it, please."), &statement("b")]));
    valid(&several(&[&statement(""), &statement("")]));
    check(&several(&[&statement("a"), &statement("a")]), SID_TWICE);
}

#[test]
fn actions() {
    for right in [
        r#""*""#,
        r#""s3:*""#,
        r#""S3:Get?bject""#,
        r#"["s3:putobject", "s3:*Object*"]"#,
    ] {
        valid(&allow(right, OBJECTS, ""));
    }
    for wrong in [
        r#""""#,
        r#""GetObject""#,
        r#""s3""#,
        r#""s3:""#,
        r#""s3:Get Object""#,
        r#""s3:Get:Object""#,
        r#""iam:GetUser""#,
        r#""*:GetObject""#,
        r#"["s3:GetObject", "sts:AssumeRole"]"#,
        r#"["s3:PutObject", "s3:New"]"#,
        r#""s3:New*""#,
        r#""s3:HeadObject""#,
        r#""s3:ListAllMyBuckets""#,
        r#""s3:CreateBucket""#,
    ] {
        check(&allow(wrong, OBJECTS, ""), ACTION);
    }
}

#[test]
fn resources() {
    for right in [
        OBJECTS,
        r#""arn:aws:s3:::b/home/${aws:username}/*""#,
        r#""arn:aws:s3:::b*""#,
        r#"["arn:aws:s3:::b", "arn:aws:s3:::b/x"]"#,
    ] {
        valid(&allow(r#""s3:*""#, right, ""));
    }
    for wrong in [
        r#""*""#,
        r#""""#,
        r#""b/*""#,
        r#""arn:aws:s3:::""#,
        r#""arn:aws:s3:::*""#,
        r#""arn:aws:s3:::other/*""#,
        r#""arn:aws:s3:::bb/*""#,
        r#""arn:aws:s3:us-east-1::b/*""#,
        r#""arn:aws:sqs:::b/*""#,
        r#"["arn:aws:s3:::b", "arn:aws:s3:::c"]"#,
    ] {
        check(&allow(r#""s3:*""#, wrong, ""), RESOURCE);
    }
}

#[test]
fn actions_fit_resources() {
    valid(&allow(r#""s3:GetObject""#, OBJECTS, ""));
    valid(&allow(r#""s3:ListBucket""#, THE_BUCKET, ""));
    valid(&allow(
        r#"["s3:ListBucket", "s3:GetObject"]"#,
        r#""arn:aws:s3:::b*""#,
        "",
    ));
    let both = format!("[{THE_BUCKET}, {OBJECTS}]");
    valid(&allow(r#"["s3:ListBucket", "s3:GetObject"]"#, &both, ""));
    check(
        &allow(r#""s3:GetObject""#, THE_BUCKET, ""),
        NOT_FOR_RESOURCE,
    );
    check(&allow(r#""s3:ListBucket""#, OBJECTS, ""), NOT_FOR_RESOURCE);
    check(
        &allow(r#"["s3:ListBucket", "s3:GetObject"]"#, OBJECTS, ""),
        NOT_FOR_RESOURCE,
    );
    check(
        &allow(r#""s3:GetObject*""#, THE_BUCKET, ""),
        NOT_FOR_RESOURCE,
    );
    let rest = r#""Effect": "Deny", "Principal": "*""#;
    valid(&one(&format!(
        r#"{rest}, "NotAction": "s3:GetObject", "Resource": {THE_BUCKET}"#
    )));
    valid(&one(&format!(
        r#"{rest}, "Action": "s3:GetObject", "NotResource": {THE_BUCKET}"#
    )));
}

#[test]
fn principals() {
    let canonical = format!(r#"{{"CanonicalUser": "{}"}}"#, "0a".repeat(32));
    for right in [
        r#""*""#,
        r#"{"AWS": "*"}"#,
        r#"{"AWS": ["123456789012", "arn:aws:iam::123456789012:user/Bob"]}"#,
        r#"{"Service": "logging.s3.amazonaws.com"}"#,
        r#"{"Federated": "cognito-identity.amazonaws.com"}"#,
        &canonical,
    ] {
        valid(&principal(right));
    }
    check(&principal("{}"), EMPTY_PRINCIPAL);
    for wrong in [
        r#""123456789012""#,
        r#"{"AWS": []}"#,
        r#"{"AWS": "arn:aws:iam::123456789012:user/*"}"#,
        r#"{"AWS": ["*", "Bob"]}"#,
        r#"{"Robot": "*"}"#,
        r#"{"Service": "*"}"#,
        r#"{"CanonicalUser": "0a"}"#,
    ] {
        check(&principal(wrong), PRINCIPAL);
    }
    let except = |effect: &str| {
        one(&format!(
            r#""Effect": "{effect}", "NotPrincipal": {{"AWS": "123456789012"}}, "Action": "s3:*",
            "Resource": {OBJECTS}"#
        ))
    };
    valid(&except("Deny"));
    check(&except("Allow"), ALLOW_NOT_PRINCIPAL);
}

#[test]
fn conditions() {
    for right in [
        "{}",
        r#"{"Unknown": {}}"#,
        r#"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::1"]}}"#,
        r#"{"Null": {"aws:SourceIp": "true"}}"#,
        r#"{"Bool": {"aws:SecureTransport": false}}"#,
        r#"{"StringLike": {"s3:prefix": ["", "home/"]}}"#,
    ] {
        valid(&condition(r#""s3:ListBucket""#, right));
    }
    let unknown = r#"{"Equal": {"aws:username": "Bob"}}"#;
    check(
        &condition(r#""s3:*""#, unknown),
        "Invalid Condition type : Equal",
    );
    for key in ["username", ":x", "aws:", ""] {
        let wrong = format!(r#"{{"Bool": {{"{key}": "true"}}}}"#);
        check(&condition(r#""s3:*""#, &wrong), KEY);
    }
    for value in [
        r#""here""#,
        r#""203.0.113.0/33""#,
        "1",
        r#"["203.0.113.7", ""]"#,
    ] {
        let wrong = format!(r#"{{"StringEquals": {{"AWS:SourceIP": {value}}}}}"#);
        check(&condition(r#""s3:*""#, &wrong), ADDRESS);
    }
}

#[test]
fn conditions_fit_actions() {
    let prefix = r#"{"StringEquals": {"s3:prefix": "x"}}"#;
    valid(&condition(
        r#"["s3:ListBucket", "s3:ListBucketVersions"]"#,
        prefix,
    ));
    valid(&condition(r#""s3:*""#, prefix));
    check(&condition(r#""s3:GetObject""#, prefix), NOT_FOR_ACTION);
    check(
        &condition(r#"["s3:ListBucket", "s3:GetObject"]"#, prefix),
        NOT_FOR_ACTION,
    );
    check(
        &condition(r#""s3:ListBucketMultipartUploads""#, prefix),
        NOT_FOR_ACTION,
    );
    let acl = r#"{"StringEquals": {"s3:x-amz-acl": "private"}}"#;
    valid(&condition(r#"["s3:PutObject", "s3:PutObjectAcl"]"#, acl));
    check(
        &condition(r#"["s3:GetObject", "s3:PutObject"]"#, acl),
        NOT_FOR_ACTION,
    );
}

/// Of two faults the one is named that stands first in the table of checks.
#[test]
fn precedence() {
    let statement = |elements: &[&str]| one(&elements.join(", "));
    let effect = r#""Effect": "Allow""#;
    let nobody = r#""Principal": {"AWS": "Bob"}"#;
    let other = r#""Action": "iam:GetUser""#;
    let get = r#""Action": "s3:GetObject""#;
    let elsewhere = r#""Resource": "arn:aws:s3:::c""#;
    let here = r#""Resource": "arn:aws:s3:::b""#;
    let when = |condition: &str| format!(r#""Condition": {condition}"#);
    check(r#"{"Version": "", "x": 1}"#, "Unknown field x");
    check(r#"{"Version": ""}"#, VERSION);
    check(&statement(&[nobody, other]), NO_EFFECT);
    check(&statement(&[effect, elsewhere]), NO_PRINCIPAL);
    check(&statement(&[effect, nobody, elsewhere]), NO_ACTION);
    check(&statement(&[effect, nobody, other]), NO_RESOURCE);
    let twice = [r#""Sid": "a""#, effect, nobody, other, elsewhere].join(", ");
    check(&several(&[&twice, &twice]), SID_TWICE);
    let unknown = when(r#"{"Equal": {"x": ""}}"#);
    check(
        &statement(&[effect, nobody, other, elsewhere, &unknown]),
        ACTION,
    );
    check(
        &statement(&[effect, nobody, get, elsewhere, &unknown]),
        RESOURCE,
    );
    let operator = "Invalid Condition type : Equal";
    let unknown = when(r#"{"Bool": {"x": ""}, "Equal": {"x": ""}}"#);
    check(&statement(&[effect, nobody, get, here, &unknown]), operator);
    let key = when(r#"{"Bool": {"aws:SourceIp": "x", "x": ""}}"#);
    check(&statement(&[effect, nobody, get, here, &key]), KEY);
    let address = when(r#"{"Bool": {"s3:prefix": "", "aws:SourceIp": "x"}}"#);
    check(&statement(&[effect, nobody, get, here, &address]), ADDRESS);
    let prefix = when(r#"{"Bool": {"s3:prefix": ""}}"#);
    check(
        &statement(&[effect, nobody, get, here, &prefix]),
        NOT_FOR_ACTION,
    );
    check(&statement(&[effect, nobody, get, here]), NOT_FOR_RESOURCE);
    check(
        &statement(&[effect, nobody, get, r#""Resource": "arn:aws:s3:::b/x""#]),
        PRINCIPAL,
    );
}
