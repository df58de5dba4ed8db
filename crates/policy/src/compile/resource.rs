//! Patterns of resources.

use super::{
    VariableValues,
    variable::{self, Expansion},
};
use crate::{
    arn_pattern,
    document::Version,
    glob::{Glob, GlobBuilder, Token},
    request::{Context, Request, ScalarText, Value},
};

/// A pattern of ARNs, or `*`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ResourcePattern {
    /// `*`: everything, also an action that has no resource.
    Any,
    /// ARNs.
    Arn {
        /// The six segments as one pattern.
        glob: Glob,
        /// Those of the sixth segment.
        variables: Box<[Variable]>,
    },
}

/// A variable of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variable {
    key: Box<str>,
    default: Option<Box<str>>,
}

/// How far a `*` reaches that ends one of the first five segments.
///
/// SOURCE: IAM User Guide, "IAM JSON policy elements: Resource": a `*` that is the last character
/// of a segment can match beyond the colon. There is no recording of AWS that shows where this
/// ends, so both readings exist and the tests compare them; [`READING`] is the one that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Over the colons that follow.
    BeyondColons,
    /// To the end of the segment.
    #[cfg(test)]
    WithinSegment,
}

const READING: Reading = Reading::BeyondColons;

impl ResourcePattern {
    pub(super) fn new(text: &str, version: Version) -> Self {
        Self::read(text, version, READING)
    }

    pub(super) fn read(text: &str, version: Version, reading: Reading) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return Self::Any;
        }
        let padded = arn_pattern::padded(text);
        let mut builder = Builder::default();
        let mut segments = padded.splitn(arn_pattern::SEGMENTS, ':').peekable();
        while let Some(segment) = segments.next() {
            match segments.peek() {
                Some(_) => builder.head(segment, reading),
                None => builder.resource(segment, version),
            }
        }
        Self::Arn {
            glob: builder.glob.finish(),
            variables: builder.variables.into(),
        }
    }

    /// Whether the resource of a request fits.
    ///
    /// SOURCE: Service Authorization Reference: actions without a resource type need `*` as the
    /// resource of the statement.
    pub(super) fn matches(&self, request: &Request<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Arn { .. } if request.resource() == Request::NO_RESOURCE => false,
            Self::Arn { glob, variables } => {
                let values: Option<VariableValues<'_>> = variables
                    .iter()
                    .map(|variable| variable.value(request.context()))
                    .collect();
                values.is_some_and(|values| glob.matches(request.resource(), &values))
            }
        }
    }
}

impl Variable {
    /// The text to put in. None if the request has no value and the pattern no default, or if the
    /// key may have several values: then the pattern matches nothing.
    fn value<'a>(&'a self, context: &'a dyn Context) -> Option<ScalarText<'a>> {
        match context.get(&self.key) {
            Some(Value::One(scalar)) => Some(scalar.text()),
            Some(Value::Many(_)) => None,
            None => self.default.as_deref().map(ScalarText::borrowed),
        }
    }
}

#[derive(Default)]
struct Builder {
    glob: GlobBuilder,
    variables: Vec<Variable>,
}

impl Builder {
    /// One of the first five segments and the colon behind it. There are no variables in them.
    fn head(&mut self, segment: &str, reading: Reading) {
        let mut rest = segment;
        while let Some((before, wildcard, after)) = split(rest, &['*', '?']) {
            self.glob.literal(before);
            let crosses = after.is_empty() && reading == Reading::BeyondColons;
            self.glob.token(match wildcard {
                '*' if crosses => Token::Run,
                '*' => Token::SegmentRun,
                _ => Token::SegmentOne,
            });
            rest = after;
        }
        self.glob.literal(rest);
        self.glob.literal(":");
    }

    /// The sixth segment, which may have colons of its own.
    fn resource(&mut self, segment: &str, version: Version) {
        let special: &[char] = match version {
            Version::V2008 => &['*', '?'],
            Version::V2012 => &['*', '?', '$'],
        };
        let mut rest = segment;
        while let Some((before, character, after)) = split(rest, special) {
            self.glob.literal(before);
            let variable = rest.get(before.len()..).and_then(variable::read);
            rest = match (character, variable) {
                ('*', _) => {
                    self.glob.token(Token::Run);
                    after
                }
                ('?', _) => {
                    self.glob.token(Token::One);
                    after
                }
                (_, Some((expansion, after))) => {
                    self.expansion(&expansion);
                    after
                }
                (_, None) => {
                    self.glob.literal("$");
                    after
                }
            };
        }
        self.glob.literal(rest);
    }

    fn expansion(&mut self, expansion: &Expansion<'_>) {
        match expansion {
            Expansion::Character(character) => self.glob.literal(character),
            Expansion::Key { key, default } => {
                self.glob.token(Token::Variable(self.variables.len()));
                let default = default.map(Into::into);
                self.variables.push(Variable {
                    key: (*key).into(),
                    default,
                });
            }
        }
    }
}

/// Splits a text at the first of some characters, each of which has one byte.
fn split<'t>(text: &'t str, at: &[char]) -> Option<(&'t str, char, &'t str)> {
    let place = text.find(at)?;
    let (before, rest) = text.split_at_checked(place)?;
    let mut characters = rest.chars();
    let character = characters.next()?;
    Some((before, character, characters.as_str()))
}
