//! MFA devices: made, enabled, listed, taken away.

use iamd_api::iam;
use iamd_auth::{MfaDevices, MfaFault, Target};
use iamd_directory::{Dependents, Error, KeyHolder, MfaAssignment, PageRequest, Quota};
use iamd_ident::{Clock, Path, Tag};
use iamd_store::{Key, Scope, Table, Txn};

use crate::{
    mfa_world::{Phone, holder},
    permits::refused,
    world::{World, account, user_name},
};

const SERIAL_NUMBER: &str = "arn:aws:iam::123456789012:mfa/phone";

#[tokio::test]
async fn a_device_is_made_enabled_deactivated_and_deleted() {
    let world = World::new().await;
    let bob = holder(&user_name("bob"));
    world.user(&user_name("bob")).await;
    let phone = Phone::new(&world, "phone").await;
    assert_eq!(phone.serial_number, SERIAL_NUMBER);
    assert_eq!(world.devices(&bob).await, []);
    world
        .enable(&bob, &phone, &phone.codes(&world))
        .await
        .unwrap();

    let world = world.restarted();
    let devices = world.devices(&bob).await;
    assert_eq!(devices.len(), 1);
    assert_eq!(devices[0].serial_number, SERIAL_NUMBER);
    assert_eq!(devices[0].user_name, Some(user_name("bob")));
    let deleted = world.delete_device(SERIAL_NUMBER).await;
    assert!(
        matches!(deleted, Err(Error::InUse(Dependents::EnabledMfaDevice))),
        "{deleted:?}"
    );

    world.deactivate(&bob, SERIAL_NUMBER).await.unwrap();
    assert_eq!(world.devices(&bob).await, []);
    let world = world.restarted();
    world.delete_device(SERIAL_NUMBER).await.unwrap();
    let again = world.restarted().delete_device(SERIAL_NUMBER).await;
    assert!(
        matches!(again, Err(Error::NoSuchMfaDevice { .. })),
        "{again:?}"
    );
}

#[tokio::test]
async fn a_path_and_name_are_taken_once_and_case_tells_them_apart() {
    let world = World::new().await;
    let team: Path = "/team/".parse().unwrap();
    Phone::new(&world, "phone").await;
    Phone::new(&world, "Phone").await;
    let other = Phone::try_new(&world, &team, "phone").await.unwrap();
    assert_eq!(
        other.serial_number,
        "arn:aws:iam::123456789012:mfa/team/phone"
    );
    let again = Phone::try_new(&world, &team, "phone").await;
    assert!(matches!(again, Err(Error::MfaDeviceExists { .. })));
    let long = Phone::try_new(&world, &"/x/".parse().unwrap(), &"x".repeat(225)).await;
    assert!(matches!(long, Err(Error::MfaSerialNumberTooLong)));
    Phone::new(&world, &"x".repeat(226)).await;
}

#[tokio::test]
async fn a_device_is_one_users_at_a_time() {
    let world = World::new().await;
    let (bob, eve) = (holder(&user_name("bob")), holder(&user_name("eve")));
    world.user(&user_name("bob")).await;
    let eve_key = world.user(&user_name("eve")).await;
    let phone = world.enabled(&bob, "phone").await;
    let enabled = world.enable(&eve, &phone, &phone.codes(&world)).await;
    assert!(
        matches!(enabled, Err(Error::MfaDeviceEnabled { .. })),
        "{enabled:?}"
    );
    let taken = world.deactivate(&eve, &phone.serial_number).await;
    assert!(
        matches!(taken, Err(Error::MfaDeviceOfAnother { .. })),
        "{taken:?}"
    );
    let synchronised = world.resync(&eve, &phone, &phone.codes(&world)).await;
    assert!(matches!(
        synchronised,
        Err(Error::MfaDeviceOfAnother { .. })
    ));
    let caller = world.caller(&eve_key).await;
    let shown = world
        .use_code(&caller, &phone, &phone.code(&world, 0))
        .await;
    assert_eq!(shown, Err(MfaFault::UnknownDevice));
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let world = World::new().await;
    let bob = holder(&user_name("bob"));
    world.user(&user_name("bob")).await;
    let phone = Phone::new(&world, "phone").await;
    let nobody = holder(&user_name("nobody"));
    let enabled = world.enable(&nobody, &phone, &phone.codes(&world)).await;
    assert!(matches!(enabled, Err(Error::NoSuchUser(_))), "{enabled:?}");
    for serial_number in [
        "arn:aws:iam::123456789012:mfa/other",
        "arn:aws:iam::123456789012:mfa/",
        "arn:aws:iam::123456789012:mfa/a b",
        "arn:aws:iam::210987654321:mfa/phone",
        "arn:aws-cn:iam::123456789012:mfa/phone",
        "GAHT12345678",
    ] {
        let taken = world.deactivate(&bob, serial_number).await;
        assert!(
            matches!(taken, Err(Error::NoSuchMfaDevice { .. })),
            "{taken:?}"
        );
    }
}

