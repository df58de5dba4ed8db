//! AssumeRole: who may, and who they are then.

use iamd_api::{
    iam,
    sts::{AssumeRole, GetCallerIdentity},
};
use serde_json::json;

use crate::{
    documents::{allow, allow_on, trust, trust_if},
    world::{ACCOUNT, OTHER_ACCOUNT, World, denied, refused, root_arn, user_arn},
};

const ASSUME: &[&str] = &["sts:AssumeRole"];

fn look() -> String {
    allow(&["iam:GetUser"])
}

#[tokio::test]
async fn whoever_is_trusted_gets_what_the_role_may_and_nothing_else() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let trust = trust(&user_arn("bob"), ASSUME);
    let role = world.role(&world.root, "reader", &trust, &look()).await;

    let assumed = world.assume(&bob, &role, &[]).await.unwrap();
    let who = assumed.assumed_role_user.unwrap();
    assert!(who.assumed_role_id.starts_with("AROA"));
    assert!(who.assumed_role_id.ends_with(":today"));
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/reader/today");
    assert_eq!(who.arn, arn);
    assert_eq!(assumed.packed_policy_size, None);
    assert_eq!(assumed.source_identity, None);
    let credentials = assumed.credentials.unwrap();
    assert!(credentials.access_key_id.starts_with("ASIA"));
    assert_eq!(credentials.expiration.to_string(), "2026-01-31T01:00:00Z");
    let bytes = i32::try_from(credentials.session_token.expose().len()).unwrap();
    assert_eq!(assumed.session_token_size, Some(bytes));
    let percent = assumed.session_token_utilization.unwrap();
    assert!((1..50).contains(&percent), "{percent}");

    let session = credentials.into();
    let identity = world.sts::<GetCallerIdentity>(&session, &[]).await.unwrap();
    assert_eq!(identity.account.as_deref(), Some(ACCOUNT));
    assert_eq!(identity.user_id, Some(who.assumed_role_id));
    assert_eq!(identity.arn, Some(arn));
    assert!(world.may_look(&session).await);
    assert!(!world.may_look(&bob).await);
    let made = world
        .iam::<iam::CreateUser>(&session, &[("UserName", "eve")])
        .await;
    denied(made, "iam:CreateUser");
}

#[tokio::test]
async fn a_role_that_trusts_the_account_leaves_it_to_the_callers_policies() {
    let world = World::new().await;
    let trust = trust(&root_arn(ACCOUNT), ASSUME);
    let role = world.role(&world.root, "reader", &trust, &look()).await;
    let may = world
        .user(&world.root, "may", &allow_on(ASSUME, &role))
        .await;
    let may_not = world.user(&world.root, "not", &look()).await;
    assert!(world.assume(&may, &role, &[]).await.is_ok());
    denied(world.assume(&may_not, &role, &[]).await, "sts:AssumeRole");
}

#[tokio::test]
async fn across_accounts_both_sides_must_agree() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let only_zoe = trust(&user_arn("zoe"), ASSUME);
    // Whoever a trust policy names has to be there.
    let zoe = world.user(&world.root, "zoe", &look()).await;
    let for_zoe = world.role(&other, "for-zoe", &only_zoe, &look()).await;
    denied(world.assume(&zoe, &for_zoe, &[]).await, "sts:AssumeRole");

    let bob = world.user(&world.root, "bob", &allow(ASSUME)).await;
    denied(world.assume(&bob, &for_zoe, &[]).await, "sts:AssumeRole");
    let trust = trust(&root_arn(ACCOUNT), ASSUME);
    let for_all = world.role(&other, "for-all", &trust, &look()).await;
    let session = world.in_role(&bob, &for_all, &[]).await;
    let identity = world.sts::<GetCallerIdentity>(&session, &[]).await.unwrap();
    assert_eq!(identity.account.as_deref(), Some(OTHER_ACCOUNT));
    assert!(world.may_look(&session).await);
    assert!(!world.may_look(&bob).await);
}

