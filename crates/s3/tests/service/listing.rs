//! ListObjects, ListObjectsV2.

use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::Caller;
use iamd_ident::BucketName;
use iamd_s3::{ListObjectsInput, ListObjectsOutput, ListObjectsV2Input, Listing};

use crate::world::{World, bucket_policy, refused, refused_as};

const KEYS: [&str; 5] = ["a", "b/1", "b/2", "c", "d/1"];

fn listing(bucket: &BucketName) -> Listing {
    Listing {
        bucket: bucket.clone(),
        prefix: None,
        delimiter: None,
        max_keys: None,
    }
}

async fn list(
    world: &World,
    caller: &Caller,
    listing: Listing,
) -> Result<ListObjectsOutput, Error> {
    let input = ListObjectsV2Input {
        listing,
        start_after: None,
        continuation_token: None,
    };
    world.ask::<s3::ListObjectsV2>(caller, input).await
}

fn keys(page: &ListObjectsOutput) -> Vec<&str> {
    page.objects
        .iter()
        .map(|object| object.key.as_str())
        .collect()
}

async fn filled(world: &World) -> BucketName {
    let bucket = world.bucket("bucket").await;
    for key in KEYS {
        world.put(&bucket, key, "data").await;
    }
    bucket
}

#[tokio::test]
async fn a_list_is_in_order_and_in_pages() {
    let world = World::new().await;
    let bucket = filled(&world).await;
    let all = list(&world, &world.root, listing(&bucket)).await.unwrap();
    assert_eq!(keys(&all), KEYS);
    assert_eq!((all.next, all.max_keys), (None, 1000));
    let mut seen = Vec::new();
    let mut token = None;
    loop {
        let input = ListObjectsV2Input {
            listing: Listing {
                max_keys: Some(2),
                ..listing(&bucket)
            },
            // A token counts before this.
            start_after: Some(if token.is_some() { "z" } else { "" }.to_owned()),
            continuation_token: token,
        };
        let page = world
            .ask::<s3::ListObjectsV2>(&world.root, input)
            .await
            .unwrap();
        assert!(page.objects.len() <= 2);
        seen.extend(keys(&page).into_iter().map(str::to_owned));
        token = page.next;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen, KEYS);
}

#[tokio::test]
async fn keys_are_grouped_by_a_delimiter() {
    let world = World::new().await;
    let bucket = filled(&world).await;
    let grouped = |prefix: Option<&str>, max_keys| Listing {
        prefix: prefix.map(str::to_owned),
        delimiter: Some("/".to_owned()),
        max_keys,
        ..listing(&bucket)
    };
    let page = list(&world, &world.root, grouped(None, None))
        .await
        .unwrap();
    assert_eq!(keys(&page), ["a", "c"]);
    assert_eq!(page.common_prefixes, ["b/", "d/"]);
    let page = list(&world, &world.root, grouped(Some("b/"), None))
        .await
        .unwrap();
    assert_eq!(keys(&page), ["b/1", "b/2"]);
    // A group that ended a page does not begin the next one.
    let first = ListObjectsInput {
        listing: grouped(None, Some(2)),
        marker: None,
    };
    let page = world
        .ask::<s3::ListObjects>(&world.root, first.clone())
        .await
        .unwrap();
    assert_eq!(
        (keys(&page), page.common_prefixes.as_slice()),
        (vec!["a"], &["b/".to_owned()][..])
    );
    assert_eq!(page.next.as_deref(), Some("b/"));
    let second = ListObjectsInput {
        marker: page.next,
        ..first
    };
    let page = world
        .ask::<s3::ListObjects>(&world.root, second)
        .await
        .unwrap();
    assert_eq!(
        (keys(&page), page.common_prefixes.as_slice()),
        (vec!["c"], &["d/".to_owned()][..])
    );
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn parameters_have_their_limits() {
    let world = World::new().await;
    let bucket = filled(&world).await;
    let most = |max_keys| Listing {
        max_keys: Some(max_keys),
        ..listing(&bucket)
    };
    let none = list(&world, &world.root, most(0)).await.unwrap();
    assert_eq!((none.objects.len(), none.next), (0, None));
    let capped = list(&world, &world.root, most(5000)).await.unwrap();
    assert_eq!(capped.max_keys, 1000);
    refused(
        list(&world, &world.root, most(-1)).await,
        "InvalidArgument",
        "Argument maxKeys must be an integer between 0 and 2147483647",
    );
    let input = ListObjectsV2Input {
        listing: listing(&bucket),
        start_after: None,
        continuation_token: Some("nonsense".to_owned()),
    };
    refused(
        world.ask::<s3::ListObjectsV2>(&world.root, input).await,
        "InvalidArgument",
        "The continuation token provided is incorrect",
    );
}

/// The home folders of many a tutorial.
#[tokio::test]
async fn one_may_list_ones_own_prefix() {
    let world = World::new().await;
    let bucket = filled(&world).await;
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket",
        "Resource":"arn:aws:s3:::bucket",
        "Condition":{"StringLike":{"s3:prefix":["","b/*"]},"NumericLessThanEquals":{"s3:max-keys":"10"}}}}"#;
    let user = world.user("user", policy).await;
    let asked = |prefix: Option<&str>, max_keys| Listing {
        prefix: prefix.map(str::to_owned),
        max_keys,
        ..listing(&bucket)
    };
    let page = list(&world, &user, asked(Some("b/"), Some(10)))
        .await
        .unwrap();
    assert_eq!(keys(&page), ["b/1", "b/2"]);
    list(&world, &user, asked(Some(""), Some(1))).await.unwrap();
    // A parameter that is not sent is not there for a condition.
    for (prefix, max_keys) in [
        (None, Some(10)),
        (Some("d/"), Some(10)),
        (Some("b/"), None),
        (Some("b/"), Some(11)),
    ] {
        let asked = list(&world, &user, asked(prefix, max_keys)).await;
        refused_as(asked, ErrorCode::AccessDenied);
    }
}

#[tokio::test]
async fn strangers_list_what_the_bucket_lets_them() {
    let world = World::new().await;
    let policy = bucket_policy("Allow", "\"*\"", "s3:ListBucket", "arn:aws:s3:::bucket");
    let bucket = world.open_bucket("bucket", &policy).await;
    list(&world, &world.anonymous, listing(&bucket))
        .await
        .unwrap();
    let shut = world.bucket("shut").await;
    for caller in [&world.anonymous, &world.stranger] {
        refused(
            list(&world, caller, listing(&shut)).await,
            "AccessDenied",
            "Access Denied",
        );
    }
}
