//! Virtual MFA devices, as programs know them.

use iamd_api::iam;
use png::{Decoder, Transformations};
use rqrr::PreparedImage;

use crate::{
    authenticator::Device,
    documents::allow,
    world::{ACCOUNT, Members, OTHER_ACCOUNT, World, refused, user_arn},
};

const PHONE: &str = "arn:aws:iam::123456789012:mfa/phone";
const INVALID: &str = "Authentication code for device is not valid.";
/// What a request shows of a device.
fn codes<'a>(device: &'a Device, codes: &'a [String; 2]) -> [(&'a str, &'a str); 3] {
    [
        ("SerialNumber", &device.serial_number),
        ("AuthenticationCode1", &codes[0]),
        ("AuthenticationCode2", &codes[1]),
    ]
}

/// What a QR code says.
fn read(png: &[u8]) -> String {
    let mut decoder = Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let side = reader.next_frame(&mut pixels).unwrap().width as usize;
    let mut image = PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
    image.detect_grids()[0].decode().unwrap().1
}

#[tokio::test]
async fn the_qr_code_and_the_seed_of_an_answer_are_the_same() {
    let world = World::new().await;
    let members = [("VirtualMFADeviceName", "phone"), ("Path", "/team/")];
    let made = world
        .ask::<iam::CreateVirtualMFADevice>(&world.root, &members)
        .await
        .unwrap();
    let device = made.virtual_mfa_device;
    assert_eq!(
        device.serial_number,
        "arn:aws:iam::123456789012:mfa/team/phone"
    );
    let seed = String::from_utf8(device.base32_string_seed.unwrap().expose().clone()).unwrap();
    assert_eq!(seed.len(), 64);
    let text = read(device.qr_code_png.unwrap().expose());
    assert_eq!(
        text,
        format!("otpauth://totp/iamd:phone@{ACCOUNT}?secret={seed}&issuer=iamd")
    );
    assert!(device.user.is_none() && device.enable_date.is_none());
}

#[tokio::test]
async fn refusals_have_the_texts_of_aws() {
    let world = World::new().await;
    let root = &world.root;
    for name in ["bob", "eve"] {
        world.powerless(name).await;
    }
    let phone = world.mfa_device("phone").await;
    let again = [("VirtualMFADeviceName", "phone")];
    refused(
        world.ask::<iam::CreateVirtualMFADevice>(root, &again).await,
        "EntityAlreadyExists",
        "MFA device already exists.",
    );
    let shown = world.codes(&phone);
    let [serial_number, first, second] = codes(&phone, &shown);
    let enable = async |user, codes: [(&str, &str); 2]| {
        let members = [("UserName", user), serial_number, codes[0], codes[1]];
        world.ask::<iam::EnableMFADevice>(root, &members).await
    };
    refused(
        enable("nobody", [first, second]).await,
        "NoSuchEntity",
        "The user with name nobody cannot be found.",
    );
    let swapped = [(first.0, second.1), (second.0, first.1)];
    refused(
        enable("bob", swapped).await,
        "InvalidAuthenticationCode",
        INVALID,
    );
    enable("bob", [first, second]).await.unwrap();
    for user in ["bob", "eve"] {
        refused(
            enable(user, [first, second]).await,
            "EntityAlreadyExists",
            "MFA Device is already in use.",
        );
    }
    refused(
        world
            .ask::<iam::DeleteVirtualMFADevice>(root, &[serial_number])
            .await,
        "DeleteConflict",
        "MFA VirtualDevice in use. Must deactivate first.",
    );
    refused(
        world
            .ask::<iam::DeactivateMFADevice>(root, &[("UserName", "eve"), serial_number])
            .await,
        "NoSuchEntity",
        "MFA Device invalid for user.",
    );
}

#[tokio::test]
async fn a_device_that_is_not_there_is_named_as_aws_names_it() {
    let world = World::new().await;
    let root = &world.root;
    world.powerless("bob").await;
    let other = ("SerialNumber", "arn:aws:iam::123456789012:mfa/other");
    let text = "MFA Device with serial number arn:aws:iam::123456789012:mfa/other does not exist.";
    refused(
        world
            .ask::<iam::DeactivateMFADevice>(root, &[("UserName", "bob"), other])
            .await,
        "NoSuchEntity",
        text,
    );
    for answer in [
        world
            .ask::<iam::DeleteVirtualMFADevice>(root, &[other])
            .await,
        world
            .ask::<iam::UntagMFADevice>(root, &[other, ("TagKeys.member.1", "a")])
            .await,
    ] {
        refused(answer, "NoSuchEntity", text);
    }
    refused(
        world.ask::<iam::GetMFADevice>(root, &[other]).await,
        "NoSuchEntity",
        text,
    );
}

