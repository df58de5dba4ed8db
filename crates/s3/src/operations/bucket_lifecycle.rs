//! PutBucketLifecycleConfiguration, GetBucketLifecycleConfiguration, DeleteBucketLifecycle.
//!
//! This keeps the rules; what takes effect by them is done elsewhere, in time. Transitions are kept
//! without effect: there is one storage class.

use iamd_api::{Error, ErrorCode, s3::PutBucketLifecycleConfiguration};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::{Bucket, Lifecycle};

use super::record::{clears, finds};
use crate::{
    OnBucket, S3,
    error::{invalid_argument, of_directory},
};

mod actions;
mod filter;
mod input;
mod rules;

pub use input::{
    PutExpiration, PutFilter, PutFilterAnd, PutLifecycle, PutLifecycleRule,
    PutNoncurrentExpiration, PutNoncurrentTransition, PutTransition,
};

/// Which objects are too small for transitions: the values that there are, the default first.
///
/// SOURCE: S3 API Reference, PutBucketLifecycleConfiguration.
const MINIMUM_SIZES: [&str; 2] = ["all_storage_classes_128K", "varies_by_storage_class"];

impl Perform<PutBucketLifecycleConfiguration> for S3 {
    type Input = OnBucket<PutLifecycle>;
    /// `TransitionDefaultMinimumObjectSize`.
    type Output = String;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &OnBucket<PutLifecycle>,
    ) -> Result<Requirements, Error> {
        Ok(input.requirements())
    }

    async fn run(
        &self,
        permit: Permit<PutBucketLifecycleConfiguration>,
        _call: Call<'_>,
        input: OnBucket<PutLifecycle>,
    ) -> Result<String, Error> {
        let put = input.value;
        let size = minimum_size(put.transition_default_minimum_object_size)?;
        let lifecycle = Lifecycle {
            rules: rules::checked(put.rules, self.random())?,
            transition_default_minimum_object_size: Some(size.clone()),
        };
        let changed = self.directory().change_bucket(permit, |_, part| {
            part.clone_from(&lifecycle);
            Ok(())
        });
        changed.await.map_err(of_directory)?;
        Ok(size)
    }
}

fn minimum_size(asked: Option<String>) -> Result<String, Error> {
    let [default, _] = MINIMUM_SIZES;
    let size = asked.unwrap_or_else(|| default.to_owned());
    if MINIMUM_SIZES.contains(&size.as_str()) {
        return Ok(size);
    }
    let name = "x-amz-transition-default-minimum-object-size";
    Err(invalid_argument("Argument not valid", name, &size))
}

finds!(GetBucketLifecycleConfiguration -> Lifecycle, lifecycle);

fn lifecycle(bucket: &Bucket) -> Result<Lifecycle, Error> {
    if bucket.settings.lifecycle.rules.is_empty() {
        let text = "The lifecycle configuration does not exist";
        let error = Error::new(ErrorCode::NoSuchLifecycleConfiguration, text);
        return Err(error.with("BucketName", bucket.name.as_str()));
    }
    Ok(bucket.settings.lifecycle.clone())
}

clears!(DeleteBucketLifecycle);
