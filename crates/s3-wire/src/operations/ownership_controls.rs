//! PutBucketOwnershipControls, GetBucketOwnershipControls, DeleteBucketOwnershipControls.

use s3s::dto;

use super::on_bucket::on_bucket;
use crate::convert;

on_bucket!(
    put_bucket_ownership_controls:
        PutBucketOwnershipControls(PutBucketOwnershipControlsInput)
            -> PutBucketOwnershipControlsOutput,
    |asked| names(asked.ownership_controls),
    |()| dto::PutBucketOwnershipControlsOutput {}
);

on_bucket!(
    get_bucket_ownership_controls:
        GetBucketOwnershipControls(GetBucketOwnershipControlsInput)
            -> GetBucketOwnershipControlsOutput,
    |name| dto::GetBucketOwnershipControlsOutput {
        ownership_controls: Some(dto::OwnershipControls {
            rules: vec![dto::OwnershipControlsRule {
                object_ownership: dto::ObjectOwnership::from_static(name),
            }],
        }),
    }
);

on_bucket!(
    delete_bucket_ownership_controls:
        DeleteBucketOwnershipControls(DeleteBucketOwnershipControlsInput)
            -> DeleteBucketOwnershipControlsOutput
);

fn names(controls: dto::OwnershipControls) -> Vec<String> {
    let rules = controls.rules.into_iter();
    rules
        .map(|rule| convert::text(rule.object_ownership))
        .collect()
}
