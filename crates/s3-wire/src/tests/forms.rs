//! Uploads by forms.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Method, StatusCode};
use iamd_ident::Clock;

use super::world::{Ask, Got, World};

/// A form with its fields before the file.
fn form(fields: &[(&str, &str)], file: &str) -> Ask {
    let part = |(name, value): &(&str, &str)| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields: Vec<String> = fields.iter().map(part).collect();
    let body = format!(
        "{}--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{file}\r\n--b--\r\n",
        fields.concat()
    );
    Ask::new(Method::POST, "/bucket-1")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(body)
        .in_pieces(50)
}

/// Sends a form with a policy of these conditions, signed by the root user.
async fn post(world: &World, conditions: &str, fields: &[(&str, &str)], file: &str) -> Got {
    let now = world.clock.now();
    let proof = world.signer().sign_form("", now);
    let named: Vec<String> = proof
        .iter()
        .filter(|(name, _)| *name != "x-amz-signature")
        .map(|(name, value)| format!(",{{\"{name}\":\"{value}\"}}"))
        .collect();
    let named = named.concat();
    let expiration = now + jiff::SignedDuration::from_mins(5);
    let policy = format!(
        "{{\"expiration\":\"{}\",\"conditions\":[{{\"bucket\":\"bucket-1\"}}{conditions}{named}]}}",
        expiration.strftime("%Y-%m-%dT%H:%M:%SZ")
    );
    let policy = STANDARD.encode(policy);
    let proof = world.signer().sign_form(&policy, now);
    let mut all = fields.to_vec();
    all.push(("policy", &policy));
    all.extend(proof.iter().map(|(name, value)| (*name, value.as_str())));
    world.send(form(&all, file)).await
}

async fn world() -> World {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    world
}

const KEY: &str = ",[\"starts-with\",\"$key\",\"user/\"]";

#[tokio::test]
async fn a_form_uploads_its_file() {
    let world = world().await;
    let got = post(&world, KEY, &[("key", "user/${filename}")], "the file").await;
    assert_eq!(
        (got.status, got.body.as_str()),
        (StatusCode::NO_CONTENT, ""),
        "{got:?}"
    );
    assert_eq!(
        got.header("location"),
        "http://127.0.0.1:4566/bucket-1/user/a.txt"
    );
    assert!(!got.header("etag").is_empty());
    let event = world.audited().pop().unwrap();
    assert_eq!(
        event,
        (
            "PostObject",
            Some("arn:aws:s3:::bucket-1/user/a.txt".to_owned()),
            None
        )
    );
    let got = world.send(Ask::get("/bucket-1/user/a.txt").signed()).await;
    assert_eq!(got.body, "the file");
}

#[tokio::test]
async fn a_form_chooses_its_answer() {
    let world = world().await;
    let conditions = format!("{KEY},[\"starts-with\",\"$success_action_status\",\"\"]");
    for (status, expect) in [("200", 200), ("201", 201), ("204", 204), ("500", 204)] {
        let fields = [("key", "user/a b"), ("success_action_status", status)];
        let got = post(&world, &conditions, &fields, "x").await;
        assert_eq!(got.status.as_u16(), expect, "{got:?}");
        if expect == 201 {
            assert_eq!(got.element("Key"), "user/a b");
            assert_eq!(got.element("Bucket"), "bucket-1");
            assert_eq!(got.element("Location"), got.header("location"));
            assert_eq!(
                got.element("ETag"),
                "&quot;9dd4e461268c8034f5c8564e155c67a6&quot;"
            );
        }
    }
    let conditions = format!("{KEY},[\"starts-with\",\"$success_action_redirect\",\"\"]");
    let fields = [
        ("key", "user/a"),
        ("success_action_redirect", "https://page.test/?x=1"),
    ];
    let got = post(&world, &conditions, &fields, "x").await;
    assert_eq!(got.status, StatusCode::SEE_OTHER);
    let expect = "https://page.test/?x=1&bucket=bucket-1&key=user%2Fa&etag=%229dd4e461268c8034f5c8564e155c67a6%22";
    assert_eq!(got.header("location"), expect);
}

#[tokio::test]
async fn a_form_does_what_its_policy_says_and_no_more() {
    let world = world().await;
    let got = post(&world, KEY, &[("key", "other/a")], "x").await;
    got.check(403, "AccessDenied");
    let got = post(
        &world,
        KEY,
        &[("key", "user/a"), ("acl", "public-read")],
        "x",
    )
    .await;
    got.check(403, "AccessDenied");
    let conditions = format!("{KEY},[\"content-length-range\",5,10]");
    let fields = [("key", "user/a")];
    post(&world, &conditions, &fields, "1234")
        .await
        .check(400, "EntityTooSmall");
    post(&world, &conditions, &fields, "12345678901")
        .await
        .check(400, "EntityTooLarge");
    let head = Ask::new(Method::HEAD, "/bucket-1/user/a").signed();
    assert_eq!(world.send(head.clone()).await.status, StatusCode::NOT_FOUND);
    let got = post(&world, &conditions, &fields, "12345").await;
    assert_eq!(got.status, StatusCode::NO_CONTENT, "{got:?}");
    assert_eq!(world.send(head).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_without_a_policy_is_anonymous() {
    let world = world().await;
    let got = world.send(form(&[("key", "a")], "x")).await;
    got.check(403, "AccessDenied");
    let event = world.audited().pop().unwrap();
    assert_eq!((event.0, event.2), ("PostObject", Some("AccessDenied")));
    let got = world.send(form(&[("acl", "private")], "x")).await;
    got.check(400, "InvalidArgument");
    let cut = form(&[("key", "a")], "x").body("--b\r\nContent-Disp");
    world.send(cut).await.check(400, "MalformedPOSTRequest");
}
