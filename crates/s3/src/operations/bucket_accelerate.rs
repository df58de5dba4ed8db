//! PutBucketAccelerateConfiguration, GetBucketAccelerateConfiguration.
//!
//! Kept without effect: it promises speed alone, at an endpoint that is not here.

use iamd_api::Error;
use iamd_directory::Bucket;

use super::record::{puts, reads};
use crate::{
    OnBucket,
    error::{invalid_request, malformed_xml},
};

// The value: the status as it was written.
puts!(PutBucketAccelerateConfiguration(Option<String>), part);

/// SOURCE: S3 User Guide, "Requirements for using Amazon S3 Transfer Acceleration"; text as S3
/// answers.
fn part(input: &OnBucket<Option<String>>) -> Result<Option<String>, Error> {
    if input.bucket.as_str().contains('.') {
        return Err(invalid_request(
            "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
        ));
    }
    match input.value.as_deref() {
        Some("Enabled" | "Suspended") => Ok(input.value.clone()),
        _ => Err(malformed_xml()),
    }
}

reads!(GetBucketAccelerateConfiguration -> Option<String>, status);

fn status(bucket: &Bucket) -> Option<String> {
    bucket.settings.accelerate.clone()
}
