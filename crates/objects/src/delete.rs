//! Deleting objects and versions.

use iamd_api::s3::DeleteObject;
use iamd_auth::{Permit, SystemWork};
use iamd_ident::{BucketId, ObjectKey, Timestamp, VersionId};

use crate::{
    Error, Objects, Versioning, WriteCondition,
    draft::{Draft, transact},
    line::Line,
    permits::bucket_of_object,
    records::What,
};

/// What is to be deleted.
#[derive(Clone, Debug, Default)]
pub struct Deletion {
    /// The version. If there is none, the object as readers see it: in a bucket with versions a
    /// delete marker then hides what was there.
    pub version: Option<VersionId>,
    /// What the bucket does with versions.
    pub versioning: Versioning,
    /// What must hold.
    pub condition: Option<WriteCondition>,
}

/// What came of a deletion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// The version that was deleted, or that of the new delete marker.
    pub version: Option<VersionId>,
    /// Whether that is a delete marker.
    pub delete_marker: bool,
}

/// What of an object has had its time.
#[derive(Clone, Debug)]
pub struct Expiry {
    /// The version, which must still be what `kind` says.
    pub version: VersionId,
    /// When it was made. A version that is called `null` may be another one by now.
    pub modified: Timestamp,
    /// How it goes.
    pub kind: ExpiryKind,
}

/// How a version goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryKind {
    /// It is the newest, and is deleted as by a request without a version.
    Newest(Versioning),
    /// It is a delete marker, and no older version is behind it.
    LoneMarker,
    /// It is not the newest, and goes for good.
    Older,
}

impl Objects {
    /// Deletes an object or a version. What is not there is no error.
    ///
    /// # Errors
    /// The condition does not hold, or the bucket is gone.
    pub async fn delete(
        &self,
        permit: Permit<DeleteObject>,
        key: &ObjectKey,
        deletion: Deletion,
    ) -> Result<Deleted, Error> {
        let bucket = bucket_of_object(&permit, key)?;
        let (deleted, _) = transact!(self, |draft| {
            let mut line = Line::open(&mut draft, &bucket, key).await?;
            line.check(deletion.condition.as_ref())?;
            match &deletion.version {
                None => self.hide(&mut draft, &mut line, deletion.versioning).await,
                Some(version) => remove(&mut draft, &mut line, version).await,
            }
        });
        Ok(deleted)
    }

    /// Deletes what has had its time. Says whether it was still so.
    ///
    /// # Errors
    /// The index cannot be read and written.
    pub async fn expire(
        &self,
        _: &SystemWork,
        bucket: &BucketId,
        key: &ObjectKey,
        expiry: &Expiry,
    ) -> Result<bool, Error> {
        let (is_done, _) = transact!(self, |draft| {
            let mut line = Line::open(&mut draft, bucket, key).await?;
            let found = line.find(&mut draft, &expiry.version).await?;
            if !found.is_some_and(|version| line.is_still(expiry, &version)) {
                return Ok(false);
            }
            match expiry.kind {
                ExpiryKind::Newest(versioning) => {
                    self.hide(&mut draft, &mut line, versioning).await?;
                }
                ExpiryKind::LoneMarker | ExpiryKind::Older => {
                    remove(&mut draft, &mut line, &expiry.version).await?;
                }
            }
            Ok(true)
        });
        Ok(is_done)
    }

    /// Deletes the object that readers see, in the way of the bucket.
    async fn hide(
        &self,
        draft: &mut Draft<'_>,
        line: &mut Line<'_>,
        versioning: Versioning,
    ) -> Result<Deleted, Error> {
        if versioning == Versioning::Unversioned {
            remove(draft, line, &VersionId::null()).await?;
            return Ok(Deleted::default());
        }
        let marker = line
            .push(draft, self, versioning, What::DeleteMarker)
            .await?;
        Ok(Deleted {
            version: Some(marker.id()),
            delete_marker: true,
        })
    }
}

async fn remove(
    draft: &mut Draft<'_>,
    line: &mut Line<'_>,
    id: &VersionId,
) -> Result<Deleted, Error> {
    let found = line.find(draft, id).await?;
    if let Some(version) = &found {
        line.remove(draft, version).await?;
    }
    Ok(Deleted {
        version: Some(id.clone()),
        delete_marker: found.is_some_and(|version| version.object().is_none()),
    })
}
