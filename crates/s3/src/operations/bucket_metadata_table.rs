//! GetBucketMetadataTableConfiguration, GetBucketMetadataConfiguration.
//!
//! There are no tables here to write metadata into.

use std::convert::Infallible;

use iamd_api::Error;
use iamd_directory::Bucket;

use super::record::finds;
use crate::error::no_such_configuration;

finds!(GetBucketMetadataTableConfiguration -> Infallible, none);
finds!(GetBucketMetadataConfiguration -> Infallible, none);

fn none(_bucket: &Bucket) -> Result<Infallible, Error> {
    Err(no_such_configuration())
}
