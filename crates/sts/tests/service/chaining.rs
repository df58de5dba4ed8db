//! Roles assumed in roles: what is handed on.

use serde_json::json;

use crate::{
    documents::{allow, document, trust},
    world::{Key, Members, World, denied, refused, user_arn},
};

const ALL: &[&str] = &["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

const TAGS: Members<'_> = &[
    ("Tags.member.1.Key", "Star"),
    ("Tags.member.1.Value", "1"),
    ("Tags.member.2.Key", "Moon"),
    ("Tags.member.2.Value", "1"),
    ("TransitiveTagKeys.member.1", "star"),
];

/// Bob in the first of two roles, with tags and a source identity; and the ARN of the second.
struct Chain {
    world: World,
    in_first: Key,
    second: String,
}

impl Chain {
    /// The second role lets the first do `actions` with it, and may look if `condition` holds.
    async fn new(actions: &[&str], condition: serde_json::Value) -> Self {
        let world = World::new().await;
        let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
        let first = trust(&user_arn("bob"), ALL);
        let first = world
            .role(&world.root, "first", &first, &allow(&["s3:*"]))
            .await;
        let look = document(&json!({
            "Effect": "Allow",
            "Action": ["iam:GetUser", "sts:*"],
            "Resource": "*",
            "Condition": condition,
        }));
        let second = trust(&first, actions);
        let second = world.role(&world.root, "second", &second, &look).await;
        let mut more = TAGS.to_vec();
        more.push(("SourceIdentity", "bob"));
        let in_first = world.in_role(&bob, &first, &more).await;
        Self {
            world,
            in_first,
            second,
        }
    }
}

fn if_star() -> serde_json::Value {
    json!({ "StringEquals": { "aws:PrincipalTag/Star": "1" } })
}

#[tokio::test]
async fn transitive_tags_and_the_source_identity_are_handed_on() {
    let condition = json!({
        "StringEquals": { "aws:PrincipalTag/Star": "1", "aws:SourceIdentity": "bob" },
        "Null": { "aws:PrincipalTag/Moon": "true" },
    });
    let chain = Chain::new(ALL, condition).await;
    let assumed = chain
        .world
        .assume(&chain.in_first, &chain.second, &[])
        .await;
    let assumed = assumed.unwrap();
    assert_eq!(assumed.source_identity.as_deref(), Some("bob"));
    let session = assumed.credentials.unwrap().into();
    assert!(chain.world.may_look(&session).await);
}

#[tokio::test]
async fn what_is_handed_on_cannot_be_changed() {
    let chain = Chain::new(ALL, if_star()).await;
    for key in ["Star", "STAR"] {
        let tag = [("Tags.member.1.Key", key), ("Tags.member.1.Value", "2")];
        let answer = chain
            .world
            .assume(&chain.in_first, &chain.second, &tag)
            .await;
        refused(
            answer,
            "InvalidParameterValue",
            "One of the specified transitive tag keys can't be set because it conflicts with a \
             transitive tag key from the calling session.",
        );
    }
    let another = [("SourceIdentity", "eve")];
    let answer = chain
        .world
        .assume(&chain.in_first, &chain.second, &another)
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
    let same = [("SourceIdentity", "bob")];
    let answer = chain.world.assume(&chain.in_first, &chain.second, &same);
    assert!(answer.await.is_ok());
    let moon = [("Tags.member.1.Key", "Moon"), ("Tags.member.1.Value", "2")];
    let answer = chain.world.assume(&chain.in_first, &chain.second, &moon);
    assert!(answer.await.is_ok(), "it was not handed on");
}

/// SOURCE: IAM User Guide, "Monitor and control actions taken with assumed roles": in a chain,
/// `sts:SetSourceIdentity` is required of every role.
#[tokio::test]
async fn what_is_handed_on_asks_for_the_same_leave() {
    let untagged = ["sts:AssumeRole", "sts:SetSourceIdentity"];
    let chain = Chain::new(&untagged, if_star()).await;
    let answer = chain
        .world
        .assume(&chain.in_first, &chain.second, &[])
        .await;
    denied(answer, "sts:TagSession");
    let unnamed = ["sts:AssumeRole", "sts:TagSession"];
    let chain = Chain::new(&unnamed, if_star()).await;
    let answer = chain
        .world
        .assume(&chain.in_first, &chain.second, &[])
        .await;
    denied(answer, "sts:SetSourceIdentity");
}
