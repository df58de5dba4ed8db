use iamd_ident::Tag;
use iamd_s3::{Expiration, FilterForm, Lifecycle, LifecycleFilter, LifecycleRule, Transition};
use s3s::xml::{Deserializer, Serializer};

use super::*;

/// Puts what was answered: what was kept comes back as it was asked.
#[track_caller]
fn check(rule: LifecycleRule, expect: &str) {
    let lifecycle = Lifecycle {
        rules: vec![rule],
        transition_default_minimum_object_size: None,
    };
    let rules = lifecycle.rules.into_iter().map(answered::rule).collect();
    let configuration = dto::BucketLifecycleConfiguration { rules };
    let mut xml = Vec::new();
    Serializer::new(&mut xml)
        .content("LifecycleConfiguration", &configuration)
        .unwrap();
    let text = String::from_utf8(xml).unwrap();
    let inner = text
        .strip_prefix("<LifecycleConfiguration><Rule>")
        .and_then(|text| text.strip_suffix("</Rule></LifecycleConfiguration>"));
    assert_eq!(inner, Some(expect));
    let mut xml = Deserializer::new(text.as_bytes());
    let parsed: dto::BucketLifecycleConfiguration = xml
        .named_element("LifecycleConfiguration", Deserializer::content)
        .unwrap();
    let asked = dto::PutBucketLifecycleConfigurationInput::builder()
        .bucket("bucket".to_owned())
        .lifecycle_configuration(Some(parsed))
        .build()
        .unwrap();
    let put = lifecycle_of(asked);
    assert_eq!(put.rules.len(), 1);
}

fn lifecycle_of(asked: dto::PutBucketLifecycleConfigurationInput) -> PutLifecycle {
    lifecycle(asked).unwrap()
}

fn rule(form: FilterForm, tags: &[&str]) -> LifecycleRule {
    let tag = |key: &&str| Tag {
        key: (*key).to_owned(),
        value: "v".to_owned(),
    };
    LifecycleRule {
        id: "r".to_owned(),
        is_enabled: true,
        filter: LifecycleFilter {
            form,
            prefix: Some("p".to_owned()),
            tags: tags.iter().map(tag).collect(),
            ..LifecycleFilter::default()
        },
        expiration: Some(Expiration::Days(2)),
        ..LifecycleRule::default()
    }
}

#[test]
fn filters_are_answered_in_the_form_in_which_they_were_put() {
    check(
        rule(FilterForm::RulePrefix, &[]),
        "<Expiration><Days>2</Days></Expiration><ID>r</ID><Prefix>p</Prefix>\
         <Status>Enabled</Status>",
    );
    check(
        rule(FilterForm::Filter, &[]),
        "<Expiration><Days>2</Days></Expiration><Filter><Prefix>p</Prefix></Filter><ID>r</ID>\
         <Status>Enabled</Status>",
    );
    check(
        rule(FilterForm::And, &["a"]),
        "<Expiration><Days>2</Days></Expiration><Filter><And><Prefix>p</Prefix>\
         <Tag><Key>a</Key><Value>v</Value></Tag></And></Filter><ID>r</ID><Status>Enabled</Status>",
    );
}

#[test]
fn dates_are_midnights() {
    let midnight = "2026-01-31T00:00:00Z".parse().unwrap();
    let dated = LifecycleRule {
        expiration: Some(Expiration::Date(midnight)),
        transitions: vec![Transition {
            days: None,
            date: Some(midnight),
            storage_class: "GLACIER".to_owned(),
        }],
        ..rule(FilterForm::Filter, &[])
    };
    check(
        dated,
        "<Expiration><Date>2026-01-31T00:00:00.000Z</Date></Expiration>\
         <Filter><Prefix>p</Prefix></Filter><ID>r</ID><Status>Enabled</Status>\
         <Transition><Date>2026-01-31T00:00:00.000Z</Date><StorageClass>GLACIER</StorageClass>\
         </Transition>",
    );
}
