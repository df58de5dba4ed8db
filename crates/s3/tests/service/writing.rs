//! PutObject: what is kept, what is refused, and for whom it is.

use bytes::Bytes;
use futures::stream;
use iamd_api::{Error, ErrorCode, s3};
use iamd_s3::{
    AclHeaders, AppliedEncryption, ChecksumAlgorithm, ClaimedDigests, ObjectSettings,
    PutObjectInput, write_condition,
};

use crate::{
    objects::{KEY, at, body, bytes_of, customer_key, get, put, tags},
    world::{World, allow, bucket_policy, refused, refused_as},
};

const OBJECTS: &str = "arn:aws:s3:::bucket/*";
const DATA: &str = "123456789";

fn with_settings(settings: ObjectSettings) -> PutObjectInput {
    PutObjectInput {
        settings,
        ..put(&"bucket".parse().unwrap(), KEY, DATA)
    }
}

fn with_digests(digests: ClaimedDigests) -> PutObjectInput {
    let mut input = with_settings(ObjectSettings::default());
    input.payload.digests = digests;
    input
}

fn with_condition(if_match: Option<&str>, if_none_match: Option<&str>) -> PutObjectInput {
    PutObjectInput {
        condition: write_condition(if_match, if_none_match).unwrap(),
        ..with_settings(ObjectSettings::default())
    }
}

#[tokio::test]
async fn an_object_is_told_by_its_digests() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let written = world.put(&bucket, KEY, DATA).await;
    assert_eq!(written.etag.as_str(), "25f9e794323b453885f5181f1b624d0b");
    let checksum = written.checksum.unwrap();
    assert_eq!(checksum.checksum.algorithm(), ChecksumAlgorithm::Crc64Nvme);
    assert_eq!(checksum.to_string(), "rosUhgp5mIg=");
    assert_eq!(written.version, None);
    assert_eq!(written.encryption, AppliedEncryption::Server);
    assert_eq!(world.read(at(&bucket, KEY)).await, DATA);
}

#[tokio::test]
async fn what_is_said_of_the_bytes_must_be_true() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let claim = |algorithm, text: &str| ClaimedDigests {
        checksums: vec![(algorithm, text.to_owned())],
        ..ClaimedDigests::default()
    };
    let ask = |digests| world.ask::<s3::PutObject>(&world.root, with_digests(digests));
    refused(
        ask(claim(ChecksumAlgorithm::Crc32, "AAAAAA==")).await,
        "BadDigest",
        "The CRC32 you specified did not match the calculated checksum.",
    );
    let md5 = |text: &str| ClaimedDigests {
        md5: Some(text.to_owned()),
        ..ClaimedDigests::default()
    };
    refused_as(ask(md5("nonsense")).await, ErrorCode::InvalidDigest);
    refused_as(
        ask(md5("AAAAAAAAAAAAAAAAAAAAAA==")).await,
        ErrorCode::BadDigest,
    );
    // What is refused is not there.
    refused_as(
        world.get(&world.root, at(&bucket, KEY)).await,
        ErrorCode::NoSuchKey,
    );
    ask(md5("JfnnlDI7RTiF9RgfG2JNCw==")).await.unwrap();
    let written = ask(claim(ChecksumAlgorithm::Crc32, "y/Q5Jg==")).await;
    assert_eq!(written.unwrap().checksum.unwrap().to_string(), "y/Q5Jg==");
}

