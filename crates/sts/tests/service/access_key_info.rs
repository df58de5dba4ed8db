//! GetAccessKeyInfo, and GetCallerIdentity of long-term keys.

use iamd_api::sts::{GetAccessKeyInfo, GetCallerIdentity};

use crate::world::{ACCOUNT, World, refused, root_arn, user_arn};

#[tokio::test]
async fn a_caller_is_told_who_it_is() {
    let world = World::new().await;
    let identity = world.sts::<GetCallerIdentity>(&world.root, &[]).await;
    let identity = identity.unwrap();
    assert_eq!(identity.account.as_deref(), Some(ACCOUNT));
    assert_eq!(
        identity.user_id.as_deref(),
        Some(ACCOUNT),
        "the root user's"
    );
    assert_eq!(identity.arn, Some(root_arn(ACCOUNT)));

    let deny =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
    let bob = world.user(&world.root, "bob", deny).await;
    let identity = world.sts::<GetCallerIdentity>(&bob, &[]).await.unwrap();
    assert_eq!(identity.arn, Some(user_arn("bob")), "no policy is asked");
    assert!(identity.user_id.unwrap().starts_with("AIDA"));
}

/// The account of any key can be told, whether the key exists or not, where its id holds it.
///
/// SOURCE of the foreign id: published research into the form of AWS's key ids.
#[tokio::test]
async fn the_account_of_a_key_is_told() {
    let world = World::new().await;
    for (id, account) in [
        (world.root.id.as_str(), ACCOUNT),
        ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
        ("AKIAQNZGKIQY56JQ7WML", "029608264753"),
    ] {
        let found = world
            .sts::<GetAccessKeyInfo>(&world.root, &[("AccessKeyId", id)])
            .await;
        assert_eq!(found.unwrap().account.as_deref(), Some(account), "{id}");
    }
}

#[tokio::test]
async fn what_is_no_key_has_no_account() {
    let world = World::new().await;
    for id in ["AKIA0000000000000000", "nothing_of_the_kind"] {
        let answer = world
            .sts::<GetAccessKeyInfo>(&world.root, &[("AccessKeyId", id)])
            .await;
        let text = format!("Invalid Access Key ID: {id}");
        refused(answer, "ValidationError", &text);
    }
}
