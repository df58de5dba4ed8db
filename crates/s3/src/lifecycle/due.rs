//! Which versions have had their time: a function of the rules, the version and the moment.

use iamd_directory::{Expiration, LifecycleFilter, LifecycleRule, NoncurrentExpiration};
use iamd_ident::Timestamp;

use crate::expiration::{Aging, fits, midnight_after};

/// Where a version stands among those of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is what readers see.
    Newest,
    /// It is the newest, a delete marker, and nothing is behind it.
    LoneMarker,
    /// It is not the newest.
    Older {
        /// When the next one took its place.
        since: Timestamp,
        /// How many of the versions that are not the newest are newer than it.
        newer: u32,
        /// Whether it is a delete marker.
        is_marker: bool,
    },
}

/// Whether one of the rules says that a version is to go by now.
pub(super) fn is_due(
    rules: &[&LifecycleRule],
    version: Aging<'_>,
    standing: Standing,
    now: Timestamp,
) -> bool {
    rules.iter().any(|rule| {
        let at = match standing {
            Standing::Newest => newest(rule, version),
            Standing::LoneMarker => lone_marker(rule, version),
            Standing::Older {
                since,
                newer,
                is_marker,
            } => older(rule, version, (since, newer, is_marker)),
        };
        at.is_some_and(|at| at <= now)
    })
}

/// When a rule makes the newest version go.
fn newest(rule: &LifecycleRule, version: Aging<'_>) -> Option<Timestamp> {
    if !fits(&rule.filter, version) {
        return None;
    }
    match rule.expiration? {
        Expiration::Days(days) => midnight_after(version.modified, days),
        Expiration::Date(date) => Some(date),
        Expiration::LoneDeleteMarker | Expiration::Never => None,
    }
}

/// When a rule makes a delete marker go that has nothing behind it: at once, or when an object of its
/// age would go.
///
/// SOURCE: S3 User Guide, "Lifecycle configuration elements", Expiration and
/// ExpiredObjectDeleteMarker.
fn lone_marker(rule: &LifecycleRule, marker: Aging<'_>) -> Option<Timestamp> {
    if !fits_marker(&rule.filter, marker.key) {
        return None;
    }
    match rule.expiration? {
        Expiration::LoneDeleteMarker => Some(marker.modified),
        Expiration::Days(days) => midnight_after(marker.modified, days),
        Expiration::Date(date) => Some(date),
        Expiration::Never => None,
    }
}

/// When a rule makes a version go that is not the newest.
///
/// SOURCE: S3 User Guide, "Lifecycle configuration elements", NoncurrentVersionExpiration: the days
/// count from the moment at which the version was replaced, and both conditions must hold.
fn older(
    rule: &LifecycleRule,
    version: Aging<'_>,
    (since, newer, is_marker): (Timestamp, u32, bool),
) -> Option<Timestamp> {
    let fits = if is_marker {
        fits_marker(&rule.filter, version.key)
    } else {
        fits(&rule.filter, version)
    };
    let NoncurrentExpiration {
        days,
        newer_versions,
    } = rule.noncurrent_expiration.filter(|_| fits)?;
    if newer < newer_versions.unwrap_or_default() {
        return None;
    }
    midnight_after(since, days?)
}

/// A delete marker has no tags and no size: only rules that ask for neither are about it.
fn fits_marker(filter: &LifecycleFilter, key: &str) -> bool {
    key.starts_with(filter.prefix.as_deref().unwrap_or_default())
        && filter.tags.is_empty()
        && filter.size_greater_than_bytes.is_none()
        && filter.size_less_than_bytes.is_none()
}

#[cfg(test)]
mod tests {
    use iamd_ident::Tag;

    use super::*;

    const MADE: &str = "2026-01-10T10:30:00Z";
    const REPLACED: &str = "2026-01-20T10:30:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn rule(change: impl FnOnce(&mut LifecycleRule)) -> LifecycleRule {
        let mut rule = LifecycleRule::default();
        change(&mut rule);
        rule
    }

    fn expiring(expiration: Expiration) -> LifecycleRule {
        rule(|rule| rule.expiration = Some(expiration))
    }

    fn keeping(days: u32, newer_versions: Option<u32>) -> LifecycleRule {
        rule(|rule| {
            rule.noncurrent_expiration = Some(NoncurrentExpiration {
                days: Some(days),
                newer_versions,
            });
        })
    }

    /// The version is due at `moment`, if there is one, and was not due a second before.
    #[track_caller]
    fn check(rule: &LifecycleRule, standing: Standing, moment: Option<&str>) {
        let version = Aging {
            key: "a",
            size: 10,
            tags: &[],
            modified: at(MADE),
        };
        let due = |now| is_due(&[rule], version, standing, now);
        match moment {
            None => assert!(!due(at("2126-01-01T00:00:00Z"))),
            Some(moment) => {
                let before = at(moment).as_second() - 1;
                assert!(due(at(moment)) && !due(Timestamp::from_second(before).unwrap()));
            }
        }
    }

    fn older(newer: u32, is_marker: bool) -> Standing {
        Standing::Older {
            since: at(REPLACED),
            newer,
            is_marker,
        }
    }

    #[test]
    fn objects_expire_at_the_midnight_behind_their_days() {
        check(
            &expiring(Expiration::Days(3)),
            Standing::Newest,
            Some("2026-01-14T00:00:00Z"),
        );
        let date = "2026-03-01T00:00:00Z";
        check(
            &expiring(Expiration::Date(at(date))),
            Standing::Newest,
            Some(date),
        );
        check(
            &expiring(Expiration::LoneDeleteMarker),
            Standing::Newest,
            None,
        );
        check(&expiring(Expiration::Never), Standing::Newest, None);
        check(&keeping(1, None), Standing::Newest, None);
    }

    #[test]
    fn lone_markers_go_at_once_or_with_their_age() {
        check(
            &expiring(Expiration::LoneDeleteMarker),
            Standing::LoneMarker,
            Some(MADE),
        );
        check(
            &expiring(Expiration::Days(3)),
            Standing::LoneMarker,
            Some("2026-01-14T00:00:00Z"),
        );
        check(&expiring(Expiration::Never), Standing::LoneMarker, None);
        let small = rule(|rule| {
            rule.expiration = Some(Expiration::Days(1));
            rule.filter.size_less_than_bytes = Some(100);
        });
        check(&small, Standing::Newest, Some("2026-01-12T00:00:00Z"));
        check(&small, Standing::LoneMarker, None);
    }

    #[test]
    fn older_versions_go_by_the_age_of_what_replaced_them() {
        check(
            &keeping(3, None),
            older(0, false),
            Some("2026-01-24T00:00:00Z"),
        );
        check(
            &keeping(3, None),
            older(0, true),
            Some("2026-01-24T00:00:00Z"),
        );
        check(&keeping(3, Some(2)), older(1, false), None);
        check(
            &keeping(3, Some(2)),
            older(2, false),
            Some("2026-01-24T00:00:00Z"),
        );
        check(&expiring(Expiration::Days(1)), older(0, false), None);
        let of_tagged = rule(|rule| {
            rule.noncurrent_expiration = keeping(3, None).noncurrent_expiration;
            rule.filter.tags = vec![Tag {
                key: "k".to_owned(),
                value: "v".to_owned(),
            }];
        });
        check(&of_tagged, older(0, false), None);
        check(&of_tagged, older(0, true), None);
    }
}
