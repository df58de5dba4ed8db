//! DeleteObjects.

use futures::{StreamExt, stream};
use iamd_api::{
    Error, ErrorCode,
    s3::{DeleteObject, DeleteObjects},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::Bucket;
use iamd_ident::{BucketName, ObjectKey, VersionId};
use iamd_objects::{Deleted, WriteCondition};

use super::delete_object::{DeleteObjectInput, action};
use crate::{
    ObjectAddress, S3,
    error::{malformed_xml, missing_permit},
};

/// Objects and versions that are to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteObjectsInput {
    /// The bucket.
    pub bucket: BucketName,
    /// Which of its objects.
    pub objects: Vec<ObjectToDelete>,
}

/// One of them, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectToDelete {
    /// The key.
    pub key: String,
    /// One of its versions.
    pub version: Option<String>,
    /// What must be there.
    pub condition: Option<WriteCondition>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectDeleted {
    /// The key as it was written.
    pub key: String,
    /// The version as it was written.
    pub version: Option<String>,
    /// Whether it was deleted, and how.
    pub result: Result<Deleted, Error>,
}

/// LIMIT: objects of one request.
///
/// SOURCE: S3 API Reference, DeleteObjects.
const OBJECTS_MAX: usize = 1000;

/// How many of them are deleted at once: their changes become durable together.
const AT_ONCE: usize = 32;

impl Perform<DeleteObjects> for S3 {
    type Input = DeleteObjectsInput;
    type Output = Vec<ObjectDeleted>;

    /// SOURCE: S3 API Reference, DeleteObjects, Permissions: each object is asked for by itself, the
    /// bucket is not.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteObjectsInput,
    ) -> Result<Requirements, Error> {
        if input.objects.is_empty() || input.objects.len() > OBJECTS_MAX {
            return Err(malformed_xml());
        }
        let addresses = input.objects.iter().filter_map(|object| {
            let address = object.address(&input.bucket).ok()?;
            Some((action(&address), address.target()))
        });
        Ok(Requirements::on(Target::Bucket(input.bucket.clone()))
            .of_items_alone()
            .each::<DeleteObject>(addresses))
    }

    async fn run(
        &self,
        mut permit: Permit<DeleteObjects>,
        _call: Call<'_>,
        input: DeleteObjectsInput,
    ) -> Result<Vec<ObjectDeleted>, Error> {
        let bucket = self.bucket_of(&permit).await?;
        let mut permits = permit.items::<DeleteObject>().into_iter();
        let decided: Vec<_> = input
            .objects
            .into_iter()
            .map(|object| {
                // INVARIANT: one item for each address that could be made, in the same order.
                let address = object.address(&input.bucket);
                let decided = address.and_then(|address| {
                    let permit = permits.next().ok_or_else(missing_permit)??;
                    Ok((permit, address))
                });
                (object, decided)
            })
            .collect();
        let deleted = stream::iter(decided)
            .map(|(object, decided)| self.delete_one(&bucket, object, decided))
            .buffered(AT_ONCE);
        Ok(deleted.collect().await)
    }
}

impl ObjectToDelete {
    fn address(&self, bucket: &BucketName) -> Result<ObjectAddress, Error> {
        Ok(ObjectAddress {
            bucket: bucket.clone(),
            key: self.parsed_key()?,
            version: self.parsed_version()?,
        })
    }

    fn parsed_key(&self) -> Result<ObjectKey, Error> {
        if self.key.is_empty() {
            let text = "The bucket POST must contain the specified field name. If it is specified, \
                        please check the order of the fields.";
            return Err(Error::new(ErrorCode::UserKeyMustBeSpecified, text));
        }
        let key = self.key.parse();
        key.map_err(|_| Error::new(ErrorCode::KeyTooLongError, "Your key is too long"))
    }

    /// SOURCE: observed: what can be no version is one that is not there.
    fn parsed_version(&self) -> Result<Option<VersionId>, Error> {
        let version = self
            .version
            .as_deref()
            .filter(|version| !version.is_empty());
        let version = version.map(str::parse).transpose();
        version.map_err(|_| {
            let text = "The specified version does not exist.";
            Error::new(ErrorCode::NoSuchVersion, text)
        })
    }
}

impl S3 {
    async fn delete_one(
        &self,
        bucket: &Bucket,
        object: ObjectToDelete,
        decided: Result<(Permit<DeleteObject>, ObjectAddress), Error>,
    ) -> ObjectDeleted {
        let result = match decided {
            Err(error) => Err(error),
            Ok((permit, address)) => {
                let input = DeleteObjectInput {
                    object: address,
                    condition: object.condition,
                };
                self.delete(permit, bucket, input).await
            }
        };
        ObjectDeleted {
            key: object.key,
            version: object.version.filter(|version| !version.is_empty()),
            result,
        }
    }
}
