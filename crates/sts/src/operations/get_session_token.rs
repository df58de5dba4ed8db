//! GetSessionToken.

use iamd_api::{
    Error,
    sts::{GetSessionToken, GetSessionTokenRequest, GetSessionTokenResponse},
};
use iamd_auth::{Call, MfaProof, NewSession, Perform, Permit, Requirements, Target};
use serde_json::Value;

use crate::{
    Sts,
    session::{credentials, of_account, token_bytes, token_bytes_min, token_percent, told},
};

impl Perform<GetSessionToken> for Sts {
    type Input = GetSessionTokenRequest;
    type Output = GetSessionTokenResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetSessionTokenRequest,
    ) -> Result<Requirements, Error> {
        let proof = MfaProof::of(input.serial_number.as_deref(), input.token_code.as_ref())?;
        Ok(Requirements::on(Target::Any).shows_mfa(proof))
    }

    async fn run(
        &self,
        permit: Permit<GetSessionToken>,
        call: Call<'_>,
        input: GetSessionTokenRequest,
    ) -> Result<GetSessionTokenResponse, Error> {
        let session = NewSession {
            token_characters_min: token_bytes_min(input.minimum_session_token_size),
            duration_seconds: of_account(call.caller, input.duration_seconds),
            ..NewSession::default()
        };
        let issued = self.issue(permit, call, session).await?;
        Ok(GetSessionTokenResponse {
            credentials: Some(credentials(&issued)),
            session_token_utilization: token_percent(&issued),
            session_token_size: token_bytes(&issued),
        })
    }

    fn told(&self, output: &GetSessionTokenResponse) -> Option<Value> {
        told(output.credentials.as_ref(), None)
    }
}
