//! GetGroup.

use iamd_api::{
    Error,
    iam::{GetGroup, GetGroupRequest, GetGroupResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

impl Perform<GetGroup> for Iam {
    type Input = GetGroupRequest;
    type Output = GetGroupResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetGroupRequest,
    ) -> Result<Requirements, Error> {
        input::on_group(&input.group_name)
    }

    async fn run(
        &self,
        permit: Permit<GetGroup>,
        _call: Call<'_>,
        input: GetGroupRequest,
    ) -> Result<GetGroupResponse, Error> {
        let name = input::name(&input.group_name)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let found = self.directory().get_group(permit, &name, &page).await;
        let (group, members) = found.map_err(answer)?;
        Ok(GetGroupResponse {
            group: output::group(&group),
            users: members.items.iter().map(output::listed_user).collect(),
            is_truncated: Some(members.next.is_some()),
            marker: members.next,
        })
    }
}
