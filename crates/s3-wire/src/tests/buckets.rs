//! Buckets and their settings, as XML in and out.

use http::{Method, StatusCode};

use super::world::{ACCOUNT, Ask, World};

/// What AWS's clients write in every body.
const NS: &str = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

async fn put(world: &World, subresource: &str, body: &str) -> StatusCode {
    let ask = Ask::put(&format!("/bucket-1?{subresource}")).body(body);
    let got = world.send(ask.signed()).await;
    assert!(got.status.is_success(), "{got:?}");
    got.status
}

/// What stands in the root element of an answer.
async fn inner(world: &World, subresource: &str, root: &str) -> String {
    let got = world
        .send(Ask::get(&format!("/bucket-1?{subresource}")).signed())
        .await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    let (_, rest) = got
        .body
        .split_once(&format!("<{root}"))
        .unwrap_or_else(|| panic!("{got:?}"));
    let (_, rest) = rest.split_once('>').unwrap();
    rest.strip_suffix(&format!("</{root}>"))
        .unwrap_or_default()
        .to_owned()
}

async fn delete(world: &World, subresource: &str) -> StatusCode {
    let ask = Ask::new(Method::DELETE, &format!("/bucket-1?{subresource}"));
    world.send(ask.signed()).await.status
}

#[tokio::test]
async fn a_bucket_is_made_with_a_location_and_tags() {
    let world = World::new().await;
    let body = format!(
        "<CreateBucketConfiguration{NS}><LocationConstraint>eu-west-1</LocationConstraint>\
         <Tags><Tag><Key>team</Key><Value>a</Value></Tag></Tags></CreateBucketConfiguration>"
    );
    let got = world.send(Ask::put("/bucket-1").body(body).signed()).await;
    assert_eq!(
        (got.status, got.header("location")),
        (StatusCode::OK, "/bucket-1")
    );
    assert_eq!(
        inner(&world, "tagging", "Tagging").await,
        "<TagSet><Tag><Key>team</Key><Value>a</Value></Tag></TagSet>"
    );
    assert_eq!(
        inner(&world, "location", "LocationConstraint").await,
        "eu-west-1"
    );
    let head = world
        .send(Ask::new(Method::HEAD, "/bucket-1").signed())
        .await;
    assert_eq!(head.header("x-amz-bucket-region"), "eu-west-1");
    let deleted = world
        .send(Ask::new(Method::DELETE, "/bucket-1").signed())
        .await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn buckets_are_listed_with_their_owner() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    world.bucket("bucket-2").await;
    let got = world.send(Ask::get("/").signed()).await;
    let owner = iamd_ident::CanonicalUserId::of(ACCOUNT.parse().unwrap());
    assert_eq!(got.element("ID"), owner.as_str());
    assert!(!got.body.contains("BucketRegion"), "{got:?}");
    let got = world.send(Ask::get("/?max-buckets=1").signed()).await;
    assert_eq!(got.element("BucketRegion"), "us-east-1");
    let token = got.element("ContinuationToken").to_owned();
    let next = format!("/?max-buckets=1&continuation-token={token}");
    let got = world.send(Ask::get(&next).signed()).await;
    assert_eq!(got.element("Name"), "bucket-2");
    assert!(!got.body.contains("ContinuationToken"), "{got:?}");
}

#[tokio::test]
async fn a_location_is_empty_in_the_first_region() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    assert_eq!(inner(&world, "location", "LocationConstraint").await, "");
}

#[tokio::test]
async fn a_policy_is_json_both_ways() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"s3:*","Resource":"arn:aws:s3:::bucket-1"}}]}}"#
    );
    assert_eq!(put(&world, "policy", &policy).await, StatusCode::NO_CONTENT);
    let got = world.send(Ask::get("/bucket-1?policy").signed()).await;
    assert_eq!(got.body, policy);
    assert_eq!(
        inner(&world, "policyStatus", "PolicyStatus").await,
        "<IsPublic>false</IsPublic>"
    );
    assert_eq!(delete(&world, "policy").await, StatusCode::NO_CONTENT);
    let got = world.send(Ask::get("/bucket-1?policy").signed()).await;
    got.check(404, "NoSuchBucketPolicy");
}

