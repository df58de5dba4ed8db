//! Codes of MFA devices: each counts once, over all operations that take one.

use std::sync::Arc;

use iamd_api::{Error, iam, sts};
use iamd_ident::AccessKeyId;

use crate::{
    authenticator::Device,
    documents::{allow, trust},
    world::{World, refused, role_arn, user_arn},
};

const PHONE: &str = "arn:aws:iam::123456789012:mfa/phone";
const WRONG_CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const UNKNOWN_DEVICE: &str = "MultiFactorAuthentication failed, unable to validate MFA code.  \
                              Please verify your MFA serial number is valid and associated with \
                              this user.";

/// A role that needs a code, its user, and the user's phone.
struct Guarded {
    world: World,
    bob: AccessKeyId,
    phone: Device,
}

impl Guarded {
    async fn new() -> Self {
        let world = World::new().await;
        let bob = world.user("bob", &allow("sts:*", "*")).await;
        let policy = trust(&user_arn("bob")).replace(
            r#""Action":"sts:AssumeRole""#,
            r#""Action":"sts:AssumeRole",
               "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
        );
        assert!(policy.contains("MultiFactorAuthPresent"));
        world.role("guarded", &policy).await;
        let phone = world.mfa_device("phone").await;
        Self { world, bob, phone }
    }

    async fn assume(&self, code: Option<&str>) -> Result<(), Error> {
        let arn = role_arn("guarded");
        let mut members = vec![("RoleArn", arn.as_str()), ("RoleSessionName", "session")];
        if let Some(code) = code {
            members.extend([
                ("SerialNumber", self.phone.serial_number.as_str()),
                ("TokenCode", code),
            ]);
        }
        let sts = &self.world.sts;
        let made = self
            .world
            .ask_service::<sts::AssumeRole, _>(sts, &self.bob, &members);
        made.await.map(drop)
    }

    async fn session_token(&self, code: &str) -> Result<(), Error> {
        let members = [
            ("SerialNumber", self.phone.serial_number.as_str()),
            ("TokenCode", code),
        ];
        let sts = &self.world.sts;
        let made = self
            .world
            .ask_service::<sts::GetSessionToken, _>(sts, &self.bob, &members);
        made.await.map(drop)
    }
}

#[tokio::test]
async fn a_code_counts_once_over_all_operations_and_restarts() {
    let mut guarded = Guarded::new().await;
    let codes = guarded.world.codes(&guarded.phone);
    refused(
        guarded.assume(Some(&codes[1])).await,
        "AccessDenied",
        UNKNOWN_DEVICE,
    );
    guarded.world.enable_mfa(&guarded.phone, "bob").await;
    assert!(guarded.assume(None).await.is_err());
    refused(
        guarded.assume(Some(&codes[1])).await,
        "AccessDenied",
        WRONG_CODE,
    );
    guarded.world.clock.advance_seconds(60);

    let [now, next] = guarded.world.codes(&guarded.phone);
    guarded.assume(Some(&now)).await.unwrap();
    refused(guarded.assume(Some(&now)).await, "AccessDenied", WRONG_CODE);
    guarded.world = guarded.world.restarted();
    refused(guarded.assume(Some(&now)).await, "AccessDenied", WRONG_CODE);
    refused(
        guarded.session_token(&now).await,
        "AccessDenied",
        WRONG_CODE,
    );
    guarded.session_token(&next).await.unwrap();

    // Both codes were used: they do not enable the device anew.
    let world = &guarded.world;
    world
        .ask::<iam::DeactivateMFADevice>(
            &world.root,
            &[("UserName", "bob"), ("SerialNumber", PHONE)],
        )
        .await
        .unwrap();
    let members = [
        ("UserName", "bob"),
        ("SerialNumber", PHONE),
        ("AuthenticationCode1", &now),
        ("AuthenticationCode2", &next),
    ];
    refused(
        world
            .ask::<iam::EnableMFADevice>(&world.root, &members)
            .await,
        "InvalidAuthenticationCode",
        "Authentication code for device is not valid.",
    );
    world.clock.advance_seconds(60);
    world.enable_mfa(&guarded.phone, "bob").await;
}

#[tokio::test]
async fn who_is_denied_keeps_the_code() {
    let guarded = Guarded::new().await;
    guarded.world.enable_mfa(&guarded.phone, "bob").await;
    guarded.world.clock.advance_seconds(60);
    let [now, _] = guarded.world.codes(&guarded.phone);
    let (world, arn) = (&guarded.world, role_arn("other"));
    let members = [
        ("RoleArn", arn.as_str()),
        ("RoleSessionName", "session"),
        ("SerialNumber", PHONE),
        ("TokenCode", &now),
    ];
    let denied = world
        .ask_service::<sts::AssumeRole, _>(&world.sts, &guarded.bob, &members)
        .await;
    assert_eq!(denied.unwrap_err().code.as_str(), "AccessDenied");
    guarded.assume(Some(&now)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_assume_a_role_with_one_code_at_once_one_gets_through() {
    let guarded = Arc::new(Guarded::new().await);
    guarded.world.enable_mfa(&guarded.phone, "bob").await;
    guarded.world.clock.advance_seconds(60);
    let [now, next] = guarded.world.codes(&guarded.phone);
    let tries: Vec<_> = (0..64)
        .map(|_| {
            let (guarded, code) = (Arc::clone(&guarded), now.clone());
            tokio::spawn(async move { guarded.assume(Some(&code)).await })
        })
        .collect();
    let mut through = 0;
    for answer in tries {
        match answer.await.unwrap() {
            Ok(()) => through += 1,
            refusal => refused(refusal, "AccessDenied", WRONG_CODE),
        }
    }
    assert_eq!(through, 1);
    guarded.assume(Some(&next)).await.unwrap();
}
