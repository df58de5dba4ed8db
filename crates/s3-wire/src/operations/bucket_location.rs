//! GetBucketLocation.

use s3s::dto;

use super::on_bucket::on_bucket;

on_bucket!(
    get_bucket_location: GetBucketLocation(GetBucketLocationInput) -> GetBucketLocationOutput,
    |region| dto::GetBucketLocationOutput {
        location_constraint: region.map(dto::BucketLocationConstraint::from),
    }
);
