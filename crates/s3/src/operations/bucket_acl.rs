//! GetBucketAcl, PutBucketAcl.

use iamd_api::{Error, s3::PutBucketAcl};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::Bucket;
use iamd_ident::CanonicalUserId;

use super::record::reads;
use crate::{OnBucket, PutAcl, S3, error::of_directory};

// The answer: the owner, who has full control; nobody else is granted anything.
reads!(GetBucketAcl -> CanonicalUserId, Bucket::owner_id);

impl Perform<PutBucketAcl> for S3 {
    type Input = OnBucket<PutAcl>;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &OnBucket<PutAcl>,
    ) -> Result<Requirements, Error> {
        Ok(input.value.headers.facts(input.requirements()))
    }

    async fn run(
        &self,
        permit: Permit<PutBucketAcl>,
        _call: Call<'_>,
        input: OnBucket<PutAcl>,
    ) -> Result<(), Error> {
        let bucket = self.directory().bucket(permit).await;
        input.value.check(&*bucket.map_err(of_directory)?)
    }
}
