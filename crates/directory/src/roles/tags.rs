//! Tags of roles.

use iamd_api::iam::{ListRoleTags, TagRole, UntagRole};
use iamd_auth::Permit;
use iamd_ident::{RoleName, Tag};

use super::TAGS_MAX;
use crate::{
    Directory, Error, Page, PageRequest, Quota, draft::transact, entity::put_entity, page::cut,
    records::RoleRecord, tags,
};

impl Directory {
    /// Adds tags to a role, each in the place of one with the same key. Roles that are linked to
    /// services may have tags like others.
    ///
    /// SOURCE: IAM API Reference, TagRole, errors: there is no `UnmodifiableEntity`.
    ///
    /// # Errors
    /// There is no such role, or it would have too many tags.
    pub async fn tag_role(
        &self,
        permit: Permit<TagRole>,
        name: &RoleName,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut role = self
                .draft_permitted::<RoleRecord, _>(&mut draft, &permit, name)
                .await?;
            tags::merge(&mut role.tags, new, tags::OF_ROLES);
            if role.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerRole));
            }
            put_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// Takes tags from a role; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such role.
    pub async fn untag_role(
        &self,
        permit: Permit<UntagRole>,
        name: &RoleName,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut role = self
                .draft_permitted::<RoleRecord, _>(&mut draft, &permit, name)
                .await?;
            tags::remove(&mut role.tags, keys, tags::OF_ROLES);
            put_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// The tags of a role, in the order of their keys.
    ///
    /// # Errors
    /// There is no such role, or the marker is not one of this list's.
    pub async fn list_role_tags(
        &self,
        permit: Permit<ListRoleTags>,
        name: &RoleName,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let role = self.permitted_role(&permit, name).await?;
        let mut tags = role.record.tags.clone();
        tags.sort();
        cut("role-tags", tags, page, |tag| tag.key.clone())
    }
}
