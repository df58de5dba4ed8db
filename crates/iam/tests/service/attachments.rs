//! Managed policies attached to users.

use iamd_api::iam;

use crate::{
    documents::allow,
    world::{Members, World, policy_arn, refused},
};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

async fn attach(world: &World, user: &str, arn: &str) -> Result<(), iamd_api::Error> {
    let members = [("UserName", user), ("PolicyArn", arn)];
    world
        .ask::<iam::AttachUserPolicy>(&world.root, &members)
        .await
}

async fn detach(world: &World, user: &str, arn: &str) -> Result<(), iamd_api::Error> {
    let members = [("UserName", user), ("PolicyArn", arn)];
    world
        .ask::<iam::DetachUserPolicy>(&world.root, &members)
        .await
}

async fn attached(world: &World, filter: &[(&str, &str)]) -> Vec<String> {
    let answer = world
        .ask::<iam::ListAttachedUserPolicies>(&world.root, filter)
        .await
        .unwrap();
    assert_eq!(answer.is_truncated, Some(false));
    answer
        .attached_policies
        .into_iter()
        .map(|policy| policy.policy_arn.unwrap())
        .collect()
}

async fn holders(world: &World, filter: &[(&str, &str)]) -> Vec<String> {
    let answer = world
        .ask::<iam::ListEntitiesForPolicy>(&world.root, filter)
        .await
        .unwrap();
    assert!(answer.policy_groups.is_empty() && answer.policy_roles.is_empty());
    let names = answer.policy_users.into_iter().map(|user| {
        assert!(user.user_id.unwrap().starts_with("AIDA"));
        user.user_name.unwrap()
    });
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

async fn count(world: &World, arn: &str) -> i32 {
    let answer = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", arn)])
        .await
        .unwrap();
    answer.policy.unwrap().attachment_count.unwrap()
}

#[tokio::test]
async fn attachments_are_seen_from_both_sides_and_counted() {
    let world = World::new().await;
    for name in ["bob", "eve"] {
        world.powerless(name).await;
    }
    let mine = world.policy("mine").await;
    for arn in [mine.as_str(), READ_ONLY] {
        for (times, user) in [(1, "bob"), (2, "eve")] {
            attach(&world, user, arn).await.unwrap();
            attach(&world, user, arn).await.unwrap();
            assert_eq!(
                count(&world, arn).await,
                times,
                "attaching again changes nothing"
            );
        }
        assert_eq!(holders(&world, &[("PolicyArn", arn)]).await, ["bob", "eve"]);
    }
    assert_eq!(
        attached(&world, &[("UserName", "bob")]).await,
        [mine.as_str(), READ_ONLY]
    );
    for arn in [mine.as_str(), READ_ONLY] {
        detach(&world, "bob", arn).await.unwrap();
        assert_eq!(count(&world, arn).await, 1);
        assert_eq!(holders(&world, &[("PolicyArn", arn)]).await, ["eve"]);
        let answer = detach(&world, "bob", arn).await;
        refused(
            answer,
            "NoSuchEntity",
            &format!("Policy {arn} was not found."),
        );
        assert_eq!(count(&world, arn).await, 1);
    }
    assert_eq!(attached(&world, &[("UserName", "bob")]).await, [""; 0]);
}

#[tokio::test]
async fn a_user_has_ten_policies_at_most() {
    let world = World::new().await;
    world.powerless("bob").await;
    for number in 0..10 {
        let arn = world.policy(&format!("policy-{number}")).await;
        attach(&world, "bob", &arn).await.unwrap();
    }
    let text = "Cannot exceed quota for PoliciesPerUser: 10";
    refused(
        attach(&world, "bob", READ_ONLY).await,
        "LimitExceeded",
        text,
    );
    attach(&world, "bob", &policy_arn("policy-3"))
        .await
        .unwrap();
    detach(&world, "bob", &policy_arn("policy-3"))
        .await
        .unwrap();
    attach(&world, "bob", READ_ONLY).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_attached_is_told_apart() {
    let world = World::new().await;
    world.powerless("bob").await;
    for arn in [&policy_arn("none"), "arn:aws:iam::aws:policy/None"] {
        let text = format!("Policy {arn} does not exist or is not attachable.");
        refused(attach(&world, "bob", arn).await, "NoSuchEntity", &text);
        let text = format!("Policy {arn} was not found.");
        refused(detach(&world, "bob", arn).await, "NoSuchEntity", &text);
    }
    let arn = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
    let text = "Cannot attach AWS reserved policy to an IAM user.";
    refused(
        attach(&world, "bob", arn).await,
        "PolicyNotAttachable",
        text,
    );
    let text = "ARN this-is-not-an-arn-at-all is not valid.";
    let answer = attach(&world, "bob", "this-is-not-an-arn-at-all").await;
    refused(answer, "ValidationError", text);
}

#[tokio::test]
async fn policies_of_a_user_are_listed_by_name_and_path() {
    let world = World::new().await;
    world.powerless("bob").await;
    let document = allow("iam:GetUser", "*");
    for (path, name) in [
        ("/", "a-b"),
        ("/team/", "a"),
        ("/team/x/", "B"),
        ("/", "ReadOnlyAccess"),
    ] {
        let members = [
            ("PolicyName", name),
            ("Path", path),
            ("PolicyDocument", &document),
        ];
        world
            .ask::<iam::CreatePolicy>(&world.root, &members)
            .await
            .unwrap();
        attach(&world, "bob", &policy_arn(&format!("{}{name}", &path[1..])))
            .await
            .unwrap();
    }
    attach(&world, "bob", READ_ONLY).await.unwrap();
    let all = attached(&world, &[("UserName", "bob")]).await;
    let expected = ["team/a", "a-b", "team/x/B", "ReadOnlyAccess"].map(policy_arn);
    assert_eq!(all[..4], expected);
    assert_eq!(all[4..], [READ_ONLY]);
    let below = attached(&world, &[("UserName", "bob"), ("PathPrefix", "/team/")]).await;
    assert_eq!(below, [&*expected[0], &*expected[2]]);
}

#[tokio::test]
async fn entities_of_a_policy_are_listed_by_kind_and_path() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    for (name, path) in [("bob", "/"), ("eve", "/team/"), ("zoe", "/team/x/")] {
        let members = [("UserName", name), ("Path", path)];
        world
            .ask::<iam::CreateUser>(&world.root, &members)
            .await
            .unwrap();
        attach(&world, name, &arn).await.unwrap();
    }
    let policy = ("PolicyArn", arn.as_str());
    let filtered: [(Members<'_>, &[&str]); 7] = [
        (&[], &["bob", "eve", "zoe"]),
        (&[("EntityFilter", "User")], &["bob", "eve", "zoe"]),
        (&[("EntityFilter", "Group")], &[]),
        (&[("EntityFilter", "Role")], &[]),
        (&[("PathPrefix", "/team/")], &["eve", "zoe"]),
        (
            &[("PolicyUsageFilter", "PermissionsPolicy")],
            &["bob", "eve", "zoe"],
        ),
        (&[("PolicyUsageFilter", "PermissionsBoundary")], &[]),
    ];
    for (filter, expected) in filtered {
        let members = [&[policy], filter].concat();
        assert_eq!(holders(&world, &members).await, expected, "{filter:?}");
    }
}
