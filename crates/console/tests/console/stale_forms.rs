//! Forms of pages that were shown when somebody else acted in the session.

use http::StatusCode;
use iamd_api::iam;

use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, World, allow},
};

/// A user and a role that may both do everything in IAM; the role may also do everything in S3.
async fn world() -> World {
    let world = World::new().await;
    world.user("bob", &allow("*", "*")).await;
    world.role("Builder", &allow("*", "*")).await;
    world
}

async fn switch(browser: &mut Browser) -> Page {
    let page = browser.get("/switch-role").await;
    let fields = [("account", ACCOUNT), ("role_name", "Builder")];
    let page = browser.submit(&page, "switch", &fields).await;
    assert_eq!(page.flash().unwrap(), "You now act as the role Builder.");
    page
}

/// Sends the form for a new group of a page that was opened before.
async fn make_group(world: &World, browser: &mut Browser, page: &Page) -> Page {
    world.audit.take();
    let fields = [("group_name", "made")];
    browser.submit(page, "/new-group", &fields).await
}

/// Checks that nothing was done, and that the page says who acts now.
async fn is_refused(world: &World, page: &Page, acting: &str) {
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(page.heading(), "You act as somebody else now");
    assert!(page.text().contains(acting), "{}", page.text());
    assert_eq!(world.audit.names(), [] as [&str; 0]);
    let group = [("GroupName", "made")];
    world.ask::<iam::GetGroup>(&group).await.unwrap_err();
}

#[tokio::test]
async fn a_form_is_not_sent_as_a_role_that_was_switched_to_since() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let form = browser.get("/new-group").await;
    let home = switch(&mut browser).await;
    let page = make_group(&world, &mut browser, &form).await;
    is_refused(&world, &page, "Builder/bob").await;
    // As oneself again, it is.
    browser.submit(&home, "/switch-back", &[]).await;
    let page = make_group(&world, &mut browser, &form).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(world.audit.names().contains(&"CreateGroup"));
}

#[tokio::test]
async fn a_form_of_a_role_is_not_sent_as_oneself() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let home = switch(&mut browser).await;
    let form = browser.get("/new-group").await;
    browser.submit(&home, "/switch-back", &[]).await;
    let page = make_group(&world, &mut browser, &form).await;
    is_refused(&world, &page, "bob").await;
    // Nor when the role's session ends by itself, or the role is gone.
    switch(&mut browser).await;
    let form = browser.get("/new-group").await;
    world.clock.advance_seconds(3_601);
    let page = make_group(&world, &mut browser, &form).await;
    is_refused(&world, &page, "bob").await;
    // Nor as a later session of the same role.
    switch(&mut browser).await;
    let page = make_group(&world, &mut browser, &form).await;
    is_refused(&world, &page, "Builder/bob").await;
}

#[tokio::test]
async fn files_are_not_stored_as_somebody_else() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/new-bucket").await;
    let fields = [("name", "the-bucket")];
    browser.submit(&page, "/new-bucket", &fields).await;
    let form = browser.get("/buckets/the-bucket").await;
    switch(&mut browser).await;
    world.audit.take();
    let fields = [("file", "@a.txt:content")];
    let page = browser
        .submit(&form, "/buckets/the-bucket/upload", &fields)
        .await;
    is_refused(&world, &page, "Builder/bob").await;
}

#[tokio::test]
async fn whoever_acts_may_sign_out_and_switch_back() {
    let world = world().await;
    let mut browser = world.browser_of("bob").await;
    let before = browser.get("/").await;
    let home = switch(&mut browser).await;
    // A second page of the role, whose session ends and is begun anew.
    world.clock.advance_seconds(3_601);
    switch(&mut browser).await;
    let page = browser.submit(&home, "/switch-back", &[]).await;
    assert_eq!(page.flash().unwrap(), "You act as yourself again.");
    switch(&mut browser).await;
    let page = browser.submit(&before, "/signout", &[]).await;
    page.shows("Sign in");
    assert_eq!(browser.look("/").await.headers["location"], "/signin");
}
