//! What a program has made, and how it is taken down.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use aws_sdk_iam::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
};
use serde::Serialize;

use crate::{Failure, access_keys};

/// The code of what is not there: whoever wants it gone is content.
const NO_SUCH_ENTITY: &str = "NoSuchEntity";

/// Something that a program made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Made {
    /// An IAM user, with whatever access keys and attached policies it has by then.
    User {
        /// Its name.
        name: String,
    },
    /// An access key of a user that was there before.
    AccessKey {
        /// The user's name.
        user: String,
        /// The key's id.
        id: String,
    },
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User { name } => write!(f, "the user {name}"),
            Self::AccessKey { user, id } => write!(f, "the access key {id} of {user}"),
        }
    }
}

impl Made {
    /// Removes it. What is gone already counts as removed.
    async fn remove(&self, iam: &Client) -> Result<(), Failure> {
        match self {
            Self::User { name } => remove_user(iam, name).await,
            Self::AccessKey { user, id } => {
                content_if_gone(access_keys::delete_key(iam, user, id).await)
            }
        }
    }
}

/// Detaches the policies, deletes the keys, then the user: AWS deletes no user that has any.
async fn remove_user(iam: &Client, name: &str) -> Result<(), Failure> {
    let attempt = || format!("delete the user {name}");
    let attached = iam
        .list_attached_user_policies()
        .user_name(name)
        .into_paginator()
        .items();
    let attached = attached.send().collect::<Result<Vec<_>, _>>().await;
    let Some(attached) = if_there(attempt(), attached)? else {
        return Ok(());
    };
    for policy in attached {
        let arn = policy.policy_arn.unwrap_or_default();
        let detached = iam
            .detach_user_policy()
            .user_name(name)
            .policy_arn(arn)
            .send()
            .await;
        if_there(attempt(), detached)?;
    }
    for key in access_keys::list_keys(iam, name).await? {
        let id = key.access_key_id.unwrap_or_default();
        content_if_gone(access_keys::delete_key(iam, name, &id).await)?;
    }
    if_there(attempt(), iam.delete_user().user_name(name).send().await).map(drop)
}

/// The answer; `None` if what it is about is gone.
fn if_there<T, E>(attempt: String, answer: Result<T, SdkError<E>>) -> Result<Option<T>, Failure>
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code() == Some(NO_SUCH_ENTITY) => Ok(None),
        Err(error) => Err(Failure::call(attempt, &error)),
    }
}

fn content_if_gone(outcome: Result<(), Failure>) -> Result<(), Failure> {
    outcome.or_else(|failure| match failure.code() {
        Some(NO_SUCH_ENTITY) => Ok(()),
        _ => Err(failure),
    })
}

/// The list of what was made and is not removed yet, each with the client that may remove it.
#[derive(Default)]
pub(crate) struct Cleanup(Mutex<Vec<(Made, Client)>>);

impl Cleanup {
    /// Registers what was made, or is about to be.
    pub(crate) fn add(&self, made: Made, by: &Client) {
        self.list().push((made, by.clone()));
    }

    /// Strikes what the program itself has removed, or what was not made after all.
    pub(crate) fn forget(&self, made: &Made) {
        self.list().retain(|(registered, _)| registered != made);
    }

    /// Removes everything, the latest first, and tells of each. What cannot be removed stays
    /// registered and does not keep the rest from being removed.
    pub(crate) async fn run(&self, mut tell: impl FnMut(&Made, Result<(), Failure>)) {
        let pending: Vec<(Made, Client)> = self.list().iter().rev().cloned().collect();
        for (made, iam) in pending {
            let outcome = made.remove(&iam).await;
            if outcome.is_ok() {
                self.forget(&made);
            }
            tell(&made, outcome);
        }
    }

    /// What is registered still, the earliest first.
    pub(crate) fn left(&self) -> Vec<Made> {
        self.list().iter().map(|(made, _)| made.clone()).collect()
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<(Made, Client)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
