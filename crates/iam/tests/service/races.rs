//! Decisions while others write: none is stale, and none is of policies that never counted together.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::{
    decisions::{looking, may_look_at},
    documents::{allow, deny},
    world::{World, user_arn},
};

/// Keeps asking, so that caches are filled again and again, until it is told to stop.
pub(crate) fn keep_asking(
    world: &Arc<World>,
    key: &AccessKeyId,
    user: &'static str,
    stop: &Arc<AtomicBool>,
    expected: Option<bool>,
) -> tokio::task::JoinHandle<()> {
    let (world, key, stop) = (Arc::clone(world), key.clone(), Arc::clone(stop));
    tokio::spawn(async move {
        while !stop.load(Ordering::Relaxed) {
            match may_look_at(&world, &key, user).await {
                Ok(answer) => assert!(expected.is_none_or(|expected| answer == expected)),
                // The user was moved between the decision and the look.
                Err(error) => assert_eq!(error.code.as_str(), "ConcurrentModification"),
            }
            tokio::task::yield_now().await;
        }
    })
}

/// Two writes that undo each other, and what a decision is after each.
pub(crate) type Toggle = [(&'static str, Vec<(&'static str, String)>, bool); 2];

/// What changes, and the inline policy `rights` that makes a difference of it.
fn toggles(name: &str, key: &AccessKeyId, arn: &str) -> [(Toggle, String); 6] {
    let user = || ("UserName", name.to_owned());
    let max = || ("UserName", "max".to_owned());
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
    let path = |path: &str| vec![max(), ("NewPath", path.to_owned())];
    let tag = |value: &str| {
        let (key, value) = ("friend".to_owned(), value.to_owned());
        vec![
            user(),
            ("Tags.member.1.Key", key),
            ("Tags.member.1.Value", value),
        ]
    };
    let unrelated = allow("s3:GetObject", "*");
    [
        (
            [
                ("PutUserPolicy", inline(looking()), true),
                ("PutUserPolicy", inline(deny("iam:GetUser", "*")), false),
            ],
            unrelated.clone(),
        ),
        (
            [
                ("AttachUserPolicy", vec![user(), policy()], true),
                ("DetachUserPolicy", vec![user(), policy()], false),
            ],
            unrelated,
        ),
        (
            [
                ("SetDefaultPolicyVersion", version("v1"), true),
                ("SetDefaultPolicyVersion", version("v2"), false),
            ],
            allow("s3:GetObject", "*"),
        ),
        (
            [
                ("UpdateAccessKey", status("Active"), true),
                ("UpdateAccessKey", status("Inactive"), false),
            ],
            looking(),
        ),
        (
            [
                ("UpdateUser", path("/team/"), true),
                ("UpdateUser", path("/"), false),
            ],
            allow("iam:GetUser", &user_arn("team/*")),
        ),
        (
            [
                ("TagUser", tag("eve"), true),
                ("TagUser", tag("zoe"), false),
            ],
            allow("iam:GetUser", &user_arn("*${aws:PrincipalTag/friend}")),
        ),
    ]
}

/// Makes both changes of a toggle again and again, and looks after each whether it counts.
pub(crate) async fn keep_writing(world: Arc<World>, key: AccessKeyId, user: &str, toggle: Toggle) {
    const ROUNDS: usize = 60;
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
            let answer = may_look_at(&world, &key, user).await.unwrap();
            assert_eq!(answer, *expected, "{operation}");
            tokio::task::yield_now().await;
            let answer = may_look_at(&world, &key, user).await.unwrap();
            assert_eq!(answer, *expected, "{operation}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_is_stale_while_others_fill_the_caches() {
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    world.powerless("max").await;
    let stop = Arc::new(AtomicBool::new(false));
    let (mut readers, mut writers) = (Vec::new(), Vec::new());
    for number in 0..6 {
        let (name, user) = (
            format!("bob-{number}"),
            if number == 4 { "max" } else { "eve" },
        );
        let key = world.powerless(&name).await;
        let arn = world
            .policy_with(&format!("policy-{number}"), &looking())
            .await;
        let (toggle, rights) = toggles(&name, &key, &arn)[number].clone();
        let unrelated = allow("s3:GetObject", "*");
        let members = [("PolicyArn", arn.as_str()), ("PolicyDocument", &unrelated)];
        world
            .ask::<iam::CreatePolicyVersion>(&world.root, &members)
            .await
            .unwrap();
        if number == 2 {
            let members = [("UserName", name.as_str()), ("PolicyArn", &arn)];
            world
                .ask::<iam::AttachUserPolicy>(&world.root, &members)
                .await
                .unwrap();
        }
        let members = [
            ("UserName", name.as_str()),
            ("PolicyName", "rights"),
            ("PolicyDocument", &rights),
        ];
        world
            .ask::<iam::PutUserPolicy>(&world.root, &members)
            .await
            .unwrap();
        readers.extend((0..2).map(|_| keep_asking(&world, &key, user, &stop, None)));
        writers.push(tokio::spawn(keep_writing(
            Arc::clone(&world),
            key,
            user,
            toggle,
        )));
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
        .map(|_| keep_asking(&world, &bob, "eve", &stop, Some(false)))
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
        .map(|_| keep_asking(&world, &bob, "eve", &stop, Some(false)))
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
