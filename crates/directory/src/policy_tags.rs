//! Tags of managed policies.

use iamd_api::iam::{ListPolicyTags, TagPolicy, UntagPolicy};
use iamd_auth::Permit;
use iamd_ident::{Arn, Tag};

use crate::{
    Directory, Error, Page, PageRequest, Quota,
    draft::transact,
    keyspace,
    page::cut,
    policies::{KnownPolicy, TAGS_MAX},
    tags,
};

impl Directory {
    /// Adds tags to a policy, each in the place of one with the very same key.
    ///
    /// # Errors
    /// There is no such policy, it is not the account's, or it would have too many tags.
    pub async fn tag_policy(
        &self,
        permit: Permit<TagPolicy>,
        arn: &Arn,
        new: &[Tag],
    ) -> Result<(), Error> {
        permit.covers(arn)?;
        let account = permit.account();
        transact!(self, |draft| {
            let mut policy = self.draft_policy(&mut draft, account, arn).await?;
            tags::merge(&mut policy.tags, new, tags::OF_POLICIES);
            if policy.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerPolicy));
            }
            draft.put(keyspace::policy(account, policy.id)?, &policy)
        });
        Ok(())
    }

    /// Takes tags from a policy; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such policy, or it is not the account's.
    pub async fn untag_policy(
        &self,
        permit: Permit<UntagPolicy>,
        arn: &Arn,
        keys: &[String],
    ) -> Result<(), Error> {
        permit.covers(arn)?;
        let account = permit.account();
        transact!(self, |draft| {
            let mut policy = self.draft_policy(&mut draft, account, arn).await?;
            tags::remove(&mut policy.tags, keys, tags::OF_POLICIES);
            draft.put(keyspace::policy(account, policy.id)?, &policy)
        });
        Ok(())
    }

    /// The tags of a policy, in the order of their keys. AWS's policies have none.
    ///
    /// # Errors
    /// There is no such policy, or the marker is not one of this list's.
    pub async fn list_policy_tags(
        &self,
        permit: Permit<ListPolicyTags>,
        arn: &Arn,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        permit.covers(arn)?;
        let mut tags = match self.find_policy(permit.account(), arn).await? {
            Some(KnownPolicy::Customer(policy)) => policy.tags,
            Some(KnownPolicy::Aws(_)) => Vec::new(),
            None => {
                return Err(Error::NoSuchPolicy {
                    arn: arn.to_string(),
                });
            }
        };
        tags.sort();
        cut("policy-tags", tags, page, |tag| tag.key.clone())
    }
}
