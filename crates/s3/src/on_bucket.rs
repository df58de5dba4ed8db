//! Requests on one bucket.

use std::sync::Arc;

use iamd_api::{Action, Error};
use iamd_auth::{Permit, Requirements, Target};
use iamd_directory::Bucket;
use iamd_ident::BucketName;

use crate::{S3, error::of_directory};

/// A request on a bucket, with what it brings besides the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnBucket<T = ()> {
    /// The bucket.
    pub bucket: BucketName,
    /// What is asked of it.
    pub value: T,
}

impl OnBucket {
    /// A request that brings nothing but the name.
    pub fn of(bucket: BucketName) -> Self {
        Self { bucket, value: () }
    }
}

impl<T> OnBucket<T> {
    /// A request that brings a value.
    pub fn with(bucket: BucketName, value: T) -> Self {
        Self { bucket, value }
    }

    pub(crate) fn requirements(&self) -> Requirements {
        Requirements::on(Target::Bucket(self.bucket.clone()))
    }
}

impl S3 {
    /// The bucket that a permit was decided on, or that holds what it was decided on.
    pub(crate) async fn bucket_of<O: Action>(
        &self,
        permit: &Permit<O>,
    ) -> Result<Arc<Bucket>, Error> {
        let bucket = self.directory().bucket_of(permit).await;
        bucket.map_err(of_directory)
    }
}
