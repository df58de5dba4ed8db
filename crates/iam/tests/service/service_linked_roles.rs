//! Roles that are linked to a service, which alone may change them.

use iamd_api::{Error, iam};
use serde_json::json;

use crate::{
    decisions::looking,
    documents::{document, service_trust},
    world::{Members, World, refused, role_arn},
};

const ECS: (&str, &str) = ("AWSServiceName", "ecs.amazonaws.com");
const ROLE: (&str, &str) = ("RoleName", "AWSServiceRoleForECS");

async fn make(world: &World, members: Members<'_>) -> Result<iam::Role, Error> {
    let made = world
        .ask::<iam::CreateServiceLinkedRole>(&world.root, members)
        .await;
    made.map(|answer| answer.role.unwrap())
}

#[tokio::test]
async fn a_role_is_made_under_the_services_path_with_the_services_policy() {
    let world = World::new().await;
    let made = make(&world, &[ECS, ("Description", "for ECS")]).await;
    let made = made.unwrap();
    let arn = role_arn("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
    assert_eq!((&made.arn, &*made.role_name), (&arn, ROLE.1));
    let trusting = made.assume_role_policy_document.unwrap();
    assert!(trusting.contains(ECS.1), "{trusting}");
    for world in [&world, &world.restarted()] {
        let found = world.ask::<iam::GetRole>(&world.root, &[ROLE]).await;
        let found = found.unwrap().role;
        assert_eq!(found.description.as_deref(), Some("for ECS"));
        let attached = world
            .ask::<iam::ListAttachedRolePolicies>(&world.root, &[ROLE])
            .await;
        let attached = attached.unwrap().attached_policies;
        assert_eq!(attached.len(), 1);
        let policy = attached[0].policy_arn.as_deref().unwrap();
        assert!(policy.contains(":policy/aws-service-role/"), "{policy}");
    }
    let answer = make(&world, &[ECS]).await;
    let text = "Service role name AWSServiceRoleForECS has been taken in this account, please try \
                a different suffix.";
    refused(answer, "InvalidInput", text);
}

#[tokio::test]
async fn names_follow_from_service_and_suffix() {
    let world = World::new().await;
    let answer = make(&world, &[ECS, ("CustomSuffix", "mine")]).await;
    let text = "Custom suffix is not allowed for ecs.amazonaws.com";
    refused(answer, "InvalidInput", text);
    let scaling = ("AWSServiceName", "autoscaling.amazonaws.com");
    let made = make(&world, &[scaling, ("CustomSuffix", "mine")]).await;
    let made = made.unwrap();
    assert_eq!(made.role_name, "AWSServiceRoleForAutoScaling_mine");
    let unknown = [("AWSServiceName", "nothing.amazonaws.com")];
    let answer = make(&world, &unknown).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "InvalidInput");
}

#[tokio::test]
async fn only_its_service_changes_it() {
    let world = World::new().await;
    make(&world, &[ECS]).await.unwrap();
    let arn = world.policy("policy").await;
    let (policy, trusting) = (looking(), service_trust());
    let text = "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this \
                role is only modifiable by AWS";
    for (operation, more) in [
        ("DeleteRole", &[][..]),
        ("UpdateAssumeRolePolicy", &[("PolicyDocument", &*trusting)]),
        ("AttachRolePolicy", &[("PolicyArn", &*arn)]),
        ("DetachRolePolicy", &[("PolicyArn", &*arn)]),
        (
            "PutRolePolicy",
            &[("PolicyName", "p"), ("PolicyDocument", &*policy)],
        ),
        ("DeleteRolePolicy", &[("PolicyName", "p")]),
        (
            "PutRolePermissionsBoundary",
            &[("PermissionsBoundary", &*arn)],
        ),
    ] {
        let members = [&[ROLE], more].concat();
        let answer = world.ask_as_root(operation, &members).await;
        assert_eq!(
            answer.map_err(|error| (error.code.as_str(), error.message)),
            Err(("UnmodifiableEntity", text.to_owned())),
            "{operation}"
        );
    }
}

#[tokio::test]
async fn a_deletion_can_be_asked_for() {
    let world = World::new().await;
    make(&world, &[ECS]).await.unwrap();
    let deleted = world
        .ask::<iam::DeleteServiceLinkedRole>(&world.root, &[ROLE])
        .await;
    let task = deleted.unwrap().deletion_task_id;
    let start = "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/";
    assert!(task.starts_with(start), "{task}");
    for world in [&world, &world.restarted()] {
        let answer = world.ask::<iam::GetRole>(&world.root, &[ROLE]).await;
        let text = "The role with name AWSServiceRoleForECS cannot be found.";
        refused(answer, "NoSuchEntity", text);
        let members = [("DeletionTaskId", task.as_str())];
        let found = world
            .ask::<iam::GetServiceLinkedRoleDeletionStatus>(&world.root, &members)
            .await;
        assert_eq!(found.unwrap().status.as_str(), "SUCCEEDED");
    }
    let unknown = format!("{start}01234567-89ab-cdef-0123-456789abcdef");
    let answer = world
        .ask_as_root(
            "GetServiceLinkedRoleDeletionStatus",
            &[("DeletionTaskId", &unknown)],
        )
        .await;
    let text = format!("Deletion Task Id {unknown} could not be found.");
    refused(answer, "NoSuchEntity", &text);
    let members = [("DeletionTaskId", "no task")];
    let answer = world
        .ask_as_root("GetServiceLinkedRoleDeletionStatus", &members)
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "InvalidInput");
    make(&world, &[ECS]).await.unwrap();
}

#[tokio::test]
async fn other_roles_are_not_deleted_so() {
    let world = World::new().await;
    world.role("role", &service_trust()).await;
    let members = [("RoleName", "role")];
    let answer = world.ask_as_root("DeleteServiceLinkedRole", &members).await;
    let text = "The role with name role cannot be found.";
    refused(answer, "NoSuchEntity", text);
    world.ask_as_root("GetRole", &members).await.unwrap();
}

#[tokio::test]
async fn a_policy_may_name_the_service() {
    let world = World::new().await;
    let rights = document(&[json!({
        "Effect": "Allow",
        "Action": "iam:CreateServiceLinkedRole",
        "Resource": role_arn("aws-service-role/ecs.amazonaws.com/*"),
        "Condition": { "StringLike": { "iam:AWSServiceName": "ecs.amazonaws.com" } },
    })]);
    let bob = world.user("bob", &rights).await;
    for (service, expected) in [
        ("autoscaling.amazonaws.com", false),
        ("ecs.amazonaws.com", true),
    ] {
        let members = [("AWSServiceName", service)];
        let answer = world
            .ask::<iam::CreateServiceLinkedRole>(&bob, &members)
            .await;
        assert_eq!(answer.is_ok(), expected, "{service}");
    }
}
