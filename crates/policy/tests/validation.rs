//! What AWS answers when a document is saved.
//!
//! SOURCE: the texts and their order are those of answers of `CreatePolicy` recorded in 2026. The
//! documents here are our own.

#![expect(clippy::unwrap_used, reason = "a test")]

use iamd_policy::{Document, DocumentError, DocumentKind, Position, SizeQuota, counted_bytes};

fn validate(text: &str) -> Result<(), DocumentError> {
    Document::parse(text)?.validate(DocumentKind::Identity)
}

/// A document with one statement.
fn one(statement: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": {{{statement}}}}}"#)
}

/// A document with one statement that allows an action on a resource.
fn allow(action: &str, resource: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Action": {action}, "Resource": {resource}"#
    ))
}

fn resource(resource: &str) -> String {
    allow(r#""s3:GetObject""#, &format!("{resource:?}"))
}

fn action(action: &str) -> String {
    allow(&format!("{action:?}"), r#""*""#)
}

#[track_caller]
fn check(text: &str, message: &str) {
    let error = validate(text).unwrap_err();
    assert_eq!(error.to_string(), message, "{text}");
    assert_eq!(error.code().as_str(), "MalformedPolicyDocument");
}

#[track_caller]
fn valid(text: &str) {
    assert_eq!(validate(text), Ok(()), "{text}");
}

const SYNTAX: &str = "Syntax errors in policy.";
const VERSION: &str = "Policy document must be version 2012-10-17 or greater.";
const LEGACY: &str = "The policy failed legacy parsing";
const NO_ACTIONS: &str = "Policy statement must contain actions.";
const NO_RESOURCES: &str = "Policy statement must contain resources.";
const SID_TWICE: &str = "Statement IDs (SID) in a single policy must be unique.";
const PRINCIPAL: &str = "Policy document should not specify a principal.";
const NO_VENDOR: &str =
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const COLONS: &str = "Actions/Condition can contain only one colon.";
const RESOURCE_VENDOR: &str = "Resource vendor must be fully qualified and cannot contain regexes.";
const IAM_PATH: &str = "IAM resource path must either be \"*\", root, or start with user/, \
    federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, \
    sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.";

#[test]
fn syntax() {
    let statement = r#"{"Effect": "Allow", "Action": "a:b", "Resource": "*"}"#;
    for text in [
        "",
        " ",
        "no JSON",
        "[]",
        r#""text""#,
        r#"{"Version": "2012-10-17"}"#,
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        r#"{"Version": "2012-10-17", "Statement": ["text"]}"#,
        r#"{"Version": "2012-10-17", "Statement": null}"#,
        &format!(r#"{{"Version": "2020-01-01", "Statement": {statement}}}"#),
        &format!(r#"{{"Version": 2012, "Statement": {statement}}}"#),
        &format!(r#"{{"Id": ["x"], "Statement": {statement}}}"#),
        &format!(r#"{{"Other": "x", "Statement": {statement}}}"#),
        &format!(r#"{{"Statement": {statement}}} x"#),
        &format!(r#"{{"Statement": {statement}, "Statement": {statement}}}"#),
        &one(r#""Effect": "Allow", "Effect": "Deny", "Action": "a:b", "Resource": "*""#),
        &one(r#""Action": "a:b", "Resource": "*""#),
        &one(r#""Effect": "Maybe", "Action": "a:b", "Resource": "*""#),
        &one(r#""effect": "Allow", "Action": "a:b", "Resource": "*""#),
        &one(r#""Sid": 1, "Effect": "Allow", "Action": "a:b", "Resource": "*""#),
        &one(r#""Effect": "Allow", "Action": "a:b", "NotAction": [], "Resource": "*""#),
        &one(r#""Effect": "Allow", "Action": "a:b", "Resource": [], "NotResource": "*""#),
        &allow("{}", r#""*""#),
        &allow("[[]]", r#""*""#),
        &allow("null", r#""*""#),
        &allow(r#""a:b""#, "[1]"),
        &one(r#""Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": []"#),
        &one(r#""Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {"Bool": 1}"#),
        &one(r#""Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {"Bool": []}"#),
        &one(r#""Effect": "Allow", "Condition": {"Bool": {"aws:x": {}}}"#),
        &one(r#""Effect": "Allow", "Condition": {"Bool": {"aws:x": null}}"#),
        &one(r#""Effect": "Allow", "Condition": {"Equal": {"aws:x": "1"}}"#),
        &one(r#""Effect": "Allow", "Condition": {"ForAnyValue::Bool": {"aws:x": "1"}}"#),
    ] {
        check(text, SYNTAX);
    }
}

#[test]
fn version() {
    for version in ["", r#""Version": "2008-10-17", "#] {
        let statement = r#"{"Effect": "Allow", "Action": "a:b", "Resource": "*"}"#;
        check(
            &format!(r#"{{{version}"Statement": {statement}}}"#),
            VERSION,
        );
    }
}

#[test]
fn legacy_parsing() {
    check(
        &one(r#""Effect": "ALLOW", "Action": "a:b", "Resource": "*""#),
        LEGACY,
    );
    for short in [
        "arn:aws:s3::b",
        "arn:aws::::b",
        "arn:aws::b",
        "arn:aws::",
        "arn:*::b",
    ] {
        check(&resource(short), LEGACY);
        check(
            &one(&format!(
                r#""Effect": "Deny", "Action": "a:b", "NotResource": {short:?}"#
            )),
            LEGACY,
        );
    }
}

#[test]
fn sids() {
    let two = |one: &str, other: &str| {
        let statement = |sid| {
            format!(r#"{{"Sid": {sid:?}, "Effect": "Deny", "Action": "a:b", "Resource": "*"}}"#)
        };
        let statements = [statement(one), statement(other)].join(", ");
        format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
    };
    valid(&two("", ""));
    valid(&two("Same", "same"));
    check(&two("Same", "Same"), SID_TWICE);
    let message = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the \
        regular expression [0-9A-Za-z]*";
    check(&two("with-hyphen", ""), message);
}

#[test]
fn a_principal_has_no_place_in_an_identity_policy() {
    for element in ["Principal", "NotPrincipal"] {
        let rest = r#""Effect": "Allow", "Action": "a:b", "Resource": "*""#;
        check(&one(&format!(r#""{element}": "*", {rest}"#)), PRINCIPAL);
        check(
            &one(&format!(r#""{element}": {{"AWS": ["*"]}}, {rest}"#)),
            PRINCIPAL,
        );
    }
}

#[test]
fn elements_must_be_present() {
    check(&one(r#""Effect": "Allow", "Resource": "*""#), NO_ACTIONS);
    check(
        &one(r#""Effect": "Allow", "Action": [], "Resource": "*""#),
        NO_ACTIONS,
    );
    check(&one(r#""Effect": "Allow""#), NO_ACTIONS);
    check(&one(r#""Effect": "Allow", "Action": "a:b""#), NO_RESOURCES);
    check(
        &one(r#""Effect": "Allow", "NotAction": "a:b", "NotResource": []"#),
        NO_RESOURCES,
    );
}

#[test]
fn the_form_of_resources() {
    check(&resource(""), "Resource  must be in ARN format or \"*\".");
    check(
        &resource("bucket"),
        "Resource bucket must be in ARN format or \"*\".",
    );
    check(
        &resource("b:aws:s3:::x"),
        "Resource b:aws:s3:::x must be in ARN format or \"*\".",
    );
    let partition = |partition, padded| {
        format!("Partition \"{partition}\" is not valid for resource \"{padded}\".")
    };
    check(&resource("x:mars"), &partition("mars", "arn:mars:*:*:*:*"));
    check(
        &resource("arn:mars:s3"),
        &partition("mars", "arn:mars:s3:*:*:*"),
    );
    check(
        &resource("arn:mars:s3:::a:b"),
        &partition("mars", "arn:mars:s3:::a:b"),
    );
    check(&resource("aws:s3:::b"), &partition("s3", "arn:s3:::b:*"));
    check(&resource("arn:"), &partition("", "arn::*:*:*:*"));
    check(&resource("arn:aws"), RESOURCE_VENDOR);
    check(&resource("arn:aws:s*"), RESOURCE_VENDOR);
    let region = "IAM resource arn:aws:iam:us-west-2::user/x cannot contain region information.";
    check(&resource("arn:aws:iam:us-west-2::user/x"), region);
    let region = "Resource arn:aws:s3:us-west-2::b can not contain region information.";
    check(&resource("arn:aws:s3:us-west-2::b"), region);
    check(&resource("arn:aws:iam::123456789012:other/x"), IAM_PATH);
    check(&resource("arn:aws:iam::123456789012:user"), IAM_PATH);
}

#[test]
fn resources_that_look_odd_are_taken() {
    for odd in [
        "*",
        "arn:*:s3:::b",
        "arn:aws:s3",
        "arn:aws:anything",
        "arn:aws-cn:anything:us-west-2::x",
        "arn:aws:iam::*:*",
        "arn:aws:iam::123456789012:root",
        "arn:aws:iam:::user/x",
        "arn:aws:s3:us-west-2:123456789012:accesspoint/x",
        "arn:aws:s3:*:*:*",
        "arn:aws:s3:::b/${aws:username}",
    ] {
        valid(&resource(odd));
    }
}

#[test]
fn the_form_of_actions() {
    check(&action(""), NO_VENDOR);
    check(&action("GetObject"), NO_VENDOR);
    check(&action("**"), NO_VENDOR);
    check(&action("s3:Get:Object"), COLONS);
    check(&action(":::"), COLONS);
    check(&action("s 3:GetObject"), "Vendor s 3 is not valid");
    check(&action("s*:GetObject"), "Vendor s* is not valid");
    check(&action(":GetObject"), "Vendor  is not valid");
    for odd in [
        "*",
        "mars:Land",
        "a.b-c:x",
        "iam: a b ",
        "iam:",
        "iam:*",
        "*:*",
        "iam:Get?ser",
    ] {
        valid(&action(odd));
    }
}

#[test]
fn conditions_are_refused_until_they_are_evaluated() {
    let with = |condition: &str| {
        one(&format!(
            r#""Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {condition}"#
        ))
    };
    for nothing in ["{}", r#"{"Bool": {}}"#, r#"{"Unknown": {}, "Bool": {}}"#] {
        valid(&with(nothing));
    }
    let message = "This server does not evaluate conditions yet, so it takes no policy with a \
        Condition that has a key.";
    for condition in [
        r#"{"Bool": {"aws:SecureTransport": "true"}}"#,
        r#"{"Bool": {"aws:SecureTransport": true}}"#,
        r#"{"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}}"#,
        r#"{"StringEquals": {"aws:username": []}}"#,
    ] {
        check(&with(condition), message);
    }
}

/// Of two faults the one is named that AWS finds first.
#[test]
fn precedence() {
    let statements =
        |version: &str, statements: &str| format!(r#"{{{version}"Statement": [{statements}]}}"#);
    let v2012 = r#""Version": "2012-10-17", "#;
    let twice = r#"{"Sid": "a", "Effect": "Deny"}, {"Sid": "a", "Effect": "Deny"}"#;
    let unknown = r#"{"Effect": "Deny", "Condition": {"Unknown": {"a": "b"}}}"#;
    check(&statements("", unknown), SYNTAX);
    check(&statements("", twice), VERSION);
    check(&statements("", r#"{"Effect": "deny"}"#), VERSION);
    let miscased = r#"{"Sid": "a", "Effect": "Deny"}, {"Sid": "a", "Effect": "deny"}"#;
    check(&statements(v2012, miscased), LEGACY);
    check(
        &one(r#""Effect": "Deny", "Resource": "arn:aws:s3::b""#),
        LEGACY,
    );
    check(&statements(v2012, twice), SID_TWICE);
    check(&one(r#""Effect": "Deny", "Action": "bad""#), NO_RESOURCES);
    let first = r#"{"Effect": "Deny", "Action": "bad", "Resource": "*"}"#;
    check(
        &statements(v2012, &format!(r#"{first}, {{"Effect": "Deny"}}"#)),
        NO_ACTIONS,
    );
    check(
        &allow(r#""bad""#, r#""bad""#),
        "Resource bad must be in ARN format or \"*\".",
    );
    let list = r#"["arn:mars:s3:::b", "arn:mars:s3::b"]"#;
    let message = "Partition \"mars\" is not valid for resource \"arn:mars:s3:::b\".";
    check(&allow(r#""a:b""#, list), message);
}

#[test]
fn an_error_says_where() {
    let text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\",\n    \
        \"Action\": [\"s3:GetObject\", \"bad\"], \"Resource\": \"*\"}}";
    let at = validate(text).unwrap_err().at;
    assert_eq!(
        at,
        Position {
            offset: 95,
            line: 4,
            column: 32
        }
    );
    assert_eq!(text.get(95..100), Some("\"bad\""));
}

#[test]
fn sizes_are_counted_without_white_space() {
    assert_eq!(counted_bytes(" {\r\n\t\"a b\": 1 } "), 8);
    assert_eq!(SizeQuota::ManagedPolicy.check(6144, ""), Ok(()));
    let message = |quota: SizeQuota, bytes| {
        let error = quota.check(bytes, "Bob").unwrap_err();
        assert_eq!(error.code().as_str(), "LimitExceeded");
        error.to_string()
    };
    let managed = message(SizeQuota::ManagedPolicy, 6145);
    assert_eq!(managed, "Cannot exceed quota for PolicySize: 6144");
    let user = message(SizeQuota::UserInline, 2049);
    assert_eq!(
        user,
        "Maximum policy size of 2048 bytes exceeded for user Bob"
    );
    let group = message(SizeQuota::GroupInline, 5121);
    assert_eq!(
        group,
        "Maximum policy size of 5120 bytes exceeded for group Bob"
    );
    let role = message(SizeQuota::RoleInline, 10_241);
    assert_eq!(
        role,
        "Maximum policy size of 10240 bytes exceeded for role Bob"
    );
    let trust = message(SizeQuota::TrustPolicy, 2049);
    assert_eq!(trust, "Cannot exceed quota for ACLSizePerRole: 2048");
}
