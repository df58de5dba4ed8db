//! How much a bucket's owner may set.

use std::collections::BTreeMap;

use crate::{BucketSettings, Error, Quota};

/// LIMIT: tags. SOURCE: Amazon S3 User Guide, "Using cost allocation S3 bucket tags": 50.
const TAGS_MAX: usize = 50;
/// LIMIT: CORS rules. SOURCE: Amazon S3 User Guide, "Elements of a CORS configuration": 100.
const CORS_RULES_MAX: usize = 100;
/// LIMIT: lifecycle rules. SOURCE: Amazon S3 User Guide, "Lifecycle configuration elements": 1,000.
const LIFECYCLE_RULES_MAX: usize = 1_000;
/// LIMIT: configurations of a kind. SOURCE: Amazon S3 API Reference, the operations that put them:
/// 1,000 each.
const CONFIGURATIONS_MAX: usize = 1_000;
/// LIMIT: bytes of all settings together, well below what a transaction holds. AWS has no such
/// limit.
const BYTES_MAX: usize = 512 * 1024;

/// Checks what is going to be written down.
pub(crate) fn check(settings: &BucketSettings) -> Result<(), Error> {
    let configurations = [
        &settings.analytics,
        &settings.intelligent_tiering,
        &settings.inventory,
        &settings.metrics,
    ];
    let most = configurations.map(BTreeMap::len).into_iter().max();
    let lifecycle_rules = settings.lifecycle.rules.len();
    let bytes = rmp_serde::to_vec_named(settings).map_or(usize::MAX, |bytes| bytes.len());
    let counts = [
        (settings.tags.len(), TAGS_MAX, Quota::TagsPerBucket),
        (
            settings.cors.len(),
            CORS_RULES_MAX,
            Quota::CorsRulesPerBucket,
        ),
        (
            lifecycle_rules,
            LIFECYCLE_RULES_MAX,
            Quota::LifecycleRulesPerBucket,
        ),
        (
            most.unwrap_or(0),
            CONFIGURATIONS_MAX,
            Quota::ConfigurationsPerBucket,
        ),
        (bytes, BYTES_MAX, Quota::BucketSettingsSize),
    ];
    match counts.into_iter().find(|(count, most, _)| count > most) {
        Some((_, _, quota)) => Err(Error::Quota(quota)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use iamd_ident::Tag;

    use super::*;
    use crate::{CorsRule, LifecycleRule};

    #[track_caller]
    fn check_edge(most: usize, fill: impl Fn(&mut BucketSettings, usize), quota: &Quota) {
        let with = |count| {
            let mut settings = BucketSettings::of_new_bucket();
            fill(&mut settings, count);
            check(&settings)
        };
        assert!(with(most).is_ok(), "{quota}");
        let over = with(most + 1);
        assert!(
            matches!(over, Err(Error::Quota(over)) if over == *quota),
            "{quota}"
        );
    }

    #[test]
    fn limits_hold_at_their_edge() {
        let tag = |number: usize| Tag {
            key: number.to_string(),
            value: String::new(),
        };
        let fill =
            |settings: &mut BucketSettings, count| settings.tags = (0..count).map(tag).collect();
        check_edge(TAGS_MAX, fill, &Quota::TagsPerBucket);
        let fill = |settings: &mut BucketSettings, count| {
            settings.cors = vec![CorsRule::default(); count];
        };
        check_edge(CORS_RULES_MAX, fill, &Quota::CorsRulesPerBucket);
        let fill = |settings: &mut BucketSettings, count| {
            settings.lifecycle.rules = vec![LifecycleRule::default(); count];
        };
        check_edge(LIFECYCLE_RULES_MAX, fill, &Quota::LifecycleRulesPerBucket);
        let fill = |settings: &mut BucketSettings, count| {
            let configuration = |number: usize| (number.to_string(), String::new());
            settings.inventory = (0..count).map(configuration).collect();
        };
        check_edge(CONFIGURATIONS_MAX, fill, &Quota::ConfigurationsPerBucket);
        let empty = rmp_serde::to_vec_named(&BucketSettings::of_new_bucket()).unwrap();
        // A long text takes four bytes more than an absent one, which takes one.
        let fill = |settings: &mut BucketSettings, count| {
            settings.website = Some("x".repeat(count));
        };
        check_edge(
            BYTES_MAX - empty.len() - 4,
            fill,
            &Quota::BucketSettingsSize,
        );
    }
}
