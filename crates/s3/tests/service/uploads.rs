//! Uploads in parts for tests: what is asked of them, in few words.

use iamd_api::{Error, s3};
use iamd_auth::Caller;
use iamd_ident::BucketName;
use iamd_objects::ETag;
use iamd_s3::{
    ClaimedDigests, CompleteMultipartUploadInput, CompleteMultipartUploadOutput,
    CreateMultipartUploadInput, ListMultipartUploadsInput, ListPartsInput, ListedPart,
    ObjectSettings, Payload, UploadAddress, UploadPartInput, UploadPartOutput,
};

use crate::{objects::body, world::World};

impl World {
    /// Begins an upload as the root user.
    pub(crate) async fn begin(&self, bucket: &BucketName, key: &str) -> UploadAddress {
        let begun = self.begin_as(&self.root, new_upload(bucket, key)).await;
        begun.unwrap()
    }

    /// Begins an upload.
    pub(crate) async fn begin_as(
        &self,
        caller: &Caller,
        input: CreateMultipartUploadInput,
    ) -> Result<UploadAddress, Error> {
        let (bucket, key) = (input.bucket.clone(), input.key.clone());
        let begun = self.ask::<s3::CreateMultipartUpload>(caller, input).await?;
        Ok(UploadAddress {
            bucket,
            key,
            upload: begun.upload.to_string(),
        })
    }

    /// Uploads a part as the root user. It is then listed by the number and the ETag.
    pub(crate) async fn part(&self, upload: &UploadAddress, number: i32, data: &str) -> ListedPart {
        let input = new_part(upload, number, data);
        let uploaded = self.part_as(&self.root, input).await.unwrap();
        listed(number, &uploaded.etag)
    }

    /// Uploads a part.
    pub(crate) async fn part_as(
        &self,
        caller: &Caller,
        input: UploadPartInput,
    ) -> Result<UploadPartOutput, Error> {
        self.ask::<s3::UploadPart>(caller, input).await
    }

    /// Completes an upload as the root user.
    pub(crate) async fn complete(
        &self,
        upload: &UploadAddress,
        parts: &[ListedPart],
    ) -> Result<CompleteMultipartUploadOutput, Error> {
        let input = completion(upload, parts);
        self.ask::<s3::CompleteMultipartUpload>(&self.root, input)
            .await
    }
}

/// An upload that chooses nothing.
pub(crate) fn new_upload(bucket: &BucketName, key: &str) -> CreateMultipartUploadInput {
    CreateMultipartUploadInput {
        bucket: bucket.clone(),
        key: key.parse().unwrap(),
        settings: ObjectSettings::default(),
        checksum_algorithm: None,
        checksum_type: None,
    }
}

/// A part of which nothing is said but its length.
pub(crate) fn new_part(upload: &UploadAddress, number: i32, data: &str) -> UploadPartInput {
    UploadPartInput {
        upload: upload.clone(),
        part_number: number,
        customer_key: None,
        payload: Payload {
            body: body(data),
            length: Some(data.len() as u64),
            trailers: Box::new(Vec::new),
            digests: ClaimedDigests::default(),
        },
    }
}

/// A completion that claims nothing but the parts.
pub(crate) fn completion(
    upload: &UploadAddress,
    parts: &[ListedPart],
) -> CompleteMultipartUploadInput {
    CompleteMultipartUploadInput {
        upload: upload.clone(),
        parts: parts.to_vec(),
        checksums: Vec::new(),
        checksum_type: None,
        bytes: None,
        condition: None,
    }
}

/// A part as completions list it.
pub(crate) fn listed(number: i32, etag: &ETag) -> ListedPart {
    ListedPart {
        number: Some(number),
        etag: Some(etag.clone()),
        checksums: Vec::new(),
    }
}

/// All parts of an upload.
pub(crate) fn all_parts(upload: &UploadAddress) -> ListPartsInput {
    ListPartsInput {
        upload: upload.clone(),
        max_parts: None,
        after: None,
    }
}

/// All uploads of a bucket.
pub(crate) fn all_uploads(bucket: &BucketName) -> ListMultipartUploadsInput {
    ListMultipartUploadsInput {
        bucket: bucket.clone(),
        prefix: None,
        delimiter: None,
        key_marker: None,
        upload_marker: None,
        max_uploads: None,
    }
}
