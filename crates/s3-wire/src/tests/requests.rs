//! Answers and errors, whatever the operation.

use http::{Method, StatusCode};

use super::world::{ACCOUNT, Ask, SHARED, World};

#[tokio::test]
async fn every_answer_has_its_ids() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for ask in [
        Ask::new(Method::HEAD, "/bucket-1").signed(),
        Ask::new(Method::HEAD, "/bucket-2").signed(),
        Ask::get("/bucket-2?location").signed(),
        Ask::get("/bucket-1?location"),
        Ask::new(Method::OPTIONS, "/bucket-1"),
    ] {
        let got = world.send(ask).await;
        let id = "5f0c1b1e-0000-4000-8000-000000000001";
        assert_eq!(got.header("x-amz-request-id"), id, "{got:?}");
        assert!(!got.header("x-amz-id-2").is_empty());
        if !got.body.is_empty() && !got.status.is_success() {
            assert_eq!(got.element("RequestId"), id);
            assert_eq!(got.element("HostId"), got.header("x-amz-id-2"));
            assert_eq!(got.header("content-type"), "application/xml");
        }
    }
}

#[tokio::test]
async fn errors_tell_what_they_are_about() {
    let world = World::new().await;
    let got = world.send(Ask::get("/bucket-2?location").signed()).await;
    got.check(404, "NoSuchBucket");
    assert_eq!(got.element("BucketName"), "bucket-2");
    assert_eq!(got.element("Resource"), "/bucket-2");
    let got = world
        .send(Ask::new(Method::HEAD, "/bucket-2").signed())
        .await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::NOT_FOUND, ""));
    let got = world.send(Ask::get("/No_Bucket?location").signed()).await;
    got.check(400, "InvalidBucketName");
    let events = world.audited();
    assert_eq!(events.len(), 3, "{events:?}");
}

#[tokio::test]
async fn errors_of_the_parser_are_audited_and_told_in_awss_words() {
    let world = World::new().await;
    let ask = Ask::put("/bucket-1").body("<CreateBucketConfiguration><");
    let got = world.send(ask.signed()).await;
    got.check(400, "MalformedXML");
    let text =
        "The XML you provided was not well-formed or did not validate against our published schema";
    assert_eq!(got.element("Message"), text);
    assert_eq!(
        world.audited(),
        [("CreateBucket", None, Some("MalformedXML"))]
    );
    let long = format!("/bucket-1/{}", "k".repeat(1025));
    world
        .send(Ask::get(&long).signed())
        .await
        .check(400, "KeyTooLongError");
    let got = world
        .send(Ask::new(Method::POST, "/bucket-1").signed())
        .await;
    got.check(405, "MethodNotAllowed");
    let got = world
        .send(Ask::new(Method::PATCH, "/bucket-1").signed())
        .await;
    got.check(405, "MethodNotAllowed");
}

#[tokio::test]
async fn gathered_bodies_say_how_long_they_are() {
    let world = World::new().await;
    let ask = Ask::put("/bucket-1").header("transfer-encoding", "chunked");
    world
        .send(ask.signed())
        .await
        .check(411, "MissingContentLength");
    let ask = Ask::put("/bucket-1").header("content-length", "5000000");
    world
        .send(ask.signed())
        .await
        .check(400, "MaxMessageLengthExceeded");
}

#[tokio::test]
async fn the_expected_owner_must_be_the_owner() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (expected, status) in [
        (ACCOUNT, StatusCode::OK),
        ("210987654321", StatusCode::FORBIDDEN),
        ("nobody", StatusCode::BAD_REQUEST),
    ] {
        let ask = Ask::get("/bucket-1?location").header("x-amz-expected-bucket-owner", expected);
        assert_eq!(world.send(ask.signed()).await.status, status, "{expected}");
    }
}

#[tokio::test]
async fn buckets_are_reached_by_their_hosts() {
    let world = World::new().await;
    let made = Ask::put("/").header("host", "my.bucket.s3.iamd.test:4566");
    assert_eq!(world.send(made.signed()).await.status, StatusCode::OK);
    for host in [
        "my.bucket.localhost:4566",
        "my.bucket.s3.us-east-1.amazonaws.com",
    ] {
        let head = Ask::new(Method::HEAD, "/").header("host", host);
        assert_eq!(
            world.send(head.signed()).await.status,
            StatusCode::OK,
            "{host}"
        );
    }
    let head = Ask::new(Method::HEAD, "/my.bucket").header("host", "localhost:4566");
    assert_eq!(world.send(head.signed()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_of_other_origins_are_told_what_the_bucket_says() {
    let world = World::new().await;
    world.bucket(SHARED).await;
    world.bucket("bucket-1").await;
    let preflight = |bucket: &str, origin: &str| {
        Ask::new(Method::OPTIONS, &format!("/{bucket}/key"))
            .header("origin", origin)
            .header("access-control-request-method", "PUT")
    };
    let got = world.send(preflight(SHARED, "https://page.test")).await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(
        got.header("access-control-allow-origin"),
        "https://page.test"
    );
    let got = world.send(preflight(SHARED, "https://other.test")).await;
    got.check(403, "AccessForbidden");
    assert_eq!(got.element("Method"), "PUT");
    assert_eq!(got.header("access-control-allow-origin"), "");
    world
        .send(preflight("bucket-9", "https://page.test"))
        .await
        .check(403, "AccessForbidden");
    let got = world.send(Ask::new(Method::OPTIONS, "/bucket-1/key")).await;
    got.check(400, "BadRequest");
    assert_eq!(world.audited(), []);

    // Answers to requests have them as well, good and bad.
    for (target, status) in [(SHARED, 200), ("shared-bucket/none", 403)] {
        let ask = Ask::get(&format!("/{target}?location=")).header("origin", "https://page.test");
        let ask = if status == 200 { ask.signed() } else { ask };
        let got = world.send(ask).await;
        let told = got.header("access-control-allow-origin");
        assert_eq!(told, "https://page.test", "{got:?}");
    }
}
