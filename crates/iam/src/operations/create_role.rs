//! CreateRole.

use iamd_api::{
    Error,
    iam::{CreateRole, CreateRoleRequest, CreateRoleResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{NewRole, Role};

use crate::{Iam, error, input, output};

impl Perform<CreateRole> for Iam {
    type Input = CreateRoleRequest;
    type Output = CreateRoleResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateRoleRequest,
    ) -> Result<Requirements, Error> {
        let path = input::path(input.path.as_deref())?;
        let target = Target::NewRole(path, input::name(&input.role_name)?);
        let requirements = Requirements::on(target.clone())
            .permissions_boundary(input.permissions_boundary.as_deref());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        // SOURCE: IAM User Guide, "Tags for IAM roles": tagging while creating is tagging.
        Ok(requirements
            .tags(input::caseless_tags(&input.tags)?)
            .also("iam:TagRole", target))
    }

    async fn run(
        &self,
        permit: Permit<CreateRole>,
        _call: Call<'_>,
        input: CreateRoleRequest,
    ) -> Result<CreateRoleResponse, Error> {
        let session_seconds = input::session_seconds(input.max_session_duration);
        let new = NewRole {
            name: input::name(&input.role_name)?,
            path: input::path(input.path.as_deref())?,
            description: input.description,
            max_session_seconds: session_seconds.unwrap_or(Role::SESSION_SECONDS_DEFAULT),
            trust_policy: input.assume_role_policy_document,
            tags: input::caseless_tags(&input.tags)?,
            permissions_boundary: input::optional_boundary(input.permissions_boundary.as_deref())?,
        };
        let role = self.directory().create_role(permit, new).await;
        Ok(CreateRoleResponse {
            role: output::created_role(role.map_err(error::bounding)?),
        })
    }
}
