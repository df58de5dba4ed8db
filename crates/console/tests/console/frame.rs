//! What holds for all pages: who is let in, cookies, headers, errors.

use http::StatusCode;
use iamd_api::iam;
use iamd_testkit::ManualClock;

use crate::{
    browser::Browser,
    world::{ACCOUNT, World, allow},
};

#[tokio::test]
async fn nobody_sees_a_page_without_signing_in() {
    let world = World::new().await;
    let mut browser = world.browser();
    for (path, location) in [
        ("/", "/signin"),
        (
            "/users?marker=a%2Fb",
            "/signin?next=%2Fusers%3Fmarker%3Da%252Fb",
        ),
    ] {
        let page = browser.look(path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(page.headers["location"], location);
    }
}

#[tokio::test]
async fn a_cookie_that_is_nobodys_is_nothing() {
    let world = World::new().await;
    let mut browser = world.browser();
    for cookie in [
        "",
        "x",
        "123456789012.AAAA",
        "123456789012.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        browser
            .cookies
            .insert("__Host-iamd-console".to_owned(), cookie.to_owned());
        let page = browser.look("/").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{cookie}");
    }
}

#[tokio::test]
async fn a_session_ends() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    browser.get("/").await.shows("Welcome, root");
    advance(&world.clock, 12 * 3600 + 1);
    let page = browser.look("/").await;
    assert_ne!(page.status, StatusCode::OK);
    assert!(!page.text().contains("Welcome"));
}

#[tokio::test]
async fn a_session_of_the_console_over_tls_is_none_without() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    browser.is_secure = false;
    assert_eq!(browser.look("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_not_there_has_a_page_that_says_so() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get("/there/is/no/such/page").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(page.heading(), "There is no such page");
    assert!(!page.has(".side") && !page.has("#identity"));
    let mut root = world.root_browser().await;
    let page = root.post("/", &[]).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(page.heading(), "This page cannot be used like that");
}

#[tokio::test]
async fn whoever_is_signed_in_finds_the_way_on_from_what_is_not_there() {
    let world = World::new().await;
    let mut root = world.root_browser().await;
    for (path, current) in [
        ("/there/is/no/such/page", None),
        ("/users/ana/there-is-none", Some("/users")),
        ("/buckets/no_bucket", Some("/buckets")),
    ] {
        let page = root.get(path).await;
        assert!(page.status.is_client_error(), "{path}");
        assert!(page.has(".side") && page.has("#identity"), "{path}");
        let to_section = page.all("#to-section");
        let to_section = to_section.first().and_then(|link| link.attribute("href"));
        assert_eq!(to_section, current, "{path}");
    }
}

#[tokio::test]
async fn every_page_shows_the_alias_to_who_may_know_it() {
    let world = World::new().await;
    let members = [("AccountAlias", "our-company")];
    world
        .ask::<iam::CreateAccountAlias>(&members)
        .await
        .unwrap();
    world.user("ana", &allow("iam:List*", "*")).await;
    world.user("eve", &allow("iam:ListUsers", "*")).await;
    for (user, shown) in [("ana", "our-company"), ("eve", ACCOUNT)] {
        let mut browser = world.browser_of(user).await;
        for path in ["/", "/users", "/new-bucket", "/there-is-none"] {
            let page = browser.get(path).await;
            assert_eq!(page.one(".who-account").text(), shown, "{path}");
        }
    }
}

#[tokio::test]
async fn the_style_is_kept_for_ever_and_found_by_every_page() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/").await;
    for selector in ["link[rel=stylesheet]", "link[rel=icon]"] {
        let link = page.one(selector).attribute("href").unwrap().to_owned();
        let asset = browser.look(&link).await;
        assert_eq!(asset.status, StatusCode::OK);
        assert!(!asset.body.is_empty());
        assert_eq!(
            asset.headers["cache-control"],
            "public, max-age=31536000, immutable"
        );
    }
    let other = browser
        .look("/assets/console-00000000000000000000000000000000.css")
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_message_is_shown_once_and_no_link_can_make_one() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let name = "__Host-iamd-flash";
    browser
        .cookies
        .insert(name.to_owned(), "there-is-no-such-code.%3Cb%3E".to_owned());
    assert_eq!(browser.get("/").await.flash(), None);
    assert!(!browser.cookies.contains_key(name));
}

#[tokio::test]
async fn hostile_names_are_texts() {
    let world = World::new().await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    // What a page shows of whoever is signed in, it shows as a text; the names of IAM hold no
    // mark of HTML, so tags and other texts stand for them in the tests of the pages.
    let mut browser: Browser = world.browser_in_role("Viewer").await;
    let page = browser
        .get("/%3Cscript%3Ealert(1)%3C/script%3E?a=%22%3E%3Cb%3E")
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!page.has("b"));
}

fn advance(clock: &ManualClock, seconds: i64) {
    clock.advance_seconds(seconds);
}

/// By this id the operator finds the refusal in the audit, and has it explained.
#[tokio::test]
async fn a_refusal_tells_its_request_id() {
    let world = World::new().await;
    world.user("low", &allow("iam:GetUser", "*")).await;
    let mut browser = world.browser_of("low").await;
    let page = browser.get("/users").await;
    page.refused("AccessDenied");
    let id = page.one(".panel.refused .request-id").text();
    let events = world.audit.take();
    let event = events
        .iter()
        .find(|event| event.shown.contains(&id))
        .unwrap();
    assert_eq!(
        (event.name, event.error.as_deref()),
        ("ListUsers", Some("AccessDenied"))
    );
}
