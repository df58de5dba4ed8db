//! Inline policies of users.

use iamd_api::iam;

use crate::{
    documents::{allow, sized, spread},
    world::{World, refused},
};

async fn put(world: &World, name: &str, document: &str) -> Result<(), iamd_api::Error> {
    let members = [
        ("UserName", "bob"),
        ("PolicyName", name),
        ("PolicyDocument", document),
    ];
    world.ask::<iam::PutUserPolicy>(&world.root, &members).await
}

async fn names(world: &World) -> Vec<String> {
    let members = [("UserName", "bob")];
    let answer = world
        .ask::<iam::ListUserPolicies>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(answer.is_truncated, Some(false));
    answer.policy_names
}

#[tokio::test]
async fn a_policy_comes_back_as_it_was_written() {
    let world = World::new().await;
    world.powerless("bob").await;
    let text = "{ \"Version\":\"2012-10-17\",\n\t\"Statement\":[] }";
    let answer = put(&world, "policy", text).await;
    refused(
        answer,
        "MalformedPolicyDocument",
        "Syntax errors in policy.",
    );
    let text = spread(&allow("iam:GetUser", "*"));
    put(&world, "policy", &text).await.unwrap();
    let members = [("UserName", "bob"), ("PolicyName", "policy")];
    let found = world
        .ask::<iam::GetUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(found.policy_document, text);
    assert_eq!(
        (found.user_name.as_str(), found.policy_name.as_str()),
        ("bob", "policy")
    );
    put(&world, "policy", &allow("iam:*", "*")).await.unwrap();
    let found = world
        .ask::<iam::GetUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(found.policy_document, allow("iam:*", "*"));
    put(&world, "a", &text).await.unwrap();
    assert_eq!(names(&world).await, ["a", "policy"]);
}

#[tokio::test]
async fn a_policy_that_does_not_exist_is_named() {
    let world = World::new().await;
    world.powerless("bob").await;
    put(&world, "policy", &allow("iam:*", "*")).await.unwrap();
    let members = [("UserName", "bob"), ("PolicyName", "policy")];
    world
        .ask::<iam::DeleteUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    let text = "The user policy with name policy cannot be found.";
    let answer = world
        .ask::<iam::DeleteUserPolicy>(&world.root, &members)
        .await;
    refused(answer, "NoSuchEntity", text);
    let answer = world.ask::<iam::GetUserPolicy>(&world.root, &members).await;
    refused(answer, "NoSuchEntity", text);
    assert_eq!(names(&world).await, [""; 0]);
}

#[tokio::test]
async fn all_policies_of_a_user_share_a_quota_without_white_space() {
    let world = World::new().await;
    world.powerless("bob").await;
    let text = "Maximum policy size of 2048 bytes exceeded for user bob";
    refused(
        put(&world, "policy", &sized(2049)).await,
        "LimitExceeded",
        text,
    );
    put(&world, "policy", &sized(2048)).await.unwrap();
    put(&world, "policy", &sized(2048)).await.unwrap();
    refused(
        put(&world, "another", &allow("iam:*", "*")).await,
        "LimitExceeded",
        text,
    );
    put(&world, "policy", &spread(&sized(1024))).await.unwrap();
    refused(
        put(&world, "another", &sized(1025)).await,
        "LimitExceeded",
        text,
    );
    put(&world, "another", &sized(1024)).await.unwrap();
    assert_eq!(names(&world).await, ["another", "policy"]);
    let members = [("UserName", "bob"), ("PolicyName", "policy")];
    world
        .ask::<iam::DeleteUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    put(&world, "policy", &sized(1024)).await.unwrap();
}
