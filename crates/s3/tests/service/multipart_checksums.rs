//! Checksums of uploads in parts.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_api::{Error, s3};
use iamd_ident::BucketName;
use iamd_objects::{ChecksumAlgorithm, ChecksumType};
use iamd_s3::{
    ClaimedDigests, CompleteMultipartUploadInput, CompleteMultipartUploadOutput,
    CreateMultipartUploadInput, ListedPart, UploadAddress, UploadPartInput,
};

use crate::{
    uploads::{completion, listed, new_part, new_upload},
    world::{World, refused},
};

/// The digits of the algorithms' own check values, and their checksums.
const DIGITS: &str = "123456789";
const CRC32: &str = "y/Q5Jg==";
const CRC64: &str = "rosUhgp5mIg=";
const SHA256: &str = "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=";

struct Upload<'w> {
    world: &'w World,
    address: UploadAddress,
}

impl<'w> Upload<'w> {
    async fn begin(world: &'w World, bucket: &BucketName, choice: [Option<&str>; 2]) -> Self {
        let [algorithm, kind] = choice.map(|text| text.map(str::to_owned));
        let new = CreateMultipartUploadInput {
            checksum_algorithm: algorithm,
            checksum_type: kind,
            ..new_upload(bucket, "key")
        };
        let begun = world.begin_as(&world.root, new).await;
        Self {
            world,
            address: begun.unwrap(),
        }
    }

    /// Uploads the digits as a part, with a claim. Tells the part and its checksum.
    async fn part(
        &self,
        claimed: Option<(ChecksumAlgorithm, &str)>,
    ) -> Result<(ListedPart, Option<String>), Error> {
        let mut input: UploadPartInput = new_part(&self.address, 1, DIGITS);
        let claimed = claimed.map(|(algorithm, text)| (algorithm, text.to_owned()));
        input.payload.digests = ClaimedDigests {
            checksums: claimed.into_iter().collect(),
            ..ClaimedDigests::default()
        };
        let part = self.world.part_as(&self.world.root, input).await?;
        let checksum = part.checksum.map(|checksum| checksum.to_string());
        Ok((listed(1, &part.etag), checksum))
    }

    async fn complete(
        &self,
        part: &ListedPart,
        claimed: Option<(ChecksumAlgorithm, &str)>,
        kind: Option<&str>,
    ) -> Result<CompleteMultipartUploadOutput, Error> {
        let claimed = claimed.map(|(algorithm, text)| (algorithm, text.to_owned()));
        let input = CompleteMultipartUploadInput {
            checksums: claimed.into_iter().collect(),
            checksum_type: kind.map(str::to_owned),
            ..completion(&self.address, std::slice::from_ref(part))
        };
        let world = self.world;
        world
            .ask::<s3::CompleteMultipartUpload>(&world.root, input)
            .await
    }
}

fn with(part: &ListedPart, algorithm: ChecksumAlgorithm, text: &str) -> ListedPart {
    ListedPart {
        checksums: vec![(algorithm, text.to_owned())],
        ..part.clone()
    }
}

#[tokio::test]
async fn a_composite_checksum_is_made_of_those_of_the_parts() {
    let sha256 = ChecksumAlgorithm::Sha256;
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = Upload::begin(&world, &bucket, [Some("SHA256"), None]).await;
    refused(
        upload.part(None).await,
        "InvalidRequest",
        "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: \
         null",
    );
    let (part, told) = upload.part(Some((sha256, SHA256))).await.unwrap();
    assert_eq!(told.as_deref(), Some(SHA256));
    refused(
        upload.complete(&part, None, None).await,
        "InvalidRequest",
        "The upload was created using a sha256 checksum. The complete request must include the \
         checksum for each part. It was missing for part 1 in the request.",
    );
    refused(
        upload
            .complete(&with(&part, ChecksumAlgorithm::Crc32, CRC32), None, None)
            .await,
        "BadDigest",
        "The crc32 you specified for part 1 did not match what we received.",
    );
    let part = with(&part, sha256, SHA256);
    refused(
        upload.complete(&part, None, Some("FULL_OBJECT")).await,
        "InvalidRequest",
        "The upload was created using the COMPOSITE checksum mode. The complete request must use \
         the same checksum mode.",
    );
    refused(
        upload.complete(&part, Some((sha256, SHA256)), None).await,
        "BadDigest",
        "The sha256 you specified did not match the calculated checksum.",
    );
    let done = upload
        .complete(&part, None, Some("COMPOSITE"))
        .await
        .unwrap();
    let checksum = done.checksum.unwrap();
    assert_eq!(checksum.kind, ChecksumType::Composite);
    assert!(checksum.to_string().ends_with("=-1"));
}

#[tokio::test]
async fn a_full_checksum_is_that_of_all_bytes() {
    let crc32 = ChecksumAlgorithm::Crc32;
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = Upload::begin(&world, &bucket, [Some("CRC32"), Some("FULL_OBJECT")]).await;
    let (part, told) = upload.part(None).await.unwrap();
    assert_eq!(told.as_deref(), Some(CRC32));
    refused(
        upload.part(Some((ChecksumAlgorithm::Sha256, SHA256))).await,
        "InvalidRequest",
        "Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: \
         sha256",
    );
    refused(
        upload.part(Some((crc32, "AAAAAA=="))).await,
        "BadDigest",
        "The CRC32 you specified did not match the calculated checksum.",
    );
    refused(
        upload
            .complete(&part, Some((crc32, "AAAAAA==")), None)
            .await,
        "BadDigest",
        "The crc32 you specified did not match the calculated checksum.",
    );
    let done = upload
        .complete(&part, Some((crc32, CRC32)), Some("FULL_OBJECT"))
        .await;
    assert_eq!(done.unwrap().checksum.unwrap().to_string(), CRC32);
}

#[tokio::test]
async fn who_chooses_nothing_gets_what_put_object_gives() {
    let world = World::new().await;
    let bucket = world.bucket("bucket").await;
    let upload = Upload::begin(&world, &bucket, [None, None]).await;
    // Parts may be proven in any way.
    let (_, told) = upload
        .part(Some((ChecksumAlgorithm::Crc32, CRC32)))
        .await
        .unwrap();
    assert_eq!(told.as_deref(), Some(CRC32));
    let (part, told) = upload.part(None).await.unwrap();
    assert_eq!(told.as_deref(), Some(CRC64));
    let done = upload.complete(&part, None, None).await.unwrap();
    let checksum = done.checksum.unwrap();
    assert_eq!(checksum.checksum.algorithm(), ChecksumAlgorithm::Crc64Nvme);
    assert_eq!(
        (checksum.to_string().as_str(), checksum.kind),
        (CRC64, ChecksumType::FullObject)
    );
    assert_eq!(STANDARD.encode(checksum.checksum.bytes()), CRC64);
}
