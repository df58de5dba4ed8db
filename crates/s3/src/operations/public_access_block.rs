//! PutPublicAccessBlock, GetPublicAccessBlock, DeletePublicAccessBlock.

use iamd_api::{Error, ErrorCode};
use iamd_directory::{Bucket, PublicAccessBlock};

use super::record::{clears, finds, puts};

puts!(PutPublicAccessBlock(PublicAccessBlock), |input| Ok(Some(
    input.value
)));

finds!(GetPublicAccessBlock -> PublicAccessBlock, block);

fn block(bucket: &Bucket) -> Result<PublicAccessBlock, Error> {
    bucket.settings.public_access_block.ok_or_else(|| {
        let text = "The public access block configuration was not found";
        let code = ErrorCode::NoSuchPublicAccessBlockConfiguration;
        Error::new(code, text).with("BucketName", bucket.name.as_str())
    })
}

clears!(DeletePublicAccessBlock);
