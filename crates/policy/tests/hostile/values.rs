//! Conditions with enormous values, on either side.

use iamd_policy::{Document, NoTrace, Outcome, Policies, Principal, Request, Value, decide};

use crate::{USER, set};

/// Whether a condition with these values of JSON holds for a value of the key `k`.
fn holds(operator: &str, values: &str, value: Value<'_>) -> bool {
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", "Action": "*",
            "Resource": "*", "Condition": {{"{operator}": {{"k": {values}}}}}}}}}"#
    );
    let context: &[(&str, Value<'_>)] = &[("k", value)];
    let identity = set(&[Document::parse(&text).unwrap()]);
    let policies = Policies::of(Principal::user(USER)).with_identity(&identity);
    let request = Request::new("s3:GetObject", "arn:aws:s3:::b", &context);
    decide(&request, &policies, &mut NoTrace).outcome == Outcome::ExplicitlyDenied
}

fn number(policy: &str, request: &str) -> [bool; 3] {
    ["NumericLessThan", "NumericEquals", "NumericGreaterThan"]
        .map(|operator| holds(operator, &format!("\"{policy}\""), request.into()))
}

const LESS: [bool; 3] = [true, false, false];
const EQUAL: [bool; 3] = [false, true, false];
const GREATER: [bool; 3] = [false, false, true];
const NEITHER: [bool; 3] = [false; 3];

#[test]
fn numbers_of_a_million_digits() {
    let long = "9".repeat(1_000_000);
    assert_eq!(number(&long, &long), EQUAL);
    assert_eq!(number(&long, &format!("{long}.0")), EQUAL);
    assert_eq!(number(&long, &format!("{long}0")), GREATER);
    assert_eq!(number(&long, "1"), LESS);
    assert_eq!(number("1", &long), GREATER);
    assert_eq!(number("1", &format!("-{long}")), LESS);
    let zeros = "0".repeat(1_000_000);
    assert_eq!(number("1", &format!("{zeros}1.{zeros}")), EQUAL);
    assert_eq!(
        number(&format!("0.{}1", zeros.split_at(900_000).0), "0"),
        LESS
    );
}

#[test]
fn exponents() {
    assert_eq!(number("1e999999999", "1e999999998"), LESS);
    assert_eq!(number("1e999999999", "10e999999998"), EQUAL);
    assert_eq!(number("1e-999999999", "0"), LESS);
    assert_eq!(number("0e999999999", "0"), EQUAL);
    // LIMIT: an exponent has nine digits.
    assert_eq!(number("1e9999999999", "1e9999999999"), NEITHER);
    assert_eq!(number("1", &format!("1e{}1", "0".repeat(100_000))), NEITHER);
}

#[test]
fn dates_and_addresses() {
    let long = "9".repeat(100_000);
    for text in [
        long.clone(),
        format!("-{long}"),
        format!("2026-{long}"),
        format!("2026-01-31T00:00:00.{long}Z"),
        format!("2026-01-31T00:00:00+{long}"),
        "-292275054-01-01T00:00:00+23:59".to_owned(),
        "292278993-12-31T23:59:59.999999999-23:59".to_owned(),
        "9223372036854775807".to_owned(),
        "9223372036854775807.999999999".to_owned(),
        "9999999999999999999".to_owned(),
    ] {
        for operator in ["DateLessThan", "DateNotEquals", "DateGreaterThanEquals"] {
            for request in [&*text, "0", "-1"] {
                let _ends = holds(operator, &format!("\"{text}\""), request.into());
            }
        }
    }
    for text in [
        format!("1.2.3.4/{long}"),
        format!("{long}.2.3.4"),
        ":".repeat(100_000),
    ] {
        assert!(holds(
            "NotIpAddress",
            &format!("\"{text}\""),
            "1.2.3.4".into()
        ));
        assert!(holds("NotIpAddress", "\"0.0.0.0/0\"", (&*text).into()));
    }
}

/// A hundred thousand texts are searched and not gone through; others are gone through once.
#[test]
fn lists_of_values() {
    let texts = |count: usize| -> String {
        let texts: Vec<String> = (0..count).map(|number| format!("\"{number}\"")).collect();
        format!("[{}]", texts.join(","))
    };
    let many: Vec<String> = (0..2_000).map(|number| number.to_string()).collect();
    assert!(holds(
        "ForAllValues:StringEquals",
        &texts(100_000),
        Value::Many(&many)
    ));
    assert!(!holds(
        "ForAnyValue:StringNotEquals",
        &texts(100_000),
        Value::Many(&many)
    ));
    for operator in [
        "StringLike",
        "StringEqualsIgnoreCase",
        "NumericEquals",
        "BinaryEquals",
    ] {
        let _ends = holds(operator, &texts(50_000), "49999".into());
    }
    let some = many.get(..100).unwrap();
    assert!(holds(
        "ForAllValues:StringEqualsIgnoreCase",
        &texts(1_000),
        Value::Many(some)
    ));
}

/// A value that stands in a pattern a thousand times is not put together a thousand times.
#[test]
fn variables_with_enormous_values() {
    let value = "a".repeat(100_000);
    for part in ["${k}", "*${k}", "*${k}b", "?${k}*", "*${k}?a"] {
        let pattern = part.repeat(10_000);
        assert!(!holds(
            "StringLike",
            &format!("\"{pattern}\""),
            (&*value).into()
        ));
    }
    assert!(holds("StringLike", "\"*${k}*\"", (&*value).into()));
    assert!(!holds(
        "StringEquals",
        &format!("\"{}\"", "${k}".repeat(10_000)),
        (&*value).into()
    ));
}

/// Characters whose lower case is longer, or another than that of their upper case.
#[test]
fn cases_of_characters() {
    for text in ["İ".repeat(10_000), "ß".repeat(10_000), "Σς".repeat(10_000)] {
        let units: Vec<String> = text
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect();
        let escaped = units.concat();
        assert!(holds(
            "StringEqualsIgnoreCase",
            &format!("\"{escaped}\""),
            (&*text).into()
        ));
        assert!(!holds(
            "StringEqualsIgnoreCase",
            &format!("\"{escaped}\""),
            "i".into()
        ));
    }
}