#[tokio::test]
async fn lists_show_users_but_no_seeds() {
    let world = World::new().await;
    world.powerless("bob").await;
    let phone = world.mfa_device("phone").await;
    world.mfa_device("spare").await;
    world.enable_mfa(&phone, "bob").await;
    let list = async |members: Members<'_>| {
        let answer = world.ask_by_name(&world.root, "ListVirtualMFADevices", members);
        answer.await.unwrap()
    };
    let listed = list(&[]).await;
    assert!(
        !listed.contains("Seed") && !listed.contains("PNG"),
        "{listed}"
    );
    assert!(
        listed.contains(PHONE) && listed.contains("mfa/spare"),
        "{listed}"
    );
    let assigned = list(&[("AssignmentStatus", "Assigned")]).await;
    for part in [
        "<SerialNumber>arn:aws:iam::123456789012:mfa/phone</SerialNumber>",
        "<UserName>bob</UserName>",
        &format!("<Arn>{}</Arn>", user_arn("bob")),
        "<EnableDate>2026-01-31T00:00:00Z</EnableDate>",
        "<IsTruncated>false</IsTruncated>",
    ] {
        assert!(assigned.contains(part), "{assigned}");
    }
    assert!(!assigned.contains("spare"), "{assigned}");
    let unassigned = list(&[("AssignmentStatus", "Unassigned")]).await;
    assert!(unassigned.contains("spare") && !unassigned.contains(PHONE));

    let bobs = world
        .ask::<iam::ListMFADevices>(&world.root, &[("UserName", "bob")])
        .await
        .unwrap();
    let device = &bobs.mfa_devices[0];
    assert_eq!((&*device.user_name, &*device.serial_number), ("bob", PHONE));
    for members in [
        &[("SerialNumber", PHONE)][..],
        &[("SerialNumber", PHONE), ("UserName", "bob")],
    ] {
        let found = world
            .ask::<iam::GetMFADevice>(&world.root, members)
            .await
            .unwrap();
        assert_eq!(found.user_name.as_deref(), Some("bob"));
        assert_eq!(found.serial_number, PHONE);
        assert!(found.enable_date.is_some());
    }
}

#[tokio::test]
async fn the_root_user_calls_itself_by_its_account() {
    let world = World::new().await;
    let admin = world.user("admin", &allow("*", "*")).await;
    world.powerless(ACCOUNT).await;
    let phone = world.mfa_device("phone").await;
    let shown = world.codes(&phone);
    let [serial_number, first, second] = codes(&phone, &shown);
    let root = ("UserName", ACCOUNT);
    let members = [root, serial_number, first, second];
    world
        .ask::<iam::EnableMFADevice>(&world.root, &members)
        .await
        .unwrap();

    let world = world.restarted();
    for members in [&[][..], &[root]] {
        let own = world
            .ask::<iam::ListMFADevices>(&world.root, members)
            .await
            .unwrap();
        assert_eq!(own.mfa_devices[0].user_name, ACCOUNT);
    }
    let all = world
        .ask::<iam::ListVirtualMFADevices>(&world.root, &[])
        .await
        .unwrap();
    let user = all.virtual_mfa_devices[0].user.as_ref().unwrap();
    assert_eq!(user.arn, "arn:aws:iam::123456789012:root");
    assert_eq!((&*user.user_id, &user.user_name), (ACCOUNT, &None));

    // To everybody else it is the name of a user, who does not have the device.
    let named = world
        .ask::<iam::ListMFADevices>(&admin, &[root])
        .await
        .unwrap();
    assert!(named.mfa_devices.is_empty());
    refused(
        world
            .ask::<iam::DeactivateMFADevice>(&admin, &[root, serial_number])
            .await,
        "NoSuchEntity",
        "MFA Device invalid for user.",
    );
    world
        .ask::<iam::DeactivateMFADevice>(&world.root, &[serial_number])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_device_of_another_account_is_none_of_ours() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    world.user_of(&other, "bob", &allow("*", "*")).await;
    let phone = world.mfa_device("phone").await;
    let shown = world.codes(&phone);
    let [serial_number, first, second] = codes(&phone, &shown);
    let members = [("UserName", "bob"), serial_number, first, second];
    let text = format!("MFA Device with serial number {PHONE} does not exist.");
    refused(
        world.ask::<iam::EnableMFADevice>(&other, &members).await,
        "NoSuchEntity",
        &text,
    );
    let deleted = world
        .ask::<iam::DeleteVirtualMFADevice>(&other, &[serial_number])
        .await;
    assert_eq!(deleted.unwrap_err().code.as_str(), "AccessDenied");
}

