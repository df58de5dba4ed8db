//! Uploads in parts: begun, filled, completed, given up.

use iamd_api::{ErrorCode, s3};
use iamd_objects::WriteCondition;
use iamd_s3::{
    CompleteMultipartUploadInput, CreateMultipartUploadInput, GetObjectInput, ListedPart,
    ObjectSettings, OnBucket, UploadAddress, UploadPartInput,
};
use md5::{Digest as _, Md5};

use crate::{
    objects::{at, bytes_of, customer_key, get},
    uploads::{all_uploads, completion, listed, new_part, new_upload},
    world::{World, refused, refused_as},
};

const NO_SUCH_UPLOAD: &str = "The specified upload does not exist. The upload ID may be invalid, or \
                              the upload may have been aborted or completed.";
const INVALID_PART: &str = "One or more of the specified parts could not be found.  The part may \
                            not have been uploaded, or the specified entity tag may not match the \
                            part's entity tag.";

#[tokio::test]
async fn parts_become_an_object() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let first = world.part(&upload, 1, "the first part, ").await;
    // A part that comes again takes the place of the one before.
    world.part(&upload, 7, "something else").await;
    let last = world.part(&upload, 7, "the last").await;
    // A part that is not listed is not part of the object.
    world.part(&upload, 9, "left out").await;
    refused_as(
        world.get(&world.root, at(&bucket, "key")).await,
        ErrorCode::NoSuchKey,
    );

    let done = world
        .complete(&upload, &[first.clone(), last.clone()])
        .await
        .unwrap();
    let sums = [Md5::digest(b"the first part, "), Md5::digest(b"the last")].concat();
    let sum = Md5::digest(&sums);
    let number = u128::from_be_bytes(sum.into());
    assert_eq!(done.etag.as_str(), format!("{number:032x}-2"));
    let bytes = world.read(at(&bucket, "key")).await;
    assert_eq!(bytes, "the first part, the last");
    // Whoever did not hear the answer gets it again.
    assert_eq!(world.complete(&upload, &[first, last]).await.unwrap(), done);
    refused(
        world
            .part_as(&world.root, new_part(&upload, 1, "late"))
            .await,
        "NoSuchUpload",
        NO_SUCH_UPLOAD,
    );
}

#[tokio::test]
async fn an_upload_that_is_given_up_is_gone() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let part = world.part(&upload, 1, "bytes").await;
    let abort = |upload: UploadAddress| world.ask::<s3::AbortMultipartUpload>(&world.root, upload);
    abort(upload.clone()).await.unwrap();
    refused(abort(upload.clone()).await, "NoSuchUpload", NO_SUCH_UPLOAD);
    refused(
        world.complete(&upload, &[part]).await,
        "NoSuchUpload",
        NO_SUCH_UPLOAD,
    );
    let page = world
        .ask::<s3::ListMultipartUploads>(&world.root, all_uploads(&bucket))
        .await;
    assert_eq!(page.unwrap().uploads, []);
    let delete = world.ask::<s3::DeleteBucket>(&world.root, OnBucket::of(bucket));
    delete.await.unwrap();
}

#[tokio::test]
async fn a_bucket_with_an_upload_is_not_empty() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    world.begin(&bucket, "key").await;
    let delete = world.ask::<s3::DeleteBucket>(&world.root, OnBucket::of(bucket));
    refused_as(delete.await, ErrorCode::BucketNotEmpty);
}

#[tokio::test]
async fn an_upload_is_one_of_its_own_key() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let elsewhere = UploadAddress {
        key: "other".parse().unwrap(),
        ..upload.clone()
    };
    let invented = UploadAddress {
        upload: "no such id".to_owned(),
        ..upload.clone()
    };
    for wrong in [elsewhere, invented] {
        let part = world
            .part_as(&world.root, new_part(&wrong, 1, "bytes"))
            .await;
        refused(part, "NoSuchUpload", NO_SUCH_UPLOAD);
        let etag = "etag".parse().unwrap();
        let done = world.complete(&wrong, &[listed(1, &etag)]).await;
        assert_eq!(
            done.unwrap_err().details,
            [("UploadId", wrong.upload.clone())]
        );
        let abort = world.ask::<s3::AbortMultipartUpload>(&world.root, wrong);
        refused_as(abort.await, ErrorCode::NoSuchUpload);
    }
    world.part(&upload, 1, "bytes").await;
}

