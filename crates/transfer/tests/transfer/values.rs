//! Values that the operations of IAM would refuse are refused here as well, with their place.

use iamd_ident::Partition;
use iamd_transfer::{Incoming, Target};
use serde_json::{Value, json};

use crate::world::{World, pages};

const FULL: &str = include_str!("accounts/full.json");

/// The error of an import of an account with everything, in which a value is another.
#[track_caller]
fn check(pointer: &str, value: Value, expect: &str) {
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    *document.pointer_mut(pointer).unwrap() = value;
    let world = World::new(1);
    let error = world.import(&document.to_string()).unwrap_err();
    assert_eq!(error.to_string(), expect);
    assert_eq!(world.keys(), []);
}

#[test]
fn secrets_are_long_enough_to_be_some() {
    let expect =
        |place: &str| format!("{place}: a secret has 16 to 128 characters of ASCII, and no spaces");
    for wrong in [
        "",
        "fifteen-letters",
        "with a space in the midst",
        &"x".repeat(129),
    ] {
        check(
            "/users/0/access_keys/0/secret",
            wrong.into(),
            &expect("users[0].access_keys[0].secret"),
        );
    }
    check(
        "/root_user/access_keys/0/secret",
        "".into(),
        &expect("root_user.access_keys[0].secret"),
    );
}

#[test]
fn tags_are_such_as_can_be_put() {
    let tag = |key: &str, value: &str| json!({"key": key, "value": value});
    let cases = [
        (
            json!([tag("a", ""), tag("A", "")]),
            "[1].key: there is a tag of this key already",
        ),
        (json!([tag("", "")]), "[0].key: it has 1 to 128 characters"),
        (
            json!([tag(&"k".repeat(1_000), "")]),
            "[0].key: it has 1 to 128 characters",
        ),
        (
            json!([tag("k", &"v".repeat(5_000))]),
            "[0].value: it has 0 to 256 characters",
        ),
        (
            json!([tag("k", "<b>")]),
            "[0].value: it has letters, digits, spaces and _ . : / = + - @ alone",
        ),
    ];
    for (tags, expect) in cases {
        check("/users/0/tags", tags, &format!("users[0].tags{expect}"));
    }
    check(
        "/buckets/0/settings/tags",
        json!([tag("a", ""), tag("a", "")]),
        "buckets[0].settings.tags[1].key: there is a tag of this key already",
    );
}

#[test]
fn numbers_are_within_their_limits() {
    check(
        "/account/password_policy/length_min",
        100_000.into(),
        "account.password_policy.length_min: 100000 is not from 6 to 128",
    );
    check(
        "/account/password_policy/age_max_days",
        0.into(),
        "account.password_policy.age_max_days: 0 is not from 1 to 1095",
    );
    check(
        "/account/password_policy/reuse_prevention",
        25.into(),
        "account.password_policy.reuse_prevention: 25 is not from 1 to 24",
    );
    check(
        "/roles/1/max_session_seconds",
        1.into(),
        "roles[1].max_session_seconds: 1 is not from 3600 to 43200",
    );
    check(
        "/policies/0/versions/0/number",
        0.into(),
        "policies[0].versions[0].number: versions are counted from 1",
    );
}

#[test]
fn nothing_was_made_in_times_to_come() {
    for (pointer, place) in [
        ("/account/created", "account.created"),
        ("/root_user/created", "root_user.created"),
        ("/users/0/created", "users[0].created"),
        (
            "/users/0/access_keys/0/created",
            "users[0].access_keys[0].created",
        ),
    ] {
        let expect = format!("{place}: this is yet to come");
        check(pointer, "2999-01-01T00:00:00Z".into(), &expect);
    }
}

#[test]
fn regions_have_names() {
    for wrong in ["", "-", "eu west", "=HYPERLINK(1)"] {
        check(
            "/buckets/0/region",
            wrong.into(),
            "buckets[0].region: a region has up to 64 letters, digits and hyphens",
        );
    }
}

/// The error of an import of the pages with a text in the place of another.
#[track_caller]
fn check_pages(old: &str, new: &str, expect: &str) {
    let changed = pages().replacen(old, new, 1);
    assert_ne!(changed, pages(), "{old} is not there");
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let refused = Incoming::read(changed.as_bytes(), &target).unwrap_err();
    assert_eq!(refused.to_string(), expect);
}

#[test]
fn pages_agree_with_themselves() {
    check_pages(
        r#""IsDefaultVersion": false"#,
        r#""IsDefaultVersion": true"#,
        "page 2: Policies[0].PolicyVersionList[1].IsDefaultVersion: DefaultVersionId says v7",
    );
    check_pages(
        r#""Roles": []"#,
        r#""Roles": [{"RoleName": "other"}]"#,
        "page 1: RoleDetailList[2].InstanceProfileList[0].Roles[0].RoleName: it is other, and the \
         profile is told of web",
    );
}

#[test]
fn limits_are_told_in_the_words_of_the_page() {
    let wrong = pages().replacen(r#""VersionId": "v3""#, r#""VersionId": "v0""#, 1);
    let refused = World::new(1).import(&wrong).unwrap_err();
    let expect = "page 2: Policies[0].PolicyVersionList[0].VersionId: versions are counted from 1";
    assert_eq!(refused.to_string(), expect);
}
