//! Managed policies: the account's own, and AWS's beside them.

use iamd_api::iam;

use crate::{
    documents::{allow, sized, spread},
    world::{OTHER_ACCOUNT, World, policy_arn, refused},
};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

async fn found(world: &World, arn: &str) -> iam::Policy {
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

#[tokio::test]
async fn aws_policies_are_there_and_nobody_changes_them() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let document = allow("iam:*", "*");
    let members = [("PolicyName", "mine"), ("PolicyDocument", &document)];
    world
        .ask::<iam::CreatePolicy>(&other, &members)
        .await
        .unwrap();
    let theirs = format!("arn:aws:iam::{OTHER_ACCOUNT}:policy/mine");
    for arn in [READ_ONLY, &theirs] {
        let policy = ("PolicyArn", arn);
        for (operation, text, members) in [
            ("DeletePolicy", "Cannot delete policies", vec![policy]),
            (
                "CreatePolicyVersion",
                "Cannot create versions for policies",
                vec![policy, ("PolicyDocument", &document)],
            ),
            (
                "DeletePolicyVersion",
                "Cannot delete policy versions for policies",
                vec![policy, ("VersionId", "v1")],
            ),
            (
                "SetDefaultPolicyVersion",
                "Cannot update policies",
                vec![policy, ("VersionId", "v1")],
            ),
            (
                "TagPolicy",
                "Cannot tag policies",
                vec![
                    policy,
                    ("Tags.member.1.Key", "k"),
                    ("Tags.member.1.Value", "v"),
                ],
            ),
            (
                "UntagPolicy",
                "Cannot untag policies",
                vec![policy, ("TagKeys.member.1", "k")],
            ),
        ] {
            let answer = world.ask_by_name(&world.root, operation, &members).await;
            refused(
                answer,
                "AccessDenied",
                &format!("{text} outside your own account."),
            );
        }
    }
    let policy = found(&world, READ_ONLY).await;
    assert_eq!(policy.path.as_deref(), Some("/"));
    assert_eq!(
        (policy.attachment_count, policy.is_attachable),
        (Some(0), Some(true))
    );
    let answer = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", &theirs)])
        .await;
    refused(
        answer,
        "NoSuchEntity",
        &format!("Policy {theirs} was not found."),
    );
    let listed = world
        .ask::<iam::ListPolicyTags>(&world.root, &[("PolicyArn", READ_ONLY)])
        .await;
    assert_eq!(listed.unwrap().tags.len(), 0);
}

/// The ARNs that ListPolicies shows, over all pages.
async fn listed(world: &World, filter: &[(&str, &str)]) -> Vec<String> {
    let mut arns = Vec::new();
    let mut marker = None::<String>;
    loop {
        let mut members = vec![("MaxItems", "1000")];
        members.extend(filter);
        members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = world
            .ask::<iam::ListPolicies>(&world.root, &members)
            .await
            .unwrap();
        arns.extend(page.policies.into_iter().map(|policy| policy.arn.unwrap()));
        marker = page.marker;
        assert_eq!(page.is_truncated, Some(marker.is_some()));
        if marker.is_none() {
            return arns;
        }
    }
}

#[tokio::test]
async fn policies_are_listed_by_scope_path_and_use() {
    let world = World::new().await;
    world.powerless("bob").await;
    let mine = world.policy("mine").await;
    let unused = world.policy("unused").await;
    let document = allow("iam:GetUser", "*");
    let members = [
        ("PolicyName", "team"),
        ("Path", "/job-function/"),
        ("PolicyDocument", &document),
    ];
    world
        .ask::<iam::CreatePolicy>(&world.root, &members)
        .await
        .unwrap();
    let team = policy_arn("job-function/team");
    for arn in [
        &mine,
        READ_ONLY,
        "arn:aws:iam::aws:policy/job-function/Billing",
    ] {
        let members = [("UserName", "bob"), ("PolicyArn", arn)];
        world
            .ask::<iam::AttachUserPolicy>(&world.root, &members)
            .await
            .unwrap();
    }
    let billing = "arn:aws:iam::aws:policy/job-function/Billing".to_owned();

    let own = [mine.clone(), team.clone(), unused.clone()];
    assert_eq!(listed(&world, &[("Scope", "Local")]).await, own);
    let aws = listed(&world, &[("Scope", "AWS")]).await;
    assert!(aws.len() > 1000, "{}", aws.len());
    assert!(
        aws.iter()
            .all(|arn| arn.starts_with("arn:aws:iam::aws:policy/"))
    );
    let all = listed(&world, &[]).await;
    assert_eq!(all, [&own[..], &aws[..]].concat());
    assert_eq!(listed(&world, &[("Scope", "All")]).await, all);

    let used = listed(&world, &[("OnlyAttached", "true")]).await;
    assert_eq!(used, [mine.clone(), READ_ONLY.to_owned(), billing.clone()]);
    let used = listed(&world, &[("OnlyAttached", "true"), ("Scope", "AWS")]).await;
    assert_eq!(used, [READ_ONLY.to_owned(), billing.clone()]);
    let used = listed(&world, &[("OnlyAttached", "true"), ("Scope", "Local")]).await;
    assert_eq!(used, [mine]);
    let below = listed(&world, &[("PathPrefix", "/job-function/")]).await;
    assert_eq!(below[0], team);
    assert!(below.len() > 2 && below.contains(&billing));
    assert!(
        below
            .iter()
            .all(|arn| arn.contains(":policy/job-function/"))
    );
    let boundaries = [("PolicyUsageFilter", "PermissionsBoundary")];
    assert_eq!(
        listed(&world, &boundaries).await.len(),
        0,
        "nothing sets a boundary yet"
    );
}
