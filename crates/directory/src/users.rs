//! IAM users.

use std::sync::Arc;

use iamd_api::{
    Action,
    iam::{CreateUser, DeleteUser, GetUser, ListUsers, UpdateUser},
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, IdKind, Path, Tag, Timestamp, UniqueId, UserName};

use crate::{
    AccountQuota, Dependents, Directory, Error, KeyOwner, Page, PageRequest, Quota,
    draft::transact,
    entity::{Move, covers, delete_entity, entity},
    holder::policies_left,
    keyspace,
    principals::KnownUser,
    records::UserRecord,
};

/// LIMIT: tags of a user. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const TAGS_MAX: usize = 50;

entity!(
    UserRecord, UserName, "user", USERS, USER_NAMES, NoSuchUser, UserExists, tags
);

/// An IAM user, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id that outlives renaming.
    pub id: UniqueId,
    /// The name of today.
    pub name: UserName,
    /// The path of today.
    pub path: Path,
    /// The ARN of today.
    pub arn: Arn,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The policy that limits what it may do, if one is set. Lists do not tell it.
    pub permissions_boundary: Option<Arn>,
    /// When it last signed in with a password, be it one that it has no more.
    pub password_last_used: Option<Timestamp>,
}

/// What a new user is made of.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Its name.
    pub name: UserName,
    /// Its path.
    pub path: Path,
    /// Its tags, no two with the same key.
    pub tags: Vec<Tag>,
    /// The policy that is to limit what it may do, if one is.
    pub permissions_boundary: Option<Arn>,
}

/// What becomes of a user.
#[derive(Clone, Debug, Default)]
pub struct UserUpdate {
    /// The new name, if it changes.
    pub name: Option<UserName>,
    /// The new path, if it changes.
    pub path: Option<Path>,
}

