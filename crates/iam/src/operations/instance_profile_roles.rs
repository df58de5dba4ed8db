//! AddRoleToInstanceProfile, RemoveRoleFromInstanceProfile.

use iamd_api::{
    Error,
    iam::{
        AddRoleToInstanceProfile, AddRoleToInstanceProfileRequest, RemoveRoleFromInstanceProfile,
        RemoveRoleFromInstanceProfileRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input};

/// The service that roles in instance profiles are passed to.
const PASSED_TO: &str = "ec2.amazonaws.com";

impl Perform<AddRoleToInstanceProfile> for Iam {
    type Input = AddRoleToInstanceProfileRequest;
    type Output = ();

    /// SOURCE: IAM API Reference, `AddRoleToInstanceProfile`: the caller must be allowed to pass
    /// the role.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &AddRoleToInstanceProfileRequest,
    ) -> Result<Requirements, Error> {
        let role = Target::Role(input::name(&input.role_name)?);
        Ok(input::on_instance_profile(&input.instance_profile_name)?
            .also_permit::<AddRoleToInstanceProfile>("iam:PassRole", role)
            .with_text("iam:passedtoservice", PASSED_TO))
    }

    async fn run(
        &self,
        permit: Permit<AddRoleToInstanceProfile>,
        _call: Call<'_>,
        input: AddRoleToInstanceProfileRequest,
    ) -> Result<(), Error> {
        let profile = input::name(&input.instance_profile_name)?;
        let role = input::name(&input.role_name)?;
        let added = self
            .directory()
            .add_role_to_instance_profile(permit, &profile, &role);
        added.await.map_err(answer)
    }
}

impl Perform<RemoveRoleFromInstanceProfile> for Iam {
    type Input = RemoveRoleFromInstanceProfileRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &RemoveRoleFromInstanceProfileRequest,
    ) -> Result<Requirements, Error> {
        input::on_instance_profile(&input.instance_profile_name)
    }

    async fn run(
        &self,
        permit: Permit<RemoveRoleFromInstanceProfile>,
        _call: Call<'_>,
        input: RemoveRoleFromInstanceProfileRequest,
    ) -> Result<(), Error> {
        let profile = input::name(&input.instance_profile_name)?;
        let role = input::name(&input.role_name)?;
        let removed = self
            .directory()
            .remove_role_from_instance_profile(permit, &profile, &role);
        removed.await.map_err(answer)
    }
}
