//! DeleteBucket.

use super::on_bucket::on_bucket;

on_bucket!(delete_bucket: DeleteBucket(DeleteBucketInput) -> DeleteBucketOutput);
