//! A write that was answered counts in the next decision.

use iamd_api::{Error, iam};
use iamd_ident::AccessKeyId;

use crate::{
    documents::{allow, deny},
    world::{Members, World, user_arn},
};

/// Whether the owner of a key may look at the user eve now.
pub(crate) async fn may(world: &World, key: &AccessKeyId) -> bool {
    may_look_at(world, key, "eve").await.unwrap()
}

/// Whether the owner of a key may look at a user now. An error is no answer.
pub(crate) async fn may_look_at(
    world: &World,
    key: &AccessKeyId,
    user: &str,
) -> Result<bool, Error> {
    match world.ask::<iam::GetUser>(key, &[("UserName", user)]).await {
        Ok(_) => Ok(true),
        Err(error) => match error.code.as_str() {
            "AccessDenied" | "InvalidClientTokenId" => Ok(false),
            _ => Err(error),
        },
    }
}

/// A policy that allows to look at users.
pub(crate) fn looking() -> String {
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
