//! HeadBucket, GetBucketLocation.

use iamd_directory::Bucket;

use super::{create_bucket::FIRST_REGION, record::reads};

/// What is told of a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadBucketOutput {
    /// Its region.
    pub region: String,
}

reads!(HeadBucket -> HeadBucketOutput, head);

fn head(bucket: &Bucket) -> HeadBucketOutput {
    HeadBucketOutput {
        region: bucket.region.clone(),
    }
}

reads!(GetBucketLocation -> Option<String>, location);

/// SOURCE: S3 API Reference, GetBucketLocation: buckets in us-east-1 have none.
fn location(bucket: &Bucket) -> Option<String> {
    let region = &bucket.region;
    (region != FIRST_REGION).then(|| region.clone())
}
