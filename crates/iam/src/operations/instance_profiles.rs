//! CreateInstanceProfile, GetInstanceProfile, DeleteInstanceProfile.

use iamd_api::{
    Error,
    iam::{
        CreateInstanceProfile, CreateInstanceProfileRequest, CreateInstanceProfileResponse,
        DeleteInstanceProfile, DeleteInstanceProfileRequest, GetInstanceProfile,
        GetInstanceProfileRequest, GetInstanceProfileResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::NewInstanceProfile;

use crate::{Iam, error::answer, input, output};

impl Perform<CreateInstanceProfile> for Iam {
    type Input = CreateInstanceProfileRequest;
    type Output = CreateInstanceProfileResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateInstanceProfileRequest,
    ) -> Result<Requirements, Error> {
        let path = input::path(input.path.as_deref())?;
        let name = input::name(&input.instance_profile_name)?;
        let target = Target::NewInstanceProfile(path, name);
        let requirements = Requirements::on(target.clone());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        // SOURCE: IAM User Guide, "Tags for instance profiles": tagging while creating is tagging.
        Ok(requirements
            .tags(input::exact_tags(&input.tags)?)
            .also("iam:TagInstanceProfile", target))
    }

    async fn run(
        &self,
        permit: Permit<CreateInstanceProfile>,
        _call: Call<'_>,
        input: CreateInstanceProfileRequest,
    ) -> Result<CreateInstanceProfileResponse, Error> {
        let new = NewInstanceProfile {
            name: input::name(&input.instance_profile_name)?,
            path: input::path(input.path.as_deref())?,
            tags: input::exact_tags(&input.tags)?,
        };
        let profile = self.directory().create_instance_profile(permit, new).await;
        Ok(CreateInstanceProfileResponse {
            instance_profile: output::instance_profile(profile.map_err(answer)?),
        })
    }
}

impl Perform<GetInstanceProfile> for Iam {
    type Input = GetInstanceProfileRequest;
    type Output = GetInstanceProfileResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetInstanceProfileRequest,
    ) -> Result<Requirements, Error> {
        input::on_instance_profile(&input.instance_profile_name)
    }

    async fn run(
        &self,
        permit: Permit<GetInstanceProfile>,
        _call: Call<'_>,
        input: GetInstanceProfileRequest,
    ) -> Result<GetInstanceProfileResponse, Error> {
        let name = input::name(&input.instance_profile_name)?;
        let profile = self.directory().get_instance_profile(permit, &name).await;
        Ok(GetInstanceProfileResponse {
            instance_profile: output::instance_profile(profile.map_err(answer)?),
        })
    }
}

impl Perform<DeleteInstanceProfile> for Iam {
    type Input = DeleteInstanceProfileRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteInstanceProfileRequest,
    ) -> Result<Requirements, Error> {
        input::on_instance_profile(&input.instance_profile_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteInstanceProfile>,
        _call: Call<'_>,
        input: DeleteInstanceProfileRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.instance_profile_name)?;
        let deleted = self.directory().delete_instance_profile(permit, &name);
        deleted.await.map_err(answer)
    }
}
