//! DeletePolicy.

use iamd_api::{
    Error,
    iam::{DeletePolicy, DeletePolicyRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error, input};

impl Perform<DeletePolicy> for Iam {
    type Input = DeletePolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeletePolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<DeletePolicy>,
        _call: Call<'_>,
        input: DeletePolicyRequest,
    ) -> Result<(), Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let deleted = self.directory().delete_policy(permit, &arn).await;
        deleted.map_err(|error| error::foreign("Cannot delete policies", error))
    }
}
