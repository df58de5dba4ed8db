//! The alias of an account.

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::world::{OTHER_ACCOUNT, World, refused};

async fn aliases(world: &World, root: &AccessKeyId) -> Vec<String> {
    let listed = world.ask::<iam::ListAccountAliases>(root, &[]).await;
    let listed = listed.unwrap();
    assert_eq!((listed.is_truncated, listed.marker), (Some(false), None));
    listed.account_aliases
}

async fn create(world: &World, root: &AccessKeyId, alias: &str) -> Result<(), iamd_api::Error> {
    let members = [("AccountAlias", alias)];
    world.ask::<iam::CreateAccountAlias>(root, &members).await
}

#[tokio::test]
async fn an_account_has_one_alias_and_a_new_one_replaces_it() {
    let world = World::new().await;
    let root = &world.root;
    assert_eq!(aliases(&world, root).await, [""; 0]);
    for alias in ["finance", "finance-2", "123"] {
        create(&world, root, alias).await.unwrap();
        assert_eq!(aliases(&world, root).await, [alias]);
    }
    let members = [("AccountAlias", "123")];
    world
        .ask::<iam::DeleteAccountAlias>(root, &members)
        .await
        .unwrap();
    assert_eq!(aliases(&world, root).await, [""; 0]);
}

#[tokio::test]
async fn an_alias_is_of_one_account() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    create(&world, &world.root, "finance").await.unwrap();
    // So says AWS to who has it, too.
    for root in [&other, &world.root] {
        refused(
            create(&world, root, "finance").await,
            "EntityAlreadyExists",
            "The account alias finance already exists.",
        );
    }
    assert_eq!(aliases(&world, &other).await, [""; 0]);
    // What is replaced is free.
    create(&world, &world.root, "research").await.unwrap();
    create(&world, &other, "finance").await.unwrap();
    assert_eq!(aliases(&world, &other).await, ["finance"]);
}

#[tokio::test]
async fn only_the_alias_of_today_is_deleted() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    create(&world, &world.root, "finance").await.unwrap();
    for (root, alias) in [
        (&world.root, "research"),
        (&other, "finance"),
        // This can be none.
        (&world.root, "123456789012"),
    ] {
        let members = [("AccountAlias", alias)];
        refused(
            world.ask::<iam::DeleteAccountAlias>(root, &members).await,
            "NoSuchEntity",
            &format!("The account alias with name {alias} cannot be found."),
        );
    }
    assert_eq!(aliases(&world, &world.root).await, ["finance"]);
}

/// What looks like the id of an account would be taken for one by whoever signs in.
#[tokio::test]
async fn what_could_be_no_alias_is_refused() {
    let world = World::new().await;
    for alias in ["ab", "-ab", "ab-", "a--b", "Finance", "a.b", "210987654321"] {
        let answer = create(&world, &world.root, alias).await;
        let error = answer.unwrap_err();
        assert_eq!(error.code.as_str(), "ValidationError", "{alias}");
    }
    assert_eq!(aliases(&world, &world.root).await, [""; 0]);
}

#[tokio::test]
async fn there_is_one_page() {
    let world = World::new().await;
    create(&world, &world.root, "finance").await.unwrap();
    let members = [("MaxItems", "1"), ("Marker", "x")];
    let answer = world.ask::<iam::ListAccountAliases>(&world.root, &members);
    refused(answer.await, "ValidationError", "Invalid Marker.");
}