#[tokio::test]
async fn nobody_has_more_than_eight_devices() {
    let world = World::new().await;
    world.user(&user_name("bob")).await;
    let holders = [
        ("bobs", holder(&user_name("bob"))),
        ("roots", KeyHolder::RootUser),
    ];
    for (whose, holder) in holders {
        for number in 0..8 {
            world.enabled(&holder, &format!("{whose}-{number}")).await;
        }
        let phone = Phone::new(&world, &format!("{whose}-ninth")).await;
        let enabled = world.enable(&holder, &phone, &phone.codes(&world)).await;
        assert!(
            matches!(enabled, Err(Error::Quota(Quota::MfaDevicesPerUser))),
            "{enabled:?}"
        );
        assert_eq!(world.devices(&holder).await.len(), 8);
    }
}

#[tokio::test]
async fn the_root_user_has_devices_of_its_own() {
    let world = World::new().await;
    let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
    let world = world.restarted();
    let devices = world.devices(&KeyHolder::RootUser).await;
    assert_eq!(devices[0].user_name, None);
    let root = world.caller(&world.root).await;
    world
        .use_code(&root, &phone, &phone.code(&world, 0))
        .await
        .unwrap();

    let bob = world.user(&user_name("bob")).await;
    let bob = world.caller(&bob).await;
    let shown = world.use_code(&bob, &phone, &phone.code(&world, 1)).await;
    assert_eq!(shown, Err(MfaFault::UnknownDevice));
}

#[tokio::test]
async fn lists_tell_whom_devices_are_enabled_for() {
    let world = World::new().await;
    let bob = holder(&user_name("bob"));
    world.user(&user_name("bob")).await;
    let phone = world.enabled(&bob, "a").await;
    let other = Phone::new(&world, "b").await;
    let (enabled, not) = ((phone.serial_number, true), (other.serial_number, false));
    for (which, expected) in [
        (MfaAssignment::Any, vec![enabled.clone(), not.clone()]),
        (MfaAssignment::Assigned, vec![enabled]),
        (MfaAssignment::Unassigned, vec![not]),
    ] {
        assert_eq!(world.virtual_devices(which).await, expected, "{which:?}");
    }
}

#[tokio::test]
async fn a_user_with_devices_is_not_deleted() {
    let world = World::new().await;
    let (name, bob) = (user_name("bob"), holder(&user_name("bob")));
    let key = world.user(&name).await;
    let phone = world.enabled(&bob, "phone").await;
    let target = || Target::User(name.clone());
    let act = |permit| world.directory.delete_access_key(permit, &bob, &key);
    world
        .with_permit::<iam::DeleteAccessKey, _, _, _>(target(), act)
        .await
        .unwrap();
    let delete = |permit| world.directory.delete_user(permit, &name);
    let deleted = world.with_permit::<iam::DeleteUser, _, _, _>(target(), delete);
    let deleted = deleted.await;
    assert!(
        matches!(deleted, Err(Error::InUse(Dependents::MfaDevices))),
        "{deleted:?}"
    );
    world.deactivate(&bob, &phone.serial_number).await.unwrap();
    let deleted = world.with_permit::<iam::DeleteUser, _, _, _>(target(), delete);
    deleted.await.unwrap();
}

#[tokio::test]
async fn a_seed_lies_sealed_and_opens_in_its_place_alone() {
    let world = World::new().await;
    let bob = holder(&user_name("bob"));
    let key = world.user(&user_name("bob")).await;
    let phone = world.enabled(&bob, "phone").await;
    let other = Phone::new(&world, "other").await;
    let place = |name: &str| {
        Key::new(Scope::Account(account()), Table::new("mfa-devices"))
            .with(name)
            .unwrap()
    };
    let record = world
        .store
        .get(&place("phone"))
        .await
        .unwrap()
        .unwrap()
        .value;
    let seed = phone.seed.expose();
    let text = phone.seed.to_base32();
    let holds = |bytes: &[u8]| record.windows(bytes.len()).any(|window| window == bytes);
    assert!(!holds(seed) && !holds(text.expose().as_bytes()));

    // Who may write to the store but has not the master key cannot make one device another.
    let moved = Txn::new().put(place("other"), record.clone());
    world.store.commit(moved).await.unwrap();
    let caller = world.caller(&key).await;
    let (code, now) = (phone.code(&world, 0), world.clock.now());
    let other = world
        .directory
        .check_code(&caller, &other.serial_number, &code, now);
    assert!(other.await.is_err());
    assert!(world.check_code(&caller, &phone, &code).await.is_ok());
}

