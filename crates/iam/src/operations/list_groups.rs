//! ListGroups.

use iamd_api::{
    Error,
    iam::{ListGroups, ListGroupsRequest, ListGroupsResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input, output};

impl Perform<ListGroups> for Iam {
    type Input = ListGroupsRequest;
    type Output = ListGroupsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListGroupsRequest,
    ) -> Result<Requirements, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        Ok(Requirements::on(Target::Groups(prefix.to_owned())))
    }

    async fn run(
        &self,
        permit: Permit<ListGroups>,
        _call: Call<'_>,
        input: ListGroupsRequest,
    ) -> Result<ListGroupsResponse, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let groups = self.directory().list_groups(permit, prefix, &page).await;
        let groups = groups.map_err(answer)?;
        Ok(ListGroupsResponse {
            groups: groups.items.iter().map(output::group).collect(),
            is_truncated: Some(groups.next.is_some()),
            marker: groups.next,
        })
    }
}