#[tokio::test]
async fn an_external_id_must_be_the_one_that_is_asked_for() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let condition = json!({ "StringEquals": { "sts:ExternalId": "unique" } });
    let trust = trust_if(&root_arn(ACCOUNT), ASSUME, condition);
    let role = world.role(&other, "partner", &trust, &look()).await;
    let bob = world.user(&world.root, "bob", &allow(ASSUME)).await;
    denied(world.assume(&bob, &role, &[]).await, "sts:AssumeRole");
    let wrong = world.assume(&bob, &role, &[("ExternalId", "other")]).await;
    denied(wrong, "sts:AssumeRole");
    let right = world.assume(&bob, &role, &[("ExternalId", "unique")]).await;
    assert!(right.is_ok());
}

#[tokio::test]
async fn the_name_of_a_session_is_something_to_ask_for() {
    let world = World::new().await;
    let condition = json!({ "StringLike": { "sts:RoleSessionName": "${aws:username}" } });
    let trust = trust_if(&root_arn(ACCOUNT), ASSUME, condition);
    let role = world.role(&world.root, "named", &trust, &look()).await;
    let today = world.user(&world.root, "today", &allow(ASSUME)).await;
    let bob = world.user(&world.root, "bob", &allow(ASSUME)).await;
    assert!(world.assume(&today, &role, &[]).await.is_ok());
    denied(world.assume(&bob, &role, &[]).await, "sts:AssumeRole");
}

/// SOURCE: recorded answers of AssumeRole.
#[tokio::test]
async fn what_is_no_arn_is_invalid_and_what_is_no_role_is_denied() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(ASSUME)).await;
    for arn in [
        "nothing-valid-in-here",
        "arn::b:::something/test-role",
        "arn:a::::something/test-role",
        "arn:a:::something/test-role",
        "arn:a:a::aaaaaaaaaa:",
    ] {
        let text = format!("{arn} is invalid");
        refused(world.assume(&bob, arn, &[]).await, "ValidationError", &text);
    }
    let trust = trust(&user_arn("bob"), ASSUME);
    world.role(&world.root, "reader", &trust, &look()).await;
    for arn in [
        format!("arn:aws:iam::{ACCOUNT}:role/nobody"),
        format!("arn:aws:iam::{ACCOUNT}:role/path/reader"),
        format!("arn:aws:iam::{OTHER_ACCOUNT}:role/reader"),
        format!("arn:aws-cn:iam::{ACCOUNT}:role/reader"),
        "arn:aws:iam::999999999999:role/reader".to_owned(),
        user_arn("bob"),
        "arn:aws:s3:::some-bucket".to_owned(),
    ] {
        denied(world.assume(&bob, &arn, &[]).await, "sts:AssumeRole");
    }
}

#[tokio::test]
async fn the_root_user_assumes_no_role() {
    let world = World::new().await;
    let trust = trust(&root_arn(ACCOUNT), ASSUME);
    let role = world.role(&world.root, "reader", &trust, &look()).await;
    refused(
        world.assume(&world.root, &role, &[]).await,
        "AccessDenied",
        "Roles may not be assumed by root accounts.",
    );
}

#[tokio::test]
async fn members_without_an_effect_are_refused() {
    let world = World::new().await;
    let trust = trust(&user_arn("bob"), ASSUME);
    let bob = world.user(&world.root, "bob", &look()).await;
    let role = world.role(&world.root, "reader", &trust, &look()).await;
    let context = [
        (
            "ProvidedContexts.member.1.ProviderArn",
            "arn:aws:iam::aws:contextProvider/IdentityCenter",
        ),
        ("ProvidedContexts.member.1.ContextAssertion", "assertion"),
    ];
    refused(
        world.assume(&bob, &role, &context).await,
        "InvalidParameterValue",
        "This server does not support the parameter ProvidedContexts yet.",
    );
    let members = [("RoleArn", role.as_str()), ("RoleSessionName", "a b")];
    let answer = world.sts::<AssumeRole>(&bob, &members).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
}
