//! What can be set on a bucket: kept, given back, taken away, or refused.

use iamd_api::{ErrorCode, s3};
use iamd_ident::{BucketName, Tag};
use iamd_s3::{
    Acl, AclHeaders, CorsRule, EncryptionRule, Grant, OnBucket, PublicAccessBlock, PutAcl,
    PutExpiration, PutFilter, PutLifecycle, PutLifecycleRule, PutVersioning,
};

use crate::world::{World, refused, refused_as};

/// A world with a bucket, and a way to ask for it as its owner.
pub(crate) struct Owned {
    pub(crate) world: World,
    pub(crate) bucket: BucketName,
}

macro_rules! ask {
    ($owned:expr, $operation:ident) => {
        $crate::bucket_settings::ask!($owned, $operation, ())
    };
    ($owned:expr, $operation:ident, $value:expr) => {{
        let input = iamd_s3::OnBucket::with($owned.bucket.clone(), $value);
        $owned
            .world
            .ask::<iamd_api::s3::$operation>(&$owned.world.root, input)
            .await
    }};
}

pub(crate) use ask;

pub(crate) async fn owned() -> Owned {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    Owned { world, bucket }
}

fn tag(key: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: "value".to_owned(),
    }
}

#[tokio::test]
async fn public_access_is_blocked_from_the_start() {
    let owned = owned().await;
    let block = ask!(owned, GetPublicAccessBlock).unwrap();
    assert_eq!(block, PublicAccessBlock::ALL);
    ask!(owned, DeletePublicAccessBlock).unwrap();
    refused(
        ask!(owned, GetPublicAccessBlock),
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
    );
    let some = PublicAccessBlock {
        block_public_acls: true,
        ..PublicAccessBlock::default()
    };
    ask!(owned, PutPublicAccessBlock, some).unwrap();
    assert_eq!(ask!(owned, GetPublicAccessBlock).unwrap(), some);
}

#[tokio::test]
async fn the_owner_is_enforced_from_the_start() {
    let owned = owned().await;
    let name = ask!(owned, GetBucketOwnershipControls).unwrap();
    assert_eq!(name, "BucketOwnerEnforced");
    ask!(owned, DeleteBucketOwnershipControls).unwrap();
    refused(
        ask!(owned, GetBucketOwnershipControls),
        "OwnershipControlsNotFoundError",
        "The bucket ownership controls were not found",
    );
    let one = vec!["ObjectWriter".to_owned()];
    ask!(owned, PutBucketOwnershipControls, one.clone()).unwrap();
    let name = ask!(owned, GetBucketOwnershipControls).unwrap();
    assert_eq!(name, "ObjectWriter");
    for wrong in [
        Vec::new(),
        [one.clone(), one].concat(),
        vec!["Nobody".to_owned()],
    ] {
        let put = ask!(owned, PutBucketOwnershipControls, wrong);
        refused_as(put, ErrorCode::MalformedXML);
    }
}

#[tokio::test]
async fn tags_are_put_as_a_whole() {
    let owned = owned().await;
    refused(
        ask!(owned, GetBucketTagging),
        "NoSuchTagSet",
        "The TagSet does not exist",
    );
    ask!(owned, PutBucketTagging, vec![tag("a"), tag("b")]).unwrap();
    ask!(owned, PutBucketTagging, vec![tag("c")]).unwrap();
    assert_eq!(ask!(owned, GetBucketTagging).unwrap(), [tag("c")]);
    refused(
        ask!(owned, PutBucketTagging, vec![tag("a"), tag("a")]),
        "InvalidTag",
        "Cannot provide multiple Tags with the same key",
    );
    ask!(owned, DeleteBucketTagging).unwrap();
    refused_as(ask!(owned, GetBucketTagging), ErrorCode::NoSuchTagSet);
}

#[tokio::test]
async fn versioning_is_on_or_suspended_once_it_was_on() {
    let owned = owned().await;
    assert_eq!(ask!(owned, GetBucketVersioning).unwrap(), None);
    let put = |status: Option<&str>, mfa_delete: Option<&str>| PutVersioning {
        status: status.map(str::to_owned),
        mfa_delete: mfa_delete.map(str::to_owned),
    };
    for status in ["Enabled", "Suspended"] {
        ask!(
            owned,
            PutBucketVersioning,
            put(Some(status), Some("Disabled"))
        )
        .unwrap();
        let now = ask!(owned, GetBucketVersioning).unwrap();
        assert_eq!(now, Some(status));
    }
    refused(
        ask!(owned, PutBucketVersioning, put(None, None)),
        "IllegalVersioningConfigurationException",
        "The Versioning element must be specified",
    );
    let odd = ask!(owned, PutBucketVersioning, put(Some("On"), None));
    refused_as(odd, ErrorCode::MalformedXML);
    let mfa = ask!(
        owned,
        PutBucketVersioning,
        put(Some("Enabled"), Some("Enabled"))
    );
    refused_as(mfa, ErrorCode::NotImplemented);
}

