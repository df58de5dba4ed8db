//! Accounts and their root users.

use iamd_api::iam::GetUser;
use iamd_auth::{Permit, SystemWork, fresh_secret};
use iamd_ident::{AccessKeyId, AccountAlias, AccountId, Arn, Secret, Timestamp};
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX};

use crate::{
    Directory, Error, KeyOwner,
    draft::{load, parse, transact},
    keyspace,
    records::{AccountRecord, ImportRecord, RootUserRecord},
};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// When it was made.
    pub created: Timestamp,
    /// Its alias, if it has one.
    pub alias: Option<AccountAlias>,
}

/// How many of each kind an account has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntityCounts {
    /// Users.
    pub users: u64,
    /// Groups.
    pub groups: u64,
    /// Roles.
    pub roles: u64,
    /// Managed policies of its own.
    pub policies: u64,
    /// Virtual MFA devices.
    pub mfa_devices: u64,
    /// Buckets.
    pub buckets: u64,
}

/// An access key that is chosen before its account is made.
#[derive(Debug)]
pub struct ChosenKey {
    /// The id.
    pub id: AccessKeyId,
    /// The secret.
    pub secret: Secret<String>,
}

/// The root user of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootUser {
    /// The account.
    pub account: AccountId,
    /// `arn:PARTITION:iam::ACCOUNT:root`.
    pub arn: Arn,
    /// When it was made, with its account.
    pub created: Timestamp,
    /// When somebody last signed in with its password.
    pub password_last_used: Option<Timestamp>,
}

impl Directory {
    /// A key for the root user of an account that is going to be made.
    pub fn fresh_key(&self, account: AccountId) -> ChosenKey {
        ChosenKey {
            id: AccessKeyId::long_term(account, self.random()),
            secret: fresh_secret(self.random()),
        }
    }

    /// Makes an account with its root user and one access key of the root user's.
    ///
    /// # Errors
    /// The account or the key exists.
    pub async fn create_account(
        &self,
        _work: &SystemWork,
        id: AccountId,
        key: ChosenKey,
    ) -> Result<Account, Error> {
        let created = self.clock().now();
        let (place, import) = (keyspace::account(id)?, keyspace::import(id)?);
        let record = AccountRecord {
            id,
            created,
            alias: None,
        };
        let root = RootUserRecord {
            created,
            access_keys: vec![key.id.clone()],
            mfa_devices: Vec::new(),
            password: None,
            signing_certificates: Vec::new(),
        };
        transact!(self, |draft| {
            let known = draft.read::<AccountRecord>(&place).await?.is_some();
            // One that is being imported is made by that.
            if known || draft.read::<ImportRecord>(&import).await?.is_some() {
                return Err(Error::AccountExists(id));
            }
            draft.put(place.clone(), &record)?;
            draft.put(keyspace::root_user(id), &root)?;
            self.draft_key(&mut draft, id, &key.id, &key.secret, KeyOwner::RootUser)
                .await
        });
        Ok(record.into())
    }

    /// How many of each kind an account has.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn count_entities(
        &self,
        _work: &SystemWork,
        account: AccountId,
    ) -> Result<EntityCounts, Error> {
        let named = |table| keyspace::names(account, table);
        Ok(EntityCounts {
            users: self.count(&named(keyspace::USER_NAMES)).await?,
            groups: self.count(&named(keyspace::GROUP_NAMES)).await?,
            roles: self.count(&named(keyspace::ROLE_NAMES)).await?,
            policies: self.count(&keyspace::policy_names(account)).await?,
            mfa_devices: self.count(&keyspace::mfa_devices(account)).await?,
            buckets: self.count(&keyspace::buckets_of(account)).await?,
        })
    }

    async fn count(&self, prefix: &Key) -> Result<u64, Error> {
        let snapshot = self.snapshot().await?;
        let mut range = KeyRange::under(prefix);
        let mut count = 0;
        loop {
            let records = snapshot.scan(&range, SCAN_RECORDS_MAX).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = records.last() else {
                return Ok(count);
            };
            range = range.after(last);
            count += records.len() as u64;
        }
    }

    /// Whether there is any account.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn has_accounts(&self, _work: &SystemWork) -> Result<bool, Error> {
        // One that is damaged is one all the same.
        let snapshot = self.snapshot().await?;
        let accounts = KeyRange::under(&keyspace::accounts());
        let first = snapshot.examine(&accounts, 1).await;
        Ok(!first
            .map_err(|error| Error::Store(Box::new(error)))?
            .is_empty())
    }

    /// The accounts of the server, in the order of their ids: the first
    /// [`SCAN_RECORDS_MAX`] of them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn list_accounts(&self, _work: &SystemWork) -> Result<Vec<Account>, Error> {
        let range = KeyRange::under(&keyspace::accounts());
        let records = self.store().scan(&range, SCAN_RECORDS_MAX).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        let account = |(_, stored): &(_, _)| Ok(parse::<AccountRecord>(stored)?.0.into());
        records.iter().map(account).collect()
    }

    /// An account.
    ///
    /// # Errors
    /// There is none with this id.
    pub async fn account(&self, _work: &SystemWork, id: AccountId) -> Result<Account, Error> {
        let record = load::<AccountRecord>(self.store(), &keyspace::account(id)?).await?;
        record
            .map(|(record, _)| record.into())
            .ok_or(Error::NoSuchAccount(id))
    }

    /// The root user that a permit is about.
    ///
    /// # Errors
    /// The permit is for another user.
    pub async fn get_root_user(&self, permit: Permit<GetUser>) -> Result<RootUser, Error> {
        let account = permit.account();
        permit.covers(&Arn::root_user(self.partition(), account))?;
        let root = self.root_user(account).await?;
        root.ok_or(Error::NoSuchAccount(account))
    }

    /// The root user of an account, if there is that account.
    pub(crate) async fn root_user(&self, account: AccountId) -> Result<Option<RootUser>, Error> {
        let record = load::<RootUserRecord>(self.store(), &keyspace::root_user(account)).await?;
        let Some((record, _)) = record else {
            return Ok(None);
        };
        let used = self.password_last_used(account, KeyOwner::RootUser).await?;
        Ok(Some(RootUser {
            account,
            arn: Arn::root_user(self.partition(), account),
            created: record.created,
            password_last_used: used,
        }))
    }
}

impl From<AccountRecord> for Account {
    fn from(record: AccountRecord) -> Self {
        Self {
            id: record.id,
            created: record.created,
            alias: record.alias,
        }
    }
}
