//! New passwords that have to be set.

use http::StatusCode;
use iamd_api::iam;

use super::enter;
use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, PASSWORD, World, allow},
};

const NEW_PASSWORD: &str = "another Horse 8 battery-staple";

/// A user who may change the own password and has to.
async fn world() -> World {
    let world = World::new().await;
    world.user("bob", &allow("iam:ChangePassword", "*")).await;
    let members = [("UserName", "bob"), ("PasswordResetRequired", "true")];
    world
        .ask::<iam::UpdateLoginProfile>(&members)
        .await
        .unwrap();
    world
}

async fn signed_in(world: &World) -> (Browser, Page) {
    let mut browser = world.browser();
    let page = browser.get("/signin").await;
    let page = enter(&mut browser, &page, [ACCOUNT, "bob", PASSWORD]).await;
    page.shows("Set a new password");
    (browser, page)
}

async fn change(browser: &mut Browser, page: &Page, [old, new, repeat]: [&str; 3]) -> Page {
    let fields = [
        ("old_password", old),
        ("new_password", new),
        ("repeat_password", repeat),
    ];
    browser.submit(page, "new-password", &fields).await
}

#[tokio::test]
async fn nothing_can_be_done_before_a_new_password_is_set() {
    let world = world().await;
    let (mut browser, page) = signed_in(&world).await;
    for (path, next) in [
        ("/", ""),
        ("/security", "?next=%2Fsecurity"),
        ("/users?marker=a", "?next=%2Fusers%3Fmarker%3Da"),
        ("/switch-role", "?next=%2Fswitch-role"),
    ] {
        let other = browser.look(path).await;
        let expect = format!("/signin/new-password{next}");
        assert_eq!(other.headers["location"], expect.as_str(), "{path}");
    }
    let before = browser.cookies.clone();
    let page = change(&mut browser, &page, [PASSWORD, NEW_PASSWORD, NEW_PASSWORD]).await;
    page.shows("Welcome, bob");
    assert_eq!(page.flash().unwrap(), "Your new password is set.");
    assert_ne!(browser.cookies, before);
    // The old session has ended with the old password.
    let mut old = world.browser();
    old.cookies = before;
    assert_eq!(old.look("/").await.headers["location"], "/signin");
    // And only the new password counts.
    for (password, status) in [
        (PASSWORD, StatusCode::FORBIDDEN),
        (NEW_PASSWORD, StatusCode::OK),
    ] {
        let mut browser = world.browser();
        let page = browser.get("/signin").await;
        let page = enter(&mut browser, &page, [ACCOUNT, "bob", password]).await;
        assert_eq!(page.status, status);
    }
}

#[tokio::test]
async fn the_new_password_leads_to_the_page_that_was_looked_for() {
    let world = world().await;
    let mut browser = world.browser();
    let page = browser.get("/switch-role").await;
    page.shows("Sign in");
    let page = enter(&mut browser, &page, [ACCOUNT, "bob", PASSWORD]).await;
    page.shows("Set a new password");
    // Also after a mistake.
    let page = change(&mut browser, &page, [PASSWORD, NEW_PASSWORD, "other"]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let page = change(&mut browser, &page, [PASSWORD, NEW_PASSWORD, NEW_PASSWORD]).await;
    page.shows("Switch role");
    assert_eq!(page.flash().unwrap(), "Your new password is set.");
    // And nowhere else.
    for next in [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
    ] {
        let path = format!("/signin/new-password?next={next}");
        assert_eq!(browser.look(&path).await.headers["location"], "/", "{next}");
    }
}

#[tokio::test]
async fn who_cannot_stay_signed_in_is_told_that_the_password_is_new() {
    let world = world().await;
    let (mut browser, page) = signed_in(&world).await;
    world.audit.end_with("ChangePassword");
    let page = change(&mut browser, &page, [PASSWORD, NEW_PASSWORD, NEW_PASSWORD]).await;
    page.shows("Sign in");
    assert_eq!(
        page.flash().unwrap(),
        "Your new password is set. Sign in with it."
    );
    assert!(!browser.cookies.contains_key("__Host-iamd-console"));
}

#[tokio::test]
async fn what_is_wrong_with_a_new_password_is_said() {
    let world = world().await;
    let members = [("MinimumPasswordLength", "20"), ("RequireNumbers", "true")];
    world
        .ask::<iam::UpdateAccountPasswordPolicy>(&members)
        .await
        .unwrap();
    let (mut browser, page) = signed_in(&world).await;
    let page = change(
        &mut browser,
        &page,
        [PASSWORD, NEW_PASSWORD, "something else"],
    )
    .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.has("#repeat_password-error"));
    let page = change(
        &mut browser,
        &page,
        ["a wrong one 1A", NEW_PASSWORD, NEW_PASSWORD],
    )
    .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.refused("AccessDenied").text().contains("old password"));
    let page = change(&mut browser, &page, [PASSWORD, "short", "short"]).await;
    assert!(page.text().contains("minimum length"), "{}", page.text());
    let body = String::from_utf8(page.body.clone()).unwrap();
    assert!(!body.contains(PASSWORD) && !body.contains("a wrong one"));
    let page = change(&mut browser, &page, [PASSWORD, NEW_PASSWORD, NEW_PASSWORD]).await;
    page.shows("Welcome, bob");
}

#[tokio::test]
async fn browsers_can_keep_the_new_password() {
    let world = world().await;
    let (_, page) = signed_in(&world).await;
    for (field, expect) in [
        ("#user_name", "username"),
        ("#old_password", "current-password"),
        ("#new_password", "new-password"),
        ("#repeat_password", "new-password"),
    ] {
        assert_eq!(
            page.one(field).attribute("autocomplete"),
            Some(expect),
            "{field}"
        );
    }
    assert_eq!(page.one("#user_name").attribute("value"), Some("bob"));
}

#[tokio::test]
async fn one_can_leave_without_setting_one() {
    let world = world().await;
    let (mut browser, page) = signed_in(&world).await;
    let page = browser.submit(&page, "/signout", &[]).await;
    page.shows("Sign in");
    assert!(!browser.cookies.contains_key("__Host-iamd-console"));
}

#[tokio::test]
async fn who_need_not_set_one_has_no_such_page() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    assert_eq!(
        browser.look("/signin/new-password").await.headers["location"],
        "/"
    );
}
