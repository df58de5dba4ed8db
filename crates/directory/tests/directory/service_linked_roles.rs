//! Roles that are linked to services: made and deleted for them, and changed by nobody.

use iamd_api::iam;
use iamd_auth::Target;
use iamd_directory::{
    Error, NewServiceLinkedRole, PolicyText, Role, RoleUpdate, role_of_deletion,
    service_linked_role,
};

use crate::{
    role_world::{for_ec2, new_role, role_arn, role_name},
    world::{ALLOW_ALL, World},
};

const ECS: &str = "AWSServiceRoleForECS";

impl World {
    async fn link(&self, service: &str, suffix: Option<&str>) -> Result<Role, Error> {
        let new = NewServiceLinkedRole {
            service: service.to_owned(),
            suffix: suffix.map(str::to_owned),
            description: None,
        };
        let (path, name) = service_linked_role(service, suffix)?;
        let act = |permit| {
            self.directory
                .create_service_linked_role(permit, new.clone())
        };
        let target = Target::NewRole(path, name);
        self.with_permit::<iam::CreateServiceLinkedRole, _, _, _>(target, act)
            .await
    }

    async fn unlink(&self, name: &str) -> Result<String, Error> {
        let name = role_name(name);
        let act = |permit| self.directory.delete_service_linked_role(permit, &name);
        let target = Target::Role(name.clone());
        self.with_permit::<iam::DeleteServiceLinkedRole, _, _, _>(target, act)
            .await
    }

    async fn deletion(&self, task: &str) -> Result<(), Error> {
        let (path, name) = role_of_deletion(task).unwrap();
        let act = |permit| self.directory.service_linked_role_deletion(permit, task);
        let target = Target::NewRole(path, name);
        self.with_permit::<iam::GetServiceLinkedRoleDeletionStatus, _, _, _>(target, act)
            .await
    }
}

