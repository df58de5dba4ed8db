//! Roles: the list, new ones, all parts of a role's page; and the permissions that roles and users
//! share.

use iamd_api::iam;

use crate::world::{ACCOUNT, World, allow};

mod permissions;

#[tokio::test]
async fn roles_are_listed() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    assert!(browser.get("/roles").await.shows("Roles").has(".empty"));
    world.role("Viewer", &allow("s3:*", "*")).await;
    let page = browser.get("/roles?q=view").await;
    assert_eq!(page.one("#roles tbody th a").text(), "Viewer");
    assert!(browser.get("/roles?q=x").await.has(".empty"));
}

#[tokio::test]
async fn a_role_is_made_with_a_trust_policy() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let mfa = browser.get("/new-role?trust=mfa").await;
    assert!(
        mfa.one("#document")
            .raw_text()
            .contains("MultiFactorAuthPresent")
    );
    let fields = [
        ("role_name", "Auditor"),
        ("path", "/team/"),
        ("description", "looks <b>around</b>"),
        ("max_session_seconds", "7200"),
        ("tag_key_1", "team"),
        ("do", "save"),
    ];
    let page = browser.submit(&mfa, "/new-role", &fields).await;
    page.shows("Auditor");
    assert_eq!(page.address, "/roles/Auditor/permissions");
    let page = browser.get("/roles/Auditor").await;
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/team/Auditor");
    assert_eq!(page.one("#arn").text(), arn);
    // The root user cannot switch to a role.
    assert!(!page.has("#switch-to-role"));
    assert_eq!(page.one("#description").raw_text(), "looks <b>around</b>");
    assert_eq!(
        page.one("#max_session_seconds").attribute("value"),
        Some("7200")
    );
}

#[tokio::test]
async fn a_role_has_a_link_for_whoever_can_switch() {
    let world = World::new().await;
    let role = [
        ("RoleName", "Auditor"),
        ("Path", "/team/"),
        (
            "AssumeRolePolicyDocument",
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#,
        ),
    ];
    world.ask::<iam::CreateRole>(&role).await.unwrap();
    world.user("bob", &allow("iam:GetRole", "*")).await;
    let page = world.browser_of("bob").await.get("/roles/Auditor").await;
    let link = page.one("#switch-to-role").attribute("href").unwrap();
    assert_eq!(
        link,
        format!("/switch-role?account={ACCOUNT}&roleName=team%2FAuditor")
    );
}

#[tokio::test]
async fn another_beginning_keeps_what_was_entered() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-role").await;
    let fields = [("role_name", "Auditor"), ("trust", "mfa")];
    let page = browser.submit(&form, "/new-role", &fields).await;
    assert_eq!(page.one("#role_name").attribute("value"), Some("Auditor"));
    let document = page.one("#document").raw_text();
    assert!(document.contains("MultiFactorAuthPresent"), "{document}");
}

#[tokio::test]
async fn what_is_wrong_with_a_new_role_is_told() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-role").await;
    let fields = [
        ("role_name", "R"),
        ("max_session_seconds", "60"),
        ("do", "save"),
    ];
    let page = browser.submit(&form, "/new-role", &fields).await;
    assert!(page.has("#max_session_seconds-error"));
    let fields = [
        ("role_name", "R"),
        ("max_session_seconds", "hour"),
        ("do", "save"),
    ];
    let page = browser.submit(&form, "/new-role", &fields).await;
    assert!(page.has(".panel.refused"));

    let document = format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\",\n    \"Principal\": {{\"AWS\": \"arn:aws:iam::{ACCOUNT}:user/nobody\"}}}}\n}}"
    );
    let fields = [
        ("role_name", "R"),
        ("document", document.as_str()),
        ("do", "check"),
    ];
    let page = browser.submit(&form, "/new-role", &fields).await;
    assert!(page.has("#document-fine"));
    let fields = [
        ("role_name", "R"),
        ("document", document.as_str()),
        ("do", "save"),
    ];
    let page = browser.submit(&form, "/new-role", &fields).await;
    let error = page.one("#document-error").text();
    assert!(error.contains("Invalid principal in policy"), "{error}");
    assert!(error.contains("Line 4"), "{error}");
    assert_eq!(page.one("#document").raw_text(), document);
}

#[tokio::test]
async fn a_role_is_changed() {
    let world = World::new().await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/roles/Viewer").await;
    let fields = [
        ("description", "</textarea><script>"),
        ("max_session_seconds", "43200"),
    ];
    let page = browser.submit(&page, "/roles/Viewer/edit", &fields).await;
    assert_eq!(
        page.flash().as_deref(),
        Some("The role Viewer was changed.")
    );
    assert_eq!(page.one("#description").raw_text(), "</textarea><script>");
    let fields = [("max_session_seconds", "1")];
    let page = browser.submit(&page, "/roles/Viewer/edit", &fields).await;
    assert!(page.has("#max_session_seconds-error"));

    let page = browser.get("/roles/Viewer/trust").await;
    let written = page.one("#document").raw_text();
    assert!(written.contains(":root"), "{written}");
    let mine = written.replace(&format!("arn:aws:iam::{ACCOUNT}:root"), "*");
    let fields = [("document", mine.as_str()), ("do", "save")];
    let page = browser.submit(&page, "/roles/Viewer/trust", &fields).await;
    assert_eq!(
        page.flash().as_deref(),
        Some("The trust policy of Viewer was saved.")
    );
    let fields = [("document", "{}"), ("do", "check")];
    let page = browser.submit(&page, "/roles/Viewer/trust", &fields).await;
    assert!(
        page.one("#document-error")
            .text()
            .contains("Missing required field")
    );
    assert_eq!(page.one("#document").raw_text(), "{}");
}

#[tokio::test]
async fn a_role_is_deleted_after_what_hangs_on_it() {
    let world = World::new().await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    let profile = ("InstanceProfileName", "machine");
    world
        .ask::<iam::CreateInstanceProfile>(&[profile])
        .await
        .unwrap();
    let members = [profile, ("RoleName", "Viewer")];
    world
        .ask::<iam::AddRoleToInstanceProfile>(&members)
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get("/roles/Viewer/delete").await;
    assert_eq!(page.all(".removals li").len(), 2);
    let page = browser
        .submit(&page, "/roles/Viewer/delete", &[("with_all", "yes")])
        .await;
    page.shows("Roles");
    assert_eq!(
        page.flash().as_deref(),
        Some("The role Viewer was deleted.")
    );
}

#[tokio::test]
async fn the_last_use_of_a_role_is_told() {
    let world = World::new().await;
    world.role("Viewer", &allow("iam:GetRole", "*")).await;
    let mut browser = world.browser_in_role("Viewer").await;
    let page = browser.get("/roles/Viewer").await;
    page.shows("Viewer");
    assert!(page.text().contains("us-east-1"), "{}", page.text());
}
