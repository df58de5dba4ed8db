//! GetSessionToken: the user itself, and what it may call so.

use iamd_api::{
    iam,
    sts::{
        DecodeAuthorizationMessage, GetAccessKeyInfo, GetCallerIdentity, GetFederationToken,
        GetSessionToken,
    },
};

use crate::{
    documents::{allow, trust},
    world::{ACCOUNT, Key, World, refused, root_arn, user_arn},
};

async fn session(world: &World, key: &Key) -> Key {
    let got = world.sts::<GetSessionToken>(key, &[]).await.unwrap();
    got.credentials.unwrap().into()
}

#[tokio::test]
async fn the_session_is_the_user_itself_and_no_policy_is_asked() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let in_session = session(&world, &bob).await;
    assert!(in_session.id.starts_with("ASIA"));
    for (key, arn) in [
        (&in_session, user_arn("bob")),
        (&session(&world, &world.root).await, root_arn(ACCOUNT)),
    ] {
        let identity = world.sts::<GetCallerIdentity>(key, &[]).await.unwrap();
        assert_eq!(identity.arn, Some(arn));
    }
}

#[tokio::test]
async fn without_a_code_the_session_is_not_for_iam() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["iam:*"])).await;
    let in_session = session(&world, &bob).await;
    let answer = world.iam::<iam::ListUsers>(&in_session, &[]).await;
    refused(
        answer,
        "InvalidClientTokenId",
        "The security token included in the request is invalid",
    );
}

#[tokio::test]
async fn of_sts_the_session_may_call_two_operations() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    let role = world
        .role(&world.root, "reader", &trust, &allow(&["iam:*"]))
        .await;
    let in_session = session(&world, &bob).await;
    assert!(world.assume(&in_session, &role, &[]).await.is_ok());
    refused(
        world.sts::<GetSessionToken>(&in_session, &[]).await,
        "AccessDenied",
        "Cannot call GetSessionToken with session credentials",
    );
    let named = [("Name", "guest")];
    refused(
        world.sts::<GetFederationToken>(&in_session, &named).await,
        "AccessDenied",
        "Cannot call GetFederationToken with session credentials",
    );
    let key = [("AccessKeyId", in_session.id.as_str())];
    let answer = world.sts::<GetAccessKeyInfo>(&in_session, &key).await;
    assert!(answer.is_err());
    let message = [("EncodedMessage", "x")];
    let answer = world.sts::<DecodeAuthorizationMessage>(&in_session, &message);
    assert!(answer.await.is_err());
}

#[tokio::test]
async fn roles_get_no_session_tokens() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    let role = world
        .role(&world.root, "reader", &trust, &allow(&["sts:*"]))
        .await;
    let in_role = world.in_role(&bob, &role, &[]).await;
    refused(
        world.sts::<GetSessionToken>(&in_role, &[]).await,
        "AccessDenied",
        "Cannot call GetSessionToken with session credentials",
    );
}
