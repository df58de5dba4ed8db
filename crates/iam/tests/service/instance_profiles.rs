//! Instance profiles, and the role in each.

use iamd_api::{Error, iam};
use serde_json::json;

use crate::{
    documents::{document, service_trust, statement},
    world::{World, profile_arn, refused, role_arn, user_arn},
};

const PROFILE: (&str, &str) = ("InstanceProfileName", "profile");
const ROLE: (&str, &str) = ("RoleName", "role");

async fn profile(world: &World) -> Result<iam::InstanceProfile, Error> {
    let found = world
        .ask::<iam::GetInstanceProfile>(&world.root, &[PROFILE])
        .await;
    found.map(|answer| answer.instance_profile)
}

/// The names of the instance profiles that a role is in.
async fn profiles_of(world: &World) -> Vec<String> {
    let found = world
        .ask::<iam::ListInstanceProfilesForRole>(&world.root, &[ROLE])
        .await;
    let profiles = found.unwrap().instance_profiles.into_iter();
    profiles
        .map(|profile| profile.instance_profile_name)
        .collect()
}

/// A world with a profile and a role that is in none.
async fn world() -> World {
    let world = World::new().await;
    world.role("role", &service_trust()).await;
    let made = world.ask_as_root("CreateInstanceProfile", &[PROFILE]).await;
    made.unwrap();
    world
}

#[tokio::test]
async fn a_profile_is_what_was_asked_for() {
    let world = World::new().await;
    let members = [
        PROFILE,
        ("Path", "/division/"),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "a"),
    ];
    let made = world
        .ask::<iam::CreateInstanceProfile>(&world.root, &members)
        .await;
    let made = made.unwrap().instance_profile;
    assert_eq!(
        (&*made.instance_profile_name, &*made.path),
        ("profile", "/division/")
    );
    assert_eq!(made.arn, profile_arn("division/profile"));
    let id = &made.instance_profile_id;
    assert!(id.starts_with("AIPA"), "{id}");
    assert_eq!((made.roles.len(), made.tags.len()), (0, 1));
    for world in [&world, &world.restarted()] {
        let found = profile(world).await.unwrap();
        assert_eq!(format!("{found:?}"), format!("{made:?}"));
        let listed = world
            .ask::<iam::ListInstanceProfiles>(&world.root, &[])
            .await;
        let listed = listed.unwrap().instance_profiles;
        assert_eq!(listed.len(), 1);
        assert!(listed[0].tags.is_empty(), "lists leave out tags");
    }
    let members = [("InstanceProfileName", "PROFILE")];
    let answer = world.ask_as_root("CreateInstanceProfile", &members).await;
    let text = "Instance Profile PROFILE already exists.";
    refused(answer, "EntityAlreadyExists", text);
}

#[tokio::test]
async fn a_role_comes_and_goes() {
    let world = world().await;
    let both = [PROFILE, ROLE];
    world
        .ask_as_root("AddRoleToInstanceProfile", &both)
        .await
        .unwrap();
    for world in [&world, &world.restarted()] {
        let found = profile(world).await.unwrap();
        assert_eq!(found.roles.len(), 1);
        let role = &found.roles[0];
        assert_eq!(role.arn, role_arn("role"));
        assert_eq!(role.assume_role_policy_document, Some(service_trust()));
        assert_eq!(role.max_session_duration, None);
        assert_eq!(profiles_of(world).await, ["profile"]);
    }
    world.role("second", &service_trust()).await;
    for second in ["second", "role"] {
        let members = [PROFILE, ("RoleName", second)];
        let answer = world
            .ask_as_root("AddRoleToInstanceProfile", &members)
            .await;
        let text = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
        refused(answer, "LimitExceeded", text);
    }
    let answer = world.ask_as_root("DeleteInstanceProfile", &[PROFILE]).await;
    let text = "Cannot delete entity, must remove roles from instance profile first.";
    refused(answer, "DeleteConflict", text);
    world
        .ask_as_root("RemoveRoleFromInstanceProfile", &both)
        .await
        .unwrap();
    let restarted = world.restarted();
    assert!(profile(&restarted).await.unwrap().roles.is_empty());
    assert!(profiles_of(&restarted).await.is_empty());
    let answer = world
        .ask_as_root("RemoveRoleFromInstanceProfile", &both)
        .await;
    let text = "Role role in Instance Profile profile cannot be found.";
    refused(answer, "NoSuchEntity", text);
    world
        .ask_as_root("DeleteInstanceProfile", &[PROFILE])
        .await
        .unwrap();
    let text = "Instance Profile profile cannot be found.";
    refused(profile(&world.restarted()).await, "NoSuchEntity", text);
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let world = world().await;
    let none = ("InstanceProfileName", "none");
    let text = "Instance Profile none cannot be found.";
    let tag = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "")];
    for (operation, more) in [
        ("GetInstanceProfile", &[][..]),
        ("DeleteInstanceProfile", &[]),
        ("AddRoleToInstanceProfile", &[ROLE]),
        ("RemoveRoleFromInstanceProfile", &[ROLE]),
        ("TagInstanceProfile", &tag),
        ("UntagInstanceProfile", &[("TagKeys.member.1", "k")]),
        ("ListInstanceProfileTags", &[]),
    ] {
        let members = [&[none], more].concat();
        let answer = world.ask_as_root(operation, &members).await;
        refused(answer, "NoSuchEntity", text);
    }
    let text = "The role with name nobody cannot be found.";
    for operation in ["AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile"] {
        let members = [PROFILE, ("RoleName", "nobody")];
        let answer = world.ask_as_root(operation, &members).await;
        refused(answer, "NoSuchEntity", text);
    }
}

/// Who could put any role into a profile could do with an instance whatever that role may.
#[tokio::test]
async fn a_role_is_only_put_where_the_caller_may_pass_it() {
    let world = world().await;
    let adding = statement("Allow", "iam:AddRoleToInstanceProfile", "*");
    let bob = world
        .user("bob", &document(std::slice::from_ref(&adding)))
        .await;
    let both = [PROFILE, ROLE];
    let answer = world
        .ask::<iam::AddRoleToInstanceProfile>(&bob, &both)
        .await;
    let text = format!(
        "User: {} is not authorized to perform: iam:PassRole on resource: {} because no \
         identity-based policy allows the iam:PassRole action",
        user_arn("bob"),
        role_arn("role"),
    );
    refused(answer, "AccessDenied", &text);
    let passing = |role: &str, service: &str| {
        json!({
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": role_arn(role),
            "Condition": { "StringEquals": { "iam:PassedToService": service } },
        })
    };
    for (role, service, expected) in [
        ("another", "ec2.amazonaws.com", false),
        ("role", "lambda.amazonaws.com", false),
        ("role", "ec2.amazonaws.com", true),
    ] {
        let rights = document(&[adding.clone(), passing(role, service)]);
        let members = [
            ("UserName", "bob"),
            ("PolicyName", "rights"),
            ("PolicyDocument", &rights),
        ];
        world.ask_as_root("PutUserPolicy", &members).await.unwrap();
        let answer = world
            .ask::<iam::AddRoleToInstanceProfile>(&bob, &both)
            .await;
        assert_eq!(answer.is_ok(), expected, "{role} {service}");
    }
    assert_eq!(profiles_of(&world).await, ["profile"]);
}
