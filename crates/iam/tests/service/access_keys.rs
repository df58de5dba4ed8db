//! Access keys of users and of the root user.

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::{
    documents::allow,
    world::{World, refused},
};

async fn listed(world: &World, caller: &AccessKeyId, user: Option<&str>) -> Vec<(String, String)> {
    let members: Vec<_> = user.map(|name| ("UserName", name)).into_iter().collect();
    let keys = world
        .ask::<iam::ListAccessKeys>(caller, &members)
        .await
        .unwrap();
    let shown = keys.access_key_metadata.into_iter().map(|key| {
        let status = key.status.map(|status| status.as_str().to_owned());
        (key.access_key_id.unwrap(), status.unwrap())
    });
    shown.collect()
}

#[tokio::test]
async fn a_key_is_told_whole_only_when_it_is_made() {
    let world = World::new().await;
    world
        .ask::<iam::CreateUser>(&world.root, &[("UserName", "bob")])
        .await
        .unwrap();
    let made = world
        .ask::<iam::CreateAccessKey>(&world.root, &[("UserName", "bob")])
        .await;
    let made = made.unwrap().access_key;
    assert!(made.access_key_id.starts_with("AKIA") && made.access_key_id.len() == 20);
    assert_eq!(made.secret_access_key.expose().len(), 40);
    assert_eq!(
        (made.user_name.as_deref(), made.status.as_str()),
        (Some("bob"), "Active")
    );
    assert_eq!(
        made.create_date.unwrap().to_string(),
        "2026-01-31T00:00:00Z"
    );
    let keys = world
        .ask::<iam::ListAccessKeys>(&world.root, &[("UserName", "bob")])
        .await
        .unwrap();
    let metadata = &keys.access_key_metadata[0];
    assert_eq!(metadata.access_key_id, Some(made.access_key_id));
    assert_eq!(metadata.user_name.as_deref(), Some("bob"));
    assert_eq!(metadata.create_date, made.create_date);
    assert_eq!(keys.is_truncated, Some(false));
}

#[tokio::test]
async fn a_user_has_two_keys_at_most() {
    let world = World::new().await;
    let first = world.powerless("bob").await;
    world.clock.advance_seconds(1);
    let second = world.key(&world.root, "bob").await;
    let third = world
        .ask::<iam::CreateAccessKey>(&world.root, &[("UserName", "bob")])
        .await;
    refused(
        third,
        "LimitExceeded",
        "Cannot exceed quota for AccessKeysPerUser: 2",
    );
    let active = |key: &AccessKeyId| (key.to_string(), "Active".to_owned());
    let both = [active(&first), active(&second)];
    assert_eq!(listed(&world, &world.root, Some("bob")).await, both);

    let members = [("UserName", "bob"), ("AccessKeyId", first.as_str())];
    world
        .ask::<iam::DeleteAccessKey>(&world.root, &members)
        .await
        .unwrap();
    world.clock.advance_seconds(1);
    let third = world.key(&world.root, "bob").await;
    let both = [active(&second), active(&third)];
    assert_eq!(
        listed(&world, &world.root, Some("bob")).await,
        both,
        "the oldest comes first"
    );
}

#[tokio::test]
async fn an_inactive_key_is_refused_at_once_and_works_again() {
    let world = World::new().await;
    let key = world.user("bob", &allow("iam:GetUser", "*")).await;
    for (status, works) in [("Inactive", false), ("Inactive", false), ("Active", true)] {
        let members = [
            ("UserName", "bob"),
            ("AccessKeyId", key.as_str()),
            ("Status", status),
        ];
        world
            .ask::<iam::UpdateAccessKey>(&world.root, &members)
            .await
            .unwrap();
        let answer = world.ask::<iam::GetUser>(&key, &[]).await;
        assert_eq!(answer.is_ok(), works, "{status}");
        let shown = listed(&world, &world.root, Some("bob")).await;
        assert_eq!(shown, [(key.to_string(), status.to_owned())]);
    }
    let members = [("UserName", "bob"), ("AccessKeyId", key.as_str())];
    world
        .ask::<iam::DeleteAccessKey>(&world.root, &members)
        .await
        .unwrap();
    let answer = world.ask::<iam::GetUser>(&key, &[]).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "InvalidClientTokenId");
}

#[tokio::test]
async fn nobody_makes_a_key_expired() {
    let world = World::new().await;
    let key = world.powerless("bob").await;
    let members = [
        ("UserName", "bob"),
        ("AccessKeyId", key.as_str()),
        ("Status", "Expired"),
    ];
    let answer = world
        .ask::<iam::UpdateAccessKey>(&world.root, &members)
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
}

#[tokio::test]
async fn a_key_is_its_users_alone() {
    let world = World::new().await;
    let key = world.powerless("bob").await;
    world.powerless("eve").await;
    let text = format!("The Access Key with id {key} cannot be found.");
    let members = [
        ("UserName", "eve"),
        ("AccessKeyId", key.as_str()),
        ("Status", "Inactive"),
    ];
    refused(
        world
            .ask::<iam::UpdateAccessKey>(&world.root, &members)
            .await,
        "NoSuchEntity",
        &text,
    );
    let answer = world
        .ask::<iam::DeleteAccessKey>(&world.root, &members[..2])
        .await;
    refused(answer, "NoSuchEntity", &text);
    // Without a name the keys are the caller's: here the root user's.
    let answer = world
        .ask::<iam::DeleteAccessKey>(&world.root, &members[1..2])
        .await;
    refused(answer, "NoSuchEntity", &text);
    assert_eq!(listed(&world, &world.root, Some("bob")).await.len(), 1);
}

#[tokio::test]
async fn without_a_name_the_keys_are_the_callers() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("iam:*AccessKey*", "*")).await;
    for caller in [&bob, &world.root] {
        world.clock.advance_seconds(1);
        assert_eq!(listed(&world, caller, None).await.len(), 1);
        let made = world
            .ask::<iam::CreateAccessKey>(caller, &[])
            .await
            .unwrap()
            .access_key;
        let third = world.ask::<iam::CreateAccessKey>(caller, &[]).await;
        refused(
            third,
            "LimitExceeded",
            "Cannot exceed quota for AccessKeysPerUser: 2",
        );
        let second = made.access_key_id.as_str();
        let members = [("AccessKeyId", second), ("Status", "Inactive")];
        world
            .ask::<iam::UpdateAccessKey>(caller, &members)
            .await
            .unwrap();
        let shown = listed(&world, caller, None).await;
        assert_eq!(shown[1], (second.to_owned(), "Inactive".to_owned()));
        world
            .ask::<iam::DeleteAccessKey>(caller, &members[..1])
            .await
            .unwrap();
        assert_eq!(listed(&world, caller, None).await.len(), 1);
    }
}

#[tokio::test]
async fn the_root_user_may_delete_its_own_key_and_is_locked_out() {
    let world = World::new().await;
    let members = [("AccessKeyId", world.root.as_str())];
    world
        .ask::<iam::DeleteAccessKey>(&world.root, &members)
        .await
        .unwrap();
    let answer = world.ask::<iam::GetUser>(&world.root, &[]).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "InvalidClientTokenId");
}
