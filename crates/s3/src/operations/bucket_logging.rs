//! PutBucketLogging, GetBucketLogging.
//!
//! Logging can be turned off, which it is, and not on: who relies on a record of accesses must not
//! be left without one. The server's own audit log has every request.

use iamd_api::Error;
use iamd_directory::Bucket;

use super::record::{puts, reads};
use crate::{OnBucket, error::not_available};

// The value: the bucket that the log is to go to, if logging is to be turned on.
puts!(PutBucketLogging(Option<String>), part);

fn part(input: &OnBucket<Option<String>>) -> Result<Option<String>, Error> {
    match &input.value {
        None => Ok(None),
        Some(_) => Err(not_available(
            "This server does not write access logs into buckets. Its audit log has every request.",
        )),
    }
}

// The answer: nothing is logged.
reads!(GetBucketLogging -> (), |_: &Bucket| ());
