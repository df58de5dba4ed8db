//! Managed policies of the account.

use iamd_api::iam;

use crate::{
    documents::{allow, sized, spread},
    world::{World, policy_arn, refused},
};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// The policy with this ARN.
pub(crate) async fn found(world: &World, arn: &str) -> iam::Policy {
    let answer = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", arn)])
        .await;
    answer.unwrap().policy.unwrap()
}

#[tokio::test]
async fn a_policy_is_what_was_asked_for() {
    let world = World::new().await;
    let document = allow("iam:GetUser", "*");
    let members = [
        ("PolicyName", "Readers"),
        ("Path", "/team/"),
        ("Description", "What it is for."),
        ("PolicyDocument", document.as_str()),
        ("Tags.member.1.Key", "Team"),
        ("Tags.member.1.Value", "a"),
    ];
    let made = world
        .ask::<iam::CreatePolicy>(&world.root, &members)
        .await
        .unwrap();
    let made = made.policy.unwrap();
    assert_eq!(made.policy_name.as_deref(), Some("Readers"));
    let id = made.policy_id.clone().unwrap();
    assert!(id.starts_with("ANPA") && id.len() == 21, "{id}");
    assert_eq!(made.arn, Some(policy_arn("team/Readers")));
    assert_eq!(
        (made.path.as_deref(), made.default_version_id.as_deref()),
        (Some("/team/"), Some("v1"))
    );
    assert_eq!(
        (made.attachment_count, made.is_attachable),
        (Some(0), Some(true))
    );
    assert_eq!(made.permissions_boundary_usage_count, Some(0));
    assert_eq!(made.description, None, "only Get tells it");
    assert_eq!(made.tags[0].key, "Team");
    assert_eq!(made.create_date, made.update_date);

    let got = found(&world, &policy_arn("team/Readers")).await;
    assert_eq!(got.description.as_deref(), Some("What it is for."));
    assert_eq!(
        format!(
            "{:?}",
            iam::Policy {
                description: None,
                ..got
            }
        ),
        format!("{made:?}")
    );
    let members = [("Scope", "Local")];
    let listed = world
        .ask::<iam::ListPolicies>(&world.root, &members)
        .await
        .unwrap();
    let without_tags = iam::Policy {
        tags: Vec::new(),
        ..made
    };
    assert_eq!(
        format!("{:?}", listed.policies),
        format!("{:?}", [without_tags])
    );
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case_and_path() {
    let world = World::new().await;
    world.policy("Readers").await;
    let document = allow("iam:GetUser", "*");
    for (name, path) in [
        ("Readers", "/"),
        ("READERS", "/"),
        ("readers", "/elsewhere/"),
    ] {
        let members = [
            ("PolicyName", name),
            ("Path", path),
            ("PolicyDocument", &document),
        ];
        let answer = world.ask::<iam::CreatePolicy>(&world.root, &members).await;
        let text =
            format!("A policy called {name} already exists. Duplicate names are not allowed.");
        refused(answer, "EntityAlreadyExists", &text);
    }
    world.policy("ReadOnlyAccess").await;
    assert_eq!(
        found(&world, READ_ONLY).await.policy_name.as_deref(),
        Some("ReadOnlyAccess")
    );
}

#[tokio::test]
async fn a_policy_that_does_not_exist_is_named() {
    let world = World::new().await;
    world
        .policy_with("Readers", &allow("iam:GetUser", "*"))
        .await;
    let document = allow("iam:GetUser", "*");
    for missing in ["none", "readers", "path/Readers"] {
        let arn = policy_arn(missing);
        let policy = ("PolicyArn", arn.as_str());
        let text = format!("Policy {arn} was not found.");
        for (operation, members) in [
            ("GetPolicy", vec![policy]),
            ("DeletePolicy", vec![policy]),
            (
                "CreatePolicyVersion",
                vec![policy, ("PolicyDocument", &document)],
            ),
            ("ListPolicyVersions", vec![policy]),
            ("ListEntitiesForPolicy", vec![policy]),
            (
                "TagPolicy",
                vec![
                    policy,
                    ("Tags.member.1.Key", "k"),
                    ("Tags.member.1.Value", "v"),
                ],
            ),
            ("UntagPolicy", vec![policy, ("TagKeys.member.1", "k")]),
            ("ListPolicyTags", vec![policy]),
        ] {
            let answer = world.ask_by_name(&world.root, operation, &members).await;
            refused(answer, "NoSuchEntity", &text);
        }
        let text = format!("Policy {arn} version v1 does not exist or is not attachable.");
        for operation in [
            "GetPolicyVersion",
            "DeletePolicyVersion",
            "SetDefaultPolicyVersion",
        ] {
            let members = [policy, ("VersionId", "v1")];
            let answer = world.ask_by_name(&world.root, operation, &members).await;
            refused(answer, "NoSuchEntity", &text);
        }
    }
}

#[tokio::test]
async fn what_is_no_arn_is_said_to_be_none() {
    let world = World::new().await;
    for operation in [
        "GetPolicy",
        "DeletePolicy",
        "ListPolicyVersions",
        "ListPolicyTags",
    ] {
        let members = [("PolicyArn", "this-is-not-an-arn-at-all")];
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        refused(
            answer,
            "ValidationError",
            "ARN this-is-not-an-arn-at-all is not valid.",
        );
    }
}

#[tokio::test]
async fn a_policy_goes_after_all_that_depends_on_it() {
    let world = World::new().await;
    world.powerless("bob").await;
    let arn = world.policy("policy").await;
    let policy = ("PolicyArn", arn.as_str());
    let attachment = [policy, ("UserName", "bob")];
    world
        .ask::<iam::AttachUserPolicy>(&world.root, &attachment)
        .await
        .unwrap();
    let document = allow("iam:*", "*");
    let version = [
        policy,
        ("PolicyDocument", &document),
        ("SetAsDefault", "true"),
    ];
    world
        .ask::<iam::CreatePolicyVersion>(&world.root, &version)
        .await
        .unwrap();

    let members = [policy];
    let delete = || world.ask::<iam::DeletePolicy>(&world.root, &members);
    let text = "Cannot delete a policy attached to entities.";
    refused(delete().await, "DeleteConflict", text);
    world
        .ask::<iam::DetachUserPolicy>(&world.root, &attachment)
        .await
        .unwrap();
    let text = "This policy has more than one version. Before you delete a policy, you must \
                delete the policy's versions. The default version is deleted with the policy.";
    refused(delete().await, "DeleteConflict", text);
    let first = [policy, ("VersionId", "v1")];
    world
        .ask::<iam::DeletePolicyVersion>(&world.root, &first)
        .await
        .unwrap();
    delete().await.unwrap();
    refused(
        delete().await,
        "NoSuchEntity",
        &format!("Policy {arn} was not found."),
    );
    world.policy("policy").await;
}

#[tokio::test]
async fn documents_are_checked_as_aws_checks_them() {
    let world = World::new().await;
    for (document, text) in [
        ("{", "Syntax errors in policy."),
        (
            r#"{"Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}}"#,
            "Policy document must be version 2012-10-17 or greater.",
        ),
        (
            r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*"}}"#,
            "Policy statement must contain resources.",
        ),
    ] {
        let members = [("PolicyName", "policy"), ("PolicyDocument", document)];
        let answer = world.ask::<iam::CreatePolicy>(&world.root, &members).await;
        refused(answer, "MalformedPolicyDocument", text);
    }
}

#[tokio::test]
async fn the_quota_of_a_document_does_not_count_white_space() {
    let world = World::new().await;
    let largest = sized(6144);
    assert_eq!(largest.len(), 6144);
    let spread = spread(&largest);
    let one_more = sized(6145);
    for (name, document) in [("largest", &largest), ("spread", &spread)] {
        let members = [("PolicyName", name), ("PolicyDocument", document)];
        world
            .ask::<iam::CreatePolicy>(&world.root, &members)
            .await
            .unwrap();
    }
    let text = "Cannot exceed quota for PolicySize: 6144";
    let members = [("PolicyName", "larger"), ("PolicyDocument", &one_more)];
    refused(
        world.ask::<iam::CreatePolicy>(&world.root, &members).await,
        "LimitExceeded",
        text,
    );
    let arn = policy_arn("largest");
    let members = [("PolicyArn", arn.as_str()), ("PolicyDocument", &one_more)];
    let answer = world
        .ask::<iam::CreatePolicyVersion>(&world.root, &members)
        .await;
    refused(answer, "LimitExceeded", text);
}
