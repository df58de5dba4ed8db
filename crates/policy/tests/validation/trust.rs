//! Trust policies: `CreateRole` and `UpdateAssumeRolePolicy`.

use iamd_policy::DocumentKind;

use super::{one, refused, several, taken};

#[track_caller]
fn check(text: &str, message: &str) {
    refused(
        text,
        DocumentKind::Trust,
        "MalformedPolicyDocument",
        message,
    );
}

#[track_caller]
fn valid(text: &str) {
    taken(text, DocumentKind::Trust);
}

/// A document that allows an account to assume the role, with more elements.
fn allow(more: &str) -> String {
    one(&format!("{ALLOW}{more}"))
}

/// A document that allows a principal to assume the role.
fn principal(principal: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Principal": {principal}, "Action": "sts:AssumeRole""#
    ))
}

/// A document that allows an account some actions.
fn action(action: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "123456789012"}}, "Action": {action}"#
    ))
}

const ALLOW: &str =
    r#""Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole""#;

const JSON: &str = "This policy contains invalid Json";
const SYNTAX: &str = "Syntax error in policy.";
const NO_STATEMENT: &str = "Missing required field Statement";
const NO_EFFECT: &str = "Missing required field Effect";
const NO_PRINCIPAL: &str = "Missing required field Principal";
const NO_ACTION: &str = "Missing required field Action";
const EMPTY_PRINCIPAL: &str = "Missing required field Principal cannot be empty!";
const EMPTY: &str = "Could not parse the policy: Statement is empty!";
const VERSION: &str = "The policy must contain a valid version string";
const SID_TWICE: &str = "The Statement Ids in the policy are not unique";
const ACTION: &str = "AssumeRole policy may only specify STS AssumeRole actions.";
const RESOURCE: &str = "Has prohibited field Resource";
const NOT_RESOURCE: &str = "AssumeRole policy must not contain resources.";
const ALLOW_NOT_PRINCIPAL: &str = "Allow with NotPrincipal is not allowed.";
const NOT_PRINCIPAL: &str = "AssumeRole policy must not contain NotPrincipal field.";
const NO_PRINCIPALS: &str = "Invalid principal in policy: \
    com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement with no \
    principals!";

