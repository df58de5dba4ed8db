//! IAM roles.

use std::sync::Arc;

use iamd_api::{
    Action,
    iam::{CreateRole, DeleteRole, GetRole, ListRoles, UpdateRole, UpdateRoleDescription},
};
use iamd_auth::{KeyUse, Permit};
use iamd_ident::{AccountId, Arn, IdKind, Path, RoleName, Tag, Timestamp, UniqueId};

use crate::{
    AccountQuota, Dependents, Directory, Error, Page, PageRequest, Quota,
    draft::{Draft, transact},
    entity::{covers, delete_entity, entity, put_entity},
    holder::{Holder, policies_left},
    keyspace,
    records::RoleRecord,
};

mod assume;
mod known;
mod resource;
mod service_linked;
mod service_table;
mod tags;
mod trust;

pub use assume::AssumableRole;
pub(crate) use known::{KnownRole, KnownRoles};
pub(crate) use service_linked::is_reserved;
pub use service_linked::{NewServiceLinkedRole, role_of_deletion, service_linked_role};

/// LIMIT: tags of a role. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const TAGS_MAX: usize = 50;

entity!(
    RoleRecord, RoleName, "role", ROLES, ROLE_NAMES, NoSuchRole, RoleExists, tags
);

/// An IAM role, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The id that a namesake does not have.
    pub id: UniqueId,
    /// The name.
    pub name: RoleName,
    /// The path.
    pub path: Path,
    /// The ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Timestamp,
    /// What it is for, in its maker's words.
    pub description: Option<String>,
    /// How long a session of it may last that is not made from another session.
    pub max_session_seconds: u32,
    /// The text of its trust policy, with the ARNs of today for the users and roles that it names,
    /// and with the unique ids of those who are gone.
    pub trust_policy: String,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The permissions boundary, if one is set: [`Directory::create_role`] and
    /// [`Directory::get_role`] alone tell it.
    pub permissions_boundary: Option<Arn>,
    /// When one of its sessions was used last, as far as that is told: [`Directory::get_role`]
    /// alone tells it.
    pub last_used: Option<KeyUse>,
}

impl Role {
    /// [`Role::max_session_seconds`] where nobody says otherwise.
    ///
    /// SOURCE: IAM API Reference, CreateRole, `MaxSessionDuration`.
    pub const SESSION_SECONDS_DEFAULT: u32 = 3_600;
}

/// What a new role is made of.
#[derive(Clone, Debug)]
pub struct NewRole {
    /// Its name.
    pub name: RoleName,
    /// Its path.
    pub path: Path,
    /// What it is for.
    pub description: Option<String>,
    /// How long a session may last, from 3,600 to 43,200 seconds.
    pub max_session_seconds: u32,
    /// The text of its trust policy, which is not checked yet.
    pub trust_policy: String,
    /// Its tags, no two with the same key.
    pub tags: Vec<Tag>,
    /// The permissions boundary, if it is to have one.
    pub permissions_boundary: Option<Arn>,
}

/// What becomes of a role.
#[derive(Clone, Debug, Default)]
pub struct RoleUpdate {
    /// The new description, if it changes.
    pub description: Option<String>,
    /// The new [`Role::max_session_seconds`], if it changes.
    pub max_session_seconds: Option<u32>,
}

