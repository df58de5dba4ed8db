//! The access keys of a user: list, create, look up the last use, activate and deactivate, delete.
//!
//! A user has at most two keys, so that a new one can take over before the old one goes.

pub(crate) mod program;

use aws_sdk_iam::{
    Client,
    operation::get_access_key_last_used::GetAccessKeyLastUsedOutput,
    types::{AccessKey, AccessKeyMetadata, StatusType},
};

use crate::Failure;

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
        .map_err(|error| Failure::call(format!("list the access keys of {user_name}"), &error))?;
    tracing::info!(user_name, count = keys.len(), "listed access keys");
    Ok(keys)
}

/// Makes an access key for a user. The answer is the only one that ever has its secret.
///
/// # Errors
/// The call failed; `LimitExceeded` if the user has [`KEYS_MAX`] keys.
pub async fn create_key(iam: &Client, user_name: &str) -> Result<AccessKey, Failure> {
    let attempt = || format!("create an access key for {user_name}");
    let created = iam
        .create_access_key()
        .user_name(user_name)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let key = created
        .access_key
        .ok_or_else(|| Failure::incomplete(attempt()))?;
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
        .map_err(|error| Failure::call(format!("look up the last use of {key_id}"), &error))?;
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
    let (verb, status) = if activate {
        ("activate", StatusType::Active)
    } else {
        ("deactivate", StatusType::Inactive)
    };
    iam.update_access_key()
        .user_name(user_name)
        .access_key_id(key_id)
        .status(status.clone())
        .send()
        .await
        .map_err(|error| Failure::call(format!("{verb} the access key {key_id}"), &error))?;
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
        .map_err(|error| Failure::call(format!("delete the access key {key_id}"), &error))?;
    tracing::info!(user_name, key_id, "deleted an access key");
    Ok(())
}