#[tokio::test]
async fn users_manage_their_own_devices_under_the_usual_policy() {
    let world = World::new().await;
    let policy = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "iam:ListVirtualMFADevices", "Resource": "*"},
        {"Effect": "Allow", "Action": "iam:CreateVirtualMFADevice", "Resource": "arn:aws:iam::*:mfa/*"},
        {"Effect": "Allow", "Action": ["iam:DeactivateMFADevice", "iam:EnableMFADevice", "iam:GetMFADevice",
         "iam:ListMFADevices", "iam:ResyncMFADevice"], "Resource": "arn:aws:iam::*:user/${aws:username}"}]}"#;
    let bob = world.user("bob", policy).await;
    world.powerless("eve").await;
    world
        .ask::<iam::CreateVirtualMFADevice>(&bob, &[("VirtualMFADeviceName", "own")])
        .await
        .unwrap();
    let phone = world.mfa_device("phone").await;
    let shown = world.codes(&phone);
    let [serial_number, first, second] = codes(&phone, &shown);
    for (user, is_allowed) in [("eve", false), ("bob", true)] {
        let members = [("UserName", user), serial_number, first, second];
        let enabled = world.ask::<iam::EnableMFADevice>(&bob, &members).await;
        assert_eq!(enabled.is_ok(), is_allowed, "{enabled:?}");
    }
    let found = world.ask::<iam::GetMFADevice>(&bob, &[serial_number]).await;
    assert_eq!(found.unwrap().user_name.as_deref(), Some("bob"));
    let own = world.ask::<iam::ListMFADevices>(&bob, &[]).await.unwrap();
    assert_eq!(own.mfa_devices.len(), 1);
    refused(
        world
            .ask::<iam::DeleteVirtualMFADevice>(&bob, &[serial_number])
            .await,
        "AccessDenied",
        &format!(
            "User: {} is not authorized to perform: iam:DeleteVirtualMFADevice on resource: {PHONE} \
             because no identity-based policy allows the iam:DeleteVirtualMFADevice action",
            user_arn("bob")
        ),
    );
    world
        .ask::<iam::DeactivateMFADevice>(&bob, &[serial_number])
        .await
        .unwrap();
}

#[tokio::test]
async fn tagging_while_creating_is_tagging() {
    let world = World::new().await;
    let members = [
        ("VirtualMFADeviceName", "phone"),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "a"),
    ];
    let bob = world
        .user("bob", &allow("iam:CreateVirtualMFADevice", "*"))
        .await;
    let made = world
        .ask::<iam::CreateVirtualMFADevice>(&bob, &members)
        .await;
    assert!(made.unwrap_err().message.contains("iam:TagMFADevice"));
    let tagged = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}}}"#;
    let eve = world.user("eve", tagged).await;
    let made = world
        .ask::<iam::CreateVirtualMFADevice>(&world.root, &members)
        .await;
    assert_eq!(made.unwrap().virtual_mfa_device.tags.len(), 1);
    world.mfa_device("other").await;
    let delete = async |serial_number| {
        let members = [("SerialNumber", serial_number)];
        world
            .ask::<iam::DeleteVirtualMFADevice>(&eve, &members)
            .await
    };
    assert!(delete("arn:aws:iam::123456789012:mfa/other").await.is_err());
    delete(PHONE).await.unwrap();
}

#[tokio::test]
async fn sessions_that_are_of_no_user_name_one() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("*", "*")).await;
    let session = world.session(&bob, "role", &allow("*", "*")).await;
    refused(
        world.ask::<iam::ListMFADevices>(&session, &[]).await,
        "ValidationError",
        "Must specify userName when calling with non-User credentials",
    );
    let named = world
        .ask::<iam::ListMFADevices>(&session, &[("UserName", "bob")])
        .await;
    assert!(named.unwrap().mfa_devices.is_empty());
}
