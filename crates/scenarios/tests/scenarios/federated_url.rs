use iamd_scenarios::{
    Browser, Consent, Failure, FederationSetting, Format, Made, Names, SigninEndpoint,
};
use serde_json::Value;

use crate::fake::{Fake, NAMES, Outcome, SECRET, Trouble};

/// The calls of the program, from the question who calls to the deletion of the role.
const CALLS: [&str; 8] = [
    "GetCallerIdentity",
    "GetUser",
    "CreateRole",
    "AttachRolePolicy",
    "AssumeRole",
    "getSigninToken",
    "DetachRolePolicy",
    "DeleteRole",
];

/// The events of the program, in which names are without what makes them new.
const EVENTS: &str = r#"{"event":"started","scenario":"federated-url","caller":"user/Bob"}
{"event":"role_created","role_arn":"arn:aws:iam::123456789012:role/role","user":"Bob","needs_mfa":false}
{"event":"role_policy_attached","policy_arn":"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess","role":"role"}
{"event":"role_assumed","user":"Bob","role_arn":"arn:aws:iam::123456789012:role/role","key_id":"ASIArole","expires_at":"2027-01-15T09:00:00Z","with_mfa":false}
{"event":"signin_token_got","endpoint":"https://fake.example/federation","session_seconds":43200}
{"event":"federated_url","url":"https://fake.example/federation?Action=login&Issuer=https%3A%2F%2Fexample.org&Destination=https%3A%2F%2Fconsole.aws.amazon.com%2F&SigninToken=fake.example%2Ffederation%2B%2F%3D"}
{"event":"role_policy_detached","policy_arn":"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess","role":"role"}
{"event":"role_deleted","role":"role"}
{"event":"finished","scenario":"federated-url"}
"#;

fn fake() -> Fake {
    Fake::called_by_bob(1)
}

async fn run(fake: Fake) -> Outcome {
    fake.run("federated-url", Consent::Given, Format::Json)
        .await
}

/// The event of this name, if the program told it.
fn told(outcome: &Outcome, event: &str) -> Option<Value> {
    let mut events = outcome.events().into_iter();
    events.find(|told| told["event"] == *event)
}

#[track_caller]
fn assert_nothing_is_left(outcome: &Outcome, context: &str) {
    let roles = &outcome.fake.roles;
    assert!(roles.is_empty(), "{context}: {roles:?}");
    let users: Vec<&String> = outcome.fake.users.keys().collect();
    assert!(users.is_empty() || users == ["Bob"], "{context}: {users:?}");
}

