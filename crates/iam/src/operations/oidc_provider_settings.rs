//! AddClientIDToOpenIDConnectProvider, RemoveClientIDFromOpenIDConnectProvider,
//! UpdateOpenIDConnectProviderThumbprint.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        AddClientIDToOpenIDConnectProvider, AddClientIDToOpenIDConnectProviderRequest,
        RemoveClientIDFromOpenIDConnectProvider, RemoveClientIDFromOpenIDConnectProviderRequest,
        UpdateOpenIDConnectProviderThumbprint, UpdateOpenIDConnectProviderThumbprintRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input};

impl Perform<AddClientIDToOpenIDConnectProvider> for Iam {
    type Input = AddClientIDToOpenIDConnectProviderRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &AddClientIDToOpenIDConnectProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_oidc_provider(&input.open_id_connect_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<AddClientIDToOpenIDConnectProvider>,
        _call: Call<'_>,
        input: AddClientIDToOpenIDConnectProviderRequest,
    ) -> Result<(), Error> {
        let arn = input::provider_arn(&input.open_id_connect_provider_arn)?;
        self.directory()
            .add_client_id(permit, &arn, &input.client_id)
            .await
            .map_err(answer)
    }
}

impl Perform<RemoveClientIDFromOpenIDConnectProvider> for Iam {
    type Input = RemoveClientIDFromOpenIDConnectProviderRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &RemoveClientIDFromOpenIDConnectProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_oidc_provider(&input.open_id_connect_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<RemoveClientIDFromOpenIDConnectProvider>,
        _call: Call<'_>,
        input: RemoveClientIDFromOpenIDConnectProviderRequest,
    ) -> Result<(), Error> {
        let arn = input::provider_arn(&input.open_id_connect_provider_arn)?;
        self.directory()
            .remove_client_id(permit, &arn, &input.client_id)
            .await
            .map_err(answer)
    }
}

impl Perform<UpdateOpenIDConnectProviderThumbprint> for Iam {
    type Input = UpdateOpenIDConnectProviderThumbprintRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateOpenIDConnectProviderThumbprintRequest,
    ) -> Result<Requirements, Error> {
        input::on_oidc_provider(&input.open_id_connect_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<UpdateOpenIDConnectProviderThumbprint>,
        _call: Call<'_>,
        input: UpdateOpenIDConnectProviderThumbprintRequest,
    ) -> Result<(), Error> {
        let arn = input::provider_arn(&input.open_id_connect_provider_arn)?;
        if input.thumbprint_list.is_empty() {
            return Err(no_thumbprint());
        }
        let thumbprints = input::thumbprints(input.thumbprint_list)?;
        self.directory()
            .update_thumbprints(permit, &arn, &thumbprints)
            .await
            .map_err(answer)
    }
}

/// A new provider may have none; one that is changed has at least one.
///
/// SOURCE: reports of clients that sent an empty list; the words are those that AWS had for new providers
/// as long as these needed one as well.
fn no_thumbprint() -> Error {
    let text = "Thumbprint list must contain at least one entry.";
    Error::new(ErrorCode::InvalidInput, text)
}
