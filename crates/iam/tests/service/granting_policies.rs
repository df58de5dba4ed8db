//! Which policies let a user, group or role use a service.

use iamd_api::{Error, iam};

use crate::{
    documents::{allow, document, statement},
    world::{ACCOUNT, World, refused, role_arn, user_arn},
};

/// Service, and policies as `NAME`, or `NAME of HOLDER` for inline ones.
type Granting = Vec<(String, Vec<String>)>;

async fn granting(world: &World, arn: &str, services: &[&str]) -> Result<Granting, Error> {
    let names: Vec<String> = (1..=services.len())
        .map(|number| format!("ServiceNamespaces.member.{number}"))
        .collect();
    let mut members = vec![("Arn", arn)];
    members.extend(
        names
            .iter()
            .map(String::as_str)
            .zip(services.iter().copied()),
    );
    let answer = world
        .ask::<iam::ListPoliciesGrantingServiceAccess>(&world.root, &members)
        .await?;
    assert_eq!((answer.is_truncated, answer.marker), (Some(false), None));
    let entries = answer.policies_granting_service_access.into_iter();
    Ok(entries
        .map(|entry| {
            let policies = entry.policies.into_iter().map(|policy| {
                if let Some(holder) = policy.entity_name {
                    return format!("{} of {holder}", policy.policy_name);
                }
                assert!(policy.policy_arn.is_some() && policy.entity_type.is_none());
                policy.policy_name
            });
            (entry.service_namespace.unwrap(), policies.collect())
        })
        .collect())
}

fn entry(service: &str, policies: &[&str]) -> (String, Vec<String>) {
    let policies = policies.iter().map(|policy| (*policy).to_owned());
    (service.to_owned(), policies.collect())
}

#[tokio::test]
async fn users_have_policies_by_groups_too_and_groups_and_roles_only_their_own() {
    let world = World::new().await;
    let bob = world
        .user(
            "bob",
            &document(&[
                statement("Allow", "s3:GetObject", "*"),
                statement("Allow", "iam:PassRole", "*"),
            ]),
        )
        .await;
    world.group("staff", &allow("iam:NoSuchAction", "*")).await;
    let membership = [("GroupName", "staff"), ("UserName", "bob")];
    world.perform("AddUserToGroup", &membership).await;
    let shared = world.policy_with("shared", &allow("*", "*")).await;
    let attached = ("PolicyArn", shared.as_str());
    world
        .perform("AttachUserPolicy", &[("UserName", "bob"), attached])
        .await;
    world
        .perform("AttachGroupPolicy", &[("GroupName", "staff"), attached])
        .await;
    world.session(&bob, "reader", &allow("sqs:*", "*")).await;

    let found = granting(&world, &user_arn("bob"), &["sqs", "s3", "iam", "s3"]).await;
    let expect = [
        entry("sqs", &["shared"]),
        entry("s3", &["shared", "rights of bob"]),
        entry("iam", &["shared", "rights of bob", "rights of staff"]),
    ];
    assert_eq!(found.unwrap(), expect);
    let group = format!("arn:aws:iam::{ACCOUNT}:group/staff");
    let found = granting(&world, &group, &["s3", "iam"]).await;
    let expect = [
        entry("s3", &["shared"]),
        entry("iam", &["shared", "rights of staff"]),
    ];
    assert_eq!(found.unwrap(), expect);
    let found = granting(&world, &role_arn("reader"), &["s3", "sqs"]).await;
    let expect = [entry("s3", &[]), entry("sqs", &["rights of reader"])];
    assert_eq!(found.unwrap(), expect);
}

#[tokio::test]
async fn each_policy_is_looked_at_by_itself() {
    let world = World::new().await;
    let document = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::bucket/*"}]}"#;
    world.user("bob", document).await;
    let members = [
        ("UserName", "bob"),
        ("PolicyName", "queues"),
        ("PolicyDocument", &allow("sqs:SendMessage", "*")),
    ];
    world.perform("PutUserPolicy", &members).await;
    let found = granting(&world, &user_arn("bob"), &["iam", "s3", "sqs"]).await;
    let expect = [
        entry("iam", &[]),
        entry("s3", &["rights of bob"]),
        entry("sqs", &["queues of bob"]),
    ];
    assert_eq!(found.unwrap(), expect);
}

#[tokio::test]
async fn what_is_none_of_these_is_refused_in_awss_words() {
    let world = World::new().await;
    world.user("bob", &allow("*", "*")).await;
    let policy = world.policy("some").await;
    let root = format!("arn:aws:iam::{ACCOUNT}:root");
    let (bob, nobody) = (user_arn("bob"), user_arn("nobody"));
    for (arn, services, code, text) in [
        (
            policy.as_str(),
            ["s3", "iam"],
            "InvalidInput",
            format!("Invalid Entity Arn: {policy} is not supported."),
        ),
        (
            root.as_str(),
            ["s3", "iam"],
            "InvalidInput",
            format!("Could not extract entity from ARN : {root}"),
        ),
        (
            nobody.as_str(),
            ["s3", "iam"],
            "NoSuchEntity",
            format!("ARN {nobody} does not exist."),
        ),
        (
            bob.as_str(),
            ["S3", "IAM"],
            "InvalidInput",
            "Invalid service namespace: [S3, IAM]".to_owned(),
        ),
    ] {
        refused(granting(&world, arn, &services).await, code, &text);
    }
    let members = [
        ("Arn", bob.as_str()),
        ("ServiceNamespaces.member.1", "s3"),
        ("Marker", "invalid"),
    ];
    let answer = world
        .ask::<iam::ListPoliciesGrantingServiceAccess>(&world.root, &members)
        .await;
    refused(answer, "ValidationError", "Invalid Marker.");
}
