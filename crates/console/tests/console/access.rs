//! Which services somebody has used.

use http::StatusCode;
use iamd_api::iam;

use crate::world::{ACCOUNT, World, allow};

#[tokio::test]
async fn what_somebody_used_is_told() {
    let world = World::new().await;
    world.user("bob", &allow("iam:List*", "*")).await;
    let mut bob = world.browser_of("bob").await;
    bob.get("/groups").await.shows("Groups");
    let mut browser = world.root_browser().await;
    let page = browser.get("/users/bob/access").await;
    assert!(!page.shows("bob").has("#services"));
    let page = browser.submit(&page, "look-up-form", &[]).await;
    let row = page.one("#services tbody tr").text();
    let first = "used ListGroups 2026-01-31 00:00:00 UTC ListAccessKeys Not used";
    assert!(row.contains(first), "{row}");
    let link = page
        .one("#services tbody th a")
        .attribute("href")
        .unwrap()
        .to_owned();
    let page = browser.get(&link).await;
    page.shows("bob");
    assert_eq!(page.one("#entities tbody th").text(), "bob");
    assert_eq!(page.one("#granting tbody th").text(), "rights");
    let back = page
        .one("#all-services")
        .attribute("href")
        .unwrap()
        .to_owned();
    assert!(browser.get(&back).await.has("#services"));
}

#[tokio::test]
async fn groups_roles_and_policies_are_asked_about_as_well() {
    let world = World::new().await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    world
        .ask::<iam::CreateGroup>(&[("GroupName", "staff")])
        .await
        .unwrap();
    let members = [
        ("PolicyName", "reader"),
        ("PolicyDocument", &allow("s3:Get*", "*")),
    ];
    world.ask::<iam::CreatePolicy>(&members).await.unwrap();
    let mut browser = world.root_browser().await;
    let policy = format!("/policies/access?arn=arn:aws:iam::{ACCOUNT}:policy/reader");
    for (path, has_services) in [
        ("/roles/Viewer/access", true),
        ("/groups/staff/access", false),
        (policy.as_str(), true),
    ] {
        let page = browser.get(path).await;
        let page = browser.submit(&page, "look-up-form", &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        assert_eq!(page.has("#services"), has_services, "{path}");
    }
    let page = browser.get("/users/nobody/access").await;
    let page = browser.submit(&page, "look-up-form", &[]).await;
    page.refused("NoSuchEntity");
}

#[tokio::test]
async fn whoever_may_not_know_is_told_why() {
    let world = World::new().await;
    world.user("bob", &allow("iam:GetUser", "*")).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/users/bob/access").await;
    page.refused("iam:GenerateServiceLastAccessedDetails");
    // Nobody has asked yet: nothing is in the log.
    assert_eq!(world.audit.names(), [] as [&str; 0]);
    let page = browser.submit(&page, "look-up-form", &[]).await;
    page.refused("iam:GenerateServiceLastAccessedDetails");
}
