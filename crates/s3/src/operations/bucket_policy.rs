//! PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy, GetBucketPolicyStatus.
//!
//! Who takes away their own right to change the policy has to ask the root user of the account.
//!
//! SOURCE: S3 API Reference, PutBucketPolicy: the root user of the owner's account may change, read
//! and delete the policy whatever the policy says. `x-amz-confirm-remove-self-bucket-access` changes
//! nothing: S3 takes such policies without it.

use iamd_api::{
    Action, Error, ErrorCode,
    s3::{DeleteBucketPolicy, GetBucketPolicy, PutBucketPolicy},
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::{Bucket, BucketPolicyStatus, Error as DirectoryError};

use super::record::finds;
use crate::{
    OnBucket, S3,
    error::{METHOD_NOT_ALLOWED, of_directory},
};

impl Perform<PutBucketPolicy> for S3 {
    type Input = OnBucket<String>;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &OnBucket<String>,
    ) -> Result<Requirements, Error> {
        Ok(input.requirements())
    }

    async fn run(
        &self,
        permit: Permit<PutBucketPolicy>,
        call: Call<'_>,
        input: OnBucket<String>,
    ) -> Result<(), Error> {
        of_own_account(&permit, call)?;
        let resource = permit.resource().to_owned();
        let put = self.directory().put_bucket_policy(permit, input.value);
        put.await.map_err(|error| match error {
            DirectoryError::PublicPolicy => blocked(call, &resource),
            error => of_directory(error),
        })
    }
}

impl Perform<GetBucketPolicy> for S3 {
    type Input = OnBucket;
    type Output = String;

    fn requirements(&self, _call: Call<'_>, input: &OnBucket) -> Result<Requirements, Error> {
        Ok(input.requirements())
    }

    async fn run(
        &self,
        permit: Permit<GetBucketPolicy>,
        call: Call<'_>,
        _input: OnBucket,
    ) -> Result<String, Error> {
        of_own_account(&permit, call)?;
        let policy = self.directory().get_bucket_policy(permit).await;
        policy.map_err(of_directory)
    }
}

impl Perform<DeleteBucketPolicy> for S3 {
    type Input = OnBucket;
    type Output = ();

    fn requirements(&self, _call: Call<'_>, input: &OnBucket) -> Result<Requirements, Error> {
        Ok(input.requirements())
    }

    async fn run(
        &self,
        permit: Permit<DeleteBucketPolicy>,
        call: Call<'_>,
        _input: OnBucket,
    ) -> Result<(), Error> {
        of_own_account(&permit, call)?;
        let deleted = self.directory().delete_bucket_policy(permit).await;
        deleted.map_err(of_directory)
    }
}

finds!(GetBucketPolicyStatus -> BucketPolicyStatus, status);

fn status(bucket: &Bucket) -> Result<BucketPolicyStatus, Error> {
    let name = || DirectoryError::NoSuchBucketPolicy(bucket.name.clone());
    bucket.policy.ok_or_else(|| of_directory(name()))
}

/// SOURCE: S3 API Reference, PutBucketPolicy, Permissions: who may, but belongs to another account
/// than the bucket, is told that the method is not allowed.
fn of_own_account<O: Action>(permit: &Permit<O>, call: Call<'_>) -> Result<(), Error> {
    if call.caller.account() == Some(permit.account()) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::MethodNotAllowed, METHOD_NOT_ALLOWED))
}

/// SOURCE: S3 User Guide, "Blocking public access to your Amazon S3 storage"; text as S3 answers.
fn blocked(call: Call<'_>, resource: &str) -> Error {
    let caller = call.caller.shown();
    let text = format!(
        "User: {caller} is not authorized to perform: s3:PutBucketPolicy on resource: \
         \"{resource}\" because public policies are blocked by the BlockPublicPolicy block public \
         access setting."
    );
    Error::new(ErrorCode::AccessDenied, text)
}
