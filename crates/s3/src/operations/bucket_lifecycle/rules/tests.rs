use iamd_directory::FilterForm;
use iamd_ident::Tag;
use iamd_testkit::SeededRandom;

use super::*;
use crate::operations::bucket_lifecycle::{
    PutExpiration, PutFilter, PutFilterAnd, PutNoncurrentExpiration, PutNoncurrentTransition,
    PutTransition,
};

/// A rule that is taken.
fn rule() -> PutLifecycleRule {
    PutLifecycleRule {
        id: Some("r".to_owned()),
        status: "Enabled".to_owned(),
        filter: Some(PutFilter::default()),
        expiration: Some(PutExpiration {
            days: Some(1),
            ..PutExpiration::default()
        }),
        ..PutLifecycleRule::default()
    }
}

fn put(rules: Vec<PutLifecycleRule>) -> Result<Vec<LifecycleRule>, Error> {
    checked(rules, &SeededRandom::new(1))
}

#[track_caller]
fn refused(change: impl FnOnce(&mut PutLifecycleRule), code: ErrorCode, text: &str) {
    let mut rule = rule();
    change(&mut rule);
    let error = put(vec![rule]).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (code, text));
}

#[track_caller]
fn malformed(change: impl FnOnce(&mut PutLifecycleRule)) {
    let error = malformed_xml();
    refused(change, error.code, &error.message);
}

#[track_caller]
fn taken(change: impl FnOnce(&mut PutLifecycleRule)) -> LifecycleRule {
    let mut rule = rule();
    change(&mut rule);
    put(vec![rule]).unwrap().pop().unwrap()
}

fn tag(key: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: String::new(),
    }
}

#[test]
fn rules_have_ids_of_their_own() {
    assert_eq!(put(Vec::new()), Err(malformed_xml()));
    assert_eq!(put(vec![rule(); 1_001]), Err(malformed_xml()));
    let twice = put(vec![rule(), rule()]).unwrap_err();
    assert_eq!(twice.message, ID_TWICE);
    let named = taken(|rule| rule.id = None);
    assert_eq!(named.id.len(), 32);
    taken(|rule| rule.id = Some("ä".repeat(255)));
    refused(
        |rule| rule.id = Some("a".repeat(256)),
        ErrorCode::InvalidArgument,
        "ID length should not exceed allowed limit of 255",
    );
    malformed(|rule| rule.status = "enabled".to_owned());
}

#[test]
fn a_rule_has_one_filter() {
    malformed(|rule| rule.filter = None);
    malformed(|rule| rule.prefix = Some(String::new()));
    let old = taken(|rule| {
        rule.filter = None;
        rule.prefix = Some("logs/".to_owned());
    });
    assert_eq!(old.filter.form, FilterForm::RulePrefix);
    malformed(|rule| {
        rule.filter = Some(PutFilter {
            prefix: Some("a".to_owned()),
            tag: Some(tag("a")),
            ..PutFilter::default()
        });
    });
    let and = |tags: &[&str], prefix: Option<&str>| {
        Some(PutFilter {
            and: Some(PutFilterAnd {
                prefix: prefix.map(str::to_owned),
                tags: tags.iter().map(|key| tag(key)).collect(),
                ..PutFilterAnd::default()
            }),
            ..PutFilter::default()
        })
    };
    malformed(|rule| rule.filter = and(&[], Some("a")));
    let both = taken(|rule| rule.filter = and(&["a"], Some("b")));
    assert_eq!(both.filter.form, FilterForm::And);
    refused(
        |rule| rule.filter = and(&["a", "a"], None),
        ErrorCode::InvalidRequest,
        "Duplicate Tag Keys are not allowed.",
    );
    refused(
        |rule| {
            rule.filter = Some(PutFilter {
                and: Some(PutFilterAnd {
                    size_greater_than_bytes: Some(10),
                    size_less_than_bytes: Some(10),
                    ..PutFilterAnd::default()
                }),
                ..PutFilter::default()
            });
        },
        ErrorCode::InvalidRequest,
        "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    );
}

#[test]
fn objects_expire_on_a_day() {
    let expiring = |days: Option<i32>, date: Option<&str>, marker: Option<bool>| {
        Some(PutExpiration {
            days,
            date: date.map(|date| date.parse().unwrap()),
            lone_delete_marker: marker,
        })
    };
    refused(
        |rule| rule.expiration = expiring(Some(0), None, None),
        ErrorCode::InvalidArgument,
        "'Days' for Expiration action must be a positive integer",
    );
    taken(|rule| rule.expiration = expiring(None, Some("2026-01-01T00:00:00Z"), None));
    refused(
        |rule| rule.expiration = expiring(None, Some("2026-01-01T00:00:01Z"), None),
        ErrorCode::InvalidArgument,
        "'Date' must be at midnight GMT",
    );
    malformed(|rule| rule.expiration = expiring(None, None, None));
    malformed(|rule| rule.expiration = expiring(Some(1), Some("2026-01-01T00:00:00Z"), None));
    malformed(|rule| rule.expiration = expiring(Some(1), None, Some(true)));
    let marker = taken(|rule| rule.expiration = expiring(None, None, Some(true)));
    assert_eq!(marker.expiration, Some(Expiration::LoneDeleteMarker));
    refused(
        |rule| rule.expiration = None,
        ErrorCode::InvalidRequest,
        "At least one action needs to be specified in a rule.",
    );
}

#[test]
fn versions_and_uploads_go_after_days() {
    let noncurrent = |days: Option<i32>, newer_versions: Option<i32>| {
        Some(PutNoncurrentExpiration {
            days,
            newer_versions,
        })
    };
    taken(|rule| rule.noncurrent_expiration = noncurrent(Some(1), Some(100)));
    malformed(|rule| rule.noncurrent_expiration = noncurrent(None, Some(1)));
    refused(
        |rule| rule.noncurrent_expiration = noncurrent(Some(0), None),
        ErrorCode::InvalidArgument,
        "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    );
    taken(|rule| rule.abort_incomplete_upload = Some(Some(7)));
    malformed(|rule| rule.abort_incomplete_upload = Some(None));
    refused(
        |rule| {
            rule.abort_incomplete_upload = Some(Some(7));
            rule.filter = Some(PutFilter {
                tag: Some(tag("a")),
                ..PutFilter::default()
            });
        },
        ErrorCode::InvalidRequest,
        "AbortIncompleteMultipartUpload cannot be specified with Tags.",
    );
}

#[test]
fn transitions_come_before_the_end() {
    let moving = |days: i32, class: &str| {
        vec![PutTransition {
            days: Some(days),
            date: None,
            storage_class: Some(class.to_owned()),
        }]
    };
    refused(
        |rule| rule.transitions = moving(29, "STANDARD_IA"),
        ErrorCode::InvalidArgument,
        "'Days' in Transition action must be greater than or equal to 30 for storageClass \
         'STANDARD_IA'",
    );
    malformed(|rule| rule.transitions = moving(30, "STANDARD"));
    refused(
        |rule| rule.transitions = moving(1, "GLACIER"),
        ErrorCode::InvalidArgument,
        "'Days' in the Expiration action for prefix '' must be greater than 'Days' in the \
         Transition action",
    );
    let kept = taken(|rule| {
        rule.transitions = moving(0, "GLACIER");
        rule.noncurrent_transitions = vec![PutNoncurrentTransition {
            days: Some(30),
            newer_versions: Some(3),
            storage_class: Some("ONEZONE_IA".to_owned()),
        }];
    });
    assert_eq!(
        (kept.transitions.len(), kept.noncurrent_transitions.len()),
        (1, 1)
    );
}
