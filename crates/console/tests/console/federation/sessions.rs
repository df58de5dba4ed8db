//! How long the sessions last that begin at the federation endpoint, and what follows them.

use http::{Method, StatusCode};

use super::{
    AWS_CONSOLE, HTML, address, is_signed_in, login, refusals::delete_role, world_with_token,
};
use crate::{browser::Raw, world::PASSWORD};

/// Comes before the time by a little.
const LITTLE: i64 = 60;

#[tokio::test]
async fn a_session_works_on_when_its_credentials_have_expired() {
    let (world, token) = world_with_token().await;
    let mut browser = world.browser();
    browser.get(&address(&login(&token, AWS_CONSOLE))).await;
    // The credentials were for an hour.
    world.clock.advance_seconds(2 * 3600);
    assert!(is_signed_in(&mut browser).await);
    world.clock.advance_seconds(10 * 3600 - LITTLE);
    assert!(is_signed_in(&mut browser).await);
    world.clock.advance_seconds(2 * LITTLE);
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_session_ends_with_its_role() {
    let (world, token) = world_with_token().await;
    let mut browser = world.browser();
    browser.get(&address(&login(&token, AWS_CONSOLE))).await;
    assert!(is_signed_in(&mut browser).await);
    delete_role(&world, "Viewer").await;
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn the_page_of_a_session_that_ended_leads_back_to_its_issuer() {
    let (world, token) = world_with_token().await;
    for (issuer, expect) in [
        (
            "https://id.example.org/aws?a=\"b&c",
            Some("https://id.example.org/aws?a=\"b&c"),
        ),
        ("example.org", Some("https://example.org/")),
        ("aws-vault", Some("/signin")),
        ("localhost:3000", Some("/signin")),
        ("javascript:alert(1)", Some("/signin")),
        ("", Some("/signin")),
    ] {
        let mut browser = world.browser();
        let mut parameters = login(&token, AWS_CONSOLE);
        parameters[1].1 = issuer;
        browser
            .get(&address(&parameters))
            .await
            .shows("Welcome, Viewer");
        let before = world.clock.clone();
        let now = iamd_ident::Clock::now(&*before);
        world.clock.advance_seconds(43_201);
        let page = browser.look("/").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(page.heading(), "Your session has ended");
        assert_eq!(page.one("#way-on").attribute("href"), expect, "{issuer}");
        world.clock.set(now);
    }
}

#[tokio::test]
async fn another_sign_in_takes_the_place_of_the_session_before() {
    let (world, token) = world_with_token().await;
    let mut browser = world.root_browser().await;
    let mut before = world.browser();
    before.cookies = browser.cookies.clone();
    let page = browser.get(&address(&login(&token, AWS_CONSOLE))).await;
    page.shows("Welcome, Viewer");
    assert!(!is_signed_in(&mut before).await);
    assert!(world.audit.names().contains(&"Logout"));
}

#[tokio::test]
async fn signing_out_leads_back_to_the_issuer() {
    let (world, token) = world_with_token().await;
    let mut browser = world.browser();
    let mut parameters = login(&token, AWS_CONSOLE);
    parameters[1].1 = "https://id.example.org/";
    let page = browser.get(&address(&parameters)).await;
    let page = browser.submit(&page, "/signout", &[]).await;
    page.shows("You have signed out");
    assert_eq!(
        page.one("#issuer").attribute("href"),
        Some("https://id.example.org/")
    );
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn logout_ends_the_session_and_leads_to_this_server_alone() {
    let (world, token) = world_with_token().await;
    let again = format!(
        "https://signin.aws.amazon.com{}",
        address(&login(&token, AWS_CONSOLE))
    );
    for (path, redirect_uri, expect) in [
        ("/federation", "", "/signin"),
        ("/oauth", "https://aws.amazon.com", "/signin"),
        ("/oauth", "//evil.example/", "/signin"),
        ("/oauth", "javascript:alert(1)", "/signin"),
        ("/oauth", "https://console.aws.amazon.com", "/"),
        ("/oauth", "/users", "/users"),
        ("/oauth", &again, &address(&login(&token, AWS_CONSOLE))),
    ] {
        let mut browser = world.root_browser().await;
        let kept = browser.cookies.clone();
        let parameters = [("Action", "logout"), ("redirect_uri", redirect_uri)];
        let address = address(&parameters).replace("/federation", path);
        let page = browser.look(&address).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(page.headers["location"], expect, "{redirect_uri}");
        assert!(!browser.cookies.contains_key("__Host-iamd-console"));
        browser.cookies = kept;
        assert!(!is_signed_in(&mut browser).await);
    }
    // Out of one session and into another, as programs do it.
    let mut browser = world.root_browser().await;
    let out = [("Action", "logout"), ("redirect_uri", again.as_str())];
    let page = browser
        .get(&address(&out).replace("/federation", "/oauth"))
        .await;
    page.shows("Welcome, Viewer");
}

#[tokio::test]
async fn who_was_not_signed_in_may_log_out_too() {
    let (world, _) = world_with_token().await;
    let page = world.browser().get("/federation?Action=logout").await;
    page.shows("Sign in");
}

#[tokio::test]
async fn only_get_and_post_are_answered() {
    let (world, token) = world_with_token().await;
    for method in [Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let mut browser = world.browser();
        let path = address(&login(&token, AWS_CONSOLE));
        let page = browser
            .send(Raw {
                method,
                path: &path,
                headers: &[HTML],
                body: PASSWORD.into(),
            })
            .await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(!is_signed_in(&mut browser).await);
    }
}