#[tokio::test]
async fn the_list_of_parts_is_right_or_refused() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let one = world.part(&upload, 1, "sixteen bytes it").await;
    let two = world.part(&upload, 2, "as many bytes it").await;
    let complete = async |parts: &[&ListedPart]| {
        let parts: Vec<_> = parts.iter().map(|part| (*part).clone()).collect();
        world.complete(&upload, &parts).await
    };
    refused(
        complete(&[]).await,
        "InvalidRequest",
        "You must specify at least one part",
    );
    let order =
        "The list of parts was not in ascending order. Parts must be ordered by part number.";
    refused(complete(&[&two, &one]).await, "InvalidPartOrder", order);
    refused(complete(&[&one, &one]).await, "InvalidPartOrder", order);
    let three = ListedPart {
        number: Some(3),
        ..two.clone()
    };
    let missing = complete(&[&one, &three]).await.unwrap_err();
    assert_eq!(
        (missing.code, missing.message.as_str()),
        (ErrorCode::InvalidPart, INVALID_PART)
    );
    let etag = two.etag.clone().unwrap().to_string();
    let details = [
        ("PartNumber", "3".to_owned()),
        ("ETag", etag),
        ("UploadId", upload.upload.clone()),
    ];
    assert_eq!(missing.details, details);
    let other = ListedPart {
        etag: one.etag.clone(),
        ..two.clone()
    };
    refused(complete(&[&one, &other]).await, "InvalidPart", INVALID_PART);
    let unnumbered = ListedPart {
        number: None,
        ..two.clone()
    };
    refused_as(complete(&[&unnumbered]).await, ErrorCode::MalformedXML);
    complete(&[&one, &two]).await.unwrap();
}

#[tokio::test]
async fn all_parts_but_the_last_have_their_least_size() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let small = world.part(&upload, 1, "fifteen bytes..").await;
    let last = world.part(&upload, 2, "last").await;
    let error = world
        .complete(&upload, &[small.clone(), last])
        .await
        .unwrap_err();
    let text = "Your proposed upload is smaller than the minimum allowed size";
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::EntityTooSmall, text)
    );
    let etag = small.etag.clone().unwrap().to_string();
    let expect = [
        ("ProposedSize", "15"),
        ("MinSizeAllowed", "16"),
        ("PartNumber", "1"),
    ];
    let expect = expect.map(|(name, text)| (name, text.to_owned()));
    assert_eq!(
        error.details,
        [expect.as_slice(), &[("ETag", etag)]].concat()
    );
    // The upload stays, and the small part may be the last one.
    world.complete(&upload, &[small]).await.unwrap();
}

#[tokio::test]
async fn parts_have_numbers_up_to_ten_thousand() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    for number in [0, -1, 10_001] {
        let part = world
            .part_as(&world.root, new_part(&upload, number, "bytes"))
            .await;
        let text = "Part number must be an integer between 1 and 10000, inclusive";
        refused(part, "InvalidArgument", text);
    }
    let last = world.part(&upload, 10_000, "bytes").await;
    let zeroth = ListedPart {
        number: Some(0),
        ..last.clone()
    };
    let text = "PartNumber must be >= 1";
    refused(
        world.complete(&upload, &[zeroth]).await,
        "InvalidArgument",
        text,
    );
    let too_many: Vec<_> = (1..=10_001)
        .map(|number| listed(number, last.etag.as_ref().unwrap()))
        .collect();
    refused_as(
        world.complete(&upload, &too_many).await,
        ErrorCode::MalformedXML,
    );
    world.complete(&upload, &[last]).await.unwrap();
}

#[tokio::test]
async fn a_part_is_all_that_the_request_says() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let part = async |change: fn(&mut UploadPartInput)| {
        let mut input = new_part(&upload, 1, "bytes");
        change(&mut input);
        world.part_as(&world.root, input).await
    };
    refused_as(
        part(|part| part.payload.length = None).await,
        ErrorCode::MissingContentLength,
    );
    refused_as(
        part(|part| part.payload.length = Some(6)).await,
        ErrorCode::IncompleteBody,
    );
    let too_large = part(|part| part.payload.length = Some((5 << 30) + 1)).await;
    refused_as(too_large, ErrorCode::EntityTooLarge);
    let other = part(|part| {
        part.payload.digests.md5 = Some("AAAAAAAAAAAAAAAAAAAAAA==".to_owned());
    });
    refused_as(other.await, ErrorCode::BadDigest);
    let etag = "4b3a6218bb3e3a7303e8a171a60fcf92".parse().unwrap();
    refused_as(
        world.complete(&upload, &[listed(1, &etag)]).await,
        ErrorCode::InvalidPart,
    );
}

