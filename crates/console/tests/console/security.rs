//! One's own security: password, access keys, MFA devices.

use http::StatusCode;
use iamd_api::iam;

use crate::{
    authenticator::Device,
    page::Page,
    picture,
    world::{ACCOUNT, PASSWORD, World, allow, document, statement},
};

const NEW_PASSWORD: &str = "another Horse 8 battery-staple";

/// Everything that somebody may do with their own credentials.
fn own_rights() -> String {
    document(&[
        statement("Allow", "iam:*AccessKey*", "*"),
        statement("Allow", "iam:*MFADevice*", "*"),
        statement("Allow", "iam:ChangePassword", "*"),
        statement("Allow", "iam:GetAccountPasswordPolicy", "*"),
    ])
}

/// What an authenticator app shows for a seed, now and after that.
fn codes(world: &World, seed: &str) -> [String; 2] {
    world.codes(&Device::new("", seed))
}

#[tokio::test]
async fn somebody_sees_who_they_are_and_what_they_have() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/security").await;
    page.shows("My security");
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    assert_eq!(page.one("#own-arn").text(), arn);
    assert!(page.has("#password-form"));
    assert!(page.text().contains("No access keys"));
    assert!(page.text().contains("No MFA device"));
}

#[tokio::test]
async fn a_new_password_keeps_this_browser_and_no_other() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut here = world.browser_of("bob").await;
    let mut there = world.browser_of("bob").await;
    let page = here.get("/security").await;
    let fields = [
        ("old_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
        ("repeat_password", NEW_PASSWORD),
    ];
    let page = here.submit(&page, "password-form", &fields).await;
    page.shows("My security");
    assert_eq!(page.flash().unwrap(), "Your password was changed.");
    here.get("/").await.shows("Welcome, bob");
    let other = there.look("/").await;
    assert_ne!(other.status, StatusCode::OK);
    let events = world.audit.take();
    assert!(events.iter().any(|event| event.name == "ChangePassword"));
    for event in events {
        assert!(!event.shown.contains("battery-staple"), "{}", event.shown);
    }
}

#[tokio::test]
async fn a_wrong_password_changes_nothing() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/security").await;
    let differ = [
        ("old_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
        ("repeat_password", "something else"),
    ];
    let page = browser.submit(&page, "password-form", &differ).await;
    assert!(
        page.one("#repeat_password-error")
            .text()
            .contains("not the same")
    );
    let wrong = [
        ("old_password", "not this"),
        ("new_password", NEW_PASSWORD),
        ("repeat_password", NEW_PASSWORD),
    ];
    let page = browser.submit(&page, "password-form", &wrong).await;
    assert!(page.has(".panel.refused"), "{}", page.text());
    let weak = [
        ("old_password", PASSWORD),
        ("new_password", "short"),
        ("repeat_password", "short"),
    ];
    let page = browser.submit(&page, "password-form", &weak).await;
    page.refused("PasswordPolicyViolation");
    let html = String::from_utf8_lossy(&page.body);
    assert!(!html.contains(PASSWORD) && !html.contains(NEW_PASSWORD));
    world
        .browser_of("bob")
        .await
        .get("/")
        .await
        .shows("Welcome, bob");
}

#[tokio::test]
async fn the_rules_of_the_account_stand_beside_the_form() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let members = [
        ("MinimumPasswordLength", "14"),
        ("RequireNumbers", "true"),
        ("PasswordReusePrevention", "3"),
        ("MaxPasswordAge", "90"),
    ];
    world
        .ask::<iam::UpdateAccountPasswordPolicy>(&members)
        .await
        .unwrap();
    let mut browser = world.browser_of("bob").await;
    let rules = browser.get("/security").await.one(".rules").text();
    for rule in ["14 characters", "A number", "last 3", "every 90 days"] {
        assert!(rules.contains(rule), "{rules}");
    }
    assert!(!rules.contains("symbol"));
}

