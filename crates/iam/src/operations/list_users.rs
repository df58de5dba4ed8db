//! ListUsers.

use iamd_api::{
    Error,
    iam::{ListUsers, ListUsersRequest, ListUsersResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input, output};

impl Perform<ListUsers> for Iam {
    type Input = ListUsersRequest;
    type Output = ListUsersResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListUsersRequest,
    ) -> Result<Requirements, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        Ok(Requirements::on(Target::Users(prefix.to_owned())))
    }

    async fn run(
        &self,
        permit: Permit<ListUsers>,
        _call: Call<'_>,
        input: ListUsersRequest,
    ) -> Result<ListUsersResponse, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let users = self
            .directory()
            .list_users(permit, prefix, &page)
            .await
            .map_err(answer)?;
        Ok(ListUsersResponse {
            users: users.items.iter().map(output::listed_user).collect(),
            is_truncated: Some(users.next.is_some()),
            marker: users.next,
        })
    }
}
