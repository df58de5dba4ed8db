//! EnableOutboundWebIdentityFederation, DisableOutboundWebIdentityFederation and
//! GetOutboundWebIdentityFederationInfo: whether principals of the account may show who they are to
//! services that are not the account's, by tokens of `GetWebIdentityToken`.

use iamd_api::{
    Error,
    iam::{
        DisableOutboundWebIdentityFederation, EnableOutboundWebIdentityFederation,
        EnableOutboundWebIdentityFederationResponse, GetOutboundWebIdentityFederationInfo,
        GetOutboundWebIdentityFederationInfoResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer};

impl Perform<EnableOutboundWebIdentityFederation> for Iam {
    type Input = ();
    type Output = EnableOutboundWebIdentityFederationResponse;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<EnableOutboundWebIdentityFederation>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<EnableOutboundWebIdentityFederationResponse, Error> {
        let issuer = self.directory().enable_web_identity_issuer(permit).await;
        Ok(EnableOutboundWebIdentityFederationResponse {
            issuer_identifier: Some(self.issuers().of(&issuer.map_err(answer)?)),
        })
    }
}

impl Perform<GetOutboundWebIdentityFederationInfo> for Iam {
    type Input = ();
    type Output = GetOutboundWebIdentityFederationInfoResponse;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetOutboundWebIdentityFederationInfo>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<GetOutboundWebIdentityFederationInfoResponse, Error> {
        let issuer = self.directory().web_identity_issuer(permit).await;
        Ok(GetOutboundWebIdentityFederationInfoResponse {
            issuer_identifier: Some(self.issuers().of(&issuer.map_err(answer)?)),
            jwt_vending_enabled: Some(true),
        })
    }
}

impl Perform<DisableOutboundWebIdentityFederation> for Iam {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<DisableOutboundWebIdentityFederation>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<(), Error> {
        let disabled = self.directory().disable_web_identity_issuer(permit).await;
        disabled.map_err(answer)
    }
}
