//! The account's alias: list, create, delete.

use aws_sdk_iam::Client;

use crate::{Attempt, Failure};

/// The aliases of the account: one, or none.
///
/// # Errors
/// The call failed.
pub async fn list_aliases(iam: &Client) -> Result<Vec<String>, Failure> {
    let pages = iam.list_account_aliases().into_paginator().items().send();
    let aliases = pages
        .collect::<Result<Vec<_>, _>>()
        .await
        .map_err(|error| Failure::call(Attempt::ListAliases, &error))?;
    tracing::info!(?aliases, "listed account aliases");
    Ok(aliases)
}

/// Gives the account an alias, in the place of the one that it has.
///
/// # Errors
/// The call failed; `EntityAlreadyExists` if another account has it.
pub async fn create_alias(iam: &Client, alias: &str) -> Result<(), Failure> {
    iam.create_account_alias()
        .account_alias(alias)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::CreateAlias(alias.to_owned()), &error))?;
    tracing::info!(alias, "created an account alias");
    Ok(())
}

/// Takes an alias from the account.
///
/// # Errors
/// The call failed; `NoSuchEntity` if the account has not this alias.
pub async fn delete_alias(iam: &Client, alias: &str) -> Result<(), Failure> {
    iam.delete_account_alias()
        .account_alias(alias)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::DeleteAlias(alias.to_owned()), &error))?;
    tracing::info!(alias, "deleted an account alias");
    Ok(())
}

/// Gives the account the alias back that it had. An alias that somebody else gave it meanwhile stays.
pub(crate) async fn restore(
    iam: &Client,
    ours: &[String],
    before: Option<&str>,
) -> Result<(), Failure> {
    let now = list_aliases(iam).await?.into_iter().next();
    match (now, before) {
        (Some(alias), _) if !ours.contains(&alias) => Ok(()),
        (_, Some(before)) => create_alias(iam, before).await,
        (Some(alias), None) => delete_alias(iam, &alias).await,
        (None, None) => Ok(()),
    }
}
