//! PutBucketOwnershipControls, GetBucketOwnershipControls, DeleteBucketOwnershipControls.
//!
//! LIMIT: objects belong to the owner of the bucket under each of the settings. They differ in which
//! access control lists can be put.

use iamd_api::{Error, ErrorCode};
use iamd_directory::{Bucket, ObjectOwnership};

use super::record::{clears, finds, puts};
use crate::{OnBucket, error::malformed_xml};

const NAMES: [(&str, ObjectOwnership); 3] = [
    ("BucketOwnerEnforced", ObjectOwnership::BucketOwnerEnforced),
    (
        "BucketOwnerPreferred",
        ObjectOwnership::BucketOwnerPreferred,
    ),
    ("ObjectWriter", ObjectOwnership::ObjectWriter),
];

/// The setting with this name.
pub(super) fn ownership(name: &str) -> Option<ObjectOwnership> {
    let row = NAMES.iter().find(|(known, _)| *known == name);
    row.map(|(_, ownership)| *ownership)
}

// The value: the name of the setting in each of the rules, which must be one.
puts!(PutBucketOwnershipControls(Vec<String>), part);

fn part(input: &OnBucket<Vec<String>>) -> Result<Option<ObjectOwnership>, Error> {
    match input.value.as_slice() {
        [name] => ownership(name).map(Some).ok_or_else(malformed_xml),
        _ => Err(malformed_xml()),
    }
}

finds!(GetBucketOwnershipControls -> &'static str, name);

fn name(bucket: &Bucket) -> Result<&'static str, Error> {
    let ownership = bucket.settings.ownership;
    let row = NAMES.iter().find(|(_, known)| Some(*known) == ownership);
    row.map(|(name, _)| *name).ok_or_else(|| {
        let text = "The bucket ownership controls were not found";
        let error = Error::new(ErrorCode::OwnershipControlsNotFoundError, text);
        error.with("BucketName", bucket.name.as_str())
    })
}

clears!(DeleteBucketOwnershipControls);
