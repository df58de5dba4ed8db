//! AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser.

use iamd_api::{
    Error,
    iam::{
        AddUserToGroup, AddUserToGroupRequest, ListGroupsForUser, ListGroupsForUserRequest,
        ListGroupsForUserResponse, RemoveUserFromGroup, RemoveUserFromGroupRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

impl Perform<AddUserToGroup> for Iam {
    type Input = AddUserToGroupRequest;
    type Output = ();

    /// SOURCE: service authorization reference of IAM: the group is the resource, the user is not.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &AddUserToGroupRequest,
    ) -> Result<Requirements, Error> {
        input::on_group(&input.group_name)
    }

    async fn run(
        &self,
        permit: Permit<AddUserToGroup>,
        _call: Call<'_>,
        input: AddUserToGroupRequest,
    ) -> Result<(), Error> {
        let group = input::name(&input.group_name)?;
        let user = input::name(&input.user_name)?;
        let added = self.directory().add_user_to_group(permit, &group, &user);
        added.await.map_err(answer)
    }
}

impl Perform<RemoveUserFromGroup> for Iam {
    type Input = RemoveUserFromGroupRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &RemoveUserFromGroupRequest,
    ) -> Result<Requirements, Error> {
        input::on_group(&input.group_name)
    }

    async fn run(
        &self,
        permit: Permit<RemoveUserFromGroup>,
        _call: Call<'_>,
        input: RemoveUserFromGroupRequest,
    ) -> Result<(), Error> {
        let group = input::name(&input.group_name)?;
        let user = input::name(&input.user_name)?;
        let removed = self
            .directory()
            .remove_user_from_group(permit, &group, &user);
        removed.await.map_err(answer)
    }
}

impl Perform<ListGroupsForUser> for Iam {
    type Input = ListGroupsForUserRequest;
    type Output = ListGroupsForUserResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListGroupsForUserRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<ListGroupsForUser>,
        _call: Call<'_>,
        input: ListGroupsForUserRequest,
    ) -> Result<ListGroupsForUserResponse, Error> {
        let name = input::name(&input.user_name)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let groups = self
            .directory()
            .list_groups_for_user(permit, &name, &page)
            .await;
        let groups = groups.map_err(answer)?;
        Ok(ListGroupsForUserResponse {
            groups: groups.items.iter().map(output::group).collect(),
            is_truncated: Some(groups.next.is_some()),
            marker: groups.next,
        })
    }
}
