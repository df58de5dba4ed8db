//! OpenID Connect providers: whose tokens an account takes for true.
//!
//! No connection is opened here: a provider without thumbprints is one whose host the roots of the
//! system vouch for.

use iamd_api::iam::{
    AddClientIDToOpenIDConnectProvider, CreateOpenIDConnectProvider, DeleteOpenIDConnectProvider,
    GetOpenIDConnectProvider, ListOpenIDConnectProviders, RemoveClientIDFromOpenIDConnectProvider,
    UpdateOpenIDConnectProviderThumbprint,
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, Tag, Timestamp, random_uuid};
use iamd_provider::{ClientIds, IssuerUrl, Thumbprints};

use crate::{
    AccountQuota, Directory, Error, Quota,
    draft::{Draft, transact},
    keyspace,
    page::whole_list,
    records::OidcProviderRecord,
};

mod places;
mod tags;

/// LIMIT: tags of an OpenID Connect provider. SOURCE: recorded answers of
/// `TagOpenIDConnectProvider`.
const TAGS_MAX: usize = 50;

/// An OpenID Connect provider, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcProvider {
    /// The ARN.
    pub arn: Arn,
    /// The issuer of its tokens.
    pub url: IssuerUrl,
    /// When it was made.
    pub created: Timestamp,
    /// The audiences that its tokens are taken for.
    pub client_ids: ClientIds,
    /// What vouches for its host.
    pub thumbprints: Thumbprints,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// What a new OpenID Connect provider is made of.
#[derive(Clone, Debug)]
pub struct NewOidcProvider {
    /// The issuer of its tokens.
    pub url: IssuerUrl,
    /// The audiences that its tokens are taken for.
    pub client_ids: ClientIds,
    /// What vouches for its host.
    pub thumbprints: Thumbprints,
    /// Its tags, no two with the same key.
    pub tags: Vec<Tag>,
}

impl Directory {
    /// Makes an OpenID Connect provider.
    ///
    /// # Errors
    /// There is one with this URL, there are as many as may be, or it would have too many tags.
    pub async fn create_oidc_provider(
        &self,
        permit: Permit<CreateOpenIDConnectProvider>,
        new: NewOidcProvider,
    ) -> Result<OidcProvider, Error> {
        let account = permit.account();
        permit.covers(&self.oidc_provider_arn(account, new.url.without_scheme()))?;
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerOidcProvider));
        }
        let place = keyspace::oidc_provider(account, &new.url)?;
        let record = OidcProviderRecord {
            id: random_uuid(self.random()),
            url: new.url,
            created: self.clock().now(),
            client_ids: new.client_ids,
            thumbprints: new.thumbprints,
            tags: new.tags,
        };
        let _room = self.reserve(account, AccountQuota::OidcProviders).await?;
        transact!(self, |draft| {
            if draft.read::<OidcProviderRecord>(&place).await?.is_some() {
                return Err(Error::OidcProviderExists(record.url.clone()));
            }
            draft.put(place.clone(), &record)
        });
        Ok(self.oidc_provider_of(account, record))
    }

    /// An OpenID Connect provider.
    ///
    /// # Errors
    /// There is none with this ARN.
    pub async fn get_oidc_provider(
        &self,
        permit: Permit<GetOpenIDConnectProvider>,
        arn: &Arn,
    ) -> Result<OidcProvider, Error> {
        let mut draft = Draft::new(self.store());
        let record = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
        Ok(self.oidc_provider_of(permit.account(), record))
    }

    /// All OpenID Connect providers of the account, in the order of their URLs.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn list_oidc_providers(
        &self,
        permit: Permit<ListOpenIDConnectProviders>,
    ) -> Result<Vec<OidcProvider>, Error> {
        let account = permit.account();
        permit.covers(&self.oidc_provider_arn(account, "*"))?;
        let snapshot = self.snapshot().await?;
        let records = whole_list(&snapshot, &keyspace::oidc_providers(account)).await?;
        let records = records.into_iter();
        Ok(records
            .map(|record| self.oidc_provider_of(account, record))
            .collect())
    }

    /// Adds a client id to an OpenID Connect provider that may have it already.
    ///
    /// # Errors
    /// There is no such provider, or it would have too many client ids.
    pub async fn add_client_id(
        &self,
        permit: Permit<AddClientIDToOpenIDConnectProvider>,
        arn: &Arn,
        id: &str,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
            let added = provider.client_ids.add(id.to_owned());
            added.map_err(|_| Error::Quota(Quota::ClientIdsPerOidcProvider))?;
            draft.put(keyspace::oidc_provider(account, &provider.url)?, &provider)
        });
        Ok(())
    }

    /// Takes a client id from an OpenID Connect provider that may not have it.
    ///
    /// # Errors
    /// There is no such provider.
    pub async fn remove_client_id(
        &self,
        permit: Permit<RemoveClientIDFromOpenIDConnectProvider>,
        arn: &Arn,
        id: &str,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
            provider.client_ids.remove(id);
            draft.put(keyspace::oidc_provider(account, &provider.url)?, &provider)
        });
        Ok(())
    }

    /// Gives an OpenID Connect provider other thumbprints in the place of those that it has.
    ///
    /// # Errors
    /// There is no such provider.
    pub async fn update_thumbprints(
        &self,
        permit: Permit<UpdateOpenIDConnectProviderThumbprint>,
        arn: &Arn,
        thumbprints: &Thumbprints,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
            provider.thumbprints = thumbprints.clone();
            draft.put(keyspace::oidc_provider(account, &provider.url)?, &provider)
        });
        Ok(())
    }

    /// Deletes an OpenID Connect provider. Roles that trust it stay as they are.
    ///
    /// SOURCE: IAM API Reference, `DeleteOpenIDConnectProvider`.
    ///
    /// # Errors
    /// There is none with this ARN.
    pub async fn delete_oidc_provider(
        &self,
        permit: Permit<DeleteOpenIDConnectProvider>,
        arn: &Arn,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
            draft.delete(keyspace::oidc_provider(account, &provider.url)?);
            Ok(())
        });
        Ok(())
    }

    fn oidc_provider_of(&self, account: AccountId, record: OidcProviderRecord) -> OidcProvider {
        OidcProvider {
            arn: self.oidc_provider_arn(account, record.url.without_scheme()),
            url: record.url,
            created: record.created,
            client_ids: record.client_ids,
            thumbprints: record.thumbprints,
            tags: record.tags,
        }
    }
}
