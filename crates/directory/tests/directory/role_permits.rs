//! A permit for one role or instance profile is not good for another.

use iamd_api::iam;
use iamd_auth::{PermitMismatch, Target};
use iamd_directory::{Error, NewInstanceProfile, PageRequest, RoleUpdate};
use iamd_ident::{InstanceProfileName, Path, Tag};

use crate::{
    role_world::{for_ec2, new_role, role_name},
    world::World,
};

/// Each verb on one with a permit for another.
macro_rules! refused {
    ($world:ident, $target:expr, $($operation:ident: $act:expr;)*) => {$(
        let outcome = $world.with_permit::<iam::$operation, _, _, _>($target, $act).await;
        match outcome {
            Err(Error::Permit(PermitMismatch { permitted, asked, .. })) => {
                assert_ne!(permitted, asked, stringify!($operation));
            }
            other => panic!("{}: the permit should be refused: {other:?}", stringify!($operation)),
        }
    )*};
}

fn tag() -> Tag {
    Tag {
        key: "key".into(),
        value: "value".into(),
    }
}

#[tokio::test]
async fn the_permit_for_a_role_is_not_good_for_another() {
    let world = World::new().await;
    for name in ["Mine", "Other"] {
        world.create_role(new_role(name, for_ec2())).await.unwrap();
    }
    let (directory, other, tags) = (&world.directory, role_name("Other"), [tag()]);
    let page = &PageRequest {
        marker: None,
        items_max: 10,
    };
    let (keys, name) = (["key".to_owned()], &other);
    let update = RoleUpdate::default();
    let target = || Target::Role(role_name("Mine"));
    refused! { world, target(),
        CreateRole: |permit| directory.create_role(permit, new_role("New", for_ec2()));
        GetRole: |permit| directory.get_role(permit, name);
        ListRoles: |permit| directory.list_roles(permit, "/", page);
        UpdateRole: |permit| directory.update_role(permit, name, update.clone());
        UpdateRoleDescription:
            |permit| directory.update_role_description(permit, name, String::new());
        UpdateAssumeRolePolicy:
            |permit| directory.update_assume_role_policy(permit, name, for_ec2());
        DeleteRole: |permit| directory.delete_role(permit, name);
        TagRole: |permit| directory.tag_role(permit, name, &tags);
        UntagRole: |permit| directory.untag_role(permit, name, &keys);
        ListRoleTags: |permit| directory.list_role_tags(permit, name, page);
        ListInstanceProfilesForRole:
            |permit| directory.list_instance_profiles_for_role(permit, name, page);
        DeleteServiceLinkedRole: |permit| directory.delete_service_linked_role(permit, name);
    }
    assert_eq!(
        world.get_role("Other").await.unwrap().tags,
        [],
        "nothing was changed"
    );
}

/// The decision was about a role that is gone: nothing is done to a namesake.
#[tokio::test]
async fn the_permit_for_a_role_is_not_good_for_a_namesake() {
    let world = World::new().await;
    let made_anew = async || {
        world.delete_role("Mine").await.unwrap();
        let new = new_role("Mine", for_ec2());
        world.create_role(new).await.unwrap();
    };
    world
        .create_role(new_role("Mine", for_ec2()))
        .await
        .unwrap();
    let (directory, made_anew, name) = (&world.directory, &made_anew, &role_name("Mine"));
    refused! { world, Target::Role(name.clone()),
        GetRole: |permit| async move {
            made_anew().await;
            directory.get_role(permit, name).await
        };
        DeleteRole: |permit| async move {
            made_anew().await;
            directory.delete_role(permit, name).await
        };
        UpdateAssumeRolePolicy: |permit| async move {
            made_anew().await;
            directory.update_assume_role_policy(permit, name, for_ec2()).await
        };
    }
}

#[tokio::test]
async fn the_permit_for_an_instance_profile_is_not_good_for_another() {
    let world = World::new().await;
    world.create_role(new_role("R", for_ec2())).await.unwrap();
    let directory = &world.directory;
    let profile = |name: &str| NewInstanceProfile {
        name: name.parse().unwrap(),
        path: Path::root(),
        tags: Vec::new(),
    };
    for name in ["Mine", "Other"] {
        let act = |permit| directory.create_instance_profile(permit, profile(name));
        let target = Target::NewInstanceProfile(Path::root(), name.parse().unwrap());
        let made = world.with_permit::<iam::CreateInstanceProfile, _, _, _>(target, act);
        made.await.unwrap();
    }
    let other: InstanceProfileName = "Other".parse().unwrap();
    let (name, role, tags) = (&other, role_name("R"), [tag()]);
    let page = &PageRequest {
        marker: None,
        items_max: 10,
    };
    let keys = ["key".to_owned()];
    refused! { world, Target::InstanceProfile("Mine".parse().unwrap()),
        CreateInstanceProfile:
            |permit| directory.create_instance_profile(permit, profile("New"));
        GetInstanceProfile: |permit| directory.get_instance_profile(permit, name);
        ListInstanceProfiles: |permit| directory.list_instance_profiles(permit, "/", page);
        DeleteInstanceProfile: |permit| directory.delete_instance_profile(permit, name);
        AddRoleToInstanceProfile:
            |permit| directory.add_role_to_instance_profile(permit, name, &role);
        RemoveRoleFromInstanceProfile:
            |permit| directory.remove_role_from_instance_profile(permit, name, &role);
        TagInstanceProfile: |permit| directory.tag_instance_profile(permit, name, &tags);
        UntagInstanceProfile: |permit| directory.untag_instance_profile(permit, name, &keys);
        ListInstanceProfileTags:
            |permit| directory.list_instance_profile_tags(permit, name, page);
    }
}
