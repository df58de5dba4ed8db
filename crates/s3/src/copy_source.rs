//! What is copied: an object that a request reads besides the one that it writes.

use std::sync::Arc;

use iamd_api::{Error, ErrorCode, s3::GetObject};
use iamd_auth::{Call, Permit, Requirements};
use iamd_directory::Bucket;
use iamd_ident::AccountId;
use iamd_objects::{Error as ObjectsError, ObjectReader};

use crate::{
    CustomerKey, ObjectAddress, ReadConditions, S3, conditions::Seen, error::invalid_request,
};

/// What is copied, by CopyObject and by UploadPartCopy.
#[derive(Clone, Debug)]
pub struct CopySource {
    /// Which object.
    pub object: ObjectAddress,
    /// Who must own its bucket.
    pub expected_owner: Option<AccountId>,
    /// When it is copied.
    pub conditions: ReadConditions,
    /// The key that it is encrypted with.
    pub customer_key: Option<CustomerKey>,
}

impl CopySource {
    /// Adds what must be allowed to read the source.
    ///
    /// SOURCE: S3 User Guide, "Bucket policy examples using condition keys": `s3:x-amz-copy-source`
    /// has bucket and key. Here always in one form, whichever way the request writes them, so that
    /// no spelling slips through.
    pub(crate) fn requirements(&self, requirements: Requirements) -> Requirements {
        let object = &self.object;
        let action = object.action("s3:GetObject", "s3:GetObjectVersion");
        requirements
            .also_permit_seen::<GetObject>(action, object.target(), object.absence())
            .with_text(
                "s3:x-amz-copy-source",
                format!("{}/{}", object.bucket, object.key),
            )
    }

    /// What the client is told of an error of the source's.
    ///
    /// SOURCE: text as S3 answers.
    pub(crate) fn error(&self, error: ObjectsError) -> Error {
        match error {
            ObjectsError::DeleteMarker { is_named: true, .. } => invalid_request(
                "The source of a copy request may not specifically refer to a delete marker by \
                 version id.",
            ),
            error => self.object.error(error),
        }
    }
}

impl S3 {
    /// Opens what is copied, if it is what the request expects.
    pub(crate) async fn open_source(
        &self,
        permit: Permit<GetObject>,
        call: Call<'_>,
        source: &CopySource,
    ) -> Result<(ObjectReader, Arc<Bucket>), Error> {
        if source
            .expected_owner
            .is_some_and(|owner| owner != permit.account())
        {
            return Err(Error::new(ErrorCode::AccessDenied, "Access Denied"));
        }
        let bucket = self.bucket_of(&permit).await?;
        let ObjectAddress { key, version, .. } = &source.object;
        let customer_key = source.customer_key.as_ref().map(CustomerKey::key);
        let reader = self
            .objects()
            .get(permit, key, version.as_ref(), customer_key);
        let reader = reader.await.map_err(|error| source.error(error))?;
        let info = reader.info();
        source.conditions.check_source(Seen {
            etag: &info.etag,
            modified: info.modified,
            now: call.request.received_at,
        })?;
        Ok((reader, bucket))
    }
}
