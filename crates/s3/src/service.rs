//! The service itself.

use std::sync::Arc;

use iamd_api::Error;
use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::{CorsRules, Directory};
use iamd_ident::{AccountId, BucketName, Clock, Random};
use iamd_objects::Objects;

use crate::error::of_directory;

/// Performs S3's operations. Clones are cheap and are the same service.
#[derive(Clone)]
pub struct S3 {
    parts: S3Parts,
}

/// What the service is made of.
#[derive(Clone)]
pub struct S3Parts {
    /// Bucket records.
    pub directory: Directory,
    /// The bytes of objects, and their index.
    pub objects: Objects,
    /// Tells when lifecycle rules take effect.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub random: Arc<dyn Random>,
    /// The server's own region.
    pub region: String,
}

impl S3 {
    /// The service over its parts.
    pub fn new(parts: S3Parts) -> Self {
        Self { parts }
    }

    /// The owner of a bucket; none if there is no such bucket. Clients may ask for a bucket to be
    /// whose they think it is, before anything is decided.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub async fn bucket_owner(&self, name: &BucketName) -> Result<Option<AccountId>, Error> {
        let work = SystemWork::new(SystemReason::Decision);
        let bucket = self.directory().find_bucket(&work, name).await;
        Ok(bucket.map_err(of_directory)?.map(|bucket| bucket.owner))
    }

    /// The rules of a bucket for pages of other origins; none if there is no such bucket.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub async fn cors_rules(&self, name: &BucketName) -> Result<Option<CorsRules>, Error> {
        self.directory()
            .cors_rules(name)
            .await
            .map_err(of_directory)
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.parts.directory
    }

    pub(crate) fn objects(&self) -> &Objects {
        &self.parts.objects
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.parts.clock
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.parts.random
    }

    pub(crate) fn region(&self) -> &str {
        &self.parts.region
    }
}
