//! When a key was used last: told at once, written down soon, kept.

use iamd_api::iam;
use iamd_auth::{Credentials, KeyUse, Used};
use iamd_ident::{AccessKeyId, Clock};

use crate::world::{ACCOUNT, OTHER_ACCOUNT, World, refused, user_arn};

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

/// When the user `bob` and the root user signed in, as GetUser, ListUsers and the root user's own
/// GetUser tell it.
async fn sign_ins(world: &World) -> [Option<String>; 3] {
    let told = |user: iam::User| user.password_last_used.map(|at| at.to_string());
    let bob = world.ask::<iam::GetUser>(&world.root, &[("UserName", "bob")]);
    let listed = world.ask::<iam::ListUsers>(&world.root, &[]).await;
    let listed = listed.unwrap().users.pop().unwrap();
    let root = world.ask::<iam::GetUser>(&world.root, &[]);
    [
        told(bob.await.unwrap().user),
        told(listed),
        told(root.await.unwrap().user),
    ]
}

#[tokio::test]
async fn the_use_of_a_password_is_told_of_users_and_of_the_root_user() {
    let world = World::new().await;
    world.perform("CreateUser", &[("UserName", "bob")]).await;
    let members = [("UserName", "bob"), ("Password", "a pass-Word 1")];
    world.perform("CreateLoginProfile", &members).await;
    assert_eq!(sign_ins(&world).await, [None, None, None]);

    let bob = world.ask::<iam::GetUser>(&world.root, &[("UserName", "bob")]);
    let id = bob.await.unwrap().user.user_id.parse().unwrap();
    let account = ACCOUNT.parse().unwrap();
    for owner in [Some(id), None] {
        world.clock.advance_seconds(600);
        let used = KeyUse {
            at: world.clock.now(),
            region: "us-west-2".to_owned(),
            service: "signin".to_owned(),
        };
        world
            .directory
            .record_use(Used::Password(account, owner), used);
    }
    let bobs = Some("2026-01-31T00:10:00Z".to_owned());
    let roots = Some("2026-01-31T00:20:00Z".to_owned());
    let expect = [bobs.clone(), bobs, roots];
    assert_eq!(sign_ins(&world).await, expect);
    // Lists of other things do not tell it.
    let group = ("GroupName", "group");
    world.perform("CreateGroup", &[group]).await;
    let members = [group, ("UserName", "bob")];
    world.perform("AddUserToGroup", &members).await;
    let found = world.ask::<iam::GetGroup>(&world.root, &[group]).await;
    assert_eq!(found.unwrap().users[0].password_last_used, None);
    world.perform("RemoveUserFromGroup", &members).await;
    world.flush_last_use().await;
    assert_eq!(sign_ins(&world.restarted()).await, expect);

    // A user without a password was never signed in with one.
    for operation in ["DeleteLoginProfile", "DeleteUser"] {
        world.perform(operation, &[("UserName", "bob")]).await;
    }
    world.perform("CreateUser", &[("UserName", "bob")]).await;
    let [bobs, listed, _] = sign_ins(&world).await;
    assert_eq!((bobs, listed), (None, None));
}