#[tokio::test]
async fn a_service_has_one_role_unless_a_suffix_tells_them_apart() {
    let world = World::new().await;
    let role = world.link("ecs.amazonaws.com", None).await.unwrap();
    let arn = format!("aws-service-role/ecs.amazonaws.com/{ECS}");
    assert_eq!(role.arn, role_arn(&arn));
    assert!(
        role.trust_policy
            .contains(r#"{"Service":"ecs.amazonaws.com"}"#)
    );
    let again = world.link("ecs.amazonaws.com", None).await;
    assert!(
        matches!(again, Err(Error::ServiceRoleNameTaken(_))),
        "{again:?}"
    );
    let suffix = world.link("ecs.amazonaws.com", Some("x")).await;
    assert!(
        matches!(suffix, Err(Error::NoSuffixAllowed { .. })),
        "{suffix:?}"
    );
    for suffix in [None, Some("one"), Some("other")] {
        world
            .link("autoscaling.amazonaws.com", suffix)
            .await
            .unwrap();
    }
    let long = "x".repeat(64);
    let long = world.link("autoscaling.amazonaws.com", Some(&long)).await;
    assert!(
        matches!(long, Err(Error::InvalidRoleName { .. })),
        "{long:?}"
    );
    let scaling = "custom-resource.application-autoscaling.amazonaws.com";
    let role = world.link(scaling, None).await.unwrap();
    let name = "AWSServiceRoleForApplicationAutoScaling_CustomResource";
    let arn = format!("aws-service-role/{scaling}/{name}");
    assert_eq!(role.arn, role_arn(&arn));
    for service in ["ECS.amazonaws.com", "example.amazonaws.com", "../x"] {
        let unknown = world.link(service, None).await;
        assert!(
            matches!(unknown, Err(Error::NotServiceLinkable { .. })),
            "{unknown:?}"
        );
    }
}

/// Each change of a role that is a service's alone to make.
macro_rules! protected {
    ($world:ident, $target:expr, $($operation:ident: $act:expr;)*) => {$(
        let outcome = $world.with_permit::<iam::$operation, _, _, _>($target, $act).await;
        let protected = matches!(outcome, Err(Error::ProtectedRole(_)));
        assert!(protected, "{}: {outcome:?}", stringify!($operation));
    )*};
}

#[tokio::test]
async fn nobody_changes_what_is_the_services_own() {
    let world = World::new().await;
    world.link("ecs.amazonaws.com", None).await.unwrap();
    let (name, directory) = (role_name(ECS), &world.directory);
    let (inline, arn) = ("inline".parse().unwrap(), world.policy("policy").await);
    let text = PolicyText::identity(ALLOW_ALL.to_owned()).unwrap();
    let longer = RoleUpdate {
        description: None,
        max_session_seconds: Some(7_200),
    };
    protected! { world, Target::Role(name.clone()),
        UpdateRole: |permit| directory.update_role(permit, &name, longer.clone());
        DeleteRole: |permit| directory.delete_role(permit, &name);
        UpdateAssumeRolePolicy: |permit| directory.update_assume_role_policy(permit, &name, for_ec2());
        AttachRolePolicy: |permit| directory.attach_role_policy(permit, &name, &arn);
        DetachRolePolicy: |permit| directory.detach_role_policy(permit, &name, &arn);
        PutRolePolicy: |permit| directory.put_role_policy(permit, &name, &inline, text.clone());
        DeleteRolePolicy: |permit| directory.delete_role_policy(permit, &name, &inline);
        PutRolePermissionsBoundary: |permit| directory.put_role_permissions_boundary(permit, &name, &arn);
        DeleteRolePermissionsBoundary: |permit| directory.delete_role_permissions_boundary(permit, &name);
    }
    let profile = world.create_profile("profile").await.unwrap();
    let target = Target::InstanceProfile(profile.name.clone());
    protected! { world, target.clone(),
        RemoveRoleFromInstanceProfile:
            |permit| directory.remove_role_from_instance_profile(permit, &profile.name, &name);
    }
    let described = RoleUpdate {
        description: Some("for ECS".to_owned()),
        max_session_seconds: None,
    };
    let act = |permit| directory.update_role(permit, &name, described.clone());
    let updated = world.with_permit::<iam::UpdateRole, _, _, _>(Target::Role(name.clone()), act);
    updated.await.unwrap();
    let role = world.restarted().get_role(ECS).await.unwrap();
    assert_eq!(role.description.as_deref(), Some("for ECS"));
}

#[tokio::test]
async fn a_deletion_is_done_at_once_and_remembered() {
    let world = World::new().await;
    world.link("ecs.amazonaws.com", None).await.unwrap();
    let task = world.unlink(ECS).await.unwrap();
    let begin = format!("task/aws-service-role/ecs.amazonaws.com/{ECS}/");
    let number = task.strip_prefix(&begin).unwrap();
    assert_eq!(number.len(), 36, "{number}");
    assert_eq!(number.as_bytes()[14], b'4', "a random UUID: {number}");
    let world = world.restarted();
    world.deletion(&task).await.unwrap();
    let missing = world.get_role(ECS).await;
    assert!(matches!(missing, Err(Error::NoSuchRole(_))), "{missing:?}");
    let other = world.deletion(&format!("{begin}another")).await;
    assert!(
        matches!(other, Err(Error::NoSuchDeletion { .. })),
        "{other:?}"
    );
    world.link("ecs.amazonaws.com", None).await.unwrap();
    assert_ne!(world.unlink(ECS).await.unwrap(), task);

    world.create_role(new_role("R", for_ec2())).await.unwrap();
    for name in ["R", ECS] {
        let refused = world.unlink(name).await;
        assert!(matches!(refused, Err(Error::NoSuchRole(_))), "{refused:?}");
    }
}

#[test]
fn ids_of_deletions_are_read_strictly() {
    let (path, name) = role_of_deletion("task/aws-service-role/a.b/R/1").unwrap();
    assert_eq!(
        (path.as_str(), name.as_str()),
        ("/aws-service-role/a.b/", "R")
    );
    for wrong in [
        "",
        "R",
        "task/aws-service-role/a.b/R",
        "task/aws-service-role/a.b/R/1/2",
    ] {
        assert!(role_of_deletion(wrong).is_none(), "{wrong}");
    }
}
