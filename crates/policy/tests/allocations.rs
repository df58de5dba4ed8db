//! A decision allocates nothing.
//!
//! LIMIT: the exceptions, each of which has a test here that it still decides right:
//! - actions of more than 128 bytes;
//! - a pattern with more than eight variables;
//! - a number of more than 36 digits, in the request;
//! - a pattern that goes through states (a `?` before a `*` and text behind it, a `*` inside of one
//!   of the first five segments of an ARN) and has more than 255 of them, or a part of a pattern
//!   that is searched, has variables in it and is longer than 256 bytes;
//! - a pattern of `Arn*` with a variable before its fifth colon whose value has a colon.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use iamd_policy::{
    Document, NoTrace, Outcome, Policies, PolicySet, PolicySource, Principal, Request, Scalar,
    SourceKind, Value, decide,
};

const USER: &str = "arn:aws:iam::123456789012:user/division/Bob";
const ROLE: &str = "arn:aws:iam::123456789012:role/path/R";
const SESSION: &str = "arn:aws:sts::123456789012:assumed-role/R/s";
const FEDERATED: &str = "arn:aws:sts::123456789012:federated-user/f";
const ROOT: &str = "arn:aws:iam::123456789012:root";

const CALLERS: [Principal<'_>; 7] = [
    Principal::user(USER).with_id("AIDAEXAMPLE"),
    Principal::role_session(SESSION, ROLE),
    Principal::federated_user(FEDERATED, Some(USER)),
    Principal::root_user(ROOT),
    Principal::anonymous(),
    Principal::service("ec2.amazonaws.com"),
    Principal::federated("arn:aws:iam::123456789012:oidc-provider/example.com"),
];

const REQUESTS: [(&str, &str); 10] = [
    ("IAM:GetUser", USER),
    (
        "iam:CreateAccessKey",
        "arn:aws:iam::123456789012:user/Bob/2026-01-31T00:00:00Z/x1",
    ),
    ("iam:DeleteUser", "arn:aws:iam::123456789012:user/aaaaaaaab"),
    ("sts:AssumeRole", ROLE),
    ("sts:GetCallerIdentity", "*"),
    ("kms:Decrypt", "arn:aws:kms:us-west-2:123456789012:key/1"),
    ("ec2:List1", "*"),
    ("x", "arn:aws:sqs:us-west-2:123:abcbxc"),
    ("s3:GetObject", "arn:aws:s3:::b/team/k"),
    ("s3:DeleteObject", "arn:aws:s3:::b/é?"),
];

