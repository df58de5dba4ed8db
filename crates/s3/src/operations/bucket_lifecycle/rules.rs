//! Which lifecycle rules can be put.
//!
//! SECURITY: rules delete. What can be read in two ways is refused.
//!
//! SOURCE: S3 API Reference, PutBucketLifecycleConfiguration, and S3 User Guide, "Lifecycle
//! configuration elements"; texts as S3 answers.

use std::collections::HashSet;

use iamd_api::{Error, ErrorCode};
use iamd_directory::{Expiration, LifecycleRule};
use iamd_ident::Random;

use super::{PutLifecycleRule, actions, filter};
use crate::error::{invalid_request, malformed_xml};

/// LIMIT: rules of a bucket, and characters of the id of a rule.
const RULES_MAX: usize = 1_000;
const ID_CHARACTERS_MAX: usize = 255;

/// The rules as they are kept; who has no id gets one.
pub(super) fn checked(
    rules: Vec<PutLifecycleRule>,
    random: &dyn Random,
) -> Result<Vec<LifecycleRule>, Error> {
    if rules.is_empty() || rules.len() > RULES_MAX {
        return Err(malformed_xml());
    }
    let mut ids = HashSet::new();
    let mut checked = Vec::with_capacity(rules.len());
    for put in rules {
        let rule = rule(put, random)?;
        if !ids.insert(rule.id.clone()) {
            return Err(Error::new(ErrorCode::InvalidArgument, ID_TWICE));
        }
        checked.push(rule);
    }
    Ok(checked)
}

const ID_TWICE: &str = "Rule ID must be unique. Found same ID for more than one rule";

fn rule(put: PutLifecycleRule, random: &dyn Random) -> Result<LifecycleRule, Error> {
    let rule = LifecycleRule {
        id: id(put.id, random)?,
        is_enabled: match put.status.as_str() {
            "Enabled" => true,
            "Disabled" => false,
            _ => return Err(malformed_xml()),
        },
        filter: filter::checked(put.prefix, put.filter)?,
        expiration: put
            .expiration
            .as_ref()
            .map(actions::expiration)
            .transpose()?,
        noncurrent_expiration: put
            .noncurrent_expiration
            .as_ref()
            .map(actions::noncurrent_expiration)
            .transpose()?,
        abort_incomplete_upload_days: put
            .abort_incomplete_upload
            .map(actions::abort_days)
            .transpose()?,
        transitions: each(put.transitions, actions::transition)?,
        noncurrent_transitions: each(put.noncurrent_transitions, actions::noncurrent_transition)?,
    };
    whole(&rule)?;
    Ok(rule)
}

fn each<T, U>(put: Vec<T>, check: fn(T) -> Result<U, Error>) -> Result<Vec<U>, Error> {
    put.into_iter().map(check).collect()
}

fn id(put: Option<String>, random: &dyn Random) -> Result<String, Error> {
    let put = put.filter(|id| !id.is_empty());
    let id = put.unwrap_or_else(|| format!("{:032x}", u128::from_be_bytes(random.bytes())));
    if id.chars().count() > ID_CHARACTERS_MAX {
        let text = "ID length should not exceed allowed limit of 255";
        return Err(Error::new(ErrorCode::InvalidArgument, text));
    }
    Ok(id)
}

/// What the parts of a rule have to do with one another.
fn whole(rule: &LifecycleRule) -> Result<(), Error> {
    let has_action = rule.expiration.is_some()
        || rule.noncurrent_expiration.is_some()
        || rule.abort_incomplete_upload_days.is_some()
        || !rule.transitions.is_empty()
        || !rule.noncurrent_transitions.is_empty();
    if !has_action {
        let text = "At least one action needs to be specified in a rule.";
        return Err(invalid_request(text));
    }
    if !rule.filter.tags.is_empty() {
        if rule.abort_incomplete_upload_days.is_some() {
            let text = "AbortIncompleteMultipartUpload cannot be specified with Tags.";
            return Err(invalid_request(text));
        }
        if rule.expiration == Some(Expiration::LoneDeleteMarker) {
            let text = "ExpiredObjectDeleteMarker cannot be specified with Tags.";
            return Err(invalid_request(text));
        }
    }
    let has_size =
        rule.filter.size_greater_than_bytes.is_some() || rule.filter.size_less_than_bytes.is_some();
    if has_size && rule.abort_incomplete_upload_days.is_some() {
        let text = "AbortIncompleteMultipartUpload cannot be specified with Object Size.";
        return Err(invalid_request(text));
    }
    actions::in_order(rule)
}

#[cfg(test)]
mod tests;