#[tokio::test]
async fn encryption_cannot_be_turned_off() {
    let owned = owned().await;
    let rule = |algorithm: &str, kms_key: Option<&str>| EncryptionRule {
        algorithm: Some(algorithm.to_owned()),
        kms_key: kms_key.map(str::to_owned),
        is_bucket_key_enabled: true,
    };
    let default = EncryptionRule {
        is_bucket_key_enabled: false,
        ..rule("AES256", None)
    };
    assert_eq!(ask!(owned, GetBucketEncryption).unwrap(), default);
    let put = ask!(owned, PutBucketEncryption, vec![rule("AES256", None)]);
    put.unwrap();
    let kept = ask!(owned, GetBucketEncryption).unwrap();
    assert_eq!(kept, rule("AES256", None));
    for algorithm in ["aws:kms", "aws:kms:dsse"] {
        let put = ask!(owned, PutBucketEncryption, vec![rule(algorithm, None)]);
        refused_as(put, ErrorCode::NotImplemented);
    }
    let keyed = ask!(
        owned,
        PutBucketEncryption,
        vec![rule("AES256", Some("key"))]
    );
    refused_as(keyed, ErrorCode::InvalidArgument);
    for wrong in [
        Vec::new(),
        vec![EncryptionRule::default()],
        vec![rule("ROT13", None)],
    ] {
        let put = ask!(owned, PutBucketEncryption, wrong);
        refused_as(put, ErrorCode::MalformedXML);
    }
    ask!(owned, DeleteBucketEncryption).unwrap();
    assert_eq!(ask!(owned, GetBucketEncryption).unwrap(), default);
}

#[tokio::test]
async fn cors_rules_are_checked_and_kept() {
    let owned = owned().await;
    refused(
        ask!(owned, GetBucketCors),
        "NoSuchCORSConfiguration",
        "The CORS configuration does not exist",
    );
    let rule = CorsRule {
        allowed_methods: vec!["GET".to_owned()],
        allowed_origins: vec!["https://*.example.com".to_owned()],
        ..CorsRule::default()
    };
    ask!(owned, PutBucketCors, vec![rule.clone()]).unwrap();
    let kept = ask!(owned, GetBucketCors).unwrap();
    assert_eq!(kept.as_slice(), std::slice::from_ref(&rule));
    let changed = |change: &dyn Fn(&mut CorsRule)| {
        let mut rule = rule.clone();
        change(&mut rule);
        vec![rule]
    };
    let wrong: [(Vec<CorsRule>, &str); 4] = [
        (
            changed(&|rule| rule.allowed_methods = vec!["PATCH".to_owned()]),
            "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
        ),
        (
            changed(&|rule| rule.allowed_origins = vec!["*.*".to_owned()]),
            "AllowedOrigin \"*.*\" can not have more than one wildcard.",
        ),
        (
            changed(&|rule| rule.allowed_headers = vec!["x-*-*".to_owned()]),
            "AllowedHeader \"x-*-*\" can not have more than one wildcard.",
        ),
        (
            changed(&|rule| rule.expose_headers = vec!["*".to_owned()]),
            "ExposeHeader \"*\" contains wildcard. We currently do not support wildcard for \
             ExposeHeader.",
        ),
    ];
    for (rules, text) in wrong {
        refused(ask!(owned, PutBucketCors, rules), "InvalidRequest", text);
    }
    for rules in [
        Vec::new(),
        vec![rule.clone(); 101],
        vec![CorsRule::default()],
    ] {
        refused_as(ask!(owned, PutBucketCors, rules), ErrorCode::MalformedXML);
    }
    ask!(owned, DeleteBucketCors).unwrap();
    refused_as(
        ask!(owned, GetBucketCors),
        ErrorCode::NoSuchCORSConfiguration,
    );
}