/// Patterns of each kind, exact ones and those that go through states among them.
const PATTERNS: &str = r#"{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["iam:Get*", "S3:*", "*:List?"], "Resource": "*"},
    {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:sqs:*:1*3:a*b?c"},
    {"Effect": "Allow", "Action": "iam:CreateAccessKey",
     "Resource": "arn:aws:iam::*:user/${aws:username}/${aws:CurrentTime}/${none, 'x'}*"},
    {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/*${k:one}*${k:number}?x*"},
    {"Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "arn:aws:iam::*:user/*a*a?a*b"}
]}"#;

/// Principals of each kind.
const PRINCIPALS: &str = r#"{"Version": "2012-10-17", "Statement": [
    {"Effect": "Deny", "Principal": {"AWS": ["210987654321", "arn:aws:iam::1:user/x", "AIDA2"],
     "Service": "s3.amazonaws.com", "Federated": "x", "CanonicalUser": "y"}, "Action": "*",
     "Resource": "*"},
    {"Effect": "Deny", "NotPrincipal": "*", "Action": "*", "Resource": "*"},
    {"Effect": "Deny", "NotPrincipal": {"AWS": ["123456789012", "arn:aws:iam::210987654321:user/x"],
     "Service": "s3.amazonaws.com"}, "Action": "*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
]}"#;

/// The operators with what they are compared with.
const OPERATORS: [(&str, &str); 26] = [
    ("StringEquals", r#"["Bob", "${k:one}"]"#),
    ("StringNotEquals", r#"["Bob", "x", "y"]"#),
    ("StringEqualsIgnoreCase", r#""${aws:username}É""#),
    ("StringNotEqualsIgnoreCase", r#""BOB""#),
    ("StringLike", r#""B*${k:one}?""#),
    ("StringNotLike", r#""*a?b*${none, 'x'}*""#),
    ("NumericEquals", r#"[1, "1.50", 1e6]"#),
    (
        "NumericNotEquals",
        r#""99999999999999999999999999999999999999999999999999""#,
    ),
    ("NumericLessThan", "100"),
    ("NumericLessThanEquals", "0.5"),
    ("NumericGreaterThan", "-1"),
    ("NumericGreaterThanEquals", r#""x""#),
    ("DateEquals", r#""2026-01-31T00:00:00+01:00""#),
    ("DateNotEquals", r#""2026""#),
    ("DateLessThan", "1769817600"),
    ("DateLessThanEquals", r#""2026-01-31""#),
    ("DateGreaterThan", r#""2026-01-31T00:00:00.5Z""#),
    ("DateGreaterThanEquals", r#""x""#),
    ("Bool", "true"),
    ("BinaryEquals", r#""YQ==""#),
    ("IpAddress", r#"["203.0.113.0/24", "2001:db8::/32"]"#),
    ("NotIpAddress", r#""203.0.113.7""#),
    ("ArnEquals", r#""arn:aws:iam::123456789012:user/*""#),
    ("ArnNotEquals", r#""arn:aws:*:*:*:a*b?c*""#),
    ("ArnLike", r#""arn:aws:iam::${k:one}:${aws:username}""#),
    ("ArnNotLike", r#""x""#),
];

/// Keys with no value, with one of each type, with one that cannot be read and with several.
fn context(many: &[String]) -> Vec<(&'static str, Value<'_>)> {
    let text = |text| Value::One(Scalar::Text(text));
    vec![
        ("aws:username", "Bob".into()),
        (
            "aws:CurrentTime",
            Value::One(Scalar::Time("2026-01-31T00:00:00Z".parse().unwrap())),
        ),
        ("k:one", text("1")),
        ("k:number", Value::One(Scalar::Integer(-15))),
        ("k:bool", true.into()),
        (
            "k:address",
            Value::One(Scalar::Address("203.0.113.7".parse().unwrap())),
        ),
        ("k:network", text("2001:db8::1")),
        ("k:date", text("2026-01-31T00:00:00.5+01:00")),
        ("k:decimal", text("-0001.50e3")),
        ("k:arn", text(USER)),
        ("k:bytes", text("YQ==")),
        ("k:odd", text("É\u{0}ß")),
        ("k:many", Value::Many(many)),
        ("k:none", Value::Many(&[])),
    ]
}

fn set(text: &str) -> PolicySet {
    let source = PolicySource::new("policy", SourceKind::CustomerManaged);
    PolicySet::new([(source, Arc::new(Document::parse(text).unwrap().compile()))])
}

/// One statement of each effect for each operator, qualifier and suffix.
fn conditions(key: &str) -> String {
    let mut statements = Vec::new();
    let names = OPERATORS.iter().flat_map(|(operator, values)| {
        ["", "ForAllValues:", "ForAnyValue:"]
            .into_iter()
            .flat_map(move |qualifier| {
                ["", "IfExists"].map(|suffix| (format!("{qualifier}{operator}{suffix}"), values))
            })
    });
    for (name, values) in names.chain([("Null".to_owned(), &"[true, \"x\"]")]) {
        // Only actions that none of the requests is about would be denied.
        for (effect, action) in [("Allow", "*"), ("Deny", "x")] {
            statements.push(format!(
                r#"{{"Effect": "{effect}", "Action": "{action}", "Resource": "*",
                    "Condition": {{"{name}": {{"{key}": {values}}}, "ForAnyValue:Null": {{"k:gone": "false"}}}}}}"#
            ));
        }
    }
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#,
        statements.join(",")
    )
}

#[track_caller]
fn assert_allocates_nothing(request: &Request<'_>, policies: &Policies<'_>) -> Outcome {
    let mut outcome = None;
    let counted = allocation_counter::measure(|| {
        let decision = decide(request, policies, &mut NoTrace);
        outcome = Some(decision.outcome);
    });
    let (action, resource) = (request.action(), request.resource());
    assert_eq!(
        counted.count_total, 0,
        "{action} on {resource} by {policies:?}"
    );
    outcome.unwrap()
}

/// Every layer, every kind of caller, allowed and denied.
#[test]
fn no_layer_allocates() {
    let [identity, principals] = [PATTERNS, PRINCIPALS].map(set);
    let levels = [set(PATTERNS), set(PATTERNS)];
    let resource_levels = [set(PRINCIPALS)];
    let many = ["team".to_owned()];
    let keys = context(&many);
    let keys = &*keys;
    let mut outcomes = Vec::new();
    for caller in CALLERS {
        let alone = Policies::of(caller).with_identity(&identity);
        let limited = alone.with_boundary(&identity).with_session(&identity);
        let all = limited
            .with_resource(&principals)
            .with_endpoint(&principals)
            .with_service_control(&levels)
            .with_resource_control(&resource_levels);
        for (action, resource) in REQUESTS {
            let request = Request::new(action, resource, &keys);
            for account in ["123456789012", "210987654321"] {
                let request = request.in_account(account);
                for policies in [alone, limited, alone.with_resource(&principals), all] {
                    outcomes.push(assert_allocates_nothing(&request, &policies));
                }
            }
        }
    }
    for outcome in [
        Outcome::Allowed,
        Outcome::ImplicitlyDenied,
        Outcome::ExplicitlyDenied,
    ] {
        assert!(outcomes.contains(&outcome), "{outcome:?} is among them");
    }
}

/// Every operator with every qualifier on every kind of value.
#[test]
fn no_condition_allocates() {
    let many = ["Bob", "1", "2026", "x", "203.0.113.7", USER].map(str::to_owned);
    let keys = context(&many);
    for (key, _) in keys.iter().copied().chain([("k:gone", true.into())]) {
        let identity = set(&conditions(key));
        let policies = Policies::of(Principal::user(USER)).with_identity(&identity);
        let keys = &*keys;
        for action in ["s3:GetObject", "x"] {
            let request = Request::new(action, "arn:aws:s3:::b", &keys);
            assert_allocates_nothing(&request, &policies);
        }
    }
}

/// Very many statements are no reason to allocate.
#[test]
fn no_crowd_allocates() {
    let statements: Vec<String> = (0..2_000)
        .map(|number| {
            format!(
                r#"{{"Effect": "Allow", "Action": ["s3:Get*", "a:{number}*"],
                    "Resource": "arn:aws:s3:::bucket-{number}/*"}}"#
            )
        })
        .collect();
    let identity = set(&format!(r#"{{"Statement": [{}]}}"#, statements.join(",")));
    let policies = Policies::of(Principal::user(USER)).with_identity(&identity);
    let keys: &[(&str, Value<'_>)] = &[];
    for (resource, outcome) in [
        ("arn:aws:s3:::bucket-1999/k", Outcome::Allowed),
        ("arn:aws:s3:::bucket-2000/k", Outcome::ImplicitlyDenied),
    ] {
        let request = Request::new("s3:GetObject", resource, &keys);
        assert_eq!(assert_allocates_nothing(&request, &policies), outcome);
    }
}

/// What a set takes is bounded by the text that it is made of, pairs of actions and resources
/// included, of which there are far more than of either.
#[test]
fn an_index_is_not_much_larger_than_its_text() {
    let list = |count: usize, text: &str| {
        let texts: Vec<String> = (0..count)
            .map(|number| format!("\"{text}{number}*\""))
            .collect();
        texts.join(",")
    };
    for (actions, resources) in [(64, 64), (1, 4096), (1000, 1000)] {
        let statements: Vec<String> = (0..20)
            .map(|number| {
                format!(
                    r#"{{"Effect": "Allow", "Action": [{}], "Resource": [{}]}}"#,
                    list(actions, "a:"),
                    list(resources, &format!("{number}:"))
                )
            })
            .collect();
        let text = format!(r#"{{"Statement": [{}]}}"#, statements.join(","));
        let compiled = Arc::new(Document::parse(&text).unwrap().compile());
        let counted = allocation_counter::measure(|| {
            let source = PolicySource::new("policy", SourceKind::CustomerManaged);
            let _set = PolicySet::new([(source, compiled)]);
        });
        let most = 48 * u64::try_from(text.len()).unwrap();
        let bytes = counted.bytes_max;
        assert!(
            bytes <= most,
            "{actions} × {resources}: {bytes} bytes, {most} at most"
        );
    }
}

/// Whether a statement with this Action, Resource and Condition allows a request.
#[track_caller]
fn check(
    elements: [&str; 3],
    action: &str,
    resource: &str,
    keys: &[(&str, Value<'_>)],
    expect: bool,
) {
    let [actions, resources, condition] = elements;
    let identity = set(&format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "{actions}",
            "Resource": "{resources}", "Condition": {{{condition}}}}}}}"#
    ));
    let policies = Policies::of(Principal::user(USER)).with_identity(&identity);
    let decision = decide(
        &Request::new(action, resource, &keys),
        &policies,
        &mut NoTrace,
    );
    assert_eq!(decision.is_allowed(), expect, "{action} on {resource}");
}

/// The exceptions decide as all others do.
#[test]
fn what_allocates_is_decided_all_the_same() {
    let long = "A".repeat(200);
    let action = format!("s3:{long}");
    check(["S3:aaa*", "*", ""], &action, "*", &[], true);
    check(["S3:aaab*", "*", ""], &action, "*", &[], false);

    let keys: &[(&str, Value<'_>)] = &[("k", "v".into())];
    let pattern = format!("arn:aws:s3:::{}", "${k}".repeat(20));
    let resource = format!("arn:aws:s3:::{}", "v".repeat(20));
    check(["*", &pattern, ""], "a:b", &resource, keys, true);
    check(["*", &pattern, ""], "a:b", "arn:aws:s3:::v", keys, false);

    let digits = "9".repeat(50);
    let keys: &[(&str, Value<'_>)] = &[("k", (&*digits).into())];
    check(
        ["*", "*", r#""NumericGreaterThan": {"k": 1e49}"#],
        "a:b",
        "*",
        keys,
        true,
    );
    check(
        ["*", "*", r#""NumericGreaterThan": {"k": 1e50}"#],
        "a:b",
        "*",
        keys,
        false,
    );

    let (part, text) = ("a?".repeat(200), "ab".repeat(200));
    let pattern = format!("arn:aws:s3:::*{part}x*");
    check(
        ["*", &pattern, ""],
        "a:b",
        &format!("arn:aws:s3:::a{text}x"),
        &[],
        true,
    );
    check(
        ["*", &pattern, ""],
        "a:b",
        &format!("arn:aws:s3:::a{text}"),
        &[],
        false,
    );

    let long = "v".repeat(300);
    let keys: &[(&str, Value<'_>)] = &[("k", (&*long).into())];
    check(
        ["*", "arn:aws:s3:::*x${k}y*", ""],
        "a:b",
        &format!("arn:aws:s3:::zx{long}y"),
        keys,
        true,
    );
    check(
        ["*", "arn:aws:s3:::*x${k}y*", ""],
        "a:b",
        &format!("arn:aws:s3:::zx{long}"),
        keys,
        false,
    );
}

/// The last of the exceptions: the value decides where the segments are.
#[test]
fn arns_in_variables_are_decided_all_the_same() {
    let bob = "arn:aws:iam::123456789012:user/Bob";
    let keys: &[(&str, Value<'_>)] = &[("k", bob.into()), ("of", bob.into())];
    let condition = r#""ArnEquals": {"of": "${k}"}"#;
    check(["*", "*", condition], "a:b", "*", keys, true);
    let keys: &[(&str, Value<'_>)] = &[("k", bob.into()), ("of", USER.into())];
    check(["*", "*", condition], "a:b", "*", keys, false);
}