impl Directory {
    /// Makes a role.
    ///
    /// # Errors
    /// The name is taken, the path is reserved, the trust policy is none or names somebody who does not
    /// exist, there is no such boundary, or the role would have too many tags.
    pub async fn create_role(
        &self,
        permit: Permit<CreateRole>,
        new: NewRole,
    ) -> Result<Role, Error> {
        let account = permit.account();
        permit.covers(&self.arn_for::<RoleRecord>(account, &new.path, &new.name))?;
        if is_reserved(&new.path) {
            return Err(Error::ReservedRole(new.name));
        }
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerRole));
        }
        let trust = self.checked_trust(account, new.trust_policy).await?;
        let boundary = new.permissions_boundary.as_ref();
        let record = RoleRecord {
            id: UniqueId::random(IdKind::Role, self.random()),
            name: new.name,
            path: new.path,
            created: self.clock().now(),
            description: new.description,
            max_session_seconds: new.max_session_seconds,
            trust,
            tags: new.tags,
            attached_policies: Vec::new(),
            inline_policies: Vec::new(),
            permissions_boundary: None,
            instance_profiles: Vec::new(),
            service: None,
        };
        let _room = self.reserve(account, AccountQuota::Roles).await?;
        let record = transact!(self, |draft| {
            let mut record = record.clone();
            self.draft_boundary(&mut draft, account, &mut record, boundary)
                .await?;
            self.draft_new(&mut draft, account, &record).await?;
            Ok(record)
        });
        Ok(Role {
            permissions_boundary: new.permissions_boundary,
            ..self.role_of(account, record).await?
        })
    }

    /// A role by name, with its last use.
    ///
    /// # Errors
    /// There is none.
    pub async fn get_role(&self, permit: Permit<GetRole>, name: &RoleName) -> Result<Role, Error> {
        let account = permit.account();
        let known = self.permitted_role(&permit, name).await?;
        let role = self.role_of(account, known.record.clone()).await?;
        Ok(Role {
            permissions_boundary: known.boundary.clone(),
            last_used: self.role_last_used(account, role.id).await?,
            ..role
        })
    }

    /// The roles whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_roles(
        &self,
        permit: Permit<ListRoles>,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<Role>, Error> {
        let account = permit.account();
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("role{prefix}"),
        ))?;
        let page = self
            .list_entities::<RoleRecord>(account, "roles", prefix, page)
            .await?;
        let mut items = Vec::with_capacity(page.items.len());
        for record in page.items {
            items.push(self.role_of(account, record).await?);
        }
        Ok(Page {
            items,
            next: page.next,
        })
    }

    /// Changes the description of a role and how long its sessions may last.
    ///
    /// # Errors
    /// There is no such role, or it is linked to a service, whose roles' sessions are its own.
    pub async fn update_role(
        &self,
        permit: Permit<UpdateRole>,
        name: &RoleName,
        update: RoleUpdate,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut role = self
                .draft_permitted::<RoleRecord, _>(&mut draft, &permit, name)
                .await?;
            // SOURCE: users of AWS report in 2026 that a duration that is absent stays as it is. The
            // API page says that it would be set back to an hour.
            if let Some(seconds) = update.max_session_seconds {
                role.check_changeable()?;
                role.max_session_seconds = seconds;
            }
            if let Some(description) = &update.description {
                role.description = Some(description.clone());
            }
            put_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// Changes the description of a role, be it linked to a service or not.
    ///
    /// SOURCE: IAM User Guide, "Create a service-linked role", edit: the description can be edited.
    ///
    /// # Errors
    /// There is no such role.
    pub async fn update_role_description(
        &self,
        permit: Permit<UpdateRoleDescription>,
        name: &RoleName,
        description: String,
    ) -> Result<Role, Error> {
        let account = permit.account();
        let record = transact!(self, |draft| {
            let mut role = self
                .draft_permitted::<RoleRecord, _>(&mut draft, &permit, name)
                .await?;
            role.description = Some(description.clone());
            put_entity(&mut draft, account, &role)?;
            Ok(role)
        });
        self.role_of(account, record).await
    }

    /// Deletes a role that nothing depends on. Its sessions end with it.
    ///
    /// # Errors
    /// There is no such role, it still has policies or is in instance profiles, or it is linked to
    /// a service.
    pub async fn delete_role(
        &self,
        permit: Permit<DeleteRole>,
        name: &RoleName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut role = self
                .draft_changeable_role(&mut draft, &permit, name)
                .await?;
            if let Some(dependents) = dependents(&role) {
                return Err(Error::InUse(dependents));
            }
            self.draft_boundary(&mut draft, account, &mut role, None)
                .await?;
            draft.delete(keyspace::role_last_used(account, role.id)?);
            draft.delete(keyspace::accesses(account, role.id)?);
            delete_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// The role that a reader wants to see, if the permit is for it.
    pub(crate) async fn permitted_role<O: Action>(
        &self,
        permit: &Permit<O>,
        name: &RoleName,
    ) -> Result<Arc<KnownRole>, Error> {
        let role = self.find_role(permit.account(), name).await?;
        let role = role.ok_or_else(|| Error::NoSuchRole(name.clone()))?;
        covers(permit, &role.facts.arn, role.facts.id)?;
        Ok(role)
    }

    /// The role that has a name, taken for granted by a draft, for who has a permit to change it.
    /// Roles that are linked to services are not for the account to change.
    pub(crate) async fn draft_changeable_role<O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
        name: &RoleName,
    ) -> Result<RoleRecord, Error> {
        let role = self
            .draft_permitted::<RoleRecord, _>(draft, permit, name)
            .await?;
        role.check_changeable()?;
        Ok(role)
    }

    /// A role as others see it, without its permissions boundary and its last use.
    pub(crate) async fn role_of(
        &self,
        account: AccountId,
        record: RoleRecord,
    ) -> Result<Role, Error> {
        Ok(Role {
            arn: self.entity_arn(account, &record),
            id: record.id,
            trust_policy: self.trust_text(&record.trust).await?,
            name: record.name,
            path: record.path,
            created: record.created,
            description: record.description,
            max_session_seconds: record.max_session_seconds,
            tags: record.tags,
            permissions_boundary: None,
            last_used: None,
        })
    }
}

/// What must go before the role can.
fn dependents(role: &RoleRecord) -> Option<Dependents> {
    let is_in_profiles = !role.instance_profiles.is_empty();
    policies_left(role).or(is_in_profiles.then_some(Dependents::InstanceProfiles))
}
