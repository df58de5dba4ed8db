//! A write that was answered counts in the next decision, whoever decides meanwhile.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::{
    documents::{allow, deny},
    world::{Members, World, user_arn},
};

/// Whether the owner of a key may look at the user eve now.
async fn may(world: &World, key: &AccessKeyId) -> bool {
    match world.ask::<iam::GetUser>(key, &[("UserName", "eve")]).await {
        Ok(_) => true,
        Err(error) if matches!(error.code.as_str(), "AccessDenied" | "InvalidClientTokenId") => {
            false
        }
        Err(error) => panic!("{error}"),
    }
}

/// A policy that allows to look at users.
fn looking() -> String {
    allow("iam:GetUser", "*")
}

/// A write, and whether bob may look at eve after it.
type Step<'a> = (&'a str, Members<'a>, bool);

async fn check_each(world: &World, bob: &AccessKeyId, steps: &[Step<'_>]) {
    for (number, (operation, members, expected)) in steps.iter().enumerate() {
        world
            .ask_by_name(&world.root, operation, members)
            .await
            .unwrap();
        assert_eq!(
            may(world, bob).await,
            *expected,
            "after step {number}, {operation}"
        );
    }
}

const NAME: (&str, &str) = ("UserName", "bob");
const INLINE: (&str, &str) = ("PolicyName", "inline");
const ADMINISTRATOR: (&str, &str) = ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess");

#[tokio::test]
async fn inline_policies_count_in_the_next_decision() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let (allowing, denying, unrelated) = (
        looking(),
        deny("iam:GetUser", "*"),
        allow("s3:GetObject", "*"),
    );
    let [allowing, denying, unrelated] =
        [&allowing, &denying, &unrelated].map(|text| [NAME, INLINE, ("PolicyDocument", text)]);
    assert!(!may(&world, &bob).await);
    let steps: [Step<'_>; 9] = [
        ("PutUserPolicy", &allowing, true),
        ("PutUserPolicy", &unrelated, false),
        ("PutUserPolicy", &allowing, true),
        ("DeleteUserPolicy", &[NAME, INLINE], false),
        ("AttachUserPolicy", &[NAME, ADMINISTRATOR], true),
        ("PutUserPolicy", &denying, false),
        ("DeleteUserPolicy", &[NAME, INLINE], true),
        ("DetachUserPolicy", &[NAME, ADMINISTRATOR], false),
        ("PutUserPolicy", &allowing, true),
    ];
    check_each(&world, &bob, &steps).await;
}

#[tokio::test]
async fn attached_policies_and_their_versions_count_in_the_next_decision() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let arn = world.policy_with("policy", &looking()).await;
    let policy = ("PolicyArn", arn.as_str());
    let (denying, unrelated) = (deny("iam:GetUser", "*"), allow("s3:GetObject", "*"));
    let unrelated = [
        policy,
        ("PolicyDocument", &unrelated),
        ("SetAsDefault", "true"),
    ];
    let [first, second] = ["v1", "v2"].map(|id| [policy, ("VersionId", id)]);
    assert!(!may(&world, &bob).await);
    let steps: [Step<'_>; 10] = [
        ("AttachUserPolicy", &[NAME, policy], true),
        (
            "CreatePolicyVersion",
            &[policy, ("PolicyDocument", &denying)],
            true,
        ),
        ("SetDefaultPolicyVersion", &second, false),
        ("SetDefaultPolicyVersion", &first, true),
        ("CreatePolicyVersion", &unrelated, false),
        ("DeletePolicyVersion", &first, false),
        ("AttachUserPolicy", &[NAME, ADMINISTRATOR], true),
        ("SetDefaultPolicyVersion", &second, false),
        ("DetachUserPolicy", &[NAME, policy], true),
        ("DetachUserPolicy", &[NAME, ADMINISTRATOR], false),
    ];
    check_each(&world, &bob, &steps).await;
}

