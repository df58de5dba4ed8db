//! Users and their policies: create, rename, list, delete; put and attach, delete and detach.
//!
//! A new user may do nothing and has no key. A user that still has keys or policies is not deleted.

pub(crate) mod program;

use aws_sdk_iam::{Client, types::User};

use crate::{Failure, policies::Grant};

/// Makes a user.
///
/// # Errors
/// The call failed; `EntityAlreadyExists` if there is a user of this name.
pub async fn create_user(iam: &Client, user_name: &str) -> Result<User, Failure> {
    let attempt = || format!("create the user {user_name}");
    let created = iam
        .create_user()
        .user_name(user_name)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let user = created.user.ok_or_else(|| Failure::incomplete(attempt()))?;
    tracing::info!(user_name, user_id = user.user_id, "created a user");
    Ok(user)
}

/// The IAM user that is calling.
///
/// # Errors
/// The call failed; `ValidationError` if it is no IAM user that is calling.
pub async fn current_user(iam: &Client) -> Result<User, Failure> {
    let attempt = "look up the current user";
    let answer = iam
        .get_user()
        .send()
        .await
        .map_err(|error| Failure::call(attempt, &error))?;
    answer.user.ok_or_else(|| Failure::incomplete(attempt))
}

/// Gives a user another name. Its id, keys and policies stay.
///
/// # Errors
/// The call failed; `EntityAlreadyExists` if there is a user of the new name.
pub async fn update_user(iam: &Client, user_name: &str, new_name: &str) -> Result<(), Failure> {
    iam.update_user()
        .user_name(user_name)
        .new_user_name(new_name)
        .send()
        .await
        .map_err(|error| Failure::call(format!("rename {user_name} to {new_name}"), &error))?;
    tracing::info!(user_name, new_name, "renamed a user");
    Ok(())
}

/// Every user of the account.
///
/// # Errors
/// The call failed.
pub async fn list_users(iam: &Client) -> Result<Vec<User>, Failure> {
    let pages = iam.list_users().into_paginator().items().send();
    let users = pages
        .collect::<Result<Vec<_>, _>>()
        .await
        .map_err(|error| Failure::call("list the users", &error))?;
    tracing::info!(count = users.len(), "listed users");
    Ok(users)
}

/// Deletes a user, for good.
///
/// # Errors
/// The call failed; `DeleteConflict` if the user still has a key or a policy.
pub async fn delete_user(iam: &Client, user_name: &str) -> Result<(), Failure> {
    iam.delete_user()
        .user_name(user_name)
        .send()
        .await
        .map_err(|error| Failure::call(format!("delete the user {user_name}"), &error))?;
    tracing::info!(user_name, "deleted a user");
    Ok(())
}

/// Puts a policy with a single statement into a user, in the place of one of the same name.
///
/// # Errors
/// The call failed.
pub async fn put_policy(
    iam: &Client,
    user_name: &str,
    policy_name: &str,
    grant: Grant<'_>,
) -> Result<(), Failure> {
    iam.put_user_policy()
        .user_name(user_name)
        .policy_name(policy_name)
        .policy_document(grant.document())
        .send()
        .await
        .map_err(|error| Failure::call(format!("put {policy_name} into {user_name}"), &error))?;
    tracing::info!(user_name, policy_name, "put an inline policy");
    Ok(())
}

/// Deletes a policy that stands in a user.
///
/// # Errors
/// The call failed; `NoSuchEntity` if the user has no such policy.
pub async fn delete_policy(
    iam: &Client,
    user_name: &str,
    policy_name: &str,
) -> Result<(), Failure> {
    iam.delete_user_policy()
        .user_name(user_name)
        .policy_name(policy_name)
        .send()
        .await
        .map_err(|error| Failure::call(format!("delete {policy_name} of {user_name}"), &error))?;
    tracing::info!(user_name, policy_name, "deleted an inline policy");
    Ok(())
}

/// Attaches a managed policy to a user, who may then do what it allows.
///
/// # Errors
/// The call failed.
pub async fn attach_policy(iam: &Client, user_name: &str, policy_arn: &str) -> Result<(), Failure> {
    iam.attach_user_policy()
        .user_name(user_name)
        .policy_arn(policy_arn)
        .send()
        .await
        .map_err(|error| Failure::call(format!("attach {policy_arn} to {user_name}"), &error))?;
    tracing::info!(user_name, policy_arn, "attached a policy");
    Ok(())
}

/// Detaches a managed policy from a user.
///
/// # Errors
/// The call failed; `NoSuchEntity` if it is not attached.
pub async fn detach_policy(iam: &Client, user_name: &str, policy_arn: &str) -> Result<(), Failure> {
    iam.detach_user_policy()
        .user_name(user_name)
        .policy_arn(policy_arn)
        .send()
        .await
        .map_err(|error| Failure::call(format!("detach {policy_arn} from {user_name}"), &error))?;
    tracing::info!(user_name, policy_arn, "detached a policy");
    Ok(())
}
