//! The account summary: every count is true, and the quotas are those that are enforced.

use std::collections::BTreeMap;

use iamd_api::iam;

use crate::{
    documents::{allow, service_trust},
    world::World,
};

async fn summary(world: &World) -> BTreeMap<&'static str, i32> {
    let told = world.ask::<iam::GetAccountSummary>(&world.root, &[]).await;
    let map = told.unwrap().summary_map.into_iter();
    map.map(|(key, count)| (key.as_str(), count)).collect()
}

/// What is not as it was.
async fn changes(world: &World, before: &BTreeMap<&'static str, i32>) -> Vec<(&'static str, i32)> {
    let now = summary(world).await;
    assert_eq!(now.len(), before.len());
    let changed = now.into_iter().filter(|(key, count)| before[key] != *count);
    changed.collect()
}

#[tokio::test]
async fn a_new_account_has_a_root_user_with_a_key() {
    let summary = summary(&World::new().await).await;
    assert_eq!(summary.len(), 34);
    let present: Vec<_> = summary
        .iter()
        .filter(|(key, count)| !key.ends_with("Quota") && **count > 0)
        .collect();
    assert_eq!(
        present,
        [
            (&"AccountAccessKeysPresent", &1),
            (&"GlobalEndpointTokenVersion", &1)
        ]
    );
    let quotas = [
        ("AccessKeysPerUserQuota", 2),
        ("AssumeRolePolicySizeQuota", 2048),
        ("AttachedPoliciesPerGroupQuota", 10),
        ("AttachedPoliciesPerRoleQuota", 10),
        ("AttachedPoliciesPerUserQuota", 10),
        ("GroupPolicySizeQuota", 5120),
        ("GroupsPerUserQuota", 10),
        ("GroupsQuota", 300),
        ("InstanceProfilesQuota", 1000),
        ("PoliciesQuota", 1500),
        ("PolicySizeQuota", 6144),
        ("PolicyVersionsInUseQuota", 10_000),
        ("RolePolicySizeQuota", 10_240),
        ("RolesQuota", 1000),
        ("ServerCertificatesQuota", 20),
        ("SigningCertificatesPerUserQuota", 2),
        ("UserPolicySizeQuota", 2048),
        ("UsersQuota", 5000),
        ("VersionsPerPolicyQuota", 5),
    ];
    let told = summary.iter().filter(|(key, _)| key.ends_with("Quota"));
    assert_eq!(
        told.map(|(key, most)| (*key, *most)).collect::<Vec<_>>(),
        quotas
    );
}

#[tokio::test]
async fn what_is_made_is_counted() {
    let world = World::new().await;
    let before = summary(&world).await;
    world.powerless("bob").await;
    world.group("team", &allow("*", "*")).await;
    world.role("worker", &service_trust()).await;
    let members = [("InstanceProfileName", "box")];
    let made = world.ask::<iam::CreateInstanceProfile>(&world.root, &members);
    made.await.unwrap();
    let members = [("VirtualMFADeviceName", "phone")];
    let made = world.ask::<iam::CreateVirtualMFADevice>(&world.root, &members);
    made.await.unwrap();
    let expect = [
        ("Groups", 1),
        ("InstanceProfiles", 1),
        ("MFADevices", 1),
        ("Roles", 1),
        ("Users", 1),
    ];
    assert_eq!(changes(&world, &before).await, expect);
    // Another program counts anew.
    assert_eq!(changes(&world.restarted(), &before).await, expect);
}

/// As recorded of AWS: each policy that is used counts once, be it AWS's or not, and a boundary is a use.
#[tokio::test]
async fn policies_in_use_are_counted_once() {
    let world = World::new().await;
    for name in ["ann", "bob"] {
        world.powerless(name).await;
    }
    let arn = world.policy("own").await;
    world.policy("unused").await;
    let before = summary(&world).await;
    assert_eq!((before["Policies"], before["PolicyVersionsInUse"]), (2, 0));
    for user in ["ann", "bob"] {
        for arn in [&arn, "arn:aws:iam::aws:policy/ReadOnlyAccess"] {
            let members = [("UserName", user), ("PolicyArn", arn)];
            let attached = world.ask::<iam::AttachUserPolicy>(&world.root, &members);
            attached.await.unwrap();
        }
    }
    assert_eq!(changes(&world, &before).await, [("PolicyVersionsInUse", 2)]);
    let boundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    let members = [("UserName", "bob"), ("PermissionsBoundary", boundary)];
    let bounded = world.ask::<iam::PutUserPermissionsBoundary>(&world.root, &members);
    bounded.await.unwrap();
    assert_eq!(changes(&world, &before).await, [("PolicyVersionsInUse", 3)]);
    for user in ["ann", "bob"] {
        let members = [("UserName", user), ("PolicyArn", arn.as_str())];
        let detached = world.ask::<iam::DetachUserPolicy>(&world.root, &members);
        detached.await.unwrap();
    }
    assert_eq!(changes(&world, &before).await, [("PolicyVersionsInUse", 2)]);
}
