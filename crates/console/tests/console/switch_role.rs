//! Switching to a role and back.

use http::StatusCode;
use iamd_api::iam;
use serde_json::json;

use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, World, allow, document},
};

/// A user who may assume the role `Reader`.
async fn world() -> World {
    let world = World::new().await;
    let role_arn = format!("arn:aws:iam::{ACCOUNT}:role/Reader");
    world.user("bob", &allow("sts:AssumeRole", &role_arn)).await;
    world.role("Reader", &allow("iam:List*", "*")).await;
    world.role("Writer", &allow("iam:*", "*")).await;
    world
}

async fn switch(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let page = browser.get("/switch-role").await;
    page.shows("Switch role");
    browser.submit(&page, "switch", fields).await
}

#[tokio::test]
async fn a_user_acts_as_a_role_and_as_itself_again() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let page = switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Reader")],
    )
    .await;
    assert_eq!(page.flash().unwrap(), "You now act as the role Reader.");
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Reader/bob");
    assert_eq!(page.one("#arn").text(), arn);
    assert!(page.has(".tile a[href=/users]"));
    let names = world.audit.names();
    assert!(
        names.contains(&"AssumeRole") && names.contains(&"SwitchRole"),
        "{names:?}"
    );
    let page = browser.submit(&page, "/switch-back", &[]).await;
    assert_eq!(page.flash().unwrap(), "You act as yourself again.");
    assert_eq!(
        page.one("#arn").text(),
        format!("arn:aws:iam::{ACCOUNT}:user/bob")
    );
    assert!(!page.has(".tile a[href=/users]"));
    assert!(world.audit.names().contains(&"ExitRole"));
}

#[tokio::test]
async fn a_link_fills_the_form_in_and_does_nothing_else() {
    let world = world().await;
    let alias = [("AccountAlias", "the-firm")];
    world.ask::<iam::CreateAccountAlias>(&alias).await.unwrap();
    let mut browser = world.browser_of("bob").await;
    let link = "/switch-role?account=the-firm&roleName=Reader&displayName=%3Cb%3ERead&color=99BCE3";
    let page = browser.get(link).await;
    for (field, expect) in [
        ("#account", "the-firm"),
        ("#role_name", "Reader"),
        ("#display_name", "<b>Read"),
    ] {
        assert_eq!(page.one(field).attribute("value"), Some(expect));
    }
    assert_eq!(world.audit.names(), [] as [&str; 0]);
    let page = browser.submit(&page, "switch", &[]).await;
    assert!(page.flash().unwrap().contains("Reader"));
    assert!(
        page.one("#identity").text().contains("<b>Read"),
        "{}",
        page.one("#identity").text()
    );
}

#[tokio::test]
async fn who_may_not_is_told_why() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let page = switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Writer")],
    )
    .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(
        page.refused("AccessDenied")
            .text()
            .contains("sts:AssumeRole")
    );
    assert_eq!(page.one("#role_name").attribute("value"), Some("Writer"));
    let other = switch(
        &mut browser,
        &[("account", "999999999999"), ("role_name", "R")],
    )
    .await;
    let absent = switch(
        &mut browser,
        &[("account", "888888888888"), ("role_name", "R")],
    )
    .await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let without_id = |page: &Page| {
        let id = page.one(".request-id").text();
        page.text().replace(&id, "")
    };
    assert_eq!(
        without_id(&other).replace("999999999999", "888888888888"),
        without_id(&absent)
    );
    let page = browser.get("/").await;
    page.shows("Welcome, bob");
}

/// A trust policy that allows all of the account to assume the role, but bob.
fn trust_without_bob() -> String {
    let statement = |sid: &str, effect: &str, who: &str| {
        json!({
            "Sid": sid,
            "Effect": effect,
            "Principal": { "AWS": format!("arn:aws:iam::{ACCOUNT}:{who}") },
            "Action": "sts:AssumeRole",
        })
    };
    document(&[
        statement("All", "Allow", "root"),
        statement("ButBob", "Deny", "user/bob"),
    ])
}

