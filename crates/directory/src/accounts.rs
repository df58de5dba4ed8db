//! Accounts and their root users.

use iamd_auth::SystemWork;
use iamd_api::iam::GetUser;
use iamd_auth::Permit;
use iamd_ident::{AccessKeyId, AccountId, Arn, Secret, Timestamp};
use iamd_store::{KeyRange, SCAN_RECORDS_MAX};

use crate::{
    Directory, Error, KeyOwner,
    access_keys::fresh_secret,
    draft::{load, parse, transact},
    keyspace,
    records::{AccountRecord, RootUserRecord},
};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
}

/// An access key that is chosen by whoever makes an account: development mode's `test`/`test`.
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
}

impl Directory {
    /// Makes an account with its root user and one access key of the root user's.
    ///
    /// # Errors
    /// The account or the chosen key exists.
    pub async fn create_account(
        &self,
        _work: &SystemWork,
        id: AccountId,
        name: &str,
        chosen: Option<ChosenKey>,
    ) -> Result<(Account, ChosenKey), Error> {
        let key = chosen.unwrap_or_else(|| ChosenKey {
            id: AccessKeyId::long_term(id, self.random()),
            secret: fresh_secret(self.random()),
        });
        let created = self.clock().now();
        let place = keyspace::account(id)?;
        let record = AccountRecord { id, name: name.to_owned(), created };
        let root = RootUserRecord { created, access_keys: vec![key.id.clone()] };
        transact!(self, |draft| {
            if draft.read::<AccountRecord>(&place).await?.is_some() {
                return Err(Error::AccountExists(id));
            }
            draft.put(place.clone(), &record)?;
            draft.put(keyspace::root_user(id), &root)?;
            self.draft_key(&mut draft, id, &key.id, &key.secret, KeyOwner::RootUser).await
        });
        Ok((Account { id, name: record.name, created }, key))
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
        record.map(|(record, _)| record.into()).ok_or(Error::NoSuchAccount(id))
    }

    /// The root user that a permit is about.
    ///
    /// # Errors
    /// The permit is for another user.
    pub async fn get_root_user(&self, permit: Permit<GetUser>) -> Result<RootUser, Error> {
        let account = permit.account();
        let arn = Arn::root_user(self.partition(), account);
        permit.covers(&arn)?;
        let record = load::<RootUserRecord>(self.store(), &keyspace::root_user(account)).await?;
        let (record, _) = record.ok_or(Error::NoSuchAccount(account))?;
        Ok(RootUser { account, arn, created: record.created })
    }
}

impl From<AccountRecord> for Account {
    fn from(record: AccountRecord) -> Self {
        Self { id: record.id, name: record.name, created: record.created }
    }
}
