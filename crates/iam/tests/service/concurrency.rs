//! What always holds, however many write at once.

use std::{collections::BTreeMap, sync::Arc};

use iamd_api::{Error, iam};
use iamd_ident::Random;
use iamd_testkit::SeededRandom;

use crate::{
    documents::sized,
    world::{World, policy_arn},
};

const TASKS: usize = 64;

/// Performs an operation in many tasks at once. The codes of the errors, with how often each came;
/// `ok` for success.
pub(crate) async fn at_once<M>(
    world: &Arc<World>,
    operation: &'static str,
    members: M,
) -> BTreeMap<&'static str, usize>
where
    M: Fn(usize) -> Vec<(&'static str, String)>,
{
    let tasks: Vec<_> = (0..TASKS)
        .map(|number| {
            let (world, members) = (Arc::clone(world), members(number));
            tokio::spawn(async move {
                let members: Vec<_> = members
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                world.ask_by_name(&world.root, operation, &members).await
            })
        })
        .collect();
    let mut outcomes = BTreeMap::new();
    for task in tasks {
        let outcome = task
            .await
            .unwrap()
            .map_or_else(|error| error.code.as_str(), |_| "ok");
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_gets_a_name() {
    let world = Arc::new(World::new().await);
    let cased = |number: usize| {
        if number.is_multiple_of(2) {
            "bob"
        } else {
            "BOB"
        }
        .to_owned()
    };
    let outcomes = at_once(&world, "CreateUser", |number| {
        vec![("UserName", cased(number))]
    })
    .await;
    assert_eq!(
        outcomes,
        BTreeMap::from([("EntityAlreadyExists", 63), ("ok", 1)])
    );
    let outcomes = at_once(&world, "CreatePolicy", |number| {
        vec![
            ("PolicyName", cased(number)),
            ("PolicyDocument", sized(150)),
        ]
    });
    assert_eq!(
        outcomes.await,
        BTreeMap::from([("EntityAlreadyExists", 63), ("ok", 1)])
    );
    let users = world
        .ask::<iam::ListUsers>(&world.root, &[])
        .await
        .unwrap()
        .users;
    assert_eq!(users.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_quota_is_passed() {
    let world = Arc::new(World::new().await);
    world
        .ask::<iam::CreateUser>(&world.root, &[("UserName", "bob")])
        .await
        .unwrap();
    let bob = || ("UserName", "bob".to_owned());
    let outcomes = at_once(&world, "CreateAccessKey", |_| vec![bob()]).await;
    assert_eq!(outcomes, BTreeMap::from([("LimitExceeded", 62), ("ok", 2)]));
    let keys = world
        .ask::<iam::ListAccessKeys>(&world.root, &[("UserName", "bob")])
        .await;
    assert_eq!(keys.unwrap().access_key_metadata.len(), 2);

    let arn = world.policy("policy").await;
    let outcomes = at_once(&world, "CreatePolicyVersion", |_| {
        vec![("PolicyArn", arn.clone()), ("PolicyDocument", sized(150))]
    });
    assert_eq!(
        outcomes.await,
        BTreeMap::from([("LimitExceeded", 60), ("ok", 4)])
    );

    let outcomes = at_once(&world, "PutUserPolicy", |number| {
        let name = ("PolicyName", format!("policy-{number}"));
        vec![bob(), name, ("PolicyDocument", sized(300))]
    });
    assert_eq!(
        outcomes.await,
        BTreeMap::from([("LimitExceeded", 58), ("ok", 6)])
    );

    for number in 0..TASKS {
        world.policy(&format!("policy-{number}")).await;
    }
    let outcomes = at_once(&world, "AttachUserPolicy", |number| {
        vec![
            bob(),
            ("PolicyArn", policy_arn(&format!("policy-{number}"))),
        ]
    });
    assert_eq!(
        outcomes.await,
        BTreeMap::from([("LimitExceeded", 54), ("ok", 10)])
    );

    let outcomes = at_once(&world, "TagUser", |number| {
        let key = ("Tags.member.1.Key", format!("key-{number}"));
        vec![bob(), key, ("Tags.member.1.Value", String::new())]
    });
    assert_eq!(
        outcomes.await,
        BTreeMap::from([("LimitExceeded", 14), ("ok", 50)])
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_user_that_many_rename_has_one_name() {
    let world = Arc::new(World::new().await);
    world
        .ask::<iam::CreateUser>(&world.root, &[("UserName", "bob")])
        .await
        .unwrap();
    let outcomes = at_once(&world, "UpdateUser", |number| {
        vec![
            ("UserName", "bob".to_owned()),
            ("NewUserName", format!("bob-{number}")),
        ]
    })
    .await;
    assert_eq!(outcomes["ok"], 1, "{outcomes:?}");
    let users = world
        .ask::<iam::ListUsers>(&world.root, &[])
        .await
        .unwrap()
        .users;
    let [user] = &users[..] else {
        panic!("{users:?}")
    };
    let found = user.user_name.clone().unwrap();
    for number in 0..TASKS {
        let name = format!("bob-{number}");
        let answer = world
            .ask::<iam::GetUser>(&world.root, &[("UserName", &name)])
            .await;
        assert_eq!(answer.is_ok(), name == found, "{name}");
    }
}

/// The ARNs of the policies that a user has.
async fn attached(world: &World, user: &str) -> Result<Vec<String>, Error> {
    let members = [("UserName", user)];
    let answer = world
        .ask::<iam::ListAttachedUserPolicies>(&world.root, &members)
        .await?;
    Ok(answer
        .attached_policies
        .into_iter()
        .map(|policy| policy.policy_arn.unwrap())
        .collect())
}

/// The names of the users that have a policy, and how many the policy counts.
async fn holders(world: &World, arn: &str) -> Result<(Vec<String>, i32), Error> {
    let members = [("PolicyArn", arn)];
    let found = world
        .ask::<iam::ListEntitiesForPolicy>(&world.root, &members)
        .await?;
    let policy = world.ask::<iam::GetPolicy>(&world.root, &members).await?;
    let names = found
        .policy_users
        .into_iter()
        .map(|user| user.user_name.unwrap())
        .collect();
    Ok((names, policy.policy.unwrap().attachment_count.unwrap()))
}

/// Checks that users and policies agree on who has what.
async fn check_attachments(world: &World, users: &[String], arns: &[String]) {
    let mut from_users = Vec::new();
    for user in users {
        if let Ok(policies) = attached(world, user).await {
            from_users.extend(policies.into_iter().map(|arn| (arn, user.clone())));
        }
    }
    let mut from_policies = Vec::new();
    for arn in arns {
        if let Ok((names, count)) = holders(world, arn).await {
            assert_eq!(names.len(), usize::try_from(count).unwrap(), "{arn}");
            from_policies.extend(names.into_iter().map(|name| (arn.clone(), name)));
        }
    }
    from_users.sort();
    from_policies.sort();
    assert_eq!(from_users, from_policies);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_attachments_leaves_all_lists_and_counts_in_agreement() {
    let world = Arc::new(World::new().await);
    let users: Vec<_> = (0..4).map(|number| format!("user-{number}")).collect();
    for user in &users {
        world
            .ask::<iam::CreateUser>(&world.root, &[("UserName", user)])
            .await
            .unwrap();
    }
    let mut arns = vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()];
    for name in ["one", "two"] {
        arns.push(world.policy(name).await);
    }
    let tasks: Vec<_> = (0..16)
        .map(|seed| {
            let (world, users, arns) = (Arc::clone(&world), users.clone(), arns.clone());
            tokio::spawn(async move {
                let random = SeededRandom::new(seed);
                for _ in 0..40 {
                    let [user, arn, attach] = (&random as &dyn Random).bytes();
                    let members = [
                        ("UserName", users[usize::from(user) % users.len()].as_str()),
                        ("PolicyArn", arns[usize::from(arn) % arns.len()].as_str()),
                    ];
                    let attach = attach.is_multiple_of(2);
                    let operation = if attach {
                        "AttachUserPolicy"
                    } else {
                        "DetachUserPolicy"
                    };
                    match world.ask_by_name(&world.root, operation, &members).await {
                        Ok(_) => {}
                        Err(error) => assert_eq!(error.code.as_str(), "NoSuchEntity", "{error}"),
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    check_attachments(&world, &users, &arns).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_attached_to_what_is_deleted_at_the_same_time() {
    let world = Arc::new(World::new().await);
    for round in 0..40 {
        let user = format!("user-{round}");
        world
            .ask::<iam::CreateUser>(&world.root, &[("UserName", &user)])
            .await
            .unwrap();
        let arn = world.policy(&format!("policy-{round}")).await;
        let requests = [
            ("DeleteUser", vec![("UserName", user.clone())]),
            (
                "AttachUserPolicy",
                vec![("UserName", user.clone()), ("PolicyArn", arn.clone())],
            ),
            ("DeletePolicy", vec![("PolicyArn", arn.clone())]),
            ("CreateAccessKey", vec![("UserName", user.clone())]),
        ];
        let tasks: Vec<_> = requests
            .into_iter()
            .map(|(operation, members)| {
                let world = Arc::clone(&world);
                tokio::spawn(async move {
                    let members: Vec<_> = members
                        .iter()
                        .map(|(name, value)| (*name, value.as_str()))
                        .collect();
                    world.ask_by_name(&world.root, operation, &members).await
                })
            })
            .collect();
        for task in tasks {
            if let Err(error) = task.await.unwrap() {
                let expected = ["NoSuchEntity", "DeleteConflict"];
                assert!(expected.contains(&error.code.as_str()), "{error}");
            }
        }
        let alive = attached(&world, &user).await;
        for arn in alive.as_deref().unwrap_or_default() {
            let found = world
                .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", arn)])
                .await;
            assert!(found.is_ok(), "{user} has a policy that is gone");
        }
        if let Ok((names, _)) = holders(&world, &arn).await {
            assert!(
                names.is_empty() || alive.is_ok(),
                "{arn} is attached to a user that is gone"
            );
        }
        check_attachments(&world, &[user], &[arn]).await;
    }
}
