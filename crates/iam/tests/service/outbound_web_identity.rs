//! The issuer of an account: enabled, disabled, and with keys that come and go.

use iamd_api::iam::{
    DisableOutboundWebIdentityFederation, EnableOutboundWebIdentityFederation,
    GetOutboundWebIdentityFederationInfo,
};
use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::AccessKeyId;
use iamd_jwt::Algorithm;

use crate::world::{OTHER_ACCOUNT, World, refused};

const BASE: &str = "http://127.0.0.1:4566/_iamd/issuers/";

async fn enable(world: &World, root: &AccessKeyId) -> String {
    let enabled = world.ask::<EnableOutboundWebIdentityFederation>(root, &[]);
    enabled.await.unwrap().issuer_identifier.unwrap()
}

async fn disable(world: &World) {
    let disabled = world.ask::<DisableOutboundWebIdentityFederation>(&world.root, &[]);
    disabled.await.unwrap();
}

/// What is published of an issuer: the algorithm and the id of each key.
async fn published(world: &World, url: &str) -> Option<Vec<(Algorithm, String)>> {
    let id = url.strip_prefix(BASE).unwrap();
    let keys = world.directory.published_web_identity_keys(id).await;
    let keys = keys.unwrap()?;
    Some(
        keys.iter()
            .map(|key| (key.algorithm(), key.id().to_owned()))
            .collect(),
    )
}

async fn rotate(world: &World) -> usize {
    let work = SystemWork::new(SystemReason::Rotation);
    world
        .directory
        .rotate_web_identity_keys(&work)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_issuer_is_enabled_once_and_keeps_its_url() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let none = "Outbound identity federation is not enabled for your AWS account.";
    for operation in [
        "GetOutboundWebIdentityFederationInfo",
        "DisableOutboundWebIdentityFederation",
    ] {
        refused(
            world.ask_as_root(operation, &[]).await,
            "FeatureDisabled",
            none,
        );
    }
    let url = enable(&world, &world.root).await;
    assert!(url.starts_with(BASE), "{url}");
    assert_ne!(enable(&world, &other).await, url, "of another account");
    refused(
        world
            .ask_as_root("EnableOutboundWebIdentityFederation", &[])
            .await,
        "FeatureEnabled",
        "Outbound identity federation is already enabled for your AWS account.",
    );
    let world = world.restarted();
    let told = world.ask::<GetOutboundWebIdentityFederationInfo>(&world.root, &[]);
    let told = told.await.unwrap();
    assert_eq!(told.issuer_identifier.as_deref(), Some(url.as_str()));
    assert_eq!(told.jwt_vending_enabled, Some(true));

    let keys = published(&world, &url).await;
    disable(&world).await;
    let told = world.ask_as_root("GetOutboundWebIdentityFederationInfo", &[]);
    refused(told.await, "FeatureDisabled", none);
    let still = published(&world, &url).await;
    assert_eq!(still, keys, "tokens of before verify");
    assert_eq!(enable(&world, &world.root).await, url);
    assert_eq!(published(&world, &url).await, keys);
}

/// Of many who enable at once one does, and its keys are the ones that count.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_enable_at_once_make_one_issuer() {
    let world = World::new().await;
    let enable = || world.ask::<EnableOutboundWebIdentityFederation>(&world.root, &[]);
    let (one, other) = tokio::join!(enable(), enable());
    let (url, error) = match (one, other) {
        (Ok(made), Err(error)) | (Err(error), Ok(made)) => (made.issuer_identifier.unwrap(), error),
        both => panic!("{both:?}"),
    };
    assert_eq!(error.code.as_str(), "FeatureEnabled");
    assert_eq!(published(&world, &url).await.unwrap().len(), 2);
}

#[tokio::test]
async fn keys_are_published_before_they_sign_and_go_after_their_tokens() {
    const DAY: i64 = 86_400;
    let world = World::new().await;
    let url = enable(&world, &world.root).await;
    let first = published(&world, &url).await.unwrap();
    let of = |keys: &[(Algorithm, String)]| keys.iter().map(|key| key.0).collect::<Vec<_>>();
    assert_eq!(of(&first), Algorithm::ALL);
    assert_eq!(rotate(&world).await, 0);

    world.clock.advance_seconds(89 * DAY);
    assert_eq!(rotate(&world).await, 1);
    let both = published(&world, &url).await.unwrap();
    assert_eq!(both[..2], first);
    assert_eq!(of(&both), [Algorithm::ALL, Algorithm::ALL].concat());
    assert_eq!(rotate(&world).await, 0);

    world.clock.advance_seconds(DAY + 7_199);
    assert_eq!(rotate(&world).await, 0, "tokens of the first keys may live");
    world.clock.advance_seconds(1);
    assert_eq!(rotate(&world).await, 1);
    assert_eq!(published(&world, &url).await.unwrap(), both[2..]);
}

#[tokio::test]
async fn what_is_no_issuer_has_no_keys() {
    let world = World::new().await;
    for id in [
        "",
        "00000000-0000-4000-8000-000000000000",
        "a/b",
        "\0",
        &"a".repeat(5_000),
    ] {
        let keys = world.directory.published_web_identity_keys(id).await;
        assert_eq!(keys.unwrap(), None, "{id:?}");
    }
}
