//! PutPublicAccessBlock, GetPublicAccessBlock, DeletePublicAccessBlock.

use iamd_s3::PublicAccessBlock;
use s3s::dto;

use super::on_bucket::on_bucket;

on_bucket!(
    put_public_access_block:
        PutPublicAccessBlock(PutPublicAccessBlockInput) -> PutPublicAccessBlockOutput,
    |asked| of_dto(&asked.public_access_block_configuration),
    |()| dto::PutPublicAccessBlockOutput {}
);

on_bucket!(
    get_public_access_block:
        GetPublicAccessBlock(GetPublicAccessBlockInput) -> GetPublicAccessBlockOutput,
    |block| dto::GetPublicAccessBlockOutput {
        public_access_block_configuration: Some(to_dto(block)),
    }
);

on_bucket!(
    delete_public_access_block:
        DeletePublicAccessBlock(DeletePublicAccessBlockInput) -> DeletePublicAccessBlockOutput
);

/// SOURCE: S3 API Reference, PublicAccessBlockConfiguration: what is not there is false.
fn of_dto(block: &dto::PublicAccessBlockConfiguration) -> PublicAccessBlock {
    PublicAccessBlock {
        block_public_acls: block.block_public_acls.unwrap_or_default(),
        ignore_public_acls: block.ignore_public_acls.unwrap_or_default(),
        block_public_policy: block.block_public_policy.unwrap_or_default(),
        restrict_public_buckets: block.restrict_public_buckets.unwrap_or_default(),
    }
}

fn to_dto(block: PublicAccessBlock) -> dto::PublicAccessBlockConfiguration {
    dto::PublicAccessBlockConfiguration {
        block_public_acls: Some(block.block_public_acls),
        ignore_public_acls: Some(block.ignore_public_acls),
        block_public_policy: Some(block.block_public_policy),
        restrict_public_buckets: Some(block.restrict_public_buckets),
    }
}
