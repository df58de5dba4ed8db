//! Tags of users.

use iamd_api::iam::{ListUserTags, TagUser, UntagUser};
use iamd_auth::Permit;
use iamd_ident::{Tag, UserName};

use crate::{
    Directory, Error, Page, PageRequest, Quota, draft::transact, entity::put_entity, page::cut,
    records::UserRecord, tags, users::TAGS_MAX,
};

impl Directory {
    /// Adds tags to a user, each in the place of one with the same key.
    ///
    /// # Errors
    /// There is no such user, or it would have too many tags.
    pub async fn tag_user(
        &self,
        permit: Permit<TagUser>,
        name: &UserName,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            tags::merge(&mut user.tags, new, tags::OF_USERS);
            if user.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerUser));
            }
            put_entity(&mut draft, account, &user)
        });
        Ok(())
    }

    /// Takes tags from a user; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such user.
    pub async fn untag_user(
        &self,
        permit: Permit<UntagUser>,
        name: &UserName,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            tags::remove(&mut user.tags, keys, tags::OF_USERS);
            put_entity(&mut draft, account, &user)
        });
        Ok(())
    }

    /// The tags of a user, in the order of their keys.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_user_tags(
        &self,
        permit: Permit<ListUserTags>,
        name: &UserName,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let user = self.permitted_user(&permit, name).await?;
        let mut tags = user.record.tags.clone();
        tags.sort();
        cut("user-tags", tags, page, |tag| tag.key.clone())
    }
}
