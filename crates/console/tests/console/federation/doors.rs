//! The endpoint where the console is not: programs are answered, browsers are sent on.

use axum::body::Body;
use http::{Request, StatusCode};

use super::{AWS_CONSOLE, address, ask, ask_by_form, login, told, world_with_token};

const CONSOLE: &str = "https://console.example.com";

#[tokio::test]
async fn a_sign_in_is_sent_on_to_the_console() {
    let (world, token) = world_with_token().await;
    let parameters = login(&token, AWS_CONSOLE);
    let answer = ask(&world, &parameters).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let location = format!("{CONSOLE}{}", address(&parameters));
    assert_eq!(answer.headers["location"], location.as_str());
    assert!(!answer.headers.contains_key("set-cookie"));
    // A form stays a form: its token comes into no address.
    let answer = ask_by_form(&world, &parameters).await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(
        answer.headers["location"],
        format!("{CONSOLE}/federation").as_str()
    );
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

#[tokio::test]
async fn whoever_wants_to_sign_out_is_sent_on_too() {
    let (world, _) = world_with_token().await;
    let answer = ask(&world, &[("Action", "logout")]).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let location = format!("{CONSOLE}/federation?Action=logout");
    assert_eq!(answer.headers["location"], location.as_str());
}

#[tokio::test]
async fn an_action_that_there_is_not_is_sent_nowhere() {
    let (world, _) = world_with_token().await;
    ask(&world, &[("Action", "//evil.example")])
        .await
        .refused("InvalidAction");
    ask_by_form(&world, &[]).await.refused("InvalidAction");
}

#[tokio::test]
async fn hosts_where_one_signs_in_lead_to_the_console() {
    let (world, _) = world_with_token().await;
    for (path, expect) in [
        ("/", "/"),
        ("/console", "/"),
        ("/saml", "/"),
        ("//evil.example", "/"),
        (
            "/switchrole?account=prod&roleName=Admin&displayName=P",
            "/switch-role?account=prod&roleName=Admin&displayName=P",
        ),
        ("/oauth?Action=logout", "/federation?Action=logout"),
    ] {
        let request = Request::get(path).header("host", "signin.aws.amazon.com");
        let answer = told(&world, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{path}");
        assert_eq!(
            answer.headers["location"],
            format!("{CONSOLE}{expect}").as_str(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_host_with_an_account_leads_to_where_its_users_sign_in() {
    let (world, _) = world_with_token().await;
    for path in ["/", "/console", "/console/"] {
        let request = Request::get(path).header("host", "acme.signin.aws.amazon.com");
        let answer = told(&world, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{path}");
        let expect = format!("{CONSOLE}/signin/acme");
        assert_eq!(answer.headers["location"], expect.as_str(), "{path}");
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_not_read() {
    let (world, _) = world_with_token().await;
    let session = "x".repeat(70_000);
    let parameters = [("Action", "getSigninToken"), ("Session", session.as_str())];
    ask_by_form(&world, &parameters)
        .await
        .refused("InvalidRequest");
}
