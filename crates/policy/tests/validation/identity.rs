//! Identity policies: `CreatePolicy`, `PutUserPolicy` and their like.

use iamd_policy::DocumentKind;

use super::{one, refused, several, taken};

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
    refused(
        text,
        DocumentKind::Identity,
        "MalformedPolicyDocument",
        message,
    );
}

#[track_caller]
fn valid(text: &str) {
    taken(text, DocumentKind::Identity);
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

/// A document with a condition.
fn condition(condition: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {condition}"#
    ))
}

#[test]
fn conditions() {
    for right in [
        "{}",
        r#"{"Bool": {}}"#,
        r#"{"Unknown": {}, "Another": {}}"#,
        r#"{"DateGreaterThan": {"a": []}}"#,
        r#"{"StringEqualsIfExists": {"a": "b"}}"#,
        r#"{"ForAnyValue:StringEqualsIfExists": {"a": "b"}}"#,
        r#"{"ForAllValues:StringEquals": {"aws:TagKeys": "Department"}}"#,
        r#"{"Bool": {"aws:SecureTransport": "true"}}"#,
        r#"{"Bool": {"aws:SecureTransport": true}}"#,
        r#"{"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}}"#,
        r#"{"NumericLessThan": {"aws:MultiFactorAuthAge": "no number"}}"#,
        r#"{"IpAddress": {"aws:SourceIp": "no address"}}"#,
        r#"{"Null": {"a:b:c": "perhaps"}}"#,
    ] {
        valid(&condition(right));
    }
}

/// SOURCE: the first two lists are the recorded literals.
#[test]
fn dates() {
    let with = |operator: &str, date: &str| {
        condition(&format!(
            r#"{{"{operator}": {{"aws:CurrentTime": {date}}}}}"#
        ))
    };
    for right in [
        r#""2017-07-01T00:00:00Z""#,
        r#""2016-12-13T21:20:37.593194+00:00""#,
        r#""2016-12-13t2:00:00.593194+23""#,
        r#""01T""#,
        r#""-292275054""#,
    ] {
        valid(&with("DateLessThan", right));
    }
    for wrong in [
        r#""sdfdsf""#,
        r#""234-13""#,
        r#""2016-12-13t2:00:00.593194+1""#,
        r#""2016-12-13t2:00:00.1999999999+10:59""#,
        r#""9223372036854775808""#,
    ] {
        check(&with("DateLessThan", wrong), LEGACY);
    }
    valid(&with("DateNotEquals", "1375315198"));
    valid(&with(
        "ForAllValues:DateEqualsIfExists",
        r#"["2013-07-31", 0]"#,
    ));
    valid(&with("StringEquals", r#""no date""#));
    for operator in [
        "DateEquals",
        "DateNotEquals",
        "ForAnyValue:DateGreaterThanEqualsIfExists",
    ] {
        check(&with(operator, r#"["2013-07-31", ""]"#), LEGACY);
        check(&with(operator, "true"), LEGACY);
        check(&with(operator, "1e9"), LEGACY);
    }
}

/// Of two faults the one is named that AWS finds first.
#[test]
fn precedence() {
    let unversioned = |text: &str| text.replacen(r#""Version": "2012-10-17", "#, "", 1);
    let twice = [r#""Sid": "a", "Effect": "Deny""#; 2];
    let date = r#""Condition": {"DateEquals": {"a": "no date"}}"#;
    let deny = |rest: &str| one(&format!(r#""Effect": "Deny"{rest}"#));
    // Syntax comes before all.
    let unknown = r#", "Condition": {"Unknown": {"a": "b"}}"#;
    check(&unversioned(&deny(unknown)), SYNTAX);
    check(&deny(r#", "Condition": {"DateEquals": {"a": {}}}"#), SYNTAX);
    // The version comes before what the older parser does not take, and before `Sid`.
    check(&unversioned(&several(&twice)), VERSION);
    check(&unversioned(&one(r#""Effect": "deny""#)), VERSION);
    check(&unversioned(&deny(&format!(", {date}"))), VERSION);
    // The older parser comes before `Sid`, missing elements and the form of resources.
    let miscased = [
        r#""Sid": "a", "Effect": "deny""#,
        r#""Sid": "a", "Effect": "Deny""#,
    ];
    check(&several(&miscased), LEGACY);
    check(&deny(&format!(", {date}")), LEGACY);
    check(&deny(r#", "Resource": "arn:aws:s3::b""#), LEGACY);
    check(
        &one(r#""Effect": "deny", "Resource": "arn:aws:s3:us-west-2::b""#),
        LEGACY,
    );
    check(
        &deny(&format!(
            r#", "Action": "a:b", "Resource": "arn:mars:s3:::b", {date}"#
        )),
        LEGACY,
    );
    // `Sid` comes before missing actions, these before missing resources.
    check(&several(&twice), SID_TWICE);
    check(
        &several(&[
            r#""Effect": "Deny", "Action": "a:b""#,
            r#""Effect": "Deny""#,
        ]),
        NO_ACTIONS,
    );
    // Missing elements come before forms, also those of a statement before.
    check(&deny(r#", "Action": "bad""#), NO_RESOURCES);
    let bad = r#""Effect": "Deny", "Action": "bad", "Resource": "*""#;
    check(&several(&[bad, r#""Effect": "Deny""#]), NO_ACTIONS);
    // The form of resources comes before that of actions; the first of several is named.
    let message = "Resource bad must be in ARN format or \"*\".";
    check(&allow(r#""bad""#, r#""bad""#), message);
    let list = r#"["arn:mars:s3:::b", "arn:mars:s3::b"]"#;
    let message = "Partition \"mars\" is not valid for resource \"arn:mars:s3:::b\".";
    check(&allow(r#""a:b""#, list), message);
    // Where a principal stands is not known.
    check(&deny(r#", "Principal": "*""#), PRINCIPAL);
}
