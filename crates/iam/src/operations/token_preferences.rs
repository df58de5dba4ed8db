//! SetSecurityTokenServicePreferences.

use iamd_api::{
    Error,
    iam::{
        GlobalEndpointTokenVersion as Version, SetSecurityTokenServicePreferences,
        SetSecurityTokenServicePreferencesRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::GlobalEndpointTokenVersion;

use crate::{Iam, error::answer};

impl Perform<SetSecurityTokenServicePreferences> for Iam {
    type Input = SetSecurityTokenServicePreferencesRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &SetSecurityTokenServicePreferencesRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// What is set is told in the summary of the account. A token of either version opens what it
    /// is for in every region, as no region of this server has to be enabled.
    async fn run(
        &self,
        permit: Permit<SetSecurityTokenServicePreferences>,
        _call: Call<'_>,
        input: SetSecurityTokenServicePreferencesRequest,
    ) -> Result<(), Error> {
        let version = match input.global_endpoint_token_version {
            Version::V1Token => GlobalEndpointTokenVersion::V1,
            Version::V2Token => GlobalEndpointTokenVersion::V2,
        };
        self.directory()
            .set_global_endpoint_token_version(permit, version)
            .await
            .map_err(answer)
    }
}
