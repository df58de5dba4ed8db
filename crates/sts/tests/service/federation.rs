//! GetFederationToken: sessions that may do what their maker may, as far as they are told.

use iamd_api::{
    iam,
    sts::{GetCallerIdentity, GetFederationToken},
};

use crate::{
    documents::{allow, allow_on},
    world::{ACCOUNT, Key, Members, World, denied, refused, root_arn},
};

const NAME: (&str, &str) = ("Name", "guest");

fn arn() -> String {
    format!("arn:aws:sts::{ACCOUNT}:federated-user/guest")
}

async fn federate(world: &World, key: &Key, more: Members<'_>) -> Key {
    let mut members = vec![NAME];
    members.extend_from_slice(more);
    let got = world
        .sts::<GetFederationToken>(key, &members)
        .await
        .unwrap();
    got.credentials.unwrap().into()
}

#[tokio::test]
async fn a_federated_user_has_a_name_of_its_own() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let got = world
        .sts::<GetFederationToken>(&bob, &[NAME])
        .await
        .unwrap();
    let who = got.federated_user.unwrap();
    assert_eq!(who.federated_user_id, format!("{ACCOUNT}:guest"));
    assert_eq!(who.arn, arn());
    assert_eq!(got.packed_policy_size, Some(0));
    let session = got.credentials.unwrap().into();
    let identity = world.sts::<GetCallerIdentity>(&session, &[]).await.unwrap();
    assert_eq!(identity.arn, Some(arn()));
    assert_eq!(identity.user_id, Some(format!("{ACCOUNT}:guest")));
    assert_eq!(identity.account.as_deref(), Some(ACCOUNT));
}

#[tokio::test]
async fn the_name_is_what_is_decided_on() {
    let world = World::new().await;
    let may = allow_on(&["sts:GetFederationToken"], &arn());
    let bob = world.user(&world.root, "bob", &may).await;
    assert!(world.sts::<GetFederationToken>(&bob, &[NAME]).await.is_ok());
    let other = world
        .sts::<GetFederationToken>(&bob, &[("Name", "other")])
        .await;
    denied(other, "sts:GetFederationToken");
    let tags = [
        NAME,
        ("Tags.member.1.Key", "Team"),
        ("Tags.member.1.Value", "blue"),
    ];
    let tagged = world.sts::<GetFederationToken>(&bob, &tags).await;
    denied(tagged, "sts:TagSession");
}

#[tokio::test]
async fn the_session_is_not_for_iam_and_hardly_for_sts() {
    let world = World::new().await;
    let all = allow(&["*"]);
    let bob = world.user(&world.root, "bob", &all).await;
    let session = federate(&world, &bob, &[("Policy", &all)]).await;
    let answer = world.iam::<iam::ListUsers>(&session, &[]).await;
    refused(
        answer,
        "InvalidClientTokenId",
        "The security token included in the request is invalid",
    );
    refused(
        world.sts::<GetFederationToken>(&session, &[NAME]).await,
        "AccessDenied",
        "Cannot call GetFederationToken with session credentials",
    );
    let role = format!("arn:aws:iam::{ACCOUNT}:role/nobody");
    let answer = world.assume(&session, &role, &[]).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
}

#[tokio::test]
async fn the_root_user_may_federate_too() {
    let world = World::new().await;
    let session = federate(&world, &world.root, &[]).await;
    let identity = world.sts::<GetCallerIdentity>(&session, &[]).await.unwrap();
    assert_ne!(identity.arn, Some(root_arn(ACCOUNT)));
    assert_eq!(identity.arn, Some(arn()));
}

#[tokio::test]
async fn malformed_policies_are_refused() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let answer = world
        .sts::<GetFederationToken>(&bob, &[NAME, ("Policy", "{}")])
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "MalformedPolicyDocument");
    let missing = "arn:aws:iam::123456789012:policy/nothing";
    let answer = world
        .sts::<GetFederationToken>(&bob, &[NAME, ("PolicyArns.member.1.arn", missing)])
        .await;
    let text = format!("Policy {missing} does not exist or is not attachable.");
    refused(answer, "ValidationError", &text);
}
