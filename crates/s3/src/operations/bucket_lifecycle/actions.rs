//! What a rule does, and when.

use iamd_api::{Error, ErrorCode};
use iamd_directory::{
    Expiration, LifecycleRule, NoncurrentExpiration, NoncurrentTransition, Transition,
};
use iamd_ident::Timestamp;

use super::{PutExpiration, PutNoncurrentExpiration, PutNoncurrentTransition, PutTransition};
use crate::error::{invalid_argument, invalid_request, malformed_xml};

/// The classes that objects can move to, with the least age that they have then, in days.
///
/// SOURCE: S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle".
const CLASSES: [(&str, u32); 6] = [
    ("DEEP_ARCHIVE", 0),
    ("GLACIER", 0),
    ("GLACIER_IR", 0),
    ("INTELLIGENT_TIERING", 0),
    ("ONEZONE_IA", 30),
    ("STANDARD_IA", 30),
];

/// LIMIT: how many versions a rule can keep.
///
/// SOURCE: S3 API Reference, NoncurrentVersionExpiration.
const NEWER_VERSIONS_MAX: u32 = 100;

pub(super) fn expiration(put: &PutExpiration) -> Result<Expiration, Error> {
    match (put.days, put.date, put.lone_delete_marker) {
        (Some(days), None, None) => positive("Days", "Expiration", days).map(Expiration::Days),
        (None, Some(date), None) => midnight(date).map(Expiration::Date),
        (None, None, Some(true)) => Ok(Expiration::LoneDeleteMarker),
        (None, None, Some(false)) => Ok(Expiration::Never),
        _ => Err(malformed_xml()),
    }
}

/// SOURCE: S3 API Reference, NoncurrentVersionExpiration: how many versions stay can be said only
/// beside days.
pub(super) fn noncurrent_expiration(
    put: &PutNoncurrentExpiration,
) -> Result<NoncurrentExpiration, Error> {
    const ACTION: &str = "NoncurrentVersionExpiration";
    let days = put.days.ok_or_else(malformed_xml)?;
    Ok(NoncurrentExpiration {
        days: Some(positive("NoncurrentDays", ACTION, days)?),
        newer_versions: newer_versions(ACTION, put.newer_versions)?,
    })
}

pub(super) fn abort_days(put: Option<i32>) -> Result<u32, Error> {
    let days = put.ok_or_else(malformed_xml)?;
    positive(
        "DaysAfterInitiation",
        "AbortIncompleteMultipartUpload",
        days,
    )
}

pub(super) fn transition(put: PutTransition) -> Result<Transition, Error> {
    let (storage_class, days_min) = class(put.storage_class)?;
    let days = put.days.map(not_negative).transpose()?;
    match (days, put.date) {
        (Some(days), None) if days < days_min => {
            Err(too_young("Days", "Transition", days_min, &storage_class))
        }
        (Some(_), None) => Ok(Transition {
            days,
            date: None,
            storage_class,
        }),
        (None, Some(date)) => Ok(Transition {
            days: None,
            date: Some(midnight(date)?),
            storage_class,
        }),
        _ => Err(malformed_xml()),
    }
}

pub(super) fn noncurrent_transition(
    put: PutNoncurrentTransition,
) -> Result<NoncurrentTransition, Error> {
    const ACTION: &str = "NoncurrentVersionTransition";
    let (storage_class, days_min) = class(put.storage_class)?;
    let days = put.days.map(not_negative).transpose()?;
    let days = days.ok_or_else(malformed_xml)?;
    if days < days_min {
        return Err(too_young(
            "NoncurrentDays",
            ACTION,
            days_min,
            &storage_class,
        ));
    }
    Ok(NoncurrentTransition {
        days: Some(days),
        newer_versions: newer_versions(ACTION, put.newer_versions)?,
        storage_class,
    })
}

/// Objects expire later than they move, and both are told in days or both in dates.
pub(super) fn in_order(rule: &LifecycleRule) -> Result<(), Error> {
    let prefix = rule.filter.prefix.as_deref().unwrap_or_default();
    for transition in &rule.transitions {
        let is_later = match (rule.expiration, transition.days, transition.date) {
            (Some(Expiration::Days(end)), Some(move_at), _) => end > move_at,
            (Some(Expiration::Date(end)), _, Some(move_at)) => end > move_at,
            (Some(Expiration::Days(_)), _, Some(_)) | (Some(Expiration::Date(_)), Some(_), _) => {
                return Err(invalid_request(format!(
                    "Found mixed 'Date' and 'Days' based Expiration and Transition actions in \
                     lifecycle rule for prefix '{prefix}'"
                )));
            }
            _ => true,
        };
        if !is_later {
            let unit = if transition.days.is_some() {
                "Days"
            } else {
                "Date"
            };
            let text = format!(
                "'{unit}' in the Expiration action for prefix '{prefix}' must be greater than \
                 '{unit}' in the Transition action"
            );
            return Err(Error::new(ErrorCode::InvalidArgument, text));
        }
    }
    Ok(())
}

fn positive(unit: &str, action: &str, days: i32) -> Result<u32, Error> {
    let positive = u32::try_from(days).ok().filter(|days| *days > 0);
    positive.ok_or_else(|| {
        let text = format!("'{unit}' for {action} action must be a positive integer");
        Error::new(ErrorCode::InvalidArgument, text)
    })
}

fn not_negative(days: i32) -> Result<u32, Error> {
    u32::try_from(days).map_err(|_| {
        let text = "'Days' for Transition action must be nonnegative";
        Error::new(ErrorCode::InvalidArgument, text)
    })
}

fn newer_versions(action: &str, put: Option<i32>) -> Result<Option<u32>, Error> {
    let Some(put) = put else { return Ok(None) };
    let newer = positive("NewerNoncurrentVersions", action, put)?;
    if newer > NEWER_VERSIONS_MAX {
        let text = format!("'NewerNoncurrentVersions' for {action} action must be at most 100");
        return Err(Error::new(ErrorCode::InvalidArgument, text));
    }
    Ok(Some(newer))
}

fn class(put: Option<String>) -> Result<(String, u32), Error> {
    let class = put.ok_or_else(malformed_xml)?;
    let row = CLASSES.iter().find(|(name, _)| *name == class);
    let (_, days_min) = row.ok_or_else(malformed_xml)?;
    Ok((class, *days_min))
}

fn too_young(unit: &str, action: &str, days_min: u32, class: &str) -> Error {
    let text = format!(
        "'{unit}' in {action} action must be greater than or equal to {days_min} for storageClass \
         '{class}'"
    );
    Error::new(ErrorCode::InvalidArgument, text)
}

fn midnight(date: Timestamp) -> Result<Timestamp, Error> {
    const DAY_SECONDS: i64 = 24 * 60 * 60;
    if date.as_second().rem_euclid(DAY_SECONDS) == 0 && date.subsec_nanosecond() == 0 {
        return Ok(date);
    }
    let text = "'Date' must be at midnight GMT";
    Err(invalid_argument(text, "Date", &date.to_string()))
}
