//! Anything at all, and policies with something changed.

use proptest::prelude::*;

use crate::use_up;

const POLICY: &str = r#"{"Version": "2012-10-17", "Id": "x", "Statement": [
    {"Sid": "a", "Effect": "Allow", "Action": ["iam:*", "s3:Get?"], "Resource":
    "arn:aws:iam::*:user/${aws:username, 'x'}", "Condition": {"Bool": {"a": [true, 1]},
    "ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "${*}*"}, "Null": {"b": "true"},
    "NumericLessThan": {"c": 1e5}, "DateEquals": {"d": "2026-01-31T00:00:00Z"},
    "NotIpAddress": {"e": ["203.0.113.0/24", "::1"]}, "ArnLike": {"f": "arn:*:*:*:*:${g}"}}},
    {"Effect": "Deny", "NotAction": "a:b", "NotResource": "*", "NotPrincipal": {"AWS": "*"}}]}"#;

/// Names of operators, as a pattern.
const OPERATORS: &str = "(ForAnyValue:|ForAllValues:)?(String|Arn)(Not)?(Equals|Like)(IfExists)?\
    |(Not)?IpAddress|Null|Bool";

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
        start in 0_usize..750,
        len in 0_usize..20,
        by in r#"[{}\[\]",:\\*?$é1e ]{0,6}"#,
    ) {
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

    #[test]
    fn any_condition_on_everybody(
        operator in OPERATORS,
        key in "aws:(SourceVpc|SourceIp|userid|PrincipalArn|SecureTransport)",
        value in "[a*?$/0.1]{0,6}|true|false",
    ) {
        use_up(&format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": "*",
                "Action": "*", "Resource": "*",
                "Condition": {{"{operator}": {{"{key}": "{value}"}}}}}}}}"#
        ));
    }
}

/// The policy that parts of are replaced is one.
#[test]
fn the_policy_is_read() {
    assert!(iamd_policy::Document::parse(POLICY).is_ok());
}
