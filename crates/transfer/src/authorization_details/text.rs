//! Documents and moments, in all the ways in which the clients of AWS write them.

use iamd_ident::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;

/// The text of a policy document: an object, a text, or a text that is encoded for URLs. None if it is
/// none of them.
pub(super) fn document(raw: &RawValue) -> Option<String> {
    let raw = raw.get().trim();
    if raw.starts_with('{') {
        return Some(compact(raw));
    }
    let text: String = serde_json::from_str(raw).ok()?;
    if text.trim_start().starts_with('{') {
        return Some(text);
    }
    let text = percent_decode_str(&text).decode_utf8().ok()?;
    let is_object = text.trim_start().starts_with('{');
    is_object.then(|| text.into_owned())
}

/// JSON without the white space between its parts. All else stays as it is written.
fn compact(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut is_text, mut is_escaped) = (false, false);
    for letter in json.chars() {
        if is_text || !letter.is_ascii_whitespace() {
            out.push(letter);
        }
        match letter {
            '"' if !is_escaped => is_text = !is_text,
            _ => {}
        }
        is_escaped = is_text && letter == '\\' && !is_escaped;
    }
    out
}

/// `2026-01-31T00:00:00Z`, with an offset, or with a space in the place of the `T`.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// Seconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds of any year that there is fit, and others are refused"
)]
pub(super) fn moment_of_seconds(seconds: f64) -> Option<Timestamp> {
    Timestamp::from_millisecond((seconds * 1_000.0).round() as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<String> {
        document(&RawValue::from_string(json.to_owned()).unwrap())
    }

    #[test]
    fn documents_are_objects_or_texts() {
        let pretty = "{\n  \"a b\" : [ 1,\t\"x \\\" y\\\\\" ]\n}";
        let plain = r#"{"a b":[1,"x \" y\\"]}"#;
        assert_eq!(read(pretty).as_deref(), Some(plain));
        let text = serde_json::to_string(pretty).unwrap();
        assert_eq!(read(&text).as_deref(), Some(pretty));
        let encoded = r#""%7B%22a%22%3A%22b%20c%2B%22%7D""#;
        assert_eq!(read(encoded).as_deref(), Some(r#"{"a":"b c+"}"#));
        for wrong in ["1", "null", "[]", r#""x""#, r#""%ff""#] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn moments_are_read_as_clients_write_them() {
        let expect: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
        for text in [
            "2026-01-31T00:00:00Z",
            "2026-01-31T00:00:00+00:00",
            "2026-01-31 00:00:00+00:00",
            "2026-01-31T01:00:00.000+01:00",
        ] {
            assert_eq!(moment(text), Some(expect), "{text}");
        }
        assert_eq!(moment_of_seconds(1_769_817_600.0), Some(expect));
        assert_eq!(moment("yesterday"), None);
        assert_eq!(moment_of_seconds(f64::INFINITY), None);
    }
}
