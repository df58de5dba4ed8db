//! What lifecycle rules have in store for an object.

use iamd_directory::{Expiration, Lifecycle, LifecycleFilter};
use iamd_ident::{Tag, Timestamp};
use jiff::{SignedDuration, tz::TimeZone};

use crate::http_date::http_date;

/// What rules look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aging<'o> {
    pub(crate) key: &'o str,
    pub(crate) size: u64,
    pub(crate) tags: &'o [Tag],
    pub(crate) modified: Timestamp,
}

/// The header `x-amz-expiration`: when the newest version of an object expires, and by which rule.
/// Of several rules the first in time counts.
///
/// SOURCE: S3 API Reference, GetObject; S3 User Guide, "Expiring objects".
pub(crate) fn expiration(lifecycle: &Lifecycle, object: Aging<'_>) -> Option<String> {
    let rules = lifecycle.rules.iter().filter(|rule| rule.is_enabled);
    let fitting = rules.filter(|rule| fits(&rule.filter, object));
    let dated = fitting.filter_map(|rule| {
        let at = match rule.expiration? {
            Expiration::Days(days) => midnight_after(object.modified, days)?,
            Expiration::Date(date) => date,
            Expiration::LoneDeleteMarker | Expiration::Never => return None,
        };
        Some((at, rule.id.as_str()))
    });
    let (at, id) = dated.min_by_key(|(at, _)| *at)?;
    let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
    Some(format!(
        "expiry-date=\"{}\", rule-id=\"{id}\"",
        http_date(at)
    ))
}

/// Whether a rule is about this object.
///
/// SOURCE: S3 User Guide, "Lifecycle configuration elements", Filter: all of it must fit.
pub(crate) fn fits(filter: &LifecycleFilter, object: Aging<'_>) -> bool {
    let prefix = filter.prefix.as_deref().unwrap_or_default();
    object.key.starts_with(prefix)
        && filter.tags.iter().all(|tag| object.tags.contains(tag))
        && filter
            .size_greater_than_bytes
            .is_none_or(|size| object.size > size)
        && filter
            .size_less_than_bytes
            .is_none_or(|size| object.size < size)
}

/// The midnight that follows so many days after a time.
///
/// SOURCE: S3 User Guide, "Lifecycle configuration elements": S3 adds the days and rounds up to the
/// next midnight, UTC.
pub(crate) fn midnight_after(from: Timestamp, days: u32) -> Option<Timestamp> {
    let hours = i64::from(days).checked_add(1)?.checked_mul(24)?;
    let later = from.checked_add(SignedDuration::from_hours(hours)).ok()?;
    let day = later.to_zoned(TimeZone::UTC).start_of_day().ok()?;
    Some(day.timestamp())
}

#[cfg(test)]
mod tests {
    use iamd_directory::LifecycleRule;

    use super::*;

    fn rule(id: &str, expiration: Expiration, filter: LifecycleFilter) -> LifecycleRule {
        LifecycleRule {
            id: id.to_owned(),
            is_enabled: true,
            filter,
            expiration: Some(expiration),
            ..LifecycleRule::default()
        }
    }

    fn object(tags: &[Tag]) -> Aging<'_> {
        Aging {
            key: "logs/a",
            size: 10,
            tags,
            modified: "2026-01-31T12:00:00Z".parse().unwrap(),
        }
    }

    #[track_caller]
    fn check(rules: Vec<LifecycleRule>, expect: Option<&str>) {
        let lifecycle = Lifecycle {
            rules,
            ..Lifecycle::default()
        };
        assert_eq!(expiration(&lifecycle, object(&[])).as_deref(), expect);
    }

    #[test]
    fn the_first_rule_in_time_counts() {
        let all = LifecycleFilter::default;
        let date: Timestamp = "2026-02-02T00:00:00Z".parse().unwrap();
        let one_day = "expiry-date=\"Mon, 02 Feb 2026 00:00:00 GMT\", rule-id=\"one%20day\"";
        check(
            vec![rule("one day", Expiration::Days(1), all())],
            Some(one_day),
        );
        let later = rule("later", Expiration::Days(9), all());
        let dated = rule("dated", Expiration::Date(date), all());
        let by_date = "expiry-date=\"Mon, 02 Feb 2026 00:00:00 GMT\", rule-id=\"dated\"";
        check(vec![later.clone(), dated], Some(by_date));
        let off = LifecycleRule {
            is_enabled: false,
            ..later
        };
        let marker = rule("marker", Expiration::LoneDeleteMarker, all());
        let never = rule("never", Expiration::Never, all());
        check(vec![off, marker, never], None);
    }

    #[test]
    fn rules_are_about_what_all_of_their_filter_fits() {
        let tag = Tag {
            key: "k".to_owned(),
            value: "v".to_owned(),
        };
        let filter = LifecycleFilter {
            prefix: Some("logs/".to_owned()),
            tags: vec![tag.clone()],
            size_greater_than_bytes: Some(9),
            size_less_than_bytes: Some(11),
            ..LifecycleFilter::default()
        };
        assert!(fits(&filter, object(&[tag])));
        assert!(!fits(&filter, object(&[])));
        let smaller = LifecycleFilter {
            size_less_than_bytes: Some(10),
            ..LifecycleFilter::default()
        };
        assert!(!fits(&smaller, object(&[])));
    }
}
