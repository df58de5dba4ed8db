//! The twenty-seven operators and what stands around their names.

use std::cmp::Ordering;

use crate::context::Value;

/// How an operator compares, its negation aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Numeric(Sense),
    Date(Sense),
    Bool,
    Binary,
    Address,
    Arn,
    Null,
}

/// How the request's value stands to the policy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Sense {
    pub(super) fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

macro_rules! operators {
    ($($name:ident, $compare:expr, $negated:literal;)+) => {
        /// An operator. The names are AWS's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each operator is named and described by AWS")]
        pub enum Operator { $($name,)+ }

        impl Operator {
            /// All operators.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name in a policy.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// How it compares.
            pub(super) fn compare(self) -> Compare {
                match self { $(Self::$name => $compare,)+ }
            }

            /// Whether it asks that no value matches.
            pub fn negated(self) -> bool {
                match self { $(Self::$name => $negated,)+ }
            }
        }
    };
}

operators! {
    StringEquals, Compare::StringEquals, false;
    StringNotEquals, Compare::StringEquals, true;
    StringEqualsIgnoreCase, Compare::StringEqualsIgnoreCase, false;
    StringNotEqualsIgnoreCase, Compare::StringEqualsIgnoreCase, true;
    StringLike, Compare::StringLike, false;
    StringNotLike, Compare::StringLike, true;
    NumericEquals, Compare::Numeric(Sense::Equal), false;
    NumericNotEquals, Compare::Numeric(Sense::Equal), true;
    NumericLessThan, Compare::Numeric(Sense::Less), false;
    NumericLessThanEquals, Compare::Numeric(Sense::LessOrEqual), false;
    NumericGreaterThan, Compare::Numeric(Sense::Greater), false;
    NumericGreaterThanEquals, Compare::Numeric(Sense::GreaterOrEqual), false;
    DateEquals, Compare::Date(Sense::Equal), false;
    DateNotEquals, Compare::Date(Sense::Equal), true;
    DateLessThan, Compare::Date(Sense::Less), false;
    DateLessThanEquals, Compare::Date(Sense::LessOrEqual), false;
    DateGreaterThan, Compare::Date(Sense::Greater), false;
    DateGreaterThanEquals, Compare::Date(Sense::GreaterOrEqual), false;
    Bool, Compare::Bool, false;
    BinaryEquals, Compare::Binary, false;
    IpAddress, Compare::Address, false;
    NotIpAddress, Compare::Address, true;
    ArnEquals, Compare::Arn, false;
    ArnNotEquals, Compare::Arn, true;
    ArnLike, Compare::Arn, false;
    ArnNotLike, Compare::Arn, true;
    Null, Compare::Null, false;
}

/// How a list in the request is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qualifier {
    /// No qualifier: the key must have a single value
    Plain,
    /// Every value of the request
    ForAllValues,
    /// Some value of the request
    ForAnyValue,
}

impl Qualifier {
    /// Every qualifier.
    pub const ALL: &[Self] = &[Self::Plain, Self::ForAllValues, Self::ForAnyValue];

    /// What stands before an operator's name.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::ForAllValues => "ForAllValues:",
            Self::ForAnyValue => "ForAnyValue:",
        }
    }
}

/// An operator with all that stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The operator
    pub operator: Operator,
    /// What stands before it
    pub qualifier: Qualifier,
    /// Whether `IfExists` stands after it
    pub if_exists: bool,
}

impl Name {
    /// Reads an operator's name, which is case sensitive. `Null` takes no `IfExists`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (qualifier, rest) = if let Some(rest) = text.strip_prefix("ForAllValues:") {
            (Qualifier::ForAllValues, rest)
        } else if let Some(rest) = text.strip_prefix("ForAnyValue:") {
            (Qualifier::ForAnyValue, rest)
        } else {
            (Qualifier::Plain, text)
        };
        let (name, if_exists) = rest
            .strip_suffix("IfExists")
            .map_or((rest, false), |name| (name, true));
        let operator = Operator::ALL
            .iter()
            .copied()
            .find(|operator| operator.name() == name)?;
        if operator == Operator::Null && if_exists {
            return None;
        }
        Some(Self {
            operator,
            qualifier,
            if_exists,
        })
    }

    /// Every name that there is.
    pub fn all() -> Vec<Self> {
        let mut names = Vec::new();
        for &operator in Operator::ALL {
            for &qualifier in Qualifier::ALL {
                names.push(Self {
                    operator,
                    qualifier,
                    if_exists: false,
                });
                if operator != Operator::Null {
                    names.push(Self {
                        operator,
                        qualifier,
                        if_exists: true,
                    });
                }
            }
        }
        names
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let suffix = if self.if_exists { "IfExists" } else { "" };
        write!(
            f,
            "{}{}{suffix}",
            self.qualifier.prefix(),
            self.operator.name()
        )
    }
}

/// What the request says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Nothing
    Absent,
    /// A single value
    Single,
    /// A list without elements
    NoElement,
    /// A list of one
    OneElement,
    /// A longer list
    Elements,
}

impl Presence {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Absent,
        Self::Single,
        Self::NoElement,
        Self::OneElement,
        Self::Elements,
    ];

    pub(super) fn of(said: Option<&Value>) -> Self {
        match said {
            None => Self::Absent,
            Some(Value::One(_)) => Self::Single,
            Some(Value::Many(values)) if values.is_empty() => Self::NoElement,
            Some(Value::Many(values)) if values.len() == 1 => Self::OneElement,
            Some(Value::Many(_)) => Self::Elements,
        }
    }
}

/// One key's test, as it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Test {
    /// The operator
    pub name: Name,
    /// What the request said of the key
    pub presence: Presence,
    /// Whether the test held
    pub held: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twenty_seven_operators_eight_of_them_negated() {
        assert_eq!(Operator::ALL.len(), 27);
        assert_eq!(
            Operator::ALL
                .iter()
                .filter(|operator| operator.negated())
                .count(),
            8
        );
        assert_eq!(Name::all().len(), 27 * 6 - 3);
        for name in Name::all() {
            assert_eq!(Name::read(&name.to_string()), Some(name));
        }
        for unknown in [
            "NullIfExists",
            "stringEquals",
            "ForAnyValue::StringEquals",
            "",
            "IfExists",
        ] {
            assert_eq!(Name::read(unknown), None, "{unknown}");
        }
    }
}
