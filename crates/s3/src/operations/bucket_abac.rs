//! GetBucketAbac.

use iamd_directory::Bucket;

use super::record::reads;

reads!(GetBucketAbac -> &'static str, status);

/// SOURCE: S3 API Reference, GetBucketAbac: without it, tags of a bucket are not
/// `aws:ResourceTag`, as they are not here.
fn status(_bucket: &Bucket) -> &'static str {
    "Disabled"
}
