//! Decisions while others write: none is stale, and none is of policies that never counted together.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::{
    decisions::{looking, may},
    documents::{allow, deny},
    world::World,
};

/// Keeps asking, so that caches are filled again and again, until it is told to stop.
fn keep_asking(
    world: &Arc<World>,
    key: &AccessKeyId,
    stop: &Arc<AtomicBool>,
    expected: Option<bool>,
) -> tokio::task::JoinHandle<()> {
    let (world, key, stop) = (Arc::clone(world), key.clone(), Arc::clone(stop));
    tokio::spawn(async move {
        while !stop.load(Ordering::Relaxed) {
            let answer = may(&world, &key).await;
            assert!(
                expected.is_none_or(|expected| answer == expected),
                "{answer}"
            );
            tokio::task::yield_now().await;
        }
    })
}

/// Two writes that undo each other, and what a decision is after each.
type Toggle = [(&'static str, Vec<(&'static str, String)>, bool); 2];

fn toggles(name: &str, key: &AccessKeyId, arn: &str) -> Vec<Toggle> {
    let user = || ("UserName", name.to_owned());
    let policy = || ("PolicyArn", arn.to_owned());
    let inline = |document: String| {
        vec![
            user(),
            ("PolicyName", "inline".to_owned()),
            ("PolicyDocument", document),
        ]
    };
    let status = |status: &str| {
        vec![
            user(),
            ("AccessKeyId", key.to_string()),
            ("Status", status.to_owned()),
        ]
    };
    let version = |id: &str| vec![policy(), ("VersionId", id.to_owned())];
    vec![
        [
            ("PutUserPolicy", inline(looking()), true),
            ("PutUserPolicy", inline(deny("iam:GetUser", "*")), false),
        ],
        [
            ("AttachUserPolicy", vec![user(), policy()], true),
            ("DetachUserPolicy", vec![user(), policy()], false),
        ],
        [
            ("SetDefaultPolicyVersion", version("v1"), true),
            ("SetDefaultPolicyVersion", version("v2"), false),
        ],
        [
            ("UpdateAccessKey", status("Active"), true),
            ("UpdateAccessKey", status("Inactive"), false),
        ],
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_is_stale_while_others_fill_the_caches() {
    const ROUNDS: usize = 60;
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let stop = Arc::new(AtomicBool::new(false));
    let (mut readers, mut writers) = (Vec::new(), Vec::new());
    for number in 0..4 {
        let name = format!("bob-{number}");
        let key = world.powerless(&name).await;
        let arn = world
            .policy_with(&format!("policy-{number}"), &looking())
            .await;
        let unrelated = allow("s3:GetObject", "*");
        let members = [("PolicyArn", arn.as_str()), ("PolicyDocument", &unrelated)];
        world
            .ask::<iam::CreatePolicyVersion>(&world.root, &members)
            .await
            .unwrap();
        let toggle = toggles(&name, &key, &arn).swap_remove(number);
        if number >= 2 {
            let members = [("UserName", name.as_str()), ("PolicyArn", &arn)];
            world
                .ask::<iam::AttachUserPolicy>(&world.root, &members)
                .await
                .unwrap();
        }
        readers.extend((0..2).map(|_| keep_asking(&world, &key, &stop, None)));
        let world = Arc::clone(&world);
        writers.push(tokio::spawn(async move {
            for _ in 0..ROUNDS {
                for (operation, members, expected) in &toggle {
                    let members: Vec<_> = members
                        .iter()
                        .map(|(name, value)| (*name, value.as_str()))
                        .collect();
                    world
                        .ask_by_name(&world.root, operation, &members)
                        .await
                        .unwrap();
                    assert_eq!(may(&world, &key).await, *expected, "{operation}");
                    tokio::task::yield_now().await;
                    assert_eq!(may(&world, &key).await, *expected, "{operation}");
                }
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
}

/// Nobody is allowed by policies that never counted together: at no moment may bob look at eve,
/// because a policy denies it before another one allows it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_mixes_policies_of_different_moments() {
    const ROUNDS: usize = 400;
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let changing = world
        .policy_with("changing", &allow("s3:GetObject", "*"))
        .await;
    let allowing = looking();
    let members = [
        ("PolicyArn", changing.as_str()),
        ("PolicyDocument", &allowing),
    ];
    world
        .ask::<iam::CreatePolicyVersion>(&world.root, &members)
        .await
        .unwrap();
    let denying = world
        .policy_with("denying", &deny("iam:GetUser", "*"))
        .await;
    let members = [("UserName", "bob"), ("PolicyArn", changing.as_str())];
    world
        .ask::<iam::AttachUserPolicy>(&world.root, &members)
        .await
        .unwrap();

    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..6)
        .map(|_| keep_asking(&world, &bob, &stop, Some(false)))
        .collect();
    for _ in 0..ROUNDS {
        let bob_denied = [("UserName", "bob"), ("PolicyArn", denying.as_str())];
        world
            .ask::<iam::AttachUserPolicy>(&world.root, &bob_denied)
            .await
            .unwrap();
        for version in ["v2", "v1"] {
            let members = [("PolicyArn", changing.as_str()), ("VersionId", version)];
            world
                .ask::<iam::SetDefaultPolicyVersion>(&world.root, &members)
                .await
                .unwrap();
        }
        world
            .ask::<iam::DetachUserPolicy>(&world.root, &bob_denied)
            .await
            .unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
}

/// A policy whose default version is replaced and deleted is never left out of a decision.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_goes_without_a_policy_whose_version_goes() {
    const ROUNDS: usize = 400;
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let bob = world.user("bob", &looking()).await;
    let denying = deny("iam:GetUser", "*");
    let arn = world.policy_with("denying", &denying).await;
    let members = [("UserName", "bob"), ("PolicyArn", arn.as_str())];
    world
        .ask::<iam::AttachUserPolicy>(&world.root, &members)
        .await
        .unwrap();

    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..6)
        .map(|_| keep_asking(&world, &bob, &stop, Some(false)))
        .collect();
    for round in 1..=ROUNDS {
        let new = [
            ("PolicyArn", arn.as_str()),
            ("PolicyDocument", &denying),
            ("SetAsDefault", "true"),
        ];
        world
            .ask::<iam::CreatePolicyVersion>(&world.root, &new)
            .await
            .unwrap();
        let old = format!("v{round}");
        let old = [("PolicyArn", arn.as_str()), ("VersionId", old.as_str())];
        world
            .ask::<iam::DeletePolicyVersion>(&world.root, &old)
            .await
            .unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
}
