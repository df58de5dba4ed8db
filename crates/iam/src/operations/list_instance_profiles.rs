//! ListInstanceProfiles, ListInstanceProfilesForRole.

use iamd_api::{
    Error,
    iam::{
        ListInstanceProfiles, ListInstanceProfilesForRole, ListInstanceProfilesForRoleRequest,
        ListInstanceProfilesForRoleResponse, ListInstanceProfilesRequest,
        ListInstanceProfilesResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input, output};

impl Perform<ListInstanceProfiles> for Iam {
    type Input = ListInstanceProfilesRequest;
    type Output = ListInstanceProfilesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListInstanceProfilesRequest,
    ) -> Result<Requirements, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        Ok(Requirements::on(Target::InstanceProfiles(
            prefix.to_owned(),
        )))
    }

    async fn run(
        &self,
        permit: Permit<ListInstanceProfiles>,
        _call: Call<'_>,
        input: ListInstanceProfilesRequest,
    ) -> Result<ListInstanceProfilesResponse, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let profiles = self
            .directory()
            .list_instance_profiles(permit, prefix, &page)
            .await;
        let profiles = profiles.map_err(answer)?;
        Ok(ListInstanceProfilesResponse {
            instance_profiles: output::listed_instance_profiles(profiles.items),
            is_truncated: Some(profiles.next.is_some()),
            marker: profiles.next,
        })
    }
}

impl Perform<ListInstanceProfilesForRole> for Iam {
    type Input = ListInstanceProfilesForRoleRequest;
    type Output = ListInstanceProfilesForRoleResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListInstanceProfilesForRoleRequest,
    ) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<ListInstanceProfilesForRole>,
        _call: Call<'_>,
        input: ListInstanceProfilesForRoleRequest,
    ) -> Result<ListInstanceProfilesForRoleResponse, Error> {
        let name = input::name(&input.role_name)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let profiles = self
            .directory()
            .list_instance_profiles_for_role(permit, &name, &page)
            .await;
        let profiles = profiles.map_err(answer)?;
        Ok(ListInstanceProfilesForRoleResponse {
            instance_profiles: output::listed_instance_profiles(profiles.items),
            is_truncated: Some(profiles.next.is_some()),
            marker: profiles.next,
        })
    }
}
