//! Versions of managed policies.

use iamd_api::iam;

use crate::{
    documents::allow,
    world::{World, refused},
};

/// The version ids with a star at the default one, newest first.
async fn versions(world: &World, arn: &str) -> Vec<String> {
    let answer = world
        .ask::<iam::ListPolicyVersions>(&world.root, &[("PolicyArn", arn)])
        .await;
    let shown = answer.unwrap().versions.into_iter().map(|version| {
        assert_eq!(version.document, None, "lists leave it out");
        let star = if version.is_default_version == Some(true) {
            "*"
        } else {
            ""
        };
        format!("{}{star}", version.version_id.unwrap())
    });
    shown.collect()
}

async fn add(
    world: &World,
    arn: &str,
    document: &str,
    as_default: &str,
) -> Result<iam::PolicyVersion, iamd_api::Error> {
    let members = [
        ("PolicyArn", arn),
        ("PolicyDocument", document),
        ("SetAsDefault", as_default),
    ];
    let answer = world
        .ask::<iam::CreatePolicyVersion>(&world.root, &members)
        .await;
    answer.map(|answer| answer.policy_version.unwrap())
}

#[tokio::test]
async fn a_policy_has_five_versions_at_most_and_no_number_twice() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let document = allow("iam:GetUser", "*");
    for number in 2..=5 {
        let made = add(&world, &arn, &document, "false").await.unwrap();
        assert_eq!(made.version_id, Some(format!("v{number}")));
        assert_eq!(made.is_default_version, Some(false));
    }
    assert_eq!(
        versions(&world, &arn).await,
        ["v5", "v4", "v3", "v2", "v1*"]
    );
    let text = "A managed policy can have up to 5 versions. Before you create a new version, you \
                must delete an existing version.";
    refused(
        add(&world, &arn, &document, "true").await,
        "LimitExceeded",
        text,
    );

    let last = [("PolicyArn", arn.as_str()), ("VersionId", "v5")];
    world
        .ask::<iam::DeletePolicyVersion>(&world.root, &last)
        .await
        .unwrap();
    world.clock.advance_seconds(60);
    let made = add(&world, &arn, &document, "true").await.unwrap();
    assert_eq!(
        (made.version_id.as_deref(), made.is_default_version),
        (Some("v6"), Some(true))
    );
    assert_eq!(
        versions(&world, &arn).await,
        ["v6*", "v4", "v3", "v2", "v1"]
    );
    let policy = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", &arn)])
        .await
        .unwrap();
    let policy = policy.policy.unwrap();
    assert_eq!(policy.default_version_id.as_deref(), Some("v6"));
    assert_eq!(
        policy.create_date.unwrap().to_string(),
        "2026-01-31T00:00:00Z"
    );
    assert_eq!(
        policy.update_date.unwrap().to_string(),
        "2026-01-31T00:01:00Z"
    );
}

#[tokio::test]
async fn a_version_comes_back_as_it_was_written() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let text = "{ \"Version\":\"2012-10-17\",\n\t\"Statement\":{\"Effect\":\"Deny\",\
                \"Action\":\"*\",\"Resource\":\"*\",\"Sid\":\"All\"} }";
    add(&world, &arn, text, "false").await.unwrap();
    let members = [("PolicyArn", arn.as_str()), ("VersionId", "v2")];
    let found = world
        .ask::<iam::GetPolicyVersion>(&world.root, &members)
        .await
        .unwrap();
    let found = found.policy_version.unwrap();
    assert_eq!(found.document.as_deref(), Some(text));
    assert_eq!(
        (found.version_id.as_deref(), found.is_default_version),
        (Some("v2"), Some(false))
    );
    assert_eq!(
        found.create_date.unwrap().to_string(),
        "2026-01-31T00:00:00Z"
    );
}

#[tokio::test]
async fn the_default_version_moves_and_stays() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    add(&world, &arn, &allow("iam:*", "*"), "false")
        .await
        .unwrap();
    let [first, second] = ["v1", "v2"].map(|id| [("PolicyArn", arn.as_str()), ("VersionId", id)]);
    let text = "Cannot delete the default version of a policy.";
    let answer = world
        .ask::<iam::DeletePolicyVersion>(&world.root, &first)
        .await;
    refused(answer, "DeleteConflict", text);
    world
        .ask::<iam::SetDefaultPolicyVersion>(&world.root, &second)
        .await
        .unwrap();
    assert_eq!(versions(&world, &arn).await, ["v2*", "v1"]);
    let answer = world
        .ask::<iam::DeletePolicyVersion>(&world.root, &second)
        .await;
    refused(answer, "DeleteConflict", text);
    world
        .ask::<iam::DeletePolicyVersion>(&world.root, &first)
        .await
        .unwrap();
    assert_eq!(versions(&world, &arn).await, ["v2*"]);
}

#[tokio::test]
async fn a_version_that_does_not_exist_is_named() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let text = format!("Policy {arn} version v9 does not exist or is not attachable.");
    for operation in [
        "GetPolicyVersion",
        "DeletePolicyVersion",
        "SetDefaultPolicyVersion",
    ] {
        let members = [("PolicyArn", arn.as_str()), ("VersionId", "v9")];
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        refused(answer, "NoSuchEntity", &text);
        let members = [("PolicyArn", arn.as_str()), ("VersionId", "9")];
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
    }
}

#[tokio::test]
async fn aws_policies_have_versions_too() {
    let world = World::new().await;
    let arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    assert_eq!(versions(&world, arn).await, ["v1*"]);
    let members = [("PolicyArn", arn), ("VersionId", "v1")];
    let found = world
        .ask::<iam::GetPolicyVersion>(&world.root, &members)
        .await
        .unwrap();
    let document = found.policy_version.unwrap().document.unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["Statement"][0]["Action"], "*");
}