#[tokio::test]
async fn a_policys_default_version_counts_for_all_who_have_it() {
    let world = World::new().await;
    world.powerless("eve").await;
    let arn = world.policy_with("policy", &looking()).await;
    let mut keys = Vec::new();
    for name in ["bob", "zoe"] {
        keys.push(world.powerless(name).await);
        let members = [("UserName", name), ("PolicyArn", arn.as_str())];
        world
            .ask::<iam::AttachUserPolicy>(&world.root, &members)
            .await
            .unwrap();
    }
    let unrelated = allow("s3:GetObject", "*");
    let members = [("PolicyArn", arn.as_str()), ("PolicyDocument", &unrelated)];
    world
        .ask::<iam::CreatePolicyVersion>(&world.root, &members)
        .await
        .unwrap();
    for (version, expected) in [("v1", true), ("v2", false), ("v1", true), ("v2", false)] {
        let members = [("PolicyArn", arn.as_str()), ("VersionId", version)];
        world
            .ask::<iam::SetDefaultPolicyVersion>(&world.root, &members)
            .await
            .unwrap();
        for key in &keys {
            assert_eq!(may(&world, key).await, expected, "{version}");
        }
    }
}

#[tokio::test]
async fn a_resource_is_decided_on_under_its_name_and_path_of_now() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world
        .user("bob", &allow("iam:GetUser", &user_arn("team/eve")))
        .await;
    for (path, expected) in [("/team/", true), ("/", false), ("/team/", true)] {
        let members = [("UserName", "eve"), ("NewPath", path)];
        world
            .ask::<iam::UpdateUser>(&world.root, &members)
            .await
            .unwrap();
        assert_eq!(may(&world, &bob).await, expected, "{path}");
    }
    let members = [("UserName", "eve"), ("NewUserName", "EVE")];
    world
        .ask::<iam::UpdateUser>(&world.root, &members)
        .await
        .unwrap();
    assert!(!may(&world, &bob).await, "the case of an ARN counts");
}

#[tokio::test]
async fn a_principal_is_known_by_its_name_and_tags_of_now() {
    let world = World::new().await;
    let members = [("UserName", "eve"), ("Path", "/a/")];
    world
        .ask::<iam::CreateUser>(&world.root, &members)
        .await
        .unwrap();
    let own_team = allow("iam:GetUser", &user_arn("${aws:PrincipalTag/team}/*"));
    let bob = world.user("bob", &own_team).await;
    let name = ("UserName", "bob");
    let steps: [(&str, Members<'_>, bool); 4] = [
        (
            "TagUser",
            &[
                name,
                ("Tags.member.1.Key", "team"),
                ("Tags.member.1.Value", "b"),
            ],
            false,
        ),
        (
            "TagUser",
            &[
                name,
                ("Tags.member.1.Key", "TEAM"),
                ("Tags.member.1.Value", "a"),
            ],
            true,
        ),
        ("UntagUser", &[name, ("TagKeys.member.1", "team")], false),
        (
            "TagUser",
            &[
                name,
                ("Tags.member.1.Key", "team"),
                ("Tags.member.1.Value", "a"),
            ],
            true,
        ),
    ];
    assert!(!may(&world, &bob).await);
    for (operation, members, expected) in steps {
        world
            .ask_by_name(&world.root, operation, members)
            .await
            .unwrap();
        assert_eq!(may(&world, &bob).await, expected, "{operation} {members:?}");
    }

    let own_self = allow("iam:GetUser", &user_arn("${aws:username}"));
    let max = world.user("max", &own_self).await;
    world.ask::<iam::GetUser>(&max, &[]).await.unwrap();
    let members = [("UserName", "max"), ("NewUserName", "moritz")];
    world
        .ask::<iam::UpdateUser>(&world.root, &members)
        .await
        .unwrap();
    let own = world.ask::<iam::GetUser>(&max, &[]).await.unwrap().user;
    assert_eq!(own.arn, user_arn("moritz"));
    world.powerless("max").await;
    let other = world
        .ask::<iam::GetUser>(&max, &[("UserName", "max")])
        .await;
    assert_eq!(other.unwrap_err().code.as_str(), "AccessDenied");
}

#[tokio::test]
async fn a_namesake_inherits_nothing() {
    let world = World::new().await;
    world.powerless("eve").await;
    let old = world.user("bob", &looking()).await;
    assert!(may(&world, &old).await);
    for (operation, member) in [
        ("DeleteAccessKey", ("AccessKeyId", old.as_str())),
        ("DeleteUserPolicy", ("PolicyName", "rights")),
        ("DeleteUser", ("Ignored", "")),
    ] {
        let members = [("UserName", "bob"), member];
        world
            .ask_by_name(&world.root, operation, &members)
            .await
            .unwrap();
    }
    let new = world.powerless("bob").await;
    assert!(!may(&world, &new).await);
    assert!(!may(&world, &old).await);
}

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
