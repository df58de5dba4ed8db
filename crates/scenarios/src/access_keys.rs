//! The access keys of a user: list, create, look up the last use, activate and deactivate, delete.
//!
//! A user has at most two keys, so that a new one can take over before the old one goes.
//!
//! # The program `access-keys`, step by step
//!
//! AWS's page is "Manage IAM access keys". Its functions have the same names here.
//!
//! | step of AWS's page | function | operation |
//! |---|---|---|
//! | find the current user | [`crate::users::current_user`] | `GetUser` |
//! | list its keys; stop if there are two | [`list_keys`] | `ListAccessKeys` |
//! | create a key | [`create_key`] | `CreateAccessKey` |
//! | print the keys | [`list_keys`] | `ListAccessKeys` |
//! | see when the older key was used, and for what | [`get_last_use`] | `GetAccessKeyLastUsed` |
//! | deactivate the new key, print the keys | [`update_key`], [`list_keys`] | `UpdateAccessKey`, `ListAccessKeys` |
//! | delete the new key, print the keys | [`delete_key`], [`list_keys`] | `DeleteAccessKey`, `ListAccessKeys` |
//!
//! The root user has keys as well, but no name: an administrator stands in for it.
//!
//! ```no_run
//! # async fn example() -> Result<(), iamd_scenarios::Failure> {
//! use iamd_scenarios::{access_keys::{get_last_use, list_keys}, aws_configuration};
//!
//! let iam = aws_sdk_iam::Client::new(&aws_configuration().await);
//! for key in list_keys(&iam, "Bob").await? {
//!     let id = key.access_key_id.unwrap_or_default();
//!     let last_use = get_last_use(&iam, &id).await?.access_key_last_used;
//!     println!("{id}: {:?}", last_use.map(|it| it.service_name));
//! }
//! # Ok(())
//! # }
//! ```

pub(crate) mod program;

use aws_sdk_iam::{
    Client,
    operation::get_access_key_last_used::GetAccessKeyLastUsedOutput,
    types::{AccessKey, AccessKeyMetadata, StatusType},
};

use crate::{Attempt, Failure};

/// How many access keys a user may have.
///
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub const KEYS_MAX: usize = 2;

/// The access keys of a user.
///
/// # Errors
/// The call failed.
pub async fn list_keys(iam: &Client, user_name: &str) -> Result<Vec<AccessKeyMetadata>, Failure> {
    let pages = iam
        .list_access_keys()
        .user_name(user_name)
        .into_paginator()
        .items()
        .send();
    let keys = pages
        .collect::<Result<Vec<_>, _>>()
        .await
        .map_err(|error| Failure::call(Attempt::ListKeys(user_name.to_owned()), &error))?;
    tracing::info!(user_name, count = keys.len(), "listed access keys");
    Ok(keys)
}

/// Makes an access key for a user. The answer is the only one that ever has its secret.
///
/// # Errors
/// The call failed; `LimitExceeded` if the user has [`KEYS_MAX`] keys.
pub async fn create_key(iam: &Client, user_name: &str) -> Result<AccessKey, Failure> {
    let attempt = || Attempt::CreateKey(user_name.to_owned());
    let created = iam
        .create_access_key()
        .user_name(user_name)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let key = created
        .access_key
        .ok_or_else(|| Failure::incomplete(attempt(), "AccessKey"))?;
    tracing::info!(
        user_name,
        key_id = key.access_key_id,
        "created an access key"
    );
    Ok(key)
}

/// When and for what a key was last used, and whose it is.
///
/// # Errors
/// The call failed.
pub async fn get_last_use(
    iam: &Client,
    key_id: &str,
) -> Result<GetAccessKeyLastUsedOutput, Failure> {
    let last_use = iam
        .get_access_key_last_used()
        .access_key_id(key_id)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::LastUse(key_id.to_owned()), &error))?;
    tracing::info!(
        key_id,
        user_name = last_use.user_name,
        "looked up the last use of a key"
    );
    Ok(last_use)
}

/// Activates or deactivates a key. With an inactive key nothing can be signed.
///
/// # Errors
/// The call failed.
pub async fn update_key(
    iam: &Client,
    user_name: &str,
    key_id: &str,
    activate: bool,
) -> Result<(), Failure> {
    let key = key_id.to_owned();
    let (attempt, status) = if activate {
        (Attempt::ActivateKey(key), StatusType::Active)
    } else {
        (Attempt::DeactivateKey(key), StatusType::Inactive)
    };
    iam.update_access_key()
        .user_name(user_name)
        .access_key_id(key_id)
        .status(status.clone())
        .send()
        .await
        .map_err(|error| Failure::call(attempt, &error))?;
    tracing::info!(
        user_name,
        key_id,
        status = status.as_str(),
        "updated an access key"
    );
    Ok(())
}

/// Deletes a key, for good.
///
/// # Errors
/// The call failed.
pub async fn delete_key(iam: &Client, user_name: &str, key_id: &str) -> Result<(), Failure> {
    iam.delete_access_key()
        .user_name(user_name)
        .access_key_id(key_id)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::DeleteKey(key_id.to_owned()), &error))?;
    tracing::info!(user_name, key_id, "deleted an access key");
    Ok(())
}