/// A sub-resource, its root element and what stands in it: put, and given back as it was put.
const KEPT: [(&str, &str, &str); 11] = [
    (
        "publicAccessBlock",
        "PublicAccessBlockConfiguration",
        "<BlockPublicAcls>true</BlockPublicAcls><BlockPublicPolicy>false</BlockPublicPolicy>\
         <IgnorePublicAcls>true</IgnorePublicAcls>\
         <RestrictPublicBuckets>false</RestrictPublicBuckets>",
    ),
    (
        "ownershipControls",
        "OwnershipControls",
        "<Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule>",
    ),
    (
        "tagging",
        "Tagging",
        "<TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet>",
    ),
    (
        "versioning",
        "VersioningConfiguration",
        "<Status>Enabled</Status>",
    ),
    (
        "encryption",
        "ServerSideEncryptionConfiguration",
        "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>\
         </ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>",
    ),
    (
        "cors",
        "CORSConfiguration",
        "<CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin>\
         <ExposeHeader>etag</ExposeHeader><MaxAgeSeconds>5</MaxAgeSeconds></CORSRule>",
    ),
    (
        "lifecycle",
        "LifecycleConfiguration",
        "<Rule><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>\
         </AbortIncompleteMultipartUpload><Filter><Prefix>a</Prefix></Filter><ID>r</ID>\
         <Status>Disabled</Status></Rule>",
    ),
    (
        "website",
        "WebsiteConfiguration",
        "<ErrorDocument><Key>error.html</Key></ErrorDocument>\
         <IndexDocument><Suffix>index.html</Suffix></IndexDocument>\
         <RoutingRules><RoutingRule><Condition><KeyPrefixEquals>a</KeyPrefixEquals></Condition>\
         <Redirect><ReplaceKeyPrefixWith>b</ReplaceKeyPrefixWith></Redirect></RoutingRule>\
         </RoutingRules>",
    ),
    (
        "accelerate",
        "AccelerateConfiguration",
        "<Status>Suspended</Status>",
    ),
    (
        "requestPayment",
        "RequestPaymentConfiguration",
        "<Payer>BucketOwner</Payer>",
    ),
    (
        "notification",
        "NotificationConfiguration",
        "<EventBridgeConfiguration></EventBridgeConfiguration>",
    ),
];

#[tokio::test]
async fn what_is_put_is_given_back() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (subresource, root, content) in KEPT {
        let body = format!("<{root}{NS}>{content}</{root}>");
        assert_eq!(
            put(&world, subresource, &body).await,
            StatusCode::OK,
            "{subresource}"
        );
        assert_eq!(
            inner(&world, subresource, root).await,
            content,
            "{subresource}"
        );
    }
}

#[tokio::test]
async fn what_is_taken_away_is_gone() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (subresource, code) in [
        ("publicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
        ("ownershipControls", "OwnershipControlsNotFoundError"),
        ("tagging", "NoSuchTagSet"),
        ("cors", "NoSuchCORSConfiguration"),
        ("lifecycle", "NoSuchLifecycleConfiguration"),
        ("website", "NoSuchWebsiteConfiguration"),
        ("replication", "ReplicationConfigurationNotFoundError"),
    ] {
        let status = delete(&world, subresource).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{subresource}");
        let ask = Ask::get(&format!("/bucket-1?{subresource}"));
        world.send(ask.signed()).await.check(404, code);
    }
}

/// What Terraform and the SDKs read of a bucket on which nothing was set.
#[tokio::test]
async fn what_is_not_set_is_never_unknown() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (subresource, root, content) in [
        ("versioning", "VersioningConfiguration", ""),
        ("logging", "BucketLoggingStatus", ""),
        ("accelerate", "AccelerateConfiguration", ""),
        ("notification", "NotificationConfiguration", ""),
        (
            "requestPayment",
            "RequestPaymentConfiguration",
            "<Payer>BucketOwner</Payer>",
        ),
    ] {
        assert_eq!(
            inner(&world, subresource, root).await,
            content,
            "{subresource}"
        );
    }
    let got = world.send(Ask::get("/bucket-1?encryption").signed()).await;
    assert_eq!(got.element("SSEAlgorithm"), "AES256");
    let got = world.send(Ask::get("/bucket-1?acl").signed()).await;
    assert_eq!(got.element("Permission"), "FULL_CONTROL");
    for subresource in [
        "object-lock",
        "metadataTable",
        "metrics&id=a",
        "inventory&id=a",
    ] {
        let got = world
            .send(Ask::get(&format!("/bucket-1?{subresource}")).signed())
            .await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{got:?}");
    }
}

