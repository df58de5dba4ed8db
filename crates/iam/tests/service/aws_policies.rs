//! AWS's managed policies beside the account's own.

use iamd_api::iam;

use crate::{
    documents::allow,
    policies::found,
    world::{ACCOUNT, OTHER_ACCOUNT, World, policy_arn, refused},
};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

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
            let expected = if arn == theirs {
                // The resource's account would have to allow it as well.
                format!(
                    "User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: \
                     iam:{operation} on resource: policy {arn} because no resource-based policy \
                     allows the iam:{operation} action",
                )
            } else {
                format!("{text} outside your own account.")
            };
            refused(answer, "AccessDenied", &expected);
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
        "AccessDenied",
        &format!(
            "User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: iam:GetPolicy on \
             resource: policy {theirs} because no resource-based policy allows the iam:GetPolicy \
             action"
        ),
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
