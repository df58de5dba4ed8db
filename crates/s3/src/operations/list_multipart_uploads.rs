//! ListMultipartUploads.

use iamd_api::{Error, s3::ListMultipartUploads};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::{BucketName, CanonicalUserId};
use iamd_objects::{UploadInfo, UploadListRequest, UploadMarker};

use super::list_parts::not_negative;
use crate::{
    S3,
    error::{invalid_argument, of_objects},
};

/// What ListMultipartUploads takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMultipartUploadsInput {
    /// The bucket.
    pub bucket: BucketName,
    /// What the keys begin with.
    pub prefix: Option<String>,
    /// What groups keys.
    pub delimiter: Option<String>,
    /// Uploads of keys behind this one.
    pub key_marker: Option<String>,
    /// Of that key, those behind this upload. Without the key it means nothing.
    pub upload_marker: Option<String>,
    /// `max-uploads`.
    pub max_uploads: Option<i32>,
}

/// A page of the uploads of a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMultipartUploadsOutput {
    /// The uploads.
    pub uploads: Vec<UploadInfo>,
    /// The groups of keys.
    pub common_prefixes: Vec<String>,
    /// What continues the list; none if this was its end.
    pub next: Option<UploadMarker>,
    /// The most uploads and groups that there could be on the page.
    pub max_uploads: i32,
    /// Whom the objects will belong to.
    pub owner: CanonicalUserId,
}

/// LIMIT: the most uploads and groups on a page.
///
/// SOURCE: S3 API Reference, ListMultipartUploads.
const UPLOADS_MAX: i32 = 1000;

impl Perform<ListMultipartUploads> for S3 {
    type Input = ListMultipartUploadsInput;
    type Output = ListMultipartUploadsOutput;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListMultipartUploadsInput,
    ) -> Result<Requirements, Error> {
        input.place()?;
        input.max()?;
        Ok(Requirements::on(Target::Bucket(input.bucket.clone())))
    }

    async fn run(
        &self,
        permit: Permit<ListMultipartUploads>,
        _call: Call<'_>,
        input: ListMultipartUploadsInput,
    ) -> Result<ListMultipartUploadsOutput, Error> {
        let bucket = self.bucket_of(&permit).await?;
        let max_uploads = input.max()?;
        let request = UploadListRequest {
            after: input.place()?,
            prefix: input.prefix.unwrap_or_default(),
            delimiter: input.delimiter.filter(|delimiter| !delimiter.is_empty()),
            max: usize::try_from(max_uploads).unwrap_or_default(),
        };
        let page = self.objects().list_uploads(permit, &request).await;
        let page = page.map_err(of_objects)?;
        Ok(ListMultipartUploadsOutput {
            uploads: page.uploads,
            common_prefixes: page.common_prefixes,
            next: page.next,
            max_uploads,
            owner: bucket.owner_id(),
        })
    }
}

impl ListMultipartUploadsInput {
    fn max(&self) -> Result<i32, Error> {
        let max = not_negative("max-uploads", self.max_uploads)?;
        Ok(max.unwrap_or(UPLOADS_MAX).min(UPLOADS_MAX))
    }

    /// Behind what the page begins.
    ///
    /// SOURCE: S3 API Reference, ListMultipartUploads; text as S3 answers.
    fn place(&self) -> Result<Option<UploadMarker>, Error> {
        let Some(key) = self.key_marker.as_ref().filter(|key| !key.is_empty()) else {
            return Ok(None);
        };
        let marker = self
            .upload_marker
            .as_deref()
            .filter(|marker| !marker.is_empty());
        let upload = marker.map(|marker| {
            let upload = marker.parse();
            upload.map_err(|_| {
                invalid_argument("Invalid uploadId marker", "upload-id-marker", marker)
            })
        });
        Ok(Some(UploadMarker {
            key: key.clone(),
            upload: upload.transpose()?,
        }))
    }
}