/// Kinds of configurations with the root elements of one and of a list, and one with the id `a`.
const BY_ID: [(&str, &str, &str, &str); 4] = [
    (
        "analytics",
        "AnalyticsConfiguration",
        "ListBucketAnalyticsConfigurationResult",
        "<Id>a</Id><StorageClassAnalysis></StorageClassAnalysis>",
    ),
    (
        "intelligent-tiering",
        "IntelligentTieringConfiguration",
        "ListBucketIntelligentTieringConfigurationsOutput",
        "<Id>a</Id><Status>Enabled</Status><Tiering><AccessTier>ARCHIVE_ACCESS</AccessTier>\
         <Days>90</Days></Tiering>",
    ),
    (
        "inventory",
        "InventoryConfiguration",
        "ListInventoryConfigurationsResult",
        "<Destination><S3BucketDestination><Bucket>arn:aws:s3:::b</Bucket><Format>CSV</Format>\
         </S3BucketDestination></Destination><Id>a</Id>\
         <IncludedObjectVersions>All</IncludedObjectVersions><IsEnabled>true</IsEnabled>\
         <Schedule><Frequency>Daily</Frequency></Schedule>",
    ),
    (
        "metrics",
        "MetricsConfiguration",
        "ListMetricsConfigurationsResult",
        "<Filter><Prefix>p</Prefix></Filter><Id>a</Id>",
    ),
];

#[tokio::test]
async fn configurations_are_kept_by_id() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (kind, root, list, content) in BY_ID {
        let one = format!("{kind}&id=a");
        put(&world, &one, &format!("<{root}{NS}>{content}</{root}>")).await;
        assert_eq!(inner(&world, &one, root).await, content, "{kind}");
        let listed = inner(&world, kind, list).await;
        assert!(listed.contains(content), "{kind}: {listed}");
        assert!(
            listed.contains("<IsTruncated>false</IsTruncated>"),
            "{kind}: {listed}"
        );
        assert_eq!(delete(&world, &one).await, StatusCode::NO_CONTENT, "{kind}");
        let got = world
            .send(Ask::get(&format!("/bucket-1?{one}")).signed())
            .await;
        got.check(404, "NoSuchConfiguration");
    }
}

#[tokio::test]
async fn what_would_be_relied_on_in_vain_is_refused() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    for (subresource, body) in [
        (
            "logging",
            "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket>\
             <TargetPrefix></TargetPrefix></LoggingEnabled></BucketLoggingStatus>",
        ),
        (
            "requestPayment",
            "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>",
        ),
        (
            "replication",
            "<ReplicationConfiguration><Role>r</Role><Rule><Status>Enabled</Status><Destination>\
             <Bucket>b</Bucket></Destination></Rule></ReplicationConfiguration>",
        ),
        (
            "object-lock",
            "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>\
             </ObjectLockConfiguration>",
        ),
        (
            "encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>\
             <SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>\
             </ServerSideEncryptionConfiguration>",
        ),
    ] {
        let ask = Ask::put(&format!("/bucket-1?{subresource}")).body(body);
        world.send(ask.signed()).await.check(501, "NotImplemented");
    }
}

#[tokio::test]
async fn access_control_lists_are_those_of_the_owner() {
    let world = World::new().await;
    world.bucket("bucket-1").await;
    let ask = Ask::put("/bucket-1?acl").header("x-amz-acl", "private");
    let got = world.send(ask.signed()).await;
    got.check(400, "AccessControlListNotSupported");
    let controls = "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>\
                    </OwnershipControls>";
    put(&world, "ownershipControls", controls).await;
    let list = inner(&world, "acl", "AccessControlPolicy").await;
    let body = format!("<AccessControlPolicy{NS}>{list}</AccessControlPolicy>");
    put(&world, "acl", &body).await;
    let ask = Ask::put("/bucket-1?acl").header("x-amz-acl", "public-read");
    world.send(ask.signed()).await.check(501, "NotImplemented");
    let ask = Ask::put("/bucket-2").header("x-amz-acl", "public-read");
    let got = world.send(ask.signed()).await;
    got.check(400, "InvalidBucketAclWithObjectOwnership");
}
