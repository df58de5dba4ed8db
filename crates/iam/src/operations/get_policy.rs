//! GetPolicy.

use iamd_api::{
    Error,
    iam::{GetPolicy, GetPolicyRequest, GetPolicyResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

impl Perform<GetPolicy> for Iam {
    type Input = GetPolicyRequest;
    type Output = GetPolicyResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetPolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<GetPolicy>,
        _call: Call<'_>,
        input: GetPolicyRequest,
    ) -> Result<GetPolicyResponse, Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let policy = self
            .directory()
            .get_policy(permit, &arn)
            .await
            .map_err(answer)?;
        Ok(GetPolicyResponse {
            policy: Some(output::policy(policy)),
        })
    }
}
