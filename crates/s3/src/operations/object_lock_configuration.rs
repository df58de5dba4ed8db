//! PutObjectLockConfiguration, GetObjectLockConfiguration.
//!
//! Object lock cannot be set: who relies on objects that nobody can delete must not be left with
//! ones that somebody can.

use std::convert::Infallible;

use iamd_api::{Error, ErrorCode};
use iamd_directory::Bucket;

use super::record::{finds, refuses};

pub(super) const REFUSED: &str = "This server does not have object lock.";

refuses!(PutObjectLockConfiguration, REFUSED);

finds!(GetObjectLockConfiguration -> Infallible, none);

fn none(bucket: &Bucket) -> Result<Infallible, Error> {
    let text = "Object Lock configuration does not exist for this bucket";
    let error = Error::new(ErrorCode::ObjectLockConfigurationNotFoundError, text);
    Err(error.with("BucketName", bucket.name.as_str()))
}