#[tokio::test]
async fn a_checksum_may_follow_the_bytes() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let ask = |trailer: Option<&'static str>| {
        let mut input = with_digests(ClaimedDigests {
            algorithm: Some("CRC32".to_owned()),
            ..ClaimedDigests::default()
        });
        let trailers = trailer.map(|text| ("x-amz-checksum-crc32".to_owned(), text.to_owned()));
        input.payload.trailers = Box::new(|| trailers.into_iter().collect());
        world.ask::<s3::PutObject>(&world.root, input)
    };
    refused_as(ask(None).await, ErrorCode::InvalidRequest);
    refused_as(ask(Some("AAAAAA==")).await, ErrorCode::BadDigest);
    let written = ask(Some("y/Q5Jg==")).await.unwrap();
    assert_eq!(written.checksum.unwrap().to_string(), "y/Q5Jg==");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_object() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let broken = |error: Error| {
        let mut input = with_settings(ObjectSettings::default());
        let pieces = [Ok(Bytes::from_static(b"1234")), Err(error.into())];
        input.payload.body = Box::pin(stream::iter(pieces));
        input
    };
    let error = Error::new(ErrorCode::XAmzContentSHA256Mismatch, "It is another one.");
    let ask = world.ask::<s3::PutObject>(&world.root, broken(error));
    refused(ask.await, "XAmzContentSHA256Mismatch", "It is another one.");
    let mut short = with_settings(ObjectSettings::default());
    short.payload.body = body("1234");
    let ask = world.ask::<s3::PutObject>(&world.root, short);
    refused_as(ask.await, ErrorCode::IncompleteBody);
    refused_as(
        world.get(&world.root, at(&bucket, KEY)).await,
        ErrorCode::NoSuchKey,
    );
}

#[tokio::test]
async fn lengths_are_said_and_have_their_limit() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let ask = |length| {
        let mut input = with_settings(ObjectSettings::default());
        input.payload.length = length;
        input
    };
    let put = world.ask::<s3::PutObject>(&world.root, ask(None)).await;
    refused(
        put,
        "MissingContentLength",
        "You must provide the Content-Length HTTP header.",
    );
    let put = world.ask::<s3::PutObject>(&world.root, ask(Some(5 * (1 << 30) + 1)));
    refused_as(put.await, ErrorCode::EntityTooLarge);
    // A form cannot say how long its file is.
    let put = world.ask::<s3::PostObject>(&world.root, ask(None)).await;
    put.unwrap();
}

#[tokio::test]
async fn writes_have_conditions() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let ask = |input| world.ask::<s3::PutObject>(&world.root, input);
    refused_as(
        ask(with_condition(Some("e"), None)).await,
        ErrorCode::NoSuchKey,
    );
    let written = ask(with_condition(None, Some("*"))).await.unwrap();
    let error = ask(with_condition(None, Some("*"))).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PreconditionFailed);
    assert_eq!(error.details, [("Condition", "If-None-Match".to_owned())]);
    let error = ask(with_condition(Some("e"), None)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PreconditionFailed);
    assert_eq!(error.details, [("Condition", "If-Match".to_owned())]);
    let etag = format!("\"{}\"", written.etag);
    ask(with_condition(Some(&etag), None)).await.unwrap();
    assert_eq!(world.read(at(&bucket, KEY)).await, DATA);
}

#[tokio::test]
async fn an_object_with_a_key_of_the_customers_opens_with_that_key_alone() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let with_key = |byte| ObjectSettings {
        customer_key: customer_key(byte),
        ..ObjectSettings::default()
    };
    let put = world.ask::<s3::PutObject>(&world.root, with_settings(with_key(1)));
    let written = put.await.unwrap();
    let key_md5 = "4Funlf7OsLF0HL+vKU+fkg==".to_owned();
    assert_eq!(written.encryption, AppliedEncryption::Customer { key_md5 });
    let ask = |customer_key| {
        let mut input = get(at(&bucket, KEY));
        input.customer_key = customer_key;
        world.ask::<s3::GetObject>(&world.root, input)
    };
    refused_as(ask(None).await, ErrorCode::InvalidRequest);
    refused_as(ask(customer_key(2)).await, ErrorCode::AccessDenied);
    assert_eq!(bytes_of(ask(customer_key(1)).await.unwrap()).await, DATA);
}

#[tokio::test]
async fn what_would_have_no_effect_is_refused() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let ask = |settings| world.ask::<s3::PutObject>(&world.root, with_settings(settings));
    let lock = ObjectSettings {
        asks_for_lock: true,
        ..ObjectSettings::default()
    };
    let text = "Bucket is missing Object Lock Configuration";
    refused(ask(lock).await, "InvalidRequest", text);
    let kms = ObjectSettings {
        encryption: Some("aws:kms".to_owned()),
        ..ObjectSettings::default()
    };
    refused_as(ask(kms).await, ErrorCode::NotImplemented);
    let acl = |canned: &str| ObjectSettings {
        acl: AclHeaders {
            canned: Some(canned.to_owned()),
            ..AclHeaders::default()
        },
        ..ObjectSettings::default()
    };
    let text = "The bucket does not allow ACLs";
    refused(
        ask(acl("public-read")).await,
        "AccessControlListNotSupported",
        text,
    );
    ask(acl("bucket-owner-full-control")).await.unwrap();
}

