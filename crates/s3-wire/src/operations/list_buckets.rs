//! ListBuckets.

use iamd_api::s3;
use iamd_auth::{Audit, Ports};
use iamd_s3::{BucketEntry, ListBucketsInput};
use s3s::{S3Response, dto};

use crate::{
    convert,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn list_buckets<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::ListBucketsInput>,
) -> Answered<dto::ListBucketsOutput> {
    let dto = asked.input;
    let prefix = dto.prefix.clone();
    let input = ListBucketsInput {
        prefix: dto.prefix,
        region: dto.bucket_region,
        buckets_max: dto.max_buckets,
        continuation_token: dto.continuation_token,
    };
    // SOURCE: S3 API Reference, Bucket: regions are told to who sends a parameter.
    let tells_regions = input != ListBucketsInput::default();
    let output = performer
        .perform::<s3::ListBuckets>(&asked.arrived, input)
        .await?;
    let bucket = |entry: BucketEntry| dto::Bucket {
        bucket_region: tells_regions.then_some(entry.region),
        creation_date: Some(convert::time(entry.created)),
        name: Some(entry.name.to_string()),
    };
    Ok(S3Response::new(dto::ListBucketsOutput {
        buckets: Some(output.buckets.into_iter().map(bucket).collect()),
        continuation_token: output.continuation_token,
        owner: Some(convert::owner(&output.owner)),
        prefix,
    }))
}