#[tokio::test]
async fn a_key_is_made_shown_once_switched_off_and_deleted() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/security").await;
    let made = browser.submit(&page, "create-key-form", &[]).await;
    made.shows("Your new access key");
    let id = made.one("#access-key-id").text();
    let secret = made.one("#secret-access-key").text();
    assert_eq!((id.len(), secret.len()), (20, 40));
    assert!(
        made.text()
            .contains(&format!("export AWS_SECRET_ACCESS_KEY={secret}"))
    );
    assert!(
        made.text()
            .contains("export AWS_ENDPOINT_URL=https://iamd.example.com")
    );
    let file = browser.submit(&made, "/security/keys/csv", &[]).await;
    let csv = String::from_utf8(file.body).unwrap();
    assert_eq!(
        csv,
        format!("Access key ID,Secret access key\r\n{id},{secret}\r\n")
    );
    let disposition = file.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment;"), "{disposition}");

    let page = browser.get("/security").await;
    assert!(!String::from_utf8_lossy(&page.body).contains(&secret));
    let row = |page: &Page| page.one("#keys-table tbody tr").text();
    assert!(row(&page).contains("Active") && row(&page).contains("Never"));
    let page = browser.submit(&page, "/security/keys/status", &[]).await;
    assert!(row(&page).contains("Inactive"));
    assert!(page.flash().unwrap().contains(&id));
    let page = browser.submit(&page, "/security/keys/status", &[]).await;
    assert!(!row(&page).contains("Inactive"));

    let asked = browser
        .get(&format!("/security/keys/delete?key={id}"))
        .await;
    asked.shows("Delete this access key?");
    assert!(asked.text().contains(&id));
    let page = browser.submit(&asked, "/security/keys/delete", &[]).await;
    assert!(page.text().contains("No access keys"));
    for event in world.audit.take() {
        assert!(!event.shown.contains(&secret), "{}", event.shown);
    }
}

#[tokio::test]
async fn a_third_key_is_refused_and_a_made_up_one_is_no_file() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut browser = world.browser_of("bob").await;
    let first = browser.get("/security").await;
    for _ in 0..2 {
        browser
            .submit(&first, "create-key-form", &[])
            .await
            .shows("Your new access key");
    }
    let page = browser.submit(&first, "create-key-form", &[]).await;
    page.refused("LimitExceeded");
    assert!(!page.has("#create-key"));
    let token = page.all("input[name=csrf]")[0].attribute("value").unwrap();
    let fields = [("csrf", token), ("key", "=cmd"), ("secret", "x")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = browser.post("/security/keys/csv", &fields).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_device_is_enrolled_by_its_picture_and_used() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/security").await;
    let page = browser
        .submit(&page, "new-device-form", &[("device_name", "my-phone")])
        .await;
    page.shows("Set up the new device");
    let seed = page.one("#seed").text();
    let picture = page.one("#qr-code").attribute("src").unwrap().to_owned();
    let read = picture::read_qr_code(&picture);
    assert!(read.contains(&format!("secret={seed}")), "{read}");

    let wrong = [("code1", "000000"), ("code2", "000001")];
    let again = browser.submit(&page, "enable-form", &wrong).await;
    again.refused("InvalidAuthenticationCode");
    assert!(!String::from_utf8_lossy(&again.body).contains(&seed));
    let [now, next] = codes(&world, &seed);
    let right = [("code1", now.as_str()), ("code2", next.as_str())];
    let page = browser.submit(&again, "codes-form", &right).await;
    page.shows("My security");
    assert!(page.flash().unwrap().contains("mfa/my-phone is enabled"));
    assert!(page.one("#devices-table").text().contains("mfa/my-phone"));
    for event in world.audit.take() {
        assert!(!event.shown.contains(&seed), "{}", event.shown);
    }
}

