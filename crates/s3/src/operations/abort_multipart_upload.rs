//! AbortMultipartUpload.

use iamd_api::{Error, s3::AbortMultipartUpload};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{S3, UploadAddress};

impl Perform<AbortMultipartUpload> for S3 {
    type Input = UploadAddress;
    type Output = ();

    fn requirements(&self, _call: Call<'_>, input: &UploadAddress) -> Result<Requirements, Error> {
        Ok(input.requirements())
    }

    async fn run(
        &self,
        permit: Permit<AbortMultipartUpload>,
        _call: Call<'_>,
        input: UploadAddress,
    ) -> Result<(), Error> {
        let id = input.id()?;
        let aborted = self.objects().abort_upload(permit, &input.key, &id).await;
        aborted.map_err(|error| input.error(error))
    }
}
