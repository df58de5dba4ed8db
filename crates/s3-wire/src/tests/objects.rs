//! Bytes of objects, in and out.

use http::{Method, StatusCode};
use iamd_ident::Clock;
use iamd_sigv4::{PayloadHash, Streaming};

use super::world::{Ask, World};

async fn world() -> World {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    world
}

const UNSIGNED: PayloadHash = PayloadHash::Unsigned;

#[tokio::test]
async fn what_was_put_is_got() {
    let world = world().await;
    let body = "0123456789".repeat(10_000);
    let put = Ask::put("/bucket-1/key").header("content-type", "text/html");
    let put = put.header("x-amz-meta-colour", "blue").body(body.clone());
    let got = world.send(put.signed()).await;
    assert_eq!(
        (got.status, got.body.as_str()),
        (StatusCode::OK, ""),
        "{got:?}"
    );
    let etag = got.header("etag").to_owned();
    assert_eq!(etag.len(), 34);
    let got = world.send(Ask::get("/bucket-1/key").signed()).await;
    assert_eq!(
        (got.status, got.body == body),
        (StatusCode::OK, true),
        "{:?}",
        got.headers
    );
    for (name, expect) in [
        ("content-type", "text/html"),
        ("content-length", "100000"),
        ("x-amz-meta-colour", "blue"),
        ("etag", &etag),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox"),
    ] {
        assert_eq!(got.header(name), expect, "{name}");
    }
    let got = world
        .send(Ask::new(Method::HEAD, "/bucket-1/key").signed())
        .await;
    assert_eq!(
        (got.header("content-length"), got.body.as_str()),
        ("100000", "")
    );
    let range = Ask::get("/bucket-1/key").header("range", "bytes=10-12");
    let got = world.send(range.signed()).await;
    assert_eq!((got.status.as_u16(), got.body.as_str()), (206, "012"));
    let fresh = Ask::get("/bucket-1/key").header("if-none-match", &etag);
    let got = world.send(fresh.signed()).await;
    assert_eq!(
        (got.status.as_u16(), got.body.as_str()),
        (304, ""),
        "{got:?}"
    );
    assert_eq!(got.header("etag"), etag);
}

/// Over TLS, under a name that is S3's alone, a page can reach nothing of the console's.
#[tokio::test]
async fn a_page_may_run_where_the_console_is_far() {
    let world = world().await;
    let put = Ask::put("/bucket-1/key").body("<script>");
    assert_eq!(world.send(put.signed()).await.status, StatusCode::OK);
    let at_bucket = |host: &str| Ask::get("/key").header("host", host);
    let by_path = |host: &str| Ask::get("/bucket-1/key").header("host", host);
    for (ask, is_sandboxed) in [
        (at_bucket("bucket-1.s3.iamd.test").secure(), false),
        (by_path("s3.iamd.test:443").secure(), false),
        (at_bucket("bucket-1.s3.iamd.test"), true),
        (by_path("iamd.test").secure(), true),
        (by_path("console.iamd.test").secure(), true),
        (at_bucket("bucket-1.localhost").secure(), true),
        (by_path("127.0.0.1").secure(), true),
    ] {
        let got = world.send(ask.signed()).await;
        assert_eq!(
            (got.status, got.body.as_str()),
            (StatusCode::OK, "<script>")
        );
        let told = got.headers.contains_key("content-security-policy");
        assert_eq!(told, is_sandboxed, "{got:?}");
    }
}

#[tokio::test]
async fn keys_are_what_was_written() {
    let world = world().await;
    let keys = [
        ("/leading", "/leading"),
        ("a//b", "a//b"),
        ("a/./b/../c", "a/./b/../c"),
        ("a%2Fb%20c%25%2B", "a/b c%+"),
        ("plus+plus", "plus+plus"),
        ("%C3%A4%F0%9F%98%80", "ä😀"),
        ("trailing/", "trailing/"),
        ("%3Fquery%23fragment", "?query#fragment"),
        ("..", ".."),
    ];
    for (written, key) in keys {
        let target = format!("/bucket-1/{written}");
        let put = world.send(Ask::put(&target).body(key).signed()).await;
        assert_eq!(put.status, StatusCode::OK, "{put:?}");
        let resource = world.audited().pop().and_then(|event| event.1);
        assert_eq!(resource, Some(format!("arn:aws:s3:::bucket-1/{key}")));
        let got = world.send(Ask::get(&target).signed()).await;
        assert_eq!(got.body, key);
        let host = "bucket-1.s3.iamd.test";
        let got = Ask::get(&format!("/{written}")).header("host", host);
        assert_eq!(world.send(got.signed()).await.body, key);
    }
    let got = world.send(Ask::get("/bucket-1?list-type=2").signed()).await;
    assert_eq!(got.element("KeyCount"), keys.len().to_string());
}

