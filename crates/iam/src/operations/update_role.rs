//! UpdateRole, UpdateRoleDescription, UpdateAssumeRolePolicy.

use iamd_api::{
    Error,
    iam::{
        UpdateAssumeRolePolicy, UpdateAssumeRolePolicyRequest, UpdateRole, UpdateRoleDescription,
        UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse, UpdateRoleRequest,
        UpdateRoleResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::RoleUpdate;

use crate::{Iam, error::answer, input, output};

impl Perform<UpdateRole> for Iam {
    type Input = UpdateRoleRequest;
    type Output = UpdateRoleResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateRoleRequest,
    ) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<UpdateRole>,
        _call: Call<'_>,
        input: UpdateRoleRequest,
    ) -> Result<UpdateRoleResponse, Error> {
        let update = RoleUpdate {
            description: input.description,
            max_session_seconds: input::session_seconds(input.max_session_duration),
        };
        let name = input::name(&input.role_name)?;
        let updated = self.directory().update_role(permit, &name, update).await;
        updated.map_err(answer)?;
        Ok(UpdateRoleResponse::default())
    }
}

impl Perform<UpdateRoleDescription> for Iam {
    type Input = UpdateRoleDescriptionRequest;
    type Output = UpdateRoleDescriptionResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateRoleDescriptionRequest,
    ) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<UpdateRoleDescription>,
        _call: Call<'_>,
        input: UpdateRoleDescriptionRequest,
    ) -> Result<UpdateRoleDescriptionResponse, Error> {
        let name = input::name(&input.role_name)?;
        let role = self
            .directory()
            .update_role_description(permit, &name, input.description)
            .await;
        Ok(UpdateRoleDescriptionResponse {
            role: Some(output::described_role(role.map_err(answer)?)),
        })
    }
}

impl Perform<UpdateAssumeRolePolicy> for Iam {
    type Input = UpdateAssumeRolePolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateAssumeRolePolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<UpdateAssumeRolePolicy>,
        _call: Call<'_>,
        input: UpdateAssumeRolePolicyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.role_name)?;
        let updated =
            self.directory()
                .update_assume_role_policy(permit, &name, input.policy_document);
        updated.await.map_err(answer)
    }
}
