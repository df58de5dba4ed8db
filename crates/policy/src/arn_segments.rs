//! The segments of ARNs and of their patterns.

use std::borrow::Cow;

/// An ARN has six: `arn`, partition, service, region, account, resource.
pub(crate) const SEGMENTS: usize = 6;

/// The last segment of an ARN, which may have colons of its own; `None` if it has fewer than six.
pub(crate) fn last(arn: &str) -> Option<&str> {
    arn.splitn(SEGMENTS, ':').nth(SEGMENTS - 1)
}

/// A pattern with all its segments: `*` stands for each that it lacks.
///
/// SOURCE: recorded answers of `CreatePolicy`, whose messages show `arn:b:c` as `arn:b:c:*:*:*`.
pub(crate) fn padded(pattern: &str) -> Cow<'_, str> {
    let segments = pattern.splitn(SEGMENTS, ':').count();
    match SEGMENTS.saturating_sub(segments) {
        0 => Cow::Borrowed(pattern),
        missing => Cow::Owned(format!("{pattern}{}", ":*".repeat(missing))),
    }
}
