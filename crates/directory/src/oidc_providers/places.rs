//! ARNs of OpenID Connect providers: which provider they name, and what requests that do are decided
//! on.

use iamd_api::Action;
use iamd_auth::{Permit, Resource};
use iamd_ident::{AccountId, Arn};
use iamd_provider::IssuerUrl;

use crate::{
    Directory, Error,
    draft::{Draft, load},
    entity::covers,
    keyspace,
    records::OidcProviderRecord,
};

impl Directory {
    /// The ARN that a provider has or would have whose URL has this host and path; of all providers,
    /// for `*`.
    ///
    /// SOURCE: what denials of `ListOpenIDConnectProviders` call the resource.
    pub(crate) fn oidc_provider_arn(&self, account: AccountId, local: &str) -> Arn {
        Arn::iam(
            self.partition(),
            account,
            format_args!("oidc-provider/{local}"),
        )
    }

    /// What decisions are told of the provider that an ARN names, whether it exists or not.
    pub(crate) async fn oidc_provider_resource(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Resource, Error> {
        let mut resource = Resource::named(arn.to_string(), arn.account_id().unwrap_or(account));
        if let Some(provider) = self.find_oidc_provider(account, arn).await? {
            resource.id = Some(provider.id);
            resource.tags = provider.tags;
        }
        Ok(resource)
    }

    /// The provider of an account that an ARN names now.
    pub(crate) async fn find_oidc_provider(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Option<OidcProviderRecord>, Error> {
        let Some(url) = self.issuer_url(account, arn) else {
            return Ok(None);
        };
        let place = keyspace::oidc_provider(account, &url)?;
        let found = load::<OidcProviderRecord>(self.store(), &place).await?;
        Ok(found.map(|(provider, _)| provider))
    }

    /// The provider that an ARN names, taken for granted by a draft, for who has a permit for it.
    pub(super) async fn draft_oidc_provider<O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
        arn: &Arn,
    ) -> Result<OidcProviderRecord, Error> {
        let account = permit.account();
        let missing = || Error::NoSuchOidcProvider {
            arn: arn.to_string(),
        };
        let url = self.issuer_url(account, arn).ok_or_else(missing)?;
        let place = keyspace::oidc_provider(account, &url)?;
        let found = draft.read::<OidcProviderRecord>(&place).await?;
        let provider = found.ok_or_else(missing)?;
        covers(permit, arn, &provider.id)?;
        Ok(provider)
    }

    /// The URL of the provider of the account that an ARN may name.
    fn issuer_url(&self, account: AccountId, arn: &Arn) -> Option<IssuerUrl> {
        let before = self.oidc_provider_arn(account, "");
        let local = arn.as_str().strip_prefix(before.as_str())?;
        IssuerUrl::from_local(local).ok()
    }
}
