//! Session tags and source identities.

use serde_json::json;

use crate::{
    documents::{allow, document, trust, trust_if},
    world::{ACCOUNT, Members, World, denied, refused, root_arn, user_arn},
};

const ASSUME: &[&str] = &["sts:AssumeRole"];
const ASSUME_TAGGED: &[&str] = &["sts:AssumeRole", "sts:TagSession"];
const ASSUME_NAMED: &[&str] = &["sts:AssumeRole", "sts:SetSourceIdentity"];

const BLUE: Members<'_> = &[
    ("Tags.member.1.Key", "Team"),
    ("Tags.member.1.Value", "blue"),
];

/// What sessions of the team blue may.
fn look_if_blue() -> String {
    document(&json!({
        "Effect": "Allow",
        "Action": "iam:GetUser",
        "Resource": "*",
        "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue" } },
    }))
}

#[tokio::test]
async fn tags_of_a_session_ask_for_leave_of_their_own_and_count_in_its_decisions() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let (without, with) = (
        trust(&user_arn("bob"), ASSUME),
        trust(&user_arn("bob"), ASSUME_TAGGED),
    );
    let closed = world
        .role(&world.root, "closed", &without, &look_if_blue())
        .await;
    let open = world
        .role(&world.root, "open", &with, &look_if_blue())
        .await;
    denied(world.assume(&bob, &closed, BLUE).await, "sts:TagSession");
    let untagged = world.in_role(&bob, &open, &[]).await;
    assert!(!world.may_look(&untagged).await);
    let tagged = world.in_role(&bob, &open, BLUE).await;
    assert!(world.may_look(&tagged).await);
}

#[tokio::test]
async fn tags_of_the_request_are_something_to_ask_for() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let condition = json!({
        "StringEquals": { "aws:RequestTag/Team": "blue" },
        "ForAllValues:StringEquals": {
            "aws:TagKeys": ["Team"],
            "sts:TransitiveTagKeys": ["Team"],
        },
    });
    let trust = trust_if(&user_arn("bob"), ASSUME_TAGGED, condition);
    let role = world
        .role(&world.root, "blue", &trust, &look_if_blue())
        .await;
    assert!(world.assume(&bob, &role, BLUE).await.is_ok());
    denied(world.assume(&bob, &role, &[]).await, "sts:AssumeRole");
    let red = [BLUE[0], ("Tags.member.1.Value", "red")];
    denied(world.assume(&bob, &role, &red).await, "sts:AssumeRole");
    let more = [
        BLUE[0],
        BLUE[1],
        ("Tags.member.2.Key", "Cost"),
        ("Tags.member.2.Value", "1"),
    ];
    denied(world.assume(&bob, &role, &more).await, "sts:AssumeRole");
}

/// SOURCE: recorded answers of AssumeRole.
#[tokio::test]
async fn tags_are_checked_before_anything_is_decided() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let trust = trust(&user_arn("bob"), ASSUME_TAGGED);
    let role = world
        .role(&world.root, "open", &trust, &look_if_blue())
        .await;
    let twice = [
        BLUE[0],
        BLUE[1],
        ("Tags.member.2.Key", "team"),
        ("Tags.member.2.Value", "red"),
    ];
    refused(
        world.assume(&bob, &role, &twice).await,
        "InvalidParameterValue",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
    refused(
        world
            .assume(&bob, &role, &[("TransitiveTagKeys.member.1", "Team")])
            .await,
        "InvalidParameterValue",
        "The specified transitive tag key must be included in the requested tags.",
    );
}

#[tokio::test]
async fn a_source_identity_asks_for_leave_of_its_own_and_stays_with_the_session() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let look = document(&json!({
        "Effect": "Allow",
        "Action": "iam:GetUser",
        "Resource": "*",
        "Condition": { "StringEquals": { "aws:SourceIdentity": "bob" } },
    }));
    let (without, with) = (
        trust(&user_arn("bob"), ASSUME),
        trust(&user_arn("bob"), ASSUME_NAMED),
    );
    let closed = world.role(&world.root, "closed", &without, &look).await;
    let open = world.role(&world.root, "open", &with, &look).await;
    let named = [("SourceIdentity", "bob")];
    denied(
        world.assume(&bob, &closed, &named).await,
        "sts:SetSourceIdentity",
    );
    let assumed = world.assume(&bob, &open, &named).await.unwrap();
    assert_eq!(assumed.source_identity.as_deref(), Some("bob"));
    let session = assumed.credentials.unwrap().into();
    assert!(world.may_look(&session).await);
    let anonymous = world.in_role(&bob, &open, &[]).await;
    assert!(!world.may_look(&anonymous).await);
}

#[tokio::test]
async fn a_trust_policy_can_insist_on_a_source_identity() {
    let world = World::new().await;
    let bob = world
        .user(
            &world.root,
            "bob",
            &allow(&["sts:AssumeRole", "sts:SetSourceIdentity"]),
        )
        .await;
    let condition = json!({ "StringEquals": { "sts:SourceIdentity": "${aws:username}" } });
    let trust = trust_if(&root_arn(ACCOUNT), ASSUME_NAMED, condition);
    let role = world
        .role(&world.root, "named", &trust, &look_if_blue())
        .await;
    denied(world.assume(&bob, &role, &[]).await, "sts:AssumeRole");
    let eve = world
        .assume(&bob, &role, &[("SourceIdentity", "eve")])
        .await;
    denied(eve, "sts:AssumeRole");
    let himself = world
        .assume(&bob, &role, &[("SourceIdentity", "bob")])
        .await;
    assert!(himself.is_ok());
}
