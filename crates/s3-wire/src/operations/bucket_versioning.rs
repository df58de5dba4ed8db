//! PutBucketVersioning, GetBucketVersioning.

use iamd_s3::PutVersioning;
use s3s::dto;

use super::on_bucket::on_bucket;
use crate::convert;

on_bucket!(
    put_bucket_versioning:
        PutBucketVersioning(PutBucketVersioningInput) -> PutBucketVersioningOutput,
    |asked| PutVersioning {
        status: asked.versioning_configuration.status.map(convert::text),
        mfa_delete: asked.versioning_configuration.mfa_delete.map(convert::text),
    },
    |()| dto::PutBucketVersioningOutput {}
);

on_bucket!(
    get_bucket_versioning:
        GetBucketVersioning(GetBucketVersioningInput) -> GetBucketVersioningOutput,
    |status| dto::GetBucketVersioningOutput {
        mfa_delete: None,
        status: status.map(dto::BucketVersioningStatus::from_static),
    }
);
