//! The values of a condition, read once.

use std::net::IpAddr;

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    compile::{
        arn_pattern::ArnPattern,
        text_pattern::{Part, Parts, TextPattern, Variable, variable},
        variable::Expansion,
    },
    date::{self, Moment},
    document::{ConditionValue, Located, Version},
    network::Network,
    number::Decimal,
    operator::{Comparison, Test},
    request::{Context, Scalar},
};

/// The values that a key is compared with. One that cannot be read matches nothing.
#[derive(Debug)]
pub(super) enum Values {
    /// Texts without variables, sorted.
    Texts(Box<[Box<str>]>),
    /// Texts with variables, or with wildcards.
    Patterns(Box<[TextPattern]>),
    /// Texts without regard to case.
    Folded(Box<[Folded]>),
    /// Numbers.
    Numbers(Comparison, Box<[Decimal]>),
    /// Dates.
    Dates(Comparison, Box<[Moment]>),
    /// `true`, `false`, or both.
    Bools { has_true: bool, has_false: bool },
    /// Networks.
    Networks(Box<[Network]>),
    /// ARNs.
    Arns(Box<[ArnPattern]>),
}

/// A text that is compared without regard to case, in parts.
pub(super) type Folded = Box<[FoldedPart]>;

#[derive(Debug)]
pub(super) enum FoldedPart {
    /// Text in lower case.
    Text(Box<str>),
    /// The value of a variable.
    Variable(Variable),
}

impl Values {
    pub(super) fn new(test: Test, values: &[Located<ConditionValue>], version: Version) -> Self {
        let texts = || values.iter().map(|value| value.value.text());
        match test {
            Test::Text => {
                let patterns = texts().map(|text| TextPattern::plain(text, version));
                Self::texts_or_patterns(patterns.collect())
            }
            Test::TextLike => {
                let patterns = texts().map(|text| TextPattern::wildcards(text, version));
                Self::texts_or_patterns(patterns.collect())
            }
            Test::TextIgnoringCase => {
                Self::Folded(texts().map(|text| folded(text, version)).collect())
            }
            Test::Number(comparison) => {
                Self::Numbers(comparison, texts().filter_map(Decimal::parse).collect())
            }
            Test::Date(comparison) => {
                Self::Dates(comparison, texts().filter_map(date::parse).collect())
            }
            Test::Bool => {
                let has = |word: &str| texts().any(|text| text.eq_ignore_ascii_case(word));
                Self::Bools {
                    has_true: has("true"),
                    has_false: has("false"),
                }
            }
            // INVARIANT: `Null` is no comparison, and `KeyCondition::new` makes no values for it.
            // Without values nothing matches.
            Test::Null => Self::Texts(Box::default()),
            // Bytes have one canonical text in base64, and only that can be read.
            Test::Binary => Self::sorted(texts().filter(|text| STANDARD.decode(text).is_ok())),
            Test::Address => Self::Networks(texts().filter_map(Network::parse).collect()),
            Test::Arn => {
                let patterns = texts().map(|text| ArnPattern::new(text, version));
                Self::Arns(patterns.collect())
            }
        }
    }

    /// Whether a value of the request matches one of these.
    pub(super) fn any_matches(&self, scalar: Scalar<'_>, context: &dyn Context) -> bool {
        match self {
            Self::Texts(texts) => match scalar {
                Scalar::Text(text) => has(texts, text),
                other => has(texts, other.text().as_str()),
            },
            Self::Patterns(patterns) => {
                let text = scalar.text();
                patterns
                    .iter()
                    .any(|pattern| pattern.matches(text.as_str(), context))
            }
            Self::Folded(texts) => {
                let text = scalar.text();
                texts
                    .iter()
                    .any(|own| folded_matches(own, text.as_str(), context))
            }
            Self::Numbers(comparison, numbers) => number(scalar)
                .is_some_and(|seen| numbers.iter().any(|own| comparison.holds(&seen, own))),
            Self::Dates(comparison, dates) => moment(scalar)
                .is_some_and(|seen| dates.iter().any(|own| comparison.holds(&seen, own))),
            Self::Bools {
                has_true,
                has_false,
            } => match boolean(scalar) {
                Some(true) => *has_true,
                Some(false) => *has_false,
                None => false,
            },
            Self::Networks(networks) => address(scalar)
                .is_some_and(|seen| networks.iter().any(|network| network.contains(seen))),
            Self::Arns(patterns) => {
                let text = scalar.text();
                patterns
                    .iter()
                    .any(|pattern| pattern.matches(text.as_str(), context))
            }
        }
    }