#[tokio::test]
async fn tags_and_lists_need_permissions_of_their_own() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let writer = world.user("writer", &allow("s3:PutObject", OBJECTS)).await;
    let policy = allow("s3:PutObject*", OBJECTS);
    let labeller = world.user("labeller", &policy).await;
    let tagged = || {
        with_settings(ObjectSettings {
            tags: Some(tags(&[("team", "a")])),
            ..ObjectSettings::default()
        })
    };
    let listed = || {
        let mut settings = ObjectSettings::default();
        settings.acl.canned = Some("bucket-owner-full-control".to_owned());
        with_settings(settings)
    };
    let plain = with_settings(ObjectSettings::default());
    world.ask::<s3::PutObject>(&writer, plain).await.unwrap();
    for (input, action) in [
        (tagged(), "s3:PutObjectTagging"),
        (listed(), "s3:PutObjectAcl"),
    ] {
        let error = world
            .ask::<s3::PutObject>(&writer, input)
            .await
            .unwrap_err();
        assert!(error.message.contains(action), "{}", error.message);
    }
    world
        .ask::<s3::PutObject>(&labeller, tagged())
        .await
        .unwrap();
    world
        .ask::<s3::PutObject>(&labeller, listed())
        .await
        .unwrap();
}

#[tokio::test]
async fn policies_see_what_is_written() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let policy = |operator: &str, key: &str, value: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:PutObject*",
                "Resource":"{OBJECTS}","Condition":{{"{operator}":{{"{key}":"{value}"}}}}}}}}"#
        )
    };
    let plain = || with_settings(ObjectSettings::default());
    let mut classed = plain();
    classed.settings.metadata.storage_class = Some("STANDARD_IA".to_owned());
    let mut encrypted = plain();
    encrypted.settings.encryption = Some("AES256".to_owned());
    let mut tagged = plain();
    tagged.settings.tags = Some(tags(&[("team", "a")]));
    let mut listed = plain();
    listed.settings.acl.canned = Some("bucket-owner-full-control".to_owned());
    let once = with_condition(None, Some("*"));
    let cases = [
        // First, while there is nothing.
        ("once", policy("Null", "s3:if-none-match", "false"), once),
        (
            "class",
            policy("StringEquals", "s3:x-amz-storage-class", "STANDARD_IA"),
            classed,
        ),
        (
            "encryption",
            policy("StringEquals", "s3:x-amz-server-side-encryption", "AES256"),
            encrypted,
        ),
        (
            "tag",
            policy("StringEquals", "s3:RequestObjectTag/team", "a"),
            tagged,
        ),
        (
            "list",
            policy("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"),
            listed,
        ),
    ];
    for (name, policy, input) in cases {
        let user = world.user(name, &policy).await;
        refused_as(
            world.ask::<s3::PutObject>(&user, plain()).await,
            ErrorCode::AccessDenied,
        );
        let put = world.ask::<s3::PutObject>(&user, input).await;
        assert!(put.is_ok(), "{name}: {put:?}");
    }
}

#[tokio::test]
async fn strangers_write_where_the_bucket_lets_them() {
    let world = World::new().await;
    let anybody = bucket_policy("Allow", "\"*\"", "s3:PutObject", "arn:aws:s3:::bucket/in/*");
    let bucket = world.open_bucket("bucket", &anybody).await;
    for (caller, key, may) in [
        (&world.anonymous, "in/a", true),
        (&world.stranger, "in/b", true),
        (&world.anonymous, "out", false),
        (&world.stranger, "out", false),
    ] {
        let asked = world
            .ask::<s3::PutObject>(caller, put(&bucket, key, DATA))
            .await;
        if may {
            asked.unwrap();
            // It is the bucket owner's, who may read it.
            assert_eq!(world.read(at(&bucket, key)).await, DATA);
        } else {
            refused(asked, "AccessDenied", "Access Denied");
        }
    }
}
