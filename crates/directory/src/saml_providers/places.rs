//! ARNs of SAML providers: which provider they name, and what requests that do are decided on.

use iamd_api::Action;
use iamd_auth::{Permit, Resource};
use iamd_ident::{AccountId, Arn, SamlProviderName};

use crate::{
    Directory, Error,
    draft::{Draft, load},
    entity::covers,
    keyspace,
    records::SamlProviderRecord,
};

impl Directory {
    /// The ARN that a provider of this name has or would have.
    pub(crate) fn saml_provider_arn(&self, account: AccountId, name: &SamlProviderName) -> Arn {
        Arn::iam(
            self.partition(),
            account,
            format_args!("saml-provider/{name}"),
        )
    }

    /// What is decided on when all providers are meant.
    ///
    /// SOURCE: what denials of `ListOpenIDConnectProviders` call the resource, and so here.
    pub(crate) fn all_saml_providers(&self, account: AccountId) -> Arn {
        Arn::iam(self.partition(), account, format_args!("saml-provider/*"))
    }

    /// The name of the provider of the account that an ARN may name.
    pub(super) fn saml_provider_name(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Option<SamlProviderName> {
        let before = Arn::iam(self.partition(), account, format_args!("saml-provider/"));
        arn.as_str().strip_prefix(before.as_str())?.parse().ok()
    }

    /// What decisions are told of the provider that an ARN names, whether it exists or not.
    pub(crate) async fn saml_provider_resource(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Resource, Error> {
        let mut resource = Resource::named(arn.to_string(), arn.account_id().unwrap_or(account));
        if let Some(provider) = self.find_saml_provider(account, arn).await? {
            resource.id = Some(provider.id);
            resource.tags = provider.tags;
        }
        Ok(resource)
    }

    /// The provider of an account that an ARN names now.
    pub(crate) async fn find_saml_provider(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Option<SamlProviderRecord>, Error> {
        let Some(name) = self.saml_provider_name(account, arn) else {
            return Ok(None);
        };
        let place = keyspace::saml_provider(account, &name)?;
        let found = load::<SamlProviderRecord>(self.store(), &place).await?;
        let found = found.map(|(provider, _)| provider);
        Ok(found.filter(|provider| provider.name == name))
    }

    /// The provider that an ARN names, taken for granted by a draft, for who has a permit for it.
    ///
    /// Names are unique without regard to case, and yet an ARN names a provider only as it is
    /// written: policies match it so.
    pub(super) async fn draft_saml_provider<O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
        arn: &Arn,
    ) -> Result<SamlProviderRecord, Error> {
        let account = permit.account();
        let missing = || Error::NoSuchSamlProvider {
            arn: arn.to_string(),
        };
        let name = self.saml_provider_name(account, arn).ok_or_else(missing)?;
        let place = keyspace::saml_provider(account, &name)?;
        let found = draft.read::<SamlProviderRecord>(&place).await?;
        let provider = found
            .filter(|provider| provider.name == name)
            .ok_or_else(missing)?;
        covers(permit, arn, &provider.id)?;
        Ok(provider)
    }
}
