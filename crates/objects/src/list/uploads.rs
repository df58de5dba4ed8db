//! Listing uploads in parts.

use iamd_api::s3::ListMultipartUploads;
use iamd_auth::{Permit, SystemWork};
use iamd_ident::BucketId;

use super::{
    objects::key_of,
    walk::{Walk, Wanted},
};
use crate::{
    Error, Objects, UploadId, UploadInfo, draft::parse, keyspace, permits::bucket_of,
    records::UploadRecord,
};

/// Which uploads are wanted.
#[derive(Clone, Debug, Default)]
pub struct UploadListRequest {
    /// What the keys begin with.
    pub prefix: String,
    /// Keys that go on behind the prefix and have this are shown as one common prefix.
    pub delimiter: Option<String>,
    /// Only what comes behind this.
    pub after: Option<UploadMarker>,
    /// The most items and common prefixes.
    pub max: usize,
}

/// A place in a listing of uploads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadMarker {
    /// The key, or a common prefix.
    pub key: String,
    /// The upload of the key; all of them if there is none.
    pub upload: Option<UploadId>,
}

/// A page of uploads.
#[derive(Clone, Debug, Default)]
pub struct UploadListing {
    /// The uploads, in the order of their keys, of one key the oldest first.
    pub uploads: Vec<UploadInfo>,
    /// The common prefixes, in order.
    pub common_prefixes: Vec<String>,
    /// `after` for the next page, if there may be more.
    pub next: Option<UploadMarker>,
}

impl Objects {
    /// A page of the uploads of a bucket.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn list_uploads(
        &self,
        permit: Permit<ListMultipartUploads>,
        request: &UploadListRequest,
    ) -> Result<UploadListing, Error> {
        self.page_of_uploads(&bucket_of(&permit)?, request).await
    }

    /// As [`Self::list_uploads`], for the program itself.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn survey_uploads(
        &self,
        _: &SystemWork,
        bucket: &BucketId,
        request: &UploadListRequest,
    ) -> Result<UploadListing, Error> {
        self.page_of_uploads(bucket, request).await
    }

    async fn page_of_uploads(
        &self,
        bucket: &BucketId,
        request: &UploadListRequest,
    ) -> Result<UploadListing, Error> {
        let snapshot = self.store().snapshot().await?;
        let wanted = Wanted {
            prefix: &request.prefix,
            delimiter: request.delimiter.as_deref(),
            max: request.max,
        };
        let all = keyspace::all_uploads(bucket)?;
        let after = request.after.as_ref();
        let (key, upload) = match after {
            None => (None, None),
            Some(UploadMarker { key, upload: None }) => (Some(&**key), None),
            Some(UploadMarker { key, upload }) => (None, upload.as_ref().map(|id| (key, id))),
        };
        let mut walk = Walk::begin(&snapshot, all, wanted, key)?;
        if let Some((key, id)) = upload {
            walk.skip_record(&keyspace::upload(bucket, &key_of(key.clone())?, id)?);
        }
        let mut listing = UploadListing::default();
        if walk.is_of_none() {
            return Ok(listing);
        }
        let mut last = None;
        while let Some((key, place, stored)) = walk.next().await? {
            if walk.is_full() || walk.is_exhausted() {
                listing.next = last;
                break;
            }
            if let Some(common) = walk.common_prefix(&key).map(str::to_owned) {
                walk.roll_up(&common)?;
                last = Some(UploadMarker {
                    key: common,
                    upload: None,
                });
                continue;
            }
            let (record, _) = parse::<UploadRecord>(&stored)?;
            let id: UploadId = keyspace::last_of(&place)
                .parse()
                .map_err(|error| Error::corrupt("the id of an upload", error))?;
            walk.show();
            listing
                .uploads
                .push(UploadInfo::new(id.clone(), key_of(key.clone())?, record));
            last = Some(UploadMarker {
                key,
                upload: Some(id),
            });
        }
        listing.common_prefixes = walk.common_prefixes;
        Ok(listing)
    }
}
