//! DecodeAuthorizationMessage opens what denials seal.

use iamd_api::{Error, iam, sts::DecodeAuthorizationMessage};
use serde_json::{Value, json};

use crate::{
    documents::{allow, trust},
    world::{Key, OTHER_ACCOUNT, World, denied, refused, root_arn, user_arn},
};

async fn open(world: &World, key: &Key, message: &str) -> Result<Value, Error> {
    let members = [("EncodedMessage", message)];
    let opened = world
        .sts::<DecodeAuthorizationMessage>(key, &members)
        .await?;
    Ok(serde_json::from_str(&opened.decoded_message.unwrap()).unwrap())
}

#[tokio::test]
async fn an_administrator_reads_who_was_denied_what() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let answer = world
        .iam::<iam::DeleteUser>(&bob, &[("UserName", "eve")])
        .await;
    denied(answer, "iam:DeleteUser");
    let message = world.audit.take().unwrap();
    let opened = open(&world, &world.root, &message).await.unwrap();
    assert_eq!(opened["allowed"], false);
    assert_eq!(opened["explicitDeny"], false);
    let context = &opened["context"];
    assert_eq!(context["principal"]["arn"], user_arn("bob"));
    assert_eq!(context["action"], "iam:DeleteUser");
    assert_eq!(context["resource"], user_arn("eve"));

    // After the next day's key came, too.
    world.clock.advance_seconds(86_400);
    assert!(world.rotate().await);
    assert!(open(&world, &world.root, &message).await.is_ok());

    denied(
        open(&world, &bob, &message).await,
        "sts:DecodeAuthorizationMessage",
    );
}

#[tokio::test]
async fn only_the_account_of_whoever_was_denied_reads_it() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let trust = trust(&root_arn(OTHER_ACCOUNT), &["sts:AssumeRole"]);
    let role = world
        .role(&other, "secret", &trust, &allow(&["iam:*"]))
        .await;
    denied(world.assume(&bob, &role, &[]).await, "sts:AssumeRole");
    let message = world.audit.take().unwrap();
    let opened = open(&world, &world.root, &message).await.unwrap();
    assert_eq!(opened["context"]["principal"]["arn"], user_arn("bob"));
    // It says the same as of a role that does not exist.
    let missing = role.replace("secret", "none");
    denied(world.assume(&bob, &missing, &[]).await, "sts:AssumeRole");
    let of_missing = world.audit.take().unwrap();
    let mut expected = open(&world, &world.root, &of_missing).await.unwrap();
    assert_eq!(expected["context"]["resource"], json!(missing));
    expected["context"]["resource"] = json!(role);
    assert_eq!(opened, expected);
    let invalid = "InvalidAuthorizationMessageException";
    refused(
        open(&world, &other, &message).await,
        invalid,
        "Message is not valid",
    );
    for text in [
        "x",
        "AAAA",
        &message[..message.len() - 4],
        &"A".repeat(4096),
    ] {
        let answer = open(&world, &world.root, text).await;
        refused(answer, invalid, "Message is not valid");
    }
}
