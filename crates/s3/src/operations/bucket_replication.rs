//! PutBucketReplication, GetBucketReplication, DeleteBucketReplication.
//!
//! Replication cannot be set: who relies on a second copy must not be left without one.

use std::convert::Infallible;

use iamd_api::{Error, ErrorCode};
use iamd_directory::Bucket;

use super::record::{clears, finds, refuses};

refuses!(
    PutBucketReplication,
    "This server does not replicate buckets."
);

finds!(GetBucketReplication -> Infallible, none);

fn none(bucket: &Bucket) -> Result<Infallible, Error> {
    let text = "The replication configuration was not found";
    let error = Error::new(ErrorCode::ReplicationConfigurationNotFoundError, text);
    Err(error.with("BucketName", bucket.name.as_str()))
}

clears!(DeleteBucketReplication);
