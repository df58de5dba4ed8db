//! Which objects a rule is about.

use std::collections::HashSet;

use iamd_api::Error;
use iamd_directory::{FilterForm, LifecycleFilter};

use super::{PutFilter, PutFilterAnd};
use crate::{
    error::{invalid_request, malformed_xml},
    tags::{self, Tagged},
};

/// LIMIT: bytes of a prefix; keys have no more.
const PREFIX_BYTES_MAX: usize = 1024;

/// The filter of a rule, from its own prefix or from its filter: exactly one of them is there.
pub(super) fn checked(
    rule_prefix: Option<String>,
    filter: Option<PutFilter>,
) -> Result<LifecycleFilter, Error> {
    let filter = match (rule_prefix, filter) {
        (Some(prefix), None) => LifecycleFilter {
            form: FilterForm::RulePrefix,
            prefix: Some(prefix),
            ..LifecycleFilter::default()
        },
        (None, Some(filter)) => of_filter(filter)?,
        _ => return Err(malformed_xml()),
    };
    let prefix = filter.prefix.as_deref().unwrap_or_default();
    if prefix.len() > PREFIX_BYTES_MAX {
        return Err(invalid_request("The maximum size of a prefix is 1024."));
    }
    check_tags(&filter)?;
    match (filter.size_greater_than_bytes, filter.size_less_than_bytes) {
        (Some(more), Some(less)) if more >= less => Err(invalid_request(
            "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
        )),
        _ => Ok(filter),
    }
}

fn of_filter(put: PutFilter) -> Result<LifecycleFilter, Error> {
    let members = [
        put.prefix.is_some(),
        put.tag.is_some(),
        put.size_greater_than_bytes.is_some(),
        put.size_less_than_bytes.is_some(),
        put.and.is_some(),
    ];
    if members.into_iter().filter(|is_there| *is_there).count() > 1 {
        return Err(malformed_xml());
    }
    if let Some(and) = put.and {
        return of_and(and);
    }
    Ok(LifecycleFilter {
        form: FilterForm::Filter,
        prefix: put.prefix,
        tags: put.tag.into_iter().collect(),
        size_greater_than_bytes: size(put.size_greater_than_bytes)?,
        size_less_than_bytes: size(put.size_less_than_bytes)?,
    })
}

fn of_and(put: PutFilterAnd) -> Result<LifecycleFilter, Error> {
    let members = put.tags.len()
        + usize::from(put.prefix.is_some())
        + usize::from(put.size_greater_than_bytes.is_some())
        + usize::from(put.size_less_than_bytes.is_some());
    if members < 2 {
        return Err(malformed_xml());
    }
    Ok(LifecycleFilter {
        form: FilterForm::And,
        prefix: put.prefix,
        tags: put.tags,
        size_greater_than_bytes: size(put.size_greater_than_bytes)?,
        size_less_than_bytes: size(put.size_less_than_bytes)?,
    })
}

fn size(put: Option<i64>) -> Result<Option<u64>, Error> {
    let size = put.map(u64::try_from).transpose();
    size.map_err(|_| invalid_request("The size of objects cannot be negative."))
}

fn check_tags(filter: &LifecycleFilter) -> Result<(), Error> {
    let mut keys = HashSet::new();
    if !filter.tags.iter().all(|tag| keys.insert(&tag.key)) {
        return Err(invalid_request("Duplicate Tag Keys are not allowed."));
    }
    tags::check(&filter.tags, Tagged::Object)
}
