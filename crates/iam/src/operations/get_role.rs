//! GetRole.

use iamd_api::{
    Error,
    iam::{GetRole, GetRoleRequest, GetRoleResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

impl Perform<GetRole> for Iam {
    type Input = GetRoleRequest;
    type Output = GetRoleResponse;

    fn requirements(&self, _call: Call<'_>, input: &GetRoleRequest) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<GetRole>,
        _call: Call<'_>,
        input: GetRoleRequest,
    ) -> Result<GetRoleResponse, Error> {
        let name = input::name(&input.role_name)?;
        let role = self.directory().get_role(permit, &name).await;
        Ok(GetRoleResponse {
            role: output::role(role.map_err(answer)?),
        })
    }
}
