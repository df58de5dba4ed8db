//! CreatePolicy.

use iamd_api::{
    Error,
    iam::{CreatePolicy, CreatePolicyRequest, CreatePolicyResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::NewPolicy;

use crate::{Iam, error::answer, input, output};

impl Perform<CreatePolicy> for Iam {
    type Input = CreatePolicyRequest;
    type Output = CreatePolicyResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreatePolicyRequest,
    ) -> Result<Requirements, Error> {
        let path = input::path(input.path.as_deref())?;
        let target = Target::NewPolicy(path, input::name(&input.policy_name)?);
        let requirements = Requirements::on(target.clone());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        // SOURCE: IAM User Guide, "Tags for customer managed policies".
        Ok(requirements
            .tags(input::exact_tags(&input.tags)?)
            .also("iam:TagPolicy", target))
    }

    async fn run(
        &self,
        permit: Permit<CreatePolicy>,
        _call: Call<'_>,
        input: CreatePolicyRequest,
    ) -> Result<CreatePolicyResponse, Error> {
        let new = NewPolicy {
            name: input::name(&input.policy_name)?,
            path: input::path(input.path.as_deref())?,
            description: input.description,
            document: input::managed_document(&input.policy_document)?,
            tags: input::exact_tags(&input.tags)?,
        };
        let policy = self
            .directory()
            .create_policy(permit, new)
            .await
            .map_err(answer)?;
        Ok(CreatePolicyResponse {
            policy: Some(output::created_policy(policy)),
        })
    }
}
