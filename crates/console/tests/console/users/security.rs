//! How a user signs in: password, access keys, MFA devices.

use iamd_api::iam;

use crate::world::{PASSWORD, World, allow};

const HERE: &str = "/users/bob/security";

#[tokio::test]
async fn a_password_is_given_replaced_and_taken() {
    let world = World::new().await;
    world.user_with_key("bob", &allow("iam:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get(HERE).await;
    let given = browser
        .submit(&page, "/users/bob/security/password", &[])
        .await;
    given.shows("Console password");
    assert!(given.has("#new-password"));

    let page = browser.get(HERE).await;
    assert!(page.text().contains("Must be changed"));
    let own = [("console", "own"), ("password", PASSWORD)];
    let page = browser
        .submit(&page, "/users/bob/security/password", &own)
        .await;
    assert_eq!(
        page.flash().as_deref(),
        Some("The password of bob was set.")
    );

    let asked = browser
        .submit(&page, "/users/bob/security/password/delete", &[])
        .await;
    asked.shows("Remove console access?");
    let page = browser
        .submit(&asked, "/users/bob/security/password/delete", &[])
        .await;
    page.shows("bob");
    assert!(page.has("#set-password") && !page.has("#delete-password"));
}

#[tokio::test]
async fn a_password_that_breaks_the_rules_is_refused() {
    let world = World::new().await;
    world.user("bob", &allow("iam:*", "*")).await;
    let rules = [("MinimumPasswordLength", "40")];
    world
        .ask::<iam::UpdateAccountPasswordPolicy>(&rules)
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get(HERE).await;
    let own = [("console", "own"), ("password", "short")];
    let page = browser
        .submit(&page, "/users/bob/security/password", &own)
        .await;
    page.refused("PasswordPolicyViolation");
    assert!(!String::from_utf8_lossy(&page.body).contains("value=\"short\""));

    let page = browser
        .submit(
            &page,
            "/users/bob/security/password",
            &[("console", "generated")],
        )
        .await;
    assert_eq!(page.one("#new-password").text().chars().count(), 40);
}

#[tokio::test]
async fn keys_are_made_switched_and_deleted() {
    let world = World::new().await;
    world.user("bob", &allow("iam:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get(HERE).await;
    let made = browser
        .submit(&page, "/users/bob/security/keys/new", &[])
        .await;
    made.shows("Access key created");
    let id = made.one("#access-key-id").text();
    assert_eq!(made.one("#secret-access-key").text().len(), 40);

    let page = browser.get(HERE).await;
    assert_eq!(page.one("#key-1").text(), id);
    assert!(page.text().contains("Never"), "{}", page.text());
    let page = browser
        .submit(&page, "/users/bob/security/keys/status", &[])
        .await;
    assert!(page.text().contains("Inactive"));
    let page = browser
        .submit(&page, "/users/bob/security/keys/status", &[])
        .await;
    assert!(!page.text().contains("Inactive"));
    let asked = browser
        .submit(&page, "/users/bob/security/keys/delete", &[])
        .await;
    asked.shows("Delete the access key?");
    let page = browser
        .submit(&asked, "/users/bob/security/keys/delete", &[])
        .await;
    page.shows("bob");
    assert!(!page.has("#keys"));
}

#[tokio::test]
async fn an_mfa_device_is_deactivated() {
    let world = World::new().await;
    world.user_with_key("bob", &allow("iam:*", "*")).await;
    let device = world.enabled_device("phone", "bob").await;
    let mut browser = world.root_browser().await;
    let page = browser.get(HERE).await;
    assert_eq!(page.one("#device-1").text(), device.serial_number);
    let asked = browser
        .submit(&page, "/users/bob/security/mfa/deactivate", &[])
        .await;
    asked.shows("Deactivate the MFA device?");
    let page = browser
        .submit(&asked, "/users/bob/security/mfa/deactivate", &[])
        .await;
    page.shows("bob");
    assert!(!page.has("#mfa-devices"));
}

#[tokio::test]
async fn each_part_that_may_not_be_read_says_why() {
    let world = World::new().await;
    world.user("bob", &allow("iam:ListAccessKeys", "*")).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get(HERE).await;
    page.shows("bob");
    assert_eq!(page.all(".panel.refused").len(), 2);
    assert!(page.has("#access-keys"));
}
