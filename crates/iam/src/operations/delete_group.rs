//! DeleteGroup.

use iamd_api::{
    Error,
    iam::{DeleteGroup, DeleteGroupRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input};

impl Perform<DeleteGroup> for Iam {
    type Input = DeleteGroupRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteGroupRequest,
    ) -> Result<Requirements, Error> {
        input::on_group(&input.group_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteGroup>,
        _call: Call<'_>,
        input: DeleteGroupRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.group_name)?;
        let deleted = self.directory().delete_group(permit, &name);
        deleted.await.map_err(answer)
    }
}
