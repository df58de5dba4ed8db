//! Permissions boundaries: set, replaced, taken away, and what they keep from being deleted.

use iamd_auth::{Resources, Target};
use iamd_directory::{Dependents, Error, PolicyFilter, PolicyUsage};
use iamd_ident::Arn;

use crate::{
    holder_world::{act, page},
    role_world::{for_ec2, new_role, role_name},
    world::{World, user_name},
};

impl World {
    async fn boundary_of_user(&self, name: &str) -> Option<Arn> {
        let name = user_name(name);
        let get = |permit| self.directory.get_user(permit, &name);
        let user = act!(self, GetUser, Target::User(name.clone()), get).unwrap();
        let root = self.caller(&self.root).await;
        let target = Target::User(name.clone());
        let resource = self.directory.resource(&root, &target).await.unwrap();
        let arn = user.permissions_boundary;
        assert_eq!(
            resource.permissions_boundary,
            arn.as_ref().map(Arn::to_string)
        );
        arn
    }

    async fn boundary_counts<const N: usize>(&self, arns: [&Arn; N]) -> [u32; N] {
        let mut counts = [0; N];
        for (count, arn) in counts.iter_mut().zip(arns) {
            let policy = self.get_policy(arn).await;
            assert_eq!(policy.attachment_count, 0, "a boundary is no attachment");
            *count = policy.boundary_count;
        }
        counts
    }

    async fn delete_bounded(&self, name: &str) {
        let name = user_name(name);
        let delete = |permit| self.directory.delete_user(permit, &name);
        act!(self, DeleteUser, Target::User(name.clone()), delete).unwrap();
    }
}

fn read_only() -> Arn {
    "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap()
}

#[tokio::test]
async fn the_boundary_of_a_user_is_counted_at_its_policy() {
    let world = World::new().await;
    let [one, other] = [world.policy("one").await, world.policy("other").await];
    let aws = read_only();
    world.create_bounded("eve", &one).await.unwrap();
    let eve = user_name("eve");
    assert_eq!(world.boundary_of_user("eve").await, Some(one.clone()));
    assert_eq!(world.boundary_counts([&one, &other, &aws]).await, [1, 0, 0]);

    for (arn, counts) in [(&other, [0, 1, 0]), (&aws, [0, 0, 1]), (&one, [1, 0, 0])] {
        for _ in 0..2 {
            world.bound(&eve, Some(arn)).await.unwrap();
            assert_eq!(world.boundary_of_user("eve").await.as_ref(), Some(arn));
            assert_eq!(world.boundary_counts([&one, &other, &aws]).await, counts);
        }
    }
    assert_eq!(
        world.restarted().boundary_of_user("eve").await,
        Some(one.clone())
    );
    for _ in 0..2 {
        world.bound(&eve, None).await.unwrap();
        assert_eq!(world.boundary_of_user("eve").await, None);
        assert_eq!(world.boundary_counts([&one, &other, &aws]).await, [0, 0, 0]);
    }
}

#[tokio::test]
async fn a_policy_that_is_a_boundary_is_not_deleted_until_its_users_are_gone() {
    let world = World::new().await;
    let arn = world.policy("limit").await;
    world.create_bounded("eve", &arn).await.unwrap();
    let mut new = new_role("role", for_ec2());
    new.permissions_boundary = Some(arn.clone());
    let role = world.create_role(new).await.unwrap();
    assert_eq!(role.permissions_boundary.as_ref(), Some(&arn));
    assert_eq!(world.boundary_counts([&arn]).await, [2]);

    let in_use = world.delete_policy(&arn).await;
    assert!(matches!(in_use, Err(Error::InUse(Dependents::Attachments))));
    world.delete_bounded("eve").await;
    assert!(world.delete_policy(&arn).await.is_err());
    world.delete_role("role").await.unwrap();
    assert_eq!(world.boundary_counts([&arn]).await, [0]);
    assert!(world.entities(&arn, None, None).await.is_empty());
    world.delete_policy(&arn).await.unwrap();
}

#[tokio::test]
async fn the_boundary_of_a_role_is_set_and_taken_away() {
    let world = World::new().await;
    let arn = world.policy("limit").await;
    world
        .create_role(new_role("role", for_ec2()))
        .await
        .unwrap();
    let (name, directory) = (role_name("role"), &world.directory);
    let target = || Target::Role(name.clone());
    let put = |permit| directory.put_role_permissions_boundary(permit, &name, &arn);
    act!(world, PutRolePermissionsBoundary, target(), put).unwrap();
    for world in [&world, &world.restarted()] {
        let found = world.get_role("role").await.unwrap();
        assert_eq!(found.permissions_boundary.as_ref(), Some(&arn));
    }
    let delete = |permit| directory.delete_role_permissions_boundary(permit, &name);
    act!(world, DeleteRolePermissionsBoundary, target(), delete).unwrap();
    let found = world.get_role("role").await.unwrap();
    assert_eq!(found.permissions_boundary, None);
    assert_eq!(world.boundary_counts([&arn]).await, [0]);
}

#[tokio::test]
async fn a_boundary_must_be_a_policy_that_the_account_can_use() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    for arn in [
        "arn:aws:iam::123456789012:policy/none",
        "arn:aws:iam::999999999999:policy/foreign",
        "arn:aws:iam::123456789012:user/bob",
    ] {
        let arn: Arn = arn.parse().unwrap();
        for outcome in [
            world.bound(&bob, Some(&arn)).await,
            world.create_bounded("eve", &arn).await,
        ] {
            assert!(
                matches!(outcome, Err(Error::NoSuchPolicy { arn: named }) if named == arn.as_str())
            );
        }
    }
    assert_eq!(world.boundary_of_user("bob").await, None);
    world.user(&user_name("eve")).await;
}

#[tokio::test]
async fn policies_are_listed_by_how_they_are_used() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    let [limit, given] = [world.policy("limit").await, world.policy("given").await];
    world.policy("unused").await;
    world.bound(&bob, Some(&limit)).await.unwrap();
    world.attach_user(&bob, &given).await.unwrap();
    world.attach_user(&bob, &read_only()).await.unwrap();
    world.create_bounded("eve", &read_only()).await.unwrap();
    let list = |usage, only_attached| {
        let filter = PolicyFilter {
            customers: true,
            aws: true,
            only_attached,
            usage,
            path_prefix: "/".to_owned(),
        };
        let (world, page) = (&world, page(1000));
        async move {
            let list = |permit| world.directory.list_policies(permit, &filter, &page);
            let target = Target::Policies("/".to_owned());
            let found = act!(world, ListPolicies, target, list)
                .unwrap()
                .items
                .into_iter();
            found
                .map(|policy| policy.name.to_string())
                .collect::<Vec<_>>()
        }
    };
    let boundaries = Some(PolicyUsage::PermissionsBoundary);
    assert_eq!(list(boundaries, false).await, ["limit", "ReadOnlyAccess"]);
    assert_eq!(list(boundaries, true).await, ["ReadOnlyAccess"]);
    let permissions = Some(PolicyUsage::PermissionsPolicy);
    assert_eq!(list(permissions, false).await, ["given", "ReadOnlyAccess"]);
    assert_eq!(list(None, true).await, ["given", "ReadOnlyAccess"]);
}
