//! When a key was used last: told at once, written down soon, kept.

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::world::{OTHER_ACCOUNT, World, refused, user_arn};

/// The user's name, and date, service and region of the last use.
type Use = (Option<String>, Option<String>, String, String);

async fn use_of(world: &World, key: &AccessKeyId) -> Use {
    let members = [("AccessKeyId", key.as_str())];
    let answer = world
        .ask::<iam::GetAccessKeyLastUsed>(&world.root, &members)
        .await
        .unwrap();
    let last = answer.access_key_last_used.unwrap();
    let date = last.last_used_date.map(|date| date.to_string());
    (answer.user_name, date, last.service_name, last.region)
}

#[track_caller]
fn check(found: Use, date: Option<&str>, of: &str) {
    let (name, found_date, service, region) = found;
    assert_eq!(name.as_deref(), Some("bob"));
    assert_eq!(
        (
            found_date.as_deref(),
            format!("{service} {region}").as_str()
        ),
        (date, of)
    );
}

#[tokio::test]
async fn a_use_is_seen_at_once_written_down_and_kept() {
    let world = World::new().await;
    let key = world.powerless("bob").await;
    check(use_of(&world, &key).await, None, "N/A N/A");

    world.clock.advance_seconds(60);
    world.use_key(&key, "iam", "us-west-2");
    check(
        use_of(&world, &key).await,
        Some("2026-01-31T00:01:00Z"),
        "iam us-west-2",
    );
    check(use_of(&world.restarted(), &key).await, None, "N/A N/A");

    world.flush_last_use().await;
    check(
        use_of(&world, &key).await,
        Some("2026-01-31T00:01:00Z"),
        "iam us-west-2",
    );
    check(
        use_of(&world.restarted(), &key).await,
        Some("2026-01-31T00:01:00Z"),
        "iam us-west-2",
    );

    world.clock.advance_seconds(60);
    world.use_key(&key, "sts", "eu-west-1");
    check(
        use_of(&world, &key).await,
        Some("2026-01-31T00:02:00Z"),
        "sts eu-west-1",
    );
    check(
        use_of(&world.restarted(), &key).await,
        Some("2026-01-31T00:01:00Z"),
        "iam us-west-2",
    );
    world.flush_last_use().await;
    check(
        use_of(&world.restarted(), &key).await,
        Some("2026-01-31T00:02:00Z"),
        "sts eu-west-1",
    );
}

#[tokio::test]
async fn an_older_use_does_not_hide_a_newer_one() {
    let world = World::new().await;
    let key = world.powerless("bob").await;
    world.use_key(&key, "iam", "us-west-2");
    world.clock.advance_seconds(-60);
    world.use_key(&key, "sts", "us-west-2");
    check(
        use_of(&world, &key).await,
        Some("2026-01-31T00:00:00Z"),
        "iam us-west-2",
    );
}

#[tokio::test]
async fn a_key_that_went_leaves_nothing_behind() {
    let world = World::new().await;
    let keys = [
        world.powerless("bob").await,
        world.key(&world.root, "bob").await,
    ];
    for key in &keys {
        world.use_key(key, "iam", "us-west-2");
    }
    let members = [("UserName", "bob"), ("AccessKeyId", keys[0].as_str())];
    world
        .ask::<iam::DeleteAccessKey>(&world.root, &members)
        .await
        .unwrap();
    world.flush_last_use().await;
    check(
        use_of(&world.restarted(), &keys[1]).await,
        Some("2026-01-31T00:00:00Z"),
        "iam us-west-2",
    );
}

#[tokio::test]
async fn many_uses_are_written_down_in_parts() {
    let world = World::new().await;
    let mut keys = Vec::new();
    for number in 0..130 {
        let key = world.powerless(&format!("user-{number}")).await;
        world.use_key(&key, "iam", "us-west-2");
        keys.push(key);
    }
    world.flush_last_use().await;
    let restarted = world.restarted();
    for key in &keys {
        assert_eq!(use_of(&restarted, key).await.2, "iam");
    }
}

#[tokio::test]
async fn the_key_of_the_root_user_has_no_users_name() {
    let world = World::new().await;
    world.use_key(&world.root, "iam", "us-west-2");
    let (name, _, service, _) = use_of(&world, &world.root).await;
    assert_eq!((name, service.as_str()), (None, "iam"));
}

#[tokio::test]
async fn nothing_is_told_of_keys_of_others() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let key = world.powerless("bob").await;
    world.use_key(&key, "iam", "us-west-2");
    let administrator = format!("arn:aws:iam::{OTHER_ACCOUNT}:root");
    for id in [key.as_str(), "AKIAIOSFODNN7EXAMPLE"] {
        let text = format!(
            "User: {administrator} is not authorized to perform iam:GetAccessKeyLastUsed on \
             resource: access key {id}"
        );
        let answer = world
            .ask::<iam::GetAccessKeyLastUsed>(&other, &[("AccessKeyId", id)])
            .await;
        refused(answer, "AccessDenied", &text);
    }
    let bob = world.key(&world.root, "bob").await;
    let members = [("AccessKeyId", key.as_str())];
    let answer = world.ask::<iam::GetAccessKeyLastUsed>(&bob, &members).await;
    let text = format!(
        "User: {} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key \
         {key} because no identity-based policy allows the iam:GetAccessKeyLastUsed action",
        user_arn("bob")
    );
    refused(answer, "AccessDenied", &text);
}