#[tokio::test]
async fn completing_takes_its_conditions() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let ready = async |key: &str| {
        let upload = world.begin(&bucket, key).await;
        let part = world.part(&upload, 1, "bytes").await;
        completion(&upload, &[part])
    };
    let complete = async |condition, input: CompleteMultipartUploadInput| {
        let input = CompleteMultipartUploadInput {
            condition: Some(condition),
            ..input
        };
        world
            .ask::<s3::CompleteMultipartUpload>(&world.root, input)
            .await
    };
    let input = ready("new").await;
    refused_as(
        complete(WriteCondition::Exists, input.clone()).await,
        ErrorCode::NoSuchKey,
    );
    complete(WriteCondition::Absent, input).await.unwrap();
    let input = ready("new").await;
    let unmet = complete(WriteCondition::Absent, input.clone())
        .await
        .unwrap_err();
    assert_eq!(unmet.code, ErrorCode::PreconditionFailed);
    assert_eq!(unmet.details, [("Condition", "If-None-Match".to_owned())]);
    let other = WriteCondition::Matches("other".parse().unwrap());
    refused_as(
        complete(other, input.clone()).await,
        ErrorCode::PreconditionFailed,
    );
    complete(WriteCondition::Exists, input).await.unwrap();
}

#[tokio::test]
async fn the_whole_has_the_size_that_is_said() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = world.begin(&bucket, "key").await;
    let part = world.part(&upload, 1, "bytes").await;
    let complete = async |bytes| {
        let input = CompleteMultipartUploadInput {
            bytes: Some(bytes),
            ..completion(&upload, std::slice::from_ref(&part))
        };
        world
            .ask::<s3::CompleteMultipartUpload>(&world.root, input)
            .await
    };
    let text = "The provided 'x-amz-mp-object-size' header value 4 does not match what was \
                computed: 5";
    refused(complete(4).await, "InvalidRequest", text);
    let text = "Value for x-amz-mp-object-size header is less than zero: '-1'";
    refused(complete(-1).await, "InvalidRequest", text);
    complete(5).await.unwrap();
}

#[tokio::test]
async fn versions_are_told_where_they_are_kept() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let done = async || {
        let upload = world.begin(&bucket, "key").await;
        let part = world.part(&upload, 1, "bytes").await;
        world.complete(&upload, &[part]).await.unwrap().version
    };
    assert_eq!(done().await, None);
    world.set_versioning(&bucket, "Enabled").await;
    let (one, two) = (done().await.unwrap(), done().await.unwrap());
    assert_ne!(one, two);
}

#[tokio::test]
async fn a_customers_key_is_the_same_for_all_parts() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let new = CreateMultipartUploadInput {
        settings: ObjectSettings {
            customer_key: customer_key(1),
            ..ObjectSettings::default()
        },
        ..new_upload(&bucket, "secret")
    };
    let upload = world.begin_as(&world.root, new).await.unwrap();
    let part = async |number, key: Option<u8>| {
        let input = UploadPartInput {
            customer_key: key.and_then(customer_key),
            ..new_part(&upload, number, "sixteen bytes it")
        };
        world.part_as(&world.root, input).await
    };
    refused(
        part(1, None).await,
        "InvalidRequest",
        "The multipart upload initiate requested encryption. Subsequent part requests must include \
         the appropriate encryption parameters.",
    );
    refused(
        part(1, Some(2)).await,
        "InvalidRequest",
        "The provided encryption parameters did not match the ones used originally.",
    );
    let (one, two) = (
        part(1, Some(1)).await.unwrap(),
        part(2, Some(1)).await.unwrap(),
    );
    let parts = [listed(1, &one.etag), listed(2, &two.etag)];
    let done = world.complete(&upload, &parts).await.unwrap();
    assert!(!done.is_encrypted_by_server);
    let input = GetObjectInput {
        customer_key: customer_key(1),
        ..get(at(&bucket, "secret"))
    };
    let read = world.ask::<s3::GetObject>(&world.root, input).await;
    let bytes = bytes_of(read.unwrap()).await;
    assert_eq!(bytes, "sixteen bytes itsixteen bytes it");
    let read = world.get(&world.root, at(&bucket, "secret")).await;
    refused_as(read, ErrorCode::InvalidRequest);

    let open = world.begin(&bucket, "open").await;
    let input = UploadPartInput {
        customer_key: customer_key(1),
        ..new_part(&open, 1, "bytes")
    };
    refused(
        world.part_as(&world.root, input).await,
        "InvalidRequest",
        "The multipart upload initiate did not request encryption. Please resend the request \
         without sending encryption parameters.",
    );
}
