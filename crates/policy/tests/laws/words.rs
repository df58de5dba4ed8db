//! What policies and requests are made of: few enough that they meet often.

use iamd_policy::Principal;

pub(crate) const OWN: &str = "123456789012";
pub(crate) const OTHER: &str = "210987654321";

pub(crate) const ACTIONS: [&str; 8] = [
    "s3:GetObject",
    "S3:GETOBJECT",
    "s3:DeleteObject",
    "iam:GetUser",
    "sts:AssumeRole",
    "sts:TagSession",
    "kms:Decrypt",
    "sts:GetCallerIdentity",
];
pub(crate) const ACTION_PATTERNS: [&str; 12] = [
    "*",
    "*",
    "s3:*",
    "s3:Get*",
    "S3:getobject",
    "s3:*Object",
    "s3:GetObject ",
    "iam:?etUser",
    "i*:GetUser",
    "*:GetUser",
    "sts:*",
    "kms:Decrypt",
];

pub(crate) const RESOURCES: [&str; 7] = [
    "*",
    "arn:aws:s3:::b/Bob/k",
    "arn:aws:s3:::b/Eve/k",
    "arn:aws:s3:::c",
    "arn:aws:iam::123456789012:user/Bob",
    "arn:aws:iam::210987654321:role/path/R",
    "arn:aws:kms:us-west-2:123456789012:key/1",
];
pub(crate) const RESOURCE_PATTERNS: [&str; 14] = [
    "*",
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/Bob/k",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::b/${aws:none, 'Bob'}/k",
    "arn:aws:s3:::${aws:none}",
    "arn:aws:s3",
    "arn:*:s3:::?",
    "arn:aws:s3:::*b*k",
    "arn:aws:iam::*:user/*",
    "arn:aws:iam::*:role/path/R",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:*",
];

pub(crate) const USER: &str = "arn:aws:iam::123456789012:user/Bob";
pub(crate) const ROOT: &str = "arn:aws:iam::123456789012:root";
pub(crate) const ROLE: &str = "arn:aws:iam::123456789012:role/path/R";
const LINKED_ROLE: &str = "arn:aws:iam::123456789012:role/aws-service-role/x/R";
pub(crate) const SESSION: &str = "arn:aws:sts::123456789012:assumed-role/R/s";
pub(crate) const FEDERATED: &str = "arn:aws:sts::123456789012:federated-user/f";
const PROVIDER: &str = "arn:aws:iam::123456789012:oidc-provider/example.com";
const CANONICAL: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

/// One caller of every kind, and of each kind of session.
pub(crate) const CALLERS: [Principal<'_>; 9] = [
    Principal::user(USER).with_id("AIDAEXAMPLE"),
    Principal::role_session(SESSION, ROLE).with_id("AROAEXAMPLE"),
    Principal::role_session(SESSION, LINKED_ROLE),
    Principal::federated_user(FEDERATED, Some(USER)).with_id("AIDAEXAMPLE"),
    Principal::federated_user(FEDERATED, Some(ROOT)),
    Principal::root_user(ROOT).with_canonical_user(CANONICAL),
    Principal::anonymous(),
    Principal::service("ec2.amazonaws.com"),
    Principal::federated(PROVIDER),
];

/// Names of principals by their kind. `Unknown` is no kind.
pub(crate) const PRINCIPALS: [(&str, &str); 18] = [
    ("AWS", "*"),
    ("AWS", "*"),
    ("AWS", OWN),
    ("AWS", OTHER),
    ("AWS", ROOT),
    ("AWS", USER),
    ("AWS", ROLE),
    ("AWS", SESSION),
    ("AWS", FEDERATED),
    ("AWS", "AIDAEXAMPLE"),
    ("AWS", "AROAEXAMPLE"),
    ("AWS", "arn:aws:iam::123456789012:user/*"),
    ("Service", "ec2.amazonaws.com"),
    ("Service", "*"),
    ("Federated", PROVIDER),
    ("Federated", "*"),
    ("CanonicalUser", CANONICAL),
    ("Unknown", "*"),
];

