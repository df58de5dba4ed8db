//! What headers and parameters do to objects, as clients see it.

mod lists;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{Method, StatusCode};
use iamd_sigv4::PayloadHash;

use super::world::{Ask, Got, World};

async fn world() -> World {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    world
}

async fn put(world: &World, target: &str, body: &str) -> Got {
    let got = world.send(Ask::put(target).body(body).signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    got
}

async fn get(world: &World, target: &str, headers: &[(&str, &str)]) -> Got {
    ask(world, Method::GET, target, headers).await
}

async fn head(world: &World, target: &str, headers: &[(&str, &str)]) -> Got {
    ask(world, Method::HEAD, target, headers).await
}

async fn ask(world: &World, method: Method, target: &str, headers: &[(&str, &str)]) -> Got {
    let ask = headers
        .iter()
        .fold(Ask::new(method, target), |ask, (name, value)| {
            ask.header(name, value)
        });
    world.send(ask.signed()).await
}

/// Turns versions on.
async fn keep_versions(world: &World) {
    let status = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    put(world, "/bucket-1?versioning", status).await;
}

#[tokio::test]
async fn ranges_are_told() {
    let world = world().await;
    put(&world, "/bucket-1/key", "0123456789").await;
    for (range, status, body, told) in [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"),
        ("bytes=8-99", 206, "89", "bytes 8-9/10"),
        // What is no range is passed over.
        ("bytes=4-2", 200, "0123456789", ""),
        ("bytes=0-1,3-4", 200, "0123456789", ""),
        ("lines=1-2", 200, "0123456789", ""),
    ] {
        let got = get(&world, "/bucket-1/key", &[("range", range)]).await;
        assert_eq!(
            (got.status.as_u16(), got.body.as_str()),
            (status, body),
            "{range}"
        );
        assert_eq!(got.header("content-range"), told, "{range}");
        assert_eq!(got.header("accept-ranges"), "bytes");
        let got = head(&world, "/bucket-1/key", &[("range", range)]).await;
        assert_eq!(
            (got.status.as_u16(), got.header("content-range")),
            (status, told)
        );
        assert_eq!(got.header("content-length"), body.len().to_string());
    }
    let got = get(&world, "/bucket-1/key", &[("range", "bytes=10-")]).await;
    got.check(416, "InvalidRange");
    assert_eq!(got.element("RangeRequested"), "bytes=10-");
    assert_eq!(got.element("ActualObjectSize"), "10");
    let got = get(&world, "/bucket-1/key?partNumber=1", &[]).await;
    assert_eq!(got.status, StatusCode::PARTIAL_CONTENT);
    let got = get(&world, "/bucket-1/key?partNumber=2", &[]).await;
    got.check(416, "InvalidPartNumber");
}

#[tokio::test]
async fn conditions_are_read_with_indulgence() {
    let world = world().await;
    let etag = put(&world, "/bucket-1/key", "data").await;
    let etag = etag.header("etag").to_owned();
    let bare = etag.trim_matches('"');
    let weak = format!("W/{etag}");
    let list = format!("\"other\", {etag}");
    for (name, value, status) in [
        ("if-none-match", etag.as_str(), 304),
        ("if-none-match", bare, 304),
        ("if-none-match", &weak, 304),
        ("if-none-match", &list, 304),
        ("if-none-match", "*", 304),
        ("if-none-match", "\"other\"", 200),
        ("if-match", &list, 200),
        ("if-match", "\"other\"", 412),
        ("if-modified-since", "Sat, 31 Jan 2026 00:00:00 GMT", 200),
        ("if-modified-since", "Fri, 30 Jan 2026 00:00:00 GMT", 200),
        ("if-unmodified-since", "Fri, 30 Jan 2026 00:00:00 GMT", 412),
        ("if-unmodified-since", "yesterday", 200),
        ("if-modified-since", "", 200),
    ] {
        let got = get(&world, "/bucket-1/key", &[(name, value)]).await;
        assert_eq!(got.status.as_u16(), status, "{name}: {value}");
        if status == 304 {
            assert_eq!(got.header("etag"), etag);
            assert_eq!(got.header("last-modified"), "Sat, 31 Jan 2026 00:00:00 GMT");
        }
    }
    world.clock.advance_seconds(60);
    let since = [("if-modified-since", "Sat, 31 Jan 2026 00:00:00 GMT")];
    let got = get(&world, "/bucket-1/key", &since).await;
    assert_eq!(got.status, StatusCode::NOT_MODIFIED);
    let got = get(&world, "/bucket-1/key", &[("if-match", "\"other\"")]).await;
    assert_eq!(got.element("Condition"), "If-Match");
}

#[tokio::test]
async fn what_was_said_is_told_unless_the_request_chooses() {
    let world = world().await;
    let put = Ask::put("/bucket-1/key")
        .header("cache-control", "no-cache")
        .header("content-disposition", "inline")
        .header("content-encoding", "gzip")
        .header("content-language", "de")
        .header("expires", "when it is time")
        .header("x-amz-storage-class", "STANDARD_IA")
        .header("x-amz-website-redirect-location", "/elsewhere")
        .header("x-amz-tagging", "a=1&b=2")
        .body("data");
    let got = world.send(put.signed()).await;
    assert_eq!(got.header("x-amz-server-side-encryption"), "AES256");
    assert_eq!(got.header("x-amz-checksum-type"), "FULL_OBJECT");
    assert!(!got.header("x-amz-checksum-crc64nvme").is_empty());
    let told = [
        ("cache-control", "no-cache"),
        ("content-disposition", "inline"),
        ("content-encoding", "gzip"),
        ("content-language", "de"),
        ("content-type", "binary/octet-stream"),
        ("expires", "when it is time"),
        ("last-modified", "Sat, 31 Jan 2026 00:00:00 GMT"),
        ("x-amz-checksum-crc64nvme", ""),
        ("x-amz-server-side-encryption", "AES256"),
        ("x-amz-storage-class", "STANDARD_IA"),
        ("x-amz-website-redirect-location", "/elsewhere"),
        ("x-amz-version-id", ""),
    ];
    for got in [
        get(&world, "/bucket-1/key", &[]).await,
        head(&world, "/bucket-1/key", &[]).await,
    ] {
        for (name, expect) in told {
            assert_eq!(got.header(name), expect, "{name}");
        }
    }
    let got = get(&world, "/bucket-1/key", &[]).await;
    assert_eq!(got.header("x-amz-tagging-count"), "2");
    let enabled = [("x-amz-checksum-mode", "ENABLED")];
    let got = head(&world, "/bucket-1/key", &enabled).await;
    assert!(!got.header("x-amz-checksum-crc64nvme").is_empty());
    let chosen = "/bucket-1/key?response-content-type=text%2Fplain&response-cache-control=max-age%3D1\
                  &response-content-disposition=attachment&response-content-encoding=br\
                  &response-content-language=fr&response-expires=Sun%2C%2001%20Feb%202026%2000%3A00%3A00%20GMT";
    for got in [
        get(&world, chosen, &[]).await,
        head(&world, chosen, &[]).await,
    ] {
        for (name, expect) in [
            ("content-type", "text/plain"),
            ("cache-control", "max-age=1"),
            ("content-disposition", "attachment"),
            ("content-encoding", "br"),
            ("content-language", "fr"),
            ("expires", "Sun, 01 Feb 2026 00:00:00 GMT"),
        ] {
            assert_eq!(got.header(name), expect, "{name}");
        }
    }
}

#[tokio::test]
async fn metadata_may_hold_any_text() {
    let world = world().await;
    let encoded = "=?UTF-8?B?d8Okcm1l?=";
    let put = Ask::put("/bucket-1/key")
        .header("x-amz-meta-plain", "a b, c")
        .header("x-amz-meta-encoded", encoded)
        .body("");
    let got = world.send(put.signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    let got = get(&world, "/bucket-1/key", &[]).await;
    assert_eq!(got.header("x-amz-meta-plain"), "a b, c");
    assert_eq!(got.header("x-amz-meta-encoded"), encoded);
    assert_eq!((got.header("content-length"), got.body.as_str()), ("0", ""));
    let large = Ask::put("/bucket-1/key").header("x-amz-meta-a", &"a".repeat(2048));
    let got = world.send(large.body("").signed()).await;
    got.check(400, "MetadataTooLarge");
}

#[tokio::test]
async fn delete_markers_are_told_by_headers() {
    let world = world().await;
    keep_versions(&world).await;
    let written = put(&world, "/bucket-1/key", "data").await;
    let version = written.header("x-amz-version-id").to_owned();
    assert_eq!(version.len(), 32);
    let deleted = ask(&world, Method::DELETE, "/bucket-1/key", &[]).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    assert_eq!(deleted.header("x-amz-delete-marker"), "true");
    let marker = deleted.header("x-amz-version-id").to_owned();
    let got = get(&world, "/bucket-1/key", &[]).await;
    got.check(404, "NoSuchKey");
    assert_eq!(got.element("Key"), "key");
    assert_eq!(got.header("x-amz-delete-marker"), "true");
    assert_eq!(got.header("x-amz-version-id"), marker);
    let target = format!("/bucket-1/key?versionId={marker}");
    let got = get(&world, &target, &[]).await;
    got.check(405, "MethodNotAllowed");
    assert_eq!(got.header("allow"), "DELETE");
    assert_eq!(got.header("last-modified"), "Sat, 31 Jan 2026 00:00:00 GMT");
    let got = head(&world, &target, &[]).await;
    assert_eq!((got.status.as_u16(), got.body.as_str()), (405, ""));
    assert_eq!(got.header("x-amz-delete-marker"), "true");
    let got = get(&world, &format!("/bucket-1/key?versionId={version}"), &[]).await;
    assert_eq!(
        (got.body.as_str(), got.header("x-amz-version-id")),
        ("data", version.as_str())
    );
    let got = get(&world, "/bucket-1/key?versionId=nonsense", &[]).await;
    got.check(400, "InvalidArgument");
    let got = get(&world, "/bucket-1?versions", &[]).await;
    for piece in ["<DeleteMarker>", "<Version>", "<IsLatest>true</IsLatest>"] {
        assert!(got.body.contains(piece), "{piece}: {}", got.body);
    }
}

#[tokio::test]
async fn keys_of_customers_come_in_headers() {
    let world = world().await;
    let key = STANDARD.encode([1; 32]);
    let sent = |of: &str| {
        let prefix = format!("x-amz-{of}server-side-encryption-customer-");
        [
            (format!("{prefix}algorithm"), "AES256".to_owned()),
            (format!("{prefix}key"), key.clone()),
            (
                format!("{prefix}key-md5"),
                "4Funlf7OsLF0HL+vKU+fkg==".to_owned(),
            ),
        ]
    };
    let with = |ask: Ask, headers: &[(String, String)]| {
        headers
            .iter()
            .fold(ask, |ask, (name, value)| ask.header(name, value))
    };
    let put = with(Ask::put("/bucket-1/key"), &sent("")).body("data");
    let got = world.send(put.signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    assert_eq!(got.header("x-amz-server-side-encryption"), "");
    assert_eq!(
        got.header("x-amz-server-side-encryption-customer-algorithm"),
        "AES256"
    );
    let got = get(&world, "/bucket-1/key", &[]).await;
    got.check(400, "InvalidRequest");
    let got = world
        .send(with(Ask::get("/bucket-1/key"), &sent("")).signed())
        .await;
    assert_eq!(got.body, "data");
    let copy = with(Ask::put("/bucket-1/copy"), &sent("copy-source-"))
        .header("x-amz-copy-source", "bucket-1/key");
    let got = world.send(copy.signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    assert_eq!(get(&world, "/bucket-1/copy", &[]).await.body, "data");
    // What is wrong with a key is told without the key.
    let mut wrong = sent("");
    wrong[2].1 = STANDARD.encode([0; 16]);
    let got = world
        .send(with(Ask::get("/bucket-1/key"), &wrong).signed())
        .await;
    got.check(400, "InvalidArgument");
    assert!(!got.body.contains(&key), "{got:?}");
}

#[tokio::test]
async fn copies_name_their_source() {
    let world = world().await;
    put(&world, "/bucket-1/a%20b%2Bc", "data").await;
    for source in [
        "bucket-1/a%20b%2Bc",
        "/bucket-1/a%20b%2bc",
        "bucket-1%2Fa%20b%2Bc",
    ] {
        let copy = [("x-amz-copy-source", source)];
        let got = ask(&world, Method::PUT, "/bucket-1/copy", &copy).await;
        assert_eq!(got.status, StatusCode::OK, "{source}: {got:?}");
        assert_eq!(got.element("LastModified"), "2026-01-31T00:00:00.000Z");
        assert!(
            got.element("ETag")
                .contains("8d777f385d3dfec8815d20f7496026dc")
        );
    }
    for (source, status, code) in [
        ("bucket-1/none", 404, "NoSuchKey"),
        ("no-bucket/key", 404, "NoSuchBucket"),
        ("nonsense", 400, "InvalidArgument"),
    ] {
        let copy = [("x-amz-copy-source", source)];
        let got = ask(&world, Method::PUT, "/bucket-1/copy", &copy).await;
        got.check(status, code);
    }
    let copy = [
        ("x-amz-copy-source", "bucket-1/copy"),
        ("x-amz-metadata-directive", "replace"),
    ];
    let got = ask(&world, Method::PUT, "/bucket-1/copy", &copy).await;
    got.check(400, "InvalidArgument");
    assert_eq!(got.element("Message"), "Unknown metadata directive.");
}

#[tokio::test]
async fn what_is_not_set_up_is_answered_as_s3_does() {
    let world = world().await;
    put(&world, "/bucket-1/key", "data").await;
    for target in ["/bucket-1/key?retention", "/bucket-1/key?legal-hold"] {
        let got = get(&world, target, &[]).await;
        got.check(400, "InvalidRequest");
        assert_eq!(
            got.element("Message"),
            "Bucket is missing Object Lock Configuration"
        );
    }
    get(&world, "/bucket-1/none?retention", &[])
        .await
        .check(404, "NoSuchKey");
    get(&world, "/bucket-1/key?torrent", &[])
        .await
        .check(405, "MethodNotAllowed");
    let restore = Ask::new(Method::POST, "/bucket-1/key?restore")
        .body("<RestoreRequest><Days>1</Days></RestoreRequest>");
    world
        .send(restore.signed())
        .await
        .check(403, "InvalidObjectState");
    let lock = Ask::put("/bucket-1/key").header("x-amz-object-lock-legal-hold", "ON");
    world
        .send(lock.body("data").signed())
        .await
        .check(400, "InvalidRequest");
}

#[tokio::test]
async fn who_owns_a_bucket_may_be_expected() {
    let world = world().await;
    put(&world, "/bucket-1/key", "data").await;
    let other = [("x-amz-expected-bucket-owner", "210987654321")];
    get(&world, "/bucket-1/key", &other)
        .await
        .check(403, "AccessDenied");
    let owner = [("x-amz-expected-bucket-owner", super::world::ACCOUNT)];
    assert_eq!(get(&world, "/bucket-1/key", &owner).await.body, "data");
    let copy = [
        ("x-amz-copy-source", "bucket-1/key"),
        ("x-amz-source-expected-bucket-owner", "210987654321"),
    ];
    let got = ask(&world, Method::PUT, "/bucket-1/copy", &copy).await;
    got.check(403, "AccessDenied");
}

#[tokio::test]
async fn writes_may_have_conditions() {
    let world = world().await;
    let once = Ask::put("/bucket-1/key")
        .header("if-none-match", "*")
        .body("data");
    let got = world.send(once.clone().signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    let got = world.send(once.clone().signed()).await;
    got.check(412, "PreconditionFailed");
    assert_eq!(got.element("Condition"), "If-None-Match");
    let got = world
        .send(once.header("if-none-match", "\"e\"").signed())
        .await;
    got.check(501, "NotImplemented");
    let unsigned = Ask::put("/bucket-1/key").body("data");
    let got = world
        .send(
            unsigned
                .header("if-match", "\"e\"")
                .signed_for(PayloadHash::Unsigned),
        )
        .await;
    got.check(412, "PreconditionFailed");
    let got = ask(
        &world,
        Method::DELETE,
        "/bucket-1/key",
        &[("if-match", "\"e\"")],
    )
    .await;
    got.check(412, "PreconditionFailed");
}
