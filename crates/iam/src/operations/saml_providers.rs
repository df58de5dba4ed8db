//! CreateSAMLProvider, GetSAMLProvider, ListSAMLProviders, UpdateSAMLProvider, DeleteSAMLProvider.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        AssertionEncryptionModeType, CreateSAMLProvider, CreateSAMLProviderRequest,
        CreateSAMLProviderResponse, DeleteSAMLProvider, DeleteSAMLProviderRequest, GetSAMLProvider,
        GetSAMLProviderRequest, GetSAMLProviderResponse, ListSAMLProviders,
        ListSAMLProvidersRequest, ListSAMLProvidersResponse, SAMLPrivateKey, SAMLProviderListEntry,
        UpdateSAMLProvider, UpdateSAMLProviderRequest, UpdateSAMLProviderResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{
    AssertionEncryption, NewSamlProvider, SamlKeyChange, SamlProvider, SamlProviderUpdate,
};
use iamd_ident::Secret;
use iamd_provider::{SamlDocument, SamlPrivateKey};

use crate::{Iam, error::answer, input, output};

impl Perform<CreateSAMLProvider> for Iam {
    type Input = CreateSAMLProviderRequest;
    type Output = CreateSAMLProviderResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateSAMLProviderRequest,
    ) -> Result<Requirements, Error> {
        let target = Target::NewSamlProvider(input::name(&input.name)?);
        let requirements = Requirements::on(target.clone());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        Ok(requirements
            .tags(input::exact_tags(&input.tags)?)
            .also("iam:TagSAMLProvider", target))
    }

    async fn run(
        &self,
        permit: Permit<CreateSAMLProvider>,
        _call: Call<'_>,
        input: CreateSAMLProviderRequest,
    ) -> Result<CreateSAMLProviderResponse, Error> {
        let encryption = input.assertion_encryption_mode;
        let new = NewSamlProvider {
            name: input::name(&input.name)?,
            document: self.saml_document(input.saml_metadata_document).await?,
            encryption: encryption.map_or(AssertionEncryption::default(), mode),
            private_key: input.add_private_key.map(private_key).transpose()?,
            tags: input::exact_tags(&input.tags)?,
        };
        let provider = self.directory().create_saml_provider(permit, new).await;
        let provider = provider.map_err(answer)?;
        Ok(CreateSAMLProviderResponse {
            saml_provider_arn: Some(provider.arn.to_string()),
            tags: output::tags(provider.tags),
        })
    }
}

impl Perform<GetSAMLProvider> for Iam {
    type Input = GetSAMLProviderRequest;
    type Output = GetSAMLProviderResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetSAMLProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_saml_provider(&input.saml_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<GetSAMLProvider>,
        _call: Call<'_>,
        input: GetSAMLProviderRequest,
    ) -> Result<GetSAMLProviderResponse, Error> {
        let arn = input::provider_arn(&input.saml_provider_arn)?;
        let found = self.directory().get_saml_provider(permit, &arn).await;
        let (provider, document) = found.map_err(answer)?;
        let keys = provider.private_keys.into_iter();
        Ok(GetSAMLProviderResponse {
            saml_provider_uuid: Some(provider.id),
            saml_metadata_document: Some(document),
            create_date: Some(provider.created),
            valid_until: Some(provider.valid_until),
            tags: output::tags(provider.tags),
            assertion_encryption_mode: Some(shown(provider.encryption)),
            private_key_list: keys
                .map(|key| SAMLPrivateKey {
                    key_id: Some(key.id),
                    timestamp: Some(key.added),
                })
                .collect(),
        })
    }
}

impl Perform<ListSAMLProviders> for Iam {
    type Input = ListSAMLProvidersRequest;
    type Output = ListSAMLProvidersResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &ListSAMLProvidersRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::SamlProviders))
    }

    async fn run(
        &self,
        permit: Permit<ListSAMLProviders>,
        _call: Call<'_>,
        _input: ListSAMLProvidersRequest,
    ) -> Result<ListSAMLProvidersResponse, Error> {
        let providers = self.directory().list_saml_providers(permit).await;
        let providers = providers.map_err(answer)?;
        Ok(ListSAMLProvidersResponse {
            saml_provider_list: providers.iter().map(listed).collect(),
        })
    }
}

