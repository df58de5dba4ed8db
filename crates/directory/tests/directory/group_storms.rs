//! Many at once on groups, their members and their policies.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_auth::Target;
use iamd_directory::{Error, Quota};

use crate::{
    holder_world::{DENY_ALL, act, group_name, text},
    world::{ALLOW_ALL, World, user_name},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_many_add_at_once_a_user_is_in_ten_groups() {
    const GROUPS: usize = 32;
    let world = Arc::new(World::new().await);
    let bob = user_name("bob");
    world.user(&bob).await;
    for number in 0..GROUPS {
        world.group(&format!("g{number}")).await;
    }
    let tasks: Vec<_> = (0..GROUPS)
        .map(|number| {
            let (world, bob) = (Arc::clone(&world), bob.clone());
            tokio::spawn(async move { world.add(&bob, &format!("g{number}")).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    let mut members = 0;
    for (number, outcome) in outcomes.into_iter().enumerate() {
        let group = format!("g{number}");
        match outcome {
            Ok(()) => {
                members += 1;
                assert!(world.delete_group(&group).await.is_err());
                world.remove(&bob, &group).await.unwrap();
            }
            Err(Error::Quota(Quota::GroupsPerUser)) => {}
            Err(other) => panic!("{other}"),
        }
        world.delete_group(&group).await.unwrap();
    }
    assert_eq!(members, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_many_come_to_one_group_all_are_in_it() {
    const USERS: usize = 48;
    let world = Arc::new(World::new().await);
    world.group("g").await;
    world.put_group("g", "inline", ALLOW_ALL).await;
    let name = |number| user_name(&format!("user-{number}"));
    let mut keys = Vec::new();
    for number in 0..USERS {
        keys.push(world.user(&name(number)).await);
    }
    let tasks: Vec<_> = (0..USERS)
        .map(|number| {
            let world = Arc::clone(&world);
            tokio::spawn(async move { world.add(&name(number), "g").await })
        })
        .collect();
    for (task, key) in tasks.into_iter().zip(keys) {
        task.await.unwrap().unwrap();
        let caller = world.caller(&key).await;
        assert!(world.may_list(&caller).await);
    }
    for number in 0..USERS {
        assert!(world.delete_group("g").await.is_err(), "{number} have gone");
        world.remove(&name(number), "g").await.unwrap();
    }
    assert!(world.delete_group("g").await.is_err(), "it has a policy");
    let (group, inline) = (group_name("g"), "inline".parse().unwrap());
    let directory = &world.directory;
    let delete = |permit| directory.delete_group_policy(permit, &group, &inline);
    act!(
        world,
        DeleteGroupPolicy,
        Target::Group(group.clone()),
        delete
    )
    .unwrap();
    world.delete_group("g").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_group_that_goes_while_users_come_leaves_no_membership() {
    for round in 0..20 {
        let world = Arc::new(World::new().await);
        let bob = user_name("bob");
        let key = world.user(&bob).await;
        world.group("g").await;
        let adding = {
            let (world, bob) = (Arc::clone(&world), bob.clone());
            tokio::spawn(async move { world.add(&bob, "g").await })
        };
        let deleting = {
            let world = Arc::clone(&world);
            tokio::spawn(async move { world.delete_group("g").await })
        };
        let [added, deleted] = [adding.await.unwrap(), deleting.await.unwrap()];
        assert!(added.is_ok() != deleted.is_ok(), "round {round}");
        // Had a membership without its group been left, this would be an error.
        let caller = world.caller(&key).await;
        world.policies_of(&caller).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_policy_is_either_attached_or_deleted() {
    for round in 0..20 {
        let world = Arc::new(World::new().await);
        world.group("g").await;
        let arn = world.policy("policy").await;
        let attaching = {
            let (world, arn) = (Arc::clone(&world), arn.clone());
            tokio::spawn(async move { world.attach_group("g", &arn).await })
        };
        let deleting = {
            let (world, arn) = (Arc::clone(&world), arn.clone());
            tokio::spawn(async move { world.delete_policy(&arn).await })
        };
        let [attached, deleted] = [attaching.await.unwrap(), deleting.await.unwrap()];
        match (attached, deleted) {
            (Ok(()), Err(Error::InUse(_))) => {}
            (Err(Error::NoSuchPolicy { arn: named }), Ok(())) => assert_eq!(named, arn.as_str()),
            other => panic!("round {round}: {other:?}"),
        }
    }
}

/// Readers fill the caches while a group and its policy change. What they see last is what was
/// written last.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_never_keep_what_a_change_of_the_group_made_untrue() {
    const ROUNDS: usize = 200;
    let world = Arc::new(World::new().await);
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let caller = world.caller(&key).await;
    world.group("g").await;
    world.add(&bob, "g").await.unwrap();
    let arn = world.policy("policy").await;
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (world, caller, done) = (Arc::clone(&world), caller.clone(), Arc::clone(&done));
            tokio::spawn(async move {
                while !done.load(Ordering::Relaxed) {
                    world.policies_of(&caller).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    let (group, directory) = (group_name("g"), &world.directory);
    let inline = "inline".parse().unwrap();
    for round in 0..ROUNDS {
        let document = [ALLOW_ALL, DENY_ALL][round % 2];
        let put = |permit| directory.put_group_policy(permit, &group, &inline, text(document));
        act!(world, PutGroupPolicy, Target::Group(group.clone()), put).unwrap();
        assert_eq!(
            world.may_list(&caller).await,
            round % 2 == 0,
            "round {round}"
        );
    }
    let delete = |permit| directory.delete_group_policy(permit, &group, &inline);
    act!(
        world,
        DeleteGroupPolicy,
        Target::Group(group.clone()),
        delete
    )
    .unwrap();
    for round in 0..ROUNDS {
        world.attach_group("g", &arn).await.unwrap();
        assert!(world.may_list(&caller).await, "round {round}");
        let detach = |permit| directory.detach_group_policy(permit, &group, &arn);
        act!(
            world,
            DetachGroupPolicy,
            Target::Group(group.clone()),
            detach
        )
        .unwrap();
        assert!(!world.may_list(&caller).await, "round {round}");
    }
    done.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
}
