//! What is no JSON, or too much of it, is refused.

use iamd_policy::{Document, DocumentFault};

#[track_caller]
fn refused(text: &str, reason: &'static str) {
    let error = Document::parse(text).unwrap_err();
    assert_eq!(error.fault, DocumentFault::Syntax { reason });
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
