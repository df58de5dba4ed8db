//! What a user has besides a password, access keys and MFA devices.

use iamd_api::iam;

use crate::{
    account::{CERTIFICATE, SSH_KEY},
    world::{World, allow},
};

const PAGE: &str = "/users/bob/credentials";

#[tokio::test]
async fn ssh_keys_come_and_go() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get(PAGE).await;
    assert_eq!(page.shows("bob").all(".empty").len(), 3);
    let wrong = browser
        .submit(&page, "ssh-form", &[("ssh_key", "no key")])
        .await;
    assert!(wrong.has(".panel.refused") || wrong.has("#ssh_key-error"));
    let page = browser
        .submit(&page, "ssh-form", &[("ssh_key", SSH_KEY)])
        .await;
    let row = page.one("#ssh-keys tbody tr").text();
    assert!(row.contains("Active") && row.contains(':'), "{row}");
    let page = browser
        .submit(&page, "/users/bob/credentials/ssh/status", &[])
        .await;
    assert!(page.one("#ssh-keys tbody tr").text().contains("Inactive"));
    let path = "/users/bob/credentials/ssh/delete";
    let page = browser.submit(&page, path, &[]).await;
    page.shows("Delete the SSH public key?");
    let page = browser.submit(&page, path, &[]).await;
    assert!(!page.has("#ssh-keys"));
}

#[tokio::test]
async fn signing_certificates_come_and_go() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get(PAGE).await;
    let file = format!("@bob.pem:{CERTIFICATE}");
    let page = browser
        .submit(&page, "signing-form", &[("certificate_file", &file)])
        .await;
    let path = "/users/bob/credentials/signing/status";
    let page = browser.submit(&page, path, &[]).await;
    let row = page.one("#signing-certificates tbody tr").text();
    assert!(row.contains("Inactive"), "{row}");
    let path = "/users/bob/credentials/signing/delete";
    let page = browser.submit(&page, path, &[]).await;
    let page = browser.submit(&page, path, &[]).await;
    assert!(!page.has("#signing-certificates"));
}

#[tokio::test]
async fn a_credential_for_a_service_is_shown_once() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get(PAGE).await;
    let page = browser.submit(&page, "service-form", &[]).await;
    let password = page.one("#service-password").text();
    assert!(!password.is_empty());
    let page = browser.get(PAGE).await;
    assert!(!page.text().contains(&password));
    let path = "/users/bob/credentials/service/reset";
    let reset = browser.submit(&page, path, &[]).await;
    assert_ne!(reset.one("#service-password").text(), password);
    let path = "/users/bob/credentials/service/status";
    let page = browser.submit(&page, path, &[]).await;
    let row = page.one("#service-credentials tbody tr").text();
    assert!(row.contains("Inactive"), "{row}");
    let path = "/users/bob/credentials/service/delete";
    let page = browser.submit(&page, path, &[]).await;
    let page = browser.submit(&page, path, &[]).await;
    assert!(!page.has("#service-credentials"));
}

#[tokio::test]
async fn a_user_is_deleted_after_all_of_them() {
    let world = World::new().await;
    world
        .ask::<iam::CreateUser>(&[("UserName", "bob")])
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get(PAGE).await;
    browser
        .submit(&page, "ssh-form", &[("ssh_key", SSH_KEY)])
        .await;
    browser
        .submit(&page, "signing-form", &[("certificate", CERTIFICATE)])
        .await;
    browser.submit(&page, "service-form", &[]).await;
    let page = browser.get("/users/bob/delete").await;
    assert_eq!(page.all(".removals li").len(), 3);
    let page = browser
        .submit(&page, "/users/bob/delete", &[("with_all", "yes")])
        .await;
    assert_eq!(page.flash().as_deref(), Some("The user bob was deleted."));
}

#[tokio::test]
async fn whoever_may_not_see_them_is_told_why() {
    let world = World::new().await;
    world.user("bob", &allow("iam:GetUser", "*")).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get(PAGE).await;
    page.refused("iam:ListSSHPublicKeys");
    page.refused("iam:ListSigningCertificates");
    page.refused("iam:ListServiceSpecificCredentials");
}
