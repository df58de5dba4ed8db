//! Patterns of the operators `Arn*`.

use smallvec::SmallVec;

use super::{
    text_pattern::{Part, Parts, PatternBuilder, TextPattern, Variable, variable},
    variable::Expansion,
};
use crate::{arn_segments::SEGMENTS, document::Version, request::Context};

/// A pattern of ARNs of which each segment is compared with that of the ARN, so no wildcard goes
/// beyond a colon; but the sixth segment may have colons of its own.
///
/// SOURCE: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name
/// (ARN) condition operators: the six parts are checked separately, and `ArnEquals` behaves as
/// `ArnLike` does. A pattern of fewer segments matches nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ArnPattern {
    /// At most six, for values without colons.
    segments: Box<[TextPattern]>,
    /// The parts of a pattern with variables before its fifth colon: colons in their values divide
    /// as others do, so the values decide what the segments are.
    movable: Option<Box<[OwnPart]>>,
}

/// A part of a pattern, kept.
#[derive(Debug, PartialEq, Eq)]
enum OwnPart {
    /// Text in which `*` and `?` are wildcards.
    Wildcards(Box<str>),
    /// Text in which they are not.
    Plain(Box<str>),
    /// The value of a variable.
    Variable(Variable),
}

impl ArnPattern {
    pub(crate) fn new(text: &str, version: Version) -> Self {
        let mut builder = SegmentsBuilder::default();
        let mut is_movable = false;
        for part in Parts::new(text, version) {
            match part {
                Part::Plain(text) => builder.wildcards(text),
                Part::Expansion(expansion) => {
                    is_movable |= builder.complete.len() + 1 < SEGMENTS;
                    builder.current.expansion(&expansion);
                }
            }
        }
        let movable = is_movable.then(|| Parts::new(text, version).map(OwnPart::from).collect());
        Self {
            segments: builder.finish(),
            movable,
        }
    }

    /// Whether an ARN fits.
    ///
    /// LIMIT: this allocates if a variable before the fifth colon has a colon in its value.
    pub(crate) fn matches(&self, arn: &str, context: &dyn Context) -> bool {
        let Some(parts) = &self.movable else {
            return fits(&self.segments, arn, context);
        };
        let has_colon = |part: &OwnPart| match part {
            OwnPart::Variable(variable) => variable
                .value(context)
                .is_some_and(|value| value.as_str().contains(':')),
            OwnPart::Wildcards(_) | OwnPart::Plain(_) => false,
        };
        if !parts.iter().any(has_colon) {
            return fits(&self.segments, arn, context);
        }
        segments_with_values(parts, context).is_some_and(|segments| fits(&segments, arn, context))
    }
}

impl From<Part<'_>> for OwnPart {
    fn from(part: Part<'_>) -> Self {
        match part {
            Part::Plain(text) => Self::Wildcards(text.into()),
            Part::Expansion(Expansion::Character(text)) => Self::Plain(text.into()),
            Part::Expansion(Expansion::Key { key, default }) => {
                Self::Variable(variable(key, default))
            }
        }
    }
}

/// Makes segments from left to right.
#[derive(Default)]
struct SegmentsBuilder {
    complete: Vec<TextPattern>,
    current: PatternBuilder,
}

impl SegmentsBuilder {
    fn wildcards(&mut self, text: &str) {
        self.divided(text, PatternBuilder::wildcards);
    }

    fn plain(&mut self, text: &str) {
        self.divided(text, PatternBuilder::literal);
    }

    fn divided(&mut self, text: &str, add: fn(&mut PatternBuilder, &str)) {
        let left = SEGMENTS.saturating_sub(self.complete.len());
        for (number, piece) in text.splitn(left, ':').enumerate() {
            if number > 0 {
                let segment = std::mem::take(&mut self.current);
                self.complete.push(segment.finish());
            }
            add(&mut self.current, piece);
        }
    }

    fn finish(mut self) -> Box<[TextPattern]> {
        self.complete.push(self.current.finish());
        self.complete.into()
    }
}

/// The segments once the values are put in; `None` if a variable has none.
fn segments_with_values(parts: &[OwnPart], context: &dyn Context) -> Option<Box<[TextPattern]>> {
    let mut builder = SegmentsBuilder::default();
    for part in parts {
        match part {
            OwnPart::Wildcards(text) => builder.wildcards(text),
            OwnPart::Plain(text) => builder.plain(text),
            OwnPart::Variable(variable) => builder.plain(variable.value(context)?.as_str()),
        }
    }
    Some(builder.finish())
}

fn fits(segments: &[TextPattern], arn: &str, context: &dyn Context) -> bool {
    let seen: SmallVec<[&str; SEGMENTS]> = arn.splitn(SEGMENTS, ':').collect();
    segments.len() == SEGMENTS
        && seen.len() == SEGMENTS
        && segments
            .iter()
            .zip(seen)
            .all(|(pattern, segment)| pattern.matches(segment, context))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Value;

    const CONTEXT: &[(&str, Value<'_>)] = &[];

    #[track_caller]
    fn check(pattern: &str, arn: &str, expect: bool) {
        let pattern = ArnPattern::new(pattern, Version::V2012);
        assert_eq!(
            pattern.matches(arn, &CONTEXT),
            expect,
            "{pattern:?} on {arn}"
        );
    }

    #[test]
    fn each_segment_is_compared_alone() {
        check("arn:aws:iam::1:user/*", "arn:aws:iam::1:user/a/b:c", true);
        check("arn:*:iam::*:user/B?b", "arn:aws:iam::1:user/Bob", true);
        check("arn:aws:iam::1:*", "arn:aws:iam::2:user/Bob", false);
        check("arn:aws:*:user/Bob", "arn:aws:iam::1:user/Bob", false);
        check("*", "arn:aws:iam::1:user/Bob", false);
        check("arn:aws:iam:*", "arn:aws:iam::1:user/Bob", false);
        check("*:*:*:*:*:*", "arn:aws:iam::1:user/Bob", true);
        check("*:*:*:*:*:*", "Bob", false);
    }

    #[test]
    fn a_colon_in_a_value_divides_as_others_do() {
        let bob = "arn:aws:iam::1:user/b:c";
        check("arn:aws:iam::1:user/${a:b, 'b:c'}", bob, true);
        check("arn:aws:iam::${a:b, '1'}:user/b:c", bob, true);
        check("arn:aws:iam::${a:b, '1:user/b'}:c", bob, true);
        check("${a:b, 'arn:aws:iam::1:user/b:c'}", bob, true);
        check("${a:b, 'arn:aws:iam::1'}:user/*", bob, true);
        check("${a:b, 'arn:aws:iam::*'}:user/*", bob, false);
        check("${a:b, 'arn:aws'}", bob, false);
        check("${a:b}", bob, false);
        check("${a:b, 'arn:aws'}:iam::${a:b}:user/b:c", bob, false);
    }
}
