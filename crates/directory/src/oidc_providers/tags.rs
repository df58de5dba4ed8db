//! Tags of OpenID Connect providers.

use iamd_api::iam::{
    ListOpenIDConnectProviderTags, TagOpenIDConnectProvider, UntagOpenIDConnectProvider,
};
use iamd_auth::Permit;
use iamd_ident::{Arn, Tag};

use super::TAGS_MAX;
use crate::{
    Directory, Error, Page, PageRequest, Quota,
    draft::{Draft, transact},
    keyspace,
    page::cut,
    tags,
};

impl Directory {
    /// Adds tags to an OpenID Connect provider, each in the place of one with the very same key.
    ///
    /// # Errors
    /// There is no such provider, or it would have too many tags.
    pub async fn tag_oidc_provider(
        &self,
        permit: Permit<TagOpenIDConnectProvider>,
        arn: &Arn,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
            tags::merge(&mut provider.tags, new, tags::OF_PROVIDERS);
            if provider.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerOidcProvider));
            }
            draft.put(keyspace::oidc_provider(account, &provider.url)?, &provider)
        });
        Ok(())
    }

    /// Takes tags from an OpenID Connect provider; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such provider.
    pub async fn untag_oidc_provider(
        &self,
        permit: Permit<UntagOpenIDConnectProvider>,
        arn: &Arn,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
            tags::remove(&mut provider.tags, keys, tags::OF_PROVIDERS);
            draft.put(keyspace::oidc_provider(account, &provider.url)?, &provider)
        });
        Ok(())
    }

    /// The tags of an OpenID Connect provider, in the order of their keys.
    ///
    /// # Errors
    /// There is no such provider, or the marker is not one of this list's.
    pub async fn list_oidc_provider_tags(
        &self,
        permit: Permit<ListOpenIDConnectProviderTags>,
        arn: &Arn,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let mut draft = Draft::new(self.store());
        let provider = self.draft_oidc_provider(&mut draft, &permit, arn).await?;
        let mut tags = provider.tags;
        tags.sort();
        cut("oidc-provider-tags", tags, page, |tag| tag.key.clone())
    }
}
