//! Patterns of resources.

use super::text_pattern::{PatternBuilder, TextPattern, Wildcards};
use crate::{
    arn_segments,
    document::Version,
    glob::{Glob, Token},
    request::Request,
};

/// A pattern of ARNs, or `*`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ResourcePattern {
    /// `*`: everything, also an action that has no resource.
    Any,
    /// ARNs, their six segments as one pattern with the variables of the sixth.
    Arn(TextPattern),
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
        let padded = arn_segments::padded(text);
        let mut pattern = PatternBuilder::default();
        let mut segments = padded.splitn(arn_segments::SEGMENTS, ':').peekable();
        while let Some(segment) = segments.next() {
            match segments.peek() {
                Some(_) => head(&mut pattern, segment, reading),
                None => pattern.text(segment, version, Wildcards::On),
            }
        }
        Self::Arn(pattern.finish())
    }

    /// The pattern, unless it is `*`.
    pub(crate) fn glob(&self) -> Option<&Glob> {
        match self {
            Self::Any => None,
            Self::Arn(pattern) => Some(pattern.glob()),
        }
    }

    /// Whether the pattern means the same for every request.
    pub(crate) fn is_constant(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Arn(pattern) => pattern.is_constant(),
        }
    }

    /// Whether the resource of a request fits.
    ///
    /// SOURCE: Service Authorization Reference: actions without a resource type need `*` as the
    /// resource of the statement.
    pub(super) fn matches(&self, request: &Request<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Arn(_) if request.resource() == Request::NO_RESOURCE => false,
            Self::Arn(pattern) => pattern.matches(request.resource(), request.context()),
        }
    }
}

/// Adds one of the first five segments and the colon behind it. There are no variables in them.
fn head(pattern: &mut PatternBuilder, segment: &str, reading: Reading) {
    let mut rest = segment;
    while let Some((before, wildcard, after)) = split(rest, &['*', '?']) {
        pattern.literal(before);
        let crosses = after.is_empty() && reading == Reading::BeyondColons;
        pattern.token(match wildcard {
            '*' if crosses => Token::Run,
            '*' => Token::SegmentRun,
            _ => Token::SegmentOne,
        });
        rest = after;
    }
    pattern.literal(rest);
    pattern.literal(":");
}

