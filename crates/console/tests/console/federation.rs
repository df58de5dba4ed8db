//! The federation endpoint: from temporary credentials to a session in a browser.

mod destinations;
mod doors;
mod refusals;
mod sessions;

use axum::body::to_bytes;
use http::{HeaderMap, Method, Request, StatusCode};
use iamd_api::sts;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Raw, encoded},
    world::{ACCOUNT, World, allow},
};

/// The destination of AWS's own examples.
pub(crate) const AWS_CONSOLE: &str = "https://console.aws.amazon.com/";

/// What a browser says that it takes.
pub(crate) const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

/// An answer to a program.
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(
            self.headers["content-type"], "application/json",
            "{}",
            self.body
        );
        serde_json::from_str(&self.body).unwrap()
    }

    /// The sign-in token.
    #[track_caller]
    pub(crate) fn token(&self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.json()["SigninToken"].as_str().unwrap().to_owned()
    }

    /// Checks that nothing was given, and why.
    #[track_caller]
    pub(crate) fn refused(&self, code: &str) {
        assert_eq!(self.status, StatusCode::BAD_REQUEST, "{}", self.body);
        let body = self.json();
        assert_eq!(body["error"], code, "{body}");
        assert!(body["message"].as_str().unwrap().ends_with('.'), "{body}");
        assert!(!self.headers.contains_key("set-cookie"));
    }
}

fn pairs(parameters: &[(&str, &str)]) -> String {
    let owned = parameters.iter();
    let owned = owned.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    encoded(&owned.collect::<Vec<_>>())
}

/// The address of the endpoint with these parameters.
pub(crate) fn address(parameters: &[(&str, &str)]) -> String {
    format!("/federation?{}", pairs(parameters))
}

/// What a program asks of the endpoint at the main door, by GET.
pub(crate) async fn ask(world: &World, parameters: &[(&str, &str)]) -> Told {
    let request = Request::get(address(parameters)).header("host", "iamd.example.com");
    told(world, request.body(axum::body::Body::empty()).unwrap()).await
}

/// The same by POST.
pub(crate) async fn ask_by_form(world: &World, parameters: &[(&str, &str)]) -> Told {
    let request = Request::post("/federation")
        .header("host", "iamd.example.com")
        .header("content-type", "application/x-www-form-urlencoded");
    told(world, request.body(pairs(parameters).into()).unwrap()).await
}

pub(crate) async fn told(world: &World, request: Request<axum::body::Body>) -> Told {
    let arrival = world.browser().arrival();
    let answer = world.console.federation(request, arrival).await;
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Told {
        status: head.status,
        headers: head.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// The parameter `Session` for some credentials.
pub(crate) fn session(credentials: &sts::Credentials) -> String {
    let session = json!({
        "sessionId": credentials.access_key_id,
        "sessionKey": credentials.secret_access_key.expose(),
        "sessionToken": credentials.session_token.expose(),
    });
    session.to_string()
}

/// The credentials of a session of a role, which a user has assumed with a long-term key.
pub(crate) async fn role_credentials(world: &World, role: &str) -> sts::Credentials {
    let user = format!("assumes-{role}");
    let caller = world
        .user_with_key(&user, &allow("sts:AssumeRole", "*"))
        .await;
    let role_arn = format!("arn:aws:iam::{ACCOUNT}:role/{role}");
    let members = [
        ("RoleArn", role_arn.as_str()),
        ("RoleSessionName", "AssumeRoleDemoSession"),
    ];
    let assumed = world.sts::<sts::AssumeRole>(&caller, &members).await;
    assumed.unwrap().credentials.unwrap()
}

/// A world with the role `Viewer`, and a sign-in token of it for twelve hours.
pub(crate) async fn world_with_token() -> (World, String) {
    let world = World::new().await;
    world
        .role("Viewer", &allow("s3:ListAllMyBuckets", "*"))
        .await;
    let session = session(&role_credentials(&world, "Viewer").await);
    let parameters = [
        ("Action", "getSigninToken"),
        ("SessionDuration", "43200"),
        ("Session", session.as_str()),
    ];
    let token = ask(&world, &parameters).await.token();
    world.audit.take();
    (world, token)
}

/// The parameters of a sign-in.
pub(crate) fn login<'a>(token: &'a str, destination: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("Action", "login"),
        ("Issuer", "example.org"),
        ("Destination", destination),
        ("SigninToken", token),
    ]
}

/// Whether a browser is somebody's.
pub(crate) async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.look("/").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_program_makes_an_address_that_opens_the_console() {
    let world = World::new().await;
    world
        .role("Viewer", &allow("s3:ListAllMyBuckets", "*"))
        .await;
    let session = session(&role_credentials(&world, "Viewer").await);
    let parameters = [
        ("Action", "getSigninToken"),
        ("SessionType", "json"),
        ("SessionDuration", "43200"),
        ("Session", session.as_str()),
    ];
    for is_form in [false, true] {
        let told = if is_form {
            ask_by_form(&world, &parameters).await
        } else {
            ask(&world, &parameters).await
        };
        assert_eq!(told.headers["cache-control"], "no-store");
        let token = told.token();
        assert_eq!(told.json().as_object().unwrap().len(), 1);
        let mut browser = world.browser();
        let page = browser.get(&address(&login(&token, AWS_CONSOLE))).await;
        page.shows("Welcome, Viewer");
        let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Viewer/AssumeRoleDemoSession");
        assert_eq!(page.one("#arn").text(), arn);
        assert!(page.has(".tile a[href=/buckets]") && !page.has(".tile a[href=/users]"));
        let names = world.audit.names();
        assert!(
            names.contains(&"GetSigninToken") && names.contains(&"ConsoleLogin"),
            "{names:?}"
        );
    }
}

#[tokio::test]
async fn a_page_of_another_site_may_send_the_form() {
    let (world, token) = world_with_token().await;
    let mut browser = world.browser();
    let page = browser
        .send(Raw {
            method: Method::POST,
            path: "/federation",
            headers: &[
                HTML,
                ("content-type", "application/x-www-form-urlencoded"),
                ("origin", "https://portal.example.org"),
                ("sec-fetch-site", "cross-site"),
            ],
            body: pairs(&login(&token, "/buckets")).into_bytes(),
        })
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.headers["location"], "/buckets");
    assert!(is_signed_in(&mut browser).await);
}
