//! Where a sign-in leads: to pages of this console, and nowhere else.

use http::{Method, StatusCode};

use super::{HTML, address, is_signed_in, login, world_with_token};
use crate::browser::Raw;

#[tokio::test]
async fn pages_here_and_those_that_stand_for_awss_are_destinations() {
    let (world, token) = world_with_token().await;
    for (destination, expect) in [
        ("https://console.aws.amazon.com/", "/"),
        (
            "https://us-west-2.console.aws.amazon.com/s3/home?region=us-west-2",
            "/buckets",
        ),
        (
            "https://s3.console.aws.amazon.com/s3/buckets/pictures",
            "/buckets/pictures",
        ),
        ("https://console.aws.amazon.com/iam/home#/users", "/users"),
        ("https://console.aws.amazon.com/ec2/home", "/"),
        (
            "https://console.amazonaws-us-gov.com/iam/home#/roles",
            "/roles",
        ),
        (
            "https://console.example.com/users?marker=a%2Fb",
            "/users?marker=a%2Fb",
        ),
        ("/buckets", "/buckets"),
    ] {
        let page = world
            .browser()
            .look(&address(&login(&token, destination)))
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{destination}");
        assert_eq!(page.headers["location"], expect, "{destination}");
    }
}

#[tokio::test]
async fn any_other_host_is_refused_and_nobody_is_signed_in() {
    let (world, token) = world_with_token().await;
    for destination in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "https://console.aws.amazon.com@evil.example/",
        "https://console.aws.amazon.com.evil.example/",
        "https://console.aws.amazon.com\\.evil.example/",
        "https://console.example.com:8443/",
        "http://console.example.com.evil.example/",
        "javascript:alert(1)",
        "JavaScript://console.aws.amazon.com/%0Aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "/users\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "https://c\u{43e}nsole.aws.amazon.com/",
        "users",
    ] {
        let mut browser = world.browser();
        let path = address(&login(&token, destination));
        let page = browser
            .send(Raw {
                method: Method::GET,
                path: &path,
                headers: &[HTML],
                body: Vec::new(),
            })
            .await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{destination}");
        assert_eq!(page.heading(), "You could not be signed in");
        assert!(!page.headers.contains_key("location"));
        assert!(!page.has("main a"), "{destination}");
        assert!(!is_signed_in(&mut browser).await);
    }
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}
