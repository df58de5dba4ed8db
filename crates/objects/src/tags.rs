//! The tags of objects.

use iamd_api::{
    Action,
    s3::{DeleteObjectTagging, GetObjectTagging, PutObjectTagging},
};
use iamd_auth::Permit;
use iamd_ident::{ObjectKey, Tag, VersionId};

use crate::{
    Error, Objects,
    draft::transact,
    line::Line,
    permits::{bucket_of_object, check_unchanged},
    records::{VersionRecord, What},
};

impl Objects {
    /// The tags of an object, and the version that has them.
    ///
    /// # Errors
    /// There is no such object.
    pub async fn tags(
        &self,
        permit: Permit<GetObjectTagging>,
        key: &ObjectKey,
        version: Option<&VersionId>,
    ) -> Result<(VersionId, Vec<Tag>), Error> {
        let bucket = bucket_of_object(&permit, key)?;
        let found = self.find_object(&bucket, key, version).await?;
        let object = found.version.object().ok_or(Error::NoSuchKey)?;
        check_unchanged(&permit, object)?;
        Ok((found.version.id(), object.tags.clone()))
    }

    /// Gives an object these tags and no others. The rest of it stays as it is.
    ///
    /// # Errors
    /// There is no such object.
    pub async fn set_tags(
        &self,
        permit: Permit<PutObjectTagging>,
        key: &ObjectKey,
        version: Option<&VersionId>,
        tags: Vec<Tag>,
    ) -> Result<VersionId, Error> {
        self.write_tags(&permit, key, version, tags).await
    }

    /// Takes all tags from an object.
    ///
    /// # Errors
    /// There is no such object.
    pub async fn remove_tags(
        &self,
        permit: Permit<DeleteObjectTagging>,
        key: &ObjectKey,
        version: Option<&VersionId>,
    ) -> Result<VersionId, Error> {
        self.write_tags(&permit, key, version, Vec::new()).await
    }

    async fn write_tags<O: Action>(
        &self,
        permit: &Permit<O>,
        key: &ObjectKey,
        version: Option<&VersionId>,
        tags: Vec<Tag>,
    ) -> Result<VersionId, Error> {
        let bucket = bucket_of_object(permit, key)?;
        let (id, _) = transact!(self, |draft| {
            let mut line = Line::open(&mut draft, &bucket, key).await?;
            let found = match version {
                None => line.newest().cloned().ok_or(Error::NoSuchKey)?,
                Some(id) => line
                    .find(&mut draft, id)
                    .await?
                    .ok_or(Error::NoSuchVersion)?,
            };
            if let Some(object) = found.object() {
                check_unchanged(permit, object)?;
            }
            let tagged = tagged(found, tags.clone(), version.is_some())?;
            let id = tagged.id();
            line.replace(&mut draft, tagged)?;
            Ok(id)
        });
        Ok(id)
    }
}

fn tagged(
    mut version: VersionRecord,
    tags: Vec<Tag>,
    is_named: bool,
) -> Result<VersionRecord, Error> {
    match &mut version.what {
        What::Object(object) => object.tags = tags,
        What::DeleteMarker => {
            return Err(Error::DeleteMarker {
                version: version.id(),
                modified: version.modified(),
                is_named,
            });
        }
    }
    Ok(version)
}
