//! From the root user's first sign-in to a user who sees what a policy allows, and no more.

use std::time::Duration;

use fantoccini::Locator;
use iamd_scenarios::{Authenticator, QrCode};

use crate::world::World;

const ROOT_PASSWORD: &str = "Correct-horse-battery-9";
const GIVEN: &str = "For-the-first-day-1";
const CHOSEN: &str = "Nobody-else-knows-2";

/// What the user may do: look at buckets, and care for its own password and devices.
const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Look", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
        {
            "Sid": "OwnSecurity",
            "Effect": "Allow",
            "Action": [
                "iam:ChangePassword",
                "iam:CreateVirtualMFADevice",
                "iam:EnableMFADevice",
                "iam:ListMFADevices"
            ],
            "Resource": [
                "arn:aws:iam::*:user/${aws:username}",
                "arn:aws:iam::*:mfa/${aws:username}*"
            ]
        }
    ]
}"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_user_changes_the_password_enrols_a_device_and_sees_what_it_may() {
    let world = World::new().await;
    world.sign_root_in(ROOT_PASSWORD).await;
    create_policy(&world).await;
    create_user(&world).await;
    world.sign_out().await;

    world.enter("dana", GIVEN).await;
    let browser = &world.browser;
    browser.fill("#old_password", GIVEN).await.unwrap();
    browser.fill("#new_password", CHOSEN).await.unwrap();
    browser.fill("#repeat_password", CHOSEN).await.unwrap();
    browser.click("#submit").await.unwrap();
    browser.see("#arn").await.unwrap();
    let device = enrol(&world).await;
    world.sign_out().await;

    world.enter("dana", CHOSEN).await;
    // The steps until now are used up.
    world.server.advance(90).await.unwrap();
    let shown = code(&world, &device, 0).await;
    browser.fill("#code", &shown).await.unwrap();
    browser.click("#submit").await.unwrap();
    let arn = browser.see("#arn").await.unwrap().text().await.unwrap();
    assert_eq!(arn, "arn:aws:iam::000000000000:user/dana");

    world.open("/buckets").await;
    assert!(browser.find(Locator::Css(".refused")).await.is_err());
    world.open("/users").await;
    let refusal = browser.see(".refused").await.unwrap().text().await.unwrap();
    for said in ["iam:ListUsers", "no identity-based policy allows"] {
        assert!(refusal.contains(said), "no {said:?} in:\n{refusal}");
    }
    let user = world.root.iam.get_user().user_name("dana").send().await;
    assert!(user.unwrap().user.unwrap().password_last_used.is_some());
}

async fn create_policy(world: &World) {
    let browser = &world.browser;
    world.open("/new-policy").await;
    browser.fill("#policy_name", "FirstDay").await.unwrap();
    // What is wrong is shown where it is, and nothing is lost.
    let wrong = POLICY.replacen("\"Allow\"", "\"Permit\"", 1);
    browser.fill("#document", &wrong).await.unwrap();
    browser.click("#check").await.unwrap();
    world.assert_text("Line 4").await;
    browser.fill("#document", POLICY).await.unwrap();
    browser.click("#save").await.unwrap();
    world.assert_text("FirstDay").await;
}

async fn create_user(world: &World) {
    let browser = &world.browser;
    world.open("/new-user").await;
    browser.fill("#user_name", "dana").await.unwrap();
    browser.fill("#policy_q", "FirstDay").await.unwrap();
    browser.click("#find").await.unwrap();
    browser.click("input[name=policy]").await.unwrap();
    browser.click("#console-3").await.unwrap();
    browser.fill("#password", GIVEN).await.unwrap();
    let reset = browser.see("#reset_required-1").await.unwrap();
    if !reset.is_selected().await.unwrap() {
        reset.click().await.unwrap();
    }
    browser.click("#create").await.unwrap();
    browser.see("#to-user").await.unwrap();
}

/// The code that a device shows so many steps from now, as the server's clock goes.
async fn code(world: &World, device: &Authenticator, steps: u64) -> String {
    let now = world.server.advance(0).await.unwrap().as_second();
    let now = Duration::from_secs(now.try_into().unwrap());
    device.code(device.step_at(now) + steps)
}

/// Enrols a device, whose QR code is read off the screen.
async fn enrol(world: &World) -> Authenticator {
    let browser = &world.browser;
    world.open("/security").await;
    browser.fill("#device_name", "dana").await.unwrap();
    browser.click("#add-device").await.unwrap();
    let picture = browser.see("#qr-code").await.unwrap();
    let seen = QrCode::read(&picture.screenshot().await.unwrap()).unwrap();
    let device = Authenticator::scan(&seen).unwrap();
    let [first, second] = [code(world, &device, 0).await, code(world, &device, 1).await];
    browser.fill("#code1", &first).await.unwrap();
    browser.fill("#code2", &second).await.unwrap();
    browser.click("#enable-device").await.unwrap();
    browser.see("#devices-table").await.unwrap();
    device
}
