//! Instance profiles: what hands a role to an instance.

use iamd_api::iam::{
    CreateInstanceProfile, DeleteInstanceProfile, GetInstanceProfile, ListInstanceProfiles,
};
use iamd_auth::{Permit, Resource};
use iamd_ident::{AccountId, Arn, IdKind, InstanceProfileName, Path, Tag, Timestamp, UniqueId};

use crate::{
    AccountQuota, Dependents, Directory, Error, Page, PageRequest, Quota, Role,
    draft::transact,
    entity::{delete_entity, entity},
    records::InstanceProfileRecord,
};

mod roles;
mod tags;

/// LIMIT: tags of an instance profile. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const TAGS_MAX: usize = 50;

entity!(
    InstanceProfileRecord,
    InstanceProfileName,
    "instance-profile",
    INSTANCE_PROFILES,
    INSTANCE_PROFILE_NAMES,
    NoSuchInstanceProfile,
    InstanceProfileExists,
    tags
);

/// An instance profile, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceProfile {
    /// The id that a namesake does not have.
    pub id: UniqueId,
    /// The name.
    pub name: InstanceProfileName,
    /// The path.
    pub path: Path,
    /// The ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The role that is in it.
    pub role: Option<Role>,
}

/// What a new instance profile is made of.
#[derive(Clone, Debug)]
pub struct NewInstanceProfile {
    /// Its name.
    pub name: InstanceProfileName,
    /// Its path.
    pub path: Path,
    /// Its tags, no two with the same key.
    pub tags: Vec<Tag>,
}

impl Directory {
    /// Makes an instance profile.
    ///
    /// # Errors
    /// The name is taken, or the instance profile would have too many tags.
    pub async fn create_instance_profile(
        &self,
        permit: Permit<CreateInstanceProfile>,
        new: NewInstanceProfile,
    ) -> Result<InstanceProfile, Error> {
        let account = permit.account();
        permit.covers(&self.arn_for::<InstanceProfileRecord>(account, &new.path, &new.name))?;
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerInstanceProfile));
        }
        let record = InstanceProfileRecord {
            id: UniqueId::random(IdKind::InstanceProfile, self.random()),
            name: new.name,
            path: new.path,
            created: self.clock().now(),
            tags: new.tags,
            role: None,
        };
        let _room = self
            .reserve(account, AccountQuota::InstanceProfiles)
            .await?;
        transact!(self, |draft| {
            self.draft_new(&mut draft, account, &record).await
        });
        self.instance_profile_of(account, record).await
    }

    /// An instance profile by name.
    ///
    /// # Errors
    /// There is none.
    pub async fn get_instance_profile(
        &self,
        permit: Permit<GetInstanceProfile>,
        name: &InstanceProfileName,
    ) -> Result<InstanceProfile, Error> {
        let record = self
            .permitted::<InstanceProfileRecord, _>(&permit, name)
            .await?;
        self.instance_profile_of(permit.account(), record).await
    }

    /// The instance profiles whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_instance_profiles(
        &self,
        permit: Permit<ListInstanceProfiles>,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<InstanceProfile>, Error> {
        let account = permit.account();
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("instance-profile{prefix}"),
        ))?;
        let page = self
            .list_entities(account, "instance-profiles", prefix, page)
            .await?;
        self.instance_profiles_of(account, page).await
    }

    /// Deletes an instance profile that has no role.
    ///
    /// # Errors
    /// There is no such instance profile, or it has a role.
    pub async fn delete_instance_profile(
        &self,
        permit: Permit<DeleteInstanceProfile>,
        name: &InstanceProfileName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let profile = self
                .draft_permitted::<InstanceProfileRecord, _>(&mut draft, &permit, name)
                .await?;
            if profile.role.is_some() {
                return Err(Error::InUse(Dependents::InstanceProfiles));
            }
            delete_entity(&mut draft, account, &profile)
        });
        Ok(())
    }

    /// What decisions are told of the instance profile that has a name, whether it exists or not.
    pub(crate) async fn instance_profile_resource(
        &self,
        account: AccountId,
        name: &InstanceProfileName,
    ) -> Result<Resource, Error> {
        let profile = self
            .find_entity::<InstanceProfileRecord>(account, name)
            .await?;
        let resource = self.entity_resource(account, name, profile.as_ref());
        Ok(resource.shown_as(format!("instance profile {name}")))
    }

    async fn instance_profiles_of(
        &self,
        account: AccountId,
        page: Page<InstanceProfileRecord>,
    ) -> Result<Page<InstanceProfile>, Error> {
        let mut items = Vec::with_capacity(page.items.len());
        for record in page.items {
            items.push(self.instance_profile_of(account, record).await?);
        }
        Ok(Page {
            items,
            next: page.next,
        })
    }

    async fn instance_profile_of(
        &self,
        account: AccountId,
        record: InstanceProfileRecord,
    ) -> Result<InstanceProfile, Error> {
        let role = match record.role {
            Some(id) => self.known_role(account, id).await?,
            None => None,
        };
        let role = match role {
            Some(role) => Some(self.role_of(account, role.record.clone()).await?),
            None => None,
        };
        Ok(InstanceProfile {
            arn: self.entity_arn(account, &record),
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
            tags: record.tags,
            role,
        })
    }
}
