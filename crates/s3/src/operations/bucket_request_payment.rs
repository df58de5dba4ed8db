//! PutBucketRequestPayment, GetBucketRequestPayment.
//!
//! That requesters pay cannot be set: it would have to keep out who does not agree to pay.

use iamd_api::Error;
use iamd_directory::Bucket;

use super::record::{puts, reads};
use crate::{
    OnBucket,
    error::{malformed_xml, not_available},
};

const OWNER: &str = "BucketOwner";

// The value: the payer as it was written.
puts!(PutBucketRequestPayment(String), part);

fn part(input: &OnBucket<String>) -> Result<Option<String>, Error> {
    match input.value.as_str() {
        OWNER => Ok(None),
        "Requester" => Err(not_available(
            "This server does not have buckets whose requesters pay.",
        )),
        _ => Err(malformed_xml()),
    }
}

reads!(GetBucketRequestPayment -> &'static str, |_: &Bucket| OWNER);
