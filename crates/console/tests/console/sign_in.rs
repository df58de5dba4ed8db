//! Signing in with a password and out again.

mod codes;
mod new_password;

use http::StatusCode;
use iamd_api::iam;

use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, PASSWORD, World, allow},
};

/// Fills in the form for users.
pub(crate) async fn enter(
    browser: &mut Browser,
    page: &Page,
    [account, user_name, password]: [&str; 3],
) -> Page {
    let fields = [
        ("account", account),
        ("user_name", user_name),
        ("password", password),
    ];
    browser.submit(page, "sign-in", &fields).await
}

/// What the page says of why nobody was signed in.
pub(crate) fn trouble(page: &Page) -> String {
    page.one("#trouble").text()
}

#[tokio::test]
async fn the_root_user_signs_in_by_account_and_password() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get("/signin/root").await;
    page.shows("Sign in as the root user");
    assert!(!page.has("#user_name"));
    let fields = [("account", ACCOUNT), ("password", PASSWORD)];
    let page = browser.submit(&page, "sign-in", &fields).await;
    page.shows("Welcome, root");
    assert!(world.audit.names().contains(&"ConsoleLogin"));
}

#[tokio::test]
async fn a_user_signs_in_by_the_accounts_id_or_alias() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let alias = [("AccountAlias", "the-firm")];
    world.ask::<iam::CreateAccountAlias>(&alias).await.unwrap();
    for account in [ACCOUNT, "the-firm", " 123456789012 "] {
        let mut browser = world.browser();
        let page = browser.get("/signin").await;
        let page = enter(&mut browser, &page, [account, "bob", PASSWORD]).await;
        page.shows("Welcome, bob");
    }
}

#[tokio::test]
async fn each_account_has_a_page_to_sign_in() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut browser = world.browser();
    let page = browser.get(&format!("/signin/{ACCOUNT}")).await;
    page.shows("Sign in");
    assert_eq!(page.one("#account").attribute("value"), Some(ACCOUNT));
    let fields = [("user_name", "bob"), ("password", PASSWORD)];
    let page = browser.submit(&page, "sign-in", &fields).await;
    page.shows("Welcome, bob");
    // Accounts whose aliases are those of other pages have one too.
    for (path, alias) in [
        ("/signin?account=root", "root"),
        ("/signin?account=new-password", "new-password"),
    ] {
        let page = world.browser().get(path).await;
        page.shows("Sign in");
        assert_eq!(page.one("#account").attribute("value"), Some(alias));
    }
    // Whatever stands there is a text.
    let page = world.browser().get("/signin/%22%3E%3Cb%3E").await;
    assert_eq!(page.one("#account").attribute("value"), Some("\"><b>"));
    assert!(!page.has("b"));
}

#[tokio::test]
async fn browsers_can_keep_passwords() {
    let world = World::new().await;
    let page = world.browser().get("/signin").await;
    for (field, expect) in [
        ("#user_name", "username"),
        ("#password", "current-password"),
    ] {
        assert_eq!(
            page.one(field).attribute("autocomplete"),
            Some(expect),
            "{field}"
        );
    }
    assert_eq!(page.one("#password").attribute("type"), Some("password"));
    let page = world.browser().get("/signin/root").await;
    assert_eq!(
        page.one("#account").attribute("autocomplete"),
        Some("username")
    );
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let unsigned = [("UserName", "carol")];
    world.ask::<iam::CreateUser>(&unsigned).await.unwrap();
    let mut seen = Vec::new();
    for entered in [
        [ACCOUNT, "bob", "a wrong Password 1"],
        [ACCOUNT, "nobody", PASSWORD],
        [ACCOUNT, "carol", PASSWORD],
        [ACCOUNT, "not a/name", PASSWORD],
        ["999999999999", "bob", PASSWORD],
        ["no-such-alias", "bob", PASSWORD],
        [ACCOUNT, "bob", "x"],
    ] {
        let mut browser = world.browser();
        let page = browser.get("/signin").await;
        let page = enter(&mut browser, &page, entered).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!browser.cookies.contains_key("__Host-iamd-console"));
        let body = String::from_utf8(page.body.clone()).unwrap();
        assert!(!body.contains(PASSWORD) && !body.contains("a wrong Password"));
        assert_eq!(page.one("#account").attribute("value"), Some(entered[0]));
        seen.push(trouble(&page));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
}

