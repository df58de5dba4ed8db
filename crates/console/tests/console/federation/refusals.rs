//! Tokens and credentials that open nothing.

use http::{Method, StatusCode};
use iamd_api::{iam, sts};
use serde_json::json;

use super::{
    AWS_CONSOLE, HTML, address, ask, is_signed_in, login, role_credentials, session,
    world_with_token,
};
use crate::{
    browser::Raw,
    world::{ACCOUNT, World, allow},
};

/// Checks that a token opens nothing, what programs are told, and what people are.
async fn opens_nothing(world: &World, token: &str, code: &str) {
    let mut browser = world.browser();
    let path = address(&login(token, AWS_CONSOLE));
    let page = browser.look(&path).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert_eq!(page.headers["content-type"], "application/json");
    let body: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
    assert_eq!(body["error"], code, "{body}");
    let page = browser
        .send(Raw {
            method: Method::GET,
            path: &path,
            headers: &[HTML],
            body: Vec::new(),
        })
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert_eq!(page.heading(), "You could not be signed in");
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_token_that_was_altered_is_none() {
    let (world, token) = world_with_token().await;
    let half = token.len() / 2;
    let (left, right) = token.split_at(half);
    let mut rest = right.chars();
    let other = if rest.next() == Some('A') { 'B' } else { 'A' };
    let altered = format!("{left}{other}{}", rest.as_str());
    for token in [altered.as_str(), left, "x", &format!("{token}A")] {
        opens_nothing(&world, token, "InvalidSigninToken").await;
    }
}

#[tokio::test]
async fn a_token_of_another_server_is_none() {
    let (_, token) = world_with_token().await;
    let other = World::another().await;
    other
        .role("Viewer", &allow("s3:ListAllMyBuckets", "*"))
        .await;
    opens_nothing(&other, &token, "InvalidSigninToken").await;
}

#[tokio::test]
async fn a_token_counts_for_fifteen_minutes_and_more_than_once() {
    let (world, token) = world_with_token().await;
    for _ in 0..2 {
        world.clock.advance_seconds(7 * 60);
        let page = world
            .browser()
            .get(&address(&login(&token, AWS_CONSOLE)))
            .await;
        assert_eq!(page.status, StatusCode::OK);
    }
    world.clock.advance_seconds(2 * 60);
    opens_nothing(&world, &token, "ExpiredSigninToken").await;
}

#[tokio::test]
async fn a_token_of_a_role_that_is_gone_is_none() {
    let (world, token) = world_with_token().await;
    delete_role(&world, "Viewer").await;
    opens_nothing(&world, &token, "InvalidSigninToken").await;
}

pub(super) async fn delete_role(world: &World, name: &str) {
    let named = [("RoleName", name), ("PolicyName", "rights")];
    world.ask::<iam::DeleteRolePolicy>(&named).await.unwrap();
    world.ask::<iam::DeleteRole>(&named[..1]).await.unwrap();
}

#[tokio::test]
async fn credentials_that_are_wrong_or_old_give_no_token() {
    let world = World::new().await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    let credentials = role_credentials(&world, "Viewer").await;
    let [id, key, token] = [
        credentials.access_key_id.as_str(),
        credentials.secret_access_key.expose(),
        credentials.session_token.expose(),
    ];
    let other_key = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12";
    for (id, key, token) in [
        (id, other_key, token),
        ("ASIAIOSFODNN7EXAMPLE", key, token),
        (id, key, "x"),
        (id, key, token.split_at(1).1),
    ] {
        let session = json!({ "sessionId": id, "sessionKey": key, "sessionToken": token });
        let parameters = [
            ("Action", "getSigninToken"),
            ("Session", &session.to_string()),
        ];
        let told = ask(&world, &parameters).await;
        told.refused("InvalidCredentials");
        assert!(!told.body.contains(key) && !told.body.contains(other_key));
    }
    world.clock.advance_seconds(3600);
    let session = session(&credentials);
    let parameters = [("Action", "getSigninToken"), ("Session", session.as_str())];
    ask(&world, &parameters).await.refused("ExpiredCredentials");
}

#[tokio::test]
async fn credentials_of_another_kind_give_none_or_a_session_of_their_own_length() {
    let world = World::new().await;
    let user = world.user_with_key("ana", &allow("*", "*")).await;
    let of_user = world
        .sts::<sts::GetSessionToken>(&user, &[])
        .await
        .unwrap()
        .credentials;
    let of_user = session(&of_user.unwrap());
    let parameters = [("Action", "getSigninToken"), ("Session", of_user.as_str())];
    ask(&world, &parameters).await.refused("UnfitCredentials");
    let policy = allow("iam:ListUsers", "*");
    let members = [("Name", "guest"), ("Policy", policy.as_str())];
    let made = world
        .sts::<sts::GetFederationToken>(&user, &members)
        .await
        .unwrap();
    let of_guest = session(&made.credentials.unwrap());
    let parameters = [
        ("Action", "getSigninToken"),
        ("Session", of_guest.as_str()),
        ("SessionDuration", "3600"),
    ];
    ask(&world, &parameters)
        .await
        .refused("InvalidSessionDuration");
    let token = ask(&world, &parameters[..2]).await.token();
    let mut browser = world.browser();
    let page = browser.get(&address(&login(&token, AWS_CONSOLE))).await;
    let arn = format!("arn:aws:sts::{ACCOUNT}:federated-user/guest");
    assert_eq!(page.one("#arn").text(), arn);
    assert!(page.has(".tile a[href=/users]") && !page.has(".tile a[href=/roles]"));
}

#[tokio::test]
async fn a_session_is_asked_for_between_a_quarter_of_an_hour_and_twelve_hours() {
    let world = World::new().await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    let session = session(&role_credentials(&world, "Viewer").await);
    for (duration, expect) in [
        ("899", Some("InvalidSessionDuration")),
        ("900", None),
        ("43200", None),
        ("43201", Some("InvalidSessionDuration")),
        ("0", Some("InvalidSessionDuration")),
        ("an hour", Some("InvalidRequest")),
        ("-900", Some("InvalidRequest")),
    ] {
        let parameters = [
            ("Action", "getSigninToken"),
            ("Session", session.as_str()),
            ("SessionDuration", duration),
        ];
        let told = ask(&world, &parameters).await;
        match expect {
            Some(code) => told.refused(code),
            None => assert!(!told.token().is_empty()),
        }
    }
}

#[tokio::test]
async fn what_is_not_understood_is_refused() {
    let world = World::new().await;
    for (parameters, code) in [
        (&[][..], "InvalidAction"),
        (&[("Action", "signup")], "InvalidAction"),
        (&[("Action", "getSigninToken")], "InvalidRequest"),
        (
            &[("Action", "getSigninToken"), ("Session", "{")],
            "InvalidRequest",
        ),
        (
            &[("Action", "getSigninToken"), ("Session", "{}")],
            "InvalidRequest",
        ),
    ] {
        ask(&world, parameters).await.refused(code);
    }
    for parameters in [
        &[("Action", "login")][..],
        &[("Action", "login"), ("SigninToken", "t")],
        &[
            ("Action", "login"),
            ("SigninToken", "t"),
            ("Destination", ""),
        ],
    ] {
        let page = world.browser().look(&address(parameters)).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{parameters:?}");
    }
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}
