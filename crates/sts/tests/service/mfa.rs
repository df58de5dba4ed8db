//! Codes of MFA devices, with AssumeRole and GetSessionToken.

use iamd_api::{
    iam,
    sts::{GetFederationToken, GetSessionToken},
};
use iamd_auth::mfa::totp::{Seed, code_at, step_of};
use iamd_ident::{Clock as _, Secret};
use serde_json::json;

use crate::{
    documents::{allow, document, trust, trust_if},
    world::{Key, World, denied, refused, user_arn},
};

const WRONG: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

/// A device that its owner holds in the hand.
struct Device {
    serial_number: String,
    seed: Seed,
}

impl Device {
    /// A virtual device, enabled for a user.
    async fn enabled(world: &World, user: &str) -> Self {
        let members = [("VirtualMFADeviceName", user)];
        let made = world
            .iam::<iam::CreateVirtualMFADevice>(&world.root, &members)
            .await;
        let made = made.unwrap().virtual_mfa_device;
        let base32 = made.base32_string_seed.unwrap();
        let base32 = String::from_utf8(base32.expose().clone()).unwrap();
        let seed = totp_rs::Secret::Encoded(base32).to_bytes().unwrap();
        let device = Self {
            serial_number: made.serial_number,
            seed: Seed::from_bytes(Secret::new(seed)),
        };
        world.clock.advance_seconds(120);
        let now = step_of(world.clock.now());
        let codes = [now - 1, now].map(|step| code_at(&device.seed, step).expose().clone());
        let members = [
            ("UserName", user),
            ("SerialNumber", &device.serial_number),
            ("AuthenticationCode1", &codes[0]),
            ("AuthenticationCode2", &codes[1]),
        ];
        let enabled = world
            .iam::<iam::EnableMFADevice>(&world.root, &members)
            .await;
        enabled.unwrap();
        world.clock.advance_seconds(30);
        device
    }

    /// The code that the device shows now.
    fn code(&self, world: &World) -> String {
        let step = step_of(world.clock.now());
        code_at(&self.seed, step).expose().clone()
    }
}

/// Bob with a device, and a role that lets in only who shows a code.
async fn world() -> (World, Key, Device, String) {
    let world = World::new().await;
    let bob = world
        .user(&world.root, "bob", &allow(&["iam:*", "sts:*"]))
        .await;
    let condition = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    let trust = trust_if(&user_arn("bob"), &["sts:AssumeRole"], condition);
    let look = allow(&["iam:GetUser"]);
    let role = world.role(&world.root, "guarded", &trust, &look).await;
    let device = Device::enabled(&world, "bob").await;
    (world, bob, device, role)
}

#[tokio::test]
async fn a_code_opens_the_role_once() {
    let (world, bob, device, role) = world().await;
    denied(world.assume(&bob, &role, &[]).await, "sts:AssumeRole");
    let code = device.code(&world);
    let shown = [
        ("SerialNumber", device.serial_number.as_str()),
        ("TokenCode", code.as_str()),
    ];
    let session = world.in_role(&bob, &role, &shown).await;
    assert!(world.may_look(&session).await);
    refused(
        world.assume(&bob, &role, &shown).await,
        "AccessDenied",
        WRONG,
    );
    refused(
        world.sts::<GetSessionToken>(&bob, &shown).await,
        "AccessDenied",
        WRONG,
    );
    let again = world.restarted();
    refused(
        again.assume(&bob, &role, &shown).await,
        "AccessDenied",
        WRONG,
    );
    world.clock.advance_seconds(30);
    let code = device.code(&world);
    let shown = [shown[0], ("TokenCode", code.as_str())];
    assert!(again.assume(&bob, &role, &shown).await.is_ok());
}

#[tokio::test]
async fn whoever_is_denied_keeps_the_code() {
    let (world, bob, device, role) = world().await;
    let closed = trust_if(
        &user_arn("bob"),
        &["sts:AssumeRole"],
        json!({ "StringEquals": { "sts:ExternalId": "unknown" } }),
    );
    let closed = world
        .role(&world.root, "closed", &closed, &allow(&["iam:*"]))
        .await;
    let code = device.code(&world);
    let shown = [
        ("SerialNumber", device.serial_number.as_str()),
        ("TokenCode", code.as_str()),
    ];
    // `sts:*` on everything would open a role that trusts the account; this one trusts bob, if.
    denied(world.assume(&bob, &closed, &shown).await, "sts:AssumeRole");
    assert!(world.assume(&bob, &role, &shown).await.is_ok());
}

#[tokio::test]
async fn a_device_and_a_code_come_together() {
    let (world, bob, device, role) = world().await;
    let serial = ("SerialNumber", device.serial_number.as_str());
    for shown in [[serial], [("TokenCode", "123456")]] {
        refused(
            world.assume(&bob, &role, &shown).await,
            "AccessDenied",
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time \
             pass code.",
        );
    }
    let foreign = "arn:aws:iam::123456789012:mfa/nobody";
    refused(
        world
            .assume(
                &bob,
                &role,
                &[("SerialNumber", foreign), ("TokenCode", "123456")],
            )
            .await,
        "AccessDenied",
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA \
         serial number is valid and associated with this user.",
    );
    refused(
        world
            .assume(&bob, &role, &[serial, ("TokenCode", "000000")])
            .await,
        "AccessDenied",
        WRONG,
    );
}

#[tokio::test]
async fn a_session_made_with_a_code_hands_it_on_and_is_for_iam() {
    let (world, bob, device, role) = world().await;
    let code = device.code(&world);
    let shown = [
        ("SerialNumber", device.serial_number.as_str()),
        ("TokenCode", code.as_str()),
    ];
    let got = world.sts::<GetSessionToken>(&bob, &shown).await.unwrap();
    let session: Key = got.credentials.unwrap().into();
    assert!(world.may_look(&session).await);
    let in_role = world.in_role(&session, &role, &[]).await;
    assert!(world.may_look(&in_role).await);
    let got = world.sts::<GetSessionToken>(&bob, &[]).await.unwrap();
    let without: Key = got.credentials.unwrap().into();
    denied(world.assume(&without, &role, &[]).await, "sts:AssumeRole");
}

#[tokio::test]
async fn a_role_session_carries_no_code() {
    let (world, bob, device, _) = world().await;
    let guarded = document(&json!({
        "Effect": "Allow",
        "Action": "iam:GetUser",
        "Resource": "*",
        "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } },
    }));
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    let role = world.role(&world.root, "reader", &trust, &guarded).await;
    let code = device.code(&world);
    let shown = [
        ("SerialNumber", device.serial_number.as_str()),
        ("TokenCode", code.as_str()),
    ];
    let session = world.in_role(&bob, &role, &shown).await;
    assert!(!world.may_look(&session).await);
    let named = [("Name", "guest")];
    assert!(world.sts::<GetFederationToken>(&bob, &named).await.is_ok());
}
