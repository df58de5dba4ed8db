//! A permit is good for one resource: the one that the decision was about, as it was then.

use iamd_api::iam;
use iamd_auth::{PermitMismatch, Target};
use iamd_directory::{
    AccessKeyStatus, EntityFilter, Error, KeyHolder, NewPolicy, NewUser, PageRequest, PolicyFilter,
    PolicyText, UserUpdate,
};
use iamd_ident::{Arn, Path, Tag};
use parking_lot::Mutex;

use crate::{
    mfa_world::{Phone, holder},
    world::{ALLOW_ALL, World, user_name},
};

/// What was permitted and what it was shown for, of a permit that was refused.
#[track_caller]
pub(crate) fn mismatch<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, String) {
    match outcome {
        Err(Error::Permit(PermitMismatch {
            permitted, asked, ..
        })) => (permitted, asked),
        other => panic!("the permit should be refused: {other:?}"),
    }
}

/// Each verb on eve with a permit for bob, or on one policy with a permit for another.
macro_rules! refused {
    ($world:ident, $target:expr, $($operation:ident: $act:expr;)*) => {$(
        let outcome = $world.with_permit::<iam::$operation, _, _, _>($target, $act).await;
        let (permitted, asked) = $crate::permits::mismatch(outcome);
        assert_ne!(permitted, asked, stringify!($operation));
    )*};
}
pub(crate) use refused;

#[tokio::test]
async fn the_permit_for_a_user_is_not_good_for_another() {
    let world = World::new().await;
    let (bob, eve, new) = (user_name("bob"), user_name("eve"), user_name("new"));
    world.user(&bob).await;
    let key = world.user(&eve).await;
    world.put(&eve, "inline", ALLOW_ALL).await;
    let arn = world.policy("policy").await;
    let inline = "inline".parse().unwrap();
    let directory = &world.directory;
    let page = PageRequest {
        marker: None,
        items_max: 10,
    };
    let eves = KeyHolder::User(eve.clone());
    let root_user = KeyHolder::RootUser;
    let text = PolicyText::identity(ALLOW_ALL.to_owned()).unwrap();
    let tags = [Tag {
        key: "key".into(),
        value: "value".into(),
    }];
    let keys = ["key".to_owned()];
    let new_user = NewUser {
        name: new.clone(),
        path: Path::root(),
        tags: Vec::new(),
        permissions_boundary: None,
    };
    let update = UserUpdate {
        name: Some(new.clone()),
        path: None,
    };
    let (inactive, page, inline, text) = (AccessKeyStatus::Inactive, &page, &inline, &text);

    refused! { world, Target::User(bob.clone()),
        CreateUser: |permit| directory.create_user(permit, new_user.clone());
        GetUser: |permit| directory.get_user(permit, &eve);
        GetUser: |permit| directory.get_root_user(permit);
        UpdateUser: |permit| directory.update_user(permit, &eve, update.clone());
        DeleteUser: |permit| directory.delete_user(permit, &eve);
        ListUsers: |permit| directory.list_users(permit, "/", page);
        CreateAccessKey: |permit| directory.create_access_key(permit, &eves);
        CreateAccessKey: |permit| directory.create_access_key(permit, &root_user);
        ListAccessKeys: |permit| directory.list_access_keys(permit, &eves, page);
        UpdateAccessKey: |permit| directory.update_access_key(permit, &eves, &key, inactive);
        DeleteAccessKey: |permit| directory.delete_access_key(permit, &eves, &key);
        DeleteAccessKey: |permit| directory.delete_access_key(permit, &root_user, &world.root);
        GetAccessKeyLastUsed: |permit| directory.access_key_last_used(permit, &key);
        GetAccessKeyLastUsed: |permit| directory.access_key_last_used(permit, &world.root);
        AttachUserPolicy: |permit| directory.attach_user_policy(permit, &eve, &arn);
        DetachUserPolicy: |permit| directory.detach_user_policy(permit, &eve, &arn);
        ListAttachedUserPolicies:
            |permit| directory.list_attached_user_policies(permit, &eve, "/", page);
        PutUserPolicy: |permit| directory.put_user_policy(permit, &eve, inline, text.clone());
        GetUserPolicy: |permit| directory.get_user_policy(permit, &eve, inline);
        ListUserPolicies: |permit| directory.list_user_policies(permit, &eve, page);
        DeleteUserPolicy: |permit| directory.delete_user_policy(permit, &eve, inline);
        PutUserPermissionsBoundary:
            |permit| directory.put_user_permissions_boundary(permit, &eve, &arn);
        DeleteUserPermissionsBoundary:
            |permit| directory.delete_user_permissions_boundary(permit, &eve);
        TagUser: |permit| directory.tag_user(permit, &eve, &tags);
        UntagUser: |permit| directory.untag_user(permit, &eve, &keys);
        ListUserTags: |permit| directory.list_user_tags(permit, &eve, page);
    }
    // And the other way round.
    refused! { world, Target::Users("/team/".to_owned()),
        ListUsers: |permit| directory.list_users(permit, "/", page);
    }
    let found = world.with_permit::<iam::GetUser, _, _, _>(Target::User(eve.clone()), |permit| {
        directory.get_user(permit, &eve)
    });
    assert_eq!(found.await.unwrap().tags.len(), 0, "nothing was changed");
}

