//! Accounts, their aliases and their root users.

use super::{credentials, on::On};
use crate::{
    Error, KeyOwner, keyspace,
    records::{AccountAliasRecord, AccountRecord, RootUserRecord},
};

/// Checks that there is the account whose records begin here.
pub(super) async fn is_there(on: &mut On<'_>) -> Result<(), Error> {
    let account = on.account()?;
    let place = keyspace::account(account)?;
    let why = format!("it is a record of the account {account}");
    on.expect::<AccountRecord>(&place, &why).await?;
    // Its own look tells what is wrong with it, but nothing leads there if it is gone.
    let root = keyspace::root_user(account);
    on.expect::<RootUserRecord>(&root, &why).await?;
    Ok(())
}

pub(super) async fn account(on: &mut On<'_>, record: AccountRecord) -> Result<(), Error> {
    on.lies_at(&keyspace::account(record.id)?);
    let root = keyspace::root_user(record.id);
    on.expect::<RootUserRecord>(&root, "each account has a root user")
        .await?;
    let Some(alias) = &record.alias else {
        return Ok(());
    };
    let place = keyspace::account_alias(alias)?;
    let why = format!("its alias is {alias}");
    if let Some(found) = on.expect::<AccountAliasRecord>(&place, &why).await? {
        on.check(found.account == record.id, || {
            format!("its alias {alias} leads to the account {}", found.account)
        });
    }
    Ok(())
}

pub(super) async fn alias(on: &mut On<'_>, record: AccountAliasRecord) -> Result<(), Error> {
    if on.is_imported(record.account) {
        return Ok(());
    }
    let place = keyspace::account(record.account)?;
    let alias = on.segment(0);
    let why = format!("the alias leads to the account {}", record.account);
    if let Some(account) = on.expect::<AccountRecord>(&place, &why).await? {
        let is_its = account.alias.is_some_and(|own| own.as_str() == alias);
        on.check(is_its, || format!("{place} does not have this alias"));
    }
    Ok(())
}

pub(super) async fn root_user(on: &mut On<'_>, record: RootUserRecord) -> Result<(), Error> {
    let owned = credentials::Owned {
        owner: KeyOwner::RootUser,
        access_keys: &record.access_keys,
        mfa_devices: &record.mfa_devices,
        password: record.password.as_ref(),
        signing_certificates: &record.signing_certificates,
    };
    credentials::owned(on, &owned).await
}
