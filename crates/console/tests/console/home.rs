//! The home page.

use crate::world::{ACCOUNT, World, allow, document, statement};

#[tokio::test]
async fn the_root_user_sees_who_it_is_and_what_it_should_do() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/").await;
    page.shows("Welcome, root");
    assert_eq!(
        page.one("#arn").text(),
        format!("arn:aws:iam::{ACCOUNT}:root")
    );
    assert_eq!(page.one("#account").text(), ACCOUNT);
    assert_eq!(page.all(".tile a").len(), 7);
    let hints = page.one(".hints").text();
    assert!(hints.contains("has no MFA device"), "{hints}");
    assert!(hints.contains("has access keys"), "{hints}");
}

#[tokio::test]
async fn a_user_sees_what_policies_allow_and_why_not() {
    let world = World::new().await;
    let policy = document(&[
        statement("Allow", "iam:List*", "*"),
        statement("Deny", "iam:ListRoles", "*"),
    ]);
    world.user("bob", &policy).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/").await;
    page.shows("Welcome, bob");
    assert!(page.has(".tile a[href=/users]"));
    assert!(!page.has(".tile a[href=/roles]"));
    assert!(!page.has(".tile a[href=/buckets]"));
    let roles = page.all(".tile");
    let roles = roles
        .iter()
        .find(|tile| tile.text().starts_with("Roles"))
        .unwrap()
        .text();
    assert!(
        roles.contains("An explicit Deny in your identity policies"),
        "{roles}"
    );
    assert!(
        roles.contains("Inline policy of the user rights, Statement 2"),
        "{roles}"
    );
    // To ask what may be done is no call, and there is nothing else to read.
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

#[tokio::test]
async fn whoever_is_in_a_role_sees_the_role() {
    let world = World::new().await;
    world
        .role("Viewer", &allow("s3:ListAllMyBuckets", "*"))
        .await;
    let mut browser = world.browser_in_role("Viewer").await;
    let page = browser.get("/").await;
    page.shows("Welcome, Viewer");
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Viewer/ana@example.com");
    assert_eq!(page.one("#arn").text(), arn);
    assert!(page.has(".tile a[href=/buckets]"));
    assert!(!page.has(".tile a[href=/users]"));
}
