//! PutBucketLifecycleConfiguration, GetBucketLifecycleConfiguration, DeleteBucketLifecycle.

use iamd_api::{Error, ErrorCode};
use iamd_s3::PutLifecycle;
use s3s::dto;

use super::on_bucket::on_bucket;
use crate::convert;

mod answered;
mod asked;

on_bucket!(
    put_bucket_lifecycle_configuration:
        PutBucketLifecycleConfiguration(PutBucketLifecycleConfigurationInput)
            -> PutBucketLifecycleConfigurationOutput,
    |asked| lifecycle(asked)?,
    |size| dto::PutBucketLifecycleConfigurationOutput {
        transition_default_minimum_object_size: Some(size.into()),
    }
);

on_bucket!(
    get_bucket_lifecycle_configuration:
        GetBucketLifecycleConfiguration(GetBucketLifecycleConfigurationInput)
            -> GetBucketLifecycleConfigurationOutput,
    |lifecycle| dto::GetBucketLifecycleConfigurationOutput {
        rules: Some(lifecycle.rules.into_iter().map(answered::rule).collect()),
        transition_default_minimum_object_size: lifecycle
            .transition_default_minimum_object_size
            .map(Into::into),
    }
);

on_bucket!(
    delete_bucket_lifecycle: DeleteBucketLifecycle(DeleteBucketLifecycleInput)
        -> DeleteBucketLifecycleOutput
);

fn lifecycle(asked: dto::PutBucketLifecycleConfigurationInput) -> Result<PutLifecycle, Error> {
    let configuration = asked.lifecycle_configuration.ok_or_else(|| {
        let text = "Request body is empty.";
        Error::new(ErrorCode::MissingRequestBodyError, text)
    })?;
    let rules = configuration.rules.into_iter();
    let size = asked.transition_default_minimum_object_size;
    Ok(PutLifecycle {
        rules: rules.map(asked::rule).collect::<Result<_, _>>()?,
        transition_default_minimum_object_size: size.map(convert::text),
    })
}

#[cfg(test)]
mod tests;
