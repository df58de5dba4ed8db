//! Lifecycle rules as `s3s` has parsed them.

use iamd_api::Error;
use iamd_s3::{
    PutExpiration, PutFilter, PutFilterAnd, PutLifecycleRule, PutNoncurrentExpiration,
    PutNoncurrentTransition, PutTransition,
};
use s3s::dto;

use crate::convert;

pub(super) fn rule(rule: dto::LifecycleRule) -> Result<PutLifecycleRule, Error> {
    let transitions = rule.transitions.unwrap_or_default().into_iter();
    let noncurrent = rule.noncurrent_version_transitions.unwrap_or_default();
    Ok(PutLifecycleRule {
        id: rule.id,
        status: convert::text(rule.status),
        prefix: rule.prefix,
        filter: rule.filter.map(filter).transpose()?,
        expiration: rule.expiration.as_ref().map(expiration).transpose()?,
        noncurrent_expiration: rule.noncurrent_version_expiration.map(|expiration| {
            PutNoncurrentExpiration {
                days: expiration.noncurrent_days,
                newer_versions: expiration.newer_noncurrent_versions,
            }
        }),
        abort_incomplete_upload: rule
            .abort_incomplete_multipart_upload
            .map(|abort| abort.days_after_initiation),
        transitions: transitions.map(transition).collect::<Result<_, _>>()?,
        noncurrent_transitions: noncurrent.into_iter().map(noncurrent_transition).collect(),
    })
}

fn filter(filter: dto::LifecycleRuleFilter) -> Result<PutFilter, Error> {
    Ok(PutFilter {
        prefix: filter.prefix,
        tag: filter.tag.map(convert::tag).transpose()?,
        size_greater_than_bytes: filter.object_size_greater_than,
        size_less_than_bytes: filter.object_size_less_than,
        and: filter.and.map(and).transpose()?,
    })
}

fn and(and: dto::LifecycleRuleAndOperator) -> Result<PutFilterAnd, Error> {
    Ok(PutFilterAnd {
        prefix: and.prefix,
        tags: convert::tags(and.tags.unwrap_or_default())?,
        size_greater_than_bytes: and.object_size_greater_than,
        size_less_than_bytes: and.object_size_less_than,
    })
}

fn expiration(expiration: &dto::LifecycleExpiration) -> Result<PutExpiration, Error> {
    Ok(PutExpiration {
        days: expiration.days,
        date: expiration
            .date
            .as_ref()
            .map(convert::timestamp)
            .transpose()?,
        lone_delete_marker: expiration.expired_object_delete_marker,
    })
}

fn transition(transition: dto::Transition) -> Result<PutTransition, Error> {
    Ok(PutTransition {
        days: transition.days,
        date: transition
            .date
            .as_ref()
            .map(convert::timestamp)
            .transpose()?,
        storage_class: transition.storage_class.map(convert::text),
    })
}

fn noncurrent_transition(transition: dto::NoncurrentVersionTransition) -> PutNoncurrentTransition {
    PutNoncurrentTransition {
        days: transition.noncurrent_days,
        newer_versions: transition.newer_noncurrent_versions,
        storage_class: transition.storage_class.map(convert::text),
    }
}
