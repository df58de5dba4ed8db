//! Codes of MFA devices.

use http::StatusCode;

use super::{enter, trouble};
use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, PASSWORD, World, allow},
};

async fn at_the_second_step(browser: &mut Browser, next: &str) -> Page {
    let page = browser.get(&format!("/signin{next}")).await;
    let page = enter(browser, &page, [ACCOUNT, "bob", PASSWORD]).await;
    page.shows("Enter your code");
    assert!(!browser.cookies.contains_key("__Host-iamd-console"));
    page
}

async fn world() -> World {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    world
}

#[tokio::test]
async fn a_code_is_asked_for_and_counts_once() {
    let world = world().await;
    let device = world.enabled_device("phone", "bob").await;
    let mut browser = world.browser();
    let page = at_the_second_step(&mut browser, "?next=%2Fsecurity").await;
    assert_eq!(
        page.one("#code").attribute("autocomplete"),
        Some("one-time-code")
    );
    assert_eq!(page.one("#code").attribute("inputmode"), Some("numeric"));
    let [code, _] = world.codes(&device);
    let done = browser.press(&page, "show-code", &[("code", &code)]).await;
    assert_eq!(done.headers["location"], "/security");
    browser.get("/").await.shows("Welcome, bob");
    let mut other = world.browser();
    let page = at_the_second_step(&mut other, "").await;
    let page = other.submit(&page, "show-code", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(trouble(&page).contains("was used already"));
}

#[tokio::test]
async fn a_wrong_code_can_be_put_right() {
    let world = world().await;
    let device = world.enabled_device("phone", "bob").await;
    let mut browser = world.browser();
    let page = at_the_second_step(&mut browser, "").await;
    let [code, _] = world.codes(&device);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let page = browser.submit(&page, "show-code", &[("code", wrong)]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(trouble(&page).contains("This code is wrong"));
    let page = browser
        .submit(&page, "show-code", &[("code", &format!(" {code} "))])
        .await;
    page.shows("Welcome, bob");
}

#[tokio::test]
async fn of_several_devices_one_is_chosen() {
    let world = world().await;
    world.enabled_device("key", "bob").await;
    let device = world.enabled_device("phone", "bob").await;
    let mut browser = world.browser();
    let page = at_the_second_step(&mut browser, "").await;
    let choices = page.all("input[type=radio]");
    assert_eq!(choices.len(), 2);
    let shown = page.text();
    assert!(shown.contains("phone") && shown.contains("key"), "{shown}");
    let [code, _] = world.codes(&device);
    let fields = [
        ("serial_number", device.serial_number.as_str()),
        ("code", &code),
    ];
    let page = browser.submit(&page, "show-code", &fields).await;
    page.shows("Welcome, bob");
}

#[tokio::test]
async fn who_takes_too_long_begins_again() {
    let world = world().await;
    let device = world.enabled_device("phone", "bob").await;
    let mut browser = world.browser();
    let page = at_the_second_step(&mut browser, "").await;
    world.clock.advance_seconds(301);
    let [code, _] = world.codes(&device);
    let page = browser.submit(&page, "show-code", &[("code", &code)]).await;
    assert_eq!(page.heading(), "Sign in");
    assert!(trouble(&page).contains("took too long"));
    let page = enter(&mut browser, &page, [ACCOUNT, "bob", PASSWORD]).await;
    let page = browser.submit(&page, "show-code", &[("code", &code)]).await;
    page.shows("Welcome, bob");
}

#[tokio::test]
async fn a_ticket_that_is_none_leads_back() {
    let world = world().await;
    world.enabled_device("phone", "bob").await;
    for ticket in [
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let mut browser = world.browser();
        let page = at_the_second_step(&mut browser, "").await;
        let fields = [("ticket", ticket), ("code", "123456")];
        let page = browser.submit(&page, "show-code", &fields).await;
        assert_eq!(page.heading(), "Sign in");
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_root_user_is_asked_too_and_begins_again_as_itself() {
    let world = World::new().await;
    let root = world.enabled_device("phone", ACCOUNT).await;
    let mut browser = world.browser();
    let page = browser.get("/signin/root").await;
    let fields = [("account", ACCOUNT), ("password", PASSWORD)];
    let page = browser.submit(&page, "sign-in", &fields).await;
    page.shows("Enter your code");
    assert_eq!(
        page.one("#start-again").attribute("href"),
        Some("/signin/root")
    );
    let [code, _] = world.codes(&root);
    let late = browser
        .submit(&page, "show-code", &[("ticket", "x"), ("code", &code)])
        .await;
    assert_eq!(late.heading(), "Sign in as the root user");
    let page = browser.submit(&page, "show-code", &[("code", &code)]).await;
    page.shows("Welcome, root");
}
