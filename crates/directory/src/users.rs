//! IAM users.

use std::sync::Arc;

use iamd_api::{
    Action,
    iam::{CreateUser, DeleteUser, GetUser, ListUsers, UpdateUser},
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, IdKind, Path, Tag, Timestamp, UniqueId, UserName};

use crate::{
    Dependents, Directory, Error, Page, PageRequest, Quota,
    draft::{Draft, load_from, parse, transact},
    keyspace,
    page::Walk,
    principals::KnownUser,
    records::{UserNameRecord, UserRecord},
};

/// LIMIT: tags of a user. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const TAGS_MAX: usize = 50;

const LIST: &str = "users";

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
    /// The name is taken, or the user would have too many tags.
    pub async fn create_user(
        &self,
        permit: Permit<CreateUser>,
        new: NewUser,
    ) -> Result<User, Error> {
        let account = permit.account();
        permit.covers(&self.user_arn(account, &new.path, &new.name))?;
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerUser));
        }
        let record = UserRecord {
            id: UniqueId::random(IdKind::User, self.random()),
            name: new.name,
            path: new.path,
            created: self.clock().now(),
            tags: new.tags,
            access_keys: Vec::new(),
            attached_policies: Vec::new(),
            inline_policies: Vec::new(),
        };
        let name_place = keyspace::user_name(account, &record.name)?;
        transact!(self, |draft| {
            if draft.read::<UserNameRecord>(&name_place).await?.is_some() {
                return Err(Error::UserExists(record.name.clone()));
            }
            draft.put(name_place.clone(), &name_record(&record))?;
            draft.put(keyspace::user(account, record.id)?, &record)
        });
        Ok(self.user_of(account, record))
    }

    /// A user by name.
    ///
    /// # Errors
    /// There is none.
    pub async fn get_user(&self, permit: Permit<GetUser>, name: &UserName) -> Result<User, Error> {
        let user = self.permitted_user(&permit, name).await?;
        Ok(self.user_of(permit.account(), user.record.clone()))
    }

    /// The users whose path begins with `prefix`, in the order of their names.
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
        let snapshot = self.snapshot().await?;
        let names = keyspace::user_names(account);
        let mut walk = Walk::begin(&snapshot, LIST, &names, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (name, _) = parse::<UserNameRecord>(&stored)?;
            if !name.path.as_str().starts_with(prefix) {
                continue;
            }
            let record = load_from(&snapshot, &keyspace::user(account, name.id)?).await?;
            if let Some(record) = record
                && !walk.show(self.user_of(account, record))
            {
                break;
            }
        }
        Ok(walk.page())
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
        let account = permit.account();
        transact!(self, |draft| {
            let mut user = self.draft_user(&mut draft, account, name).await?;
            permit.covers(&self.user_arn(account, &user.path, &user.name))?;
            let old_place = keyspace::user_name(account, &user.name)?;
            if let Some(new_name) = &update.name {
                user.name = new_name.clone();
            }
            if let Some(new_path) = &update.path {
                user.path = new_path.clone();
            }
            let new_place = keyspace::user_name(account, &user.name)?;
            if new_place != old_place {
                if draft.read::<UserNameRecord>(&new_place).await?.is_some() {
                    return Err(Error::UserExists(user.name));
                }
                draft.delete(old_place);
            }
            draft.put(new_place, &name_record(&user))?;
            draft.put(keyspace::user(account, user.id)?, &user)
        });
        Ok(())
    }

    /// Deletes a user that nothing depends on.
    ///
    /// # Errors
    /// There is no such user, or it still has keys or policies.
    pub async fn delete_user(
        &self,
        permit: Permit<DeleteUser>,
        name: &UserName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let user = self.draft_user(&mut draft, account, name).await?;
            permit.covers(&self.user_arn(account, &user.path, &user.name))?;
            if let Some(dependents) = dependents(&user) {
                return Err(Error::InUse(dependents));
            }
            draft.delete(keyspace::user_name(account, &user.name)?);
            draft.delete(keyspace::user(account, user.id)?);
            Ok(())
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
        permit.covers(&user.facts.arn)?;
        Ok(user)
    }

    /// The user that has a name, taken for granted by a draft.
    pub(crate) async fn draft_user(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        name: &UserName,
    ) -> Result<UserRecord, Error> {
        let missing = || Error::NoSuchUser(name.clone());
        let place = keyspace::user_name(account, name)?;
        let found: UserNameRecord = draft.read(&place).await?.ok_or_else(missing)?;
        draft
            .read(&keyspace::user(account, found.id)?)
            .await?
            .ok_or_else(missing)
    }

    fn user_of(&self, account: AccountId, record: UserRecord) -> User {
        User {
            arn: self.user_arn(account, &record.path, &record.name),
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
            tags: record.tags,
        }
    }
}

fn name_record(user: &UserRecord) -> UserNameRecord {
    UserNameRecord {
        id: user.id,
        path: user.path.clone(),
    }
}

/// What must go before the user can. In the order in which AWS names it (observed).
fn dependents(user: &UserRecord) -> Option<Dependents> {
    let kinds = [
        (
            user.attached_policies.is_empty(),
            Dependents::AttachedPolicies,
        ),
        (user.inline_policies.is_empty(), Dependents::InlinePolicies),
        (user.access_keys.is_empty(), Dependents::AccessKeys),
    ];
    kinds
        .into_iter()
        .find(|(empty, _)| !empty)
        .map(|(_, kind)| kind)
}
