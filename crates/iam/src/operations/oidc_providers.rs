//! CreateOpenIDConnectProvider, GetOpenIDConnectProvider, ListOpenIDConnectProviders,
//! DeleteOpenIDConnectProvider.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        CreateOpenIDConnectProvider, CreateOpenIDConnectProviderRequest,
        CreateOpenIDConnectProviderResponse, DeleteOpenIDConnectProvider,
        DeleteOpenIDConnectProviderRequest, GetOpenIDConnectProvider,
        GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse,
        ListOpenIDConnectProviders, ListOpenIDConnectProvidersRequest,
        ListOpenIDConnectProvidersResponse, OpenIDConnectProviderListEntry,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{Error as Refusal, NewOidcProvider, OidcProvider, Quota};
use iamd_provider::{ClientIds, InvalidIssuerUrl, IssuerUrl};

use crate::{
    Iam,
    error::{self, answer},
    input, output,
};

impl Perform<CreateOpenIDConnectProvider> for Iam {
    type Input = CreateOpenIDConnectProviderRequest;
    type Output = CreateOpenIDConnectProviderResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateOpenIDConnectProviderRequest,
    ) -> Result<Requirements, Error> {
        let target = Target::NewOidcProvider(url(&input.url)?.without_scheme().to_owned());
        let requirements = Requirements::on(target.clone());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        Ok(requirements
            .tags(input::exact_tags(&input.tags)?)
            .also("iam:TagOpenIDConnectProvider", target))
    }

    async fn run(
        &self,
        permit: Permit<CreateOpenIDConnectProvider>,
        _call: Call<'_>,
        input: CreateOpenIDConnectProviderRequest,
    ) -> Result<CreateOpenIDConnectProviderResponse, Error> {
        let new = NewOidcProvider {
            url: url(&input.url)?,
            thumbprints: input::thumbprints(input.thumbprint_list)?,
            client_ids: client_ids(input.client_id_list)?,
            tags: input::exact_tags(&input.tags)?,
        };
        let provider = self.directory().create_oidc_provider(permit, new).await;
        let provider = provider.map_err(answer)?;
        Ok(CreateOpenIDConnectProviderResponse {
            open_id_connect_provider_arn: Some(provider.arn.to_string()),
            tags: output::tags(provider.tags),
        })
    }
}

impl Perform<GetOpenIDConnectProvider> for Iam {
    type Input = GetOpenIDConnectProviderRequest;
    type Output = GetOpenIDConnectProviderResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetOpenIDConnectProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_oidc_provider(&input.open_id_connect_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<GetOpenIDConnectProvider>,
        _call: Call<'_>,
        input: GetOpenIDConnectProviderRequest,
    ) -> Result<GetOpenIDConnectProviderResponse, Error> {
        let arn = input::provider_arn(&input.open_id_connect_provider_arn)?;
        let provider = self.directory().get_oidc_provider(permit, &arn).await;
        let provider = provider.map_err(answer)?;
        Ok(GetOpenIDConnectProviderResponse {
            // SOURCE: IAM API Reference, the operation's example; recorded: without the scheme.
            url: Some(provider.url.without_scheme().to_owned()),
            client_id_list: provider.client_ids.into_texts(),
            thumbprint_list: provider.thumbprints.into_texts(),
            create_date: Some(provider.created),
            tags: output::tags(provider.tags),
        })
    }
}

impl Perform<ListOpenIDConnectProviders> for Iam {
    type Input = ListOpenIDConnectProvidersRequest;
    type Output = ListOpenIDConnectProvidersResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &ListOpenIDConnectProvidersRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::OidcProviders))
    }

    async fn run(
        &self,
        permit: Permit<ListOpenIDConnectProviders>,
        _call: Call<'_>,
        _input: ListOpenIDConnectProvidersRequest,
    ) -> Result<ListOpenIDConnectProvidersResponse, Error> {
        let providers = self.directory().list_oidc_providers(permit).await;
        let providers = providers.map_err(answer)?;
        Ok(ListOpenIDConnectProvidersResponse {
            open_id_connect_provider_list: providers.iter().map(listed).collect(),
        })
    }
}

impl Perform<DeleteOpenIDConnectProvider> for Iam {
    type Input = DeleteOpenIDConnectProviderRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteOpenIDConnectProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_oidc_provider(&input.open_id_connect_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<DeleteOpenIDConnectProvider>,
        _call: Call<'_>,
        input: DeleteOpenIDConnectProviderRequest,
    ) -> Result<(), Error> {
        let arn = input::provider_arn(&input.open_id_connect_provider_arn)?;
        let deleted = self.directory().delete_oidc_provider(permit, &arn);
        deleted.await.map_err(error::deleting_oidc_provider)
    }
}

/// SOURCE: recorded answers to `example.org` and to `http://example.org`; the words for URLs with a
/// port, a query or a host that is none are those of another implementation of this API, which was
/// compared with AWS.
fn url(text: &str) -> Result<IssuerUrl, Error> {
    IssuerUrl::parse(text).map_err(|error| match error {
        InvalidIssuerUrl::NoUrl => Error::new(
            ErrorCode::ValidationError,
            "Invalid Open ID Connect Provider URL",
        ),
        InvalidIssuerUrl::NotHttps => Error::new(
            ErrorCode::InvalidInput,
            "Invalid Open ID Connect Provider URL. The URL must begin with https://.",
        ),
        InvalidIssuerUrl::Malformed => Error::new(
            ErrorCode::InvalidInput,
            "Invalid Open ID Connect Provider URL.",
        ),
    })
}

fn client_ids(texts: Vec<String>) -> Result<ClientIds, Error> {
    let ids = ClientIds::try_from(texts);
    ids.map_err(|_| answer(Refusal::Quota(Quota::ClientIdsPerOidcProvider)))
}

fn listed(provider: &OidcProvider) -> OpenIDConnectProviderListEntry {
    OpenIDConnectProviderListEntry {
        arn: Some(provider.arn.to_string()),
    }
}
