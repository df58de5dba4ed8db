//! What always holds of groups, roles and boundaries, however many write at once.

use std::{collections::BTreeMap, sync::Arc};

use iamd_api::iam;
use iamd_ident::Random;
use iamd_testkit::SeededRandom;

use crate::{concurrency::at_once, documents::service_trust, world::World};

/// The groups that a user is said to be in.
async fn groups_of(world: &World, user: &str) -> Vec<String> {
    let members = [("UserName", user)];
    let found = world
        .ask::<iam::ListGroupsForUser>(&world.root, &members)
        .await;
    let groups = found.unwrap().groups.into_iter();
    groups.map(|group| group.group_name).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_quota_of_groups_and_profiles_is_passed() {
    let world = Arc::new(World::new().await);
    world.powerless("bob").await;
    let group = |number| ("GroupName", format!("group-{number}"));
    let made = at_once(&world, "CreateGroup", |number| vec![group(number)]).await;
    assert_eq!(made, BTreeMap::from([("ok", 64)]));
    let added = at_once(&world, "AddUserToGroup", |number| {
        vec![("UserName", "bob".to_owned()), group(number)]
    });
    let expected = BTreeMap::from([("LimitExceeded", 54), ("ok", 10)]);
    assert_eq!(added.await, expected);
    assert_eq!(groups_of(&world, "bob").await.len(), 10);

    let profile = || ("InstanceProfileName", "profile".to_owned());
    let role = |number| ("RoleName", format!("role-{number}"));
    let made = at_once(&world, "CreateRole", |number| {
        let trusting = ("AssumeRolePolicyDocument", service_trust());
        vec![role(number), trusting]
    });
    assert_eq!(made.await, BTreeMap::from([("ok", 64)]));
    let made = at_once(&world, "CreateInstanceProfile", |_| vec![profile()]).await;
    let expected = BTreeMap::from([("EntityAlreadyExists", 63), ("ok", 1)]);
    assert_eq!(made, expected);
    let added = at_once(&world, "AddRoleToInstanceProfile", |number| {
        vec![profile(), role(number)]
    });
    let expected = BTreeMap::from([("LimitExceeded", 63), ("ok", 1)]);
    assert_eq!(added.await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_memberships_leaves_both_sides_in_agreement() {
    const OPERATIONS: [&str; 6] = [
        "AddUserToGroup",
        "AddUserToGroup",
        "RemoveUserFromGroup",
        "RemoveUserFromGroup",
        "DeleteGroup",
        "CreateGroup",
    ];
    const NAMES: [&str; 3] = ["one", "two", "three"];
    let world = Arc::new(World::new().await);
    for name in NAMES {
        world.powerless(name).await;
    }
    let tasks: Vec<_> = (0..16)
        .map(|seed| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let random = SeededRandom::new(seed);
                for _ in 0..40 {
                    let picks: [u8; 3] = (&random as &dyn Random).bytes();
                    let [user, group, operation] = picks.map(usize::from);
                    let members = [
                        ("UserName", NAMES[user % NAMES.len()]),
                        ("GroupName", NAMES[group % NAMES.len()]),
                    ];
                    let operation = OPERATIONS[operation % OPERATIONS.len()];
                    if let Err(error) = world.ask_by_name(&world.root, operation, &members).await {
                        // The last of them: a group was made anew since the decision.
                        let expected = [
                            "NoSuchEntity",
                            "DeleteConflict",
                            "EntityAlreadyExists",
                            "ConcurrentModification",
                        ];
                        assert!(expected.contains(&error.code.as_str()), "{error}");
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut from_users = Vec::new();
    for user in NAMES {
        let groups = groups_of(&world, user).await.into_iter();
        from_users.extend(groups.map(|group| (group, user.to_owned())));
    }
    let mut from_groups = Vec::new();
    for group in NAMES {
        let members = [("GroupName", group)];
        if let Ok(found) = world.ask::<iam::GetGroup>(&world.root, &members).await {
            let users = found.users.into_iter();
            from_groups.extend(users.map(|user| (group.to_owned(), user.user_name.unwrap())));
        }
    }
    from_users.sort();
    from_groups.sort();
    assert_eq!(from_users, from_groups);
    // The counts that guard deletions are true as well.
    for (group, user) in from_users {
        let members = [("GroupName", group.as_str()), ("UserName", &user)];
        world.perform("RemoveUserFromGroup", &members).await;
    }
    let groups = world.ask::<iam::ListGroups>(&world.root, &[]).await;
    for group in groups.unwrap().groups {
        world
            .perform("DeleteGroup", &[("GroupName", &group.group_name)])
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_boundaries_leaves_the_counts_true() {
    let world = Arc::new(World::new().await);
    let arns = [world.policy("one").await, world.policy("two").await];
    for user in ["bob", "eve"] {
        world.powerless(user).await;
    }
    let user = |number: usize| {
        let name = if number.is_multiple_of(2) {
            "bob"
        } else {
            "eve"
        };
        ("UserName", name.to_owned())
    };
    for operation in [
        "PutUserPermissionsBoundary",
        "DeleteUserPermissionsBoundary",
    ] {
        let outcomes = at_once(&world, operation, |number| {
            let arn = arns[number / 2 % 2].clone();
            vec![user(number), ("PermissionsBoundary", arn)]
        });
        assert_eq!(outcomes.await, BTreeMap::from([("ok", 64)]));
        let expected = if operation.starts_with("Put") { 2 } else { 0 };
        let mut count = 0;
        for arn in &arns {
            let members = [("PolicyArn", arn.as_str())];
            let found = world.ask::<iam::GetPolicy>(&world.root, &members).await;
            let policy = found.unwrap().policy.unwrap();
            count += policy.permissions_boundary_usage_count.unwrap();
        }
        assert_eq!(count, expected, "{operation}");
    }
    for arn in &arns {
        world.perform("DeletePolicy", &[("PolicyArn", arn)]).await;
    }
}
