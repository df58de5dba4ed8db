//! DeleteBucket.

use iamd_api::{Error, ErrorCode, s3::DeleteBucket};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::{Bucket, Versioning};
use iamd_objects::Error as ObjectsError;

use crate::{
    OnBucket, S3,
    error::{of_directory, of_objects},
};

impl Perform<DeleteBucket> for S3 {
    type Input = OnBucket;
    type Output = ();

    fn requirements(&self, _call: Call<'_>, input: &OnBucket) -> Result<Requirements, Error> {
        Ok(input.requirements())
    }

    /// The objects close the bucket first: from then on nothing comes into it, and it is known to be
    /// empty when its name is given back. What a crash leaves between is open again.
    async fn run(
        &self,
        permit: Permit<DeleteBucket>,
        _call: Call<'_>,
        _input: OnBucket,
    ) -> Result<(), Error> {
        let bucket = self.bucket_of(&permit).await?;
        let closed = self.objects().close_bucket(&permit).await;
        let closed = closed.map_err(|error| match error {
            ObjectsError::BucketNotEmpty => not_empty(&bucket),
            error => of_objects(error),
        })?;
        let deleted = self.directory().delete_bucket(permit).await;
        let settled = match deleted {
            Ok(()) => closed.remove().await,
            Err(_) => closed.reopen().await,
        };
        // The next start settles what could not be settled now.
        if let Err(error) = settled {
            tracing::warn!(%error, bucket = %bucket.name, "a closed bucket is not settled");
        }
        deleted.map_err(of_directory)
    }
}

fn not_empty(bucket: &Bucket) -> Error {
    let text = match bucket.settings.versioning {
        Versioning::Unversioned => "The bucket you tried to delete is not empty",
        Versioning::Enabled | Versioning::Suspended => {
            "The bucket you tried to delete is not empty. You must delete all versions in the \
             bucket."
        }
    };
    Error::new(ErrorCode::BucketNotEmpty, text).with("BucketName", bucket.name.as_str())
}
