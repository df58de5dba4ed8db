//! Lifecycle rules for `s3s` to write.

use iamd_s3::{
    Expiration, FilterForm, LifecycleFilter, LifecycleRule, NoncurrentTransition, Transition,
};
use s3s::dto;

use crate::convert;

/// A rule, written as it was put.
pub(super) fn rule(rule: LifecycleRule) -> dto::LifecycleRule {
    let status = if rule.is_enabled {
        dto::ExpirationStatus::ENABLED
    } else {
        dto::ExpirationStatus::DISABLED
    };
    let (prefix, filter) = match rule.filter.form {
        FilterForm::RulePrefix => (rule.filter.prefix, None),
        FilterForm::Filter | FilterForm::And => (None, Some(filter(rule.filter))),
    };
    dto::LifecycleRule {
        abort_incomplete_multipart_upload: rule.abort_incomplete_upload_days.map(|days| {
            dto::AbortIncompleteMultipartUpload {
                days_after_initiation: Some(number(days)),
            }
        }),
        expiration: rule.expiration.map(expiration),
        filter,
        id: Some(rule.id),
        noncurrent_version_expiration: rule.noncurrent_expiration.map(|expiration| {
            dto::NoncurrentVersionExpiration {
                newer_noncurrent_versions: expiration.newer_versions.map(number),
                noncurrent_days: expiration.days.map(number),
            }
        }),
        noncurrent_version_transitions: some(rule.noncurrent_transitions, noncurrent_transition),
        prefix,
        status: dto::ExpirationStatus::from_static(status),
        transitions: some(rule.transitions, transition),
    }
}

fn filter(filter: LifecycleFilter) -> dto::LifecycleRuleFilter {
    let size = |bytes: Option<u64>| bytes.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    let object_size_greater_than = size(filter.size_greater_than_bytes);
    let object_size_less_than = size(filter.size_less_than_bytes);
    let tags = convert::tag_set(filter.tags);
    if filter.form == FilterForm::And {
        return dto::LifecycleRuleFilter {
            and: Some(dto::LifecycleRuleAndOperator {
                object_size_greater_than,
                object_size_less_than,
                prefix: filter.prefix,
                tags: (!tags.is_empty()).then_some(tags),
            }),
            ..dto::LifecycleRuleFilter::default()
        };
    }
    dto::LifecycleRuleFilter {
        object_size_greater_than,
        object_size_less_than,
        prefix: filter.prefix,
        tag: tags.into_iter().next(),
        ..dto::LifecycleRuleFilter::default()
    }
}

fn expiration(expiration: Expiration) -> dto::LifecycleExpiration {
    let none = dto::LifecycleExpiration::default();
    match expiration {
        Expiration::Days(days) => dto::LifecycleExpiration {
            days: Some(number(days)),
            ..none
        },
        Expiration::Date(date) => dto::LifecycleExpiration {
            date: Some(convert::time(date)),
            ..none
        },
        Expiration::LoneDeleteMarker | Expiration::Never => dto::LifecycleExpiration {
            expired_object_delete_marker: Some(expiration == Expiration::LoneDeleteMarker),
            ..none
        },
    }
}

fn transition(transition: Transition) -> dto::Transition {
    dto::Transition {
        date: transition.date.map(convert::time),
        days: transition.days.map(number),
        storage_class: Some(transition.storage_class.into()),
    }
}

fn noncurrent_transition(transition: NoncurrentTransition) -> dto::NoncurrentVersionTransition {
    dto::NoncurrentVersionTransition {
        newer_noncurrent_versions: transition.newer_versions.map(number),
        noncurrent_days: transition.days.map(number),
        storage_class: Some(transition.storage_class.into()),
    }
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// An empty list is not written.
fn some<T, U>(items: Vec<T>, to_dto: fn(T) -> U) -> Option<Vec<U>> {
    let items: Vec<_> = items.into_iter().map(to_dto).collect();
    (!items.is_empty()).then_some(items)
}
