//! GetDelegatedAccessToken: exchanges the token of a delegation request for credentials. There are no
//! delegation requests on this server, so no token is one.

use iamd_api::{
    Error,
    sts::{
        GetDelegatedAccessToken, GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Sts, error::validation};

impl Perform<GetDelegatedAccessToken> for Sts {
    type Input = GetDelegatedAccessTokenRequest;
    type Output = GetDelegatedAccessTokenResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetDelegatedAccessTokenRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// Nobody recorded what AWS says of a token that it did not make: the words are iamd's own. That
    /// one has expired would not be true.
    async fn run(
        &self,
        _permit: Permit<GetDelegatedAccessToken>,
        _call: Call<'_>,
        _input: GetDelegatedAccessTokenRequest,
    ) -> Result<GetDelegatedAccessTokenResponse, Error> {
        Err(validation("The trade-in token is not valid."))
    }
}
