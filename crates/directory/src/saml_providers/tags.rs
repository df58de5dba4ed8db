//! Tags of SAML providers.

use iamd_api::iam::{ListSAMLProviderTags, TagSAMLProvider, UntagSAMLProvider};
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
    /// Adds tags to a SAML provider, each in the place of one with the very same key.
    ///
    /// # Errors
    /// There is no such provider, or it would have too many tags.
    pub async fn tag_saml_provider(
        &self,
        permit: Permit<TagSAMLProvider>,
        arn: &Arn,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_saml_provider(&mut draft, &permit, arn).await?;
            tags::merge(&mut provider.tags, new, tags::OF_PROVIDERS);
            if provider.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerSamlProvider));
            }
            draft.put(keyspace::saml_provider(account, &provider.name)?, &provider)
        });
        Ok(())
    }

    /// Takes tags from a SAML provider; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such provider.
    pub async fn untag_saml_provider(
        &self,
        permit: Permit<UntagSAMLProvider>,
        arn: &Arn,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut provider = self.draft_saml_provider(&mut draft, &permit, arn).await?;
            tags::remove(&mut provider.tags, keys, tags::OF_PROVIDERS);
            draft.put(keyspace::saml_provider(account, &provider.name)?, &provider)
        });
        Ok(())
    }

    /// The tags of a SAML provider, in the order of their keys.
    ///
    /// # Errors
    /// There is no such provider, or the marker is not one of this list's.
    pub async fn list_saml_provider_tags(
        &self,
        permit: Permit<ListSAMLProviderTags>,
        arn: &Arn,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let mut draft = Draft::new(self.store());
        let provider = self.draft_saml_provider(&mut draft, &permit, arn).await?;
        let mut tags = provider.tags;
        tags.sort();
        cut("saml-provider-tags", tags, page, |tag| tag.key.clone())
    }
}
