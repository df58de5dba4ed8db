//! Values of conditions: what operators say of two values fits together.
//!
//! The first line of an input is the value of a policy, the second that of a request.

use std::cmp::Ordering;

use iamd_policy::{Scalar, Value, Version};

use crate::statement::Denies;

const RESOURCE: &str = "arn:aws:s3:::b/k";

/// Operators with their negation.
const PAIRS: [(&str, &str); 8] = [
    ("StringEquals", "StringNotEquals"),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"),
    ("NumericEquals", "NumericNotEquals"),
    ("DateEquals", "DateNotEquals"),
    ("IpAddress", "NotIpAddress"),
    ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
];

/// Operators without one.
const UNPAIRED: [&str; 10] = [
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
];

pub(crate) fn run(data: &[u8]) {
    let input = String::from_utf8_lossy(data);
    let (policy, rest) = input.split_once('\n').unwrap_or((&*input, ""));
    let request = rest.split('\n').next().unwrap_or_default();
    for (operator, negation) in PAIRS {
        let holds = holds(operator, policy, request);
        let does_not = self::holds(negation, policy, request);
        assert_ne!(holds, does_not, "{operator} {policy:?} {request:?}");
    }
    // One of them for each input, by its length: all would make it slow.
    let operators = PAIRS
        .iter()
        .flat_map(|(operator, negation)| [operator, negation]);
    let operators: Vec<_> = operators.chain(&UNPAIRED).collect();
    if let Some(operator) = operators.get(data.len() % operators.len()) {
        qualifiers_change_nothing(operator, policy, request);
    }
    for family in ["Numeric", "Date"] {
        is_an_order(family, policy, request);
    }
    texts_agree(policy, request);
    types_agree(policy, request);
}

/// One value is as a set of one, and a value that is there exists.
fn qualifiers_change_nothing(operator: &str, policy: &str, request: &str) {
    let expect = holds(operator, policy, request);
    let set = [request.to_owned()];
    for (name, value) in [
        (format!("{operator}IfExists"), request.into()),
        (format!("ForAllValues:{operator}"), request.into()),
        (format!("ForAnyValue:{operator}"), request.into()),
        (format!("ForAllValues:{operator}"), Value::Many(&set)),
        (format!("ForAnyValue:{operator}IfExists"), Value::Many(&set)),
    ] {
        let seen = holds_of(&name, policy, value);
        assert_eq!(seen, expect, "{name} {policy:?} {request:?}");
    }
}

/// Less, equal or greater: one of them if both values can be read, otherwise none; and turned round
/// the other way about.
fn is_an_order(family: &str, policy: &str, request: &str) {
    let order = order(family, policy, request);
    let turned = self::order(family, request, policy);
    assert_eq!(
        turned,
        order.map(Ordering::reverse),
        "{family} {policy:?} {request:?}"
    );
    let own = self::order(family, policy, policy);
    assert!(
        matches!(own, None | Some(Ordering::Equal)),
        "{family} {policy:?} {own:?}"
    );
}

fn order(family: &str, policy: &str, request: &str) -> Option<Ordering> {
    let says = |operator| holds(&format!("{family}{operator}"), policy, request);
    let found: Vec<Ordering> = [
        ("LessThan", Ordering::Less),
        ("Equals", Ordering::Equal),
        ("GreaterThan", Ordering::Greater),
    ]
    .into_iter()
    .filter_map(|(operator, order)| says(operator).then_some(order))
    .collect();
    assert!(
        found.len() <= 1,
        "{family} {policy:?} {request:?}: {found:?}"
    );
    let found = found.first().copied();
    assert_eq!(says("LessThanEquals"), found.is_some_and(Ordering::is_le));
    assert_eq!(
        says("GreaterThanEquals"),
        found.is_some_and(Ordering::is_ge)
    );
    found
}

fn texts_agree(policy: &str, request: &str) {
    let equals = holds("StringEquals", policy, request);
    assert_eq!(equals, policy == request, "{policy:?} {request:?}");
    if equals {
        assert!(
            holds("StringEqualsIgnoreCase", policy, request),
            "{policy:?}"
        );
        assert!(holds("StringLike", policy, request), "{policy:?}");
    }
    if !policy.contains(['*', '?']) {
        assert_eq!(holds("StringLike", policy, request), equals);
    }
    if holds("BinaryEquals", policy, request) {
        assert!(equals, "{policy:?} {request:?}");
    }
    let is_same_word = policy.eq_ignore_ascii_case(request)
        && ["true", "false"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(policy));
    assert_eq!(
        holds("Bool", policy, request),
        is_same_word,
        "{policy:?} {request:?}"
    );
    let arn_like = holds("ArnLike", policy, request);
    assert_eq!(
        holds("ArnEquals", policy, request),
        arn_like,
        "{policy:?} {request:?}"
    );
}

/// A number, an address or a boolean compares as its text does.
fn types_agree(policy: &str, request: &str) {
    if let Ok(number) = request.parse() {
        for operator in ["NumericEquals", "NumericLessThan", "NumericGreaterThan"] {
            let typed = holds_of(operator, policy, Value::One(Scalar::Integer(number)));
            assert_eq!(
                typed,
                holds(operator, policy, request),
                "{operator} {policy:?}"
            );
        }
    }
    if let Ok(address) = request.parse() {
        let typed = holds_of("IpAddress", policy, Value::One(Scalar::Address(address)));
        assert_eq!(
            typed,
            holds("IpAddress", policy, request),
            "{policy:?} {request:?}"
        );
    }
    if let Ok(boolean) = request.parse::<bool>() {
        let typed = holds_of("Bool", policy, boolean.into());
        assert_eq!(
            typed,
            holds("Bool", policy, request),
            "{policy:?} {request:?}"
        );
    }
}

fn holds(operator: &str, policy: &str, request: &str) -> bool {
    holds_of(operator, policy, request.into())
}

fn holds_of(operator: &str, policy: &str, request: Value<'_>) -> bool {
    // Values with variables are another target's: the older version has none.
    let statement = Denies::everything(Version::V2008).condition(operator, policy);
    statement.matches("a:b", RESOURCE, Some(request))
}
