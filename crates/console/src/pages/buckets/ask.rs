//! Calls of S3 on behalf of whoever is signed in.

use iamd_api::Action;
use iamd_auth::{Audit, ConsolePorts, Perform, Refused};
use iamd_ident::BucketName;
use iamd_s3::{OnBucket, S3};
use serde_json::{Value, json};

use crate::visitor::Visit;

/// What an operation of S3 takes.
pub(crate) type Input<O> = <S3 as Perform<O>>::Input;
/// What an operation of S3 gives.
pub(crate) type Output<O> = <S3 as Perform<O>>::Output;

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// Calls an operation of S3. `parameters` are for the audit.
    pub(crate) async fn ask_s3<O>(
        &self,
        input: Input<O>,
        parameters: Value,
    ) -> Result<Output<O>, Refused>
    where
        O: Action,
        S3: Perform<O>,
        Input<O>: 'static,
        Output<O>: Send + 'static,
    {
        let s3 = &self.arrived.backend.s3;
        self.perform::<O, S3>(s3, input, parameters).await
    }

    /// Calls an operation of S3 that takes the name of a bucket alone.
    pub(crate) async fn ask_bucket<O>(&self, bucket: &BucketName) -> Result<Output<O>, Refused>
    where
        O: Action,
        S3: Perform<O, Input = OnBucket>,
        Output<O>: Send + 'static,
    {
        let parameters = json!({ "bucketName": bucket });
        self.ask_s3::<O>(OnBucket::of(bucket.clone()), parameters)
            .await
    }
}
