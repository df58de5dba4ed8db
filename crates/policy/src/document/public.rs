//! Whether a bucket policy lets in the public.

use super::{
    ConditionBlock, ConditionKey, Document, Effect, PrincipalElement, Principals, Statement,
};
use crate::{
    arn_segments,
    network::Network,
    operator::{Operator, Qualifier, Test},
    principal::account_of,
};

/// Whether a value of a condition names something fixed.
type IsFixed = fn(&str) -> bool;

/// The keys that keep the public out where they are compared with fixed values.
///
/// SOURCE: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", the meaning of
/// "public". `aws:PrincipalOrgID` stands there as an example of principals; that the keys of a
/// principal's account and ARN count like it is our reading.
const LIMITING_KEYS: [(&str, IsFixed); 14] = [
    ("aws:PrincipalAccount", is_fixed),
    ("aws:PrincipalArn", is_fixed),
    ("aws:PrincipalOrgID", is_fixed),
    ("aws:PrincipalOrgPaths", is_fixed),
    ("aws:SourceAccount", is_fixed),
    ("aws:SourceArn", is_fixed),
    ("aws:SourceIp", is_narrow),
    ("aws:SourceOwner", is_fixed),
    ("aws:SourceVpc", is_fixed),
    ("aws:SourceVpce", is_fixed),
    ("aws:userid", is_fixed_id),
    ("s3:DataAccessPointAccount", is_fixed),
    ("s3:DataAccessPointArn", is_of_fixed_account),
    ("s3:x-amz-server-side-encryption-aws-kms-key-id", is_fixed),
];

impl Document {
    /// Whether S3 calls this bucket policy public: some statement allows something to everybody,
    /// and no condition of it limits that to fixed values.
    ///
    /// SECURITY: a policy is public until it is seen not to be. Statements that deny do not count,
    /// however much they take back.
    pub fn is_public(&self) -> bool {
        self.statements
            .iter()
            .any(|statement| is_public(&statement.value))
    }
}

fn is_public(statement: &Statement) -> bool {
    let names_everybody = statement
        .principal
        .as_ref()
        .is_some_and(|element| names_everybody(&element.value));
    let is_limited = statement
        .condition
        .as_ref()
        .is_some_and(|condition| is_limited(&condition.value));
    statement.effect.value.effect == Effect::Allow && names_everybody && !is_limited
}

fn names_everybody(element: &PrincipalElement) -> bool {
    element.negated
        || match &element.principals {
            Principals::Text(text) => &**text == "*",
            Principals::ByKind(kinds) => kinds
                .iter()
                .flat_map(|kind| &kind.values)
                .any(|name| &*name.value == "*"),
        }
}

/// All operators and all keys must hold, so one that limits is enough.
fn is_limited(condition: &ConditionBlock) -> bool {
    condition.operators.iter().any(|operator| {
        let name = Operator::parse(&operator.name.value);
        name.is_some_and(|name| {
            let mut keys = operator.keys.iter();
            asks_for_a_value(name) && keys.any(|key| limits(key, name.test))
        })
    })
}

/// Whether the operator holds only if the request has one of the values.
fn asks_for_a_value(operator: Operator) -> bool {
    let can_be_missing = operator.if_exists || operator.qualifier == Some(Qualifier::ForAllValues);
    !operator.negated && !can_be_missing
}

fn limits(key: &ConditionKey, test: Test) -> bool {
    let by_network = test == Test::Address;
    let by_text = matches!(
        test,
        Test::Text | Test::TextIgnoringCase | Test::TextLike | Test::Arn
    );
    LIMITING_KEYS
        .iter()
        .filter(|(name, _)| key.name.value.eq_ignore_ascii_case(name))
        .any(|(name, is_fixed)| {
            let fits = if *name == "aws:SourceIp" {
                by_network
            } else {
                by_text
            };
            let mut values = key.values.iter();
            fits && !key.values.is_empty() && values.all(|value| is_fixed(value.value.text()))
        })
}

/// No wildcard and no variable.
fn is_fixed(value: &str) -> bool {
    !value.is_empty() && !value.contains(['*', '?']) && !value.contains("${")
}

/// SOURCE: as above: ranges broader than /8, and /32 for IPv6, are as good as everybody.
fn is_narrow(value: &str) -> bool {
    const BITS_MIN: (u32, u32) = (8, 32);
    Network::parse(value).is_some_and(|network| network.has_bits(BITS_MIN))
}

/// SOURCE: as above: not the id of a role with the name of a session.
///
/// SECURITY: callers that are nobody have an id as well, which is the public's.
fn is_fixed_id(value: &str) -> bool {
    is_fixed(value) && !value.contains(':') && !value.eq_ignore_ascii_case("anonymous")
}

