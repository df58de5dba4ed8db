//! Users and their policies: create, rename, list, delete; put and attach, delete and detach.
//!
//! A new user may do nothing and has no key. A user that still has keys or policies is not deleted.
//!
//! # The program `users`, step by step
//!
//! AWS's page is "Create read-only and read-write IAM users". Its functions have the same names here,
//! in this module and in [`crate::policies`] and [`crate::access_keys`].
//!
//! | step of AWS's page | function | operation |
//! |---|---|---|
//! | make a bucket | [`crate::buckets::create_bucket`] | `CreateBucket` |
//! | make two users | [`create_user`] | `CreateUser`, twice |
//! | give them other names | [`update_user`] | `UpdateUser`, twice |
//! | find them again, by their ids | [`list_users`] | `ListUsers` |
//! | make a policy to read and write, one to read | [`crate::policies::create_policy`] | `CreatePolicy`, twice |
//! | attach the policies | [`attach_policy`] | `AttachUserPolicy`, twice |
//! | make a key for each user | [`crate::access_keys::create_key`] | `CreateAccessKey`, twice |
//! | as the writer: put an object, once the key is known; get it | [`crate::buckets::put_object`], [`crate::buckets::get_object`] | `PutObject`, `GetObject` |
//! | as the reader: get the object | [`crate::buckets::get_object`] | `GetObject` |
//! | as the reader: be refused to delete it | [`crate::buckets::delete_object`] | `DeleteObject` |
//! | delete keys, policies and users | [`crate::access_keys::delete_key`], [`detach_policy`], [`crate::policies::delete_policy`], [`delete_user`] | `DeleteAccessKey`, `DetachUserPolicy`, `DeletePolicy`, `DeleteUser`, twice each |
//! | empty and delete the bucket | [`crate::buckets::empty_bucket`], [`crate::buckets::delete_bucket`] | `DeleteObjects`, `DeleteBucket` |
//!
//! AWS's page hides it when the reader can delete the object. Here the program fails then.
//!
//! ```no_run
//! # async fn example() -> Result<(), iamd_scenarios::Failure> {
//! use iamd_scenarios::{aws_configuration, policies::{Grant, create_policy}, users};
//!
//! let iam = aws_sdk_iam::Client::new(&aws_configuration().await);
//! let user = users::create_user(&iam, "reader").await?;
//! let grant = Grant { actions: &["s3:GetObject"], resource: "arn:aws:s3:::my-bucket/*" };
//! let policy = create_policy(&iam, "read", "May read.", grant).await?;
//! users::attach_policy(&iam, &user.user_name, policy.arn.as_deref().unwrap_or_default()).await?;
//! # Ok(())
//! # }
//! ```

pub(crate) mod program;

use aws_sdk_iam::{Client, types::User};

use crate::{Attempt, Failure, policies::Grant};

/// Makes a user.
///
/// # Errors
/// The call failed; `EntityAlreadyExists` if there is a user of this name.
pub async fn create_user(iam: &Client, user_name: &str) -> Result<User, Failure> {
    let attempt = || Attempt::CreateUser(user_name.to_owned());
    let created = iam
        .create_user()
        .user_name(user_name)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let user = created
        .user
        .ok_or_else(|| Failure::incomplete(attempt(), "User"))?;
    tracing::info!(user_name, user_id = user.user_id, "created a user");
    Ok(user)
}

/// The IAM user that is calling.
///
/// # Errors
/// The call failed; `ValidationError` if it is no IAM user that is calling.
pub async fn current_user(iam: &Client) -> Result<User, Failure> {
    let answer = iam
        .get_user()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::CurrentUser, &error))?;
    answer
        .user
        .ok_or_else(|| Failure::incomplete(Attempt::CurrentUser, "User"))
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
        .map_err(|error| {
            let attempt = Attempt::RenameUser {
                from: user_name.to_owned(),
                to: new_name.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
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
        .map_err(|error| Failure::call(Attempt::ListUsers, &error))?;
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
        .map_err(|error| Failure::call(Attempt::DeleteUser(user_name.to_owned()), &error))?;
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
        .map_err(|error| {
            let attempt = Attempt::PutUserPolicy {
                user: user_name.to_owned(),
                policy: policy_name.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
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
        .map_err(|error| {
            let attempt = Attempt::DeleteUserPolicy {
                user: user_name.to_owned(),
                policy: policy_name.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
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
        .map_err(|error| {
            let attempt = Attempt::AttachUserPolicy {
                user: user_name.to_owned(),
                policy: policy_arn.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
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
        .map_err(|error| {
            let attempt = Attempt::DetachUserPolicy {
                user: user_name.to_owned(),
                policy: policy_arn.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
    tracing::info!(user_name, policy_arn, "detached a policy");
    Ok(())
}
