//! What sessions hang on, and what they survive.

use iamd_api::{
    iam,
    sts::{GetCallerIdentity, GetFederationToken, GetSessionToken},
};

use serde_json::json;

use crate::{
    documents::{allow, document, trust, trust_if},
    world::{ACCOUNT, Key, World, denied, refused, root_arn, user_arn},
};

const INVALID: (&str, &str) = (
    "InvalidClientTokenId",
    "The security token included in the request is invalid.",
);

async fn check_lives(world: &World, key: &Key) {
    let answer = world.sts::<GetCallerIdentity>(key, &[]).await;
    assert!(answer.is_ok(), "{:?}", answer.unwrap_err());
}

async fn check_ended(world: &World, key: &Key) {
    let answer = world.sts::<GetCallerIdentity>(key, &[]).await;
    refused(answer, INVALID.0, INVALID.1);
}

/// A world with bob, and a role that he may assume.
async fn world() -> (World, Key, String) {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    let role = world
        .role(&world.root, "reader", &trust, &allow(&["iam:*"]))
        .await;
    (world, bob, role)
}

async fn delete_user(world: &World, key: &Key) {
    let name = ("UserName", "bob");
    let id = ("AccessKeyId", key.id.as_str());
    let root = &world.root;
    let rights = ("PolicyName", "rights");
    let gone = world
        .iam::<iam::DeleteUserPolicy>(root, &[name, rights])
        .await;
    gone.unwrap();
    let gone = world.iam::<iam::DeleteAccessKey>(root, &[name, id]).await;
    gone.unwrap();
    world.iam::<iam::DeleteUser>(root, &[name]).await.unwrap();
}

async fn delete_role(world: &World) {
    let (name, rights) = (("RoleName", "reader"), ("PolicyName", "rights"));
    let gone = world
        .iam::<iam::DeleteRolePolicy>(&world.root, &[name, rights])
        .await;
    gone.unwrap();
    let gone = world.iam::<iam::DeleteRole>(&world.root, &[name]).await;
    gone.unwrap();
}

#[tokio::test]
async fn a_role_session_ends_with_its_role_and_not_with_who_assumed_it() {
    let (world, bob, role) = world().await;
    let session = world.in_role(&bob, &role, &[]).await;
    delete_user(&world, &bob).await;
    check_lives(&world, &session).await;
    delete_role(&world).await;
    check_ended(&world, &session).await;
    // A namesake is somebody else.
    let trust = trust(&root_arn(ACCOUNT), &["sts:AssumeRole"]);
    let same = world
        .role(&world.root, "reader", &trust, &allow(&["iam:*"]))
        .await;
    assert_eq!(same, role);
    check_ended(&world, &session).await;
}

#[tokio::test]
async fn sessions_of_a_user_end_with_the_user() {
    let (world, bob, _) = world().await;
    let got = world.sts::<GetSessionToken>(&bob, &[]).await.unwrap();
    let own: Key = got.credentials.unwrap().into();
    let named = [("Name", "guest")];
    let got = world.sts::<GetFederationToken>(&bob, &named).await.unwrap();
    let federated: Key = got.credentials.unwrap().into();
    delete_user(&world, &bob).await;
    for session in [&own, &federated] {
        check_ended(&world, session).await;
    }
    let again = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    check_lives(&world, &again).await;
    for session in [&own, &federated] {
        check_ended(&world, session).await;
    }
}

#[tokio::test]
async fn an_inactive_key_leaves_the_sessions_that_it_made() {
    let (world, bob, _) = world().await;
    let got = world.sts::<GetSessionToken>(&bob, &[]).await.unwrap();
    let session: Key = got.credentials.unwrap().into();
    let members = [
        ("UserName", "bob"),
        ("AccessKeyId", bob.id.as_str()),
        ("Status", "Inactive"),
    ];
    let updated = world
        .iam::<iam::UpdateAccessKey>(&world.root, &members)
        .await;
    updated.unwrap();
    check_ended(&world, &bob).await;
    check_lives(&world, &session).await;
}

#[tokio::test]
async fn live_sessions_survive_new_keys_and_new_programs() {
    let (world, bob, _) = world().await;
    let long = [("DurationSeconds", "129600")];
    let got = world.sts::<GetSessionToken>(&bob, &long).await.unwrap();
    let session: Key = got.credentials.unwrap().into();
    assert!(!world.rotate().await, "the key is of today");
    for _ in 0..35 {
        world.clock.advance_seconds(3600);
        world.rotate().await;
        check_lives(&world, &session).await;
        check_lives(&world.restarted(), &session).await;
    }
    world.clock.advance_seconds(3599);
    check_lives(&world.restarted(), &session).await;
}

#[tokio::test]
async fn two_thousand_roles_are_asked_for_and_nothing_is_written() {
    let (world, bob, role) = world().await;
    let condition = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    let guarded = trust_if(&user_arn("bob"), &["sts:AssumeRole"], condition);
    let guarded = world
        .role(&world.root, "guarded", &guarded, &allow(&["iam:*"]))
        .await;
    world.in_role(&bob, &role, &[]).await;
    let before = world.store.stats();
    for _ in 0..2000 {
        assert!(world.assume(&bob, &role, &[]).await.is_ok());
        denied(world.assume(&bob, &guarded, &[]).await, "sts:AssumeRole");
    }
    let after = world.store.stats();
    let counts = |stats: iamd_store::Stats| (stats.transactions, stats.commits, stats.syncs);
    assert_eq!(counts(before), counts(after));
}

/// SOURCE: IAM User Guide, "Revoking IAM role temporary security credentials".
#[tokio::test]
async fn older_sessions_of_a_role_can_be_revoked() {
    let (world, bob, role) = world().await;
    let older = world.in_role(&bob, &role, &[]).await;
    world.clock.advance_seconds(60);
    let revoke = document(&json!({
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": { "DateLessThan": { "aws:TokenIssueTime": "2026-01-31T00:01:00Z" } },
    }));
    assert!(world.may_look(&older).await);
    let members = [
        ("RoleName", "reader"),
        ("PolicyName", "revoke"),
        ("PolicyDocument", revoke.as_str()),
    ];
    let put = world.iam::<iam::PutRolePolicy>(&world.root, &members).await;
    put.unwrap();
    assert!(!world.may_look(&older).await);
    let newer = world.in_role(&bob, &role, &[]).await;
    assert!(world.may_look(&newer).await);
}

#[tokio::test]
async fn a_token_is_of_its_key_alone() {
    let (world, bob, role) = world().await;
    let first = world.in_role(&bob, &role, &[]).await;
    let second = world.in_role(&bob, &role, &[]).await;
    assert_ne!(first.id, second.id);
    let mixed = [
        Key {
            token: second.token.clone(),
            ..first.clone()
        },
        Key {
            id: second.id.clone(),
            ..first.clone()
        },
        Key {
            token: None,
            ..first.clone()
        },
        Key {
            token: first.token.clone(),
            ..bob
        },
    ];
    for key in &mixed {
        check_ended(&world, key).await;
    }
    let wrong_secret = Key {
        secret: second.secret.clone(),
        ..first.clone()
    };
    let answer = world.sts::<GetCallerIdentity>(&wrong_secret, &[]).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "SignatureDoesNotMatch");
    check_lives(&world, &first).await;
}
