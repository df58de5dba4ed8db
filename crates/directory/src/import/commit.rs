//! Writes what was planned, and clears away what was broken off.

use iamd_ident::{AccessKeyId, AccountAlias, AccountId};
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX, Scope};

use super::{ImportError, ImportPlan};
use crate::{
    Directory, Error,
    draft::{Draft, load, transact},
    keyspace,
    records::{
        AccountAliasRecord, AccountRecord, BucketRecord, GlobalAccessKeyRecord, ImportRecord,
        IssuerAccountRecord, Record, WebIdentityIssuerRecord,
    },
};

/// How many records one transaction writes or deletes.
const BATCH: usize = 90;

/// How many names that are the whole server's one transaction takes, each with a check.
const PUBLISHED_AT_ONCE: usize = 40;

/// How many bytes of records one transaction writes, about.
///
/// LIMIT: a record that is larger than this goes alone.
const BATCH_BYTES: usize = 256 * 1024;

/// A record that is going to be written.
pub(super) enum Write {
    Record(Key, Vec<u8>),
    /// One with secrets. They are sealed in the transaction that writes them, as all secrets are: what
    /// was sealed before could be under a key that is no more.
    Sealed(Key, Seal),
}

pub(super) type Seal = Box<dyn Fn(&Directory) -> Result<Vec<u8>, Error> + Send + Sync>;

/// What must be unique on the whole server, and leads to the account.
pub(super) enum Published {
    Key(AccessKeyId),
    Bucket(Box<BucketRecord>),
    Alias(AccountAlias),
    Issuer(String),
}

impl Directory {
    /// Says that the account is being imported: from now on nobody else makes it.
    pub(super) async fn mark_import(&self, plan: &ImportPlan) -> Result<(), ImportError> {
        let account = plan.account.id;
        let (place, mark) = (keyspace::account(account)?, keyspace::import(account)?);
        let record = ImportRecord {
            started: self.clock().now(),
            alias: plan.account.alias.clone(),
        };
        transact!(self, |draft| {
            let known = draft.read::<AccountRecord>(&place).await?.is_some();
            if known || draft.read::<ImportRecord>(&mark).await?.is_some() {
                return Err(Error::AccountExists(account));
            }
            draft.put(mark.clone(), &record)
        });
        Ok(())
    }

