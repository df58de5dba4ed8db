//! Nothing reaches an operation but by the front door.

use http::{Method, Request, StatusCode};
use iamd_sigv4::PayloadHash;

use super::world::{Ask, Got, World, plain};

/// Gives a request to `s3s` itself, as nobody should.
pub(crate) async fn around(world: &World, request: Request<s3s::Body>) -> Got {
    let answered = world.wire.0.service.call(request).await;
    Got::of(answered.unwrap()).await
}

fn request(method: Method, target: &str, headers: &[(&str, &str)]) -> Request<s3s::Body> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(plain("")).unwrap()
}

#[tokio::test]
async fn requests_around_the_front_door_are_denied() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    let scope = "AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-east-1/s3/aws4_request, \
                 SignedHeaders=host, Signature=00";
    let signed = [
        ("host", "localhost"),
        ("authorization", scope),
        ("x-amz-date", "20260131T120000Z"),
    ];
    let presigned = "/bucket-1/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20260131\
                     %2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260131T120000Z&X-Amz-Expires=60&\
                     X-Amz-SignedHeaders=host&X-Amz-Signature=00";
    let second = "/bucket-1/key?AWSAccessKeyId=a&Expires=9999999999&Signature=c";
    let form = [("content-type", "multipart/form-data; boundary=b")];
    let ways = [
        request(Method::GET, "/", &[]),
        request(Method::HEAD, "/bucket-1", &[]),
        request(Method::GET, "/bucket-1/key", &[]),
        request(Method::PUT, "/bucket-1/key", &[("host", "localhost:4566")]),
        request(Method::GET, "/key", &[("host", "bucket-1.localhost")]),
        request(Method::DELETE, "/bucket-1", &[]),
        request(Method::GET, "/bucket-1/key", &signed),
        request(Method::GET, presigned, &[("host", "localhost")]),
        request(Method::GET, second, &[("host", "localhost")]),
        request(
            Method::GET,
            "/bucket-1",
            &[("authorization", "AWS key:c2lnbmF0dXJl")],
        ),
        request(Method::POST, "/bucket-1", &form),
        request(Method::POST, "/bucket-1?delete", &[]),
    ];
    for way in ways {
        let shown = format!("{} {} {:?}", way.method(), way.uri(), way.headers());
        let got = around(&world, way).await;
        assert!(got.status.is_client_error(), "{shown}: {got:?}");
        assert_eq!(world.audited(), [], "{shown} came to an operation");
    }
    // The bucket is still there.
    let ask = Ask::new(Method::HEAD, "/bucket-1").signed();
    assert_eq!(world.send(ask).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_not_known_is_nobody() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    let got = world.send(Ask::get("/bucket-1?location")).await;
    got.check(403, "AccessDenied");
    let wrong = Ask::get("/bucket-1?location").signed();
    let wrong = wrong.header("x-amz-meta-unsigned", "x");
    world
        .send(wrong.header("authorization", "AWS key:c2ln"))
        .await;
    let event = (
        "GetBucketLocation",
        Some("arn:aws:s3:::bucket-1".to_owned()),
        Some("AccessDenied"),
    );
    assert_eq!(world.audited().first(), Some(&event));
}

#[tokio::test]
async fn a_body_that_is_not_what_was_signed_changes_nothing() {
    let world = World::new().await;
    let xml = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>\
               </CreateBucketConfiguration>";
    let ask = Ask::put("/bucket-1").body(xml);
    let got = world
        .send(ask.clone().signed_for(PayloadHash::of(b"other")))
        .await;
    got.check(400, "XAmzContentSHA256Mismatch");
    let events = world.audited();
    let told: Vec<_> = events.iter().map(|event| (event.0, event.2)).collect();
    assert_eq!(told, [("CreateBucket", Some("XAmzContentSHA256Mismatch"))]);
    let head = Ask::new(Method::HEAD, "/bucket-1").signed();
    assert_eq!(world.send(head.clone()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.send(ask.signed()).await.status, StatusCode::OK);
    assert_eq!(world.send(head).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_nobody_reads_is_what_was_signed_too() {
    let world = World::new().await;
    world.send(Ask::put("/bucket-1").signed()).await;
    // What `s3s` parses, and what it does not.
    for target in ["/bucket-1", "/bucket-1?abac"] {
        let read = Ask::get(target).body("x");
        let other = read.clone().signed_for(PayloadHash::of(b""));
        let got = world.send(other).await;
        got.check(400, "XAmzContentSHA256Mismatch");
        assert_eq!(world.send(read.signed()).await.status, StatusCode::OK);
    }
    let long = Ask::new(Method::GET, "/bucket-1").body("x".repeat(70_000));
    let got = world.send(long.signed()).await;
    got.check(400, "MaxMessageLengthExceeded");
}

#[tokio::test]
async fn a_short_body_is_incomplete() {
    let world = World::new().await;
    let ask = Ask::put("/bucket-1").body("<CreateBucketConfiguration/>");
    let ask = ask.header("content-length", "1000");
    world.send(ask.signed()).await.check(400, "IncompleteBody");
}

#[tokio::test]
async fn a_subresource_never_becomes_the_plain_operation() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for subresource in ["acl", "versioning", "location", "requestPayment"] {
        let ask = Ask::new(Method::DELETE, &format!("/bucket-1?{subresource}"));
        world
            .send(ask.signed())
            .await
            .check(405, "MethodNotAllowed");
        assert_eq!(world.audited().len(), 1);
    }
    let ask = Ask::put("/bucket-1/key?renameObject").signed();
    world.send(ask).await.check(501, "NotImplemented");
    let events = world.audited();
    assert_eq!(events, [("RenameObject", None, Some("NotImplemented"))]);
    let head = Ask::new(Method::HEAD, "/bucket-1").signed();
    assert_eq!(world.send(head).await.status, StatusCode::OK);
}

#[tokio::test]
async fn operations_that_are_not_performed_are_audited() {
    let world = World::new().await;
    let ask = Ask::get("/bucket-1?session").signed();
    world.send(ask).await.check(501, "NotImplemented");
    let events = world.audited();
    assert_eq!(events, [("CreateSession", None, Some("NotImplemented"))]);
}

#[tokio::test]
async fn digests_of_gathered_bodies_are_compared() {
    let world = World::new().await;
    let ask = Ask::put("/bucket-1").body("<CreateBucketConfiguration/>");
    let wrong = ask
        .clone()
        .header("content-md5", "JfnnlDI7RTiF9RgfG2JNCw==");
    world.send(wrong.signed()).await.check(400, "BadDigest");
    let wrong = ask.clone().header("x-amz-checksum-crc32", "AAAAAA==");
    world.send(wrong.signed()).await.check(400, "BadDigest");
    let wrong = ask.header("content-md5", "x");
    world.send(wrong.signed()).await.check(400, "InvalidDigest");
    let told: Vec<_> = world.audited().iter().map(|event| event.2).collect();
    assert_eq!(
        told,
        [Some("BadDigest"), Some("BadDigest"), Some("InvalidDigest")]
    );
}

#[tokio::test]
async fn a_request_without_a_body_is_signed_for_none() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    let ask = Ask::get("/bucket-1?location").signed_for(PayloadHash::of(b"x"));
    world
        .send(ask)
        .await
        .check(400, "XAmzContentSHA256Mismatch");
}
