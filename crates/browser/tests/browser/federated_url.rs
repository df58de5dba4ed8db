//! The URL that the sample program prints opens the console, with the rights of the role alone.

use std::process::Stdio;

use aws_sdk_iam::error::ProvideErrorMetadata;
use iamd_browser::{Browser, Environment, Server};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, Command},
};

use crate::world::World;

/// Runs the program of the client tests and prints its URL; its role lives until a line is read.
const PROGRAM: &str = "
import sys
sys.path.insert(0, sys.argv[1])
from federated_program import run
from server import Credentials
with run(Credentials(*sys.argv[2:]), 'console-reader') as (url, credentials):
    print(url, flush=True)
    sys.stdin.readline()
";

const CLIENT_TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/clients");

/// The program, held where it waits for its user to have seen the console.
struct Held {
    child: Child,
    url: String,
}

impl Held {
    /// Starts it for a user who may do what it does.
    async fn start(world: &World) -> Self {
        let iam = &world.root.iam;
        iam.create_user().user_name("builder").send().await.unwrap();
        let attach = iam.attach_user_policy().user_name("builder");
        let attach = attach.policy_arn("arn:aws:iam::aws:policy/AdministratorAccess");
        attach.send().await.unwrap();
        let key = iam.create_access_key().user_name("builder").send().await;
        let key = key.unwrap().access_key.unwrap();
        let mut child = Command::new(&world.environment.python)
            .args(["-c", PROGRAM, CLIENT_TESTS])
            .args([&key.access_key_id, &key.secret_access_key])
            .arg(&world.server.endpoint_url)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.next_line().await.unwrap().expect("a URL");
        Self { child, url }
    }

    /// Lets it go on to its end, where it deletes the role.
    async fn finish(mut self) {
        let mut input = self.child.stdin.take().unwrap();
        input.write_all(b"\n").await.unwrap();
        drop(input);
        assert!(self.child.wait().await.unwrap().success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_url_opens_a_console_with_the_rights_of_the_role() {
    let world = World::new().await;
    let create = world.root.s3.create_bucket().bucket("reports");
    create.send().await.unwrap();
    let held = Held::start(&world).await;
    let browser = &world.browser;

    browser.goto(&held.url).await.unwrap();
    let arn = browser.see("#arn").await.unwrap().text().await.unwrap();
    assert_eq!(
        arn,
        "arn:aws:sts::000000000000:assumed-role/console-reader/a-demonstration"
    );
    let url = browser.current_url().await.unwrap();
    assert!(url.as_str().starts_with(&world.server.console_url), "{url}");
    assert!(!url.as_str().contains("SigninToken"), "{url}");

    world.open("/buckets").await;
    let buckets = browser.see("#buckets").await.unwrap();
    assert!(buckets.text().await.unwrap().contains("reports"));

    browser.click("#new-bucket").await.unwrap();
    browser.fill("#name", "not-for-readers").await.unwrap();
    browser.click("#create").await.unwrap();
    let refusal = browser.see(".refused").await.unwrap().text().await.unwrap();
    for said in [
        "s3:CreateBucket",
        "no identity-based policy allows",
        "not-for-readers",
    ] {
        assert!(refusal.contains(said), "no {said:?} in:\n{refusal}");
    }
    let buckets = world.root.s3.list_buckets().send().await.unwrap();
    assert_eq!(buckets.buckets().len(), 1);

    world.open("/users").await;
    let refusal = browser.see(".refused").await.unwrap().text().await.unwrap();
    assert!(refusal.contains("iam:ListUsers"), "{refusal}");

    // The credentials last for an hour, the console session for twelve.
    world.server.advance(2 * 60 * 60).await.unwrap();
    world.open("/buckets").await;
    browser.see("#buckets").await.unwrap();
    // The program signs by its own clock.
    world.server.advance(-2 * 60 * 60).await.unwrap();

    held.finish().await;
    world.open("/buckets").await;
    world.assert_text("Your session has ended").await;
    // Where to sign in again, the URL said.
    let issuer = browser.see("#way-on").await.unwrap();
    let link = issuer.attr("href").await.unwrap();
    assert_eq!(link.as_deref(), Some("https://example.org/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_url_that_is_altered_old_or_of_another_server_opens_nothing() {
    let world = World::new().await;
    let held = Held::start(&world).await;
    let browser = &world.browser;
    let refused = async |browser: &Browser, url: &str| {
        browser.goto(url).await.unwrap();
        let text = browser.text().await.unwrap();
        assert!(text.contains("sign-in token"), "{url}: {text}");
        assert!(
            browser
                .get_all_cookies()
                .await
                .unwrap()
                .iter()
                .all(|cookie| { cookie.name() != "iamd-console" })
        );
    };

    let (start, last) = held.url.split_at(held.url.len() - 1);
    let other = if last == "A" { "B" } else { "A" };
    let (front, back) = start.split_at(start.len() - 40);
    let (_, back) = back.split_at(1);
    refused(browser, &format!("{front}{other}{back}{last}")).await;

    let stranger = Server::start(&Environment::current()).await.unwrap();
    let elsewhere = held
        .url
        .replace(&world.server.endpoint_url, &stranger.endpoint_url);
    refused(browser, &elsewhere).await;

    world.server.advance(16 * 60).await.unwrap();
    refused(browser, &held.url).await;
    world.server.advance(-16 * 60).await.unwrap();
    held.finish().await;

    let roles = world
        .root
        .iam
        .get_role()
        .role_name("console-reader")
        .send()
        .await;
    assert_eq!(roles.unwrap_err().code(), Some("NoSuchEntity"));
}