    pub(super) async fn write_import(
        &self,
        plan: ImportPlan,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<(), ImportError> {
        let account = plan.account.id;
        let mut written = 0;
        let mut writes = plan.writes.into_iter().peekable();
        while writes.peek().is_some() {
            let mut draft = Draft::new(self.store());
            let mut bytes = 0;
            while draft.operations() < BATCH && bytes < BATCH_BYTES {
                let Some(write) = writes.next() else {
                    break;
                };
                let (key, value) = match write {
                    Write::Record(key, value) => (key, value),
                    Write::Sealed(key, seal) => (key, seal(self)?),
                };
                bytes += key.as_bytes().len() + value.len();
                draft.put_bytes(key, value);
            }
            written += draft.operations();
            self.committed(draft).await?;
            progress(written);
        }
        for published in plan.published.chunks(PUBLISHED_AT_ONCE) {
            self.publish_import(account, published).await?;
            written += published.len();
            progress(written);
        }
        let (place, mark) = (keyspace::account(account)?, keyspace::import(account)?);
        let mut draft = Draft::new(self.store());
        draft.read::<AccountRecord>(&place).await?;
        draft.put(place, &plan.account)?;
        draft.delete(mark);
        self.committed(draft).await
    }

    /// What an import comes to that failed: the store may have said no and have written the last
    /// transaction all the same, and what is read afterwards tells.
    pub(super) async fn give_up_import(
        &self,
        account: AccountId,
        error: ImportError,
    ) -> Result<(), ImportError> {
        let (place, mark) = (keyspace::account(account)?, keyspace::import(account)?);
        let found = load::<AccountRecord>(self.store(), &place).await;
        let marked = load::<ImportRecord>(self.store(), &mark).await;
        match (found, marked) {
            (Ok(Some(_)), Ok(None)) => Ok(()),
            (Ok(None), _) => {
                // If that fails as well, the next start does it.
                self.clear_import(account).await?;
                Err(error)
            }
            (Ok(Some(_)), Ok(Some(_))) => Err(error),
            (Err(error), _) | (_, Err(error)) => Err(ImportError::InDoubt(error)),
        }
    }

    async fn publish_import(
        &self,
        account: AccountId,
        published: &[Published],
    ) -> Result<(), ImportError> {
        let mut draft = Draft::new(self.store());
        for published in published {
            match published {
                Published::Key(id) => {
                    let place = keyspace::global_access_key(id)?;
                    take(&mut draft, place, &GlobalAccessKeyRecord { account }).await?;
                }
                Published::Bucket(bucket) => {
                    let place = keyspace::bucket(&bucket.name)?;
                    take(&mut draft, place, &**bucket).await?;
                }
                Published::Alias(alias) => {
                    let place = keyspace::account_alias(alias)?;
                    take(&mut draft, place, &AccountAliasRecord { account }).await?;
                }
                Published::Issuer(id) => {
                    let place = keyspace::issuer_account(id)?;
                    take(&mut draft, place, &IssuerAccountRecord { account }).await?;
                }
            }
        }
        self.committed(draft).await
    }

    /// The accounts that are being imported, or were when that was broken off.
    pub(super) async fn marked_imports(&self) -> Result<Vec<AccountId>, Error> {
        let range = KeyRange::under(&keyspace::imports());
        let marks = self.store().scan(&range, SCAN_RECORDS_MAX).await;
        let marks = marks.map_err(|error| Error::Store(Box::new(error)))?;
        let account = |key: &Key| key.name().and_then(|name| name.parse().ok());
        Ok(marks.iter().filter_map(|(key, _)| account(key)).collect())
    }

    /// Removes all that an import wrote, and its mark at last: names that are the whole server's
    /// first, which are found by the records of the account.
    pub(super) async fn clear_import(&self, account: AccountId) -> Result<(), Error> {
        let mark = keyspace::import(account)?;
        let Some((record, _)) = load::<ImportRecord>(self.store(), &mark).await? else {
            return Ok(());
        };
        // INVARIANT: an account that there is is never cleared away.
        let place = keyspace::account(account)?;
        if load::<AccountRecord>(self.store(), &place).await?.is_some() {
            return Err(Error::Corrupt {
                what: ImportRecord::NAME,
                source: format!("there is the account {account}").into(),
            });
        }
        if let Some(alias) = &record.alias {
            let place = keyspace::account_alias(alias)?;
            let is_own = |record: &AccountAliasRecord| record.account == account;
            self.withdraw(place, is_own).await?;
        }
        let issuer = keyspace::web_identity_issuer(account);
        if let Some((issuer, _)) = load::<WebIdentityIssuerRecord>(self.store(), &issuer).await? {
            let place = keyspace::issuer_account(&issuer.id)?;
            let is_own = |record: &IssuerAccountRecord| record.account == account;
            self.withdraw(place, is_own).await?;
        }
        for key in self.names_under(&keyspace::access_keys(account)).await? {
            let Ok(id) = key.parse() else {
                continue;
            };
            let place = keyspace::global_access_key(&id)?;
            let is_own = |record: &GlobalAccessKeyRecord| record.account == account;
            self.withdraw(place, is_own).await?;
        }
        for name in self.names_under(&keyspace::buckets_of(account)).await? {
            let Ok(name) = name.parse() else {
                continue;
            };
            let place = keyspace::bucket(&name)?;
            self.withdraw(place, |record: &BucketRecord| record.owner == account)
                .await?;
        }
        self.remove_scope(account).await?;
        transact!(self, |draft| {
            draft.delete(mark.clone());
            Ok(())
        });
        Ok(())
    }

    /// Removes a name if it leads to the account.
    async fn withdraw<R: Record>(
        &self,
        place: Key,
        is_own: impl Fn(&R) -> bool + Send + Sync,
    ) -> Result<(), Error> {
        transact!(self, |draft| {
            if draft.read::<R>(&place).await?.as_ref().is_some_and(&is_own) {
                draft.delete(place.clone());
            }
            Ok(())
        });
        Ok(())
    }

    /// Removes every record of an account but those of the whole server.
    async fn remove_scope(&self, account: AccountId) -> Result<(), Error> {
        let range = KeyRange::within(Scope::Account(account));
        loop {
            let records = self.store().scan(&range, BATCH).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            if records.is_empty() {
                return Ok(());
            }
            let mut draft = Draft::new(self.store());
            for (key, _) in records {
                draft.delete(key);
            }
            self.commit(draft).await?;
        }
    }

    /// Commits what nobody else may have changed.
    async fn committed(&self, draft: Draft<'_>) -> Result<(), ImportError> {
        match self.commit(draft).await? {
            None => Ok(()),
            Some(place) => Err(ImportError::TakenMeanwhile {
                what: place.to_string(),
            }),
        }
    }

    /// The last segments of the keys under a key.
    pub(super) async fn names_under(&self, prefix: &Key) -> Result<Vec<String>, Error> {
        let (mut range, mut names) = (KeyRange::under(prefix), Vec::new());
        loop {
            let records = self.store().scan(&range, SCAN_RECORDS_MAX).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = records.last() else {
                return Ok(names);
            };
            range = range.after(last);
            let found = records.iter().filter_map(|(key, _)| key.name());
            names.extend(found.map(ToOwned::to_owned));
        }
    }
}

/// Plans a name that nobody may have.
async fn take<R: Record>(draft: &mut Draft<'_>, place: Key, record: &R) -> Result<(), ImportError> {
    if draft.read::<R>(&place).await?.is_some() {
        return Err(ImportError::TakenMeanwhile {
            what: place.to_string(),
        });
    }
    Ok(draft.put(place, record)?)
}

#[cfg(test)]
mod tests;