#[tokio::test]
async fn the_statement_that_denies_is_told_of_the_own_account_alone() {
    let world = World::new().await;
    world.user("bob", &allow("sts:AssumeRole", "*")).await;
    world.role("Reader", &allow("iam:List*", "*")).await;
    let trust = trust_without_bob();
    let members = [("RoleName", "Reader"), ("PolicyDocument", trust.as_str())];
    world
        .ask::<iam::UpdateAssumeRolePolicy>(&members)
        .await
        .unwrap();
    let other = "210987654321";
    world.foreign_role(other, "Reader", &trust).await;
    let mut browser = world.browser_of("bob").await;
    for (account, is_told) in [(ACCOUNT, true), (other, false)] {
        let fields = [("account", account), ("role_name", "Reader")];
        let page = switch(&mut browser, &fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let panel = page.refused("AccessDenied").text();
        assert_eq!(panel.contains("ButBob"), is_told, "{account}: {panel}");
        assert_eq!(page.has(".refused-reason"), is_told, "{account}");
    }
}

#[tokio::test]
async fn what_names_no_role_is_said() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let page = switch(
        &mut browser,
        &[("account", "no-such-firm"), ("role_name", "R")],
    )
    .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.has("#account-error") && !page.has("#role_name-error"));
    let page = switch(&mut browser, &[("account", ACCOUNT), ("role_name", " ")]).await;
    assert!(page.has("#role_name-error"));
    let names = [
        "../x",
        "a b",
        "R\u{202e}x",
        "<script>",
        "arn:aws:iam::1:role/x",
    ];
    for name in names {
        let page = switch(&mut browser, &[("account", ACCOUNT), ("role_name", name)]).await;
        assert!(page.status.is_client_error(), "{name}");
        assert_eq!(page.one("#role_name").attribute("value"), Some(name));
    }
}

#[tokio::test]
async fn the_root_user_is_told_that_it_cannot() {
    let world = world().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/switch-role").await;
    page.shows("Switch role");
    assert!(page.one("#never").text().contains("root user"));
    assert!(!page.has("form#switch"));
    let csrf = page.all("input[name=csrf]")[0].attribute("value").unwrap();
    let fields = [
        ("csrf", csrf),
        ("account", ACCOUNT),
        ("role_name", "Reader"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = browser.post("/switch-role", &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    browser.get("/").await.shows("Welcome, root");
}

#[tokio::test]
async fn from_one_role_one_switches_to_another_as_oneself() {
    let world = world().await;
    let policy = allow("sts:AssumeRole", "*");
    world.user("ana", &policy).await;
    let mut browser = world.browser_of("ana").await;
    switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Reader")],
    )
    .await;
    // The role itself may assume nothing.
    let page = switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Writer")],
    )
    .await;
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Writer/ana");
    assert_eq!(page.one("#arn").text(), arn);
}

#[tokio::test]
async fn a_role_that_ends_leaves_whoever_signed_in() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Reader")],
    )
    .await;
    world.clock.advance_seconds(3601);
    let page = browser.get("/").await;
    assert_eq!(
        page.one("#arn").text(),
        format!("arn:aws:iam::{ACCOUNT}:user/bob")
    );
    switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Reader")],
    )
    .await;
    let named = [("RoleName", "Reader"), ("PolicyName", "rights")];
    world.ask::<iam::DeleteRolePolicy>(&named).await.unwrap();
    world.ask::<iam::DeleteRole>(&named[..1]).await.unwrap();
    let page = browser.get("/").await;
    assert_eq!(
        page.one("#arn").text(),
        format!("arn:aws:iam::{ACCOUNT}:user/bob")
    );
}

#[tokio::test]
async fn who_came_with_a_role_may_switch_to_another() {
    let world = world().await;
    world.role("Broker", &allow("sts:AssumeRole", "*")).await;
    let mut browser = world.browser_in_role("Broker").await;
    assert!(browser.get("/").await.has("#switch-role"));
    let page = switch(
        &mut browser,
        &[("account", ACCOUNT), ("role_name", "Reader")],
    )
    .await;
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Reader/ana@example.com");
    assert_eq!(page.one("#arn").text(), arn);
}
