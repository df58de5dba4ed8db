//! AWS's managed policies beside the account's own.

use iamd_api::iam;

use crate::{
    documents::allow,
    policies::found,
    world::{ACCOUNT, OTHER_ACCOUNT, World, policy_arn, refused},
};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// A request that changes a policy, and how its refusal begins for one of another owner.
type Change<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>);

fn changes<'a>(arn: &'a str, document: &'a str) -> [Change<'a>; 6] {
    let policy = ("PolicyArn", arn);
    let (first, document) = (("VersionId", "v1"), ("PolicyDocument", document));
    let tag = [
        policy,
        ("Tags.member.1.Key", "k"),
        ("Tags.member.1.Value", "v"),
    ];
    let versions = "Cannot delete policy versions for policies";
    [
        ("DeletePolicy", "Cannot delete policies", vec![policy]),
        (
            "CreatePolicyVersion",
            "Cannot create versions for policies",
            vec![policy, document],
        ),
        ("DeletePolicyVersion", versions, vec![policy, first]),
        (
            "SetDefaultPolicyVersion",
            "Cannot update policies",
            vec![policy, first],
        ),
        ("TagPolicy", "Cannot tag policies", tag.to_vec()),
        (
            "UntagPolicy",
            "Cannot untag policies",
            vec![policy, ("TagKeys.member.1", "k")],
        ),
    ]
}

#[tokio::test]
async fn aws_policies_are_there_and_nobody_changes_them() {
    let world = World::new().await;
    let document = allow("iam:*", "*");
    for (operation, text, members) in changes(READ_ONLY, &document) {
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        refused(
            answer,
            "AccessDenied",
            &format!("{text} outside your own account."),
        );
    }
    let policy = found(&world, READ_ONLY).await;
    assert_eq!(policy.path.as_deref(), Some("/"));
    assert_eq!(
        (policy.attachment_count, policy.is_attachable),
        (Some(0), Some(true))
    );
    let members = [("PolicyArn", READ_ONLY)];
    let listed = world
        .ask::<iam::ListPolicyTags>(&world.root, &members)
        .await;
    assert_eq!(listed.unwrap().tags.len(), 0);
}

/// The account of a policy would have to allow it as well, and a policy has no policy that could.
#[tokio::test]
async fn policies_of_another_account_are_out_of_reach() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let document = allow("iam:*", "*");
    let members = [("PolicyName", "mine"), ("PolicyDocument", &document)];
    world
        .ask::<iam::CreatePolicy>(&other, &members)
        .await
        .unwrap();
    let theirs = format!("arn:aws:iam::{OTHER_ACCOUNT}:policy/mine");
    let reads = [
        "GetPolicy",
        "ListPolicyVersions",
        "ListPolicyTags",
        "ListEntitiesForPolicy",
    ]
    .map(|operation| (operation, "", vec![("PolicyArn", theirs.as_str())]));
    for (operation, _, members) in changes(&theirs, &document).into_iter().chain(reads) {
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        let text = format!(
            "User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: iam:{operation} on \
             resource: policy {theirs} because no resource-based policy allows the \
             iam:{operation} action"
        );
        refused(answer, "AccessDenied", &text);
    }
    world.powerless("bob").await;
    let members = [("UserName", "bob"), ("PolicyArn", theirs.as_str())];
    let answer = world
        .ask::<iam::AttachUserPolicy>(&world.root, &members)
        .await;
    let text = format!("Policy {theirs} does not exist or is not attachable.");
    refused(answer, "NoSuchEntity", &text);
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
