//! GetCallerIdentity.

use iamd_api::{
    Error,
    sts::{GetCallerIdentity, GetCallerIdentityRequest, GetCallerIdentityResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::Sts;

impl Perform<GetCallerIdentity> for Sts {
    type Input = GetCallerIdentityRequest;
    type Output = GetCallerIdentityResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetCallerIdentityRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        _permit: Permit<GetCallerIdentity>,
        call: Call<'_>,
        _input: GetCallerIdentityRequest,
    ) -> Result<GetCallerIdentityResponse, Error> {
        Ok(GetCallerIdentityResponse {
            user_id: Some(call.caller.user_id().into_owned()),
            account: call.caller.account().map(|account| account.to_string()),
            arn: call.caller.arn().map(ToString::to_string),
        })
    }
}
