//! CreateGroup.

use iamd_api::{
    Error,
    iam::{CreateGroup, CreateGroupRequest, CreateGroupResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::NewGroup;

use crate::{Iam, error::answer, input, output};

impl Perform<CreateGroup> for Iam {
    type Input = CreateGroupRequest;
    type Output = CreateGroupResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateGroupRequest,
    ) -> Result<Requirements, Error> {
        let path = input::path(input.path.as_deref())?;
        let target = Target::NewGroup(path, input::name(&input.group_name)?);
        Ok(Requirements::on(target))
    }

    async fn run(
        &self,
        permit: Permit<CreateGroup>,
        _call: Call<'_>,
        input: CreateGroupRequest,
    ) -> Result<CreateGroupResponse, Error> {
        let new = NewGroup {
            name: input::name(&input.group_name)?,
            path: input::path(input.path.as_deref())?,
        };
        let group = self.directory().create_group(permit, new).await;
        Ok(CreateGroupResponse {
            group: output::group(&group.map_err(answer)?),
        })
    }
}
