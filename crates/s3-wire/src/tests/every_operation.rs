//! Every operation that `s3s` knows: it is reached by its request, and by nobody without leave.

use http::Request;

use super::{
    guarded::around,
    world::{Ask, World, plain},
};

/// Operations with method, target and a header that makes the request theirs.
///
/// SOURCE: the request URIs of S3's service model.
const OPERATIONS: [(&str, &str, &str, &str); 98] = [
    (
        "AbortMultipartUpload",
        "DELETE",
        "/bucket-1/key?uploadId=x",
        "",
    ),
    (
        "CompleteMultipartUpload",
        "POST",
        "/bucket-1/key?uploadId=x",
        "",
    ),
    ("CopyObject", "PUT", "/bucket-1/key", "x-amz-copy-source"),
    ("CreateBucket", "PUT", "/bucket-1", ""),
    (
        "CreateBucketMetadataTableConfiguration",
        "POST",
        "/bucket-1?metadataTable",
        "",
    ),
    ("CreateMultipartUpload", "POST", "/bucket-1/key?uploads", ""),
    ("CreateSession", "GET", "/bucket-1?session", ""),
    ("DeleteBucket", "DELETE", "/bucket-1", ""),
    (
        "DeleteBucketAnalyticsConfiguration",
        "DELETE",
        "/bucket-1?analytics&id=x",
        "",
    ),
    ("DeleteBucketCors", "DELETE", "/bucket-1?cors", ""),
    (
        "DeleteBucketEncryption",
        "DELETE",
        "/bucket-1?encryption",
        "",
    ),
    (
        "DeleteBucketIntelligentTieringConfiguration",
        "DELETE",
        "/bucket-1?intelligent-tiering&id=x",
        "",
    ),
    (
        "DeleteBucketInventoryConfiguration",
        "DELETE",
        "/bucket-1?inventory&id=x",
        "",
    ),
    ("DeleteBucketLifecycle", "DELETE", "/bucket-1?lifecycle", ""),
    (
        "DeleteBucketMetadataTableConfiguration",
        "DELETE",
        "/bucket-1?metadataTable",
        "",
    ),
    (
        "DeleteBucketMetricsConfiguration",
        "DELETE",
        "/bucket-1?metrics&id=x",
        "",
    ),
    (
        "DeleteBucketOwnershipControls",
        "DELETE",
        "/bucket-1?ownershipControls",
        "",
    ),
    ("DeleteBucketPolicy", "DELETE", "/bucket-1?policy", ""),
    (
        "DeleteBucketReplication",
        "DELETE",
        "/bucket-1?replication",
        "",
    ),
    ("DeleteBucketTagging", "DELETE", "/bucket-1?tagging", ""),
    ("DeleteBucketWebsite", "DELETE", "/bucket-1?website", ""),
    ("DeleteObject", "DELETE", "/bucket-1/key", ""),
    ("DeleteObjectTagging", "DELETE", "/bucket-1/key?tagging", ""),
    ("DeleteObjects", "POST", "/bucket-1?delete", ""),
    (
        "DeletePublicAccessBlock",
        "DELETE",
        "/bucket-1?publicAccessBlock",
        "",
    ),
    (
        "GetBucketAccelerateConfiguration",
        "GET",
        "/bucket-1?accelerate",
        "",
    ),
    ("GetBucketAcl", "GET", "/bucket-1?acl", ""),
    (
        "GetBucketAnalyticsConfiguration",
        "GET",
        "/bucket-1?analytics&id=x",
        "",
    ),
    ("GetBucketCors", "GET", "/bucket-1?cors", ""),
    ("GetBucketEncryption", "GET", "/bucket-1?encryption", ""),
    (
        "GetBucketIntelligentTieringConfiguration",
        "GET",
        "/bucket-1?intelligent-tiering&id=x",
        "",
    ),
    (
        "GetBucketInventoryConfiguration",
        "GET",
        "/bucket-1?inventory&id=x",
        "",
    ),
    (
        "GetBucketLifecycleConfiguration",
        "GET",
        "/bucket-1?lifecycle",
        "",
    ),
    ("GetBucketLocation", "GET", "/bucket-1?location", ""),
    ("GetBucketLogging", "GET", "/bucket-1?logging", ""),
    (
        "GetBucketMetadataTableConfiguration",
        "GET",
        "/bucket-1?metadataTable",
        "",
    ),
    (
        "GetBucketMetricsConfiguration",
        "GET",
        "/bucket-1?metrics&id=x",
        "",
    ),
    (
        "GetBucketNotificationConfiguration",
        "GET",
        "/bucket-1?notification",
        "",
    ),
    (
        "GetBucketOwnershipControls",
        "GET",
        "/bucket-1?ownershipControls",
        "",
    ),
    ("GetBucketPolicy", "GET", "/bucket-1?policy", ""),
    ("GetBucketPolicyStatus", "GET", "/bucket-1?policyStatus", ""),
    ("GetBucketReplication", "GET", "/bucket-1?replication", ""),
    (
        "GetBucketRequestPayment",
        "GET",
        "/bucket-1?requestPayment",
        "",
    ),
    ("GetBucketTagging", "GET", "/bucket-1?tagging", ""),
    ("GetBucketVersioning", "GET", "/bucket-1?versioning", ""),
    ("GetBucketWebsite", "GET", "/bucket-1?website", ""),
    ("GetObject", "GET", "/bucket-1/key", ""),
    ("GetObjectAcl", "GET", "/bucket-1/key?acl", ""),
    (
        "GetObjectAttributes",
        "GET",
        "/bucket-1/key?attributes",
        "x-amz-object-attributes",
    ),
    ("GetObjectLegalHold", "GET", "/bucket-1/key?legal-hold", ""),
    (
        "GetObjectLockConfiguration",
        "GET",
        "/bucket-1?object-lock",
        "",
    ),
    ("GetObjectRetention", "GET", "/bucket-1/key?retention", ""),
    ("GetObjectTagging", "GET", "/bucket-1/key?tagging", ""),
    ("GetObjectTorrent", "GET", "/bucket-1/key?torrent", ""),
    (
        "GetPublicAccessBlock",
        "GET",
        "/bucket-1?publicAccessBlock",
        "",
    ),
    ("HeadBucket", "HEAD", "/bucket-1", ""),
    ("HeadObject", "HEAD", "/bucket-1/key", ""),
    (
        "ListBucketAnalyticsConfigurations",
        "GET",
        "/bucket-1?analytics",
        "",
    ),
    (
        "ListBucketIntelligentTieringConfigurations",
        "GET",
        "/bucket-1?intelligent-tiering",
        "",
    ),
    (
        "ListBucketInventoryConfigurations",
        "GET",
        "/bucket-1?inventory",
        "",
    ),
    (
        "ListBucketMetricsConfigurations",
        "GET",
        "/bucket-1?metrics",
        "",
    ),
    ("ListBuckets", "GET", "/", ""),
    (
        "ListDirectoryBuckets",
        "GET",
        "/?x-id=ListDirectoryBuckets",
        "",
    ),
    ("ListMultipartUploads", "GET", "/bucket-1?uploads", ""),
    ("ListObjectVersions", "GET", "/bucket-1?versions", ""),
    ("ListObjects", "GET", "/bucket-1", ""),
    ("ListObjectsV2", "GET", "/bucket-1?list-type=2", ""),
    ("ListParts", "GET", "/bucket-1/key?uploadId=x", ""),
    (
        "PutBucketAccelerateConfiguration",
        "PUT",
        "/bucket-1?accelerate",
        "",
    ),
    ("PutBucketAcl", "PUT", "/bucket-1?acl", ""),
    (
        "PutBucketAnalyticsConfiguration",
        "PUT",
        "/bucket-1?analytics&id=x",
        "",
    ),
    ("PutBucketCors", "PUT", "/bucket-1?cors", ""),
    ("PutBucketEncryption", "PUT", "/bucket-1?encryption", ""),
    (
        "PutBucketIntelligentTieringConfiguration",
        "PUT",
        "/bucket-1?intelligent-tiering&id=x",
        "",
    ),
    (
        "PutBucketInventoryConfiguration",
        "PUT",
        "/bucket-1?inventory&id=x",
        "",
    ),
    (
        "PutBucketLifecycleConfiguration",
        "PUT",
        "/bucket-1?lifecycle",
        "",
    ),
    ("PutBucketLogging", "PUT", "/bucket-1?logging", ""),
    (
        "PutBucketMetricsConfiguration",
        "PUT",
        "/bucket-1?metrics&id=x",
        "",
    ),
    (
        "PutBucketNotificationConfiguration",
        "PUT",
        "/bucket-1?notification",
        "",
    ),
    (
        "PutBucketOwnershipControls",
        "PUT",
        "/bucket-1?ownershipControls",
        "",
    ),
    ("PutBucketPolicy", "PUT", "/bucket-1?policy", ""),
    ("PutBucketReplication", "PUT", "/bucket-1?replication", ""),
    (
        "PutBucketRequestPayment",
        "PUT",
        "/bucket-1?requestPayment",
        "",
    ),
    ("PutBucketTagging", "PUT", "/bucket-1?tagging", ""),
    ("PutBucketVersioning", "PUT", "/bucket-1?versioning", ""),
    ("PutBucketWebsite", "PUT", "/bucket-1?website", ""),
    ("PutObject", "PUT", "/bucket-1/key", ""),
    ("PutObjectAcl", "PUT", "/bucket-1/key?acl", ""),
    ("PutObjectLegalHold", "PUT", "/bucket-1/key?legal-hold", ""),
    (
        "PutObjectLockConfiguration",
        "PUT",
        "/bucket-1?object-lock",
        "",
    ),
    ("PutObjectRetention", "PUT", "/bucket-1/key?retention", ""),
    ("PutObjectTagging", "PUT", "/bucket-1/key?tagging", ""),
    (
        "PutPublicAccessBlock",
        "PUT",
        "/bucket-1?publicAccessBlock",
        "",
    ),
    ("RestoreObject", "POST", "/bucket-1/key?restore", ""),
    (
        "SelectObjectContent",
        "POST",
        "/bucket-1/key?select&select-type=2",
        "",
    ),
    (
        "UploadPart",
        "PUT",
        "/bucket-1/key?partNumber=1&uploadId=x",
        "",
    ),
    (
        "UploadPartCopy",
        "PUT",
        "/bucket-1/key?partNumber=1&uploadId=x",
        "x-amz-copy-source",
    ),
    (
        "WriteGetObjectResponse",
        "POST",
        "/bucket-1",
        "x-amz-request-route",
    ),
];

