//! DeleteObject.

use iamd_api::{Error, s3::DeleteObject};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::Bucket;
use iamd_objects::{Deleted, Deletion, WriteCondition};

use crate::{
    ObjectAddress, S3,
    conditions::{of_write, with_condition},
    object_settings::versioning,
};

/// An object or a version that is to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteObjectInput {
    /// Which.
    pub object: ObjectAddress,
    /// What must be there.
    pub condition: Option<WriteCondition>,
}

impl Perform<DeleteObject> for S3 {
    type Input = DeleteObjectInput;
    type Output = Deleted;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteObjectInput,
    ) -> Result<Requirements, Error> {
        let object = &input.object;
        let requirements = object.place_requirements().acting_as(action(object));
        Ok(with_condition(requirements, input.condition.as_ref()))
    }

    async fn run(
        &self,
        permit: Permit<DeleteObject>,
        _call: Call<'_>,
        input: DeleteObjectInput,
    ) -> Result<Deleted, Error> {
        let bucket = self.bucket_of(&permit).await?;
        self.delete(permit, &bucket, input).await
    }
}

/// SOURCE: S3 API Reference, DeleteObject, Permissions: a version that is named has its own action,
/// as it is gone for good.
pub(super) fn action(object: &ObjectAddress) -> &'static str {
    object.action("s3:DeleteObject", "s3:DeleteObjectVersion")
}

impl S3 {
    pub(super) async fn delete(
        &self,
        permit: Permit<DeleteObject>,
        bucket: &Bucket,
        input: DeleteObjectInput,
    ) -> Result<Deleted, Error> {
        let DeleteObjectInput { object, condition } = input;
        let deletion = Deletion {
            version: object.version.clone(),
            versioning: versioning(bucket),
            condition: condition.clone(),
        };
        let deleted = self.objects().delete(permit, &object.key, deletion).await;
        deleted.map_err(|error| of_write(error, &object, condition.as_ref()))
    }
}