impl Directory {
    /// Makes a user.
    ///
    /// # Errors
    /// The name is taken, the user would have too many tags, or its boundary is no policy.
    pub async fn create_user(
        &self,
        permit: Permit<CreateUser>,
        new: NewUser,
    ) -> Result<User, Error> {
        let account = permit.account();
        let record = UserRecord {
            id: UniqueId::random(IdKind::User, self.random()),
            name: new.name,
            path: new.path,
            created: self.clock().now(),
            tags: new.tags,
            access_keys: Vec::new(),
            attached_policies: Vec::new(),
            inline_policies: Vec::new(),
            groups: Vec::new(),
            permissions_boundary: None,
            mfa_devices: Vec::new(),
            password: None,
            signing_certificates: Vec::new(),
            ssh_public_keys: Vec::new(),
            service_credentials: Vec::new(),
        };
        permit.covers(&self.entity_arn(account, &record))?;
        if record.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerUser));
        }
        let boundary = new.permissions_boundary;
        let _room = self.reserve(account, AccountQuota::Users).await?;
        transact!(self, |draft| {
            let mut user = record.clone();
            self.draft_boundary(&mut draft, account, &mut user, boundary.as_ref())
                .await?;
            self.draft_new(&mut draft, account, &user).await
        });
        let made = self.user_of(account, record);
        Ok(User {
            permissions_boundary: boundary,
            ..made
        })
    }

    /// A user by name.
    ///
    /// # Errors
    /// There is none.
    pub async fn get_user(&self, permit: Permit<GetUser>, name: &UserName) -> Result<User, Error> {
        let user = self.permitted_user(&permit, name).await?;
        let found = self
            .listed_user(permit.account(), user.record.clone())
            .await?;
        Ok(User {
            permissions_boundary: user.boundary.clone(),
            ..found
        })
    }

    /// The users whose path begins with `prefix`, in the order of their names, without their
    /// permissions boundaries.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_users(
        &self,
        permit: Permit<ListUsers>,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<User>, Error> {
        let account = permit.account();
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("user{prefix}"),
        ))?;
        let listed = self.list_entities(account, "users", prefix, page).await?;
        let mut users = Vec::with_capacity(listed.items.len());
        for record in listed.items {
            users.push(self.listed_user(account, record).await?);
        }
        Ok(Page {
            items: users,
            next: listed.next,
        })
    }

    /// Renames a user or moves it to another path. Its id stays; its ARN changes.
    ///
    /// # Errors
    /// There is no such user, or the new name is taken.
    pub async fn update_user(
        &self,
        permit: Permit<UpdateUser>,
        name: &UserName,
        update: UserUpdate,
    ) -> Result<(), Error> {
        let to = Move::from(update);
        self.move_entity::<UserRecord, _>(&permit, name, to).await
    }

    /// Deletes a user that nothing depends on. Its permissions boundary goes with it.
    ///
    /// SOURCE: observed: a boundary does not keep AWS from deleting a user or role.
    ///
    /// # Errors
    /// There is no such user, or it is in groups or still has policies, keys, MFA devices, a password,
    /// certificates or credentials of services.
    pub async fn delete_user(
        &self,
        permit: Permit<DeleteUser>,
        name: &UserName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            if let Some(dependents) = dependents(&user) {
                return Err(Error::InUse(dependents));
            }
            self.draft_boundary(&mut draft, account, &mut user, None)
                .await?;
            let owner = KeyOwner::User(user.id);
            draft.delete(keyspace::password_last_used(account, owner)?);
            draft.delete(keyspace::accesses(account, user.id)?);
            delete_entity(&mut draft, account, &user)
        });
        Ok(())
    }

    /// The user that has a name now.
    pub(crate) async fn find_user(
        &self,
        account: AccountId,
        name: &UserName,
    ) -> Result<Option<Arc<KnownUser>>, Error> {
        let Some(id) = self.user_id(account, name).await? else {
            return Ok(None);
        };
        let user = self.known_user(account, id).await?;
        // It may have been renamed between the two steps.
        Ok(user.filter(|user| user.record.name.folded() == name.folded()))
    }

    /// The user that a reader wants to see, if the permit is for it.
    pub(crate) async fn permitted_user<O: Action>(
        &self,
        permit: &Permit<O>,
        name: &UserName,
    ) -> Result<Arc<KnownUser>, Error> {
        let user = self.find_user(permit.account(), name).await?;
        let user = user.ok_or_else(|| Error::NoSuchUser(name.clone()))?;
        covers(permit, &user.facts.arn, user.facts.id)?;
        Ok(user)
    }

    /// A user, as lists of users show it.
    async fn listed_user(&self, account: AccountId, record: UserRecord) -> Result<User, Error> {
        let owner = KeyOwner::User(record.id);
        let used = self.password_last_used(account, owner).await?;
        Ok(User {
            password_last_used: used,
            ..self.user_of(account, record)
        })
    }

    /// A user, as the lists of other things show it: without when it last signed in, and without its
    /// permissions boundary.
    ///
    /// SOURCE: IAM API Reference, type `User`: `PasswordLastUsed` is told by GetUser and ListUsers alone.
    pub(crate) fn user_of(&self, account: AccountId, record: UserRecord) -> User {
        User {
            arn: self.entity_arn(account, &record),
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
            tags: record.tags,
            permissions_boundary: None,
            password_last_used: None,
        }
    }
}

/// What must go before the user can.
///
/// SOURCE: observed of AWS for policies and keys, in this order; groups, MFA devices, passwords and
/// other credentials are known by their texts alone and stand around those.
fn dependents(user: &UserRecord) -> Option<Dependents> {
    if !user.groups.is_empty() {
        return Some(Dependents::Members);
    }
    policies_left(user)
        .or_else(|| (!user.access_keys.is_empty()).then_some(Dependents::AccessKeys))
        .or_else(|| (!user.mfa_devices.is_empty()).then_some(Dependents::MfaDevices))
        .or_else(|| user.password.as_ref().map(|_| Dependents::LoginProfile))
        .or_else(|| (!user.signing_certificates.is_empty()).then_some(Dependents::Certificates))
        .or_else(|| has_other_credentials(user).then_some(Dependents::References))
}

/// SOURCE: observed: AWS has no words of their own for these.
fn has_other_credentials(user: &UserRecord) -> bool {
    !user.ssh_public_keys.is_empty() || !user.service_credentials.is_empty()
}

impl From<UserUpdate> for Move<UserName> {
    fn from(update: UserUpdate) -> Self {
        Self {
            name: update.name,
            path: update.path,
        }
    }
}
