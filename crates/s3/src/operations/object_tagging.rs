//! PutObjectTagging, GetObjectTagging, DeleteObjectTagging.

use iamd_api::{
    Error,
    s3::{DeleteObjectTagging, GetObjectTagging, PutObjectTagging},
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_ident::{Tag, VersionId};

use super::get_object::told_version;
use crate::{
    ObjectAddress, S3,
    tags::{self, Tagged},
};

/// An object that is to get tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutObjectTaggingInput {
    /// Which.
    pub object: ObjectAddress,
    /// The tags, in the place of those that it has.
    pub tags: Vec<Tag>,
}

/// The tags of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectTags {
    /// The tags.
    pub tags: Vec<Tag>,
    /// Which version has them, if the bucket keeps versions or did.
    pub version: Option<VersionId>,
}

impl Perform<GetObjectTagging> for S3 {
    type Input = ObjectAddress;
    type Output = ObjectTags;

    fn requirements(&self, _call: Call<'_>, object: &ObjectAddress) -> Result<Requirements, Error> {
        Ok(object.requirements("s3:GetObjectTagging", "s3:GetObjectVersionTagging"))
    }

    async fn run(
        &self,
        permit: Permit<GetObjectTagging>,
        _call: Call<'_>,
        object: ObjectAddress,
    ) -> Result<ObjectTags, Error> {
        let bucket = self.bucket_of(&permit).await?;
        let found = self
            .objects()
            .tags(permit, &object.key, object.version.as_ref());
        let (version, tags) = found.await.map_err(|error| object.error(error))?;
        Ok(ObjectTags {
            tags,
            version: told_version(&bucket, version),
        })
    }
}

impl Perform<PutObjectTagging> for S3 {
    type Input = PutObjectTaggingInput;
    type Output = Option<VersionId>;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &PutObjectTaggingInput,
    ) -> Result<Requirements, Error> {
        tags::check(&input.tags, Tagged::Object)?;
        let object = &input.object;
        let requirements = object.requirements("s3:PutObjectTagging", "s3:PutObjectVersionTagging");
        Ok(requirements.object_tags(input.tags.clone()))
    }

    async fn run(
        &self,
        permit: Permit<PutObjectTagging>,
        _call: Call<'_>,
        input: PutObjectTaggingInput,
    ) -> Result<Option<VersionId>, Error> {
        let PutObjectTaggingInput { object, tags } = input;
        let bucket = self.bucket_of(&permit).await?;
        let version = object.version.as_ref();
        let set = self.objects().set_tags(permit, &object.key, version, tags);
        let version = set.await.map_err(|error| object.error(error))?;
        Ok(told_version(&bucket, version))
    }
}

impl Perform<DeleteObjectTagging> for S3 {
    type Input = ObjectAddress;
    type Output = Option<VersionId>;

    fn requirements(&self, _call: Call<'_>, object: &ObjectAddress) -> Result<Requirements, Error> {
        Ok(object.requirements("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"))
    }

    async fn run(
        &self,
        permit: Permit<DeleteObjectTagging>,
        _call: Call<'_>,
        object: ObjectAddress,
    ) -> Result<Option<VersionId>, Error> {
        let bucket = self.bucket_of(&permit).await?;
        let version = object.version.as_ref();
        let removed = self.objects().remove_tags(permit, &object.key, version);
        let version = removed.await.map_err(|error| object.error(error))?;
        Ok(told_version(&bucket, version))
    }
}
