//! What a program makes, and how each thing is removed.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use aws_sdk_iam::Client;
use serde::Serialize;

use crate::{
    Attempt, Clients, Failure, FileAttempt, access_keys,
    account::{aliases, password_policy},
    buckets, mfa, policies, roles,
    texts::ENGLISH,
    users,
};

/// The codes of what is not there: whoever wants it gone is content.
const GONE: [&str; 2] = ["NoSuchEntity", "NoSuchBucket"];

/// Something that a program made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Made {
    /// An IAM user, with whatever access keys and attached policies it has by then.
    User {
        /// Its name.
        name: String,
    },
    /// An access key of a user.
    AccessKey {
        /// The user's name.
        user: String,
        /// The key's id.
        id: String,
    },
    /// A key that may have been made, as the answer was lost. Its id is not known.
    LostKey {
        /// The user's name.
        user: String,
        /// The ids of the keys that were there before.
        before: Vec<String>,
    },
    /// A managed policy.
    Policy {
        /// Its ARN.
        arn: String,
    },
    /// A managed policy on a user.
    Attachment {
        /// The user's name.
        user: String,
        /// The policy's ARN.
        policy_arn: String,
    },
    /// A policy that stands in a user.
    UserPolicy {
        /// The user's name.
        user: String,
        /// The policy's name.
        name: String,
    },
    /// A virtual MFA device, which may be enabled by then.
    MfaDevice {
        /// The ARN of the device.
        serial_number: String,
        /// The name of the user for whom it is enabled, if it is.
        user: String,
    },
    /// The picture of a QR code.
    QrCode {
        /// The file.
        path: PathBuf,
    },
    /// A role without policies.
    Role {
        /// Its name.
        name: String,
    },
    /// A managed policy on a role.
    RoleAttachment {
        /// The role's name.
        role: String,
        /// The policy's ARN.
        policy_arn: String,
    },
    /// A bucket, with whatever objects it has by then.
    Bucket {
        /// Its name.
        name: String,
    },
    /// An alias of the account, in the place of the one before.
    Alias {
        /// The aliases that the program gives, one after the other.
        ours: Vec<String>,
        /// The alias that the account had, if it had one.
        before: Option<String>,
    },
    /// The password policy of the account, which had none.
    PasswordPolicy,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&(ENGLISH.made)(self))
    }
}

impl Made {
    /// Whether it is on this machine, so that no server is needed to remove it.
    pub(crate) fn is_local(&self) -> bool {
        matches!(self, Self::QrCode { .. })
    }

    /// Removes it. What is gone already counts as removed.
    pub(crate) async fn remove(&self, by: &Clients) -> Result<(), Failure> {
        let outcome = match self {
            Self::User { name } => remove_user(&by.iam, name).await,
            Self::AccessKey { user, id } => access_keys::delete_key(&by.iam, user, id).await,
            Self::Policy { arn } => policies::delete_policy(&by.iam, arn).await,
            Self::Attachment { user, policy_arn } => {
                users::detach_policy(&by.iam, user, policy_arn).await
            }
            Self::UserPolicy { user, name } => users::delete_policy(&by.iam, user, name).await,
            Self::MfaDevice {
                serial_number,
                user,
            } => remove_device(&by.iam, serial_number, user).await,
            Self::QrCode { path } => remove_file(path),
            Self::Role { name } => roles::delete_role(&by.iam, name).await,
            Self::RoleAttachment { role, policy_arn } => {
                roles::detach_policy(&by.iam, role, policy_arn).await
            }
            Self::Bucket { name } => remove_bucket(&by.s3, name).await,
            Self::LostKey { user, before } => look_for_key(&by.iam, user, before).await,
            Self::Alias { ours, before } => {
                aliases::restore(&by.iam, ours, before.as_deref()).await
            }
            Self::PasswordPolicy => password_policy::delete(&by.iam).await,
        };
        content_if_gone(outcome)
    }
}

/// Detaches the policies, deletes the keys, then the user: AWS deletes no user that has any.
async fn remove_user(iam: &Client, name: &str) -> Result<(), Failure> {
    for policy_arn in attached_policies(iam, name).await? {
        content_if_gone(users::detach_policy(iam, name, &policy_arn).await)?;
    }
    for key in access_keys::list_keys(iam, name).await? {
        let id = key.access_key_id.unwrap_or_default();
        content_if_gone(access_keys::delete_key(iam, name, &id).await)?;
    }
    users::delete_user(iam, name).await
}

/// Says which keys are there that were not there before. None is deleted: somebody else may have made
/// it meanwhile.
async fn look_for_key(iam: &Client, user: &str, before: &[String]) -> Result<(), Failure> {
    let listed = access_keys::list_keys(iam, user).await?;
    let ids = listed.into_iter().filter_map(|key| key.access_key_id);
    let keys: Vec<String> = ids.filter(|id| !before.contains(id)).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let user = user.to_owned();
    Err(Failure::MayBeOurs { user, keys })
}

/// Takes the device from its user, then deletes it: AWS deletes no device that is enabled.
async fn remove_device(iam: &Client, serial_number: &str, user: &str) -> Result<(), Failure> {
    content_if_gone(mfa::deactivate_device(iam, user, serial_number).await)?;
    mfa::delete_device(iam, serial_number).await
}

/// Removes a file, if it is there.
pub(crate) fn remove_file(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(Failure::File {
            attempt: FileAttempt::Remove,
            path: path.to_owned(),
            reason,
        }),
        _ => Ok(()),
    }
}

/// The ARNs of the managed policies of a user.
async fn attached_policies(iam: &Client, user_name: &str) -> Result<Vec<String>, Failure> {
    let pages = iam
        .list_attached_user_policies()
        .user_name(user_name)
        .into_paginator()
        .items()
        .send();
    let policies = pages
        .collect::<Result<Vec<_>, _>>()
        .await
        .map_err(|error| Failure::call(Attempt::ListUserPolicies(user_name.to_owned()), &error))?;
    Ok(policies
        .into_iter()
        .filter_map(|policy| policy.policy_arn)
        .collect())
}

/// Deletes the objects, then the bucket: S3 deletes no bucket that has any.
async fn remove_bucket(s3: &aws_sdk_s3::Client, name: &str) -> Result<(), Failure> {
    buckets::empty_bucket(s3, name).await?;
    buckets::delete_bucket(s3, name).await
}

fn content_if_gone(outcome: Result<(), Failure>) -> Result<(), Failure> {
    outcome.or_else(|failure| match failure.code() {
        Some(code) if GONE.contains(&code) => Ok(()),
        _ => Err(failure),
    })
}