/// What these headers say.
fn value(header: &str) -> &'static str {
    match header {
        "x-amz-copy-source" => "bucket-1/other",
        "x-amz-object-attributes" => "ETag",
        _ => "x",
    }
}

#[tokio::test]
async fn around_the_front_door_none_is_reached() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (operation, method, target, header) in OPERATIONS {
        let mut request = Request::builder().method(method).uri(target);
        if !header.is_empty() {
            request = request.header(header, value(header));
        }
        let request = request.header("x-amz-request-token", "x");
        let got = around(&world, request.body(plain("")).unwrap()).await;
        assert_eq!(got.status.as_u16(), 403, "{operation}: {got:?}");
        assert_eq!(world.audited(), [], "{operation}");
    }
}

#[tokio::test]
async fn nobody_is_let_in_and_every_try_is_audited() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (operation, method, target, header) in OPERATIONS {
        let mut ask = Ask::new(method.parse().unwrap(), target);
        if !header.is_empty() {
            ask = ask.header(header, value(header));
        }
        let ask = ask.header("x-amz-request-token", "x");
        let got = world.send(ask.body("")).await;
        let events = world.audited();
        let told: Vec<_> = events.iter().map(|event| (event.0, event.2)).collect();
        assert!(
            got.status.is_client_error() || got.status.as_u16() == 501,
            "{operation}: {got:?}"
        );
        let [(audited, Some(error))] = *told else {
            panic!("{operation}: {events:?}");
        };
        assert_eq!(audited, operation);
        let before = ["MissingRequestBodyError", "NotImplemented", "MalformedXML"];
        let fair = error == "AccessDenied" || before.contains(&error);
        assert!(fair, "{operation}: {error}");
    }
}

#[test]
fn the_list_is_complete() {
    let listed: Vec<_> = OPERATIONS.iter().map(|row| row.0).collect();
    assert_eq!(listed, crate::table::names());
}