#[tokio::test]
async fn a_device_is_synchronised_deactivated_enabled_and_deleted() {
    let world = World::new().await;
    world.user("bob", &own_rights()).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/security").await;
    let page = browser
        .submit(&page, "new-device-form", &[("device_name", "fob")])
        .await;
    let seed = page.one("#seed").text();
    let enter = |world: &World| codes(world, &seed);
    let [one, two] = enter(&world);
    let page = browser
        .submit(&page, "enable-form", &[("code1", &one), ("code2", &two)])
        .await;
    let link = |page: &Page, text: &str| {
        let links = page.all("a");
        let link = links.into_iter().find(|link| link.text() == text);
        link.unwrap().attribute("href").unwrap().to_owned()
    };

    world.clock.advance_seconds(600);
    let asked = browser.get(&link(&page, "Synchronise")).await;
    let [one, two] = enter(&world);
    let page = browser
        .submit(&asked, "codes-form", &[("code1", &one), ("code2", &two)])
        .await;
    assert!(page.flash().unwrap().contains("synchronised"));

    let asked = browser.get(&link(&page, "Deactivate")).await;
    asked.shows("Deactivate this MFA device?");
    let page = browser
        .submit(&asked, "/security/mfa/deactivate", &[])
        .await;
    assert!(page.one("#unassigned-table").text().contains("mfa/fob"));

    world.clock.advance_seconds(600);
    let asked = browser.get(&link(&page, "Enable")).await;
    let [one, two] = enter(&world);
    let page = browser
        .submit(&asked, "codes-form", &[("code1", &one), ("code2", &two)])
        .await;
    assert!(page.has("#devices-table") && !page.has("#unassigned-table"));

    let asked = browser.get(&link(&page, "Deactivate")).await;
    let page = browser
        .submit(&asked, "/security/mfa/deactivate", &[])
        .await;
    let asked = browser.get(&link(&page, "Delete")).await;
    let page = browser.submit(&asked, "/security/mfa/delete", &[]).await;
    assert!(!page.has("#unassigned-table"));
}

#[tokio::test]
async fn names_of_devices_have_their_rules() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/security").await;
    let page = browser
        .submit(&page, "new-device-form", &[("device_name", "no <spaces>")])
        .await;
    assert!(
        page.one("#device_name-error")
            .text()
            .contains("regular expression")
    );
    assert_eq!(
        page.one("#device_name").attribute("value"),
        Some("no <spaces>")
    );
    let named = [("device_name", "twice")];
    browser
        .submit(&page, "new-device-form", &named)
        .await
        .shows("Set up the new device");
    let page = browser.submit(&page, "new-device-form", &named).await;
    page.refused("EntityAlreadyExists");
}

#[tokio::test]
async fn the_root_user_has_keys_and_devices_too() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/security").await;
    page.shows("My security");
    assert!(!page.has("#password-form"));
    assert!(page.text().contains("iamd account root-password"));
    assert!(
        page.one("#keys-table")
            .text()
            .contains(&world.root.to_string())
    );
    assert!(
        page.text()
            .contains("A key of the root user may do everything")
    );
    let page = browser
        .submit(&page, "new-device-form", &[("device_name", "safe")])
        .await;
    let [one, two] = codes(&world, &page.one("#seed").text());
    let page = browser
        .submit(&page, "enable-form", &[("code1", &one), ("code2", &two)])
        .await;
    assert!(page.one("#devices-table").text().contains("mfa/safe"));
}

#[tokio::test]
async fn sessions_of_roles_have_nothing_of_their_own() {
    let world = World::new().await;
    world.role("Admin", &allow("*", "*")).await;
    let mut browser = world.browser_in_role("Admin").await;
    let page = browser.get("/security").await;
    page.shows("My security");
    assert!(page.has("#not-yours"));
    assert!(!page.has("main form"));
    let token = page
        .one(".identity input[name=csrf]")
        .attribute("value")
        .unwrap();
    let token = [("csrf".to_owned(), token.to_owned())];
    for path in [
        "keys/new",
        "keys/delete",
        "mfa/new",
        "mfa/enable",
        "mfa/delete",
        "password",
    ] {
        let page = browser.post(&format!("/security/{path}"), &token).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(page.headers["location"], "/security");
    }
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

#[tokio::test]
async fn what_may_not_be_read_says_why_in_its_place() {
    let world = World::new().await;
    let policy = document(&[
        statement("Allow", "iam:ListAccessKeys", "*"),
        statement("Deny", "iam:ListMFADevices", "*"),
    ]);
    world.user("bob", &policy).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/security").await;
    page.shows("My security");
    assert!(page.text().contains("No access keys"));
    let refusal = page.one("#mfa .panel.refused").text();
    assert!(refusal.contains("iam:ListMFADevices"), "{refusal}");
    let page = browser.submit(&page, "create-key-form", &[]).await;
    let refusal = page.one("#keys .panel.refused").text();
    assert!(refusal.contains("iam:CreateAccessKey"), "{refusal}");
}
