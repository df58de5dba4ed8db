//! Access keys of users and of the root user.

use iamd_api::iam::{
    CreateAccessKey, DeleteAccessKey, GetAccessKeyLastUsed, ListAccessKeys, UpdateAccessKey,
};
use iamd_api::sts::GetAccessKeyInfo;
use iamd_auth::{KeyUse, Permit, fresh_secret};
use iamd_ident::{AccessKeyId, AccountId, Arn, Secret, Timestamp, UserName};

use crate::{
    AccessKeyStatus, Directory, Error, KeyHolder, KeyOwner, Page, PageRequest, Quota,
    draft::{Draft, load, transact},
    entity::covers,
    keyspace,
    page::{cut, place_by_age},
    records::{AccessKeyRecord, GlobalAccessKeyRecord},
};

/// LIMIT: access keys of a user, and of the root user.
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const KEYS_MAX: usize = 2;

/// An access key without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// Its id.
    pub id: AccessKeyId,
    /// The name of the user that it belongs to; none for the root user.
    pub user_name: Option<UserName>,
    /// Whether it opens anything.
    pub status: AccessKeyStatus,
    /// When it was made.
    pub created: Timestamp,
}

/// An access key in the moment of its making: the only one in which its secret is told.
#[derive(Debug)]
pub struct NewAccessKey {
    /// The key.
    pub key: AccessKey,
    /// Forty characters of Base64.
    pub secret: Secret<String>,
}

/// What is known of a key's use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKeyUse {
    /// The name of the user that it belongs to; none for the root user.
    pub user_name: Option<UserName>,
    /// Its last use, if there was one.
    pub last: Option<KeyUse>,
}

impl Directory {
    /// Makes an access key.
    ///
    /// # Errors
    /// There is no such user, or it has as many keys as it may have.
    pub async fn create_access_key(
        &self,
        permit: Permit<CreateAccessKey>,
        holder: &KeyHolder,
    ) -> Result<NewAccessKey, Error> {
        let account = permit.account();
        let id = AccessKeyId::long_term(account, self.random());
        let secret = fresh_secret(self.random());
        let created = self.clock().now();
        let user_name = transact!(self, |draft| {
            let mut owner = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let keys = owner.keys_mut();
            if keys.len() >= KEYS_MAX {
                return Err(Error::Quota(Quota::AccessKeysPerUser));
            }
            keys.push(id.clone());
            self.draft_key(&mut draft, account, &id, &secret, owner.as_owner())
                .await?;
            owner.put(&mut draft, account)?;
            Ok(owner.user_name())
        });
        let key = AccessKey {
            id,
            user_name,
            status: AccessKeyStatus::Active,
            created,
        };
        Ok(NewAccessKey { key, secret })
    }

    /// The keys of a user, oldest first.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_access_keys(
        &self,
        permit: Permit<ListAccessKeys>,
        holder: &KeyHolder,
        page: &PageRequest,
    ) -> Result<Page<AccessKey>, Error> {
        let account = permit.account();
        let mut draft = Draft::new(self.store());
        let owner = self
            .permitted_key_holder(&mut draft, &permit, holder)
            .await?;
        let mut keys = Vec::new();
        for id in owner.keys() {
            let place = keyspace::access_key(account, id)?;
            if let Some((record, _)) = load::<AccessKeyRecord>(self.store(), &place).await? {
                let user_name = owner.user_name();
                let AccessKeyRecord {
                    status, created, ..
                } = record;
                keys.push(AccessKey {
                    id: id.clone(),
                    user_name,
                    status,
                    created,
                });
            }
        }
        keys.sort_by_cached_key(by_age);
        cut("access-keys", keys, page, by_age)
    }

    /// Makes a key active or inactive. The next request sees it.
    ///
    /// # Errors
    /// There is no such user, or the key is not one of its own.
    pub async fn update_access_key(
        &self,
        permit: Permit<UpdateAccessKey>,
        holder: &KeyHolder,
        id: &AccessKeyId,
        status: AccessKeyStatus,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let owner = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let place = keyspace::access_key(account, id)?;
            let missing = || Error::NoSuchAccessKey(id.clone());
            if !owner.keys().contains(id) {
                return Err(missing());
            }
            let mut key: AccessKeyRecord = draft.read(&place).await?.ok_or_else(missing)?;
            key.status = status;
            draft.put(place, &key)
        });
        Ok(())
    }

    /// Deletes a key.
    ///
    /// # Errors
    /// There is no such user, or the key is not one of its own.
    pub async fn delete_access_key(
        &self,
        permit: Permit<DeleteAccessKey>,
        holder: &KeyHolder,
        id: &AccessKeyId,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut owner = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let keys = owner.keys_mut();
            let Some(index) = keys.iter().position(|key| key == id) else {
                return Err(Error::NoSuchAccessKey(id.clone()));
            };
            keys.remove(index);
            draft.delete(keyspace::access_key(account, id)?);
            draft.delete(keyspace::last_used(account, id)?);
            draft.delete(keyspace::global_access_key(id)?);
            owner.put(&mut draft, account)
        });
        Ok(())
    }

    /// When and for what a key was used last.
    ///
    /// # Errors
    /// The account has no such key.
    pub async fn access_key_last_used(
        &self,
        permit: Permit<GetAccessKeyLastUsed>,
        id: &AccessKeyId,
    ) -> Result<AccessKeyUse, Error> {
        let account = permit.account();
        let missing = || Error::NoSuchAccessKey(id.clone());
        let key = self
            .open_key(id)
            .await?
            .filter(|key| key.account == account);
        let user_name = match key.ok_or_else(missing)?.owner {
            KeyOwner::RootUser => {
                permit.covers(&Arn::root_user(self.partition(), account))?;
                None
            }
            KeyOwner::User(user) => {
                let user = self.known_user(account, user).await?.ok_or_else(missing)?;
                covers(&permit, &user.facts.arn, user.facts.id)?;
                Some(user.facts.name.clone())
            }
        };
        Ok(AccessKeyUse {
            user_name,
            last: self.key_last_used(account, id).await?,
        })
    }

    /// The account that a key belongs to, for ids that do not hold it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn access_key_account(
        &self,
        permit: Permit<GetAccessKeyInfo>,
        id: &AccessKeyId,
    ) -> Result<Option<AccountId>, Error> {
        permit.covers(&"*")?;
        Ok(self.open_key(id).await?.map(|key| key.account))
    }

    /// Plans the records of a new key.
    pub(crate) async fn draft_key(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        id: &AccessKeyId,
        secret: &Secret<String>,
        owner: KeyOwner,
    ) -> Result<(), Error> {
        let global = keyspace::global_access_key(id)?;
        if draft
            .read::<GlobalAccessKeyRecord>(&global)
            .await?
            .is_some()
        {
            return Err(Error::AccessKeyExists(id.clone()));
        }
        let place = keyspace::access_key(account, id)?;
        let record = AccessKeyRecord {
            owner,
            status: AccessKeyStatus::Active,
            created: self.clock().now(),
            sealed_secret: self.seal_secret(&place, secret.expose().as_bytes())?,
        };
        draft.put(global, &GlobalAccessKeyRecord { account })?;
        draft.put(place, &record)
    }
}

/// A text that sorts keys by their age.
fn by_age(key: &AccessKey) -> String {
    place_by_age(key.created, &key.id)
}
