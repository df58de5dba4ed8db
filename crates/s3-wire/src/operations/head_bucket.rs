//! HeadBucket.

use s3s::dto;

use super::on_bucket::on_bucket;

on_bucket!(
    head_bucket: HeadBucket(HeadBucketInput) -> HeadBucketOutput,
    |output| dto::HeadBucketOutput {
        access_point_alias: Some(false),
        bucket_region: Some(output.region),
        ..dto::HeadBucketOutput::default()
    }
);
