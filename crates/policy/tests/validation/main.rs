//! What AWS answers when a document is saved.
//!
//! SOURCE: the texts and their order are those of recorded and reported answers. The documents here
//! are our own.

#![expect(clippy::unwrap_used, reason = "a test")]

use iamd_policy::{Document, DocumentError, DocumentKind};
use proptest::prelude::*;

mod bucket;
mod identity;
mod places;
mod trust;

/// A document with one statement.
fn one(statement: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": {{{statement}}}}}"#)
}

/// A document with several statements.
fn several(statements: &[&str]) -> String {
    let statements = statements.join("}, {");
    format!(r#"{{"Version": "2012-10-17", "Statement": [{{{statements}}}]}}"#)
}

/// A document is refused with a code and a message, read at once or in two steps.
#[track_caller]
fn refused(text: &str, kind: DocumentKind<'_>, code: &str, message: &str) {
    let error = Document::check(text, kind).unwrap_err();
    assert_eq!(error.to_string(), message, "{text}");
    assert_eq!(error.code().as_str(), code);
    assert!(in_two_steps(text, kind).is_err(), "{text}");
}

#[track_caller]
fn taken(text: &str, kind: DocumentKind<'_>) {
    assert_eq!(Document::check(text, kind).err(), None, "{text}");
    assert_eq!(in_two_steps(text, kind), Ok(()), "{text}");
}

fn in_two_steps(text: &str, kind: DocumentKind<'_>) -> Result<(), DocumentError> {
    Document::parse(text)?.validate(kind)
}

const KINDS: [DocumentKind<'_>; 3] = [
    DocumentKind::Identity,
    DocumentKind::Trust,
    DocumentKind::Bucket { name: "b" },
];

const WORDS: &str = r#"
    { } [ ] , : null 1 true "é" "*" "Version": "2012-10-17" "Statement": "Effect": "Allow" "Deny"
    "Principal": "NotPrincipal": "AWS": "Action": "s3:*" "sts:AssumeRole" "Resource":
    "arn:aws:s3:::b/*" "Condition": "IpAddress": "aws:SourceIp":
"#;

/// A text in which every word of the language may stand anywhere.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>());
    prop::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

/// A statement with some of the right elements, each with a right or a wrong value.
fn statements() -> impl Strategy<Value = String> {
    let element = |name: &'static str, values: &[&'static str]| {
        let value = prop::sample::select(values.to_vec());
        prop::option::of(value.prop_map(move |value| format!("{name:?}: {value}")))
    };
    (
        element("Sid", &[r#""a""#, r#""""#, "1"]),
        element("Effect", &[r#""Allow""#, r#""Deny""#, r#""allow""#]),
        element(
            "Principal",
            &[r#""*""#, "{}", r#"{"AWS": "*"}"#, r#"{"AWS": []}"#],
        ),
        element(
            "Action",
            &[r#""s3:GetObject""#, r#""sts:AssumeRole""#, "[]", r#""x""#],
        ),
        element(
            "Resource",
            &[r#""*""#, r#""arn:aws:s3:::b/*""#, r#""arn:aws:s3:::b""#],
        ),
        element(
            "Condition",
            &[
                "{}",
                r#"{"Bool": {"a": true}}"#,
                r#"{"DateEquals": {"a:b": 0}}"#,
            ],
        ),
    )
        .prop_map(|(sid, effect, principal, action, resource, condition)| {
            let elements = [sid, effect, principal, action, resource, condition];
            let elements: Vec<String> = elements.into_iter().flatten().collect();
            one(&elements.join(", "))
        })
}

proptest! {
    /// Nothing panics, and the two ways to check a document agree on whether it may be saved.
    #[test]
    fn checking_is_total(text in prop_oneof![words(), statements(), ".{0,40}"]) {
        for kind in KINDS {
            let whole = Document::check(&text, kind).map(|_| ());
            let steps = in_two_steps(&text, kind);
            let may_differ = matches!(kind, DocumentKind::Bucket { .. }) && !text.starts_with('{');
            prop_assert!(whole.is_ok() == steps.is_ok() || may_differ, "{:?} {:?}", whole, steps);
            if kind == DocumentKind::Identity {
                prop_assert_eq!(whole, steps);
            }
        }
    }
}
