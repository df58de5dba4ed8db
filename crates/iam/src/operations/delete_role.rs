//! DeleteRole.

use iamd_api::{
    Error,
    iam::{DeleteRole, DeleteRoleRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input};

impl Perform<DeleteRole> for Iam {
    type Input = DeleteRoleRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteRoleRequest,
    ) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteRole>,
        _call: Call<'_>,
        input: DeleteRoleRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.role_name)?;
        let deleted = self.directory().delete_role(permit, &name);
        deleted.await.map_err(answer)
    }
}
