//! Listing uploads, and parts of uploads.

use iamd_api::{Error, ErrorCode, s3};
use iamd_ident::{BucketName, CanonicalUserId};
use iamd_s3::{
    ListMultipartUploadsInput, ListMultipartUploadsOutput, ListPartsInput, ListPartsOutput,
    UploadAddress,
};

use crate::{
    uploads::{all_uploads, new_upload},
    world::{ACCOUNT, World, allow, refused, refused_as},
};

async fn parts(
    world: &World,
    upload: &UploadAddress,
    max_parts: Option<i32>,
    after: Option<i32>,
) -> Result<ListPartsOutput, Error> {
    let input = ListPartsInput {
        upload: upload.clone(),
        max_parts,
        after,
    };
    world.ask::<s3::ListParts>(&world.root, input).await
}

fn numbers(page: &ListPartsOutput) -> Vec<u16> {
    page.parts.iter().map(|part| part.number).collect()
}

async fn uploads(
    world: &World,
    input: ListMultipartUploadsInput,
) -> Result<ListMultipartUploadsOutput, Error> {
    world
        .ask::<s3::ListMultipartUploads>(&world.root, input)
        .await
}

fn keys(page: &ListMultipartUploadsOutput) -> Vec<&str> {
    page.uploads
        .iter()
        .map(|upload| upload.key.as_str())
        .collect()
}

#[tokio::test]
async fn parts_are_listed_page_by_page() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    for number in [2, 1, 300, 10_000] {
        world.part(&upload, number, "bytes").await;
    }
    let page = parts(&world, &upload, None, None).await.unwrap();
    assert_eq!(numbers(&page), [1, 2, 300, 10_000]);
    assert_eq!(
        (page.max_parts, page.after, page.is_truncated),
        (1000, 0, false)
    );
    assert_eq!(page.parts[0].bytes, 5);
    let page = parts(&world, &upload, Some(2), Some(1)).await.unwrap();
    assert_eq!((numbers(&page), page.is_truncated), (vec![2, 300], true));
    let page = parts(&world, &upload, Some(5000), Some(300)).await.unwrap();
    assert_eq!(
        (numbers(&page), page.is_truncated, page.max_parts),
        (vec![10_000], false, 1000)
    );
    let page = parts(&world, &upload, Some(0), None).await.unwrap();
    assert_eq!((numbers(&page), page.is_truncated), (vec![], false));
    let page = parts(&world, &upload, None, Some(1_000_000)).await.unwrap();
    assert_eq!(numbers(&page), [0_u16; 0]);
    let text = "Argument max-parts must be an integer between 0 and 2147483647";
    refused(
        parts(&world, &upload, Some(-1), None).await,
        "InvalidArgument",
        text,
    );
}

#[tokio::test]
async fn listings_say_whose_an_upload_is() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let owner = CanonicalUserId::of(ACCOUNT.parse().unwrap());
    let by_root = world.begin(&bucket, "a").await;
    let user = world
        .user("writer", &allow("s3:PutObject", "arn:aws:s3:::bucket/*"))
        .await;
    world
        .begin_as(&user, new_upload(&bucket, "b"))
        .await
        .unwrap();
    let page = uploads(&world, all_uploads(&bucket)).await.unwrap();
    assert_eq!(page.owner, owner);
    let initiators: Vec<_> = page
        .uploads
        .iter()
        .map(|upload| upload.initiator.id.as_str())
        .collect();
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/writer");
    assert_eq!(initiators, [owner.as_str(), &arn]);
    let page = parts(&world, &by_root, None, None).await.unwrap();
    assert_eq!(page.upload.initiator.id, owner.as_str());
}

/// A bucket with uploads of these keys, one begun after the other. Tells the first one of `b`.
async fn with_uploads(world: &World, keys: &[&str]) -> (BucketName, UploadAddress) {
    let bucket = world.bucket("bucket").await;
    let mut begun = Vec::new();
    for key in keys {
        begun.push(world.begin(&bucket, key).await);
        world.clock.advance_seconds(1);
    }
    let first = begun.into_iter().find(|upload| upload.key.as_str() == "b");
    (bucket, first.unwrap())
}

const KEYS: [&str; 5] = ["a/1", "a/2", "b", "b", "c/1"];

#[tokio::test]
async fn uploads_are_listed_by_their_keys() {
    let world = World::new().await;
    let (bucket, first) = with_uploads(&world, &KEYS).await;
    let page = uploads(&world, all_uploads(&bucket)).await.unwrap();
    assert_eq!(keys(&page), KEYS);
    assert_eq!((page.max_uploads, page.next), (1000, None));
    let below = ListMultipartUploadsInput {
        prefix: Some("a/".to_owned()),
        ..all_uploads(&bucket)
    };
    assert_eq!(keys(&uploads(&world, below).await.unwrap()), ["a/1", "a/2"]);
    let grouped = ListMultipartUploadsInput {
        delimiter: Some("/".to_owned()),
        ..all_uploads(&bucket)
    };
    let page = uploads(&world, grouped.clone()).await.unwrap();
    assert_eq!(keys(&page), ["b", "b"]);
    assert_eq!(page.common_prefixes, ["a/", "c/"]);
    let two = ListMultipartUploadsInput {
        max_uploads: Some(2),
        ..grouped
    };
    let page = uploads(&world, two).await.unwrap();
    assert_eq!(
        (keys(&page), page.common_prefixes.as_slice()),
        (vec!["b"], ["a/".to_owned()].as_slice())
    );
    let next = page.next.unwrap();
    assert_eq!(next.key, "b");
    assert_eq!(next.upload.unwrap().to_string(), first.upload);
}

#[tokio::test]
async fn a_list_of_uploads_goes_on_behind_its_markers() {
    let world = World::new().await;
    let (bucket, first) = with_uploads(&world, &KEYS).await;
    let behind = |key: Option<&str>, upload: Option<&str>| {
        let input = ListMultipartUploadsInput {
            key_marker: key.map(str::to_owned),
            upload_marker: upload.map(str::to_owned),
            ..all_uploads(&bucket)
        };
        uploads(&world, input)
    };
    let page = behind(Some("b"), Some(&first.upload)).await;
    assert_eq!(keys(&page.unwrap()), ["b", "c/1"]);
    let page = behind(Some("b"), None).await;
    assert_eq!(keys(&page.unwrap()), ["c/1"]);
    // Without a key the upload means nothing.
    let page = behind(None, Some(&first.upload)).await;
    assert_eq!(keys(&page.unwrap()), KEYS);
    let wrong = behind(Some("b"), Some("no id")).await;
    refused(wrong, "InvalidArgument", "Invalid uploadId marker");
}

#[tokio::test]
async fn uploads_of_a_bucket_that_is_not_there_cannot_be_listed() {
    let world = World::new().await;
    let bucket = "missing".parse().unwrap();
    refused_as(
        uploads(&world, all_uploads(&bucket)).await,
        ErrorCode::NoSuchBucket,
    );
}