/// A positive operator with its negation, if it has one.
pub(crate) const OPERATORS: [(&str, Option<&str>, Family); 20] = [
    ("StringEquals", Some("StringNotEquals"), Family::Text),
    (
        "StringEqualsIgnoreCase",
        Some("StringNotEqualsIgnoreCase"),
        Family::Text,
    ),
    ("StringLike", Some("StringNotLike"), Family::Text),
    ("NumericEquals", Some("NumericNotEquals"), Family::Number),
    ("NumericLessThan", None, Family::Number),
    ("NumericLessThanEquals", None, Family::Number),
    ("NumericGreaterThan", None, Family::Number),
    ("NumericGreaterThanEquals", None, Family::Number),
    ("DateEquals", Some("DateNotEquals"), Family::Date),
    ("DateLessThan", None, Family::Date),
    ("DateLessThanEquals", None, Family::Date),
    ("DateGreaterThan", None, Family::Date),
    ("DateGreaterThanEquals", None, Family::Date),
    ("Bool", None, Family::Bool),
    ("BinaryEquals", None, Family::Binary),
    ("IpAddress", Some("NotIpAddress"), Family::Address),
    ("ArnEquals", Some("ArnNotEquals"), Family::Arn),
    ("ArnLike", Some("ArnNotLike"), Family::Arn),
    ("Null", None, Family::Bool),
    ("Unknown", None, Family::Text),
];

/// Kinds of values that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Text,
    Number,
    Date,
    Bool,
    Binary,
    Address,
    Arn,
}

impl Family {
    pub(crate) const ALL: [Self; 7] = [
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Bool,
        Self::Binary,
        Self::Address,
        Self::Arn,
    ];

    /// The key of the context whose values are of the family.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Text => "k:text",
            Self::Number => "k:Number",
            Self::Date => "aws:CurrentTime",
            Self::Bool => "aws:SecureTransport",
            Self::Binary => "k:binary",
            Self::Address => "aws:SourceIp",
            Self::Arn => "aws:SourceArn",
        }
    }

    /// Values as policies write them; the last of each cannot be read as one.
    pub(crate) const fn of_policies(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "a",
                "A",
                "ab",
                "a*",
                "",
                "${k:text}",
                "${aws:none, 'a'}",
                "${*}",
                "${aws:none}",
            ],
            Self::Number => &["0", "1", "1.0", "-1", "1e5", "100000", "00.50", "x"],
            Self::Date => &[
                "2026-01-31T00:00:00Z",
                "2026-01-31",
                "2026-01-30T23:00:00-01:00",
                "2025",
                "1769817600",
                "x",
            ],
            Self::Bool => &["true", "false", "TRUE", "x"],
            Self::Binary => &["YQ==", "YWI=", "", "YQ"],
            Self::Address => &[
                "203.0.113.0/24",
                "203.0.113.7",
                "2001:db8::/32",
                "0.0.0.0/0",
                "x",
            ],
            Self::Arn => &[
                "arn:aws:iam::1:role/*",
                "arn:aws:iam::1:role/R",
                "arn:aws:s3:::?",
                "arn:aws:iam::1:role/${k:text}",
                "*",
            ],
        }
    }

    /// Values as requests have them, as text.
    pub(crate) const fn of_requests(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["a", "A", "ab", "a*", "", "*", "Bob"],
            Self::Number => &["0", "1", "-1", "100000", "1.0", "0.5", "x"],
            Self::Date => &[
                "2026-01-31T00:00:00Z",
                "2025-01-01T00:00:00Z",
                "1769817600",
                "2026-01-31",
                "x",
            ],
            Self::Bool => &["true", "false", "True", "x"],
            Self::Binary => &["YQ==", "YWI=", ""],
            Self::Address => &["203.0.113.7", "203.0.114.7", "2001:db8::1", "x"],
            Self::Arn => &[
                "arn:aws:iam::1:role/R",
                "arn:aws:iam::1:role/a",
                "arn:aws:s3:::b",
                "a",
            ],
        }
    }
}
