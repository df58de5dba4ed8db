//! ListRoles.

use iamd_api::{
    Error,
    iam::{ListRoles, ListRolesRequest, ListRolesResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input, output};

impl Perform<ListRoles> for Iam {
    type Input = ListRolesRequest;
    type Output = ListRolesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListRolesRequest,
    ) -> Result<Requirements, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        Ok(Requirements::on(Target::Roles(prefix.to_owned())))
    }

    async fn run(
        &self,
        permit: Permit<ListRoles>,
        _call: Call<'_>,
        input: ListRolesRequest,
    ) -> Result<ListRolesResponse, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let roles = self.directory().list_roles(permit, prefix, &page).await;
        let roles = roles.map_err(answer)?;
        Ok(ListRolesResponse {
            roles: roles.items.into_iter().map(output::listed_role).collect(),
            is_truncated: Some(roles.next.is_some()),
            marker: roles.next,
        })
    }
}