#[tokio::test]
async fn what_is_not_filled_in_is_named() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get("/signin").await;
    let page = enter(&mut browser, &page, [ACCOUNT, " ", ""]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.has("#user_name-error") && page.has("#password-error"));
    assert!(!page.has("#account-error"));
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

#[tokio::test]
async fn who_guesses_waits_and_others_do_not() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut guesser = world.browser();
    guesser.address = [192, 0, 2, 1].into();
    let page = guesser.get("/signin").await;
    let mut statuses = Vec::new();
    let mut last = None;
    for _ in 0..7 {
        let page = enter(&mut guesser, &page, [ACCOUNT, "bob", "a guess"]).await;
        statuses.push(page.status);
        last = Some(page);
    }
    assert_eq!(statuses[0], StatusCode::FORBIDDEN);
    assert_eq!(statuses[6], StatusCode::TOO_MANY_REQUESTS);
    let last = last.unwrap();
    assert!(
        trouble(&last).contains("Try again in 30 seconds."),
        "{}",
        trouble(&last)
    );
    assert_eq!(last.headers["retry-after"], "30");
    // The right password does not help now, but later.
    let page = enter(&mut guesser, &page, [ACCOUNT, "bob", PASSWORD]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let mut other = world.browser();
    other.address = [198, 51, 100, 1].into();
    let page = other.get("/signin").await;
    let page = enter(&mut other, &page, [ACCOUNT, "bob", PASSWORD]).await;
    page.shows("Welcome, bob");
    world.console.reset();
    let page = guesser.get("/signin").await;
    let page = enter(&mut guesser, &page, [ACCOUNT, "bob", PASSWORD]).await;
    page.shows("Welcome, bob");
}

#[tokio::test]
async fn one_comes_to_the_page_that_one_looked_for() {
    let world = World::new().await;
    for (wanted, expect) in [
        ("/security", "/security"),
        (
            "/signin?next=%2Fbuckets%2Fb%3Fprefix%3Da%252Fb",
            "/buckets/b?prefix=a%2Fb",
        ),
        ("/signin?next=%2F%2Fevil.example%2F", "/"),
        ("/signin?next=https%3A%2F%2Fevil.example%2F", "/"),
        ("/signin?next=%2F%5Cevil.example", "/"),
        ("/signin?next=javascript%3Aalert(1)", "/"),
        ("/signin?next=%2Fa%0D%0ASet-Cookie%3Aa%3Db", "/"),
    ] {
        let mut browser = world.browser();
        let page = browser.get(wanted).await;
        let page = browser.follow(page).await;
        let root = page.one("#other").attribute("href").unwrap().to_owned();
        let page = browser.get(&root).await;
        let fields = [("account", ACCOUNT), ("password", PASSWORD)];
        let page = browser.press(&page, "sign-in", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{wanted}");
        assert_eq!(page.headers["location"], expect, "{wanted}");
    }
}

#[tokio::test]
async fn who_is_signed_in_needs_not_do_it_again() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    for (path, expect) in [
        ("/signin", "/"),
        ("/signin/root", "/"),
        ("/signin?next=%2Fsecurity", "/security"),
        ("/signin/code", "/signin"),
    ] {
        let page = browser.look(path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(page.headers["location"], expect, "{path}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let kept = browser.cookies.clone();
    let page = browser.get("/").await;
    let page = browser.submit(&page, "/signout", &[]).await;
    page.shows("Sign in");
    assert_eq!(page.flash().unwrap(), "You have signed out.");
    assert!(!browser.cookies.contains_key("__Host-iamd-console"));
    assert!(world.audit.names().contains(&"Logout"));
    browser.cookies = kept;
    let page = browser.look("/").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.headers["location"], "/signin");
}

#[tokio::test]
async fn a_session_ends_with_its_user() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut browser = world.browser_of("bob").await;
    browser.get("/").await.shows("Welcome, bob");
    let named = [("UserName", "bob")];
    world.ask::<iam::DeleteLoginProfile>(&named).await.unwrap();
    let page = browser.get("/").await;
    assert!(!page.text().contains("Welcome"), "{}", page.text());
}
