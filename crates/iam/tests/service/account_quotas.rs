//! How many of each kind an account may have.

use std::sync::Arc;

use iamd_api::iam;
use iamd_directory::AccountQuotas;

use crate::{
    documents::service_trust,
    world::{OTHER_ACCOUNT, World, refused},
};

/// A world in which an account may have two of each.
async fn world() -> World {
    World::with_quotas(AccountQuotas {
        users: 2,
        groups: 2,
        roles: 2,
        policies: 2,
        instance_profiles: 2,
        server_certificates: 2,
        saml_providers: 2,
        oidc_providers: 2,
    })
    .await
}

/// An operation that makes something of a name, with its further members.
type Making = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const DOCUMENT: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;

/// By operation, the name's member, the quota and further members.
const MAKING: [Making; 6] = [
    ("CreateUser", "UserName", "UsersPerAccount", &[]),
    ("CreateGroup", "GroupName", "GroupsPerAccount", &[]),
    (
        "CreateRole",
        "RoleName",
        "RolesPerAccount",
        &[("AssumeRolePolicyDocument", TRUST)],
    ),
    (
        "CreatePolicy",
        "PolicyName",
        "PoliciesPerAccount",
        &[("PolicyDocument", DOCUMENT)],
    ),
    (
        "CreateInstanceProfile",
        "InstanceProfileName",
        "InstanceProfilesPerAccount",
        &[],
    ),
    (
        "CreateVirtualMFADevice",
        "VirtualMFADeviceName",
        "MFADevicesPerAccount",
        &[],
    ),
];

async fn create(world: &World, making: &Making, name: &str) -> Result<String, iamd_api::Error> {
    let (operation, member, _, more) = *making;
    let mut members = vec![(member, name)];
    members.extend(more);
    world.ask_by_name(&world.root, operation, &members).await
}

#[tokio::test]
async fn there_are_as_many_of_each_kind_as_there_may_be() {
    let world = world().await;
    for making in &MAKING {
        for name in ["one", "two"] {
            create(&world, making, name).await.unwrap();
        }
        let text = format!("Cannot exceed quota for {}: 2", making.2);
        refused(
            create(&world, making, "three").await,
            "LimitExceeded",
            &text,
        );
        // Another program counts what is there.
        let next = world.restarted();
        refused(create(&next, making, "three").await, "LimitExceeded", &text);
    }
}

#[tokio::test]
async fn what_goes_makes_room_and_what_fails_takes_none() {
    let world = world().await;
    let making = &MAKING[0];
    create(&world, making, "one").await.unwrap();
    for _ in 0..3 {
        let again = create(&world, making, "ONE").await.unwrap_err();
        assert_eq!(again.code.as_str(), "EntityAlreadyExists");
    }
    create(&world, making, "two").await.unwrap();
    let members = [("UserName", "two"), ("NewUserName", "other")];
    world
        .ask::<iam::UpdateUser>(&world.root, &members)
        .await
        .unwrap();
    assert!(
        create(&world, making, "two").await.is_err(),
        "a new name is no room"
    );
    for name in ["other", "one"] {
        let members = [("UserName", name)];
        world
            .ask::<iam::DeleteUser>(&world.root, &members)
            .await
            .unwrap();
    }
    for name in ["one", "three"] {
        create(&world, making, name).await.unwrap();
    }
    assert!(create(&world, making, "four").await.is_err());
}

#[tokio::test]
async fn each_account_has_its_own() {
    let world = world().await;
    let other = world.account(OTHER_ACCOUNT).await;
    for name in ["one", "two"] {
        create(&world, &MAKING[0], name).await.unwrap();
        let members = [("UserName", name)];
        world
            .ask::<iam::CreateUser>(&other, &members)
            .await
            .unwrap();
    }
    assert!(create(&world, &MAKING[0], "three").await.is_err());
}

#[tokio::test]
async fn a_service_linked_role_is_a_role() {
    let world = world().await;
    world.role("one", &service_trust()).await;
    for (service, fits) in [
        ("ecs.amazonaws.com", true),
        ("elasticache.amazonaws.com", false),
    ] {
        let members = [("AWSServiceName", service)];
        let made = world
            .ask::<iam::CreateServiceLinkedRole>(&world.root, &members)
            .await;
        assert_eq!(made.is_ok(), fits, "{service}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_many_create_at_once_the_quota_is_met_and_not_passed() {
    let quotas = AccountQuotas {
        users: 20,
        ..AccountQuotas::default()
    };
    let world = Arc::new(World::with_quotas(quotas).await);
    for _ in 0..3 {
        let tasks: Vec<_> = (0..60)
            .map(|number| {
                let world = Arc::clone(&world);
                tokio::spawn(async move {
                    create(&world, &MAKING[0], &format!("user-{number}"))
                        .await
                        .is_ok()
                })
            })
            .collect();
        let mut made = Vec::new();
        for (number, task) in tasks.into_iter().enumerate() {
            made.extend(task.await.unwrap().then_some(number));
        }
        assert_eq!(made.len(), 20, "nobody is refused while there is room");
        for number in made {
            let name = format!("user-{number}");
            let members = [("UserName", name.as_str())];
            let deleted = world.ask::<iam::DeleteUser>(&world.root, &members);
            deleted.await.unwrap();
        }
    }
}
