//! Any line has exactly one answer.

use std::ops::Range;

use iamd_question::{Options, answer_all, answer_line_with};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use crate::asked::{FEDERATED, SESSION, document, document_for, document_if, question_with};

/// A question in which every member is used.
fn full_question() -> String {
    let question = question_with([
        ("/request/principal", json!(FEDERATED)),
        (
            "/request/context",
            json!({"app:key": ["a", 1, true], "aws:userid": "x"}),
        ),
        ("/request/issuer", json!("arn:aws:iam::111122223333:root")),
        (
            "/policies/identity",
            json!([document("Allow"), document_if("app:key", "a")]),
        ),
        (
            "/policies/resource",
            document_for("Allow", &json!({"AWS": SESSION})),
        ),
        (
            "/policies/scp",
            json!([[document("Allow")], [document("Allow").to_string()]]),
        ),
        (
            "/policies/rcp",
            json!([[document_for("Deny", &json!("*"))]]),
        ),
        ("/endpoint", json!([])),
        ("/management", json!(true)),
    ]);
    question.to_string()
}

/// The full question with a stretch of it replaced.
fn damaged() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        "[\\[\\]{}\",:\\\\0-9a-z \r\n]{0,4}",
        any::<char>().prop_map(String::from),
        Just("\"id\":1,".to_owned()),
        Just("null".to_owned()),
    ];
    (any::<Index>(), 0..4_usize, pieces).prop_map(|(place, length, piece)| {
        let mut line = full_question();
        let start = place.index(line.len());
        let range: Range<usize> = start..(start + length).min(line.len());
        line.replace_range(range, &piece);
        line
    })
}

fn check_answer(line: &str, explain: bool) -> Result<(), TestCaseError> {
    let answer = answer_line_with(line, Options { explain });
    prop_assert!(!answer.contains(['\n', '\r']));
    let answer: Value = serde_json::from_str(&answer)
        .map_err(|error| TestCaseError::fail(format!("{error}: {answer}")))?;
    let members = answer.as_object().map(serde_json::Map::len);
    prop_assert_eq!(members, Some(5 + usize::from(explain)));
    prop_assert_eq!(answer["error"].is_null(), answer["decision"].is_string());
    Ok(())
}

proptest! {
    #[test]
    fn any_text_has_an_answer(line in any::<String>(), explain: bool) {
        check_answer(&line, explain)?;
    }

    #[test]
    fn any_damage_has_an_answer(line in damaged(), explain: bool) {
        check_answer(&line, explain)?;
    }

    #[test]
    fn any_bytes_have_an_answer_a_line(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut output = Vec::new();
        answer_all(bytes.as_slice(), &mut output, Options::default()).unwrap();
        let ends = memchr::memchr_iter(b'\n', &bytes).count();
        let lines = ends + usize::from(bytes.last().is_some_and(|last| *last != b'\n'));
        let answers = String::from_utf8(output).unwrap();
        prop_assert_eq!(answers.lines().count(), lines);
    }
}

#[test]
fn the_full_question_is_one() {
    let answer = answer_line_with(&full_question(), Options::default());
    assert!(answer.contains("\"error\":null"), "{answer}");
}

#[test]
fn deep_nesting_is_no_danger() {
    for open in ["[", "{\"a\":"] {
        let deep = open.repeat(100_000);
        let close = if open == "[" { "]" } else { "}" };
        let value = format!("{deep}1{}", close.repeat(100_000));
        let places = [
            format!("{{\"policies\":{{\"identity\":[{value}]}}}}"),
            full_question().replace("[\"a\",1,true]", &value),
            full_question().replace(
                "\"issuer\":\"arn",
                &format!("\"issuer\":{value},\"x\":\"arn"),
            ),
            value,
        ];
        for line in places {
            let answer = answer_line_with(&line, Options::default());
            assert!(answer.contains("\"decision\":null"), "{answer}");
        }
    }
}