#[tokio::test]
async fn the_permit_for_a_policy_is_not_good_for_another() {
    let world = World::new().await;
    let (mine, other) = (world.policy("mine").await, world.policy("other").await);
    let read_only: Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
    let directory = &world.directory;
    let page = &PageRequest {
        marker: None,
        items_max: 10,
    };
    let text = &PolicyText::identity(ALLOW_ALL.to_owned()).unwrap();
    let tags = [Tag {
        key: "key".into(),
        value: "value".into(),
    }];
    let keys = ["key".to_owned()];
    let new = NewPolicy {
        name: "new".parse().unwrap(),
        path: Path::root(),
        description: None,
        document: text.clone(),
        tags: Vec::new(),
    };
    let all = PolicyFilter {
        customers: true,
        aws: true,
        only_attached: false,
        usage: None,
        path_prefix: "/".to_owned(),
    };
    let users = EntityFilter {
        kind: None,
        usage: None,
        path_prefix: "/".to_owned(),
    };
    for arn in [&other, &read_only] {
        refused! { world, Target::Policy(mine.clone()),
            CreatePolicy: |permit| directory.create_policy(permit, new.clone());
            GetPolicy: |permit| directory.get_policy(permit, arn);
            DeletePolicy: |permit| directory.delete_policy(permit, arn);
            ListPolicies: |permit| directory.list_policies(permit, &all, page);
            CreatePolicyVersion:
                |permit| directory.create_policy_version(permit, arn, text.clone(), true);
            GetPolicyVersion: |permit| directory.get_policy_version(permit, arn, "v1");
            ListPolicyVersions: |permit| directory.list_policy_versions(permit, arn, page);
            DeletePolicyVersion: |permit| directory.delete_policy_version(permit, arn, "v1");
            SetDefaultPolicyVersion:
                |permit| directory.set_default_policy_version(permit, arn, "v1");
            TagPolicy: |permit| directory.tag_policy(permit, arn, &tags);
            UntagPolicy: |permit| directory.untag_policy(permit, arn, &keys);
            ListPolicyTags: |permit| directory.list_policy_tags(permit, arn, page);
            ListEntitiesForPolicy:
                |permit| directory.list_entities_for_policy(permit, arn, &users, page);
        }
    }
}