/// Splits a text at the first of some characters, each of which has one byte.
fn split<'t>(text: &'t str, at: &[char]) -> Option<(&'t str, char, &'t str)> {
    let place = text.find(at)?;
    let (before, rest) = text.split_at_checked(place)?;
    let mut characters = rest.chars();
    let character = characters.next()?;
    Some((before, character, characters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Scalar, Value};

    const CONTEXT: &[(&str, Value<'_>)] = &[
        ("aws:username", Value::One(Scalar::Text("Bob*"))),
        ("aws:MultiFactorAuthPresent", Value::One(Scalar::Bool(true))),
        ("aws:TagKeys", Value::Many(&[])),
    ];

    fn matches(reading: Reading, pattern: &str, resource: &str) -> bool {
        let request = Request::new("a:b", resource, &CONTEXT);
        ResourcePattern::read(pattern, Version::V2012, reading).matches(&request)
    }

    #[track_caller]
    fn check(pattern: &str, resource: &str, expect: bool) {
        let seen = matches(READING, pattern, resource);
        assert_eq!(seen, expect, "{pattern} on {resource}");
    }

    #[test]
    fn segments_are_compared_one_by_one() {
        check("arn:aws:s3:::b", "arn:aws:s3:::b", true);
        check("arn:aws:s3:::B", "arn:aws:s3:::b", false);
        check("arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b:c", true);
        check("arn:aws:s3:::b?", "arn:aws:s3:::b:", true);
        check("arn:aws:s3:*:*:b", "arn:aws:s3:::b", true);
        check("arn:aws:s3:::b", "arn:aws:s3:us-west-2::b", false);
        check("arn:aws:ec2:us-*-2:1:x", "arn:aws:ec2:us-west-2:1:x", true);
        check("arn:aws:ec2:us-*-2:1:x", "arn:aws:ec2:us:x-2:1:x", false);
        check("arn:aws:ec2:u?-1:1:x", "arn:aws:ec2:u:-1:1:x", false);
    }

    #[test]
    fn a_short_pattern_has_stars_for_what_it_lacks() {
        check("arn:aws:sqs", "arn:aws:sqs:us-west-2:1:q", true);
        check("arn:aws:sqs:us-west-2", "arn:aws:sqs:us-east-1:1:q", false);
        check("arn:aws:sns:*", "arn:aws:sns:us-west-2:1:topic:sub", true);
        check("arn:aws:s3*", "arn:aws:s3:::b", true);
        check(
            "arn:aws:s3*",
            "arn:aws:s3-object-lambda:us-west-2:1:x",
            true,
        );
    }

    /// Both readings of a star at the end of a segment, where they differ and where they do not.
    #[test]
    fn a_star_at_the_end_of_a_segment() {
        let both = |pattern, resource| {
            [Reading::BeyondColons, Reading::WithinSegment]
                .map(|reading| matches(reading, pattern, resource))
        };
        let topic = "arn:aws:sns:us-west-2:1:topic";
        assert_eq!(both("arn:aws:sns:*", topic), [true, true]);
        assert_eq!(both("arn:aws:sns:*:*:topic", topic), [true, true]);
        assert_eq!(both("arn:aws:sns:us-*:1:top*", topic), [true, true]);
        let nested = "arn:aws:sns:us-west-2:1:topic:sub";
        assert_eq!(both("arn:aws:sns:*:1:sub", nested), [false, false]);
        assert_eq!(both("arn:aws:sns:us-west-2:*:sub", nested), [true, false]);
        assert_eq!(both("arn:aws:sns:*:*:sub", nested), [true, false]);
        assert_eq!(both("arn:aws:sns:us-*:topic:sub", nested), [true, false]);
    }

    #[test]
    fn an_action_without_a_resource_needs_a_star() {
        check("*", "*", true);
        check("**", "*", true);
        check("*", "arn:aws:s3:::b", true);
        for pattern in ["", "?", "arn:*", "arn:aws:*", "*:*", "arn:aws:s3:::*"] {
            check(pattern, "*", false);
        }
    }

    #[test]
    fn values_are_put_in_as_they_are() {
        check(
            "arn:aws:s3:::${aws:username}/x",
            "arn:aws:s3:::Bob*/x",
            true,
        );
        check(
            "arn:aws:s3:::${aws:username}/x",
            "arn:aws:s3:::Bobby/x",
            false,
        );
        check("arn:aws:s3:::${AWS:UserName}*", "arn:aws:s3:::Bob*/x", true);
        check(
            "arn:aws:s3:::${aws:multifactorauthpresent}",
            "arn:aws:s3:::true",
            true,
        );
        check("arn:aws:s3:::${*}${?}${$}{x}", "arn:aws:s3:::*?${x}", true);
        check("arn:aws:s3:::${*}", "arn:aws:s3:::x", false);
    }

    #[test]
    fn without_a_value_there_is_the_default_or_no_match() {
        check("arn:aws:s3:::x${aws:none}", "arn:aws:s3:::x", false);
        check(
            "arn:aws:s3:::x${aws:none}",
            "arn:aws:s3:::x${aws:none}",
            false,
        );
        check("arn:aws:s3:::${aws:none, 'me*'}", "arn:aws:s3:::me*", true);
        check("arn:aws:s3:::${aws:none, 'me*'}", "arn:aws:s3:::men", false);
        check(
            "arn:aws:s3:::${aws:username, 'me'}",
            "arn:aws:s3:::Bob*",
            true,
        );
        check(
            "arn:aws:s3:::${aws:TagKeys, 'me'}",
            "arn:aws:s3:::me",
            false,
        );
    }

    #[test]
    fn elsewhere_a_variable_is_plain_text() {
        let text = "arn:aws:s3:::${aws:username}";
        let request = Request::new("a:b", "arn:aws:s3:::Bob*", &CONTEXT);
        assert!(!ResourcePattern::new(text, Version::V2008).matches(&request));
        let request = Request::new("a:b", text, &CONTEXT);
        assert!(ResourcePattern::new(text, Version::V2008).matches(&request));
        check(
            "arn:aws:s3:::${aws:username",
            "arn:aws:s3:::${aws:username",
            true,
        );
        check("arn:aws:s3:::$a", "arn:aws:s3:::$a", true);
        check("arn:aws:${x}:::b", "arn:aws:${x}:::b", true);
    }
}