    fn texts_or_patterns(patterns: Box<[TextPattern]>) -> Self {
        let exact: Option<Vec<&str>> = patterns
            .iter()
            .map(|pattern| pattern.glob().as_exact())
            .collect();
        match exact {
            Some(texts) => Self::sorted(texts.into_iter()),
            None => Self::Patterns(patterns),
        }
    }

    fn sorted<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut texts: Vec<Box<str>> = texts.map(Into::into).collect();
        texts.sort_unstable();
        Self::Texts(texts.into())
    }
}

/// Whether a text is one of a sorted list, which often has but one.
fn has(texts: &[Box<str>], text: &str) -> bool {
    match texts {
        [one] => **one == *text,
        _ => texts.binary_search_by(|own| (**own).cmp(text)).is_ok(),
    }
}

fn folded(text: &str, version: Version) -> Folded {
    let part = |part: Part<'_>| match part {
        Part::Plain(text) | Part::Expansion(Expansion::Character(text)) => {
            FoldedPart::Text(text.chars().flat_map(char::to_lowercase).collect())
        }
        Part::Expansion(Expansion::Key { key, default }) => {
            FoldedPart::Variable(variable(key, default))
        }
    };
    Parts::new(text, version).map(part).collect()
}

/// Whether a text is the same in lower case.
fn folded_matches(own: &Folded, text: &str, context: &dyn Context) -> bool {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    let mut follows = |part: &str, is_lower: bool| {
        if is_lower {
            part.chars().all(|own| rest.next() == Some(own))
        } else {
            let mut lower = part.chars().flat_map(char::to_lowercase);
            lower.all(|own| rest.next() == Some(own))
        }
    };
    let matches = own.iter().all(|part| match part {
        FoldedPart::Text(text) => follows(text, true),
        FoldedPart::Variable(variable) => variable
            .value(context)
            .is_some_and(|value| follows(value.as_str(), false)),
    });
    matches && rest.next().is_none()
}

fn number(scalar: Scalar<'_>) -> Option<Decimal> {
    match scalar {
        Scalar::Integer(number) => Some(number.into()),
        Scalar::Text(text) => Decimal::parse(text),
        Scalar::Bool(_) | Scalar::Time(_) | Scalar::Address(_) => None,
    }
}

fn moment(scalar: Scalar<'_>) -> Option<Moment> {
    match scalar {
        Scalar::Integer(seconds) => Some(Moment::from_seconds(seconds)),
        // As everywhere, the time of a request has whole seconds.
        Scalar::Time(time) => Some(Moment::from_seconds(time.as_second())),
        Scalar::Text(text) => date::parse(text),
        Scalar::Bool(_) | Scalar::Address(_) => None,
    }
}

fn boolean(scalar: Scalar<'_>) -> Option<bool> {
    match scalar {
        Scalar::Bool(value) => Some(value),
        Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

fn address(scalar: Scalar<'_>) -> Option<IpAddr> {
    match scalar {
        Scalar::Address(address) => Some(address),
        Scalar::Text(text) => text.parse().ok(),
        Scalar::Bool(_) | Scalar::Integer(_) | Scalar::Time(_) => None,
    }
}
