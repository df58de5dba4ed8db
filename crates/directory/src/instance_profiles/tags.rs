//! Tags of instance profiles.

use iamd_api::iam::{ListInstanceProfileTags, TagInstanceProfile, UntagInstanceProfile};
use iamd_auth::Permit;
use iamd_ident::{InstanceProfileName, Tag};

use super::TAGS_MAX;
use crate::{
    Directory, Error, Page, PageRequest, Quota, draft::transact, entity::put_entity, page::cut,
    records::InstanceProfileRecord, tags,
};

impl Directory {
    /// Adds tags to an instance profile, each in the place of one with the same key.
    ///
    /// # Errors
    /// There is no such instance profile, or it would have too many tags.
    pub async fn tag_instance_profile(
        &self,
        permit: Permit<TagInstanceProfile>,
        name: &InstanceProfileName,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut profile = self
                .draft_permitted::<InstanceProfileRecord, _>(&mut draft, &permit, name)
                .await?;
            tags::merge(&mut profile.tags, new, tags::OF_INSTANCE_PROFILES);
            if profile.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerInstanceProfile));
            }
            put_entity(&mut draft, account, &profile)
        });
        Ok(())
    }

    /// Takes tags from an instance profile; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such instance profile.
    pub async fn untag_instance_profile(
        &self,
        permit: Permit<UntagInstanceProfile>,
        name: &InstanceProfileName,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut profile = self
                .draft_permitted::<InstanceProfileRecord, _>(&mut draft, &permit, name)
                .await?;
            tags::remove(&mut profile.tags, keys, tags::OF_INSTANCE_PROFILES);
            put_entity(&mut draft, account, &profile)
        });
        Ok(())
    }

    /// The tags of an instance profile, in the order of their keys.
    ///
    /// # Errors
    /// There is no such instance profile, or the marker is not one of this list's.
    pub async fn list_instance_profile_tags(
        &self,
        permit: Permit<ListInstanceProfileTags>,
        name: &InstanceProfileName,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let mut profile = self
            .permitted::<InstanceProfileRecord, _>(&permit, name)
            .await?;
        profile.tags.sort();
        cut("instance-profile-tags", profile.tags, page, |tag| {
            tag.key.clone()
        })
    }
}