#[tokio::test]
async fn devices_have_tags_of_which_case_tells_the_keys_apart() {
    let world = World::new().await;
    let phone = Phone::new(&world, "phone").await;
    let target = || Target::MfaDevice(phone.serial_number.clone());
    let tag = |key: &str| Tag {
        key: key.into(),
        value: "value".into(),
    };
    let add = async |tags: Vec<Tag>| {
        let act = |permit| {
            world
                .directory
                .tag_mfa_device(permit, &phone.serial_number, &tags)
        };
        world
            .with_permit::<iam::TagMFADevice, _, _, _>(target(), act)
            .await
    };
    add(vec![tag("a"), tag("A"), tag("b")]).await.unwrap();
    let many = add((0..48).map(|number| tag(&number.to_string())).collect()).await;
    assert!(
        matches!(many, Err(Error::Quota(Quota::TagsPerMfaDevice))),
        "{many:?}"
    );
    let keys = ["a".to_owned(), "none".to_owned()];
    let act = |permit| {
        world
            .directory
            .untag_mfa_device(permit, &phone.serial_number, &keys)
    };
    world
        .with_permit::<iam::UntagMFADevice, _, _, _>(target(), act)
        .await
        .unwrap();
    let page = PageRequest {
        marker: None,
        items_max: 10,
    };
    let act = |permit| {
        world
            .directory
            .list_mfa_device_tags(permit, &phone.serial_number, &page)
    };
    let listed = world
        .with_permit::<iam::ListMFADeviceTags, _, _, _>(target(), act)
        .await;
    assert_eq!(listed.unwrap().items, [tag("A"), tag("b")]);
}

/// Each verb on eve's device with a permit for bob or his device.
#[tokio::test]
async fn the_permit_for_a_device_or_its_user_is_not_good_for_another() {
    let world = World::new().await;
    let eve = holder(&user_name("eve"));
    for name in ["bob", "eve"] {
        world.user(&user_name(name)).await;
    }
    let bobs = Phone::new(&world, "bobs").await;
    let phone = world.enabled(&eve, "eves").await;
    let spare = Phone::new(&world, "spare").await;
    let (serial_number, directory) = (&phone.serial_number, &world.directory);
    let codes = phone.codes(&world);
    let (root, name) = (Path::root(), "new".parse().unwrap());
    let (tags, keys) = ([], ["key".to_owned()]);
    let page = PageRequest {
        marker: None,
        items_max: 10,
    };
    let (spare, page) = (&spare.serial_number, &page);

    refused! { world, Target::User(user_name("bob")),
        EnableMFADevice: |permit| directory.enable_mfa_device(permit, &eve, spare, &codes);
        ResyncMFADevice: |permit| directory.resync_mfa_device(permit, &eve, serial_number, &codes);
        DeactivateMFADevice: |permit| directory.deactivate_mfa_device(permit, &eve, serial_number);
        GetMFADevice: |permit| directory.get_mfa_device(permit, Some(&eve), serial_number);
        GetMFADevice: |permit| directory.get_mfa_device(permit, None, serial_number);
        ListMFADevices: |permit| directory.list_mfa_devices(permit, &eve, page);
        ListMFADevices: |permit| directory.list_mfa_devices(permit, &KeyHolder::RootUser, page);
        ListVirtualMFADevices:
            |permit| directory.list_virtual_mfa_devices(permit, MfaAssignment::Any, page);
    }
    refused! { world, Target::MfaDevice(bobs.serial_number.clone()),
        CreateVirtualMFADevice:
            |permit| directory.create_mfa_device(permit, &root, &name, Vec::new());
        DeleteVirtualMFADevice: |permit| directory.delete_mfa_device(permit, spare);
        TagMFADevice: |permit| directory.tag_mfa_device(permit, serial_number, &tags);
        UntagMFADevice: |permit| directory.untag_mfa_device(permit, serial_number, &keys);
        ListMFADeviceTags: |permit| directory.list_mfa_device_tags(permit, serial_number, page);
    }
    assert_eq!(world.devices(&eve).await.len(), 1, "nothing was changed");
}
