//! How policy documents stand in answers.

use std::fmt::Write as _;

/// Percent-encodes all but RFC 3986's unreserved characters, as IAM does with the policy documents
/// in its answers.
///
/// SOURCE: IAM API Reference, `GetPolicyVersion`: documents in answers are URL-encoded, compliant
/// with RFC 3986.
pub fn url_encode(document: &str) -> String {
    let mut encoded = String::with_capacity(document.len() * 2);
    for byte in document.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a `String` never fails.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(
            url_encode(r#"{"Version": "2012-10-17~_."}"#),
            "%7B%22Version%22%3A%20%222012-10-17~_.%22%7D"
        );
        assert_eq!(url_encode("é*'()!"), "%C3%A9%2A%27%28%29%21");
    }
}