/// SOURCE: as above: an access point may have any name, as long as its account is fixed.
fn is_of_fixed_account(value: &str) -> bool {
    let last = arn_segments::last(value);
    account_of(value).is_some()
        && last.is_some_and(|last| last.starts_with("accesspoint/"))
        && !value.contains("${")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rest: &str, expect: bool) {
        let text = format!(
            r#"{{"Statement":{{"Effect":"Allow","Action":"s3:GetObject",
                "Resource":"arn:aws:s3:::b/*",{rest}}}}}"#
        );
        let document = Document::parse(&text).unwrap();
        assert_eq!(document.is_public(), expect, "{rest}");
    }

    #[track_caller]
    fn check_condition(condition: &str, expect: bool) {
        check(
            &format!(r#""Principal":"*","Condition":{{{condition}}}"#),
            expect,
        );
    }

    #[test]
    fn everybody_is_the_public() {
        check(r#""Principal":"*""#, true);
        check(r#""Principal":{"AWS":"*"}"#, true);
        check(r#""Principal":{"AWS":["123456789012","*"]}"#, true);
        check(r#""NotPrincipal":{"AWS":"123456789012"}"#, true);
    }

    #[test]
    fn fixed_principals_are_not() {
        for principal in [
            r#"{"AWS":"123456789012"}"#,
            r#"{"AWS":"arn:aws:iam::123456789012:user/Bob"}"#,
            r#"{"Service":"logging.s3.amazonaws.com"}"#,
            r#"{"CanonicalUser":"0"}"#,
        ] {
            check(&format!(r#""Principal":{principal}"#), false);
        }
    }

    #[test]
    fn a_fixed_value_limits() {
        for condition in [
            r#""StringEquals":{"aws:SourceVpc":"vpc-91237329"}"#,
            r#""StringEquals":{"AWS:sourcevpce":["vpce-1","vpce-2"]}"#,
            r#""StringLike":{"aws:PrincipalOrgID":"o-1"}"#,
            r#""ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}"#,
            r#""StringEquals":{"aws:PrincipalAccount":123456789012}"#,
            r#""ArnEquals":{"aws:SourceArn":"arn:aws:s3:::source"}"#,
            r#""StringEquals":{"aws:userid":"AIDA0123456789ABCDEFG"}"#,
            r#""IpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32","10.0.0.0/8"]}"#,
            r#""ArnLike":{"s3:DataAccessPointArn":
                "arn:aws:s3:us-west-2:123456789012:accesspoint/*"}"#,
            r#""Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:SourceVpc":"vpc-1"}"#,
        ] {
            check_condition(condition, false);
        }
    }

    #[test]
    fn other_conditions_do_not() {
        for condition in [
            r#""Bool":{"aws:SecureTransport":"true"}"#,
            r#""StringLike":{"aws:SourceVpc":"vpc-*"}"#,
            r#""StringEquals":{"aws:SourceVpc":["vpc-1","vpc-?"]}"#,
            r#""StringEquals":{"aws:SourceVpc":"${aws:username}"}"#,
            r#""StringEquals":{"aws:SourceVpc":[]}"#,
            r#""StringEquals":{"aws:SourceVpc":""}"#,
            r#""StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}"#,
            r#""ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}"#,
            r#""StringNotEquals":{"aws:SourceVpc":"vpc-1"}"#,
            r#""Null":{"aws:SourceVpc":"false"}"#,
            r#""StringLike":{"aws:userid":"AROA0123456789ABCDEFG:*"}"#,
            r#""StringEquals":{"aws:userid":"AROA0123456789ABCDEFG:session"}"#,
            r#""StringEquals":{"aws:userid":"anonymous"}"#,
            r#""StringEqualsIgnoreCase":{"aws:userid":["AIDA0123456789ABCDEFG","Anonymous"]}"#,
            r#""StringLike":{"aws:Referer":"https://example.com"}"#,
            r#""IpAddress":{"aws:SourceIp":"0.0.0.0/0"}"#,
            r#""IpAddress":{"aws:SourceIp":"128.0.0.0/7"}"#,
            r#""IpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/31"]}"#,
            r#""NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}"#,
            r#""StringEquals":{"aws:SourceIp":"203.0.113.1"}"#,
            r#""ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*:accesspoint/x"}"#,
            r#""IpAddress":{"aws:SourceVpc":"203.0.113.1"}"#,
        ] {
            check_condition(condition, true);
        }
    }

    #[test]
    fn one_public_statement_is_enough_and_denying_does_not_count() {
        let statement = |effect: &str, principal: &str| {
            format!(
                r#"{{"Effect":"{effect}","Principal":{principal},"Action":"s3:*",
                    "Resource":"arn:aws:s3:::b"}}"#
            )
        };
        let is_public = |statements: &[String]| {
            let text = format!(r#"{{"Statement":[{}]}}"#, statements.join(","));
            Document::parse(&text).unwrap().is_public()
        };
        let fixed = statement("Allow", r#"{"AWS":"123456789012"}"#);
        let everybody = statement("Allow", r#""*""#);
        let denied = statement("Deny", r#""*""#);
        assert!(!is_public(&[fixed.clone(), denied.clone()]));
        assert!(is_public(&[fixed, everybody.clone()]));
        assert!(is_public(&[denied, everybody]));
    }
}