#[tokio::test(start_paused = true)]
async fn the_credentials_of_the_role_become_a_url_and_nothing_is_left() {
    let outcome = run(fake()).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_eq!(outcome.actions(), CALLS);
    assert_nothing_is_left(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn data_is_an_object_a_line_without_secrets() {
    let outcome = run(fake()).await;
    assert!(!outcome.output.contains(SECRET), "{}", outcome.output);
    let around = Names::new(NAMES).of("|");
    let (before, after) = around.split_once('|').unwrap();
    let lines = outcome.output.replace(before, "").replace(after, "");
    assert_eq!(lines, EVENTS);
}

#[tokio::test(start_paused = true)]
async fn the_url_stands_on_a_line_of_its_own_for_people() {
    let outcome = fake()
        .run("federated-url", Consent::Given, Format::Text)
        .await;
    let url = "https://fake.example/federation?Action=login&";
    let found = outcome.output.lines().filter(|line| line.starts_with(url));
    assert_eq!(found.count(), 1, "{}", outcome.output);
}

#[tokio::test(start_paused = true)]
async fn the_root_user_has_an_administrator_stand_in() {
    let outcome = run(Fake::called_by("root")).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    let role = told(&outcome, "role_created").unwrap();
    assert_eq!(role["user"], Names::new(NAMES).of("administrator"));
    assert_nothing_is_left(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn whoever_is_no_user_is_turned_away() {
    let outcome = run(Fake::called_by("assumed-role/role/session")).await;
    assert_eq!(outcome.ended.exit_code(), 3);
    let [Failure::NotAUser { .. }] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    assert_eq!(outcome.actions(), CALLS[..1]);
}

#[tokio::test(start_paused = true)]
async fn endpoint_and_console_may_be_elsewhere() {
    let endpoint: SigninEndpoint = "https://signin.example/a/b".parse().unwrap();
    let fake = fake().with_federation(FederationSetting {
        signin_endpoint: Some(endpoint),
        console_url: Some("https://console.example/s3/".to_owned()),
        ..FederationSetting::default()
    });
    let outcome = run(fake).await;
    let url = told(&outcome, "federated_url").unwrap()["url"].to_string();
    assert!(
        url.contains("https://signin.example/a/b?Action=login&")
            && url.contains("&Destination=https%3A%2F%2Fconsole.example%2Fs3%2F&")
            && url.contains("&SigninToken=signin.example%2Fa%2Fb"),
        "{url}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_browser_that_does_not_open_does_not_end_the_program() {
    for (browser, event, other) in [
        ("true", "browser_opened", "browser_not_opened"),
        ("/no/browser", "browser_not_opened", "browser_opened"),
    ] {
        let fake = fake().with_federation(FederationSetting {
            browser: Some(Browser::by(browser)),
            ..FederationSetting::default()
        });
        let outcome = run(fake).await;
        assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
        assert!(told(&outcome, event).is_some() && told(&outcome, other).is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_known_everywhere_yet_is_waited_for() {
    let fake = fake()
        .with("CreateRole", Trouble::Refuse("MalformedPolicyDocument"))
        .with("AssumeRole", Trouble::Refuse("AccessDenied"))
        .with("AssumeRole", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    let waited: Vec<Value> = outcome
        .events()
        .iter()
        .filter(|event| event["event"] == "waiting")
        .map(|event| event["awaited"].clone())
        .collect();
    assert_eq!(waited, ["user", "role", "role"]);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_gives_no_token_is_told_clearly() {
    let attempt = "could not get a sign-in token from https://fake.example/federation: ";
    for (status, body, expect) in [
        (
            400,
            r#"{"message":"The session has expired."}"#,
            "The session has expired. (HTTP status 400)",
        ),
        (
            400,
            "<html></html>",
            "the service refused and did not say why (HTTP status 400)",
        ),
        (
            200,
            "<html></html>",
            "the answer is not understood: it is no JSON",
        ),
        (
            200,
            "{}",
            "the answer is not understood: it has no SigninToken",
        ),
    ] {
        let outcome = run(fake().signing_in_with(status, body)).await;
        assert_eq!(outcome.ended.exit_code(), 1);
        let [failure] = &outcome.ended.failures[..] else {
            panic!("{:?}", outcome.ended);
        };
        assert_eq!(failure.to_string(), format!("{attempt}{expect}"));
        assert_nothing_is_left(&outcome, body);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_trouble_in_any_call() {
    for (number, action) in CALLS.into_iter().enumerate() {
        let context = format!("{action}, call {number}");
        let refused = run(fake().with(action, Trouble::Refuse("ServiceFailure"))).await;
        assert_eq!(refused.ended.exit_code(), 1, "{context}");
        assert_nothing_is_left(&refused, &context);
        let lost = run(fake().with(action, Trouble::Lose)).await;
        assert_eq!(lost.ended.exit_code(), 1, "{context}");
        assert_nothing_is_left(&lost, &context);
        if number + 1 < CALLS.len() {
            let interrupted = run(fake().with(action, Trouble::Interrupt)).await;
            assert_eq!(interrupted.ended.exit_code(), 130, "{context}");
            assert_nothing_is_left(&interrupted, &context);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_cannot_be_removed_is_named() {
    let outcome = run(fake()
        .with("DeleteRole", Trouble::Refuse("AccessDenied"))
        .with("DeleteRole", Trouble::Refuse("AccessDenied")))
    .await;
    assert_eq!(outcome.ended.exit_code(), 5);
    let Some(Failure::LeftBehind { left }) = outcome.ended.failures.last() else {
        panic!("{:?}", outcome.ended);
    };
    let name = Names::new(NAMES).of("role");
    let made = Made::Role { name };
    assert_eq!(left[0].made, made);
    assert_eq!(left.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_made_without_consent() {
    // The tests' standard input is no terminal, or nobody answers at it.
    let fake = fake().with("GetUser", Trouble::Interrupt);
    let outcome = fake
        .run("federated-url", Consent::AtTerminal, Format::Text)
        .await;
    assert_ne!(outcome.ended.exit_code(), 0);
    assert_eq!(outcome.actions(), CALLS[..2]);
}