#[test]
fn what_is_no_json() {
    for text in ["", " ", "This is no JSON", "{", "[]", r#""text""#, "{} {}"] {
        check(text, JSON);
    }
    check(&allow(r#", "Effect": "Allow""#), JSON);
}

#[test]
fn elements() {
    check("{}", NO_STATEMENT);
    check(r#"{"probe": "x"}"#, "Unknown field probe");
    check(r#"{"Version": "2012-10-17"}"#, NO_STATEMENT);
    check(r#"{"Version": "2012-10-17", "Statement": []}"#, EMPTY);
    check(
        r#"{"statement": [], "version": ""}"#,
        "Unknown field statement",
    );
    check(&allow(r#", "Comment": """#), "Unknown field Comment");
    check(&one(r#""effect": "Allow""#), "Unknown field effect");
    check(&one(r#""Action": "sts:AssumeRole""#), NO_EFFECT);
    check(&one(r#""Effect": "Allow""#), NO_PRINCIPAL);
    check(
        &one(r#""Effect": "Allow", "Principal": {"AWS": "*"}"#),
        NO_ACTION,
    );
    check(&action("[]"), NO_ACTION);
    check(&one(r#""Effect": "Maybe""#), "Invalid effect: Maybe");
    check(&one(r#""Effect": "allow""#), "Invalid effect: allow");
    check(&allow(r#", "Resource": "*""#), RESOURCE);
    check(&allow(r#", "Resource": []"#), RESOURCE);
    check(&allow(r#", "NotResource": "*""#), NOT_RESOURCE);
}

#[test]
fn other_shapes() {
    for text in [
        r#"{"Statement": "text"}"#,
        r#"{"Statement": null}"#,
        r#"{"Id": 1, "Statement": {"Effect": "Allow"}}"#,
        &one(r#""Effect": 1"#),
        &one(r#""Sid": [], "Effect": "Allow""#),
        &principal("[]"),
        &principal(r#"["*"]"#),
        &principal(r#"{"AWS": {}}"#),
        &action("null"),
        &action("[[]]"),
        &allow(r#", "NotAction": "sts:TagSession""#),
        &allow(r#", "Condition": []"#),
        &allow(r#", "Condition": {"Equal": {"aws:username": "Bob"}}"#),
    ] {
        check(text, SYNTAX);
    }
}

#[test]
fn versions() {
    let with = |version: &str| format!(r#"{{{version}"Statement": [{{{ALLOW}}}]}}"#);
    valid(&with(""));
    valid(&with(r#""Version": "2008-10-17", "#));
    check(&with(r#""Version": "2012-10-18", "#), VERSION);
    check(&with(r#""Version": 2012, "#), VERSION);
}

#[test]
fn sids() {
    let twice = |sid: &str| {
        let statement = format!(r#""Sid": {sid:?}, {ALLOW}"#);
        several(&[&statement, &statement])
    };
    check(&twice("Same"), SID_TWICE);
    valid(&twice(""));
    valid(&allow(r#", "Sid": "with spaces.""#));
}

#[test]
fn actions() {
    for right in [
        r#""sts:AssumeRole""#,
        r#""STS:assumerole""#,
        r#"["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"]"#,
        r#"["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]"#,
        r#""sts:AssumeRole*""#,
        r#""sts:*""#,
    ] {
        valid(&action(right));
    }
    for wrong in [
        r#""*""#,
        r#""""#,
        r#""AssumeRole""#,
        r#""s3:GetObject""#,
        r#""*:AssumeRole""#,
        r#""sts:""#,
        r#""sts:TagSessions""#,
        r#""sts:GetCallerIdentity""#,
        r#""sts:Get*""#,
        r#"["sts:AssumeRole", "sts:AssumeRoleWithWebIdendity"]"#,
    ] {
        check(&action(wrong), ACTION);
    }
    check(
        &one(r#""Effect": "Deny", "Principal": {"AWS": "*"}, "NotAction": "iam:GetUser""#),
        ACTION,
    );
}

#[test]
fn principals() {
    for right in [
        r#"{"AWS": "*"}"#,
        r#"{"AWS": ["123456789012", "arn:aws:iam::123456789012:role/division/R"]}"#,
        r#"{"Service": ["ec2.amazonaws.com"]}"#,
        r#"{"Federated": "cognito-identity.amazonaws.com"}"#,
        r#"{"Federated": "arn:aws:iam::123456789012:saml-provider/Example"}"#,
        r#"{"AWS": "AIDA0123456789ABCDEFG", "Service": "lambda.amazonaws.com"}"#,
    ] {
        valid(&principal(right));
    }
    let star = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
    check(&principal(r#""*""#), star);
    check(
        &principal(r#""123456789012""#),
        "Principal must be a JSON object.",
    );
    check(&principal("{}"), EMPTY_PRINCIPAL);
    check(&principal(r#""""#), EMPTY_PRINCIPAL);
    check(&principal(r#"{"AWS": []}"#), NO_PRINCIPALS);
    check(
        &principal(r#"{"Robot": "x"}"#),
        "Invalid principal in policy: \"Robot\"",
    );
    check(
        &principal(r#"{"aws": "*"}"#),
        "Invalid principal in policy: \"aws\"",
    );
    let canonical = "Invalid principal in policy: \"CanonicalUser\"";
    check(&principal(r#"{"CanonicalUser": "0"}"#), canonical);
    for (kind, upper, name) in [
        ("AWS", "AWS", ""),
        ("AWS", "AWS", "Bob"),
        ("AWS", "AWS", "arn:aws:iam::123456789012:role/*"),
        ("AWS", "AWS", "arn:aws:iam::123456789012:group/G"),
        ("Service", "SERVICE", "lambda.amazon.com"),
        ("Federated", "FEDERATED", "idp.example.com"),
    ] {
        check(
            &principal(&format!(r#"{{"{kind}": ["{name}"]}}"#)),
            &format!("Invalid principal in policy: \"{upper}\":\"{name}\""),
        );
    }
}

#[test]
fn nobody_is_excepted() {
    let with = |effect: &str| {
        one(&format!(
            r#""Effect": "{effect}", "NotPrincipal": {{"AWS": "*"}}, "Action": "sts:AssumeRole""#
        ))
    };
    check(&with("Allow"), ALLOW_NOT_PRINCIPAL);
    check(&with("Deny"), NOT_PRINCIPAL);
}

/// SOURCE: another implementation that compares itself with AWS: neither keys nor values of
/// conditions are checked.
#[test]
fn conditions() {
    for condition in [
        "{}",
        r#"{"Unknown": {}}"#,
        r#"{"StringEquals": {"sts:ExternalId": "x"}}"#,
        r#"{"Bool": {"aws:MultiFactorAuthPresent": true}}"#,
        r#"{"ForAnyValue:StringLike": {"idp.example.com:amr": ["a", "b"]}}"#,
        r#"{"DateLessThan": {"aws:CurrentTime": "no date"}}"#,
        r#"{"StringEquals": {"key": "x"}}"#,
    ] {
        valid(&allow(&format!(r#", "Condition": {condition}"#)));
    }
}

/// Of two faults the one is named that stands first in the table of checks.
#[test]
fn precedence() {
    let statement = |elements: &[&str]| one(&elements.join(", "));
    let effect = r#""Effect": "Allow""#;
    let anybody = r#""Principal": "*""#;
    let nobody = r#""Principal": {"AWS": []}"#;
    let resource = r#""Resource": "*""#;
    let other = r#""Action": "s3:GetObject""#;
    let unknown = r#""Condition": {"Equal": {"a:b": ""}}"#;
    let star = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
    check(r#"{"Version": "", "x": 1}"#, "Unknown field x");
    check(r#"{"Version": ""}"#, VERSION);
    check(&several(&["", r#""x": 1"#]), "Unknown field x");
    check(&statement(&[resource]), NO_EFFECT);
    check(&statement(&[effect, r#""Action": 1"#]), SYNTAX);
    check(&statement(&[effect, resource]), NO_PRINCIPAL);
    check(&statement(&[effect, anybody]), star);
    check(&statement(&[effect, nobody]), NO_ACTION);
    check(
        &statement(&[effect, nobody, other, resource, unknown]),
        RESOURCE,
    );
    check(&statement(&[effect, nobody, other, unknown]), SYNTAX);
    let twice = [r#""Sid": "a""#, effect, nobody, other].join(", ");
    check(&several(&[&twice, &twice]), SID_TWICE);
    check(&statement(&[effect, nobody, other]), ACTION);
    let of_two = r#""Principal": {"Robot": "x", "AWS": []}, "Action": "sts:AssumeRole""#;
    check(&statement(&[effect, of_two]), NO_PRINCIPALS);
}
