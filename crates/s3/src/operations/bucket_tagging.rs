//! PutBucketTagging, GetBucketTagging, DeleteBucketTagging.

use iamd_api::{Error, ErrorCode};
use iamd_directory::Bucket;
use iamd_ident::Tag;

use super::record::{clears, finds, puts};
use crate::{
    OnBucket,
    tags::{self, Tagged},
};

puts!(PutBucketTagging(Vec<Tag>), part);

fn part(input: &OnBucket<Vec<Tag>>) -> Result<Vec<Tag>, Error> {
    tags::check(&input.value, Tagged::Bucket)?;
    Ok(input.value.clone())
}

finds!(GetBucketTagging -> Vec<Tag>, tags_of);

fn tags_of(bucket: &Bucket) -> Result<Vec<Tag>, Error> {
    if bucket.settings.tags.is_empty() {
        let error = Error::new(ErrorCode::NoSuchTagSet, "The TagSet does not exist");
        return Err(error.with("BucketName", bucket.name.as_str()));
    }
    Ok(bucket.settings.tags.clone())
}

clears!(DeleteBucketTagging);