/// The decision was about a user who has another name by now: nothing is done, to neither.
#[tokio::test]
async fn a_permit_does_not_outlive_what_it_was_about() {
    let world = World::new().await;
    let (bob, robert) = (user_name("bob"), user_name("robert"));
    world.user(&bob).await;
    let rename = async |name: &iamd_ident::UserName, update: UserUpdate| {
        let act = |permit| world.directory.update_user(permit, name, update.clone());
        let target = Target::User(name.clone());
        world
            .with_permit::<iam::UpdateUser, _, _, _>(target, act)
            .await
            .unwrap();
    };
    let act = |permit| async {
        rename(
            &bob,
            UserUpdate {
                name: Some(robert.clone()),
                path: None,
            },
        )
        .await;
        world.user(&bob).await;
        let team = UserUpdate {
            name: None,
            path: Some("/team/".parse().unwrap()),
        };
        rename(&bob, team).await;
        // bob is another one now, and elsewhere.
        world.directory.delete_user(permit, &bob).await
    };
    let outcome = world
        .with_permit::<iam::DeleteUser, _, _, _>(Target::User(bob.clone()), act)
        .await;
    let (permitted, asked) = mismatch(outcome);
    assert_eq!(permitted, "arn:aws:iam::123456789012:user/bob");
    assert_eq!(asked, "arn:aws:iam::123456789012:user/team/bob");
    for name in [bob, robert] {
        let act = |permit| world.directory.get_user(permit, &name);
        let found = world.with_permit::<iam::GetUser, _, _, _>(Target::User(name.clone()), act);
        assert_eq!(found.await.unwrap().name, name);
    }
}

/// The decision was about a user who is gone: nothing is done to a namesake.
#[tokio::test]
async fn the_permit_for_a_user_is_not_good_for_a_namesake() {
    let world = World::new().await;
    let bob = user_name("bob");
    let (directory, holder) = (&world.directory, &KeyHolder::User(bob.clone()));
    let key = Mutex::new(world.user(&bob).await);
    let made_anew = async || {
        let old = key.lock().clone();
        world.delete_user(&bob, &old).await;
        let new = world.user(&bob).await;
        *key.lock() = new.clone();
        new
    };
    let (made_anew, bob) = (&made_anew, &bob);
    refused! { world, Target::User(bob.clone()),
        GetUser: |permit| async move {
            made_anew().await;
            directory.get_user(permit, bob).await
        };
        DeleteUser: |permit| async move {
            made_anew().await;
            directory.delete_user(permit, bob).await
        };
        CreateAccessKey: |permit| async move {
            made_anew().await;
            directory.create_access_key(permit, holder).await
        };
        DeleteUserPermissionsBoundary: |permit| async move {
            made_anew().await;
            directory.delete_user_permissions_boundary(permit, bob).await
        };
    }
}

/// The decision was about a device that is gone: nothing is done to a namesake.
#[tokio::test]
async fn the_permit_for_a_device_is_not_good_for_a_namesake() {
    let world = World::new().await;
    let phone = Phone::new(&world, "phone").await;
    let serial_number = &phone.serial_number;
    let (world, directory) = (&world, &world.directory);
    let outcome = world.with_permit::<iam::DeleteVirtualMFADevice, _, _, _>(
        Target::MfaDevice(serial_number.clone()),
        |permit| async move {
            world.delete_device(serial_number).await.unwrap();
            world.clock.advance_seconds(1);
            Phone::new(world, "phone").await;
            directory.delete_mfa_device(permit, serial_number).await
        },
    );
    let (permitted, asked) = mismatch(outcome.await);
    assert_ne!(permitted, asked);
}

/// A device has come to somebody else since the decision: they are not told of.
#[tokio::test]
async fn the_permit_for_whoever_has_a_device_is_not_good_for_the_next_holder() {
    let world = World::new().await;
    let (bob, eve) = (user_name("bob"), user_name("eve"));
    world.user(&bob).await;
    world.user(&eve).await;
    let phone = world.enabled(&holder(&bob), "phone").await;
    let (world, phone, bob, eve) = (&world, &phone, &bob, &eve);
    let serial_number = &phone.serial_number;
    let outcome = world.with_permit::<iam::GetMFADevice, _, _, _>(
        Target::MfaDeviceOwner(serial_number.clone()),
        |permit| async move {
            let given = world.deactivate(&holder(bob), serial_number).await;
            given.unwrap();
            let taken = world.enable(&holder(eve), phone, &phone.codes(world)).await;
            taken.unwrap();
            let device = world.directory.get_mfa_device(permit, None, serial_number);
            device.await
        },
    );
    let (permitted, asked) = mismatch(outcome.await);
    assert_eq!(permitted, "arn:aws:iam::123456789012:user/bob");
    assert_eq!(asked, "arn:aws:iam::123456789012:user/eve");
}
