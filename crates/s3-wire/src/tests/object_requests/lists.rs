//! What of objects is asked and told in XML.

use http::{Method, StatusCode};

use super::{ask, get, put, world};
use crate::tests::world::Ask;

/// A list of objects to delete, with its MD5.
fn list_of(body: &str) -> Ask {
    let ask = Ask::new(Method::POST, "/bucket-1?delete").body(body);
    ask.header("x-amz-checksum-algorithm", "CRC32")
}

#[tokio::test]
async fn many_are_deleted_at_once() {
    let world = world().await;
    for key in ["a", "b", "c"] {
        put(&world, &format!("/bucket-1/{key}"), key).await;
    }
    let list = "<Delete><Object><Key>a</Key></Object><Object><Key>none</Key></Object>\
                <Object><Key>b</Key><VersionId>x</VersionId></Object></Delete>";
    let got = world.send(list_of(list).signed()).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    assert_eq!(got.body.matches("<Deleted>").count(), 2, "{}", got.body);
    assert_eq!(
        (got.element("Code"), got.body.matches("<Error>").count()),
        ("NoSuchVersion", 1)
    );
    let quiet = "<Delete><Quiet>true</Quiet><Object><Key>c</Key></Object></Delete>";
    let got = world.send(list_of(quiet).signed()).await;
    assert_eq!(got.body.matches("<Deleted>").count(), 0, "{}", got.body);
    get(&world, "/bucket-1/c", &[])
        .await
        .check(404, "NoSuchKey");
    assert_eq!(get(&world, "/bucket-1/b", &[]).await.body, "b");
    let bare = Ask::new(Method::POST, "/bucket-1?delete")
        .body(quiet)
        .signed();
    world.send(bare).await.check(400, "InvalidRequest");
}

#[tokio::test]
async fn lists_are_written_for_xml() {
    let world = world().await;
    for key in ["a%26b", "dir/x%20y", "%01", "dir/z"] {
        put(&world, &format!("/bucket-1/{key}"), "data").await;
    }
    let got = get(
        &world,
        "/bucket-1?list-type=2&encoding-type=url&max-keys=2",
        &[],
    )
    .await;
    assert!(got.body.contains("<Key>%01</Key>"), "{}", got.body);
    assert!(got.body.contains("<Key>a%26b</Key>"), "{}", got.body);
    assert!(!got.body.contains("<Owner>"), "{}", got.body);
    assert_eq!(got.element("IsTruncated"), "true");
    assert_eq!(
        (got.element("KeyCount"), got.element("MaxKeys")),
        ("2", "2")
    );
    let token = got.element("NextContinuationToken");
    let next = format!("/bucket-1?list-type=2&fetch-owner=true&continuation-token={token}");
    let got = get(&world, &next, &[]).await;
    assert!(got.body.contains("<Key>dir/x y</Key>"), "{}", got.body);
    assert!(got.body.contains("<Owner><ID>"), "{}", got.body);
    assert_eq!(got.element("StorageClass"), "STANDARD");
    assert_eq!(got.element("ChecksumAlgorithm"), "CRC64NVME");
    let got = get(&world, "/bucket-1?delimiter=/&prefix=d", &[]).await;
    assert!(
        got.body.contains("<CommonPrefixes><Prefix>dir/</Prefix>"),
        "{}",
        got.body
    );
    assert!(got.body.contains("<Marker></Marker>") || got.body.contains("<Marker/>"));
    for (target, code) in [
        (
            "/bucket-1?list-type=2&continuation-token=x",
            "InvalidArgument",
        ),
        ("/bucket-1?encoding-type=xml", "InvalidArgument"),
        ("/bucket-1?max-keys=-1", "InvalidArgument"),
        ("/bucket-1?max-keys=many", "InvalidArgument"),
        (
            "/bucket-1?versions&version-id-marker=null",
            "InvalidArgument",
        ),
    ] {
        get(&world, target, &[]).await.check(400, code);
    }
}

#[tokio::test]
async fn tags_are_xml() {
    let world = world().await;
    put(&world, "/bucket-1/key", "data").await;
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>";
    put(&world, "/bucket-1/key?tagging", tags).await;
    let got = get(&world, "/bucket-1/key?tagging", &[]).await;
    assert_eq!((got.element("Key"), got.element("Value")), ("a", "1"));
    let got = ask(&world, Method::DELETE, "/bucket-1/key?tagging", &[]).await;
    assert_eq!(got.status, StatusCode::NO_CONTENT);
    let got = get(&world, "/bucket-1/none?tagging", &[]).await;
    got.check(404, "NoSuchKey");
    let got = Ask::put("/bucket-1/key").header("x-amz-tagging", "a=1&a=2");
    let got = world.send(got.body("data").signed()).await;
    got.check(400, "InvalidArgument");
}

#[tokio::test]
async fn attributes_are_asked_for_by_name() {
    let world = world().await;
    put(&world, "/bucket-1/key", "data").await;
    let names = [(
        "x-amz-object-attributes",
        "ETag,ObjectSize,Checksum, StorageClass",
    )];
    let got = get(&world, "/bucket-1/key?attributes", &names).await;
    assert_eq!(got.element("ObjectSize"), "4");
    assert_eq!(got.element("ETag"), "8d777f385d3dfec8815d20f7496026dc");
    assert_eq!(got.element("StorageClass"), "STANDARD");
    assert!(got.body.contains("<ChecksumCRC64NVME>"), "{}", got.body);
    let names = [("x-amz-object-attributes", "Colour")];
    let got = get(&world, "/bucket-1/key?attributes", &names).await;
    got.check(400, "InvalidArgument");
}