impl Perform<UpdateSAMLProvider> for Iam {
    type Input = UpdateSAMLProviderRequest;
    type Output = UpdateSAMLProviderResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateSAMLProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_saml_provider(&input.saml_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<UpdateSAMLProvider>,
        _call: Call<'_>,
        input: UpdateSAMLProviderRequest,
    ) -> Result<UpdateSAMLProviderResponse, Error> {
        let arn = input::provider_arn(&input.saml_provider_arn)?;
        let document = match input.saml_metadata_document {
            Some(text) => Some(self.saml_document(text).await?),
            None => None,
        };
        let update = SamlProviderUpdate {
            document,
            encryption: input.assertion_encryption_mode.map(mode),
            private_keys: key_change(input.add_private_key, input.remove_private_key)?,
        };
        let updated = self.directory().update_saml_provider(permit, &arn, update);
        updated.await.map_err(answer)?;
        Ok(UpdateSAMLProviderResponse {
            saml_provider_arn: Some(input.saml_provider_arn),
        })
    }
}

impl Perform<DeleteSAMLProvider> for Iam {
    type Input = DeleteSAMLProviderRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteSAMLProviderRequest,
    ) -> Result<Requirements, Error> {
        input::on_saml_provider(&input.saml_provider_arn)
    }

    async fn run(
        &self,
        permit: Permit<DeleteSAMLProvider>,
        _call: Call<'_>,
        input: DeleteSAMLProviderRequest,
    ) -> Result<(), Error> {
        let arn = input::provider_arn(&input.saml_provider_arn)?;
        let deleted = self.directory().delete_saml_provider(permit, &arn);
        deleted.await.map_err(answer)
    }
}

impl Iam {
    /// SOURCE: IAM User Guide, "Troubleshoot SAML federation with IAM", for the words; of what is wrong
    /// with a document AWS says nothing.
    async fn saml_document(&self, text: String) -> Result<SamlDocument, Error> {
        let read = self.directory().read_saml_document(text).await;
        read.map_err(answer)?
            .map_err(|_| Error::new(ErrorCode::InvalidInput, "Could not parse metadata"))
    }
}

/// Nobody recorded what AWS says of a key that is none: the words are iamd's own.
fn private_key(text: Secret<String>) -> Result<SamlPrivateKey, Error> {
    SamlPrivateKey::parse(text).map_err(|error| {
        let text = format!("The private key is not valid: {error}.");
        Error::new(ErrorCode::InvalidInput, text)
    })
}

/// SOURCE: IAM API Reference, `UpdateSAMLProvider`: whoever replaces a key adds the new one and removes
/// the old one in a separate request.
fn key_change(
    add: Option<Secret<String>>,
    remove: Option<String>,
) -> Result<Option<SamlKeyChange>, Error> {
    match (add, remove) {
        (None, None) => Ok(None),
        (Some(key), None) => Ok(Some(SamlKeyChange::Add(private_key(key)?))),
        (None, Some(id)) => Ok(Some(SamlKeyChange::Remove(id))),
        (Some(_), Some(_)) => {
            let text = "A private key is added and another one removed in separate requests.";
            Err(Error::new(ErrorCode::InvalidInput, text))
        }
    }
}

fn mode(mode: AssertionEncryptionModeType) -> AssertionEncryption {
    match mode {
        AssertionEncryptionModeType::Required => AssertionEncryption::Required,
        AssertionEncryptionModeType::Allowed => AssertionEncryption::Allowed,
    }
}

fn shown(encryption: AssertionEncryption) -> AssertionEncryptionModeType {
    match encryption {
        AssertionEncryption::Required => AssertionEncryptionModeType::Required,
        AssertionEncryption::Allowed => AssertionEncryptionModeType::Allowed,
    }
}

/// A provider as lists tell it (recorded).
fn listed(provider: &SamlProvider) -> SAMLProviderListEntry {
    SAMLProviderListEntry {
        arn: Some(provider.arn.to_string()),
        valid_until: Some(provider.valid_until),
        create_date: Some(provider.created),
    }
}
