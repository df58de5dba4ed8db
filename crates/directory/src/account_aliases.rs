//! Aliases: names of accounts, one for each, which whoever signs in may type for the account's id.

use iamd_api::iam::{CreateAccountAlias, DeleteAccountAlias, ListAccountAliases};
use iamd_auth::Permit;
use iamd_ident::{AccountAlias, AccountId};

use crate::{
    Directory, Error,
    draft::{Draft, load, transact},
    keyspace,
    page::only_page,
    records::{AccountAliasRecord, AccountRecord},
};

impl Directory {
    /// Gives the account an alias, in the place of the one that it has.
    ///
    /// # Errors
    /// An account has the alias, be it this one.
    pub async fn create_account_alias(
        &self,
        permit: Permit<CreateAccountAlias>,
        alias: &AccountAlias,
    ) -> Result<(), Error> {
        let account = permit.account();
        permit.covers(&"*")?;
        let place = keyspace::account_alias(alias)?;
        transact!(self, |draft| {
            if draft.read::<AccountAliasRecord>(&place).await?.is_some() {
                return Err(Error::AccountAliasExists(alias.clone()));
            }
            let mut record = draft_account(&mut draft, account).await?;
            if let Some(old) = record.alias.replace(alias.clone()) {
                draft.delete(keyspace::account_alias(&old)?);
            }
            draft.put(place.clone(), &AccountAliasRecord { account })?;
            draft.put(keyspace::account(account)?, &record)
        });
        Ok(())
    }

    /// Takes its alias from the account.
    ///
    /// # Errors
    /// The account has no alias, or another one.
    pub async fn delete_account_alias(
        &self,
        permit: Permit<DeleteAccountAlias>,
        alias: &AccountAlias,
    ) -> Result<(), Error> {
        let account = permit.account();
        permit.covers(&"*")?;
        transact!(self, |draft| {
            let mut record = draft_account(&mut draft, account).await?;
            if record.alias.take().as_ref() != Some(alias) {
                return Err(Error::NoSuchAccountAlias(alias.clone()));
            }
            draft.delete(keyspace::account_alias(alias)?);
            draft.put(keyspace::account(account)?, &record)
        });
        Ok(())
    }

    /// The alias of the account, if it has one: there is one page, which `marker` is not of.
    ///
    /// # Errors
    /// There is a marker.
    pub async fn list_account_aliases(
        &self,
        permit: Permit<ListAccountAliases>,
        marker: Option<&str>,
    ) -> Result<Vec<AccountAlias>, Error> {
        permit.covers(&"*")?;
        only_page(marker)?;
        let alias = self.alias_of_account(permit.account()).await?;
        Ok(alias.into_iter().collect())
    }

    /// The alias of an account, if it has one.
    pub(crate) async fn alias_of_account(
        &self,
        account: AccountId,
    ) -> Result<Option<AccountAlias>, Error> {
        let place = keyspace::account(account)?;
        let account = load::<AccountRecord>(self.store(), &place).await?;
        Ok(account.and_then(|(account, _)| account.alias))
    }

    /// The account that somebody means who wants to sign in and types an id or an alias, which is the
    /// name of a host at AWS: so its case does not matter.
    pub(crate) async fn account_to_sign_in_to(
        &self,
        typed: &str,
    ) -> Result<Option<AccountId>, Error> {
        if let Ok(id) = typed.parse() {
            let account = load::<AccountRecord>(self.store(), &keyspace::account(id)?).await?;
            return Ok(account.map(|(account, _)| account.id));
        }
        let Ok(alias) = typed.to_ascii_lowercase().parse() else {
            return Ok(None);
        };
        let place = keyspace::account_alias(&alias)?;
        let found = load::<AccountAliasRecord>(self.store(), &place).await?;
        Ok(found.map(|(found, _)| found.account))
    }
}

/// The record of an account, taken for granted by a draft.
async fn draft_account(draft: &mut Draft<'_>, id: AccountId) -> Result<AccountRecord, Error> {
    let account = draft.read(&keyspace::account(id)?).await?;
    account.ok_or(Error::NoSuchAccount(id))
}
