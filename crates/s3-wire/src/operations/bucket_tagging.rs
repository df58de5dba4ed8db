//! PutBucketTagging, GetBucketTagging, DeleteBucketTagging.

use s3s::dto;

use super::on_bucket::on_bucket;
use crate::convert;

on_bucket!(
    put_bucket_tagging: PutBucketTagging(PutBucketTaggingInput) -> PutBucketTaggingOutput,
    |asked| convert::tags(asked.tagging.tag_set)?,
    |()| dto::PutBucketTaggingOutput {}
);

on_bucket!(
    get_bucket_tagging: GetBucketTagging(GetBucketTaggingInput) -> GetBucketTaggingOutput,
    |tags| dto::GetBucketTaggingOutput { tag_set: convert::tag_set(tags) }
);

on_bucket!(
    delete_bucket_tagging: DeleteBucketTagging(DeleteBucketTaggingInput) -> DeleteBucketTaggingOutput
);
