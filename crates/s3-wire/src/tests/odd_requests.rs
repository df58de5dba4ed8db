//! Requests that are odd, or meant ill.

use bytes::Bytes;
use futures::StreamExt;
use http::{Method, StatusCode};
use iamd_sigv4::PayloadHash;
use tokio::sync::mpsc;

use super::world::{Ask, Got, World};

async fn world() -> World {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    world
}

/// A list of objects to delete that says it is so long.
fn list_of(bytes: usize) -> Ask {
    let list = Ask::new(Method::POST, "/bucket-1?delete");
    list.header("content-length", &bytes.to_string())
}

#[tokio::test]
async fn bodies_that_do_not_come_keep_no_room() {
    const BYTES: usize = 4 << 20;

    let world = world().await;
    let (asked, mut began) = mpsc::unbounded_channel();
    let mut waiting = Vec::new();
    for _ in 0..64 {
        let list = list_of(BYTES).signed_for(PayloadHash::Unsigned);
        let mut arrival = list.arrival(&world);
        let asked = asked.clone();
        let byte = futures::stream::once(async move {
            asked.send(()).unwrap();
            Ok(Bytes::from_static(b"<"))
        });
        arrival.body = Box::pin(byte.chain(futures::stream::pending()));
        let wire = world.wire.clone();
        waiting.push(tokio::spawn(async move { wire.handle(arrival).await }));
    }
    for _ in &waiting {
        began.recv().await.unwrap();
    }
    let body = "<CreateBucketConfiguration/>";
    let got = world.send(Ask::put("/bucket-2").body(body).signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    for task in waiting {
        task.abort();
    }
}

#[tokio::test]
async fn who_is_nobody_sends_little() {
    let world = world().await;
    let got = world.send(list_of(70_000)).await;
    got.check(400, "MaxMessageLengthExceeded");
    assert_eq!(got.element("MaxMessageLengthBytes"), "65536");
    let body = "<Delete><Object><Key>a</Key></Object></Delete>";
    let little = Ask::new(Method::POST, "/bucket-1?delete").body(body);
    let little = little.header("content-md5", "x");
    world.send(little).await.check(400, "InvalidDigest");
}

#[tokio::test]
async fn parameters_that_can_be_no_headers_are_refused() {
    let world = world().await;
    for parameters in [
        "x-amz-expected-bucket-owner=2222%0a",
        "x-amz-expected-bucket-owner=%00",
        "x-amz-expected-bucket-owner%0a=123456789012",
        "x-amz-meta-%20=a",
        "x-amz-meta-a=1&X-Amz-Meta-A=2",
    ] {
        let target = format!("/bucket-1?location&{parameters}");
        let got = world.send(Ask::get(&target).signed()).await;
        got.check(400, "InvalidArgument");
        let name = got.element("ArgumentName").to_ascii_lowercase();
        assert!(name.starts_with("x-amz-"), "{got:?}");
        let event = ("GetBucketLocation", None, Some("InvalidArgument"));
        assert_eq!(world.audited(), [event], "{parameters}");
    }
    let twice = "/bucket-1?location&x-amz-expected-bucket-owner=123456789012\
                 &X-Amz-Expected-Bucket-Owner=123456789012";
    let got = world.send(Ask::get(twice).signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
}

#[tokio::test]
async fn metadata_in_parameters_may_hold_any_text() {
    let world = world().await;
    let put = Ask::put("/bucket-1/key?x-amz-meta-colour=gr%C3%BCn").body("data");
    assert_eq!(world.send(put.signed()).await.status, StatusCode::OK);
    let got = world.send(Ask::get("/bucket-1/key").signed()).await;
    assert!(got.headers.contains_key("x-amz-meta-colour"), "{got:?}");
}

#[tokio::test]
async fn checksums_of_no_known_algorithm_are_refused() {
    let world = world().await;
    let put = Ask::put("/bucket-1/key").body("data");
    for name in ["x-amz-checksum-sha256a", "x-amz-checksum-"] {
        let got = world.send(put.clone().header(name, "AAAA").signed()).await;
        got.check(400, "InvalidRequest");
        let text = "The algorithm type you specified in x-amz-checksum- header is invalid.";
        assert_eq!(got.element("Message"), text, "{name}");
        assert_eq!(
            world.audited(),
            [("PutObject", None, Some("InvalidRequest"))]
        );
    }
    for trailer in ["x-amz-checksum-sha256a", "x-amz-meta-a"] {
        let body = format!("4\r\ndata\r\n0\r\n{trailer}:AAAA\r\n\r\n");
        let put = Ask::put("/bucket-1/key")
            .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .header("x-amz-decoded-content-length", "4")
            .header("x-amz-trailer", trailer)
            .body(body);
        let got = world.send(put).await;
        got.check(400, "InvalidRequest");
        let text = "The value specified in the x-amz-trailer header is not supported";
        assert_eq!(got.element("Message"), text, "{trailer}");
    }
}

/// SDKs put checksums of nothing into the URLs that they presign for uploads.
#[tokio::test]
async fn checksums_in_parameters_count_for_nothing() {
    let world = world().await;
    let target = "/bucket-1/key?x-amz-checksum-crc32=AAAAAA%3D%3D\
                  &x-amz-sdk-checksum-algorithm=CRC32&x-amz-checksum-other=%0a";
    let got = world.send(Ask::put(target).body("data").signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    assert_eq!(got.header("x-amz-checksum-crc32"), "");
}

/// Whether a body has nothing that XML cannot hold as it is.
#[track_caller]
fn check_writable(got: &Got) {
    let is_raw = |character: char| matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    assert!(!got.body.contains(is_raw), "{:?}", got.body);
}

#[tokio::test]
async fn control_characters_are_written_as_references() {
    let world = world().await;
    let key = "a%01b%0Dc%0A%09%1F%EF%BF%BF";
    let written = "a&#x1;b&#13;c\n\t&#x1f;&#xffff;";
    let put = Ask::put(&format!("/bucket-1/{key}")).body("data");
    assert_eq!(world.send(put.signed()).await.status, StatusCode::OK);
    let upload = Ask::new(Method::POST, &format!("/bucket-1/{key}?uploads"));
    let upload = world.send(upload.signed()).await;
    assert_eq!(upload.status, StatusCode::OK, "{upload:?}");
    let mut told = vec![upload];
    for target in [
        "/bucket-1?list-type=2".to_owned(),
        "/bucket-1".to_owned(),
        "/bucket-1?versions".to_owned(),
        "/bucket-1?uploads".to_owned(),
        format!("/bucket-1/none/{key}"),
        format!("/bucket-1?prefix={key}"),
    ] {
        told.push(world.send(Ask::get(&target).signed()).await);
    }
    let list = format!("<Delete><Object><Key>{written}</Key></Object></Delete>");
    let list = Ask::new(Method::POST, "/bucket-1?delete").body(list);
    let list = list.header("x-amz-checksum-algorithm", "CRC32");
    told.push(world.send(list.signed()).await);
    let gone = Ask::get(&format!("/bucket-1/{key}")).signed();
    let gone = world.send(gone).await;
    gone.check(404, "NoSuchKey");
    told.push(gone);
    for got in told {
        check_writable(&got);
        assert!(got.body.contains(written), "{:?}", got.body);
        let length = got.header("content-length");
        assert!(length.is_empty() || length == got.body.len().to_string());
    }
}

/// What looks like XML with control characters, but is an object's, stays as it is.
#[tokio::test]
async fn bytes_of_objects_are_not_touched() {
    let world = world().await;
    let put = Ask::put("/bucket-1/key").header("content-type", "application/xml");
    let put = put.body("<a>\u{1}\r</a>");
    assert_eq!(world.send(put.signed()).await.status, StatusCode::OK);
    let got = world.send(Ask::get("/bucket-1/key").signed()).await;
    assert_eq!(got.body, "<a>\u{1}\r</a>");
}

/// Reads that `s3s` cannot parse do not come by the gate, and keep to what it checks all the same.
#[tokio::test]
async fn reads_beside_the_gate_are_checked_as_those_behind_it() {
    const OTHER: &str = "210987654321";

    let world = world().await;
    for (query, code) in [
        ("abac", ""),
        ("metadataConfiguration", "NoSuchConfiguration"),
    ] {
        let read = || Ask::new(Method::GET, &format!("/bucket-1?{query}"));
        let got = world.send(read().signed()).await;
        match code {
            "" => assert_eq!(got.status, StatusCode::OK, "{got:?}"),
            code => got.check(404, code),
        }
        world.send(read()).await.check(403, "AccessDenied");
        let theirs = read().header("x-amz-expected-bucket-owner", OTHER);
        world.send(theirs.signed()).await.check(403, "AccessDenied");
        let odd = format!("/bucket-1?{query}&x-amz-expected-bucket-owner=2222%0a");
        let odd = Ask::new(Method::GET, &odd).signed();
        world.send(odd).await.check(400, "InvalidArgument");
    }
}
