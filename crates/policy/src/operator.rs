//! The condition operators.

/// A condition operator with its qualifier and its suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub(crate) qualifier: Option<Qualifier>,
    /// What is asked.
    pub(crate) test: Test,
    /// Whether none of the values may match, instead of one of them.
    pub(crate) negated: bool,
    /// `IfExists`.
    pub(crate) if_exists: bool,
}

/// Whose values are asked of a key that may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Qualifier {
    /// Every value of the request; true if there is none.
    ForAllValues,
    /// Some value of the request.
    ForAnyValue,
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// As texts, byte for byte.
    Text,
    /// As texts without regard to case.
    TextIgnoringCase,
    /// As texts, with wildcards.
    TextLike,
    /// As numbers.
    Number(Comparison),
    /// As dates.
    Date(Comparison),
    /// As `true` and `false`.
    Bool,
    /// As bytes in base64.
    Binary,
    /// As addresses of networks.
    Address,
    /// As ARNs, segment by segment, with wildcards.
    Arn,
    /// Whether the key is missing.
    Null,
}

/// Whether the request's value must be equal, less or greater than the policy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Equal.
    Equal,
    /// Less.
    Less,
    /// Less or equal.
    LessOrEqual,
    /// Greater.
    Greater,
    /// Greater or equal.
    GreaterOrEqual,
}

impl Comparison {
    /// Compares a value of the request with one of a policy.
    pub(crate) fn holds<T: Ord>(self, request: &T, policy: &T) -> bool {
        match self {
            Self::Equal => request == policy,
            Self::Less => request < policy,
            Self::LessOrEqual => request <= policy,
            Self::Greater => request > policy,
            Self::GreaterOrEqual => request >= policy,
        }
    }
}

/// Every operator, with whether it is negated.
///
/// SOURCE: IAM User Guide, "IAM JSON policy elements: Condition operators".
const OPERATORS: [(&str, Test, bool); 27] = [
    ("StringEquals", Test::Text, false),
    ("StringNotEquals", Test::Text, true),
    ("StringEqualsIgnoreCase", Test::TextIgnoringCase, false),
    ("StringNotEqualsIgnoreCase", Test::TextIgnoringCase, true),
    ("StringLike", Test::TextLike, false),
    ("StringNotLike", Test::TextLike, true),
    ("NumericEquals", Test::Number(Comparison::Equal), false),
    ("NumericNotEquals", Test::Number(Comparison::Equal), true),
    ("NumericLessThan", Test::Number(Comparison::Less), false),
    (
        "NumericLessThanEquals",
        Test::Number(Comparison::LessOrEqual),
        false,
    ),
    (
        "NumericGreaterThan",
        Test::Number(Comparison::Greater),
        false,
    ),
    (
        "NumericGreaterThanEquals",
        Test::Number(Comparison::GreaterOrEqual),
        false,
    ),
    ("DateEquals", Test::Date(Comparison::Equal), false),
    ("DateNotEquals", Test::Date(Comparison::Equal), true),
    ("DateLessThan", Test::Date(Comparison::Less), false),
    (
        "DateLessThanEquals",
        Test::Date(Comparison::LessOrEqual),
        false,
    ),
    ("DateGreaterThan", Test::Date(Comparison::Greater), false),
    (
        "DateGreaterThanEquals",
        Test::Date(Comparison::GreaterOrEqual),
        false,
    ),
    ("Bool", Test::Bool, false),
    ("BinaryEquals", Test::Binary, false),
    ("IpAddress", Test::Address, false),
    ("NotIpAddress", Test::Address, true),
    ("ArnEquals", Test::Arn, false),
    ("ArnNotEquals", Test::Arn, true),
    ("ArnLike", Test::Arn, false),
    ("ArnNotLike", Test::Arn, true),
    ("Null", Test::Null, false),
];

impl Operator {
    /// Reads a name such as `ForAnyValue:StringLikeIfExists`. Its case counts. `None` if there is
    /// no such operator; `Null` has no `IfExists`.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        const QUALIFIERS: [(&str, Qualifier); 2] = [
            ("ForAllValues:", Qualifier::ForAllValues),
            ("ForAnyValue:", Qualifier::ForAnyValue),
        ];
        let (qualifier, name) = QUALIFIERS
            .iter()
            .find_map(|(prefix, qualifier)| Some((Some(*qualifier), name.strip_prefix(prefix)?)))
            .unwrap_or((None, name));
        let (base, if_exists) = match name.strip_suffix("IfExists") {
            Some(base) => (base, true),
            None => (name, false),
        };
        let (_, test, negated) = *OPERATORS.iter().find(|(name, ..)| *name == base)?;
        (test != Test::Null || !if_exists).then_some(Self {
            qualifier,
            test,
            negated,
            if_exists,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_known_with_qualifier_and_suffix() {
        for (name, ..) in OPERATORS {
            let plain = Operator::parse(name).unwrap();
            assert_eq!((plain.qualifier, plain.if_exists), (None, false));
            for (prefix, qualifier) in [
                ("ForAllValues:", Qualifier::ForAllValues),
                ("ForAnyValue:", Qualifier::ForAnyValue),
            ] {
                let qualified = Operator::parse(&format!("{prefix}{name}")).unwrap();
                assert_eq!(qualified.qualifier, Some(qualifier));
                assert_eq!(qualified.test, plain.test);
            }
            let if_exists = Operator::parse(&format!("{name}IfExists"));
            assert_eq!(if_exists.is_some(), name != "Null", "{name}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for name in [
            "",
            "IfExists",
            "ForAnyValue:",
            "ForAnyValue::StringLike",
            "foranyvalue:StringLike",
            "stringequals",
            "StringEquals ",
            "StringEqualsIfExistsIfExists",
            "NullIfExists",
            "BinaryNotEquals",
        ] {
            assert_eq!(Operator::parse(name), None, "{name}");
        }
    }
}