#[tokio::test]
async fn lifecycle_rules_are_kept() {
    let owned = owned().await;
    refused(
        ask!(owned, GetBucketLifecycleConfiguration),
        "NoSuchLifecycleConfiguration",
        "The lifecycle configuration does not exist",
    );
    let rule = PutLifecycleRule {
        status: "Enabled".to_owned(),
        filter: Some(PutFilter {
            prefix: Some("logs/".to_owned()),
            ..PutFilter::default()
        }),
        expiration: Some(PutExpiration {
            days: Some(30),
            ..PutExpiration::default()
        }),
        ..PutLifecycleRule::default()
    };
    let put = PutLifecycle {
        rules: vec![rule],
        transition_default_minimum_object_size: None,
    };
    let size = ask!(owned, PutBucketLifecycleConfiguration, put.clone());
    assert_eq!(size.unwrap(), "all_storage_classes_128K");
    let kept = ask!(owned, GetBucketLifecycleConfiguration).unwrap();
    let prefixes: Vec<_> = kept
        .rules
        .iter()
        .map(|rule| rule.filter.prefix.as_deref())
        .collect();
    assert_eq!(prefixes, [Some("logs/")]);
    let odd = PutLifecycle {
        transition_default_minimum_object_size: Some("small".to_owned()),
        ..put
    };
    let odd = ask!(owned, PutBucketLifecycleConfiguration, odd);
    refused_as(odd, ErrorCode::InvalidArgument);
    ask!(owned, DeleteBucketLifecycle).unwrap();
    let gone = ask!(owned, GetBucketLifecycleConfiguration);
    refused_as(gone, ErrorCode::NoSuchLifecycleConfiguration);
}

#[tokio::test]
async fn access_control_lists_say_what_holds() {
    let owned = owned().await;
    let account = ask!(owned, GetBucketAcl).unwrap();
    let canned = |name: &str| PutAcl {
        headers: AclHeaders {
            canned: Some(name.to_owned()),
            ..AclHeaders::default()
        },
        body: None,
    };
    refused(
        ask!(owned, PutBucketAcl, canned("private")),
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs",
    );
    let writer = vec!["ObjectWriter".to_owned()];
    ask!(owned, PutBucketOwnershipControls, writer).unwrap();
    ask!(owned, PutBucketAcl, canned("private")).unwrap();
    let public = ask!(owned, PutBucketAcl, canned("public-read"));
    refused_as(public, ErrorCode::NotImplemented);
    let list = |grantee: &str| PutAcl {
        headers: AclHeaders::default(),
        body: Some(Acl {
            owner: Some(account.to_string()),
            grants: vec![Grant {
                canonical_user: Some(grantee.to_owned()),
                permission: "FULL_CONTROL".to_owned(),
            }],
        }),
    };
    ask!(owned, PutBucketAcl, list(account.as_str())).unwrap();
    let other = ask!(owned, PutBucketAcl, list("somebody"));
    refused_as(other, ErrorCode::NotImplemented);
    let headless = PutAcl {
        headers: AclHeaders::default(),
        body: Some(Acl::default()),
    };
    let headless = ask!(owned, PutBucketAcl, headless);
    refused_as(headless, ErrorCode::MalformedACLError);
    let nothing = ask!(owned, PutBucketAcl, PutAcl::default());
    refused_as(nothing, ErrorCode::MissingSecurityHeader);
    let both = PutAcl {
        headers: canned("private").headers,
        ..list(account.as_str())
    };
    refused_as(
        ask!(owned, PutBucketAcl, both),
        ErrorCode::UnexpectedContent,
    );
}

#[tokio::test]
async fn conditions_see_the_list_that_is_asked_for() {
    let owned = owned().await;
    let writer = vec!["ObjectWriter".to_owned()];
    ask!(owned, PutBucketOwnershipControls, writer).unwrap();
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow",
        "Action":"s3:PutBucketAcl","Resource":"*",
        "Condition":{"StringEquals":{"s3:x-amz-acl":"private"}}}}"#;
    let user = owned.world.user("user", policy).await;
    let put = |name: &str| {
        let headers = AclHeaders {
            canned: Some(name.to_owned()),
            ..AclHeaders::default()
        };
        let put = PutAcl {
            headers,
            body: None,
        };
        let input = OnBucket::with(owned.bucket.clone(), put);
        owned.world.ask::<s3::PutBucketAcl>(&user, input)
    };
    put("private").await.unwrap();
    refused_as(put("bucket-owner-read").await, ErrorCode::AccessDenied);
}
