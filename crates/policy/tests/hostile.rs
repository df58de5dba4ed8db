//! Whatever is sent, nothing panics and the work stays bounded.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use iamd_policy::{
    Document, DocumentFault, DocumentKind, NoContext, NoTrace, Policies, PolicySource, Principal,
    PrincipalPolicies, Request, SourceKind, decide,
};
use proptest::prelude::*;

#[track_caller]
fn refused(text: &str, reason: &'static str) {
    let error = Document::parse(text).unwrap_err();
    assert_eq!(error.fault, DocumentFault::Syntax { reason });
}

/// Uses a document in every way.
fn use_up(text: &str) {
    let Ok(document) = Document::parse(text) else {
        return;
    };
    let _valid = document.validate(DocumentKind::Identity);
    let printed = document.to_string();
    assert_eq!(
        Document::parse(&printed).as_ref(),
        Ok(&document),
        "{printed}"
    );
    let source = PolicySource::new("policy", SourceKind::UserInline);
    let identity = PrincipalPolicies::new([(source, Arc::new(document.compile()))]);
    let policies = Policies::of(Principal::User).with_identity(&identity);
    for resource in ["*", "", "::::::", "arn:aws:s3:::b/é", text] {
        let _decision = decide(
            &Request::new(text, resource, &NoContext),
            &policies,
            &mut NoTrace,
        );
    }
}

#[test]
fn depth_is_limited() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    refused(&deep("[", "]"), "values are nested too deep");
    refused(&deep("{\"a\":", "}"), "values are nested too deep");
    refused(&"[".repeat(1_000_000), "values are nested too deep");
}

#[test]
fn length_is_limited() {
    refused(&" ".repeat(1 << 20), "the document ends in the middle");
    refused(&" ".repeat((1 << 20) + 1), "the document is too long");
}

#[test]
fn a_key_stands_once() {
    refused(
        r#"{"Version": "2012-10-17", "Version": "2012-10-17"}"#,
        "a key stands twice",
    );
    refused(r#"{"a": {"b": 1, "c": 2, "b": 1}}"#, "a key stands twice");
    refused("{\"a\": 1, \"\\u0061\": 2}", "a key stands twice");
}

#[test]
fn characters_are_those_of_aws() {
    refused("{\"a\": \"\u{100}\"}", "a character beyond U+00FF");
    refused("{\"a\": \"\u{1}\"}", "a control character in a text");
    refused("{\"a\": \"\n\"}", "a control character in a text");
    refused("{\u{a0}}", "a key is expected");
    refused("\u{feff}{}", "a value is expected");
    refused("\0", "a value is expected");
}

#[test]
fn json_is_strict() {
    for (text, reason) in [
        ("{\"a\": 01}", "a comma or the end of the list is expected"),
        ("{\"a\": +1}", "a value is expected"),
        ("{\"a\": .5}", "a value is expected"),
        ("{\"a\": 1.}", "a digit is expected"),
        ("{\"a\": 1e}", "a digit is expected"),
        ("{\"a\": -}", "a digit is expected"),
        ("{\"a\": nul}", "a value is expected"),
        ("{\"a\": True}", "a value is expected"),
        ("{'a': 1}", "a key is expected"),
        ("{\"a\" 1}", "a colon is expected"),
        ("{\"a\": 1,}", "a key is expected"),
        ("{\"a\": [1,]}", "a value is expected"),
        ("{\"a\": \"\\x\"}", "an unknown escape"),
        ("{\"a\": \"\\u12g4\"}", "an escape that is no character"),
        ("{\"a\": \"\\ud800\"}", "an escape that is no character"),
        (
            "{\"a\": \"\\ud800\\u0041\"}",
            "an escape that is no character",
        ),
        ("{\"a\": \"\\udc00\"}", "an escape that is no character"),
        ("{\"a\": \"", "a text without an end"),
        ("{\"a\": 1", "a comma or the end of the list is expected"),
        ("{} {}", "something follows the document"),
    ] {
        refused(text, reason);
    }
}

#[test]
fn escapes_are_read() {
    let text = r#"{"Version": "2012-10-17", "Id": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00",
        "Statement": {"Effect": "\u0041llow"}}"#;
    let id = Document::parse(text).unwrap().id.unwrap().value;
    assert_eq!(&*id, "\"\\/\u{8}\u{c}\n\r\té😀");
}

/// Each of these has a hundred thousand of something.
#[test]
fn many_of_something_take_no_long_time() {
    let statement = |resource: &str| {
        format!(r#"{{"Statement": {{"Effect": "Deny", "Action": "*", "Resource": "{resource}"}}}}"#)
    };
    let v2012 =
        |resource: &str| statement(resource).replacen('{', r#"{"Version": "2012-10-17", "#, 1);
    for part in [
        "*", "?", "$", "${", "${a, '", "${a}", "*a", "?a", ":", "arn:",
    ] {
        use_up(&v2012(&format!(
            "arn:aws:s3:::{}",
            part.repeat(100_000 / part.len())
        )));
    }
    let keys: Vec<String> = (0..50_000).map(|key| format!("\"{key}\":1")).collect();
    use_up(&format!("{{{}}}", keys.join(",")));
    let statements = vec![r#"{"Effect":"Deny"}"#; 50_000];
    use_up(&format!(r#"{{"Statement":[{}]}}"#, statements.join(",")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text(text in any::<String>()) {
        use_up(&text);
    }

    #[test]
    fn any_json_like_text(text in r#"[{}\[\]",:\\ 0-9a-zAS*$.+-]{0,60}"#) {
        use_up(&text);
    }

    #[test]
    fn a_policy_with_a_part_replaced(
        start in 0_usize..300,
        len in 0_usize..20,
        by in r#"[{}\[\]",:\\*?$é ]{0,6}"#,
    ) {
        const POLICY: &str = r#"{"Version": "2012-10-17", "Id": "x", "Statement": [
            {"Sid": "a", "Effect": "Allow", "Action": ["iam:*", "s3:Get?"], "Resource":
            "arn:aws:iam::*:user/${aws:username, 'x'}", "Condition": {"Bool": {"a": [true, 1]}}},
            {"Effect": "Deny", "NotAction": "a:b", "NotResource": "*", "Principal": {"AWS": "*"}}]}"#;
        let before: String = POLICY.chars().take(start).collect();
        let after: String = POLICY.chars().skip(start + len).collect();
        use_up(&format!("{before}{by}{after}"));
    }

    #[test]
    fn any_pattern(action in "[a-c:*? $]{0,12}", resource in "[a-c:*?$ {}',]{0,40}") {
        use_up(&format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", "Action": "{action}",
                "Resource": "arn:aws:s3:::{resource}"}}}}"#
        ));
    }
}