/// Puts a body in signed or unsigned chunks, perhaps spoiled.
async fn put_in_chunks(
    world: &World,
    streaming: Streaming,
    checksum: &str,
    spoil: impl FnOnce(&mut Vec<u8>),
) -> super::world::Got {
    let object = "0123456789".repeat(3000);
    let trailers = match streaming {
        Streaming::Signed => Vec::new(),
        _ => vec![("x-amz-checksum-crc32".to_owned(), checksum.to_owned())],
    };
    let mut ask = Ask::put("/bucket-1/key")
        .header("x-amz-decoded-content-length", &object.len().to_string())
        .header("content-encoding", "aws-chunked");
    if !trailers.is_empty() {
        ask = ask.header("x-amz-trailer", "x-amz-checksum-crc32");
    }
    let headers = ask.headers();
    let now = world.clock.now();
    let head = ask.head(&headers);
    let signed = world.signer().sign_streaming(&head, streaming, now);
    let (added, mut encoder) = signed.unwrap();
    let mut body = Vec::new();
    for piece in object.as_bytes().chunks(8192) {
        body.extend(encoder.chunk(piece));
    }
    body.extend(encoder.finish(&trailers));
    spoil(&mut body);
    drop(headers);
    for (name, value) in added {
        ask = ask.header(name, &value);
    }
    world.send(ask.body(body).in_pieces(777)).await
}

/// Of the object in chunks.
const CRC32: &str = "kdD6TA==";

#[tokio::test]
async fn bodies_in_chunks_are_unwrapped_and_verified() {
    for streaming in [
        Streaming::Signed,
        Streaming::SignedTrailer,
        Streaming::UnsignedTrailer,
    ] {
        let world = world().await;
        if streaming != Streaming::Signed {
            let got = put_in_chunks(&world, streaming, "AAAAAA==", |_| {}).await;
            got.check(400, "BadDigest");
            let head = Ask::new(Method::HEAD, "/bucket-1/key").signed();
            assert_eq!(world.send(head).await.status, StatusCode::NOT_FOUND);
        }
        let got = put_in_chunks(&world, streaming, CRC32, |_| {}).await;
        assert_eq!(got.status, StatusCode::OK, "{got:?}");
        let got = world.send(Ask::get("/bucket-1/key").signed()).await;
        assert_eq!(got.body, "0123456789".repeat(3000));
        assert_eq!(got.header("content-encoding"), "");
    }
}

/// Changes a body on its way.
type Spoil = fn(&mut Vec<u8>);

#[tokio::test]
async fn spoiled_chunks_leave_no_object() {
    let world = world().await;
    let spoilers: [(Spoil, u16); 4] = [
        (|body| body[200] ^= 1, 403),
        (|body| body[29_000] ^= 1, 403),
        (|body| body.truncate(body.len() - 10), 400),
        (|body| body.truncate(9000), 400),
    ];
    for (spoil, status) in spoilers {
        let got = put_in_chunks(&world, Streaming::Signed, "", spoil).await;
        assert_eq!(got.status.as_u16(), status, "{got:?}");
        let head = Ask::new(Method::HEAD, "/bucket-1/key").signed();
        assert_eq!(world.send(head).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_was_signed_leaves_no_object() {
    let world = world().await;
    let put = Ask::put("/bucket-1/key").body("12345");
    let other = put.clone().signed_for(PayloadHash::of(b"54321"));
    world
        .send(other)
        .await
        .check(400, "XAmzContentSHA256Mismatch");
    let short = put
        .clone()
        .header("content-length", "9")
        .signed_for(UNSIGNED);
    world.send(short).await.check(400, "IncompleteBody");
    let no_length = Ask::put("/bucket-1/key").header("transfer-encoding", "chunked");
    world
        .send(no_length.signed_for(UNSIGNED))
        .await
        .check(411, "MissingContentLength");
    let head = Ask::new(Method::HEAD, "/bucket-1/key").signed();
    assert_eq!(world.send(head.clone()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        world.send(put.signed_for(UNSIGNED)).await.status,
        StatusCode::OK
    );
    assert_eq!(world.send(head).await.status, StatusCode::OK);
}
