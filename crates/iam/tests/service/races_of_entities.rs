//! Decisions by what groups, roles and boundaries say while others write: none is stale, and none
//! is of policies that never counted together.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::{
    decisions::looking,
    documents::{allow, deny},
    races::{Toggle, keep_asking, keep_writing},
    world::{Members, World, user_arn},
};

const BOB: (&str, &str) = ("UserName", "bob");

fn toggle<const N: usize>(
    on: &'static str,
    off: &'static str,
    members: [[(&'static str, &str); N]; 2],
) -> Toggle {
    let [one, two] = members.map(|members| {
        let members = members.into_iter();
        members
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    });
    [(on, one, true), (off, two, false)]
}

/// Makes those whose rights change, and tells the key of each with the changes.
async fn stage(world: &World) -> Vec<(AccessKeyId, Toggle)> {
    let (letting, denying, unrelated) = (
        looking(),
        deny("iam:GetUser", "*"),
        allow("s3:GetObject", "*"),
    );
    let bound = world.policy_with("letting", &letting).await;
    let unbound = world.policy_with("unrelated", &unrelated).await;
    let rights = ("PolicyName", "rights");
    let mut staged = Vec::new();

    let key = world.powerless("joining").await;
    world.group("team", &letting).await;
    let both = [("GroupName", "team"), ("UserName", "joining")];
    let joins = toggle("AddUserToGroup", "RemoveUserFromGroup", [both, both]);
    staged.push((key, joins));

    let key = world.powerless("member").await;
    world.group("crew", &unrelated).await;
    let crew = ("GroupName", "crew");
    world
        .perform("AddUserToGroup", &[crew, ("UserName", "member")])
        .await;
    let put = |document| [crew, rights, ("PolicyDocument", document)];
    let puts = [put(letting.as_str()), put(denying.as_str())];
    staged.push((key, toggle("PutGroupPolicy", "PutGroupPolicy", puts)));

    let key = world.user("bounded", &letting).await;
    let operation = "PutUserPermissionsBoundary";
    let put = |arn| [("UserName", "bounded"), ("PermissionsBoundary", arn)];
    let puts = [put(bound.as_str()), put(unbound.as_str())];
    staged.push((key, toggle(operation, operation, puts)));

    let user = world.powerless("assuming").await;
    let key = world.session(&user, "role", &letting).await;
    let role = ("RoleName", "role");
    let put = |document| [role, rights, ("PolicyDocument", document)];
    let puts = [put(letting.as_str()), put(unrelated.as_str())];
    staged.push((key, toggle("PutRolePolicy", "PutRolePolicy", puts)));

    let key = world.session(&user, "bounded", &letting).await;
    let operation = "PutRolePermissionsBoundary";
    let put = |arn| [("RoleName", "bounded"), ("PermissionsBoundary", arn)];
    let puts = [put(bound.as_str()), put(unbound.as_str())];
    staged.push((key, toggle(operation, operation, puts)));

    let own_friend = allow("iam:GetUser", &user_arn("${aws:PrincipalTag/friend}"));
    let key = world.session(&user, "tagged", &own_friend).await;
    let tag = |value| {
        let role = ("RoleName", "tagged");
        let key = ("Tags.member.1.Key", "friend");
        [role, key, ("Tags.member.1.Value", value)]
    };
    let tags = [tag("eve"), tag("zoe")];
    staged.push((key, toggle("TagRole", "TagRole", tags)));
    staged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_is_stale_while_others_fill_the_caches() {
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let stop = Arc::new(AtomicBool::new(false));
    let (mut readers, mut writers) = (Vec::new(), Vec::new());
    for (key, toggle) in stage(&world).await {
        readers.extend((0..2).map(|_| keep_asking(&world, &key, "eve", &stop, None)));
        let writing = keep_writing(Arc::clone(&world), key, "eve", toggle);
        writers.push(tokio::spawn(writing));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
}

/// Performs the steps again and again, during which bob may look at eve at no moment.
async fn never_allowed(world: Arc<World>, bob: AccessKeyId, steps: &[(&str, Members<'_>)]) {
    const ROUNDS: usize = 200;
    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..6)
        .map(|_| keep_asking(&world, &bob, "eve", &stop, Some(false)))
        .collect();
    for _ in 0..ROUNDS {
        for (operation, members) in steps {
            world.perform(operation, members).await;
        }
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
}

/// One group denies before the other allows, and still denies when that no longer does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_mixes_groups_of_different_moments() {
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let (letting, denying) = (looking(), deny("iam:GetUser", "*"));
    let unrelated = allow("s3:GetObject", "*");
    for name in ["one", "two"] {
        world.group(name, &unrelated).await;
        world
            .perform("AddUserToGroup", &[("GroupName", name), BOB])
            .await;
    }
    let put = |group, document| {
        let rights = ("PolicyName", "rights");
        [("GroupName", group), rights, ("PolicyDocument", document)]
    };
    let steps = [
        put("one", denying.as_str()),
        put("two", letting.as_str()),
        put("two", unrelated.as_str()),
        put("one", unrelated.as_str()),
    ];
    let steps = [0, 1, 2, 3].map(|step: usize| ("PutGroupPolicy", &steps[step][..]));
    never_allowed(world, bob, &steps).await;
}

/// A boundary is there before a policy allows, and is taken away after it no longer does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_mixes_policies_and_boundaries_of_different_moments() {
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let (letting, unrelated) = (looking(), allow("s3:GetObject", "*"));
    let boundary = world.policy_with("boundary", &unrelated).await;
    let bounded = [BOB, ("PermissionsBoundary", boundary.as_str())];
    let put = |document| [BOB, ("PolicyName", "rights"), ("PolicyDocument", document)];
    let steps: [(&str, Members<'_>); 4] = [
        ("PutUserPermissionsBoundary", &bounded),
        ("PutUserPolicy", &put(letting.as_str())),
        ("PutUserPolicy", &put(unrelated.as_str())),
        ("DeleteUserPermissionsBoundary", &[BOB]),
    ];
    never_allowed(world, bob, &steps).await;
}

/// A user is in a group that denies for as long as it is in one that allows.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_decision_mixes_memberships_of_different_moments() {
    let world = Arc::new(World::new().await);
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    world.group("denying", &deny("iam:GetUser", "*")).await;
    world.group("letting", &looking()).await;
    let denied = [("GroupName", "denying"), BOB];
    let let_in = [("GroupName", "letting"), BOB];
    let steps: [(&str, Members<'_>); 4] = [
        ("AddUserToGroup", &denied),
        ("AddUserToGroup", &let_in),
        ("RemoveUserFromGroup", &let_in),
        ("RemoveUserFromGroup", &denied),
    ];
    never_allowed(Arc::clone(&world), bob, &steps).await;
    let members = [("GroupName", "letting")];
    let found = world.ask::<iam::GetGroup>(&world.root, &members).await;
    assert!(found.unwrap().users.is_empty());
}
